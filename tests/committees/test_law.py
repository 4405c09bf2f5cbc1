"""The law of a body: from its legal basis alone, in words with sources, and obeyed by whoever seats and settles."""

from datetime import date

import pytest

from committees import bodies, law, rules
from committees.models import Body, Seat
from committees.models.bodies import OPEN_TO_THE_PUBLIC, LegalBasis
from corporate_parenting.lib import calendar
from roles import council
from roles.audit import SYSTEM
from roles.models import Person
from roles.permissions import OfficeKind
from tests.factories.committees import BodyFactory, sit
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

DAY = date(2026, 5, 18)
CO_OPTED = Seat.Capacity.CO_OPTED


def carer(name="Dev Lane"):
    return PersonFactory(name=name, category=Person.Category.CO_OPTEE)


def seat(body, person, capacity=CO_OPTED, **more):
    return bodies.seat(body, person, capacity=capacity, starts_on=DAY, by=SYSTEM, **more)


@pytest.mark.parametrize("name", ["Cabinet", "Board", "Sub-Committee"])
@pytest.mark.parametrize("basis", LegalBasis)
def test_fact_1_the_name_of_a_body_says_nothing_about_its_law(name, basis):
    one, other = Body(name=name, legal_basis=basis), Body(name="Another name", legal_basis=basis)
    assert law.of(one) is law.of(other) is law.REGIMES[basis]
    assert law.rows(one) == law.rows(other)


def test_what_is_open_to_the_public_has_one_truth():
    assert {basis for basis, regime in law.REGIMES.items() if regime.public_has_a_right} == OPEN_TO_THE_PUBLIC


def test_every_legal_basis_says_everything_in_words():
    for basis in LegalBasis:
        rows = law.rows(Body(legal_basis=basis))
        assert len(rows) >= len(["notice", "public", "private", "late", "votes", "equal", "decides"])
        assert all(about and words.endswith(".") for about, words in rows), basis


def test_fact_3_a_co_opted_member_votes_on_an_advisory_committee_and_not_on_an_ordinary_one(db):
    advisory = BodyFactory(legal_basis=LegalBasis.ADVISORY)
    held = seat(advisory, carer(), has_vote=True)
    assert rules.has_vote(held.office.seat, advisory)
    assert advisory.public_has_a_right
    ordinary = BodyFactory(legal_basis=LegalBasis.COMMITTEE)
    with pytest.raises(bodies.CannotSit, match="LGHA 1989 section 13"):
        seat(ordinary, carer("Other"), has_vote=True)
    without = seat(ordinary, carer("Third"))
    assert not rules.has_vote(without.office.seat, ordinary)


def test_fact_3_a_co_opted_member_without_a_vote_has_no_casting_vote():
    words = dict(law.rows(Body(legal_basis=LegalBasis.COMMITTEE)))["Equal votes"]
    assert "A co-opted member without a vote who presides has none" in words
    assert "section 13(9)" in words


@pytest.mark.parametrize(
    ("basis", "allowed"),
    [
        (LegalBasis.COMMITTEE, True),
        (LegalBasis.SCRUTINY, True),
        (LegalBasis.FULL_COUNCIL, False),
        (LegalBasis.EXECUTIVE, False),
    ],
)
def test_an_education_co_optee_votes_where_the_law_says_so(db, basis, allowed):
    body = BodyFactory(legal_basis=basis)
    if not allowed:
        with pytest.raises(bodies.CannotSit):
            seat(body, carer(), education=True)
        return
    given = seat(body, carer(), education=True, label="Church representative").office.seat
    assert rules.has_vote(given, body)
    assert given.office.label == "Church representative (education co-optee by law)"


@pytest.mark.parametrize("capacity", [Seat.Capacity.YOUNG, Seat.Capacity.ATTENDEE, Seat.Capacity.SUBSTITUTE])
def test_a_vote_is_given_to_co_opted_members_alone(db, capacity):
    person = PersonFactory(category=Person.Category.MEMBER)
    with pytest.raises(bodies.CannotSit, match="co-opted member alone"):
        seat(BodyFactory(legal_basis=LegalBasis.ADVISORY), person, capacity, has_vote=True)


def test_an_officer_has_no_vote_on_a_formal_committee_as_a_co_opted_member_either(db):
    with pytest.raises(bodies.CannotSit, match="is an officer"):
        seat(BodyFactory(legal_basis=LegalBasis.ADVISORY), PersonFactory(), has_vote=True)


def test_fact_4_settling_a_body_as_a_committee_takes_the_vote_from_co_opted_members(db):
    board = BodyFactory(legal_basis=LegalBasis.INFORMAL)
    voting, officer = seat(board, carer(), has_vote=True), PersonFactory()
    seat(board, officer, Seat.Capacity.MEMBER)
    assert not board.public_has_a_right
    lost = bodies.settle(board, legal_basis=LegalBasis.COMMITTEE, by=SYSTEM)
    assert lost == [voting.office.seat]
    voting.office.seat.refresh_from_db()
    assert not voting.office.seat.has_vote
    assert board.public_has_a_right, "access to agendas and reports begins"
    assert [held.person for held, _ in bodies.wrongly_seated(board, DAY)] == [officer], (
        "officers attend, they do not sit"
    )


def test_an_education_co_optee_keeps_the_vote_from_committee_to_scrutiny(db):
    body = BodyFactory(legal_basis=LegalBasis.COMMITTEE)
    seat(body, carer(), education=True)
    assert bodies.settle(body, legal_basis=LegalBasis.SCRUTINY, by=SYSTEM) == []
    assert body.seats.get().has_vote


