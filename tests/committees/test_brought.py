"""Whole committees come in from another system: minutes, members, attendance, the addresses of documents."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from committees import bodies, brought, importing
from committees.models import AgendaItem, ItemLink, Meeting, Seat
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.models import Appointment, Person
from roles.permissions import PUBLIC
from tests.committees.test_importing import SAMPLES, run, sample
from tests.factories.committees import AgendaItemFactory, MeetingFactory
from tests.factories.roles import PersonFactory

SECRET = "The panel heard of one child's school."
OPEN = "The minutes were agreed."


@pytest.fixture
def held(body):
    meeting = MeetingFactory(body=body, status=Meeting.Status.HELD)
    AgendaItemFactory(meeting=meeting, title="Minutes", minutes_text=f"**{OPEN}**")
    AgendaItemFactory(meeting=meeting, title="A placement", minutes_text=SECRET, likely_private=True)
    AgendaItemFactory(meeting=meeting, title="Other business")
    return meeting


def words(meeting, user):
    return " ".join(str(one.words) for one in brought.minutes(meeting, user))


def test_minutes_of_private_items_are_for_the_clerk_and_those_who_voted_that_day(held, people):
    for name in ("clerk", "chair", "member"):
        assert "one child" in words(held, getattr(people, name).user)
    for name in ("co_opted", "author", "head_clerk", "admin", "other"):
        assert "one child" not in words(held, getattr(people, name).user)
        assert OPEN in words(held, getattr(people, name).user)
    assert brought.minutes(held, PUBLIC) == []


def test_the_page_of_a_meeting_shows_them_and_the_private_ones_only_after_a_code(held, people, sign_in):
    address = reverse("committees:meeting", args=[held.pk])
    page = sign_in(people.co_opted).get(address).text
    assert OPEN in page
    assert "one child" not in page
    assert "one child" in sign_in(people.member).get(address).text


def test_members_named_by_the_newest_meeting_are_seated_by_the_page(db, people, sign_in):
    importing.bring_in(sample("committees.xml", "meetings.xml", "meeting.xml"), by=SYSTEM)
    body = Meeting.objects.get(source_id="moderngov:901").body
    bodies.settle(body, legal_basis=LegalBasis.COMMITTEE, by=SYSTEM)
    ada = Person.objects.get(source_id="councillor:31")
    client, address = sign_in(people.head_clerk), reverse("committees:seat_named", args=[body.pk])
    assert f"{ada}: chair" in unescape(client.get(address).text)
    client.post(address, {"people": [ada.pk]} | typed_date("starts_on", date(2026, 3, 11)))
    places = Appointment.objects.on(date(2026, 3, 11)).filter(person=ada, office__seat__body=body)
    assert {place.office.seat.capacity for place in places} == {Seat.Capacity.MEMBER, Seat.Capacity.CHAIR}
    assert brought.named(body) == []


def test_only_those_who_manage_bodies_seat_them(db, body, people, sign_in):
    address = reverse("committees:seat_named", args=[body.pk])
    for name in ("clerk", "chair", "member", "author", "admin"):
        assert sign_in(getattr(people, name)).get(address).status_code == 403


@pytest.mark.parametrize(
    ("role", "capacity"),
    [
        ("Chair", Seat.Capacity.CHAIR),
        ("Vice-Chair", Seat.Capacity.VICE_CHAIR),
        ("Deputy Chair", Seat.Capacity.VICE_CHAIR),
        ("Committee Member", Seat.Capacity.MEMBER),
        ("Officer", None),
        ("", None),
    ],
)
def test_the_sources_words_for_a_place(role, capacity):
    assert brought._capacity(role) == capacity


def test_a_member_who_has_left_is_not_named_twice(held, people):
    held.attendances.create(order=1, name="Councillor Bram Holt", role="Committee Member", person=people.member)
    held.attendances.create(order=2, name="Somebody new", role="Committee Member", person=PersonFactory())
    assert [one.words for one in brought.named(held.body)] == ["Committee Member"]
    assert brought.named(held.body)[0].person != people.member


def test_a_private_item_keeps_the_paragraphs_that_the_source_gives(db):
    importing.bring_in(sample("committees.xml", "meetings.xml", "meeting.xml"), by=SYSTEM)
    item = AgendaItem.objects.get(source_id="moderngov:5002")
    assert (item.private_kind, item.private_paragraphs, item.private_reason) == ("exempt", [1, 3], "")
    open_item = AgendaItem.objects.get(source_id="moderngov:5001")
    assert (open_item.private_kind, open_item.private_paragraphs) == ("", [])


def test_a_real_committee_comes_in_with_its_minutes_attendance_and_documents(db, real_data):
    folder = real_data / "real" / "moderngov"
    files = [(name, (folder / name).read_bytes()) for name in ("committees.xml", "meetings.xml")]
    detailed = (folder / "meeting_with_minutes.xml").read_bytes()
    tally = importing.bring_in([*files, ("meeting_with_minutes.xml", detailed)], by=SYSTEM)
    meeting = Meeting.objects.get(source_id="moderngov:4967")
    assert tally.minutes == AgendaItem.objects.filter(meeting=meeting).exclude(minutes_text="").count() > 0
    assert meeting.attendances.exists()
    assert ItemLink.objects.filter(item__meeting=meeting).exists()


def test_a_sample_committee_comes_in_with_its_minutes(db):
    data = (SAMPLES / "moderngov" / "meeting.xml").read_bytes()
    empty = b"<minutesnonemptyhtmlbody>\n      </minutesnonemptyhtmlbody>"
    assert empty in data
    recorded = data.replace(empty, b"<minutesnonemptyhtmlbody>&lt;p&gt;Agreed.&lt;/p&gt;</minutesnonemptyhtmlbody>")
    files = [*sample("committees.xml", "meetings.xml"), ("meeting.xml", recorded)]
    assert importing.bring_in(files, by=SYSTEM).minutes == 1
    assert importing.bring_in(files, by=SYSTEM).minutes == 0, "the second time nothing is new"


def test_a_folder_of_answers_comes_in_at_once(db):
    out, _ = run("import_moderngov", str(SAMPLES / "moderngov"))
    assert "3 bodies" in out
    assert Meeting.objects.filter(source_id="moderngov:901").exists()
