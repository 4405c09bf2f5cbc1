"""In the room: opened, who is there and when, the quorum at any moment, items in turn, and ended."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from committees import agenda, attendance, minutes, room
from committees.models import Attendance, Interest, KeptMinute, Meeting, Minute, Minutes, Seat
from committees.models.bodies import LegalBasis
from committees.room import clock, page, run_sheet
from roles.models import AuditRow, Person
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, MeetingFactory, sit
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 3, 4, 10, tzinfo=UTC)


def at(words):
    hour, minute = words.split(".")
    return TEN.replace(hour=int(hour), minute=int(minute))


def councillor(name):
    person = PersonFactory(name=name, category=Person.Category.MEMBER)
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.COUNCILLOR))
    return person


@pytest.fixture
def members(body, people):
    """Four voting members, of whom three must be there: the chair, the known member, and two more."""
    body.quorum = 3
    body.save()
    more = [councillor(f"Councillor {name}") for name in ("Nesta Quill", "Omar Fenn")]
    sit(people.chair, body)
    for person in more:
        sit(person, body)
    return [people.chair, people.member, *more]


@pytest.fixture
def meeting(body):
    meeting = MeetingFactory(body=body, starts_at=TEN)
    for title in ("Apologies", "Dentists", "Homes"):
        AgendaItemFactory(meeting=meeting, title=title)
    return meeting


@pytest.fixture
def opened(meeting, members, people):
    """Opened at 10:02am by the chair with everybody there."""
    room.begin(meeting, presiding=people.chair, at=at("10.02"), by=people.clerk)
    for person in members[1:]:
        room.record(meeting, person, how="present", by=people.clerk)
    return meeting


def row(meeting, person):
    return Attendance.objects.get(meeting=meeting, person=person)


# --- Opened


def test_whoever_presides_is_present_from_the_opening(meeting, people):
    room.begin(meeting, presiding=people.chair, at=at("10.02"), by=people.clerk)
    meeting.refresh_from_db()
    assert (meeting.opened_at, meeting.presiding) == (at("10.02"), people.chair)
    assert [stay.came_at for stay in row(meeting, people.chair).stays.all()] == [at("10.02")]


def test_who_was_there_before_is_there_from_the_opening(meeting, people):
    room.record(meeting, people.member, how="present", at=at("9.50"), by=people.clerk)
    room.begin(meeting, presiding=people.chair, at=at("10.02"), by=people.clerk)
    assert row(meeting, people.member).stays.get().came_at == at("10.02")


def test_a_meeting_is_not_opened_before_its_day_nor_twice_nor_when_cancelled(body, people, meeting):
    to_come = MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=3))
    with pytest.raises(room.CannotSitNow, match="cannot be opened before its day"):
        room.begin(to_come, presiding=people.chair, by=people.clerk)
    room.begin(meeting, presiding=people.chair, at=at("10.02"), by=people.clerk)
    with pytest.raises(room.CannotSitNow, match="was opened at 10:02am already"):
        room.begin(meeting, presiding=people.chair, at=at("10.05"), by=people.clerk)
    called_off = MeetingFactory(body=body, starts_at=TEN, status=Meeting.Status.CANCELLED)
    with pytest.raises(room.CannotRecord, match="cancelled"):
        room.begin(called_off, presiding=people.chair, at=at("10.02"), by=people.clerk)


def test_a_meeting_is_opened_on_its_day(meeting, people):
    with pytest.raises(room.WrongTime, match="is opened on that day"):
        room.begin(meeting, presiding=people.chair, at=at("10.02") + timedelta(days=1), by=people.clerk)
    assert not meeting.opened_at


def test_an_officer_does_not_preside(meeting, people):
    with pytest.raises(room.CannotSitNow, match="chosen from its members"):
        room.begin(meeting, presiding=people.author, at=at("10.02"), by=people.clerk)


def test_a_co_opted_member_without_a_vote_who_presides_has_no_casting_vote(meeting, people):
    room.begin(meeting, presiding=people.co_opted, at=at("10.02"), by=people.clerk)
    assert "no casting vote (LGHA 1989 section 13(9))" in room.why_no_casting_vote(meeting)
    room.preside(meeting, presiding=people.chair, by=people.clerk)
    assert room.why_no_casting_vote(meeting) == ""


def test_who_has_gone_out_does_not_take_the_chair(opened, people):
    room.leave(row(opened, people.member), at=at("10.30"), by=people.clerk)
    with pytest.raises(room.CannotSitNow, match="is not in the room"):
        room.preside(opened, presiding=people.member, by=people.clerk)


def test_the_vice_chair_is_offered_when_the_chair_sent_apologies(meeting, members, body, people):
    sit(people.member, body, Seat.Capacity.VICE_CHAIR)
    assert page.Room(meeting).may_preside[0].person == people.chair
    room.record(meeting, people.chair, how="apologies", by=people.clerk)
    assert page.Room(meeting).may_preside[0].person == people.member


# --- Who is there


def test_the_words_are_those_that_figures_of_attendance_read(opened, people):
    room.record(opened, people.author, how="attending", by=people.clerk)
    room.record(opened, people.member, how="apologies", by=people.clerk)
    read = {one.name: attendance.read(one.status) for one in opened.attendances.all()}
    came = attendance.Came
    assert read[people.chair.name] == came.PRESENT
    assert read[people.author.name] == came.OTHERWISE
    assert read[people.member.name] == came.ABSENT


def test_everybody_expected_is_present_but_for_those_of_whom_something_was_said(meeting, members, people):
    room.record(meeting, members[3], how="apologies", by=people.clerk)
    assert room.record_expected(meeting, by=people.clerk) == 4  # three members and the co-opted one
    assert row(meeting, members[3]).how == Attendance.How.APOLOGIES
    assert row(meeting, people.co_opted).how == Attendance.How.PRESENT


def test_who_holds_no_place_is_not_present_but_in_attendance(opened, people):
    with pytest.raises(room.CannotRecord, match="holds no place on the body that day"):
        room.record(opened, people.other, how="present", by=people.clerk)
    room.record(opened, people.other, how="attending", by=people.clerk)
    assert row(opened, people.other).status == "In attendance"


def test_a_member_by_a_link_neither_counts_nor_votes_nor_was_there_in_law(opened, people):
    item = opened.items.first()
    with pytest.raises(room.CannotRecord, match="joined by a link and so is not present"):
        room.record(opened, people.member, how="present", remote=True, by=people.clerk)
    one = room.record(opened, people.member, how="attending", remote=True, by=people.clerk)
    assert attendance.read(one.status) == attendance.Came.ABSENT
    assert people.member not in room.voters(opened, item, at("10.30"))
    assert room.quorum_at(opened, at("10.30")).here == 3


def test_by_a_link_counts_where_no_law_of_councils_reaches(opened, body, people):
    body.legal_basis = LegalBasis.INFORMAL
    body.save()
    one = room.record(opened, people.member, how="present", remote=True, by=people.clerk)
    assert one.status == "Present by link"
    assert room.quorum_at(opened, at("10.30")).here == 4


def test_a_young_person_may_join_by_a_link(opened, body, people):
    young = PersonFactory(name="Jay Arden", category=Person.Category.YOUNG, name_is_public=False)
    sit(young, body, Seat.Capacity.YOUNG, OfficeKind.CO_OPTED_SEAT)
    assert room.record(opened, young, how="present", remote=True, by=people.clerk).status == "Present by link"


def test_who_comes_late_leaves_and_comes_back(opened, people):
    one = room.record(opened, people.member, how="present", at=at("10.20"), by=people.clerk)
    room.leave(one, at=at("10.40"), by=people.clerk)
    room.come_back(one, at=at("11.00"), by=people.clerk)
    stays = [(stay.came_at, stay.left_at) for stay in one.stays.all()]
    assert stays == [(at("10.20"), at("10.40")), (at("11.00"), None)]
    who = next(who for who in page.Room(opened).people if who.key == f"p{people.member.pk}")
    assert who.times == "came 10:20am, left 10:40am, came 11:00am"


def test_times_that_run_backwards_are_refused_and_nothing_is_changed(opened, people):
    one = room.record(opened, people.member, how="present", at=at("10.20"), by=people.clerk)
    with pytest.raises(room.WrongTime, match="came at 10:20am, so they cannot have left at 10:10am"):
        room.leave(one, at=at("10.10"), by=people.clerk)
    with pytest.raises(room.WrongTime, match="was opened at 10:02am"):
        room.leave(one, at=at("9.30"), by=people.clerk)
    room.leave(one, at=at("10.40"), by=people.clerk)
    with pytest.raises(room.WrongTime, match="left at 10:40am, so they cannot have come back at 10:30am"):
        room.come_back(one, at=at("10.30"), by=people.clerk)
    with pytest.raises(room.WrongTime, match="has not come yet"):
        room.come_back(one, at=timezone.now() + timedelta(hours=1), by=people.clerk)
    with pytest.raises(room.CannotRecord, match="is not in the room"):
        room.leave(one, by=people.clerk)
    assert [(stay.came_at, stay.left_at) for stay in one.stays.all()] == [(at("10.20"), at("10.40"))]


def test_a_time_before_the_opening_is_from_the_opening_on(opened, people):
    one = room.record(opened, people.author, how="attending", at=at("9.45"), by=people.clerk)
    assert one.stays.get().came_at == at("10.02")


def test_a_guest_is_only_named(opened, people):
    guest = room.add_guest(opened, name="Pat Quince", role="Nurse", at=at("10.20"), by=people.clerk)
    assert (guest.person, guest.status) == (None, "In attendance")
    room.leave(guest, at=at("10.40"), by=people.clerk)


def test_nobody_is_there_before_the_day_but_apologies_can_be_noted(body, people):
    to_come = MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=3))
    assert room.record(to_come, people.member, how="apologies", by=people.clerk).status == "Apologies"
    with pytest.raises(room.CannotRecord, match="nobody can be recorded as there before that day"):
        room.record(to_come, people.chair, how="present", by=people.clerk)


def test_approved_minutes_are_the_record(opened, people):
    item = AgendaItemFactory(meeting=MeetingFactory(body=opened.body))
    approved = {"approved_at": timezone.now(), "approved_by": people.clerk, "approved_on": item}
    Minutes.objects.create(meeting=opened, state=Minutes.State.APPROVED, **approved)
    with pytest.raises(room.CannotRecord, match="were approved on"):
        room.record(opened, people.member, how="absent", by=people.clerk)
    with pytest.raises(room.CannotRecord, match="were approved on"):
        room.write(opened.items.first(), text="Another", by=people.clerk)


def test_what_is_typed_for_the_minute_that_runs_does_not_run_backwards(body, people):
    meeting = MeetingFactory(body=body, starts_at=timezone.now())
    item = AgendaItemFactory(meeting=meeting)
    room.begin(meeting, presiding=people.chair, by=people.clerk)
    minute = clock.read(timezone.localtime().strftime("%H:%M"), meeting)
    assert room.start_item(item, at=minute, by=people.clerk).began_at == minute
    room.leave(row(meeting, people.chair), at=minute, by=people.clerk)


# --- Substitutes


def test_a_substitute_counts_and_votes_in_the_members_place(opened, members, people):
    room.record(opened, people.member, how="apologies", by=people.clerk)
    room.substitute(opened, absent=people.member, person=people.other, by=people.clerk)
    room.record(opened, people.other, how="substitute", by=people.clerk)
    assert row(opened, people.other).status == "Present as substitute"
    assert people.other in room.voters(opened, opened.items.first(), at("10.30"))
    assert room.quorum_at(opened, at("10.30")).here == 4


def test_naming_a_substitute_notes_the_apologies(meeting, members, people):
    room.substitute(meeting, absent=people.member, person=people.other, by=people.clerk)
    assert row(meeting, people.member).how == Attendance.How.APOLOGIES


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("chair", "has a vote of their own"),
        ("author", "is not a councillor"),
        ("member", "cannot stand in for themselves"),
    ],
)
def test_who_cannot_stand_in_and_why(meeting, members, people, who, why):
    with pytest.raises(room.CannotStandIn, match=why):
        room.substitute(meeting, absent=people.member, person=getattr(people, who), by=people.clerk)


def test_where_there_are_substitutes_places_only_their_holders_stand_in(meeting, members, body, people):
    holder = councillor("Councillor Rafe Sunder")
    sit(holder, body, Seat.Capacity.SUBSTITUTE, OfficeKind.CO_OPTED_SEAT)
    with pytest.raises(room.CannotStandIn, match="Choose from: Councillor Rafe Sunder"):
        room.substitute(meeting, absent=people.member, person=people.other, by=people.clerk)
    room.substitute(meeting, absent=people.member, person=holder, by=people.clerk)
    with pytest.raises(room.CannotStandIn, match="stands in for Councillor Bram Holt already"):
        room.substitute(meeting, absent=members[2], person=holder, by=people.clerk)
    with pytest.raises(room.CannotRecord, match="is a substitute"):
        room.record(meeting, holder, how="present", by=people.clerk)


def test_nobody_stands_in_for_who_is_in_the_room_or_has_no_vote(opened, people):
    with pytest.raises(room.CannotStandIn, match="is in the room"):
        room.substitute(opened, absent=people.member, person=people.other, by=people.clerk)
    with pytest.raises(room.CannotStandIn, match="has no vote"):
        room.substitute(opened, absent=people.co_opted, person=people.other, by=people.clerk)


def test_both_cannot_sit(opened, people):
    room.record(opened, people.member, how="apologies", by=people.clerk)
    room.substitute(opened, absent=people.member, person=people.other, by=people.clerk)
    with pytest.raises(room.CannotRecord, match="Both cannot sit"):
        room.record(opened, people.member, how="present", by=people.clerk)


# --- Quorum


def test_the_quorum_is_lost_and_regained_and_the_moment_is_known(opened, members, people):
    assert room.quorum_at(opened, at("10.30")).words == "4 here, 3 needed: quorate"
    room.leave(row(opened, members[1]), at=at("11.00"), by=people.clerk)
    room.leave(row(opened, members[2]), at=at("11.20"), by=people.clerk)
    lost = room.quorum_at(opened, at("11.30"))
    assert (lost.is_met, lost.here, lost.needed, lost.since) == (False, 2, 3, at("11.20"))
    assert lost.words == "QUORUM LOST since 11:20am: 2 of 3"
    assert room.quorum_at(opened, at("11.10")).is_met
    room.come_back(row(opened, members[2]), at=at("11.40"), by=people.clerk)
    assert room.quorum_at(opened, at("11.45")).words == "3 here, 3 needed: quorate"


def test_a_quorum_lost_and_regained_stands_in_the_minutes_where_it_happened(opened, members, people):
    apologies, dentists, homes = opened.items.all()
    for item, began in [(apologies, "10.02"), (dentists, "10.50"), (homes, "12.00")]:
        room.start_item(item, at=at(began), by=people.clerk)
    room.leave(row(opened, members[1]), at=at("11.00"), by=people.clerk)
    room.leave(row(opened, members[2]), at=at("11.20"), by=people.clerk)
    room.come_back(row(opened, members[2]), at=at("11.40"), by=people.clerk)
    room.finish(opened, at=at("12.30"), by=people.clerk)
    said = {item["item"]: item["moved"] for item in minutes.compose(opened)[0]["items"]}
    assert said[apologies.pk] == said[homes.pk] == []
    assert said[dentists.pk] == [
        f"{members[1]} left at 11:00am.",
        f"{members[2]} left at 11:20am.",
        "The quorum was lost at 11:20am: 2 of the 3 people needed were there. Without one nothing can be decided.",
        f"{members[2]} came back at 11:40am.",
        "There was a quorum again from 11:40am.",
    ]


def test_minutes_say_from_when_on_there_was_a_quorum_and_not_that_all_left_at_the_end(meeting, members, people):
    room.begin(meeting, presiding=people.chair, at=at("10.02"), by=people.clerk)
    for person in members[1:3]:
        room.record(meeting, person, how="present", at=at("10.15"), by=people.clerk)
    room.finish(meeting, at=at("12.30"), by=people.clerk)
    said = minutes.compose(meeting)[0]["moved"]
    assert said[-1] == "There was no quorum until 10:15am."
    assert sum("quorum" in one for one in said) == 1


def test_minutes_say_that_interests_left_too_few_for_an_item(opened, members, people):
    apologies, dentists, _ = opened.items.all()
    room.start_item(apologies, at=at("10.02"), by=people.clerk)
    about = {"declared_at": at("10.05"), "declared_by": people.clerk, "kind": Interest.Kind.DPI}
    for person in members[1:3]:
        Interest.objects.create(item=dentists, person=person, **about)
    room.start_item(dentists, at=at("10.30"), by=people.clerk)
    room.finish(opened, at=at("12.30"), by=people.clerk)
    said = {item["item"]: item["interests"] for item in minutes.compose(opened)[0]["items"]}
    assert said[dentists.pk][-1] == (
        "Without those who could not take part because of an interest, there was no quorum for this item: 2 of the 3 "
        "people needed were there."
    )
    assert said[apologies.pk] == []


def test_a_co_opted_member_without_a_vote_does_not_count(opened, people):
    room.record(opened, people.co_opted, how="present", by=people.clerk)
    assert room.quorum_at(opened, at("10.30")).here == 4


def test_who_is_barred_by_an_interest_neither_counts_nor_votes_on_that_item(opened, members, people):
    item, other = opened.items.all()[:2]
    about = {"declared_at": at("10.05"), "declared_by": people.clerk, "kind": Interest.Kind.DPI}
    for person in members[1:3]:
        Interest.objects.create(item=item, person=person, **about)
    found = room.quorum_at(opened, at("10.30"), item)
    assert (found.here, found.is_met, found.barred) == (2, False, 2)
    assert found.words == "NOT QUORATE FOR THIS ITEM: 2 of 3 (2 out of this item because of an interest)"
    assert room.quorum_at(opened, at("10.30"), other).is_met
    assert room.voters(opened, item, at("10.30")) == [people.chair, members[3]]
    Interest.objects.filter(person=members[1]).update(dispensation="Monitoring officer, 1 March 2026")
    assert room.quorum_at(opened, at("10.30"), item).is_met


def test_before_the_opening_the_line_says_whether_there_are_enough(meeting, members, people):
    assert room.quorum_at(meeting).words == "0 here, 3 needed: not enough to open yet"
    room.record_expected(meeting, by=people.clerk)
    assert room.quorum_at(meeting).words == "4 here, 3 needed: enough to open"


def test_where_no_quorum_is_laid_down_nothing_stops_the_meeting(opened, body):
    body.quorum = None
    body.save()
    found = room.quorum_at(opened, at("10.30"))
    assert (found.is_met, found.words) == (True, "4 who count are here. No quorum is laid down for this body")


# --- Items and their times


def test_items_are_taken_in_turn(opened, people):
    first, second, _ = opened.items.all()
    room.start_item(first, at=at("10.05"), by=people.clerk)
    room.start_item(second, at=at("10.15"), by=people.clerk)
    assert Minute.objects.get(item=first).ended_at == at("10.15")
    assert [line.state for line in page.Room(opened).lines] == ["done", "now", "to come"]
    assert page.Room(opened).item == second


def test_an_item_ends_after_it_began_and_begins_after_the_opening(opened, people):
    item = opened.items.first()
    with pytest.raises(room.CannotRecord, match="was not started"):
        room.end_item(item, at=at("10.30"), by=people.clerk)
    with pytest.raises(room.WrongTime, match="was opened at 10:02am"):
        room.start_item(item, at=at("10.00"), by=people.clerk)
    room.start_item(item, at=at("10.30"), by=people.clerk)
    with pytest.raises(room.WrongTime, match="began at 10:30am, so it cannot have ended at 10:20am"):
        room.end_item(item, at=at("10.20"), by=people.clerk)


def test_an_item_that_was_withdrawn_is_not_taken_and_none_before_the_opening(opened, body, people):
    gone = AgendaItemFactory(meeting=opened, withdrawn_at=TEN, withdrawn_why="Not ready")
    with pytest.raises(room.CannotRecord, match="was withdrawn"):
        room.start_item(gone, at=at("10.30"), by=people.clerk)
    closed = AgendaItemFactory(meeting=MeetingFactory(body=body, starts_at=TEN))
    with pytest.raises(room.CannotSitNow, match="not open yet"):
        room.start_item(closed, at=at("10.30"), by=people.clerk)


# --- Ended


def test_a_meeting_ends_with_everybody_gone_and_the_unsaid_absent(opened, people):
    item = opened.items.first()
    room.start_item(item, at=at("10.05"), by=people.clerk)
    room.finish(opened, at=at("11.30"), by=people.clerk)
    opened.refresh_from_db()
    assert (opened.status, opened.ended_at) == (Meeting.Status.HELD, at("11.30"))
    assert not Minute.objects.filter(ended_at=None).exists()
    assert {stay.left_at for one in opened.attendances.all() for stay in one.stays.all()} == {at("11.30")}
    assert row(opened, people.co_opted).how == Attendance.How.ABSENT
    assert room.quorum_at(opened).words == "4 here, 3 needed: quorate"


def test_a_meeting_that_never_had_enough_is_inquorate(meeting, members, people):
    room.begin(meeting, presiding=people.chair, at=at("10.02"), by=people.clerk)
    assert room.quorum_at(meeting, at("10.10")).words == "NOT QUORATE since the opening: 1 of 3"
    room.finish(meeting, at=at("10.20"), by=people.clerk)
    assert meeting.status == Meeting.Status.INQUORATE


def test_a_meeting_that_lost_its_quorum_was_held_until_then(opened, members, people):
    for person in members[1:3]:
        room.leave(row(opened, person), at=at("11.00"), by=people.clerk)
    room.finish(opened, at=at("11.05"), by=people.clerk)
    assert opened.status == Meeting.Status.HELD
    assert room.quorum_at(opened).words == "QUORUM LOST since 11:00am: 2 of 3"


def test_a_meeting_ends_in_the_minute_in_which_the_last_thing_was_recorded(opened, people):
    last = at("11.40") + timedelta(seconds=37)
    room.leave(row(opened, people.member), at=last, by=people.clerk)
    room.finish(opened, at=at("11.40"), by=people.clerk)
    assert opened.ended_at == last


def test_a_meeting_does_not_end_before_what_is_recorded(opened, people):
    room.leave(row(opened, people.member), at=at("11.00"), by=people.clerk)
    with pytest.raises(room.WrongTime, match="Something is recorded at 11:00am"):
        room.finish(opened, at=at("10.50"), by=people.clerk)
    room.finish(opened, at=at("11.30"), by=people.clerk)
    with pytest.raises(room.CannotSitNow, match="ended at 11:30am already"):
        room.finish(opened, at=at("11.40"), by=people.clerk)
    with pytest.raises(room.WrongTime, match="ended at 11:30am"):
        room.record(opened, people.author, how="attending", at=at("11.40"), by=people.clerk)


# --- Minutes as they are typed


def test_what_was_replaced_is_kept_once_in_five_minutes_of_one_writer(opened, people):
    item = opened.items.first()
    for words in ("Members", "Members heard", "Members heard that"):
        room.write(item, text=words, by=people.clerk)
    assert [one.text for one in KeptMinute.objects.all()] == ["Members"]
    room.write(item, text="Another text", by=people.head_clerk)
    assert [one.text for one in KeptMinute.objects.all()] == ["Members heard that", "Members"]


def test_a_text_that_is_emptied_is_kept_however_soon(opened, people):
    item = opened.items.first()
    room.write(item, text="A", private_text="A long text about the offers", by=people.clerk)
    room.write(item, text="B", by=people.clerk)
    room.write(item, private_text="", by=people.clerk)
    assert KeptMinute.objects.first().private_text == "A long text about the offers"


def test_the_second_clerk_is_shown_the_others_text_and_nothing_is_lost(opened, people):
    item = opened.items.first()
    room.write(item, text="Mine", edition=0, by=people.clerk)
    with pytest.raises(room.Conflict, match="Clerk Hattie Brook saved it while you were writing") as met:
        room.write(item, text="Yours", edition=0, by=people.head_clerk)
    assert (met.value.theirs.text, met.value.theirs.edition) == ("Mine", 1)
    room.write(item, text="Yours", edition=1, over=True, by=people.head_clerk)
    assert (Minute.objects.get().text, KeptMinute.objects.get().text) == ("Yours", "Mine")


def test_the_same_text_twice_is_one_save_and_no_conflict(opened, people):
    item = opened.items.first()
    room.write(item, text="Same", edition=0, by=people.clerk)
    assert room.write(item, text="Same\r\n", edition=0, by=people.head_clerk).edition == 1


def test_the_audit_record_holds_no_word_of_a_minute(opened, people):
    room.write(opened.items.first(), text="CANARY", private_text="CANARY", by=people.clerk)
    assert "CANARY" not in str(list(AuditRow.objects.values()))


def test_a_minute_that_is_too_long_is_not_saved(opened, people):
    with pytest.raises(room.CannotRecord, match="100,000 characters at most"):
        room.write(opened.items.first(), text="a" * 100_001, by=people.clerk)


# --- Times as they are typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:05am", "10.05"), ("10.05", "10.05"), ("1005", "10.05"), ("10:05", "10.05"), ("9.55", "9.55"),
        ("2pm", "14.00"), ("2.30 pm", "14.30"), ("1.15", "13.15"), ("14:30", "14.30"), ("12", "12.00"),
        ("midday", "12.00"), ("12.30pm", "12.30"), ("10.05 a.m.", "10.05"),
    ],
)  # fmt: skip
def test_a_time_is_read_as_clerks_type_it(meeting, typed, meant):
    assert clock.read(typed, meeting) == at(meant)


@pytest.mark.parametrize("typed", ["soon", "25.00", "10.75", "13pm", "10:5x"])
def test_what_is_no_time_is_said(meeting, typed):
    with pytest.raises(room.WrongTime, match="Write it as 10:05am"):
        clock.read(typed, meeting)


def test_after_midnight_is_the_next_day(body):
    late = MeetingFactory(body=body, starts_at=TEN.replace(hour=19))
    assert clock.read("12.15am", late) == TEN.replace(hour=0, minute=15) + timedelta(days=1)
    assert clock.read("7.30", late) == at("19.30")


# --- The run sheet


def test_the_run_sheet_counts_from_the_start_and_says_how_late_an_item_runs(opened, people):
    first, second, third = opened.items.all()
    plans = {first.pk: (5, ""), second.pk: (20, "Ask for a show of hands."), third.pk: (10, "")}
    assert run_sheet.plan(opened, plans=plans, by=people.clerk) == 3
    room.start_item(first, at=at("10.02"), by=people.clerk)
    room.start_item(second, at=at("10.10"), by=people.clerk)
    rows = run_sheet.rows(opened, people.clerk.user)
    assert [one.starts for one in rows] == [at("10.02"), at("10.07"), at("10.27")]
    assert [one.late_words for one in rows] == ["on time", "3 minutes late", ""]
    assert [one.expected for one in rows] == [None, None, at("10.30")]


def test_behind_an_item_without_minutes_no_time_is_known(opened, people):
    first, second, _ = opened.items.all()
    run_sheet.plan(opened, plans={first.pk: (5, ""), second.pk: (None, "")}, by=people.clerk)
    assert [one.starts for one in run_sheet.rows(opened, people.clerk.user)] == [at("10.02"), at("10.07"), None]


def test_an_agenda_that_is_over_by_its_old_way_can_still_be_written_down(meeting, members, people):
    agenda.close(meeting, status=Meeting.Status.HELD, by=people.clerk)
    room.begin(meeting, presiding=people.chair, at=at("10.02"), by=people.clerk)
    room.finish(meeting, at=at("11.00"), inquorate=False, by=people.clerk)
    assert meeting.status == Meeting.Status.HELD
