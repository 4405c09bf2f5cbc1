"""Clear days: the dates the field works out by hand, and what must hold for any date."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corporate_parenting.lib.calendar import (
    Rule,
    _bundled,
    _computed,
    bank_holidays,
    clear_days_after,
    clear_days_before,
    easter,
    is_bundled,
)

DAYS = st.dates(date(1980, 1, 1), date(2099, 12, 31))
CLOSURES = st.dictionaries(DAYS, st.just("office shut"), max_size=40)


def days(text, year):
    """'28 Oct, 2 Nov' as dates of the year."""
    return [datetime.strptime(f"{part} {year}", "%d %b %Y").date() for part in text.split(", ")]  # noqa: DTZ007 - a day


WORKED = [
    (
        date(2009, 10, 29),
        days("22 Oct, 23 Oct, 26 Oct, 27 Oct, 28 Oct", 2009),
        date(2009, 10, 21),
        date(2009, 10, 23),
    ),
    (
        date(2017, 12, 13),
        days("6 Dec, 7 Dec, 8 Dec, 11 Dec, 12 Dec", 2017),
        date(2017, 12, 5),
        date(2017, 12, 7),
    ),
    (
        date(2026, 1, 6),
        days("29 Dec, 30 Dec, 31 Dec", 2025) + days("2 Jan, 5 Jan", 2026),
        date(2025, 12, 24),
        date(2025, 12, 31),
    ),
    (
        date(2026, 4, 9),
        days("31 Mar, 1 Apr, 2 Apr, 7 Apr, 8 Apr", 2026),
        date(2026, 3, 30),
        date(2026, 4, 3),
    ),
    (
        date(2026, 9, 3),
        days("26 Aug, 27 Aug, 28 Aug, 1 Sep, 2 Sep", 2026),
        date(2026, 8, 25),
        date(2026, 8, 28),
    ),
    (
        date(2026, 12, 31),
        days("22 Dec, 23 Dec, 24 Dec, 29 Dec, 30 Dec", 2026),
        date(2026, 12, 21),
        date(2026, 12, 25),
    ),
]


@pytest.mark.parametrize(("meeting", "counted", "publish", "by_calendar"), WORKED)
def test_five_clear_days_come_out_as_worked_by_hand(meeting, counted, publish, by_calendar):
    working = clear_days_before(meeting, 5)
    assert working.counted == counted
    assert working.last_day_to_publish == publish
    assert clear_days_before(meeting, 5, rule=Rule.CALENDAR).last_day_to_publish == by_calendar


def test_skipped_days_say_why():
    found = clear_days_before(date(2026, 1, 6), 5)
    assert found.skipped == [
        (date(2025, 12, 25), "Christmas Day"),
        (date(2025, 12, 26), "Boxing Day"),
        (date(2025, 12, 27), "Saturday"),
        (date(2025, 12, 28), "Sunday"),
        (date(2026, 1, 1), "New Year’s Day"),
        (date(2026, 1, 3), "Saturday"),
        (date(2026, 1, 4), "Sunday"),
    ]
    assert found.computed_years == ()


def test_closures_do_not_count_and_keep_their_reason():
    shut = {date(2026, 9, 1): "Election count"}
    found = clear_days_before(date(2026, 9, 3), 2, closures=shut)
    assert found.counted == [date(2026, 8, 28), date(2026, 9, 2)]
    assert found.last_day_to_publish == date(2026, 8, 27)
    assert (date(2026, 9, 1), "Election count") in found.skipped
    plain = clear_days_before(date(2026, 9, 3), 2, closures=list(shut))
    assert (date(2026, 9, 1), "closed") in plain.skipped


def test_closures_count_under_the_calendar_rule():
    found = clear_days_before(date(2026, 9, 3), 2, closures=[date(2026, 9, 1)], rule=Rule.CALENDAR)
    assert (found.last_day_to_publish, found.skipped) == (date(2026, 8, 31), [])


def test_a_year_without_bundled_data_is_named():
    assert not is_bundled(2009)
    assert clear_days_before(date(2009, 10, 29), 5).computed_years == (2009,)
    assert clear_days_before(date(2012, 1, 4), 5).computed_years == (2011,)
    assert clear_days_before(date(2009, 10, 29), 5, rule=Rule.CALENDAR).computed_years == ()


def test_no_clear_days_still_leave_a_day_between_publishing_and_meeting():
    found = clear_days_before(date(2026, 9, 3), 0)
    assert (found.last_day_to_publish, found.counted) == (date(2026, 9, 2), [])


def test_negative_days_and_years_before_the_act_are_refused():
    with pytest.raises(ValueError, match="negative"):
        clear_days_before(date(2026, 9, 3), -1)
    with pytest.raises(ValueError, match="1972"):
        clear_days_before(date(1971, 6, 2), 3)


def test_twenty_eight_clear_days_by_the_calendar():
    found = clear_days_before(date(2026, 3, 31), 28, rule=Rule.CALENDAR)
    assert found.last_day_to_publish == date(2026, 3, 2)


def test_counting_forward_meets_counting_back():
    found = clear_days_after(date(2025, 12, 24), 5)
    assert found.meeting_day == date(2026, 1, 6)
    assert found.counted == clear_days_before(date(2026, 1, 6), 5).counted


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(1818, "03-22"), (1943, "04-25"), (2000, "04-23"), (2009, "04-12"), (2038, "04-25")],
)
def test_easter(year, sunday):
    assert easter(year).isoformat() == f"{year}-{sunday}"


def test_bank_holidays_of_2009_are_the_eight_that_were_kept():
    assert [day.strftime("%d %b") for day in bank_holidays(2009)] == [
        "01 Jan", "10 Apr", "13 Apr", "04 May", "25 May", "31 Aug", "25 Dec", "28 Dec",
    ]  # fmt: skip


def test_proclaimed_days_before_the_data_are_kept():
    assert date(2011, 4, 29) in bank_holidays(2011)
    assert date(2002, 5, 27) not in bank_holidays(2002)
    assert {date(2002, 6, 3), date(2002, 6, 4)} < set(bank_holidays(2002))


def test_computed_days_equal_the_bundled_ones_in_ordinary_years():
    """The rules are held against GOV.UK's own data, in each year without a one-off day."""
    unusual = {2012, 2020, 2022, 2023}
    ordinary = [year for year in _bundled() if year not in unusual]
    assert len(ordinary) >= 13
    for year in ordinary:
        assert set(_computed(year)) == set(_bundled()[year])


