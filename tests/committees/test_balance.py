"""Political balance: who is in which group, which bodies it reaches, how it stands, what is agreed and waived."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from committees import bodies
from committees.balance import duty, groups, standing, steps
from committees.balance.allocation import NO_GROUP
from committees.models import Allocation, Body, Review, Seat, Waiver
from committees.models.bodies import LegalBasis, OutsideBalance
from roles.audit import SYSTEM
from roles.models import Affiliation, AuditRow, Person
from roles.permissions import PUBLIC, OfficeKind
from tests.committees.balancing import SINCE, affiliate, committee, council, councillor, sit
from tests.factories.committees import BodyFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

TODAY = timezone.localdate
DAY = date(2025, 6, 2)
GROUP = Affiliation.Kind.GROUP


# --- Groups


def test_a_party_of_two_is_a_group_and_members_without_one_are_counted_apart(db):
    council()
    found = groups.on(DAY)
    assert found.strengths == {"Amber": 4, "Blue": 3, "Coral": 2, NO_GROUP: 2}
    assert list(found.strengths) == ["Amber", "Blue", "Coral", NO_GROUP]
    assert (found.members, list(found.alone.values())) == (11, ["Denim"])


def test_a_notice_comes_before_the_party(db):
    people = council()
    for name in ("Denim 1", "Independent 1", "Coral 1"):
        affiliate(people[name], "Moor Alliance", GROUP)
    found = groups.on(DAY)
    assert found.strengths == {"Amber": 4, "Blue": 3, "Moor Alliance": 3, NO_GROUP: 1}
    assert found.alone == {people["Coral 2"].pk: "Coral"}


def test_a_group_of_independents_that_gave_notice_is_a_group_and_independents_without_are_none(db):
    people = [councillor(f"Councillor {name}", "Independent") for name in "ABCD"]
    assert groups.on(DAY).strengths == {NO_GROUP: 4}
    for person in people[:2]:
        affiliate(person, "Independent", GROUP)
    assert groups.on(DAY).strengths == {"Independent": 2, NO_GROUP: 2}


@pytest.mark.parametrize("name", ["Independent", "Non-aligned", "non aligned", "No group", "Ungrouped", " "])
def test_what_stands_for_no_party_is_no_group(db, name):
    for number in range(3):
        councillor(f"Councillor {number}", name)
    assert groups.on(DAY).strengths == {NO_GROUP: 3}


def test_the_group_is_that_of_the_day_in_both_directions(db):
    people = council()
    change = date(2026, 1, 12)
    affiliate(people["Amber 1"], "Blue", GROUP, change)
    assert groups.on(change - timedelta(days=1)).strengths["Amber"] == 4
    assert groups.on(change).strengths == {"Blue": 4, "Amber": 3, "Coral": 2, NO_GROUP: 2}


def test_whoever_is_no_councillor_that_day_does_not_count(db):
    councillor("Councillor Left", "Amber", ends_on=date(2025, 1, 1))
    affiliate(PersonFactory(category=Person.Category.OFFICER), "Amber")
    councillor("Councillor Here", "Amber")
    assert groups.on(DAY).strengths == {NO_GROUP: 1}


def test_a_leader_of_whom_only_that_office_is_written_down_is_a_member(db):
    leader = councillor("Councillor One", "Amber")
    AppointmentFactory(person=leader, office=OfficeFactory(kind=OfficeKind.LEADER))
    mayor = PersonFactory(name="The Mayor", category=Person.Category.MEMBER)
    AppointmentFactory(person=mayor, office=OfficeFactory(kind=OfficeKind.LEADER))
    affiliate(mayor, "Amber")
    assert groups.on(DAY).strengths == {"Amber": 2}


def test_capitals_make_no_other_group(db):
    for name in ("Liberal Democrat", "Liberal Democrat", "LIBERAL DEMOCRAT"):
        councillor("Councillor", name)
    assert groups.on(DAY).strengths == {"Liberal Democrat": 3}


def test_the_groups_of_a_large_council_take_two_queries(db, django_assert_num_queries):
    council(["Amber"] * 40 + ["Blue"] * 30)
    with django_assert_num_queries(2):
        assert groups.on(DAY).members == 70


def test_what_changed_is_said_in_words():
    before, now = {"Amber": 4, "Blue": 3, NO_GROUP: 1}, {"Amber": 5, "Coral": 2, NO_GROUP: 1}
    assert groups.changes(before, now) == ["Amber 4 to 5", "Coral 0 to 2", "Blue 3 to 0"]
    assert groups.changes(now, now) == []


def test_noting_a_group_ends_the_one_before_and_is_written_down(db):
    person = councillor("Councillor Ash", "Amber")
    steps.note_group(person, group="Blue", starts_on=DAY, by=SYSTEM)
    steps.note_group(person, group="", starts_on=DAY + timedelta(days=30), by=SYSTEM)
    kept = person.affiliations.filter(kind=GROUP).order_by("starts_on").values_list("name", "ends_on")
    assert list(kept) == [("Blue", DAY + timedelta(days=29)), ("No group", None)]
    assert AuditRow.objects.filter(did="noted the group of", thing_id=str(person.pk)).count() == 2


def test_only_elected_members_have_a_group(db):
    with pytest.raises(steps.NotACouncillor, match="is not an elected member"):
        steps.note_group(PersonFactory(), group="Blue", starts_on=DAY, by=SYSTEM)
    assert Affiliation.objects.count() == 0


# --- Which bodies


@pytest.mark.parametrize(
    ("basis", "applies", "ordinary", "law"),
    [
        (LegalBasis.COMMITTEE, True, True, "section 15"),
        (LegalBasis.SCRUTINY, True, True, "9FA"),
        (LegalBasis.ADVISORY, True, False, "102(4)"),
        (LegalBasis.EXECUTIVE, False, False, "section 15 does not reach it"),
        (LegalBasis.INFORMAL, False, False, "section 102"),
        (LegalBasis.CHILDREN, False, False, "no body of the council"),
        (LegalBasis.FULL_COUNCIL, False, False, "Every councillor"),
        (LegalBasis.NOT_SETTLED, False, False, "Nobody has said"),
    ],
)
def test_the_legal_basis_says_whether_balance_reaches_a_body(basis, applies, ordinary, law):
    found = duty.of(Body(legal_basis=basis))
    assert (found.applies, found.ordinary) == (applies, ordinary)
    assert law in found.why


@pytest.mark.parametrize(
    ("above", "ordinary"),
    [(LegalBasis.FULL_COUNCIL, True), (LegalBasis.COMMITTEE, False), (LegalBasis.SCRUTINY, False)],
)
def test_a_sub_committee_is_shared_by_itself(above, ordinary):
    found = duty.of(Body(legal_basis=LegalBasis.COMMITTEE), Body(legal_basis=above))
    assert (found.applies, found.ordinary) == (True, ordinary)


@pytest.mark.parametrize("exception", OutsideBalance.values)
def test_the_exceptions_are_named(exception):
    found = duty.of(Body(legal_basis=LegalBasis.COMMITTEE, outside_balance=exception))
    assert not found.applies
    assert found.why


def test_a_council_with_one_group_or_none_has_nothing_to_share():
    assert "no political group" in duty.why_nothing_is_shared({NO_GROUP: 9})
    assert "Every member belongs to Amber" in duty.why_nothing_is_shared({"Amber": 9})
    assert duty.why_nothing_is_shared({"Amber": 9, NO_GROUP: 1}) == ""
    assert duty.why_nothing_is_shared({"Amber": 9, "Blue": 3}) == ""


# --- Standing


def on_day(day=DAY):
    return standing.on(day, PUBLIC)


def cells(line):
    return {cell.group: (cell.proposed, cell.agreed, cell.held) for cell in line.cells}


def test_who_sits_is_set_against_what_is_proposed(db):
    people = council()
    body = committee("Housing Committee", 5)
    sit(body, people["Amber 1"], people["Amber 2"], people["Amber 3"], people["Blue 1"])
    [line] = on_day().shared
    assert cells(line) == {"Amber": (2, None, 3), "Blue": (1, None, 1), "Coral": (1, None, 0), NO_GROUP: (1, None, 0)}
    assert [cell.difference for cell in line.cells] == ["one too many", "", "one too few", "one too few"]
    assert (line.held, line.vacant, line.over) == (4, 1, 0)


def test_whoever_chairs_and_is_a_member_has_one_seat_and_a_substitute_none(db):
    people = council()
    body = committee("Housing Committee", 5)
    sit(body, people["Amber 1"])
    sit(body, people["Amber 1"], capacity=Seat.Capacity.CHAIR)
    sit(body, people["Blue 1"], capacity=Seat.Capacity.SUBSTITUTE)
    sit(body, people["Blue 2"], capacity=Seat.Capacity.ATTENDEE)
    [line] = on_day().shared
    assert (line.held, cells(line)["Amber"][2], cells(line)["Blue"][2]) == (1, 1, 0)


def test_a_voting_member_who_is_no_councillor_is_counted_apart(db):
    council()
    body = committee("Advisory Committee", 5, legal_basis=LegalBasis.ADVISORY)
    sit(body, PersonFactory(category=Person.Category.CARER))
    [line] = on_day().shared
    assert (line.others, line.held, line.vacant) == (1, 1, 4)


def test_bodies_that_are_not_in_the_arithmetic_are_told_apart(db):
    council()
    committee("Counted Committee", 6)
    committee("Unknown Committee")
    BodyFactory(name="The Cabinet", kind=Body.Kind.EXECUTIVE, legal_basis=LegalBasis.EXECUTIVE, seats_total=8)
    committee("Ended Committee", 6, ends_on=DAY - timedelta(days=1))
    found = on_day()
    named = [[str(line.body) for line in lines] for lines in (found.shared, found.unknown, found.not_reached)]
    assert named == [["Counted Committee"], ["Unknown Committee"], ["The Cabinet"]]
    assert (found.seats, sum(total.proposed for total in found.totals)) == (6, 6)


def test_a_council_of_one_group_shares_nothing(db):
    council(["Amber"] * 5)
    committee("Housing Committee", 5)
    found = on_day()
    assert "Every member belongs to Amber" in found.nothing_to_share
    assert found.proposal.rows == {}


def test_many_bodies_and_members_cost_as_many_queries_as_few(db, django_assert_num_queries):
    people = list(council(["Amber"] * 20 + ["Blue"] * 20).values())
    for number in range(12):
        sit(committee(f"Committee {number}", 9), *people[number : number + 9])
    steps.record_review(decided_on=DAY, reference="Minute 1", seats=proposed(), by=SYSTEM)
    with django_assert_num_queries(8):
        assert len(on_day().shared) == 12


# --- What the council agreed


def proposed(**changes):
    """The proposal as the step takes it."""
    rows = {line.body: {cell.group: cell.proposed for cell in line.cells} for line in on_day().shared}
    for body, row in rows.items():
        short = body.seats_total - sum(row.values())
        row[next(iter(row))] += short
        row.update(changes)
    return rows


def test_what_was_agreed_is_kept_with_the_numbers_of_that_day(db):
    people = council()
    body = committee("Housing Committee", 5)
    seats = {body: {"Amber": 2, "Blue": 2, "Coral": 1, NO_GROUP: 0}}
    review = steps.record_review(decided_on=DAY, reference="Minute 12", seats=seats, by=people["Amber 1"])
    assert review.strengths == {"Amber": 4, "Blue": 3, "Coral": 2, NO_GROUP: 2}
    assert set(review.allocations.values_list("group", "seats")) == {
        ("Amber", 2), ("Blue", 2), ("Coral", 1), (NO_GROUP, 0),
    }  # fmt: skip
    [line] = on_day().shared
    assert [cell.due for cell in line.cells] == [2, 2, 1, 0]
    row = AuditRow.objects.get(did="recorded the seats agreed in")
    assert (row.actor, row.details["seats"]) == ("Councillor Amber 1", {str(body.pk): seats[body]})


def test_a_group_that_changes_asks_for_a_review(db):
    people = council()
    committee("Housing Committee", 5)
    steps.record_review(decided_on=DAY, reference="Minute 12", seats=proposed(), by=SYSTEM)
    assert on_day().changes == []
    affiliate(people["Amber 1"], "Blue", GROUP, DAY + timedelta(days=10))
    assert on_day(DAY + timedelta(days=9)).changes == []
    assert on_day(DAY + timedelta(days=10)).changes == ["Blue 3 to 4", "Amber 4 to 3"]


def test_a_review_of_more_than_a_year_ago_is_old(db):
    council()
    committee("Housing Committee", 5)
    steps.record_review(decided_on=DAY, reference="Minute 12", seats=proposed(), by=SYSTEM)
    assert [on_day(DAY + timedelta(days=days)).is_old for days in (0, 366, 367)] == [False, False, True]


def test_the_review_of_a_day_is_the_newest_by_then(db):
    council()
    committee("Housing Committee", 5)
    for day in (DAY, DAY + timedelta(days=60)):
        steps.record_review(decided_on=day, reference=f"Minute of {day}", seats=proposed(), by=SYSTEM)
    assert on_day(DAY - timedelta(days=1)).review is None
    assert on_day(DAY + timedelta(days=59)).review.decided_on == DAY
    assert on_day(DAY + timedelta(days=60)).review.decided_on == DAY + timedelta(days=60)


@pytest.mark.parametrize("day", [DAY, None])
def test_numbers_that_do_not_add_up_and_days_to_come_leave_nothing_behind(db, day):
    council()
    body = committee("Housing Committee", 5)
    row = {"Amber": 2, "Blue": 2, "Coral": 1} if day is None else {"Amber": 2, "Blue": 2, "Coral": 2}
    with pytest.raises(steps.CannotRecord):
        steps.record_review(
            decided_on=day or TODAY() + timedelta(days=1), reference="Minute 12", seats={body: row}, by=SYSTEM
        )
    assert (Review.objects.count(), Allocation.objects.count()) == (0, 0)


def test_agreed_numbers_that_no_longer_meet_the_act_are_named(db):
    people = council(["Amber"] * 5 + ["Blue"] * 5)
    body = committee("Housing Committee", 6)
    seats = {body: {"Amber": 3, "Blue": 3}}
    steps.record_review(decided_on=DAY, reference="Minute 12", seats=seats, by=SYSTEM)
    assert on_day().shared[0].failed == ""
    affiliate(people["Blue 1"], "Amber", GROUP, DAY)
    assert on_day().shared[0].failed == "b"


def test_seats_of_a_group_that_is_no_more_are_counted(db):
    council()
    body = committee("Housing Committee", 5)
    seats = {body: {"Amber": 2, "Blue": 1, "Coral": 1, "Ebony": 1, NO_GROUP: 0}}
    steps.record_review(decided_on=DAY, reference="Minute 12", seats=seats, by=SYSTEM)
    [line] = on_day().shared
    assert (line.gone, "Ebony" in [cell.group for cell in line.cells_today]) == (1, False)


# --- Waivers


def waive(body, **changes):
    about = {"agreed_on": DAY, "lapses_on": date(2026, 5, 31), "reference": "Minute 9", "words": "All but one each."}
    return steps.waive(body, **(about | changes), by=SYSTEM)


def test_fact_16_a_waiver_takes_its_body_out_and_lapses_by_itself_when_the_next_review_is_due(db):
    council()
    body, other = committee("Housing Committee", 5), committee("Schools Committee", 7)
    waiver = waive(body)
    assert [line.body for line in on_day().shared] == [other]
    assert on_day().waived[0].waiver == waiver
    assert len(on_day(date(2026, 5, 30)).waived) == 1
    assert on_day(date(2026, 5, 31)).waived == []
    assert {line.body for line in on_day(date(2026, 5, 31)).shared} == {body, other}
    assert Waiver.objects.count() == 1


def test_fact_16_a_waiver_lapses_when_the_seats_are_reviewed_before_its_last_day(db):
    council()
    body = committee("Housing Committee", 5)
    beside = waive(body)
    steps.record_review(decided_on=DAY, reference="Minute 9", seats={}, by=SYSTEM)
    assert on_day().waived[0].waiver == beside, "one agreed beside a review stands"
    later = DAY + timedelta(days=40)
    steps.record_review(decided_on=later, reference="Minute 30", seats={}, by=SYSTEM)
    assert len(on_day(later - timedelta(days=1)).waived) == 1
    assert on_day(later).waived == []
    anew = waive(body, agreed_on=later, reference="Minute 31")
    assert on_day(later).waived[0].waiver == anew


def test_a_withdrawn_waiver_stays_in_the_history(db):
    council()
    body = committee("Housing Committee", 5)
    waiver = waive(body, agreed_on=TODAY(), lapses_on=TODAY() + timedelta(days=90))
    steps.withdraw(waiver, by=SYSTEM)
    assert (Waiver.objects.on(TODAY()).count(), Waiver.objects.count()) == (0, 1)
    assert waiver.withdrawn_on == TODAY()
    with pytest.raises(steps.CannotWaive, match="no longer in force"):
        steps.withdraw(waiver, by=SYSTEM)
    assert [row.did for row in AuditRow.objects.filter(kind="committees.waiver").order_by("pk")] == [
        "recorded the waiver",
        "withdrew the waiver",
    ]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"lapses_on": DAY}, "must be after"),
        ({"agreed_on": date(2099, 1, 1), "lapses_on": date(2099, 5, 31)}, "cannot be after today"),
    ],
)
def test_a_waiver_with_wrong_days_is_refused(db, changes, why):
    body = committee("Housing Committee", 5)
    with pytest.raises(steps.CannotWaive, match=why):
        waive(body, **changes)
    assert Waiver.objects.count() == 0


def test_a_second_waiver_in_the_same_time_is_refused_and_one_after_it_is_not(db):
    body = committee("Housing Committee", 5)
    waive(body, lapses_on=date(2025, 12, 1))
    with pytest.raises(steps.CannotWaive, match="Another waiver"):
        waive(body, agreed_on=date(2025, 11, 30))
    waive(body, agreed_on=date(2025, 12, 1))
    assert Waiver.objects.count() == 2


def test_there_is_nothing_to_waive_where_balance_does_not_reach(db):
    with pytest.raises(steps.CannotWaive, match="nothing to waive"):
        waive(committee("Panel", 5, legal_basis=LegalBasis.INFORMAL))


@pytest.mark.parametrize(
    ("day", "lapse"),
    [
        (date(2026, 5, 30), date(2026, 5, 31)),
        (date(2026, 5, 31), date(2027, 5, 31)),
        (date(2026, 11, 26), date(2027, 5, 31)),
    ],
)
def test_a_waiver_usually_lapses_by_the_next_annual_meeting(day, lapse):
    assert steps.usual_lapse(day) == lapse


# --- No more sit than there are seats


def test_a_seat_beyond_those_there_are_is_refused(db):
    people = council()
    body = committee("Housing Committee", 2)
    sit(body, people["Amber 1"], people["Blue 1"])
    with pytest.raises(bodies.CannotSit, match="has 2 voting seats, and none of them is free"):
        bodies.seat(body, people["Coral 1"], capacity=Seat.Capacity.MEMBER, starts_on=DAY, by=SYSTEM)
    for capacity in (Seat.Capacity.SUBSTITUTE, Seat.Capacity.ATTENDEE):
        bodies.seat(body, people["Coral 1"], capacity=capacity, starts_on=DAY, by=SYSTEM)
    bodies.seat(body, people["Amber 1"], capacity=Seat.Capacity.CHAIR, starts_on=DAY, by=SYSTEM)


def test_a_seat_is_free_again_when_its_place_has_ended(db):
    people = council()
    body = committee("Housing Committee", 1)
    sit(body, people["Amber 1"], ends_on=DAY)
    with pytest.raises(bodies.CannotSit, match="has 1 voting seat,"):
        bodies.seat(body, people["Blue 1"], capacity=Seat.Capacity.MEMBER, starts_on=DAY, by=SYSTEM)
    bodies.seat(body, people["Blue 1"], capacity=Seat.Capacity.MEMBER, starts_on=DAY + timedelta(days=1), by=SYSTEM)


def test_a_seat_that_somebody_takes_later_is_not_free(db):
    people = council()
    body = committee("Housing Committee", 1)
    sit(body, people["Amber 1"], starts_on=DAY + timedelta(days=30))
    with pytest.raises(bodies.CannotSit):
        bodies.seat(body, people["Blue 1"], capacity=Seat.Capacity.MEMBER, starts_on=DAY, by=SYSTEM)


def test_where_nobody_said_how_many_seats_there_are_all_may_sit(db):
    people = council()
    body = committee("Housing Committee")
    for person in list(people.values())[:6]:
        bodies.seat(body, person, capacity=Seat.Capacity.MEMBER, starts_on=DAY, by=SYSTEM)
    steps.set_seats(body, seats_total=4, by=SYSTEM)
    [line] = on_day().shared
    assert (line.held, line.vacant, line.over) == (6, 0, 2)
    assert AuditRow.objects.get(did="set the seats of").details == {"seats": 4, "outside_balance": ""}


def test_the_first_day_of_the_council_is_not_before_it(db):
    council()
    assert groups.on(SINCE - timedelta(days=1)).strengths == {}
    assert on_day(SINCE - timedelta(days=1)).totals == []
