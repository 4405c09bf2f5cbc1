"""Clear days and the bank holidays of England and Wales.

A clear day is a full day between the day papers go up and the day of the meeting; neither of
those two days is counted. Five are wanted by the Local Government Act 1972, ss 100A(6)(a) and
100B(3), and by SI 2012/2089, regs 6 and 7; twenty-eight by regs 5 and 9 of the latter. Neither
says whether weekends count, so the rule is the caller's to choose. `Rule.WORKING` is the safe
reading and follows the "business day" of the Local Government and Housing Act 1989, s 5(8).
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from govuk_bank_holidays.bank_holidays import BankHolidays

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
FIRST_YEAR = 1972  # the Banking and Financial Dealings Act 1971 sets the days since then

# Days proclaimed for one year only, in years older than the bundled data.
PROCLAIMED = {
    date(1977, 6, 7): "Silver Jubilee of Queen Elizabeth II",
    date(1981, 7, 29): "Wedding of the Prince of Wales",
    date(1999, 12, 31): "Millennium Eve",
    date(2002, 6, 3): "Golden Jubilee of Queen Elizabeth II",
    date(2011, 4, 29): "Wedding of Prince William",
}
MOVED = {
    date(1995, 5, 1): date(1995, 5, 8),  # fifty years since VE Day
    date(2002, 5, 27): date(2002, 6, 4),  # to stand beside the Golden Jubilee
}


class Rule(StrEnum):
    """Which days count: working days only, or every day of the calendar."""

    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True)
class ClearDays:
    """A count of clear days with its working shown.

    `counted` and `skipped` run from the earliest to the latest day; `skipped` says why for each.
    `computed_years` names the years whose bank holidays were worked out and not looked up: tell
    the reader, because a day proclaimed for such a year alone would be missing.
    """

    last_day_to_publish: date
    meeting_day: date
    counted: list[date]
    skipped: list[tuple[date, str]]
    computed_years: tuple[int, ...] = ()

    @property
    def warning(self):
        """That the count rests on bank holidays which nobody has looked up; empty when it does not."""
        return worked_out(self.computed_years)


def clear_days_before(
    meeting_day: date,
    n: int,
    *,
    closures: Iterable[date] | Mapping[date, str] = (),
    rule: Rule = Rule.WORKING,
) -> ClearDays:
    """The last day on which to publish so that `n` clear days stand before the meeting.

    `closures` are further days that do not count under the working rule; a mapping says why.
    Raises ValueError for a negative `n`, or a year before 1972 under the working rule.
    """
    day, counted, skipped, years = _count(meeting_day, n, -DAY, closures, Rule(rule))
    return ClearDays(day, meeting_day, counted[::-1], skipped[::-1], years)


def clear_days_after(
    published_on: date,
    n: int,
    *,
    closures: Iterable[date] | Mapping[date, str] = (),
    rule: Rule = Rule.WORKING,
) -> ClearDays:
    """The first day on which to meet so that `n` clear days follow publication.

    Takes and raises what `clear_days_before` does.
    """
    day, counted, skipped, years = _count(published_on, n, DAY, closures, Rule(rule))
    return ClearDays(published_on, day, counted, skipped, years)


def bank_holidays(year: int) -> Mapping[date, str]:
    """The bank holidays of England and Wales in a year, day by day with their names.

    GOV.UK's own data where it is bundled, otherwise computed (`is_bundled` tells which).
    Raises ValueError before 1972.
    """
    return _bundled()[year] if is_bundled(year) else _computed(year)


def is_bundled(year: int) -> bool:
    """Whether the bank holidays of this year are GOV.UK's data and not our computation."""
    return year in _bundled()


def known_to() -> date:
    """The last day up to which the bank holidays are GOV.UK's own; after it they are worked out."""
    return date(max(_bundled()), 12, 31)


def known_words() -> str:
    """How far the bank holidays are known, and what to do about those that come later."""
    last = known_to()
    return (
        f"Bank holidays are known up to {last.day} {last:%B %Y}. Those of later years are worked out by the usual "
        "rules: a day proclaimed for one year only is missing until somebody adds it as a closure day."
    )


def worked_out(years: Iterable[int]) -> str:
    """A warning about years whose bank holidays were worked out and not looked up; empty where there are none."""
    named = [str(year) for year in sorted(set(years)) if not is_bundled(year)]
    if not named:
        return ""
    return (
        f"The bank holidays of {' and '.join(named)} are worked out by the usual rules, because no official list of "
        "them is known here. A holiday proclaimed for one year only would be missing: once it is proclaimed, add it "
        "as a closure day."
    )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous computus (Meeus)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def why_not_working(day: date, closures: Mapping[date, str]) -> str:
    """Why a day is not a working day; an empty string when it is one."""
    if day.weekday() >= SATURDAY:
        return "Saturday" if day.weekday() == SATURDAY else "Sunday"
    return bank_holidays(day.year).get(day) or closures.get(day, "")


def months_after(day: date, months: int) -> date:
    """The same day of the month, some months later (or earlier); the last day of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _count(start, n, step, closures, rule):
    """Walk from `start` until `n` days are counted and one more day that counts is reached."""
    if n < 0:
        raise ValueError("The number of clear days cannot be negative.")
    closed = closures if isinstance(closures, Mapping) else dict.fromkeys(closures, "closed")
    day, counted, skipped = start + step, [], []
    while True:
        why = why_not_working(day, closed) if rule is Rule.WORKING else ""
        if why:
            skipped.append((day, why))
        elif len(counted) < n:
            counted.append(day)
        else:
            break
        day += step
    return day, counted, skipped, _computed_years(start, day) if rule is Rule.WORKING else ()


def _computed_years(one, other):
    first, last = sorted((one.year, other.year))
    return tuple(year for year in range(first, last + 1) if not is_bundled(year))


@cache
def _bundled():
    """GOV.UK's data by year. The cached file inside the package: nothing asks the network."""
    days = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    years = {}
    for day in days:
        years.setdefault(day["date"].year, {})[day["date"]] = day["title"]
    return {year: MappingProxyType(found) for year, found in years.items()}


@cache
def _computed(year):
    if year < FIRST_YEAR:
        raise ValueError(f"Bank holidays are not known before {FIRST_YEAR}.")
    sunday = easter(year)
    days = {sunday - 2 * DAY: "Good Friday", sunday + DAY: "Easter Monday"}
    if year >= 1978:
        days[_monday(year, 5, 1)] = "Early May bank holiday"
    days[_monday(year, 5, 25)] = "Spring bank holiday"
    days[_monday(year, 8, 25)] = "Summer bank holiday"
    days = {MOVED.get(day, day): title for day, title in days.items()}
    days |= {day: title for day, title in PROCLAIMED.items() if day.year == year}
    return MappingProxyType(dict(sorted((days | _fixed(year)).items())))


def _fixed(year):
    """New Year, Christmas and Boxing Day; one at a weekend goes to the next free weekday."""
    named = {date(year, 12, 25): "Christmas Day", date(year, 12, 26): "Boxing Day"}
    if year >= 1974:
        named[date(year, 1, 1)] = "New Year’s Day"
    found = {day: title for day, title in named.items() if day.weekday() < SATURDAY}
    for day, title in named.items():
        if day.weekday() >= SATURDAY:
            found[_next_free(day, found)] = title
    return found


def _next_free(day, taken):
    while day in taken or day.weekday() >= SATURDAY:
        day += DAY
    return day


def _monday(year, month, earliest):
    """The first Monday on or after the given day of the month."""
    day = date(year, month, earliest)
    return day + timedelta(days=-day.weekday() % 7)
