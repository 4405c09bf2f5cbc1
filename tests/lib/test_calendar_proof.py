"""
Clear days held against a count that a child could make: a walk over a wall calendar with the closed days crossed out.

Nothing of the code under test is used to make that wall calendar. Its bank holidays are written out below, year by
year, as they were kept in England and Wales from 2009 to 2031.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corporate_parenting.lib import calendar
from corporate_parenting.lib.calendar import Rule, bank_holidays, clear_days_after, clear_days_before

ONE = timedelta(days=1)
FIRST, LAST = date(2010, 1, 1), date(2030, 12, 31)
NUMBERS = (0, 3, 5, 28)

# Month and day of every bank holiday, weekend substitutes and one-off days included.
KEPT = {
    2009: "1-1 4-10 4-13 5-4 5-25 8-31 12-25 12-28",
    2010: "1-1 4-2 4-5 5-3 5-31 8-30 12-27 12-28",
    2011: "1-3 4-22 4-25 4-29 5-2 5-30 8-29 12-26 12-27",
    2012: "1-2 4-6 4-9 5-7 6-4 6-5 8-27 12-25 12-26",
    2013: "1-1 3-29 4-1 5-6 5-27 8-26 12-25 12-26",
    2014: "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26",
    2015: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    2016: "1-1 3-25 3-28 5-2 5-30 8-29 12-26 12-27",
    2017: "1-2 4-14 4-17 5-1 5-29 8-28 12-25 12-26",
    2018: "1-1 3-30 4-2 5-7 5-28 8-27 12-25 12-26",
    2019: "1-1 4-19 4-22 5-6 5-27 8-26 12-25 12-26",
    2020: "1-1 4-10 4-13 5-8 5-25 8-31 12-25 12-28",
    2021: "1-1 4-2 4-5 5-3 5-31 8-30 12-27 12-28",
    2022: "1-3 4-15 4-18 5-2 6-2 6-3 8-29 9-19 12-26 12-27",
    2023: "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26",
    2024: "1-1 3-29 4-1 5-6 5-27 8-26 12-25 12-26",
    2025: "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26",
    2026: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    2027: "1-1 3-26 3-29 5-3 5-31 8-30 12-27 12-28",
    2028: "1-3 4-14 4-17 5-1 5-29 8-28 12-25 12-26",
    2029: "1-1 3-30 4-2 5-7 5-28 8-27 12-25 12-26",
    2030: "1-1 4-19 4-22 5-6 5-27 8-26 12-25 12-26",
    2031: "1-1 4-11 4-14 5-5 5-26 8-25 12-25 12-26",
}
HOLIDAYS = {date(year, *map(int, day.split("-"))) for year, days in KEPT.items() for day in days.split()}


def wall_calendar():
    """Every day from 2009 to 2031, and those of them on which nobody works."""
    days, day = [], date(2009, 1, 1)
    while day <= date(2031, 12, 31):
        days.append(day)
        day = date.fromordinal(day.toordinal() + 1)
    return days, {day for day in days if day.isoweekday() in (6, 7)} | HOLIDAYS


DAYS, CROSSED_OUT = wall_calendar()
PLACE = {day: number for number, day in enumerate(DAYS)}
# The same wall calendar with the council's own days crossed out too: the days between Christmas and New Year, a
# local holiday on a Wednesday in June, and one on a Sunday, which changes nothing.
CLOSED = {day for day in DAYS if (day.month, day.day) in [(12, 29), (12, 30), (12, 31), (6, 17)]}


def last_free(days, meeting, n, step):
    """Walk from the meeting until n days that count lie behind, and then to the next one that counts."""
    place, left = PLACE[meeting] + step, n
    while True:
        if DAYS[place] not in days:
            if left == 0:
                return DAYS[place]
            left -= 1
        place += step


RULES = {
    "working days": ({}, CROSSED_OUT),
    "working days with closure days": ({"closures": CLOSED}, CROSSED_OUT | CLOSED),
    "calendar days": ({"rule": Rule.CALENDAR}, set()),
    "calendar days, closure days or not": ({"rule": Rule.CALENDAR, "closures": CLOSED}, set()),
}


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("rule", RULES)
def test_every_day_of_twenty_years_has_the_last_day_that_a_walk_finds(rule, n):
    how, shut = RULES[rule]
    wrong = []
    day = FIRST
    while day <= LAST:
        if clear_days_before(day, n, **how).last_day_to_publish != last_free(shut, day, n, -1):
            wrong.append(day)
        day += ONE
    assert wrong == []


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("rule", RULES)
def test_every_day_of_twenty_years_has_the_first_meeting_that_a_walk_finds(rule, n):
    how, shut = RULES[rule]
    wrong = []
    day = FIRST
    while day <= LAST:
        if clear_days_after(day, n, **how).meeting_day != last_free(shut, day, n, 1):
            wrong.append(day)
        day += ONE
    assert wrong == []


@settings(max_examples=400)
@given(
    meeting=st.dates(FIRST, LAST),
    n=st.integers(0, 28),
    closed=st.sets(st.dates(FIRST, LAST), max_size=60),
    rule=st.sampled_from(Rule),
)
def test_whatever_days_a_council_closes_the_walk_agrees(meeting, n, closed, rule):
    shut = (CROSSED_OUT | closed) if rule is Rule.WORKING else set()
    found = clear_days_before(meeting, n, closures=closed, rule=rule)
    assert found.last_day_to_publish == last_free(shut, meeting, n, -1)
    assert not set(found.counted) & shut
    assert {day for day, _ in found.skipped} <= shut
    after = clear_days_after(meeting, n, closures=closed, rule=rule)
    assert after.meeting_day == last_free(shut, meeting, n, 1)


@settings(max_examples=200)
@given(meeting=st.dates(FIRST, LAST), n=st.sampled_from(NUMBERS), data=st.data())
def test_a_closure_day_never_makes_the_last_day_later(meeting, n, data):
    closed = data.draw(st.sets(st.dates(meeting - 70 * ONE, meeting), max_size=10))
    without = clear_days_before(meeting, n).last_day_to_publish
    assert clear_days_before(meeting, n, closures=closed).last_day_to_publish <= without


@pytest.mark.parametrize("year", KEPT)
def test_the_bank_holidays_are_those_that_were_kept(year):
    assert {day for day in HOLIDAYS if day.year == year} == set(bank_holidays(year))


@pytest.mark.parametrize("year", KEPT)
def test_where_the_official_list_ends_the_rules_find_the_same_days(year):
    """What is worked out differs from what was kept only by days that were proclaimed or moved for one year."""
    one_off = {
        2012: {"6-4", "6-5", "5-28"},  # Diamond Jubilee: the spring holiday went to 4 June
        2020: {"5-4", "5-8"},  # seventy-five years since VE Day
        2022: {"5-30", "6-2", "6-3", "9-19"},  # Platinum Jubilee, and the Queen's funeral
        2023: {"5-8"},  # the King's coronation
    }
    differ = {f"{day.month}-{day.day}" for day in set(calendar._computed(year)) ^ set(bank_holidays(year))}
    assert differ == one_off.get(year, set())


# --- One-off bank holidays, each by name


@pytest.mark.parametrize(
    ("holiday", "why"),
    [
        (date(2011, 4, 29), "Prince William"),
        (date(2012, 6, 5), "Diamond Jubilee"),
        (date(2020, 5, 8), "VE day"),
        (date(2022, 6, 3), "Platinum Jubilee"),
        (date(2022, 9, 19), "Queen Elizabeth II"),
        (date(2023, 5, 8), "King Charles III"),
        *((day, why) for day, why in calendar.PROCLAIMED.items()),
    ],
)
def test_a_day_proclaimed_once_is_not_counted_and_says_why(holiday, why):
    found = clear_days_before(holiday + ONE, 3)
    assert holiday not in found.counted
    assert why.lower() in dict(found.skipped)[holiday].lower()


@pytest.mark.parametrize(("usual", "moved"), calendar.MOVED.items())
def test_a_holiday_that_was_moved_counts_on_its_usual_day_and_not_on_the_other(usual, moved):
    assert usual in clear_days_before(usual + ONE, 3).counted
    assert moved in dict(clear_days_before(moved + ONE, 3).skipped)


def test_the_day_of_the_queens_funeral_made_the_notice_a_day_longer():
    found = clear_days_before(date(2022, 9, 21), 5)
    assert found.counted == [date(2022, 9, day) for day in (13, 14, 15, 16, 20)]
    assert found.last_day_to_publish == date(2022, 9, 12)


def test_the_coronation_made_the_notice_a_day_longer():
    found = clear_days_before(date(2023, 5, 11), 5)
    assert found.counted == [date(2023, 5, 3), date(2023, 5, 4), date(2023, 5, 5), date(2023, 5, 9), date(2023, 5, 10)]
    assert found.last_day_to_publish == date(2023, 5, 2)


# --- The worked examples of the field, one by one: five clear days, by working days and by the calendar


def five(meeting):
    working = clear_days_before(meeting, 5)
    by_calendar = clear_days_before(meeting, 5, rule=Rule.CALENDAR).last_day_to_publish
    return working.last_day_to_publish, by_calendar, [(day.day, day.month) for day in working.counted]


def test_a_thursday_in_october_2009():
    counted = [(22, 10), (23, 10), (26, 10), (27, 10), (28, 10)]
    assert five(date(2009, 10, 29)) == (date(2009, 10, 21), date(2009, 10, 23), counted)


def test_a_wednesday_in_december_2017():
    counted = [(6, 12), (7, 12), (8, 12), (11, 12), (12, 12)]
    assert five(date(2017, 12, 13)) == (date(2017, 12, 5), date(2017, 12, 7), counted)


def test_the_first_tuesday_after_new_year_2026():
    counted = [(29, 12), (30, 12), (31, 12), (2, 1), (5, 1)]
    assert five(date(2026, 1, 6)) == (date(2025, 12, 24), date(2025, 12, 31), counted)


def test_the_thursday_after_easter_2026():
    counted = [(31, 3), (1, 4), (2, 4), (7, 4), (8, 4)]
    assert five(date(2026, 4, 9)) == (date(2026, 3, 30), date(2026, 4, 3), counted)


def test_the_thursday_after_the_summer_bank_holiday_2026():
    counted = [(26, 8), (27, 8), (28, 8), (1, 9), (2, 9)]
    assert five(date(2026, 9, 3)) == (date(2026, 8, 25), date(2026, 8, 28), counted)


def test_new_years_eve_2026_with_a_substitute_for_boxing_day():
    counted = [(22, 12), (23, 12), (24, 12), (29, 12), (30, 12)]
    assert five(date(2026, 12, 31)) == (date(2026, 12, 21), date(2026, 12, 25), counted)


# --- Where the official list ends


def test_how_far_the_bank_holidays_are_known():
    last = calendar.known_to()
    assert (last.month, last.day) == (12, 31)
    assert calendar.is_bundled(last.year)
    assert not calendar.is_bundled(last.year + 1)
    assert f"known up to 31 December {last.year}." in calendar.known_words()


def test_a_count_in_a_later_year_warns_and_one_in_a_known_year_does_not():
    last = calendar.known_to()
    assert clear_days_before(date(last.year, 6, 15), 5).warning == ""
    assert f"of {last.year + 1} are worked out" in clear_days_before(date(last.year + 1, 6, 15), 5).warning
    assert clear_days_before(date(last.year + 1, 6, 15), 5, rule=Rule.CALENDAR).warning == ""


def test_a_count_across_the_end_names_the_later_year_alone():
    last = calendar.known_to()
    assert clear_days_before(date(last.year + 1, 1, 4), 5).computed_years == (last.year + 1,)
    assert clear_days_after(date(last.year, 12, 24), 5).computed_years == (last.year + 1,)


def test_several_years_are_named_once_each_and_in_order():
    assert "of 2041 and 2042 are" in calendar.worked_out([2042, 2041, 2042, 2020])
    assert calendar.worked_out([2020, 2026]) == ""
