"""On which days a body means to meet: the second Tuesday of every other month, or every six weeks."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from roles.periods import FIRST_MONTH

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MONTHS, WEEKS = "months", "weeks"
LAST_OF_MONTH = -1
# Until this many months of a municipal year are over, "this year" is the one that somebody plans.
STILL_PLANNED = 3


@dataclass(frozen=True)
class Pattern:
    """
    What a clerk says of a year: every so many months or weeks, on which weekday (0 is Monday), from a day to a day.

    `nth` is 1 to 4, or LAST_OF_MONTH; by weeks it says nothing. `leave_out` are numbers of months.
    """

    first: date
    last: date
    begins: time
    ends: time | None = None
    place: str = ""
    unit: str = MONTHS
    every: int = 1
    nth: int = 1
    weekday: int = 0
    leave_out: frozenset = field(default_factory=frozenset)


def wanted_days(pattern):
    """The days of a pattern, as it says them: weekends, holidays and clashes are not looked at."""
    days = _by_weeks(pattern) if pattern.unit == WEEKS else _by_months(pattern)
    return [day for day in days if day.month not in pattern.leave_out]


def _by_weeks(pattern):
    day = pattern.first + DAY * ((pattern.weekday - pattern.first.weekday()) % 7)
    while day <= pattern.last:
        yield day
        day += WEEK * pattern.every


def _by_months(pattern):
    """From the first month that has such a day in time; later ones are counted from it."""
    month = pattern.first.year * 12 + pattern.first.month - 1
    if nth_weekday(*divmod(month, 12), pattern.nth, pattern.weekday) < pattern.first:
        month += 1
    while (day := nth_weekday(*divmod(month, 12), pattern.nth, pattern.weekday)) <= pattern.last:
        yield day
        month += pattern.every


def nth_weekday(year, month, nth, weekday):
    """The nth weekday of a month (counted from 0, January), or the last one."""
    if nth == LAST_OF_MONTH:
        end = date(year, month + 1, monthrange(year, month + 1)[1])
        return end - DAY * ((end.weekday() - weekday) % 7)
    start = date(year, month + 1, 1)
    return start + DAY * ((weekday - start.weekday()) % 7) + WEEK * (nth - 1)


def municipal_year(day):
    """The first and last day of the municipal year that a day lies in, May to April."""
    first = date(day.year - (day.month < FIRST_MONTH), FIRST_MONTH, 1)
    return first, _a_year_on(first) - DAY


def next_year(day):
    """The days to plan for on a day: what is left of the year while it is young, otherwise the whole next one."""
    first, last = municipal_year(day)
    if (day - first).days < STILL_PLANNED * 30:
        return day, last
    return _a_year_on(first), _a_year_on(_a_year_on(first)) - DAY


def _a_year_on(first):
    return first.replace(year=first.year + 1)
