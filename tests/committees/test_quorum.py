"""Quorum: a number, a share, and who counts."""

from datetime import date

import pytest

from committees import bodies, printing, quorum
from committees.models import Seat
from committees.models.bodies import LegalBasis, Share
from roles.audit import SYSTEM
from roles.models import AuditRow, Person
from tests.factories.committees import BodyFactory, MeetingFactory, sit
from tests.factories.roles import PersonFactory

DAY = date(2026, 5, 18)
Capacity = Seat.Capacity


def seated(body, number, capacity=Capacity.MEMBER):
    return [sit(PersonFactory(category=Person.Category.MEMBER), body, capacity) for _ in range(number)]


def keep(body, at_least=None, share="", counts=(), source=""):
    quorum.keep(body, at_least=at_least, share=share, counts=counts, source=source, by=SYSTEM)
    return quorum.needed(body, DAY)


def test_nobody_has_said_what_makes_a_quorum(body):
    seated(body, 4)
    found = quorum.needed(body, DAY)
    assert (found.number, found.words, found.is_out_of_reach) == (None, "", False)


def test_co_opted_members_and_young_people_do_not_count_unless_somebody_says_so(body):
    seated(body, 4)
    seated(body, 2, Capacity.CO_OPTED)
    seated(body, 1, Capacity.YOUNG)
    body.seats_total = 8
    found = keep(body, 3)
    assert found.words == (
        "3 of 8 voting members; co-opted members without a vote and young representatives do not count"
    )
    assert found.held == 4
    found = keep(body, 3, counts=["member", "co_opted"])
    assert found.words == "3 of 10 voting members and co-opted members; young representatives do not count"
    assert found.held == 6


@pytest.mark.parametrize(
    ("share", "seats", "needed"),
    [(Share.QUARTER, 8, 2), (Share.QUARTER, 9, 3), (Share.THIRD, 8, 3), (Share.HALF, 7, 4), (Share.HALF, 8, 4)],
)
def test_a_share_is_rounded_up(body, share, seats, needed):
    body.seats_total = seats
    assert keep(body, share=share).number == needed


def test_both_a_number_and_a_share_must_be_there(body):
    body.seats_total = 12
    assert keep(body, 2, Share.QUARTER).number == 3
    assert keep(body, 5, Share.QUARTER).number == 5


def test_where_nobody_said_how_many_seats_there_are_those_held_are_shared(body):
    seated(body, 5)
    assert keep(body, share=Share.HALF).number == 3


def test_for_full_council_it_is_one_quarter_by_law(db):
    council = BodyFactory(legal_basis=LegalBasis.FULL_COUNCIL, seats_total=41)
    found = quorum.needed(council, DAY)
    assert (found.number, found.source) == (11, "LGA 1972 Schedule 12 paragraph 6")
    assert keep(council, 5).number == 11, "fewer than a quarter cannot be laid down"
    assert keep(council, 15).number == 15


def test_whoever_chairs_counts_once(body):
    person = PersonFactory(category=Person.Category.MEMBER)
    chair, _ = sit(person, body, Capacity.CHAIR), sit(person, body)
    assert quorum.counting(body, DAY) == [chair]
    assert quorum.needed(body, DAY).held == 1


def test_a_substitute_counts_only_in_anothers_place(body):
    seated(body, 1, Capacity.SUBSTITUTE)
    assert quorum.counting(body, DAY) == []


def test_a_co_opted_member_with_a_vote_counts(db):
    advisory = BodyFactory(legal_basis=LegalBasis.ADVISORY, seats_total=4)
    person = PersonFactory(category=Person.Category.CO_OPTEE)
    bodies.seat(advisory, person, capacity=Capacity.CO_OPTED, has_vote=True, starts_on=DAY, by=SYSTEM)
    assert [one.person for one in quorum.counting(advisory, DAY)] == [person]
    assert keep(advisory, 5).words == "5 of 5 voting members"


def test_a_quorum_above_the_voting_seats_is_refused_and_nothing_is_changed(body):
    body.seats_total = 6
    body.save()
    with pytest.raises(bodies.CannotChangeBody, match="6 voting seats, so 8 voting members can never be there"):
        keep(body, 8)
    body.refresh_from_db()
    assert body.quorum is None
    assert not AuditRow.objects.filter(did="laid down the quorum of").exists()


def test_fewer_places_held_than_the_quorum_needs_is_said_to_whoever_keeps_the_body(people, body, sign_in):
    keep(body, 6)
    words = "no meeting can decide anything"
    assert words in sign_in(people.clerk).get(f"/committees/bodies/{body.pk}/").text
    assert words not in sign_in(people.member).get(f"/committees/bodies/{body.pk}/").text


def test_asking_costs_one_query_however_many_sit(body, django_assert_num_queries):
    seated(body, 30)
    with django_assert_num_queries(1):
        quorum.needed(body, DAY)
    with django_assert_num_queries(1):
        quorum.counting(body, DAY)


def test_the_quorum_is_kept_on_its_page_and_nothing_typed_is_lost(people, body, sign_in):
    client, address = sign_in(people.clerk), f"/committees/bodies/{body.pk}/quorum/"
    body.seats_total = 4
    body.save()
    page = client.post(address, {"at_least": "9", "who": "voting", "source": "Standing order 12"}).text
    assert "can never be there" in page
    assert 'value="9"' in page
    assert "Standing order 12" in page
    assert "Select who counts towards the quorum" in client.post(address, {"at_least": "2", "who": "chosen"}).text
    client.post(address, {"at_least": "2", "share": "half", "who": "chosen", "counts": ["member", "young"]})
    body.refresh_from_db()
    assert (body.quorum, body.quorum_share, body.quorum_counts) == (2, "half", ["member", "young"])
    assert "2 of 4 voting members and young representatives" in client.get(f"/committees/bodies/{body.pk}/").text


def test_the_front_sheet_prints_the_quorum_in_words(body):
    seated(body, 3)
    keep(body, 2)
    meeting = MeetingFactory(body=body)
    sheet = printing.front(meeting, edition="public", rows=[], exemptions=[])
    assert "2 of 3 voting members" in sheet.html
