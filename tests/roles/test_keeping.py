"""The catalogue is kept by dated versions, and the past does not change."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from roles import catalogue, keeping, tiers
from roles.audit import SYSTEM
from roles.models import Acknowledgement, AuditRow, Responsibility, Wording
from roles.permissions import OfficeKind as Kind
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OWN = {
    "tier": "U",
    "tier_is_stated": False,
    "done_by_tier": "",
    "holder": "Every councillor",
    "is_listed": False,
    "text": "Offer a work placement",
    "source": "Decision of the full council",
    "historic": False,
    "theme": "act",
    "held_by": ["every_member"],
    "done_by": [],
    "is_joint": False,
    "practice": "You find a work placement for a care leaver.",
    "question": "Who works here because we are their parent?",
    "replaced_by": "",
}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def councillor():
    person = PersonFactory()
    AppointmentFactory(person=person, office=OfficeFactory(kind=Kind.COUNCILLOR), starts_on=date(2020, 1, 1))
    return person


def of(code):
    return Responsibility.objects.get(code=code)


def seen(person, day):
    return [(duty.code, duty.tier, duty.wording.text, duty.wording.practice) for duty in responsibilities(person, day)]


def responsibilities(person, day):
    return tiers.responsibilities_on(person, day)


def words(person, day, code):
    return next((duty.wording.text for duty in responsibilities(person, day) if duty.code == code), None)


def test_a_change_counts_from_its_day_and_leaves_every_earlier_day_as_it_was(councillor, today):
    days = [date(2020, 1, 1), today - DAY, today, today + 9 * DAY]
    before = {day: seen(councillor, day) for day in days}
    keeping.change(of("U1"), from_day=today + 10 * DAY, reason="Clearer", by=SYSTEM, text="Know that you are a parent")
    assert {day: seen(councillor, day) for day in days} == before
    assert words(councillor, today + 10 * DAY, "U1") == "Know that you are a parent"


def test_who_held_it_in_the_past_still_held_it(councillor, today):
    before = seen(councillor, today - DAY)
    keeping.change(of("EM01"), from_day=today, reason="x", by=SYSTEM, held_by=["lead_member"], tier="S")
    keeping.retire(of("EM02"), last_day=today - DAY, reason="x", by=SYSTEM)
    keeping.add("OWN1", from_day=today, by=SYSTEM, **OWN)
    assert seen(councillor, today - DAY) == before
    now = {duty.code for duty in responsibilities(councillor, today)}
    assert not {"EM01", "EM02"} & now
    assert "OWN1" in now


def test_a_past_day_is_refused(today):
    for step, days in ((keeping.change, {"from_day": today - DAY}), (keeping.retire, {"last_day": today - 2 * DAY})):
        with pytest.raises(keeping.CannotChange, match="past does not change"):
            step(of("U1"), reason="x", by=SYSTEM, **days)
    with pytest.raises(keeping.CannotChange, match="past does not change"):
        keeping.add("OWN1", from_day=today - DAY, by=SYSTEM, **OWN)


def test_a_second_word_on_the_same_day_puts_the_first_right_and_asks_again(councillor, today):
    first = keeping.change(of("U1"), from_day=today, reason="x", by=SYSTEM, text="One")
    Acknowledgement.objects.create(person=councillor, wording=first, at=timezone.now())
    second = keeping.change(of("U1"), from_day=today, reason="A slip", by=SYSTEM, text="Two")
    assert second.pk == first.pk
    assert [wording.text for wording in of("U1").wordings.order_by("starts_on")][1:] == ["Two"]
    assert not Acknowledgement.objects.exists()
    assert AuditRow.objects.filter(did="put right the responsibility").get().details["asked_again"] == 1


def test_an_acknowledgement_of_the_words_before_stays(councillor, today):
    standing = of("U1").wordings.get()
    Acknowledgement.objects.create(person=councillor, wording=standing, at=timezone.now())
    new = keeping.change(of("U1"), from_day=today, reason="x", by=SYSTEM, text="One")
    assert list(Acknowledgement.objects.values_list("wording", flat=True)) == [standing.pk]
    assert new.pk != standing.pk


def test_a_day_before_words_that_are_to_come_is_refused(today):
    keeping.change(of("U1"), from_day=today + 10 * DAY, reason="x", by=SYSTEM, text="One")
    with pytest.raises(keeping.CannotChange, match="Other words begin on"):
        keeping.change(of("U1"), from_day=today + 5 * DAY, reason="x", by=SYSTEM, text="Two")


def test_words_to_come_can_be_taken_back_and_those_that_stand_cannot(today):
    standing = of("U1").wordings.get()
    to_come = keeping.change(of("U1"), from_day=today + DAY, reason="x", by=SYSTEM, text="One")
    keeping.withdraw(to_come, by=SYSTEM)
    standing.refresh_from_db()
    assert (of("U1").wordings.count(), standing.ends_on) == (1, None)
    with pytest.raises(keeping.CannotChange, match="have begun"):
        keeping.withdraw(standing, by=SYSTEM)


def test_a_change_that_changes_nothing_is_refused(today):
    same = of("U1").wordings.get().text
    with pytest.raises(keeping.CannotChange, match="stand already"):
        keeping.change(of("U1"), from_day=today, reason="x", by=SYSTEM, text=f"  {same}\r\n")
    assert of("U1").wordings.count() == 1


def test_a_retired_one_is_gone_the_day_after_and_its_code_is_never_used_again(councillor, today):
    keeping.retire(of("EM01"), last_day=today + DAY, reason="Done", by=SYSTEM)
    assert words(councillor, today + DAY, "EM01")
    assert words(councillor, today + 2 * DAY, "EM01") is None
    assert of("EM01").wordings.get().ended_because == "Done"
    for code in ("EM01", "em01"):
        with pytest.raises(keeping.CannotChange):
            keeping.add(code, from_day=today + 5 * DAY, by=SYSTEM, **OWN)


def test_retiring_takes_back_words_that_would_have_come_after(councillor, today):
    keeping.change(of("EM01"), from_day=today + 10 * DAY, reason="x", by=SYSTEM, text="One")
    keeping.retire(of("EM01"), last_day=today + 3 * DAY, reason="x", by=SYSTEM)
    assert of("EM01").wordings.get().ends_on == today + 3 * DAY


def test_a_retirement_can_be_taken_back_until_its_day_has_passed(today):
    keeping.retire(of("EM01"), last_day=today, reason="x", by=SYSTEM)
    keeping.keep_on(of("EM01"), by=SYSTEM)
    assert (of("EM01").wordings.get().ends_on, of("EM01").wordings.get().ended_because) == (None, "")
    keeping.retire(of("EM01"), last_day=today - DAY, reason="x", by=SYSTEM)
    with pytest.raises(keeping.CannotChange, match="another code"):
        keeping.keep_on(of("EM01"), by=SYSTEM)


def test_a_change_of_one_that_is_to_be_retired_keeps_its_last_day(today):
    keeping.retire(of("EM01"), last_day=today + 9 * DAY, reason="x", by=SYSTEM)
    new = keeping.change(of("EM01"), from_day=today + DAY, reason="x", by=SYSTEM, text="One")
    assert new.ends_on == today + 9 * DAY
    with pytest.raises(keeping.CannotChange, match="It is retired from"):
        keeping.change(of("EM01"), from_day=today + 10 * DAY, reason="x", by=SYSTEM, text="Two")


def test_a_new_one_stands_last(today):
    made = keeping.add("OWN1", from_day=today, by=SYSTEM, overlaps=[of("U1")], **OWN)
    assert made.order == 195
    assert list(of("U1").overlaps.filter(code="OWN1")) == [made]
    assert tiers.wordings_on(today)[-1].code == "OWN1"


@pytest.mark.parametrize("code", ["", "own1", "OWN", "OWN-1", "TOOLONG1", "OWN1A", "1"])
def test_a_code_looks_like_a_code(code, today):
    with pytest.raises(keeping.CannotChange, match="is not a code"):
        keeping.add(code, from_day=today, by=SYSTEM, **OWN)


@pytest.mark.parametrize(
    ("columns", "where"),
    [
        ({"text": "  "}, "text"),
        ({"holder": ""}, "holder"),
        ({"source": ""}, "source"),
        ({"text": "x" * 2001}, "text"),
        ({"theme": "dream"}, "theme"),
        ({"held_by": []}, "held_by"),
        ({"held_by": ["nobody"]}, "held_by"),
        ({"held_by": ["every_member", "every_member"]}, "held_by"),
        ({"held_by": ["org_health"]}, "tier"),
        ({"tier": ""}, "tier"),
        ({"tier": "", "held_by": ["org_health"], "tier_is_stated": True}, "tier"),
        ({"is_joint": True}, "joint"),
        ({"done_by": ["every_officer"]}, "tier"),
        ({"done_by_tier": "T"}, "done_by"),
        ({"done_by_tier": "U", "done_by": ["every_officer"]}, "tier"),
        ({"tier": "S", "done_by_tier": "U", "done_by": ["org_health"]}, "done_by"),
        ({"replaced_by": "Another rule"}, "replaced_by"),
    ],
)
def test_what_cannot_be_is_refused_by_name(columns, where, today):
    assert catalogue.fault(catalogue.tidied(OWN | columns))[0] == where
    with pytest.raises(keeping.CannotChange) as refused:
        keeping.add("OWN1", from_day=today, by=SYSTEM, **OWN | columns)
    assert list(refused.value.message_dict) == [where]
    assert not Responsibility.objects.filter(code="OWN1").exists()


def test_nothing_of_our_own_catalogue_is_at_fault():
    assert [catalogue.fault(catalogue.columns_of(wording)) for wording in Wording.objects.all()] == [None] * 194


def test_a_duty_of_people_and_organisations_may_have_a_tier_or_none():
    both = OWN | {"held_by": ["school_governors", "org_schools"]}
    assert catalogue.fault(both) is None
    assert catalogue.fault(both | {"tier": ""}) is None


def test_each_step_says_who_and_holds_no_free_text(today):
    keeper = PersonFactory(name="Head Clerk Mina Vale")
    keeping.add("OWN1", from_day=today, by=keeper, **OWN)
    keeping.change(of("OWN1"), from_day=today, reason="SECRET", by=keeper, text="SECRET")
    keeping.retire(of("OWN1"), last_day=today, reason="SECRET", by=keeper)
    keeping.keep_on(of("OWN1"), by=keeper)
    rows = AuditRow.objects.filter(kind="roles.responsibility")
    assert [row.did for row in rows.order_by("pk")] == [
        "added the responsibility",
        "put right the responsibility",
        "retired the responsibility",
        "kept the responsibility on",
    ]
    assert {row.actor for row in rows} == {keeper.name}
    assert "SECRET" not in str([row.details for row in rows])


@pytest.mark.parametrize("year", [3026, 9999])
def test_a_day_beyond_reason_is_refused_in_words(year):
    with pytest.raises(keeping.CannotChange, match="too far ahead"):
        keeping.retire(of("EM01"), last_day=date(year, 12, 31), reason="x", by=SYSTEM)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time by itself")
def test_two_who_add_at_once_both_get_a_place(today):
    def add(code):
        try:
            return keeping.add(code, from_day=today, by=SYSTEM, **OWN).order
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        places = list(hands.map(add, ["OWN1", "OWN2", "OWN3", "OWN4"]))
    assert sorted(places) == [195, 196, 197, 198]
