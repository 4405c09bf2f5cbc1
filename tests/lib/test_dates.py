"""Days and times in words."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template

from corporate_parenting.lib import dates


@pytest.mark.parametrize(
    ("say", "value", "words"),
    [
        (dates.day, date(2026, 12, 13), "13 December 2026"),
        (dates.day, date(2026, 1, 6), "6 January 2026"),
        (dates.weekday, date(2026, 1, 6), "Tuesday 6 January 2026"),
        (dates.clock, time(10, 0), "10:00am"),
        (dates.clock, time(0, 5), "12:05am"),
        (dates.clock, time(12, 30), "12:30pm"),
        (dates.clock, time(18, 45), "6:45pm"),
        (dates.clock, time(12, 0), "midday"),
        (dates.clock, time(0, 0), "midnight"),
        (dates.clock, date(2026, 1, 6), ""),
        (dates.since, date(2025, 5, 4), "since 4 May 2025"),
    ],
)
def test_words(say, value, words):
    assert say(value) == words


def test_a_moment_is_told_by_the_clocks_of_england():
    evening_in_summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert dates.moment(evening_in_summer) == "1 July 2026 at 12:30am"
    assert dates.day(evening_in_summer) == "1 July 2026"


@pytest.mark.parametrize("say", [dates.day, dates.weekday, dates.clock, dates.moment, dates.since])
def test_nothing_gives_nothing(say):
    assert say(None) == ""


def test_a_period_is_open_or_has_an_end():
    assert dates.period(date(2025, 5, 4), None) == "since 4 May 2025"
    assert dates.period(date(2025, 5, 4), date(2026, 5, 3)) == "4 May 2025 to 3 May 2026"


def test_templates_use_the_same_words():
    page = Template(
        "{% load council %}{{ at|weekday }}, {{ at|clock }}, {{ at|day }}, {{ at|since }}, {{ at|until:end }}"
    )
    at, end = datetime(2026, 1, 6, 14, 5, tzinfo=UTC), date(2026, 2, 1)
    assert page.render(Context({"at": at, "end": end})) == (
        "Tuesday 6 January 2026, 2:05pm, 6 January 2026, since 6 January 2026, 6 January 2026 to 1 February 2026"
    )
