"""What somebody did: kept, counted and taken back, with a note that is nobody else's."""

from datetime import date

import pytest
from django.utils import timezone

from roles import evidence
from roles.models import AuditRow, Evidence, Responsibility
from roles.permissions import OfficeKind as Kind
from tests.factories.roles import PersonFactory
from tests.roles.words import DAY, hold

pytestmark = pytest.mark.django_db
SINCE = date(2025, 5, 19)


@pytest.fixture
def member():
    person = PersonFactory(name="Councillor Bram Holt", category="member")
    hold(person, Kind.COUNCILLOR, SINCE)
    return person


def did(person, kind="visit", done_on=SINCE, *, note="", codes=("RV01",)):
    wanted = Responsibility.objects.filter(code__in=codes)
    return evidence.note(person, kind=kind, done_on=done_on, note=note, responsibilities=wanted, by=person)


def test_evidence_is_kept_for_every_responsibility_it_counts_for(member):
    made = did(member, note="  We talked about the garden. ", codes=("RV01", "LM06h"))
    assert (made.kind, made.done_on, made.note) == ("visit", SINCE, "We talked about the garden.")
    assert {one.code for one in made.responsibilities.all()} == {"RV01", "LM06h"}


def test_today_and_the_first_day_in_office_are_good_days(member):
    did(member, done_on=timezone.localdate())
    did(member, done_on=SINCE)
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"done_on": timezone.localdate() + DAY}, "done_on", "today or in the past"),
        ({"done_on": SINCE - DAY}, "done_on", "19 May 2025 or later"),
        ({"note": "x" * 501}, "note", "500 characters or fewer. You have 501"),
        ({"codes": ()}, "responsibilities", "at least one"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(member, wrong, field, words):
    with pytest.raises(evidence.NotEvidence) as refused:
        did(member, **wrong)
    assert list(refused.value.message_dict) == [field]
    assert words in refused.value.message_dict[field][0]
    assert Evidence.objects.count() == 0


def test_500_characters_are_not_too_many(member):
    assert len(did(member, note="y" * 500).note) == 500


def test_somebody_who_never_held_an_office_is_told_what_to_do():
    with pytest.raises(evidence.NotEvidence, match="no office on record"):
        did(PersonFactory())


def test_what_is_taken_back_counts_no_more_and_its_note_is_gone(member):
    made = did(member, note="CANARY")
    evidence.withdraw(made, by=member)
    evidence.withdraw(made, by=member)
    made.refresh_from_db()
    assert made.note == ""
    assert not Evidence.objects.standing().exists()
    assert AuditRow.objects.filter(did="took back evidence").count() == 1


def test_the_record_of_what_was_done_never_holds_the_note(member):
    evidence.withdraw(did(member, note="CANARY"), by=member)
    rows = list(AuditRow.objects.filter(kind="roles.evidence").values())
    assert {row["did"] for row in rows} == {"noted evidence", "took back evidence"}
    assert "CANARY" not in str(rows)


def test_counts_are_by_kind_with_the_last_day(member, people):
    did(member, "visit", date(2026, 1, 5))
    did(member, "visit", date(2026, 3, 5))
    did(member, "training", date(2026, 2, 5))
    did(member, "question", date(2025, 6, 1))
    evidence.withdraw(did(member, "event", date(2026, 4, 1)), by=member)
    idle = PersonFactory()
    found = evidence.counts([member, idle], date(2026, 1, 1), viewer=people.head_clerk.user)
    assert found[member.pk] == evidence.Counted({"visit": 2, "training": 1}, date(2026, 3, 5))
    assert found[member.pk].total == 3
    assert found[idle.pk] == evidence.Counted()


def test_who_has_no_power_over_engagement_counts_only_what_they_did_themselves(member, people):
    hold(people.other, Kind.COUNCILLOR, SINCE)
    did(member)
    did(people.other)
    found = evidence.counts([member, people.other], SINCE, viewer=people.other.user)
    assert (found[member.pk].total, found[people.other.pk].total) == (0, 1)


@pytest.mark.parametrize("number", [1, 20])
def test_counts_take_one_query(member, people, number, django_assert_num_queries):
    for _ in range(number):
        did(member)
    viewer = people.head_clerk.user
    viewer.may("see_engagement")
    with django_assert_num_queries(1):
        assert evidence.counts([member], SINCE, viewer=viewer)[member.pk].total == number


@pytest.mark.parametrize("who", ["head_clerk", "guardian", "admin", "clerk", "chair", "other"])
def test_a_note_is_seen_by_its_owner_alone(member, people, who):
    did(member, note="CANARY")
    assert not Evidence.objects.visible_to(getattr(people, who).user).exists()


def test_a_lead_member_sees_no_note_either(member, people):
    hold(people.chair, Kind.LEAD_MEMBER)
    did(member, note="CANARY")
    assert not Evidence.objects.visible_to(people.chair.user).exists()
    assert evidence.counts([member], SINCE, viewer=people.chair.user)[member.pk].total == 1
