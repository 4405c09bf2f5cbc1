"""Calendar feeds: the same meeting stays the same entry, says how firm it is, and tells nothing that is not public."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from committees import agenda, calendars
from committees.models import Body, Meeting
from committees.models.bodies import LegalBasis
from roles.audit import SYSTEM
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory
from tests.factories.roles import PersonFactory

CANARY = "Canary Quillfeather"
TODAY = datetime(2035, 1, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=datetime(2035, 5, 15, 9, tzinfo=UTC), place="Room 1")


def feed(client, body=None):
    address = reverse(f"committees:public_{'body_' if body else ''}calendar", args=[body.pk] if body else [])
    response = client.get(address)
    assert response.status_code == 200
    return response.content


def events(client, body=None):
    return icalendar.Calendar.from_ical(feed(client, body)).events


def event(client, meeting):
    return next(one for one in events(client) if one["UID"].startswith(f"meeting-{meeting.pk}@"))


def test_a_meeting_is_an_entry_with_day_time_place_and_page(client, meeting):
    AgendaItemFactory(meeting=meeting, title=CANARY)
    agenda.publish(meeting, by=PersonFactory())
    one = event(client, meeting)
    assert one["DTSTART"].dt.isoformat() == "2035-05-15T10:00:00+01:00"
    assert one["DTSTART"].params["TZID"] == "Europe/London"
    assert (str(one["SUMMARY"]), str(one["LOCATION"])) == ("Corporate Parenting Sub-Committee", "Room 1")
    assert str(one["URL"]) == f"{settings.BASE_URL}/meetings/{meeting.pk}/"
    assert (one["STATUS"], one["SEQUENCE"]) == ("CONFIRMED", 1)
    assert CANARY not in feed(client).decode()


@pytest.mark.django_db
def test_the_clock_in_summer_and_in_winter(client, body):
    summer = MeetingFactory(body=body, starts_at=datetime(2035, 7, 3, 9, tzinfo=UTC))
    winter = MeetingFactory(body=body, starts_at=datetime(2035, 12, 4, 10, tzinfo=UTC))
    assert [event(client, one)["DTSTART"].dt.hour for one in (summer, winter)] == [10, 10]
    assert [event(client, one)["DTSTART"].dt.astimezone(UTC).hour for one in (summer, winter)] == [9, 10]


def test_the_time_zone_turns_on_the_right_sundays(client, meeting):
    zone = next(iter(icalendar.Calendar.from_ical(feed(client)).timezones)).to_tz()
    for day, hours in [((3, 25, 0, 59), 0), ((3, 25, 2, 1), 1), ((10, 28, 0, 59), 1), ((10, 28, 2, 1), 0)]:
        assert datetime(2035, *day, tzinfo=zone).utcoffset() == timedelta(hours=hours), day


def test_a_moved_meeting_is_the_same_entry_with_a_higher_number(client, meeting):
    before = event(client, meeting)
    with time_machine.travel(TODAY + timedelta(days=1), tick=False):
        agenda.change_meeting(meeting, starts_at=meeting.starts_at + timedelta(days=1), place="Room 2", by=SYSTEM)
        after = event(client, meeting)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == TODAY + timedelta(days=1)
    assert (after["DTSTART"].dt.day, str(after["LOCATION"])) == (16, "Room 2")


def test_a_uid_names_the_council_and_nothing_of_the_day_or_the_machine(client, meeting):
    assert str(event(client, meeting)["UID"]) == f"meeting-{meeting.pk}@{urlsplit(settings.BASE_URL).hostname}"


def test_a_planned_meeting_is_tentative_and_becomes_firm_when_its_agenda_is_published(client, meeting):
    Meeting.objects.update(status=Meeting.Status.PLANNED)
    meeting.refresh_from_db()
    AgendaItemFactory(meeting=meeting)
    assert event(client, meeting)["STATUS"] == "TENTATIVE"
    assert str(event(client, meeting)["URL"]).endswith(f"/meetings/bodies/{meeting.body_id}/")
    agenda.publish(meeting, by=PersonFactory())
    assert event(client, meeting)["STATUS"] == "CONFIRMED"


def test_a_cancelled_meeting_stays_and_says_so(client, meeting):
    same = {"starts_at": meeting.starts_at, "place": meeting.place, "by": SYSTEM}
    agenda.change_meeting(meeting, **same, status=Meeting.Status.CANCELLED)
    one = event(client, meeting)
    assert (one["STATUS"], one["SEQUENCE"], str(one["SUMMARY"])[:10]) == ("CANCELLED", 1, "Cancelled:")


def test_a_postponed_meeting_says_to_when_and_the_new_one_is_an_entry_of_its_own(client, meeting):
    new = agenda.postpone(meeting, starts_at=datetime(2035, 6, 5, 9, tzinfo=UTC), by=SYSTEM)
    old, other = event(client, meeting), event(client, new)
    assert (old["STATUS"], other["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert old["UID"] != other["UID"]
    assert "put off to Tuesday 5 June 2035 at 10:00am" in str(old["DESCRIPTION"])


def test_one_that_was_called_off_before_anybody_could_know_is_not_told(client, meeting):
    Meeting.objects.update(status=Meeting.Status.CANCELLED)
    assert events(client) == []


@pytest.mark.django_db
@pytest.mark.parametrize("basis", [LegalBasis.INFORMAL, LegalBasis.CHILDREN, LegalBasis.NOT_SETTLED])
def test_what_the_law_does_not_open_is_in_no_feed(client, basis):
    body = BodyFactory(name=CANARY, legal_basis=basis)
    for status in Meeting.Status:
        MeetingFactory(body=body, status=status, starts_at=datetime(2035, 5, 15, 9, tzinfo=UTC), sequence=1)
    assert CANARY not in feed(client).decode()
    response = client.get(reverse("committees:public_body_calendar", args=[body.pk]))
    assert (response.status_code, b"VEVENT" in response.content) in ((404, False), (200, False))
    assert response.status_code == 404 or basis == LegalBasis.INFORMAL
    one = client.get(reverse("committees:public_meeting_calendar", args=[body.meetings.first().pk]))
    none = client.get(reverse("committees:public_meeting_calendar", args=[999]))
    assert (one.status_code, one.content) == (404, none.content)


def test_the_feed_of_a_body_holds_its_meetings_alone(client, meeting):
    other = MeetingFactory(starts_at=meeting.starts_at)
    assert [str(one["SUMMARY"]) for one in events(client, meeting.body)] == [meeting.body.name]
    assert len(events(client)) == 2
    assert len(events(client, other.body)) == 1


def test_one_meeting_can_be_put_into_a_calendar_by_hand(client, meeting):
    response = client.get(reverse("committees:public_meeting_calendar", args=[meeting.pk]))
    assert [one["UID"] for one in icalendar.Calendar.from_ical(response.content).events] == [
        event(client, meeting)["UID"]
    ]


def test_last_years_meetings_are_still_there_and_older_ones_are_not(client, body):
    held = {"status": Meeting.Status.HELD, "published_at": TODAY, "published_by": PersonFactory(), "body": body}
    MeetingFactory(starts_at=TODAY - timedelta(days=380), **held)
    MeetingFactory(starts_at=TODAY - timedelta(days=420), **held)
    assert len(events(client)) == 1


def test_a_feed_tells_calendars_what_they_need(client, meeting):
    response = client.get(reverse("committees:public_calendar"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(response.content)
    assert (found["VERSION"], found["METHOD"]) == ("2.0", "PUBLISH")
    assert str(found["SOURCE"]) == f"{settings.BASE_URL}/meetings/calendar.ics"
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_who_has_the_feed_already_is_not_sent_it_again_until_it_changes(client, meeting):
    address = reverse("committees:public_calendar")
    mark = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 304
    agenda.change_meeting(meeting, starts_at=meeting.starts_at, place="Room 2", by=SYSTEM)
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 200


def test_a_feed_costs_the_same_for_one_and_for_many(client, meeting):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    addresses = [calendars.address(), calendars.address(meeting.body)]
    before = [asked(urlsplit(address).path) for address in addresses]
    for number in range(30):
        MeetingFactory(body=meeting.body, starts_at=meeting.starts_at + timedelta(days=number))
    assert [asked(urlsplit(address).path) for address in addresses] == before == [1, 2]


@given(st.text(max_size=120), st.text(max_size=200), st.integers(0, 20_000))
def test_any_words_come_back_as_they_were_on_one_line(name, place, hours):
    moment = TODAY + timedelta(hours=hours)
    body = Body(pk=7, name=name)
    told = calendars.Feed([Meeting(pk=3, body=body, starts_at=moment, place=place)], name, "https://x.example/").text
    assert all(len(line) <= 75 for line in told.split(b"\r\n"))
    assert not any(ord(one) < 32 for one in told.decode().replace("\r\n", ""))
    (one,) = icalendar.Calendar.from_ical(told).events
    assert str(one["SUMMARY"]) == _plain(name)
    assert str(one.get("LOCATION", "")) == _plain(place)
    assert one["DTSTART"].dt == moment


def _plain(words):
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())
