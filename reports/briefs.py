"""What whoever commissioned a report told its author: who asks, for which day, what for, and what is due when."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import dates
from reports.models import Brief
from roles.audit import record

DONE, DUE, LATE = "done", "due", "late"


@transaction.atomic
def write(report, *, by, due, **words):
    """
    Tell a report what is asked of it; a second time puts the first right. Returns the Brief.

    `due` are the days worked back from the meeting, earliest first: [{what, with, on (a date), why}, …]; `words`
    are the other fields of a Brief.
    """
    told = [row | {"on": row["on"].isoformat()} for row in due]
    made, is_new = Brief.objects.update_or_create(
        report=report, defaults=words | {"due": told, "written_at": timezone.now()}
    )
    did = "wrote the brief of" if is_new else "wrote the brief anew of"
    record(by, did, report, meeting_on=_iso(made.meeting_on), due=[row["on"] for row in told])
    return made


@transaction.atomic
def take_back(report, *, by):
    """Nobody asks for this report any more."""
    if Brief.objects.filter(report=report).delete()[0]:
        record(by, "took back the brief of", report)


def _iso(day):
    return day.isoformat() if day else None


@dataclass(frozen=True)
class Due:
    """One day by which a report has to be somewhere. `words` say how far it is, `state` one of DONE, DUE, LATE."""

    what: str
    whom: str
    on: date
    why: str
    state: str
    words: str

    @property
    def tone(self):
        return {DONE: "done", DUE: "", LATE: "late"}[self.state]


def due(brief, standing, working):
    """
    What is due of a report, earliest first. `standing` is its report from `whereabouts.with_standing`.

    A report that is with a clearer has left its author and each step before theirs; a cleared one has come through.
    """
    reached = _reached(standing, sum(bool(row.get("with")) for row in brief.due))
    return [_due(row, place < reached, working) for place, row in enumerate(brief.due)]


def next_due(brief, standing, working):
    """The first thing that is still due from those who write and clear a report, or None."""
    return next((row for row in due(brief, standing, working) if row.whom and row.state != DONE), None)


def next_of(report, working):
    """The same for a report from `whereabouts.with_standing`, its brief selected; None also where nobody asked."""
    brief = getattr(report, "brief", None)
    return next_due(brief, report, working) if brief else None


def _reached(standing, count):
    """How many of the due dates are behind it: one more with each step that has it, all once it is cleared."""
    if not standing.has_draft and standing.last_number:
        return count
    return min(standing.turn_order or 1, count - 1) if standing.is_sent else 0


def _due(row, is_done, working):
    """A row with nobody to be with is the end that all are counted from: it is told, and nobody here is late for it."""
    on, whom = date.fromisoformat(row["on"]), row.get("with", "")
    if not whom:
        return Due(row["what"], "", on, row["why"], DUE, f"On {dates.weekday(on)}, {working.distance(on)}")
    state = DONE if is_done else (LATE if on < working.today else DUE)
    words = f"Done; it was due by {dates.weekday(on)}" if is_done else working.by(on)
    return Due(row["what"], whom, on, row["why"], state, words)
