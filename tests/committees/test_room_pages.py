"""The page at the meeting, as its clerk works on it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from committees import room
from tests.factories.committees import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
TEN = datetime(2026, 3, 4, 10, tzinfo=UTC)


@pytest.fixture
def meeting(body, people):
    body.quorum = 2
    body.save()
    meeting = MeetingFactory(body=body, starts_at=TEN)
    for title in ("Apologies", "Dentists", "Homes"):
        AgendaItemFactory(meeting=meeting, title=title)
    return meeting


@pytest.fixture
def desk(sign_in, people):
    return sign_in(people.clerk)


def url(name, thing):
    return reverse(f"committees:{name}", args=[thing.pk])


def test_smoke(desk, meeting, people):
    r = desk.get(url("room", meeting)); print(r.status_code)
    r = desk.post(url("open_meeting", meeting), {"presiding": people.chair.pk, "at": "10.02"}, follow=True)
    assert "The meeting is open" in r.text
    k = f"p{people.member.pk}"
    r = desk.post(url("room_attendance", meeting), {f"how-{k}": "present", f"was-{k}": "", f"at-{k}": "10.20"}, follow=True)
    assert "came 10:20am" in r.text
    assert "2 here, 2 needed: quorate" in r.text
    r = desk.post(url("room_attendance", meeting), {"do": f"leave:{k}", f"how-{k}": "present", f"was-{k}": "present", f"at-{k}": "10.10"}, follow=True)
    assert "cannot have left at 10:10am" in r.text
    r = desk.post(url("room_attendance", meeting), {"do": f"leave:{k}", f"how-{k}": "present", f"was-{k}": "present", f"at-{k}": "10.40"}, HTTP_ACCEPT="application/json")
    assert "QUORUM LOST since 10:40am: 1 of 2" in r.json()["status"]
    i = meeting.items.first()
    r = desk.post(url("item_times", i), {"do": "start", "at": "10.05"}, follow=True); assert "Began 10:05am" in r.text
    r = desk.post(url("item_times", i), {"do": "next", "at": "10.15"}, follow=True); assert "Began 10:15am" in r.text
    r = desk.post(url("write_minute", i), {"text": "None.", "edition": 0}, HTTP_ACCEPT="application/json"); print(r.json())
    r = desk.post(url("write_minute", i), {"text": "Nine.", "edition": 0}, HTTP_ACCEPT="application/json"); print(r.status_code, r.json())
    r = desk.post(url("write_minute", i), {"text": "Nine.", "edition": 0}); assert r.status_code == 409 and "Nine." in r.text and "None." in r.text
    r = desk.post(url("room_guest", meeting), {"name": "Pat Guest", "role": "Nurse"}, follow=True); assert "Pat Guest is in" in r.text
    for n in ("run_sheet", "plan_run_sheet", "end_meeting"): assert desk.get(url(n, meeting)).status_code == 200
    assert desk.get(url("earlier_minutes", i)).status_code == 200
    r = desk.post(url("plan_run_sheet", meeting), {f"minutes-{i.pk}": "12"}, follow=True); assert "12" in r.text
    r = desk.post(url("end_meeting", meeting), {"at": "11.30", "inquorate": "no"}, follow=True); assert "The meeting is ended: held" in r.text
    r = desk.post(url("room_keys", meeting), follow=True); assert "off" in r.text
