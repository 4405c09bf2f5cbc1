"""
What changed in a version since a moment, such as somebody's yes: each part as it read then, beside how it reads now.

Kept texts tell it: whatever has none since then reads as it did.
"""

from dataclasses import dataclass, field

from reports import comparing, private, putting_back, texts
from reports.models import Block, KeptText

# Parts that nobody prints or clears: what somebody held to be right, and what found no place.
NOT_CLEARED = ("confirmed", "unplaced")
RECOMMENDED = ("intro", "recommendation")
IMPLIED = "Implications: "
# The order of a report, as near as the names of the parts tell it.
ORDER = (
    "title", "header", "contact", "intro", "recommendation", "reasons", "heading", "section", "block", "implication",
    "none", "sources", "sourcedocument", "appendix", "footer",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A part that reads otherwise than it did. `then` is the kept text that it read, or None where it is new."""

    compared: comparing.Compared
    then: KeptText | None
    marking: str  # that it was private, and by which law

    @property
    def is_of_words(self):
        """Are its words others? Not where only bold type, a link or a list came or went."""
        return self.compared.is_changed


@dataclass(frozen=True)
class Changes:
    """What changed of what a clearer answers for, and elsewhere; `count` numbers the places of both."""

    covered: list = field(default_factory=list)
    elsewhere: list = field(default_factory=list)
    count: int = 0


def since(version, moment, covers=()):
    """The Changes of a version since a moment, seen from an answer that `covers` these implications, or everything."""
    later = _first_later(version, moment)
    before = _last_before(version, moment, later.values())
    names = sorted(set(later) - _told_with_section(version, later), key=_place)
    mine = [name for name in names if _is_covered(later[name], covers)]
    others = [name for name in names if name not in mine]
    count = comparing.Count()
    found = [[_change(version, later[name], before.get(name), count) for name in some] for some in (mine, others)]
    return Changes(*([one for one in some if one] for some in found), count.last)


def _kept(version):
    rows = version.kept_texts.order_by("at", "pk")
    for kind in NOT_CLEARED:
        rows = rows.exclude(part__startswith=f"{kind}:")
    return rows


def _first_later(version, moment):
    """{name of each part that was kept after a moment: the first KeptText of it since}"""
    found = {}
    for pk, name in _kept(version).filter(at__gt=moment).values_list("pk", "part"):
        found.setdefault(name, pk)
    return {row.part: row for row in KeptText.objects.filter(pk__in=found.values())}


def _told_with_section(version, later):
    """
    The names of the paragraphs and tables whose section tells their change too: it was kept since the moment, and not
    after them, so that it is compared as it read at that moment.
    """
    if not any(name.startswith("block:") for name in later):
        return set()
    homes = Block.objects.filter(section__version=version).values_list("pk", "section")
    pairs = [(f"block:{block}", f"section:{section}") for block, section in homes]
    told = {name: later[home] for name, home in pairs if name in later and home in later}
    return {name for name, home in told.items() if (home.at, home.pk) <= (later[name].at, later[name].pk)}


def _last_before(version, moment, later):
    """
    {name: the KeptText that a part read at that moment}: the last before it. But where the first one since is what
    stood there when somebody wrote over it, kept under no name, that is what it read.
    """
    found = {row.part: row for row in later if row.by_id is None and row.how == KeptText.How.REPLACED}
    wanted = [row.part for row in later if row.part not in found]
    last = dict(_kept(version).filter(at__lte=moment, part__in=wanted).values_list("part", "pk"))
    return found | {row.part: row for row in KeptText.objects.filter(pk__in=last.values())}


def _place(name):
    kind, _, key = name.partition(":")
    return ORDER.index(kind) if kind in ORDER else len(ORDER), int(key) if key.isdecimal() else 0


def _is_covered(row, covers):
    """Is a part one of those that an answer is about?"""
    if not covers:
        return True
    kind = row.part.partition(":")[0]
    # One reason stands for each implication that has no text of its own.
    return kind in (*RECOMMENDED, "none") or (kind == "implication" and row.label.removeprefix(IMPLIED) in covers)


def _change(version, first, then, count):
    """The Change of one part, or None where it reads as it did."""
    now = putting_back.now_of(version, first.part)
    was, reads = texts.read(then) if then else "", now.text if now else ""
    if was == reads or not (was.strip() or reads.strip()):
        return None
    tables = comparing.tables_of(first.part, was, reads)
    old = comparing.part_of(then.part, then.label, was, tables) if was.strip() else None
    new = comparing.part_of(now.name, now.label, reads, tables) if reads.strip() else None
    return Change(comparing.compare(old, new, count), then, private.marking_then(then or first))
