"""What sending a report would mean: whom it asks, by when, what still holds, and where nobody could answer."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from reports import rules, stages
from reports.clearance import words
from reports.models import Clearance
from roles import council

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """One stage of a report: its step, its last day, who could answer today, what still holds, who is asked with it."""

    stage: object
    name: str
    step: int
    due_on: date
    people: list = field(default_factory=list)
    holds: Clearance | None = None

    beside: list = field(default_factory=list)

    @property
    def nobody(self):
        """It would be asked, and nobody could answer."""
        return self.holds is None and not self.people


def plan(report, version, *, by):
    """Every stage that reports for this body go through, in order; an empty list: one person is asked by name."""
    wanted = stages.for_remit(report.remit_id)
    if not wanted:
        return []
    steps, names = stages.in_steps(wanted), _names(wanted)
    standing = {row.stage_id: row for row in version.clearances.standing().select_related("decided_by")}
    able = rules.answerers(report, wanted, sent_by=by)
    still = words.holding(version)
    held = {stage.pk: _held(standing.get(stage.pk), stage, still) for stage in wanted}
    return [
        Asked(stage, names[stage.pk], number, due, able[stage.pk], held[stage.pk], _beside(stage, step, held, names))
        for number, (step, due) in enumerate(zip(steps, due_days(report, steps), strict=True), start=1)
        for stage in step
    ]


def _beside(stage, step, held, names):
    """Which others are asked at the same time."""
    return [names[other.pk] for other in step if other.pk != stage.pk and held[other.pk] is None]


def _held(row, stage, still):
    """The answer of a stage that is still about these words and this office, or None."""
    same = row is not None and row.office_id == stage.office_id and sorted(row.covers) == sorted(stage.covers)
    return row if same and still(row) else None


def _names(wanted):
    """What each stage is called among the others: two of one name are told apart by office, else by a number."""
    seen, names = {}, {}
    for stage in wanted:
        name = stages.called(stage, wanted)
        seen[name] = number = seen.get(name, 0) + 1
        names[stage.pk] = name if number == 1 else f"{name[:90]} ({number})"
    return names


def due_days(report, steps):
    """
    The last day of each step: worked back from the day on which the clerk has the papers, as the report's brief says
    it; without a meeting to come, counted on from today.
    """
    calendar, today = council.Calendar(), timezone.localdate()
    taken = [max(stage.working_days for stage in step) for step in steps]
    clerk_on = _clerk_on(report, today)
    if clerk_on is None:
        return _forward(calendar, today, taken)
    days = [clerk_on]
    for number in reversed(taken[1:]):
        last = calendar.working_days_before(days[0], number).last_day_to_publish if number else days[0]
        days.insert(0, last)
    return days


def _clerk_on(report, today):
    """When the papers are due with the clerk of a meeting to come, or None."""
    brief = getattr(report, "brief", None)
    if brief is None or brief.meeting_on is None or brief.meeting_on < today:
        return None
    days = [row["on"] for row in brief.due if row.get("with")]
    return date.fromisoformat(days[-1]) if days else None


def _forward(calendar, day, taken):
    days = []
    for number in taken:
        left = number
        while left:
            day += DAY
            left -= not calendar.why_closed(day)
        days.append(day)
    return days