@given(meeting=DAYS, n=st.integers(0, 40), closures=CLOSURES, rule=st.sampled_from(Rule))
def test_every_day_between_is_counted_or_skipped_once(meeting, n, closures, rule):
    found = clear_days_before(meeting, n, closures=closures, rule=rule)
    between = (meeting - found.last_day_to_publish).days - 1
    seen = sorted(found.counted + [day for day, _ in found.skipped])
    assert len(found.counted) == n
    assert seen == [found.last_day_to_publish + timedelta(days=i) for i in range(1, between + 1)]


@given(meeting=DAYS, n=st.integers(0, 40), closures=CLOSURES, rule=st.sampled_from(Rule))
def test_forward_and_back_agree(meeting, n, closures, rule):
    publish = clear_days_before(meeting, n, closures=closures, rule=rule).last_day_to_publish
    meet = clear_days_after(publish, n, closures=closures, rule=rule).meeting_day
    again = clear_days_before(meet, n, closures=closures, rule=rule)
    assert again.last_day_to_publish == publish


@given(meeting=DAYS, n=st.integers(1, 40))
def test_the_working_rule_is_never_later_than_the_calendar_rule(meeting, n):
    working = clear_days_before(meeting, n).last_day_to_publish
    assert working <= clear_days_before(meeting, n, rule=Rule.CALENDAR).last_day_to_publish
