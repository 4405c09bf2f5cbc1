"""Due dates of the papers of a meeting, worked back from the day its agenda goes out, through clearance."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from committees import law
from corporate_parenting.lib import dates
from reports import stages
from roles import council

# Where the law asks for no notice and the body has no timetable of its own.
USUAL_DAYS = 5


@dataclass(frozen=True)
class Step:
    """By a day, a report has to be with somebody; `why` says what that day is counted from."""

    what: str
    whom: str
    on: date
    why: str

    def as_told(self):
        """As a brief keeps it."""
        return {"what": self.what, "with": self.whom, "on": self.on, "why": self.why}


@dataclass(frozen=True)
class Plan:
    """
    Everything worked back for one meeting: `steps` earliest first, the last of them the clerk's.

    `out_on` is the day on which the agenda has to be out; `is_law` when a statute says so.
    """

    out_on: date
    out_why: str
    is_law: bool
    steps: tuple
    commission_on: date
    commission_why: str

    @property
    def clerk_on(self):
        return self.steps[-1].on


class WorkingBack:
    """Works due dates back. Reads the council's calendar and stages once, for as many meetings as there are."""

    def __init__(self, calendar=None):
        self.calendar = calendar or council.Calendar()
        self._stages = stages.everything()

    def of(self, meeting):
        """The Plan of a meeting, its body selected."""
        day = timezone.localdate(meeting.starts_at)
        out_on, out_why, is_law = self._out(meeting.body, day)
        steps = self._steps(meeting.body, day, *self._wanted(meeting.body, day, out_on))
        days = self.calendar.number("writing_days", day)
        why = f"An author has {_working(days)} to write, before the first draft is due on {dates.weekday(steps[0].on)}."
        commission_on, skipped = self._back(steps[0].on, days)
        return Plan(out_on, out_why, is_law, tuple(steps), commission_on, why + skipped)

    def _out(self, body, day):
        """(by when the agenda is out, why, whether the law says so)."""
        regime = law.of(body)
        if regime.statutory_notice:
            found = self.calendar.clear_days_before(day)
            number = len(found.counted)
            why = f"The last lawful day: {number} clear days before the meeting on {dates.weekday(day)}."
            return found.last_day_to_publish, why + _closed(found), True
        if body.pack_clear_days is not None:
            found = self.calendar.clear_days_before(day, body.pack_clear_days)
            number = body.pack_clear_days
            why = f"{_no_law(body)} Its packs are built {number} clear days before the meeting on {dates.weekday(day)}."
            return found.last_day_to_publish, why + _closed(found), False
        found = self.calendar.working_days_before(day, USUAL_DAYS)
        why = f"{_no_law(body)} Counted as usual: {USUAL_DAYS} working days before the meeting on {dates.weekday(day)}."
        return found.last_day_to_publish, why + _closed(found), False

    def _wanted(self, body, day, out_on):
        """(the day for which the papers are wanted, what happens then): the pack may come first."""
        if body.pack_clear_days is not None:
            built = self.calendar.clear_days_before(day, body.pack_clear_days).last_day_to_publish
            if built < out_on:
                return built, "the pack is built"
        return out_on, "the agenda goes out"

    def _steps(self, body, day, wanted_on, what):
        """From the clerk back through each stage; earliest first."""
        days = self.calendar.number("clerk_days", day)
        on, skipped = self._back(wanted_on, days)
        why = f"The clerk has the papers {_working(days)} before {what} on {dates.weekday(wanted_on)}."
        steps, after = [Step("With the clerk", "the clerk", on, why + skipped)], "the clerk"
        for step in reversed(stages.in_steps(stages.for_remit(body.remit_id, self._stages))):
            taken, whom = max(stage.working_days for stage in step), _named(step)
            before, skipped = self._back(on, taken)
            why = f"{_working(taken)} for {whom}, before it is due with {after}"
            why = f"{why} on {dates.weekday(on)}.{skipped}"
            steps.append(Step(f"With {whom}", whom, before, why))
            on, after = before, whom
        first = steps.pop()
        return [Step(f"First draft, with {first.whom}", first.whom, first.on, first.why), *reversed(steps)]

    def _back(self, day, number):
        """(the working day so many before a day, what was left out of the count in words)."""
        if not number:
            return day, ""
        found = self.calendar.working_days_before(day, number)
        return found.last_day_to_publish, _closed(found)


def _named(step):
    """Those that are asked at once, as in a sentence."""
    *first, last = [stage.name for stage in step]
    return f"{', '.join(first)} and {last}" if first else last


def _no_law(body):
    if not body.is_settled:
        return "Nobody has said yet on which law the body stands."
    return "No statutory notice applies to this body."


def _working(number):
    return f"{number} working day{'' if number == 1 else 's'}"


def _closed(found):
    """The days other than weekends that were not counted, and why."""
    named = [(day, why) for day, why in found.skipped if why not in ("Saturday", "Sunday")]
    if not named:
        return ""
    return f" Not counted: {', '.join(f'{dates.day(day)} ({why})' for day, why in named)}."
