"""Read and acknowledged: once for the same words, again when they change, and never words that were not shown."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from roles import acknowledging, keeping
from roles.audit import SYSTEM
from roles.models import Acknowledgement, AuditRow
from roles.permissions import OfficeKind as Kind
from tests.factories.roles import PersonFactory
from tests.roles.words import DAY, TODAY, duties, hold, reword, wording

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + DAY


@pytest.fixture
def member():
    person = PersonFactory(name="Councillor Bram Holt", category="member")
    hold(person, Kind.COUNCILLOR, date(2025, 5, 8))
    hold(person, Kind.PARENTING_SEAT)
    return person


def codes(wordings):
    return [one.code for one in wordings]


def acknowledge_all(person, day=TODAY):
    return acknowledging.acknowledge(person, acknowledging.outstanding(person, duties(person, day)), by=person)


def test_everything_current_is_asked_at_first_and_no_history(member):
    reword("U3", TODAY, historic=True)
    asked = acknowledging.outstanding(member, duties(member))
    assert codes(asked) == [duty.code for duty in duties(member) if duty.code != "U3"]


def test_what_was_acknowledged_is_asked_no_more(member):
    asked = acknowledging.outstanding(member, duties(member))
    assert acknowledge_all(member) == len(asked)
    assert acknowledging.outstanding(member, duties(member)) == []


def test_pressing_twice_counts_once(member):
    asked = acknowledging.outstanding(member, duties(member))
    acknowledging.acknowledge(member, asked, by=member)
    assert acknowledging.acknowledge(member, asked, by=member) == 0
    assert Acknowledgement.objects.count() == len(asked)
    assert AuditRow.objects.filter(did="acknowledged responsibilities of").count() == 1


def test_words_put_right_or_taken_back_after_the_look_are_not_taken_on(member):
    today = timezone.localdate()
    again, gone = (wording(code, today).responsibility for code in ("U3", "U4"))
    keeping.change(again, from_day=today, reason="Plainer", text="Weigh every decision", by=SYSTEM)
    ending = keeping.change(gone, from_day=today + DAY, reason="Plainer", text="To come", by=SYSTEM)
    looked_at = [*acknowledging.outstanding(member, duties(member, today)), ending]
    keeping.change(again, from_day=today, reason="Plainer still", text="Words that nobody has seen", by=SYSTEM)
    keeping.withdraw(ending, by=SYSTEM)
    assert acknowledging.acknowledge(member, looked_at, by=member) == len(looked_at) - 2
    left = acknowledging.outstanding(member, duties(member, today))
    assert [one.text for one in left] == ["Words that nobody has seen"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_two_presses_at_once_count_once(member):
    asked = acknowledging.outstanding(member, duties(member))

    def press(_):
        try:
            return acknowledging.acknowledge(member, asked, by=member)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        new = list(pool.map(press, range(4)))
    assert sorted(new) == [0, 0, 0, len(asked)]
    assert AuditRow.objects.filter(did="acknowledged responsibilities of").count() == 1


@pytest.mark.parametrize("column", ["text", "practice"])
def test_new_words_are_asked_again_and_only_those(member, column):
    acknowledge_all(member)
    new = reword("U3", TOMORROW, **{column: "Weigh every decision as a parent would"})
    assert acknowledging.outstanding(member, duties(member, TOMORROW)) == [new]
    assert acknowledging.outstanding(member, duties(member, TODAY)) == []


def test_a_new_source_or_theme_asks_nobody_again(member):
    acknowledge_all(member)
    reword("U3", TOMORROW, source="Another report", theme="know", question="And why?")
    assert acknowledging.outstanding(member, duties(member, TOMORROW)) == []


def test_the_acknowledgement_of_somebody_else_counts_for_nothing(member):
    other = PersonFactory()
    hold(other, Kind.PARENTING_SEAT)
    acknowledge_all(other)
    assert "T1" in codes(acknowledging.outstanding(member, duties(member)))


def test_a_new_seat_asks_for_what_it_brings_alone():
    person = PersonFactory()
    hold(person, Kind.COUNCILLOR, date(2024, 5, 2))
    acknowledge_all(person)
    hold(person, Kind.PARENTING_SEAT)
    asked = codes(acknowledging.outstanding(person, duties(person)))
    assert "T1" in asked
    assert "U1" not in asked


def test_missing_counts_as_the_page_does(member):
    nobody, leader = PersonFactory(), PersonFactory()
    hold(leader, Kind.LEADER)
    acknowledging.acknowledge(member, [wording("U1"), wording("T1")], by=member)
    reword("T1", TODAY, practice="Look closer")
    for day in (TODAY - DAY, TODAY):
        wanted = {one.pk: len(acknowledging.outstanding(one, duties(one, day))) for one in (member, nobody, leader)}
        assert acknowledging.missing([member, nobody, leader], day) == wanted
    assert wanted[nobody.pk] == 0


@pytest.mark.parametrize("number", [1, 12])
def test_missing_takes_the_same_queries_for_many(number, django_assert_num_queries):
    people = PersonFactory.create_batch(number)
    for person in people:
        hold(person, Kind.COUNCILLOR)
        acknowledging.acknowledge(person, [wording("U1")], by=person)
    with django_assert_num_queries(4):
        acknowledging.missing(people, TODAY)


def test_only_words_that_were_shown_are_read(member):
    old = [wording("U1"), wording("U2")]
    shown = acknowledging.shown_words(old)
    new = reword("U1", TODAY, text="Another duty")
    assert acknowledging.read_words([new, old[1], wording("U3")], shown) == [old[1]]


def test_words_corrected_in_their_row_are_not_those_that_were_shown():
    shown = acknowledging.shown_words([wording("U1"), wording("U2")])
    corrected = wording("U1")
    corrected.practice = "Something else altogether"
    assert acknowledging.read_words([corrected, wording("U2")], shown) == [wording("U2")]


@pytest.mark.parametrize("shown", ["", ".", "12", "12-", "x-y.z", "é" * 5000])
def test_a_form_that_was_tampered_with_reads_nothing(shown):
    assert acknowledging.read_words([wording("U1")], shown) == []
