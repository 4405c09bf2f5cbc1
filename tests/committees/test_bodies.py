"""Bodies: founded, re-founded, seated. The law of a body follows from its legal basis, never from its name."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from committees import bodies, links, printing, reading
from committees.models import Body, Meeting, Seat
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import typed_date
from roles import council
from roles.audit import SYSTEM
from roles.models import Appointment, AuditRow, Office, Person, User
from roles.permissions import PUBLIC, May, OfficeKind
from tests.factories.committees import BodyFactory, MeetingFactory, sit
from tests.factories.roles import PersonFactory

CHANGE = date(2026, 5, 18)


def found(**changes):
    about = {
        "name": "Corporate Parenting Board",
        "kind": Body.Kind.PARENTING,
        "legal_basis": LegalBasis.INFORMAL,
        "starts_on": date(2019, 5, 20),
        "by": SYSTEM,
    }
    return bodies.constitute(**(about | changes))


def councillor(name="Councillor Una Fell"):
    return PersonFactory(name=name, category=Person.Category.MEMBER)


def test_constitute_gives_a_body_its_remit_and_the_office_of_its_clerk(db):
    body = found()
    assert (body.remit.name, body.is_settled, body.public_has_a_right) == ("Corporate Parenting Board", True, False)
    offices = Office.objects.filter(remit=body.remit)
    assert [(office.kind, office.label) for office in offices] == [("clerk", "Clerk to Corporate Parenting Board")]
    assert AuditRow.objects.get(kind="committees.body").did == "constituted"


def test_whoever_presides_has_the_councils_own_title_from_its_day_on(db):
    body = found()
    for capacity, name in (
        (Seat.Capacity.CHAIR, "Councillor Una Fell"),
        (Seat.Capacity.VICE_CHAIR, "Councillor Jo Ash"),
    ):
        person = councillor(name)
        bodies.seat(body, person, capacity=Seat.Capacity.MEMBER, starts_on=body.starts_on, by=SYSTEM)
        bodies.seat(body, person, capacity=capacity, starts_on=body.starts_on, by=SYSTEM)
    council.set_fact("title_chair", "Convener", starts_on=CHANGE, by=SYSTEM)

    def called(day):
        meeting = MeetingFactory(body=body, starts_at=f"{day}T10:00Z")
        meeting.refresh_from_db()
        on_page = [place.in_words for place in reading.members(body, day, PUBLIC)]
        return on_page, [words for words, _ in printing._members(meeting)]

    assert called(CHANGE - timedelta(days=1)) == (["Chair", "Vice-chair"],) * 2
    assert called(CHANGE) == (["Convener", "Vice-convener"],) * 2


def test_a_board_becomes_a_sub_committee_and_its_meetings_stay_under_the_old_name(db):
    board, clerk, member = found(), PersonFactory(), councillor()
    group = found(name="Health sub-group", kind=Body.Kind.HEALTH, parent=board)
    old_meeting = MeetingFactory(body=board, starts_at="2026-03-02T10:00Z")
    bodies.make_clerk(board, clerk, starts_on=board.starts_on, by=SYSTEM)
    bodies.seat(board, member, capacity=Seat.Capacity.MEMBER, starts_on=board.starts_on, by=SYSTEM)

    formal = found(
        name="Corporate Parenting Sub-Committee", legal_basis=LegalBasis.COMMITTEE, starts_on=CHANGE, succeeds=board
    )

    board.refresh_from_db()
    group.refresh_from_db()
    assert (board.ends_on, formal.succeeds, list(board.successors.all())) == (date(2026, 5, 17), board, [formal])
    assert Meeting.objects.get(pk=old_meeting.pk).body.name == "Corporate Parenting Board"
    assert member.appointments.get().ends_on == date(2026, 5, 17)
    assert links.parent_of(group, CHANGE) == formal
    assert links.parent_of(group, date(2026, 5, 17)) == board, "what was so on the day before is still known"
    held = Appointment.objects.on(CHANGE).filter(person=clerk).values_list("office__remit", flat=True)
    assert set(held) == {board.remit_id, formal.remit_id}


def test_a_body_that_has_ended_cannot_be_succeeded_again_and_nothing_is_made(db):
    board = found()
    bodies.dissolve(board, on=date(2025, 1, 1), by=SYSTEM)
    with pytest.raises(bodies.CannotChangeBody, match="has already ended"):
        found(name="Another", succeeds=board, starts_on=CHANGE)
    assert Body.objects.count() == 1


def test_a_seat_that_was_to_begin_after_the_end_never_begins(db):
    board, later = found(), timezone.localdate() + timedelta(days=60)
    bodies.seat(board, councillor(), capacity=Seat.Capacity.MEMBER, starts_on=later, by=SYSTEM)
    bodies.dissolve(board, on=later - timedelta(days=30), by=SYSTEM)
    assert Appointment.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "capacity", "office_kind"),
    [
        (Body.Kind.PARENTING, Seat.Capacity.CHAIR, OfficeKind.PARENTING_SEAT),
        (Body.Kind.HEALTH, Seat.Capacity.MEMBER, OfficeKind.HEALTH_SEAT),
        (Body.Kind.HOUSING, Seat.Capacity.MEMBER, OfficeKind.HOUSING_SEAT),
        (Body.Kind.LEARNING, Seat.Capacity.MEMBER, OfficeKind.LEARNING_SEAT),
        (Body.Kind.SUBGROUP, Seat.Capacity.MEMBER, OfficeKind.SUBGROUP_SEAT),
        (Body.Kind.SCRUTINY, Seat.Capacity.VICE_CHAIR, OfficeKind.SCRUTINY_SEAT),
        (Body.Kind.PLACEMENT, Seat.Capacity.MEMBER, OfficeKind.PLACEMENT_SEAT),
        (Body.Kind.EXECUTIVE, Seat.Capacity.MEMBER, OfficeKind.OTHER_SEAT),
        (Body.Kind.PARENTING, Seat.Capacity.SUBSTITUTE, OfficeKind.PARENTING_PLACE),
        (Body.Kind.PARENTING, Seat.Capacity.CO_OPTED, OfficeKind.PARENTING_PLACE),
        (Body.Kind.SCRUTINY, Seat.Capacity.CO_OPTED, OfficeKind.CO_OPTED_SEAT),
        (Body.Kind.PARENTING, Seat.Capacity.YOUNG, OfficeKind.CO_OPTED_SEAT),
        (Body.Kind.PARENTING, Seat.Capacity.ATTENDEE, OfficeKind.ATTENDEE_SEAT),
    ],
)
def test_the_kind_of_a_seat_follows_from_body_and_capacity(db, kind, capacity, office_kind):
    body, person = found(kind=kind), councillor()
    if capacity in bodies.SINGLE:
        bodies.seat(body, person, capacity=Seat.Capacity.MEMBER, starts_on=CHANGE, by=SYSTEM)
    held = bodies.seat(body, person, capacity=capacity, starts_on=CHANGE, by=SYSTEM)
    assert (held.office.kind, held.office.seat.capacity) == (office_kind, capacity)


def test_a_substitute_has_no_standing_right_to_restricted_papers(db):
    body = found()
    person = councillor()
    bodies.seat(body, person, capacity=Seat.Capacity.SUBSTITUTE, starts_on=date(2020, 1, 1), by=SYSTEM)
    user = User.objects.create_user("una@wexcombe.example", person=person)
    assert (user.may(May.READ_BODY, body), user.may(May.READ_RESTRICTED, body)) == (True, False)


def test_members_share_an_office_and_a_chair_is_one_person(db):
    body = found()
    one, two = councillor("Councillor One"), councillor("Councillor Two")
    places = [
        bodies.seat(body, person, capacity=Seat.Capacity.MEMBER, starts_on=CHANGE, by=SYSTEM) for person in (one, two)
    ]
    assert places[0].office == places[1].office
    bodies.seat(body, one, capacity=Seat.Capacity.CHAIR, starts_on=CHANGE, by=SYSTEM)
    with pytest.raises(Exception, match="only one person can"):
        bodies.seat(body, two, capacity=Seat.Capacity.CHAIR, starts_on=CHANGE, by=SYSTEM)


@pytest.mark.parametrize("name", ["Corporate Parenting Board", "Corporate Parenting Sub-Committee"])
@pytest.mark.parametrize(
    ("basis", "category", "may_vote"),
    [
        (LegalBasis.INFORMAL, Person.Category.OFFICER, True),
        (LegalBasis.NOT_SETTLED, Person.Category.OFFICER, True),
        (LegalBasis.COMMITTEE, Person.Category.OFFICER, False),
        (LegalBasis.ADVISORY, Person.Category.OFFICER, False),
        (LegalBasis.COMMITTEE, Person.Category.CARER, False),
        (LegalBasis.SCRUTINY, Person.Category.CARER, False),
        (LegalBasis.ADVISORY, Person.Category.CARER, True),
        (LegalBasis.COMMITTEE, Person.Category.MEMBER, True),
    ],
)
def test_who_may_vote_follows_from_the_legal_basis_and_not_from_the_name(db, name, basis, category, may_vote):
    body, person = found(name=name, legal_basis=basis), PersonFactory(category=category)
    if may_vote:
        bodies.seat(body, person, capacity=Seat.Capacity.MEMBER, starts_on=CHANGE, by=SYSTEM)
    else:
        with pytest.raises(bodies.CannotSit):
            bodies.seat(body, person, capacity=Seat.Capacity.MEMBER, starts_on=CHANGE, by=SYSTEM)
    assert Seat.objects.count() == int(may_vote)


def test_settling_a_body_names_those_whose_place_the_law_no_longer_allows(db):
    body, officer, member = found(), PersonFactory(), councillor()
    for person in (officer, member):
        bodies.seat(body, person, capacity=Seat.Capacity.MEMBER, starts_on=date(2020, 1, 1), by=SYSTEM)
    assert bodies.wrongly_seated(body, CHANGE) == []
    bodies.settle(body, legal_basis=LegalBasis.COMMITTEE, by=SYSTEM)
    assert [held.person for held, _ in bodies.wrongly_seated(body, CHANGE)] == [officer]


def test_that_a_childrens_council_exists_is_not_public(db):
    found(name="Children in Care Council", kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN)
    assert list(Body.objects.visible_to(PUBLIC)) == []


@pytest.mark.parametrize(
    "hidden",
    [
        {"legal_basis": LegalBasis.CHILDREN},
        {"legal_basis": LegalBasis.NOT_SETTLED},
        {"legal_basis": LegalBasis.INFORMAL, "kind": Body.Kind.CHILDREN},
    ],
)
def test_a_body_that_may_protect_who_comes_is_known_to_those_tied_to_it_and_who_manage_bodies(people, hidden, sign_in):
    forum = BodyFactory(name="A forum", **hidden)
    sit(people.other, forum)
    told = {name: forum in Body.objects.visible_to(getattr(people, name).user) for name in vars(people)}
    assert {name for name, sees in told.items() if sees} == {"other", "head_clerk"}
    assert forum not in Body.objects.visible_to(PUBLIC)
    lists = {name: "A forum" in sign_in(getattr(people, name)).get("/committees/bodies/").text for name in told}
    assert lists == told


def test_the_pack_schedule_is_kept_with_the_body(db):
    body = BodyFactory()
    bodies.schedule_packs(body, clear_days=7, time="09:00", by=SYSTEM)
    body.refresh_from_db()
    assert (body.pack_clear_days, str(body.pack_time)) == (7, "09:00:00")


def test_settling_the_kind_of_a_body_settles_what_its_places_count_as(db):
    body = found(kind=Body.Kind.OTHER, legal_basis=LegalBasis.NOT_SETTLED)
    member, guest = councillor("Councillor One"), councillor("Councillor Two")
    bodies.seat(body, member, capacity=Seat.Capacity.MEMBER, starts_on=CHANGE, by=SYSTEM)
    bodies.seat(body, guest, capacity=Seat.Capacity.ATTENDEE, starts_on=CHANGE, by=SYSTEM)
    bodies.settle(body, legal_basis=LegalBasis.COMMITTEE, kind=Body.Kind.PARENTING, by=SYSTEM)
    assert member.appointments.get().office.kind == OfficeKind.PARENTING_SEAT
    assert guest.appointments.get().office.kind == OfficeKind.ATTENDEE_SEAT


# --- Whoever presides sits


PRESIDING = [Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR]


def seated(body, person, *capacities, starts_on=CHANGE):
    return [bodies.seat(body, person, capacity=one, starts_on=starts_on, by=SYSTEM) for one in capacities]


@pytest.mark.parametrize("capacity", PRESIDING)
@pytest.mark.parametrize("first", [None, Seat.Capacity.SUBSTITUTE, Seat.Capacity.CO_OPTED, Seat.Capacity.ATTENDEE])
def test_a_chair_who_is_not_on_the_body_is_refused_and_nothing_is_changed(db, capacity, first):
    body, person = found(), councillor()
    seated(body, person, *([first] if first else []))
    with pytest.raises(bodies.CannotSit, match="whoever presides is chosen from its members"):
        seated(body, person, capacity)
    assert not Appointment.objects.filter(office__seat__capacity=capacity).exists()


def test_somebody_who_sits_later_cannot_preside_before(db):
    body, person = found(), councillor()
    seated(body, person, Seat.Capacity.MEMBER, starts_on=CHANGE + timedelta(days=1))
    with pytest.raises(bodies.CannotSit):
        seated(body, person, Seat.Capacity.CHAIR)


def test_a_place_on_another_body_makes_nobody_chair_here(db):
    body, other, person = found(), found(name="Another board"), councillor()
    seated(other, person, Seat.Capacity.MEMBER)
    with pytest.raises(bodies.CannotSit):
        seated(body, person, Seat.Capacity.CHAIR)


def test_whoever_presides_is_shown_once_with_that_title(db):
    body, chair, member = found(), councillor("Councillor Una Fell"), councillor("Councillor Ann Able")
    seated(body, chair, Seat.Capacity.MEMBER, Seat.Capacity.CHAIR)
    seated(body, member, Seat.Capacity.MEMBER)
    places = reading.members(body, CHANGE, PUBLIC)
    assert [(one.name, one.in_words) for one in places] == [
        ("Councillor Una Fell", "Chair"),
        ("Councillor Ann Able", "Voting member"),
    ]
    assert [one.office.seat.capacity for one in places[0].also] == ["member"]
    meeting = MeetingFactory(body=body, starts_at=f"{CHANGE}T10:00Z")
    meeting.refresh_from_db()
    assert printing._members(meeting) == [("Chair", ["Councillor Una Fell"]), ("Members", ["Councillor Ann Able"])]


def test_whoever_stops_being_a_member_stops_presiding_that_day(db):
    body, person = found(), councillor()
    place, chair = seated(body, person, Seat.Capacity.MEMBER, Seat.Capacity.CHAIR)
    last = CHANGE + timedelta(days=30)
    bodies.end_place(place, on=last, by=SYSTEM)
    chair.refresh_from_db()
    assert chair.ends_on == last


def test_whoever_stops_presiding_stays_a_member(db):
    body, person = found(), councillor()
    place, chair = seated(body, person, Seat.Capacity.MEMBER, Seat.Capacity.CHAIR)
    bodies.end_place(chair, on=CHANGE + timedelta(days=30), by=SYSTEM)
    place.refresh_from_db()
    assert place.ends_on is None


def test_a_new_chair_takes_over_from_the_old_one_who_stays_a_member(db):
    body, old, new = found(), councillor("Councillor Old"), councillor("Councillor New")
    seated(body, old, Seat.Capacity.MEMBER, Seat.Capacity.CHAIR)
    seated(body, new, Seat.Capacity.MEMBER)
    later = CHANGE + timedelta(days=365)
    bodies.preside(body, new, capacity=Seat.Capacity.CHAIR, starts_on=later, by=SYSTEM)

    def shown(day):
        return [(one.name, one.capacity) for one in reading.members(body, day, PUBLIC)]

    assert shown(later - timedelta(days=1)) == [("Councillor Old", "Chair"), ("Councillor New", "Voting member")]
    assert shown(later) == [("Councillor New", "Chair"), ("Councillor Old", "Voting member")]


def test_a_handover_that_is_refused_leaves_the_old_chair_in_place(db):
    body, old = found(), councillor("Councillor Old")
    _, chair = seated(body, old, Seat.Capacity.MEMBER, Seat.Capacity.CHAIR)
    with pytest.raises(bodies.CannotSit):
        bodies.preside(body, councillor(), capacity="chair", starts_on=CHANGE + timedelta(days=9), by=SYSTEM)
    chair.refresh_from_db()
    assert chair.ends_on is None


def test_a_chair_left_without_a_members_place_is_named(body):
    person = councillor()
    sit(person, body, Seat.Capacity.CHAIR)
    [(held, why)] = bodies.without_a_place(body, CHANGE)
    assert (held.person, "no member’s place" in why) == (person, True)
    sit(person, body)
    assert bodies.without_a_place(body, CHANGE) == []


def test_who_presides_is_chosen_on_a_page_and_the_page_shows_them_once(people, body, sign_in):
    sit(people.other, body)
    client, today = sign_in(people.head_clerk), timezone.localdate()
    sent = {"capacity": "vice_chair", "person": people.other.pk} | typed_date("starts_on", today)
    page = client.post(f"/committees/bodies/{body.pk}/presides/", sent, follow=True).text
    assert page.count("Councillor Cleo Frost</a></th>") == 1
    assert "Vice-chair" in page
    outsider = {"capacity": "chair", "person": people.author.pk} | typed_date("starts_on", today)
    assert (
        "Choose somebody who has a place with a vote on this body"
        in client.post(f"/committees/bodies/{body.pk}/presides/", outsider).text
    )
