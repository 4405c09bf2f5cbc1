"""A check beside the finished one before it: what has come, what has gone, what is still so."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from pledges.models import Finding, ModelCheck

State = Finding.State
WORTH = {State.ABSENT: 0, State.PARTIAL: 1, State.PRESENT: 2}
TONES = {State.PRESENT: "done", State.PARTIAL: "waiting", State.ABSENT: "late", State.NOT_JUDGED: "stopped"}
BETTER, WORSE, SAME, NEW, UNKNOWN = "better", "worse", "same", "new", ""


@dataclass(frozen=True)
class Line:
    """One component: what this check says, and what the one before said (None where it did not ask)."""

    finding: Finding
    before: Finding | None
    compared: bool = True

    @property
    def tone(self):
        """The tone of the tag that names the state."""
        return TONES[self.finding.state]

    @property
    def direction(self):
        """BETTER, WORSE, SAME, NEW for a component not asked about before, or UNKNOWN."""
        if self.before is None:
            return NEW if self.compared else UNKNOWN
        if not self.before.state or not self.finding.state:
            return UNKNOWN
        now, then = WORTH[self.finding.state], WORTH[self.before.state]
        return SAME if now == then else BETTER if now > then else WORSE

    @property
    def change(self):
        """The same in words: "was absent, now partial"."""
        if self.before is None:
            return "new in this check" if self.compared else ""
        then = self.before.get_state_display().lower()
        if self.direction == SAME:
            return f"still {then}"
        if self.finding.state:
            return f"was {then}, now {self.finding.get_state_display().lower()}"
        return f"was {then}" if self.before.state else "not judged before either"


@dataclass(frozen=True)
class Comparison:
    """
    Every component of a check, and the year of the check it is compared with (None: it is the first).

    `gone`: what that check asked about and this one does not, so that nothing is passed over in silence.
    """

    check: ModelCheck
    lines: list
    year: int | None
    gone: list

    @property
    def parts(self):
        """[(part of the model, its lines)] in the order of the model."""
        return grouped(self.lines)

    @property
    def counts(self):
        """How many components are in each state, and how many became better or worse."""
        states = Counter(line.finding.state for line in self.lines)
        directions = Counter(line.direction for line in self.lines)
        return {
            "all": len(self.lines),
            "present": states[State.PRESENT],
            "partial": states[State.PARTIAL],
            "absent": states[State.ABSENT],
            "not_judged": states[State.NOT_JUDGED],
            "better": directions[BETTER],
            "worse": directions[WORSE],
        }

    def only(self, wanted):
        """The lines in a state ("present", "not_judged"…) or a direction ("better", "worse"); all for another word."""
        kept = [line for line in self.lines if wanted in (line.finding.state or "not_judged", line.direction)]
        return kept if wanted in self.counts and wanted != "all" else self.lines


def compare(check):
    """A check and the last finished one before it. Three queries, however many components."""
    earlier = last_before(check)
    then = {each.component: each for each in earlier.findings.select_related("owner")} if earlier else {}
    lines = []
    for finding in check.findings.select_related("owner"):
        finding.of = check
        lines.append(Line(finding, then.pop(finding.component, None), compared=earlier is not None))
    return Comparison(check, lines, earlier.year if earlier else None, list(then.values()))


def last_before(check):
    """The last finished check of an earlier year, or None."""
    return ModelCheck.objects.finished().filter(year__lt=check.year).first()


def before(finding):
    """What the last finished check before said of the same component, or None."""
    earlier = last_before(finding.of)
    if earlier is None:
        return None
    return earlier.findings.select_related("owner", "of").filter(component=finding.component).first()


def grouped(lines):
    """[(part of the model, its lines)] in the order of the model."""
    return [(part, list(found)) for part, found in groupby(lines, key=lambda line: line.finding.part)]


def in_a_sentence(counts):
    """ "Of 21 components 9 are present, 6 partial and 2 absent; 4 are not judged." """
    said = f"Of {counts['all']} components {_are(counts['present'])} present, {counts['partial']} partial and "
    said += f"{counts['absent']} absent"
    return f"{said}; {_are(counts['not_judged'])} not judged." if counts["not_judged"] else f"{said}."


def _are(number):
    return f"{number} {'is' if number == 1 else 'are'}"