def test_a_vote_that_the_law_does_not_allow_is_named(db):
    body = BodyFactory(legal_basis=LegalBasis.ADVISORY)
    held = seat(body, carer(), has_vote=True)
    Body.objects.filter(pk=body.pk).update(legal_basis=LegalBasis.COMMITTEE)
    body.refresh_from_db()
    [(one, why)] = bodies.wrongly_seated(body, DAY)
    assert (one, "has no vote on this body" in why) == (held, True)


@pytest.mark.parametrize("kind", [OfficeKind.LEADER, OfficeKind.LEAD_MEMBER, OfficeKind.EXECUTIVE_MEMBER])
def test_only_members_of_the_executive_sit_on_a_body_of_the_executive(db, kind):
    body, person = BodyFactory(legal_basis=LegalBasis.EXECUTIVE), PersonFactory(category=Person.Category.MEMBER)
    with pytest.raises(bodies.CannotSit, match="not a member of the executive"):
        seat(body, person, Seat.Capacity.MEMBER)
    post = AppointmentFactory(person=person, office=OfficeFactory(kind=kind), starts_on=DAY)
    seat(body, person, Seat.Capacity.MEMBER)
    assert bodies.wrongly_seated(body, DAY) == []
    post.ends_on = DAY
    post.save()
    [(held, _)] = bodies.wrongly_seated(body, date(2026, 6, 1))
    assert held.person == person


# --- The council's own arrangements


def set_up(starts_on=DAY, legal_basis=LegalBasis.EXECUTIVE):
    return bodies.constitute(
        name="Cabinet", kind=Body.Kind.EXECUTIVE, legal_basis=legal_basis, starts_on=starts_on, by=SYSTEM
    )


def test_a_council_with_the_committee_system_has_no_body_of_the_executive(db):
    council.set_fact("governance_model", "committee_system", starts_on=DAY, by=SYSTEM)
    with pytest.raises(bodies.CannotChangeBody, match=r"committee system.*“Governance model” on the page"):
        set_up()
    assert Body.objects.count() == 0
    assert set_up(date(2026, 5, 17)).pk, "until the day before it had an executive"


@pytest.mark.parametrize("model", ["leader_cabinet", "mayor_cabinet", "other"])
def test_other_ways_of_governing_know_an_executive(db, model):
    council.set_fact("governance_model", model, starts_on=DAY, by=SYSTEM)
    assert set_up().pk


def test_a_body_cannot_be_settled_as_the_executives_where_there_is_none(db):
    body = set_up(legal_basis=LegalBasis.INFORMAL)
    council.set_fact("governance_model", "committee_system", starts_on=DAY, by=SYSTEM)
    with pytest.raises(bodies.CannotChangeBody):
        bodies.settle(body, legal_basis=LegalBasis.EXECUTIVE, by=SYSTEM)
    body.refresh_from_db()
    assert body.legal_basis == LegalBasis.INFORMAL


def test_a_body_of_the_executive_that_outlives_the_executive_is_named(db):
    body = set_up()
    council.set_fact("governance_model", "committee_system", starts_on=date(2026, 6, 1), by=SYSTEM)
    assert bodies.why_executive_is_over(body, date(2026, 5, 31)) == ""
    assert "Dissolve it, or reconstitute it" in bodies.why_executive_is_over(body, date(2026, 6, 1))


def test_the_executive_is_called_what_the_council_calls_it(people, sign_in):
    body = BodyFactory(name="The seven", kind=Body.Kind.EXECUTIVE, legal_basis=LegalBasis.EXECUTIVE)
    council.set_fact("title_executive", "Executive Board", starts_on=date(2020, 1, 1), by=SYSTEM)
    page = sign_in(people.head_clerk).get(f"/committees/bodies/{body.pk}/").text
    assert "Executive Board or its committee (2012 Regulations)" in page
    assert "Executive or cabinet" not in page
    assert "Executive Board or its committee" in sign_in(people.head_clerk).get("/committees/bodies/new/").text


def test_28_clear_days_have_a_rule_of_their_own(db):
    usual = council.Calendar().executive_days_before(date(2026, 12, 31), 28)
    assert usual.last_day_to_publish == date(2026, 12, 2)
    council.set_fact("notice_days_rule", calendar.Rule.WORKING.value, starts_on=DAY, by=SYSTEM)
    changed = council.Calendar()
    assert changed.executive_days_before(date(2026, 12, 31), 28).last_day_to_publish == date(2026, 11, 18)
    assert changed.executive_days_before(DAY.replace(day=1), 28).last_day_to_publish == date(2026, 4, 2)


def test_the_law_of_a_body_is_on_its_page_for_members_and_in_short_for_the_public(people, body, sign_in, client):
    member, public = sign_in(people.member), client
    assert "The law of this body" in member.get(f"/committees/bodies/{body.pk}/").text
    page = public.get(f"/meetings/bodies/{body.pk}/").text
    assert law.of(body).decides in page
    assert law.of(body).urgency not in page


def test_a_place_is_given_on_the_page_with_a_vote_only_where_the_law_knows_one(people, sign_in):
    client = sign_in(people.head_clerk)

    def asks(basis):
        page = client.get(f"/committees/bodies/{BodyFactory(legal_basis=basis).pk}/seats/new/").text
        return ('name="has_vote"' in page, 'name="education"' in page)

    assert asks(LegalBasis.ADVISORY) == (True, False)
    assert asks(LegalBasis.COMMITTEE) == (False, True)
    assert asks(LegalBasis.EXECUTIVE) == (False, False)


def test_sit_gives_no_vote_to_a_co_opted_member(body):
    assert not rules.has_vote(sit(carer(), body, CO_OPTED).office.seat, body)
