"""A pattern of meetings as days: every so many months on the nth weekday, or every so many weeks."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committees.year.patterns import (
    LAST_OF_MONTH,
    MONTHS,
    WEEKS,
    Pattern,
    municipal_year,
    next_year,
    nth_weekday,
    wanted_days,
)

YEAR = (date(2026, 5, 1), date(2027, 4, 30))


def pattern(**more):
    about = {"first": YEAR[0], "last": YEAR[1], "begins": time(10), "weekday": 1}
    return Pattern(**(about | more))


def test_every_two_months_on_the_second_tuesday():
    assert wanted_days(pattern(every=2, nth=2)) == [
        date(2026, 5, 12),
        date(2026, 7, 14),
        date(2026, 9, 8),
        date(2026, 11, 10),
        date(2027, 1, 12),
        date(2027, 3, 9),
    ]


def test_the_last_wednesday_of_every_third_month():
    days = wanted_days(pattern(every=3, nth=LAST_OF_MONTH, weekday=2))
    assert days == [date(2026, 5, 27), date(2026, 8, 26), date(2026, 11, 25), date(2027, 2, 24)]


def test_august_is_left_out_and_the_count_goes_on():
    whole = wanted_days(pattern(every=1, nth=1))
    without = wanted_days(pattern(every=1, nth=1, leave_out=frozenset([8])))
    assert [day for day in whole if day not in without] == [date(2026, 8, 4)]
    assert wanted_days(pattern(every=3, nth=1, leave_out=frozenset([8]))) == [
        date(2026, 5, 5),
        date(2026, 11, 3),
        date(2027, 2, 2),
    ]


def test_every_six_weeks_from_the_first_such_weekday():
    days = wanted_days(pattern(unit=WEEKS, every=6))
    assert days[:3] == [date(2026, 5, 5), date(2026, 6, 16), date(2026, 7, 28)]
    assert {day.weekday() for day in days} == {1}


def test_a_first_month_whose_day_is_past_is_passed_over():
    assert wanted_days(pattern(first=date(2026, 5, 20), every=2, nth=2))[:2] == [date(2026, 6, 9), date(2026, 8, 11)]


PATTERNS = st.builds(
    lambda first, length, **more: pattern(first=first, last=first + timedelta(days=length), **more),
    first=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    length=st.integers(0, 700),
    every=st.integers(1, 12),
    nth=st.sampled_from([1, 2, 3, 4, LAST_OF_MONTH]),
    weekday=st.integers(0, 6),
    unit=st.sampled_from([MONTHS, WEEKS]),
)


@given(asked=PATTERNS)
def test_every_day_of_a_pattern_is_such_a_day_and_none_is_missing(asked):
    """Held against a walk through the days, one by one."""
    found, every, weeks = wanted_days(asked), asked.every, asked.unit == WEEKS
    days = [day for day in _days(asked.first, asked.last) if day.weekday() == asked.weekday]
    fits = [day for day in days if weeks or _is(day, asked.nth)]
    if weeks:
        assert found == fits[::every]
    else:
        begin = fits[0].year * 12 + fits[0].month if fits else 0
        assert found == [day for day in fits if (day.year * 12 + day.month - begin) % every == 0]


def _days(first, last):
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _is(day, nth):
    if nth == LAST_OF_MONTH:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def test_the_nth_weekday_of_a_month():
    assert nth_weekday(2027, 1, LAST_OF_MONTH, 4) == date(2027, 2, 26)


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 4, 30), 2025), (date(2026, 5, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_the_municipal_year_runs_from_may_to_april(day, first):
    assert municipal_year(day) == (date(first, 5, 1), date(first + 1, 4, 30))


def test_a_young_year_is_planned_to_its_end_and_an_old_one_is_followed_by_the_next():
    assert next_year(date(2026, 5, 20)) == (date(2026, 5, 20), date(2027, 4, 30))
    assert next_year(date(2026, 11, 26)) == (date(2027, 5, 1), date(2028, 4, 30))
