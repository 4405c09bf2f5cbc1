"""A year of meetings: a day for each, moved where nobody could come, and all put into the calendar in one act."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from committees import agenda
from committees.models import Body, Meeting
from committees.year.clashes import Diary
from committees.year.patterns import wanted_days
from corporate_parenting.lib import dates
from corporate_parenting.lib.calendar import ClearDays
from roles import council
from roles.audit import record

DAY = timedelta(days=1)
# So far away from the day wanted is a working day looked for: further than any Christmas closure.
FURTHEST = 21


class CannotPlan(Exception):
    """The meetings cannot be put into the calendar. The message says why and what to do."""


@dataclass(frozen=True)
class Proposal:
    """
    A day on which a body could meet.

    `closed` and `because` say why it is not the day wanted: nobody works then, or these Clashes. `clashes`,
    `not_working` and `already` say what is the matter with the day itself.
    """

    day: date
    starts_at: datetime
    ends_at: datetime | None
    wanted: date
    closed: str = ""
    because: tuple = ()
    clashes: tuple = ()
    not_working: str = ""
    already: tuple = ()
    clear: ClearDays | None = None

    @property
    def moved(self):
        return self.day != self.wanted

    @property
    def why_moved(self):
        """In words that name nobody: weekends, holidays and closures, or another body. Showing names the bodies."""
        if not self.moved:
            return ""
        return self.closed or "members of this body have another meeting that day"

    @property
    def last_day(self):
        """The last lawful day to publish; None where no statutory notice applies."""
        return self.clear.last_day_to_publish if self.clear else None

    @property
    def has_warnings(self):
        return bool(self.clashes or self.not_working or self.already)


class Planner:
    """Looks at days for one body; everything is read once, with seven queries at most."""

    def __init__(self, body, first, last, calendar=None):
        self.body = body
        self.calendar = calendar or council.Calendar()
        self.diary = Diary(first - DAY * FURTHEST, last + DAY * FURTHEST)

    def look(self, day, begins, ends=None, *, wanted=None):
        """The Proposal of a day that somebody chose; `wanted` is the day that the pattern says."""
        wanted = wanted or day
        starts_at, ends_at = _moment(day, begins), _moment(day, ends)
        because = self._clashes(wanted, begins, ends) if day != wanted else ()
        return Proposal(
            day,
            starts_at,
            ends_at,
            wanted,
            closed=self.calendar.why_closed(wanted) if day != wanted else "",
            because=because,
            clashes=tuple(self.diary.clashes(self.body, starts_at, ends_at)),
            not_working=self.calendar.why_closed(day),
            already=tuple(self.diary.meets_on(self.body, day)),
            clear=self.calendar.clear_days_before(day) if self.body.public_has_a_right else None,
        )

    def best(self, wanted, pattern, taken=()):
        """The Proposal for a day that a pattern says: that day, or the nearest one on which everybody can come."""
        when = (pattern.begins, pattern.ends)
        if not self.diary.meets_on(self.body, wanted):
            for day in self._candidates(wanted, when, taken):
                return self.look(day, *when, wanted=wanted)
        return self.look(wanted, *when)

    def _candidates(self, wanted, when, taken):
        """Days in the order in which they would do; the first is taken."""
        closed = self.calendar.why_closed(wanted)
        if not closed and not self._clashes(wanted, *when) and wanted not in taken:
            return [wanted]
        near = [day for day in _around(wanted) if self._can_meet(day) and day not in taken]
        week = [day for day in near if closed or _monday(day) == _monday(wanted)]
        free = [day for day in week if not self._clashes(day, *when)]
        return [*free, *([] if closed else [wanted]), *near]

    def _can_meet(self, day):
        body = self.body
        alive = body.starts_on <= day and (body.ends_on is None or day <= body.ends_on)
        return alive and not self.calendar.why_closed(day) and not self.diary.meets_on(body, day)

    def _clashes(self, day, begins, ends):
        return tuple(self.diary.clashes(self.body, _moment(day, begins), _moment(day, ends)))


def propose(body, pattern, calendar=None):
    """
    A Proposal for each day of a pattern on which the body exists, in order.

    Weekends, bank holidays and closure days move to the nearest working day; days on which another body meets with
    the same members to the nearest free day of the same week, or they stay and say so. A day on which the body
    meets already stays, and says so.
    """
    planner = Planner(body, pattern.first, pattern.last, calendar)
    found, taken = [], set()
    for wanted in wanted_days(pattern):
        if body.starts_on <= wanted and (body.ends_on is None or wanted <= body.ends_on):
            proposal = planner.best(wanted, pattern, taken)
            taken.add(proposal.day)
            found.append(proposal)
    return sorted(found, key=lambda proposal: proposal.starts_at)


def _around(day):
    """The days near one, nearest first; of two equally near the later."""
    for distance in range(1, FURTHEST + 1):
        yield day + DAY * distance
        yield day - DAY * distance


def _monday(day):
    return day - DAY * day.weekday()


def _moment(day, clock):
    return timezone.make_aware(datetime.combine(day, clock)) if clock else None


@dataclass(frozen=True)
class Made:
    """What came of putting a year into the calendar: the new meetings, and the moments that were there already."""

    meetings: list
    there_already: list


@transaction.atomic
def create(body, rows, *, place, by):
    """
    Put meetings into the calendar as planned: rows are (starts_at, ends_at). Returns what was Made.

    A moment at which the body meets already is passed over, so a second press makes no doubles. Raises CannotPlan
    when there is nothing to put in or the body is not there on a day; then nothing is made.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    rows = sorted(set(rows), key=lambda row: row[0])
    if not rows:
        raise CannotPlan("Every date is left out. Keep at least one, or cancel.")
    there = set(_kept(body).filter(starts_at__in=[starts for starts, _ in rows]).values_list("starts_at", flat=True))
    made = [_plan(body, starts, ends, place, by) for starts, ends in rows if starts not in there]
    days = [timezone.localdate(meeting.starts_at).isoformat() for meeting in made]
    if made:
        record(by, "planned the meetings of", body, days=days)
    return Made(made, sorted(there))


def _kept(body):
    return body.meetings.exclude(status=Meeting.Status.CANCELLED)


def _plan(body, starts_at, ends_at, place, by):
    about = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "status": Meeting.Status.PLANNED}
    try:
        return agenda.call_meeting(body, by=by, **about)
    except agenda.CannotCall as refused:
        raise CannotPlan(f"{dates.weekday(starts_at)}: {refused} Nothing was put into the calendar.") from refused
