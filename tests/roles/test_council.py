"""Facts from a day on, closure days, and clear days by the council's rule."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from roles import council
from roles.audit import SYSTEM
from roles.models import AuditRow, CouncilFact

MEETING = date(2026, 1, 6)


def test_defaults(db):
    assert council.fact("clear_days") == 5
    assert council.facts() == {key: fact.default for key, fact in council.FACTS.items()}


def test_a_fact_is_true_from_a_day_on(db):
    council.set_fact("title_chair", "Presiding Member", starts_on=date(2026, 5, 1), by=SYSTEM)
    assert council.fact("title_chair", date(2026, 4, 30)) == "Chair"
    assert council.fact("title_chair", date(2026, 5, 1)) == "Presiding Member"
    assert council.facts(date(2026, 5, 1))["title_chair"] == "Presiding Member"


def test_a_second_word_about_the_same_day_puts_the_first_right(db):
    for value in (7, 8):
        council.set_fact("clear_days", value, starts_on=date(2026, 5, 1), by=SYSTEM)
    assert list(CouncilFact.objects.values_list("value", flat=True)) == [8]
    assert AuditRow.objects.first().details == {
        "key": "clear_days",
        "value": 8,
        "starts_on": "2026-05-01",
        "instead_of": 7,
    }


def test_unknown_facts_are_refused(db):
    with pytest.raises(council.UnknownFact):
        council.set_fact("colour", "red", starts_on=MEETING, by=SYSTEM)
    with pytest.raises(council.UnknownFact):
        council.fact("colour")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("governance_model", "monarchy"),
        ("clear_days", 4),
        ("clear_days", "five"),
        ("small_number_threshold", 0),
        ("title_chair", " "),
        ("title_chair", "x" * 201),
    ],
)
def test_values_that_cannot_be(db, key, value):
    with pytest.raises(ValidationError):
        council.set_fact(key, value, starts_on=MEETING, by=SYSTEM)
    assert CouncilFact.objects.count() == 0


def test_fact_20_the_smallest_number_shown_is_the_councils_own_and_small_ones_are_hidden_unless_it_says_otherwise(db):
    """
    Of fact 20, what stands here: the threshold, of a day, within bounds. What is below it, its complements, and the
    past years that are told anew come with the indicators.
    """
    assert council.fact("small_number_threshold", MEETING) == 5
    council.set_fact("small_number_threshold", 10, starts_on=MEETING, by=SYSTEM)
    assert council.fact("small_number_threshold", MEETING) == 10
    assert council.fact("small_number_threshold", MEETING - timedelta(days=1)) == 5
    for wrong in (2, 21):
        with pytest.raises(ValidationError):
            council.set_fact("small_number_threshold", wrong, starts_on=MEETING, by=SYSTEM)


def test_closure_days_do_not_count(db):
    assert council.clear_days_before(MEETING).last_day_to_publish == date(2025, 12, 24)
    council.close_on(date(2025, 12, 29), reason="Closed for the holidays", by=SYSTEM)
    found = council.clear_days_before(MEETING)
    assert found.last_day_to_publish == date(2025, 12, 23)
    assert (date(2025, 12, 29), "Closed for the holidays") in found.skipped


def test_the_rule_is_that_of_the_meetings_day(db):
    council.set_fact("clear_day_rule", "calendar", starts_on=date(2026, 1, 6), by=SYSTEM)
    council.set_fact("clear_days", 10, starts_on=date(2026, 2, 1), by=SYSTEM)
    assert council.clear_days_before(date(2026, 1, 6)).last_day_to_publish == date(2025, 12, 31)
    assert len(council.clear_days_before(date(2026, 1, 5)).counted) == 5
    assert len(council.clear_days_before(date(2026, 2, 2)).counted) == 10
    assert len(council.clear_days_before(date(2026, 2, 2), 3).counted) == 3


def test_many_meetings_cost_two_queries(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        calendar = council.Calendar()
        for day in range(1, 29):
            calendar.clear_days_before(date(2026, 2, day))


def test_a_closure_day_is_added_once_and_removed_on_record(db):
    closure = council.close_on(MEETING, reason="Flood", by=SYSTEM)
    with pytest.raises(ValidationError):
        council.close_on(MEETING, reason="Flood again", by=SYSTEM)
    council.open_on(closure, by=SYSTEM)
    assert council.closures() == {}
    assert [row.did for row in AuditRow.objects.all()] == ["removed the closure day", "added the closure day"]
