"""The page at the meeting, as its clerk works on it, and the run sheet of who chairs."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import room
from committees.models import Attendance, Interest, KeptMinute, Meeting, Minute, Seat, Substitution
from tests.committees.test_room import councillor
from tests.factories.committees import AgendaItemFactory, MeetingFactory, sit

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 3, 4, 10, tzinfo=UTC)
QUICK = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def meeting(body, people):
    body.quorum = 2
    body.save()
    sit(people.chair, body)
    meeting = MeetingFactory(body=body, starts_at=TEN)
    for title in ("Apologies", "Dentists", "Homes"):
        AgendaItemFactory(meeting=meeting, title=title)
    return meeting


@pytest.fixture
def opened(meeting, people):
    room.begin(meeting, presiding=people.chair, at=TEN, by=people.clerk)
    return meeting


@pytest.fixture
def desk(sign_in, people):
    return sign_in(people.clerk)


def url(name, thing):
    return reverse(f"committees:{name}", args=[thing.pk])


def line(person, how, was="", at="", **more):
    """What the page sends of one line of the roll."""
    key = f"p{person.pk}"
    return {f"how-{key}": how, f"was-{key}": was, f"at-{key}": at} | {f"{name}-{key}": v for name, v in more.items()}


def test_a_meeting_from_its_opening_to_its_end(desk, meeting, people):
    answer = desk.post(url("open_meeting", meeting), {"presiding": people.chair.pk, "at": "10.02"}, follow=True)
    assert "The meeting is open. Councillor Ada Marsh presides." in answer.text
    answer = desk.post(url("room_attendance", meeting), line(people.member, "present", at="10.20"), follow=True)
    assert "came 10:20am" in answer.text
    assert "2 here, 2 needed: quorate" in answer.text
    first, second, _ = meeting.items.all()
    answer = desk.post(url("item_times", first), {"do": "start", "at": "10.05"}, follow=True)
    assert "Began 10:05am" in answer.text
    answer = desk.post(url("item_times", first), {"do": "next", "at": "10.15"}, follow=True)
    assert answer.redirect_chain[-1][0] == url("room_item", second)
    assert "Began 10:15am" in answer.text
    answer = desk.post(url("write_minute", second), {"text": "Members heard.", "edition": 0}, follow=True)
    assert "The minute is saved" in answer.text
    answer = desk.post(url("end_meeting", meeting), {"at": "11.30", "inquorate": "no"}, follow=True)
    assert "The meeting is ended: held." in answer.text
    assert "Ended at 11:30am. Councillor Ada Marsh presided" in answer.text


def test_a_line_that_cannot_be_recorded_keeps_what_was_typed_and_the_others_are_recorded(desk, opened, people):
    sent = line(people.member, "present", at="soon") | line(people.co_opted, "apologies")
    answer = desk.post(url("room_attendance", opened), sent)
    assert "“soon” is not a time" in answer.text
    assert 'value="soon"' in answer.text
    assert Attendance.objects.get(person=people.co_opted).how == "apologies"
    assert not Attendance.objects.filter(person=people.member).exists()


def test_what_another_clerk_recorded_meanwhile_is_not_overwritten_unseen(desk, opened, people):
    room.record(opened, people.member, how="apologies", by=people.head_clerk)
    answer = desk.post(url("room_attendance", opened), line(people.member, "present", was=""))
    assert "Somebody else recorded Councillor Bram Holt meanwhile: Apologies" in answer.text
    desk.post(url("room_attendance", opened), line(people.member, "present", was="apologies"))
    assert Attendance.objects.get(person=people.member).how == "present"


def test_lines_that_nobody_touched_are_left_alone(desk, opened, people):
    before = Attendance.objects.get(person=people.chair).edition
    desk.post(url("room_attendance", opened), line(people.chair, "present", was="present"))
    assert Attendance.objects.get(person=people.chair).edition == before


def test_who_leaves_and_comes_back_changes_the_quorum_in_a_page_that_stays_open(desk, opened, people):
    desk.post(url("room_attendance", opened), line(people.member, "present"))
    sent = line(people.member, "present", was="present", at="10.40") | {"do": f"leave:p{people.member.pk}"}
    answer = desk.post(url("room_attendance", opened), sent, **QUICK).json()
    assert "QUORUM LOST since 10:40am: 1 of 2" in answer["status"]
    assert "left 10:40am" in answer["people"]
    sent |= {"do": f"back:p{people.member.pk}", f"at-p{people.member.pk}": "10.30"}
    answer = desk.post(url("room_attendance", opened), sent, **QUICK).json()
    assert answer["errors"][0].startswith("Councillor Bram Holt left at 10:40am")


def test_everybody_expected_is_present_by_one_button(desk, opened, people):
    desk.post(url("room_attendance", opened), {"do": "all"})
    assert set(opened.attendances.values_list("how", flat=True)) == {"present"}
    assert opened.attendances.count() == 3


def test_a_substitute_is_chosen_on_the_members_line(desk, opened, people):
    answer = desk.post(url("room_attendance", opened), line(people.member, "stands_in"))
    assert "Choose who stands in for Councillor Bram Holt" in answer.text
    sent = line(people.member, "stands_in", **{"for": people.other.pk})
    answer = desk.post(url("room_attendance", opened), sent, follow=True)
    assert "Councillor Cleo Frost stands in" in answer.text
    assert "2 here, 2 needed" in answer.text
    desk.post(url("room_attendance", opened), line(people.member, "present", was="stands_in"))
    assert Substitution.objects.get().ended_at is not None
    assert Attendance.objects.get(person=people.other).how == "attending"


def test_by_link_is_in_attendance_for_a_voting_member_and_present_for_a_co_opted_one(desk, opened, people):
    desk.post(url("room_attendance", opened), line(people.member, "link") | line(people.co_opted, "link"))
    said = {one.person: one.status for one in opened.attendances.all()}
    assert said[people.member] == "Absent from the room: joined by a link"
    assert said[people.co_opted] == "Present by link"
    page = desk.get(url("room", opened)).text
    assert f'id="how-p{people.member.pk}-link" name="how-p{people.member.pk}" value="link" checked' in page


def test_a_guest_is_added_and_leaves(desk, opened):
    desk.post(url("room_guest", opened), {"name": "Pat Quince", "role": "Nurse", "at": "10.10"})
    guest = Attendance.objects.get(name="Pat Quince")
    desk.post(url("room_attendance", opened), {"do": f"leave:a{guest.pk}", f"at-a{guest.pk}": "10.50"})
    assert guest.stays.get().left_at == TEN.replace(minute=50)


def test_a_missing_name_of_a_guest_is_said(desk, opened):
    assert "Enter the name" in desk.post(url("room_guest", opened), {"name": "", "at": "10.10"}).text


def test_a_time_of_an_item_that_runs_backwards_is_said_and_kept(desk, opened):
    item = opened.items.first()
    desk.post(url("item_times", item), {"do": "start", "at": "10.30"})
    answer = desk.post(url("item_times", item), {"do": "end", "at": "10.20"})
    assert "began at 10:30am, so it cannot have ended at 10:20am" in answer.text
    assert 'name="at" autocomplete="off" value="10.20"' in answer.text


# --- The minute


def test_a_minute_is_saved_by_a_page_that_stays_open(desk, opened):
    item = opened.items.first()
    answer = desk.post(url("write_minute", item), {"text": "None.", "edition": 0}, **QUICK)
    assert answer.json()["edition"] == 1
    assert answer.json()["saved"].startswith("Saved ")


def test_a_text_that_was_not_sent_stays(desk, opened, people):
    item = opened.items.first()
    room.write(item, text="A", private_text="B", by=people.clerk)
    desk.post(url("write_minute", item), {"text": "C", "edition": 1}, **QUICK)
    saved = Minute.objects.get()
    assert (saved.text, saved.private_text) == ("C", "B")


def test_the_second_clerk_is_shown_both_texts_with_scripts_and_without(desk, opened, people):
    item = opened.items.first()
    room.write(item, text="Theirs", private_text="Their secret", by=people.head_clerk)
    sent = {"text": "Mine", "private_text": "My secret", "edition": 0}
    answer = desk.post(url("write_minute", item), sent, **QUICK)
    assert answer.status_code == 409
    assert answer.json()["theirs"] == {
        "text": "Theirs", "private_text": "Their secret", "public_summary": "", "by": "Head Clerk Mina Vale",
        "at": answer.json()["theirs"]["at"], "edition": 1,
    }  # fmt: skip
    answer = desk.post(url("write_minute", item), sent)
    assert answer.status_code == 409
    for words in ("Theirs", "Their secret", "Mine", "My secret", 'name="edition" value="1"'):
        assert words in answer.text
    desk.post(url("write_minute", item), sent | {"edition": 1, "over": 1})
    assert Minute.objects.get().text == "Mine"
    kept = desk.get(url("earlier_minutes", item)).text
    assert "Their secret" in kept
    assert KeptMinute.objects.get().text == "Theirs"


def test_a_minute_is_markdown_and_never_html(desk, opened, people):
    room.write(opened.items.first(), text="<script>alert(1)</script>", by=people.clerk)
    page = desk.get(url("room", opened)).text
    assert "<script>alert" not in page


def test_a_minute_without_its_edition_is_not_saved(desk, opened):
    item = opened.items.first()
    answer = desk.post(url("write_minute", item), {"text": "None.", "edition": "x"}, **QUICK)
    assert answer.status_code == 422
    assert not Minute.objects.exclude(text="").exists()


def test_part_2_is_fenced_in_words(desk, body, people):
    meeting = MeetingFactory(body=body, starts_at=TEN)
    item = AgendaItemFactory(meeting=meeting, likely_private=True, private_kind="exempt", private_paragraphs=[3])
    page = desk.get(url("room_item", item)).text
    assert '<details class="govuk-details app-private" open>' in page
    assert "Part 2 minute: PRIVATE, never public" in page


# --- Refused, and who may


@pytest.mark.parametrize("who", ["member", "chair", "co_opted", "author", "head_clerk", "admin", "guardian"])
def test_only_the_clerk_of_the_body_is_at_the_desk(sign_in, opened, people, who):
    client, item = sign_in(getattr(people, who)), opened.items.first()
    for name, thing in (("room", opened), ("room_item", item), ("end_meeting", opened), ("earlier_minutes", item)):
        assert client.get(url(name, thing)).status_code == 404, name
    for name, thing in (("open_meeting", opened), ("room_attendance", opened), ("write_minute", item)):
        assert client.post(url(name, thing), {"text": "x", "edition": 0}).status_code == 404, name


def test_a_clerk_without_a_code_is_asked_for_one(sign_in, opened, people):
    assert sign_in(people.clerk, code=False).get(url("room", opened)).status_code == 302


def test_before_its_day_the_page_says_so_and_offers_nothing_to_open(desk, body):
    meeting = MeetingFactory(body=body, starts_at=datetime(2035, 3, 7, 10, tzinfo=UTC))
    AgendaItemFactory(meeting=meeting)
    page = desk.get(url("room", meeting)).text
    assert "It cannot be opened before its day." in page
    assert 'name="presiding"' not in page


def test_a_cancelled_meeting_is_not_opened(desk, meeting, people):
    Meeting.objects.filter(pk=meeting.pk).update(status=Meeting.Status.CANCELLED)
    assert "The meeting is cancelled" in desk.get(url("room", meeting)).text
    answer = desk.post(url("open_meeting", meeting), {"presiding": people.chair.pk, "at": "10.02"})
    assert "cancelled" in answer.text
    meeting.refresh_from_db()
    assert meeting.opened_at is None


def test_before_a_meeting_ends_it_says_whom_nobody_spoke_of(desk, opened, people):
    page = desk.get(url("end_meeting", opened)).text
    assert "They will be recorded as absent" in page
    assert "Councillor Bram Holt" in page
    assert 'value="yes" ' in page  # one of two was there: inquorate is offered first


def test_the_keys_are_turned_off_for_the_whole_meeting(desk, opened):
    assert 'data-keys="on"' in desk.get(url("room", opened)).text
    desk.post(url("room_keys", opened))
    assert 'data-keys="off"' in desk.get(url("room", opened)).text


def test_the_way_in_stands_on_the_agenda_from_the_day_on(desk, body, meeting):
    assert url("room", meeting) in desk.get(url("agenda", meeting)).text
    to_come = MeetingFactory(body=body, starts_at=datetime(2035, 3, 7, 10, tzinfo=UTC))
    assert url("room", to_come) not in desk.get(url("agenda", to_come)).text


# --- The run sheet


def test_the_run_sheet_is_for_the_clerk_and_who_chairs(sign_in, opened, people):
    item = opened.items.first()
    item.chair_note = "Thank the young people first."
    item.save()
    for who in (people.clerk, people.chair):
        assert "Thank the young people first." in sign_in(who).get(url("run_sheet", opened)).text
    for who in (people.member, people.co_opted, people.author, people.head_clerk):
        assert sign_in(who).get(url("run_sheet", opened)).status_code == 404
    assert sign_in(people.chair, code=False).get(url("run_sheet", opened)).status_code == 302
    assert sign_in(people.chair).post(url("plan_run_sheet", opened)).status_code == 404


def test_who_presides_today_has_the_run_sheet(sign_in, opened, people):
    room.record(opened, people.member, how="present", by=people.clerk)
    room.preside(opened, presiding=people.member, by=people.clerk)
    assert sign_in(people.member).get(url("run_sheet", opened)).status_code == 200


def test_a_chair_with_an_interest_reads_no_note_on_that_item(sign_in, opened, people):
    item = opened.items.first()
    item.chair_note, item.private_title = "CANARY", "CANARY"
    item.save()
    about = {"declared_at": timezone.now(), "declared_by": people.clerk, "kind": Interest.Kind.DPI}
    Interest.objects.create(item=item, person=people.chair, **about)
    page = sign_in(people.chair).get(url("run_sheet", opened)).text
    assert "CANARY" not in page
    assert "leave the room for it" in page


def test_the_exclusion_stands_before_part_2_and_a_late_item_says_what_must_be_stated(desk, meeting, people):
    late = {"late_at": TEN, "late_reason": "A home closes on Friday.", "late_agreed_by": people.chair}
    AgendaItemFactory(meeting=meeting, **late)
    AgendaItemFactory(meeting=meeting, likely_private=True, private_kind="exempt", private_paragraphs=[3])
    page = desk.get(url("run_sheet", meeting)).text
    assert page.index("state the special circumstances. A home closes") < page.index("move the exclusion of the public")


def test_minutes_and_notes_are_set_on_one_page(desk, meeting):
    first = meeting.items.first()
    answer = desk.post(url("plan_run_sheet", meeting), {f"minutes-{first.pk}": "ten", f"note-{first.pk}": "Kept"})
    assert "as a whole number" in answer.text
    assert "Kept" in answer.text
    desk.post(url("plan_run_sheet", meeting), {f"minutes-{first.pk}": "10", f"note-{first.pk}": "Kept"})
    first.refresh_from_db()
    assert (first.minutes_planned, first.chair_note) == (10, "Kept")


# --- Size


def _queries(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", ["room", "run_sheet"])
def test_many_people_and_items_cost_no_more_queries(desk, opened, body, people, name):
    item = opened.items.first()
    room.start_item(item, at=TEN, by=people.clerk)
    room.record_expected(opened, by=people.clerk)
    address = url(name, opened)
    desk.get(address)
    few = _queries(desk, address)
    for number in range(12):
        person = councillor(f"Councillor {number}")
        sit(person, body, Seat.Capacity.MEMBER)
        room.record(opened, person, how="present", by=people.clerk)
        room.write(AgendaItemFactory(meeting=opened, minutes_planned=5), text="x", by=people.clerk)
    assert _queries(desk, address) == few
