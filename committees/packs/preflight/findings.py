"""What a look at a pack found: one sentence each, the item it is about, and the page on which it is mended."""

from dataclasses import dataclass, field
from operator import attrgetter

WHOLE = "The whole pack"


def name(item):
    """An item as the sentences call it: by its number and its public title, which tell nothing that is kept back."""
    return f"Item {item.printed_number}, “{item.title}”"


@dataclass(frozen=True)
class Finding:
    """
    One thing found. `text` says it where its item is named above; `words` stand by themselves.

    `address` is the page on which the clerk mends it, `verb` the words of its link; both are empty where whoever runs
    the system has to. `stops`: no pack is built until it is put right.
    """

    text: str
    address: str = ""
    verb: str = ""
    stops: bool = False
    item: object = None

    @property
    def words(self):
        if self.item is None:
            return self.text
        return f"{name(self.item)}: {self.text[0].lower()}{self.text[1:]}"

    @property
    def place(self):
        """Where it stands: what stops first, then in the order of the agenda, what is about all of it at its head."""
        return not self.stops, self.item.order if self.item else 0


@dataclass(frozen=True)
class Group:
    """What was found about one item, or about the whole pack."""

    title: str
    findings: list

    @property
    def stops(self):
        return any(one.stops for one in self.findings)


@dataclass
class Preflight:
    """All that a look found; `fine` says what was looked at and is in order."""

    findings: list = field(default_factory=list)
    fine: list = field(default_factory=list)

    def sort(self):
        self.findings.sort(key=attrgetter("place"))

    @property
    def stops(self):
        """Sentences: what must be put right before a pack is built."""
        return [one.words for one in self.findings if one.stops]

    @property
    def warnings(self):
        """Sentences: what is printed round."""
        return [one.words for one in self.findings if not one.stops]

    @property
    def groups(self):
        """The same by item: a group in which something stops the build before one in which nothing does."""
        found = {}
        for one in self.findings:
            title = f"Item {one.item.printed_number}: {one.item.title}" if one.item else WHOLE
            found.setdefault((one.place[1], title), []).append(one)
        groups = [Group(title, findings) for (_, title), findings in sorted(found.items(), key=lambda pair: pair[0])]
        return sorted(groups, key=lambda group: not group.stops)

    @property
    def summary(self):
        """All of it in one line."""
        return summed_up(len(self.stops), len(self.warnings))


def summed_up(stops, warnings):
    """ "2 things stop the build, 5 to know"; nothing in the way where both are none."""
    if not stops and not warnings:
        return "Nothing is in the way"
    stop = f"{stops} thing{'s stop' if stops > 1 else ' stops'} the build"
    if not stops:
        return f"Nothing stops the build, {warnings} thing{'s' if warnings > 1 else ''} to know"
    return f"{stop}, {warnings} to know" if warnings else stop
