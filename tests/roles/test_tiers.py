"""What falls to whom follows from the offices held that day."""

from datetime import date

import pytest

from roles import catalogue, holders, tiers
from roles.models import Wording
from roles.models.responsibilities import Tier
from roles.permissions import OfficeKind as Kind
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


def hold(person, kind, starts_on=date(2025, 5, 19), ends_on=None):
    return AppointmentFactory(person=person, office=OfficeFactory(kind=kind), starts_on=starts_on, ends_on=ends_on)


def codes(person, day=TODAY):
    return {duty.code for duty in tiers.responsibilities_on(person, day)}


def test_the_catalogue_is_the_file_in_its_order():
    stored = [(w.code, w.responsibility.order, w.text, w.tier, w.held_by) for w in tiers.wordings_on(TODAY)]
    wanted = [
        (fields["code"], fields["order"], words["text"], words["tier"], words["held_by"])
        for fields, words, _ in catalogue.rows()
    ]
    assert len(stored) == 194
    assert stored == wanted


def test_counts_of_the_catalogue():
    found = Wording.objects
    assert found.filter(is_listed=True).count() == 99
    assert found.filter(historic=True).count() == 15
    assert found.filter(tier_is_stated=True).count() == 14


def test_a_duty_without_an_office_is_held_by_an_organisation_and_has_no_tier():
    wordings = tiers.wordings_on(TODAY)
    without = {w.code for w in wordings if not holders.kinds(w.held_by)}
    assert without == {w.code for w in wordings if not w.tier} - {"SC04"}
    assert all(any(key.startswith("org_") for key in w.held_by) for w in wordings if w.code in without)


def test_every_kind_of_office_has_a_tier_but_a_seat_elsewhere():
    assert {kind for kind in Kind if tiers.tier_of(kind) is None} == {Kind.OTHER_SEAT}


def test_a_councillor_stands_at_the_universal_level():
    councillor = PersonFactory()
    appointment = hold(councillor, Kind.COUNCILLOR)
    assert [held.tier for held in tiers.tiers_held([appointment])] == [Tier.UNIVERSAL]
    assert {"U1", "U5", "EM01", "SE10", "WC05", "LM06a"} <= codes(councillor)
    assert not {"T1", "S1", "LC01", "CB01", "RV01"} & codes(councillor)


def test_a_seat_on_the_board_brings_the_targeted_level_and_the_one_below():
    member = PersonFactory()
    seat = hold(member, Kind.PARENTING_SEAT)
    found = {duty.code: duty for duty in tiers.responsibilities_on(member, TODAY)}
    assert found["T1"].because == [seat]
    assert not found["T1"].inherited
    assert found["U1"].inherited
    assert found["U1"].because == [seat]
    assert "EM01" not in found


def test_a_director_does_what_all_three_levels_ask():
    director = PersonFactory()
    hold(director, Kind.DIRECTOR)
    assert {"S1", "T1", "U1", "DC01", "LJ01"} <= codes(director)
    assert "LM01" not in codes(director)


def test_a_joint_duty_falls_to_both():
    leader, chief = PersonFactory(), PersonFactory()
    hold(leader, Kind.LEADER)
    hold(chief, Kind.CHIEF_EXECUTIVE)
    assert "LC01" in codes(leader) & codes(chief)


def test_the_lead_member_encourages_what_members_do():
    lead, member = PersonFactory(), PersonFactory()
    hold(lead, Kind.LEAD_MEMBER)
    hold(member, Kind.COUNCILLOR)
    encouraged = next(duty for duty in tiers.responsibilities_on(lead, TODAY) if duty.code == "LM06b")
    done = next(duty for duty in tiers.responsibilities_on(member, TODAY) if duty.code == "LM06b")
    assert (encouraged.encourages, encouraged.tier) == (True, "S")
    assert (done.encourages, done.tier) == (False, "U")


def test_each_sub_group_has_its_own_duty():
    person = PersonFactory()
    hold(person, Kind.HOUSING_SEAT)
    assert {"SG02", "SG04"} <= codes(person)
    assert not {"SG01", "SG03"} & codes(person)


def test_an_appointment_moves_the_list_on_its_first_and_after_its_last_day():
    person = PersonFactory()
    hold(person, Kind.COUNCILLOR, date(2020, 5, 7))
    hold(person, Kind.PARENTING_SEAT, date(2025, 5, 19), date(2026, 5, 18))
    days = [date(2025, 5, 18), date(2025, 5, 19), date(2026, 5, 18), date(2026, 5, 19)]
    assert ["T1" in codes(person, day) for day in days] == [False, True, True, False]


def test_nobody_without_an_office_has_a_duty():
    assert tiers.responsibilities_on(PersonFactory(), TODAY) == []


@pytest.mark.parametrize("count", [1, 5])
def test_duties_take_two_queries_however_many_offices(count, django_assert_num_queries):
    person = PersonFactory()
    for _ in range(count):
        hold(person, Kind.COUNCILLOR)
    with django_assert_num_queries(2):
        tiers.responsibilities_on(person, TODAY)


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("F3 para 10 b6 sub-c", "paragraph 10, point 6 c"),
        ("F1 3.1 b2", "paragraph 3.1, point 2"),
        ("F4 s3.3 p2-p4", "section 3.3, paragraphs 2 to 4"),
        ("F0 Universal b1", "universal, point 1"),
    ],
)
def test_a_source_reads_in_words(short, words):
    document, place = catalogue.source_in_words(short)
    assert place == words
    assert document == catalogue.DOCUMENTS[short[:2]]


def test_whoever_sits_on_the_board_without_a_vote_does_what_its_members_do():
    member = PersonFactory()
    hold(member, Kind.PARENTING_PLACE)
    assert {"T1", "CB01", "U1"} <= codes(member)
