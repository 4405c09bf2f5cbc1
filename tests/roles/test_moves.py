"""The days on which a list changed: by an appointment, by the catalogue, in the past and in the time to come."""

from datetime import date

import pytest
from django.utils import timezone

from roles import moves, tiers
from roles.permissions import OfficeKind as Kind
from tests.factories.roles import PersonFactory
from tests.roles.words import DAY, duties, hold, reword

pytestmark = pytest.mark.django_db
ELECTED, SEATED, LEFT = date(2021, 5, 6), date(2025, 5, 19), date(2026, 5, 18)


@pytest.fixture
def member():
    person = PersonFactory()
    person.councillor = hold(person, Kind.COUNCILLOR, ELECTED)
    person.seat = hold(person, Kind.PARENTING_SEAT, SEATED, LEFT)
    return person


def codes(found):
    return {duty.code for duty in found}


def test_nobody_without_an_office_moves():
    assert moves.moves(PersonFactory()) == []


def test_a_list_moves_on_the_first_day_and_after_the_last_newest_first(member):
    left, seated, elected = moves.moves(member)
    assert [left.day, seated.day, elected.day] == [LEFT + DAY, SEATED, ELECTED]
    assert (seated.began, seated.ended) == ([member.seat], [])
    assert (left.began, left.ended) == ([], [member.seat])
    assert "T1" in codes(seated.came) & codes(left.went)
    assert "U1" in codes(elected.came) - codes(seated.came)
    assert (seated.went, left.came, elected.went) == ([], [], [])


def test_each_move_is_the_difference_of_two_days(member):
    hold(member, Kind.LEADER, date(2023, 1, 1), date(2024, 12, 31))
    hold(member, Kind.ROTA_VISITOR, date(2024, 12, 31))
    reword("U3", date(2024, 2, 1), held_by=["leader"], tier="S", tier_is_stated=False)
    for move in moves.moves(member):
        before, after = duties(member, move.day - DAY), duties(member, move.day)
        assert codes(move.came) == codes(after) - codes(before)
        assert codes(move.went) == codes(before) - codes(after)


def test_a_second_office_of_the_same_kind_moves_nothing(member):
    hold(member, Kind.PARENTING_SEAT, date(2025, 9, 1), date(2025, 12, 1))
    assert [move.day for move in moves.moves(member)] == [LEFT + DAY, SEATED, ELECTED]


def test_what_is_to_come_stands_first_and_says_so(member):
    soon = timezone.localdate() + 30 * DAY
    seat = hold(member, Kind.ROTA_VISITOR, soon)
    first, *rest = moves.moves(member)
    assert (first.day, first.began, first.is_to_come) == (soon, [seat], True)
    assert "RV02" in codes(first.came)
    assert not any(move.is_to_come for move in rest)


def test_new_words_move_the_list_because_of_the_catalogue(member):
    reword("U3", date(2024, 2, 1), text="Weigh each decision as a parent")
    move = next(move for move in moves.moves(member) if move.day == date(2024, 2, 1))
    assert (codes(move.changed), move.came, move.went, move.catalogue) == ({"U3"}, [], [], True)
    assert move.changed[0].wording.text == "Weigh each decision as a parent"


def test_a_new_source_moves_nothing(member):
    reword("U3", date(2024, 2, 1), source="Another report")
    assert len(moves.moves(member)) == 3


def test_words_of_somebody_else_move_nothing(member):
    reword("DC01", date(2024, 2, 1), text="For the director alone")
    assert len(moves.moves(member)) == 3


def test_a_retired_responsibility_goes(member):
    wording = next(duty.wording for duty in duties(member) if duty.code == "U3")
    wording.ends_on = date(2026, 1, 31)
    wording.save()
    move = next(move for move in moves.moves(member) if move.day == date(2026, 2, 1))
    assert codes(move.went) == {"U3"}


@pytest.mark.parametrize("number", [1, 40])
def test_moves_take_two_queries(number, django_assert_num_queries):
    person = PersonFactory()
    kinds = [kind for kind in Kind if tiers.tier_of(kind)]
    for at in range(number):
        hold(person, kinds[at % len(kinds)], date(2015, 1, 1) + at * 90 * DAY)
    with django_assert_num_queries(2):
        moves.moves(person)
