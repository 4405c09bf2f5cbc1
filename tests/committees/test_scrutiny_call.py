"""Scrutiny calls members of the executive and officers to answer (LGA 2000 s9FA(8) and (9))."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import agenda, calling_to_account, waiting
from committees.models import AgendaItem, Meeting
from committees.models.bodies import LegalBasis
from roles.models import Appointment
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def on(day):
    return timezone.make_aware(datetime.combine(day, time(10)))


@pytest.fixture
def panel(people):
    made = BodyFactory(name="Children's Scrutiny Panel", legal_basis=LegalBasis.SCRUTINY)
    AppointmentFactory(person=people.clerk, office=OfficeFactory(kind=OfficeKind.CLERK, remit=made.remit))
    return made


@pytest.fixture
def lead():
    """The office of the Lead Member, and who holds it."""
    person = PersonFactory(name="Councillor Ada Lark", category="member")
    UserFactory(person=person)
    return AppointmentFactory(
        person=person, office=OfficeFactory(kind=OfficeKind.LEAD_MEMBER, label="Lead Member for Children")
    )


@pytest.fixture
def meeting(panel):
    return MeetingFactory(body=panel, starts_at=on(TODAY + timedelta(days=40)))


def call(meeting, office, by, title="Question time"):
    return agenda.add_item(meeting, title=title, kind="call", called=office, by=by)


def published(meeting, by):
    about = {"published_at": timezone.now(), "published_by": by, "status": Meeting.Status.CONFIRMED}
    Meeting.objects.filter(pk=meeting.pk).update(**about)


def test_scrutiny_calls_the_lead_member(meeting, lead, people):
    item = call(meeting, lead.office, people.clerk)
    assert (item.kind, item.called) == (AgendaItem.Kind.CALL, lead.office)


@pytest.mark.parametrize("basis", [one for one in LegalBasis if one != LegalBasis.SCRUTINY])
def test_no_other_body_may_call_anybody(lead, people, basis):
    other = BodyFactory(legal_basis=basis)
    meeting = MeetingFactory(body=other, starts_at=on(TODAY + timedelta(days=40)))
    with pytest.raises(agenda.CannotChangeAgenda, match=r"no overview and scrutiny committee.*section 9FA\(8\)"):
        call(meeting, lead.office, people.clerk)
    assert not meeting.items.exists()
    assert not calling_to_account.offices_for(other, TODAY).exists()
    item = AgendaItemFactory(meeting=meeting)
    with pytest.raises(agenda.CannotChangeAgenda, match="no overview and scrutiny committee"):
        agenda.edit_item(item, kind="call", called=lead.office, by=people.clerk)


def test_a_call_says_who_is_called(meeting, people):
    with pytest.raises(agenda.CannotChangeAgenda, match="Choose who is called"):
        call(meeting, None, people.clerk)


def test_somebody_of_another_organisation_is_invited_and_not_called(meeting, people):
    office = OfficeFactory(kind=OfficeKind.PARTNER, label="Designated nurse")
    with pytest.raises(agenda.CannotChangeAgenda, match="Designated nurse is neither of the executive nor an officer"):
        call(meeting, office, people.clerk)


def test_offices_that_somebody_holds_come_first(panel, lead):
    vacant = OfficeFactory(kind=OfficeKind.DIRECTOR, label="A director")
    OfficeFactory(kind=OfficeKind.COUNCILLOR)
    assert list(calling_to_account.offices_for(panel, TODAY)) == [lead.office, vacant]


def test_who_is_called_is_told_the_day_and_the_title_once_it_is_public(meeting, lead, people):
    call(meeting, lead.office, people.clerk, title="Dentists")
    day = f"{meeting.starts_at:%A} {meeting.starts_at.day} {meeting.starts_at:%B %Y}"
    (line,) = waiting.next_for(lead.person.user)
    assert line.text == f"Children's Scrutiny Panel asks you to come and answer questions on {day}"
    assert line.url == reverse("committees:public_body", args=[meeting.body_id])
    published(meeting, people.clerk)
    (line,) = waiting.next_for(lead.person.user)
    assert line.text.endswith("about “Dentists”")
    assert line.url == reverse("committees:meeting", args=[meeting.pk])


def test_whoever_holds_the_office_on_the_day_is_told(meeting, lead, people):
    call(meeting, lead.office, people.clerk)
    Appointment.objects.filter(pk=lead.pk).update(ends_on=TODAY + timedelta(days=10))
    after = PersonFactory(name="Councillor Omar Reed", category="member")
    AppointmentFactory(person=after, office=lead.office, starts_on=TODAY + timedelta(days=11))
    assert calling_to_account.asked(lead.person.user) == []
    assert len(calling_to_account.asked(UserFactory(person=after))) == 1
    (found,) = calling_to_account.of_meeting(meeting)
    assert found.holders == [after]


@pytest.mark.parametrize("status", [Meeting.Status.CANCELLED, Meeting.Status.HELD])
def test_nobody_is_told_of_a_meeting_that_does_not_come(meeting, lead, people, status):
    call(meeting, lead.office, people.clerk)
    Meeting.objects.filter(pk=meeting.pk).update(status=status)
    assert calling_to_account.asked(lead.person.user) == []


def test_nobody_is_told_of_what_is_withdrawn_or_over(meeting, lead, people):
    item = call(meeting, lead.office, people.clerk)
    past = MeetingFactory(body=meeting.body, starts_at=on(TODAY - timedelta(days=3)))
    AgendaItemFactory(meeting=past, kind="call", called=lead.office)
    AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), withdrawn_why="Done in writing")
    assert calling_to_account.asked(lead.person.user) == []


def test_a_vacant_office_is_a_warning(meeting, people, sign_in):
    vacant = OfficeFactory(kind=OfficeKind.DIRECTOR, label="Director")
    call(meeting, vacant, people.clerk)
    (found,) = calling_to_account.of_meeting(meeting)
    assert found.holders == []
    assert "Nobody holds this office" in found.warnings[0]
    page = sign_in(people.clerk).get(reverse("committees:agenda", args=[meeting.pk]))
    assert "Nobody holds this office" in page.text


def test_a_call_after_the_last_lawful_day_is_a_warning(panel, lead, people):
    soon = MeetingFactory(body=panel, starts_at=on(TODAY + timedelta(days=2)))
    call(soon, lead.office, people.clerk)
    (found,) = calling_to_account.of_meeting(soon)
    assert "fair notice" in found.warnings[0]


def test_the_clerk_sees_who_is_called_and_the_public_that_they_are(client, meeting, lead, people, sign_in):
    call(meeting, lead.office, people.clerk)
    page = sign_in(people.clerk).get(reverse("committees:agenda", args=[meeting.pk]))
    assert "Councillor Ada Lark" in page.text
    published(meeting, people.clerk)
    page = client.get(reverse("committees:public_meeting", args=[meeting.pk]))
    assert "Lead Member for Children is asked to attend and answer questions." in page.text


def test_the_form_of_a_scrutiny_body_asks_who_is_called(meeting, lead, people, sign_in, body):
    url = reverse("committees:add_item", args=[meeting.pk])
    clerk = sign_in(people.clerk)
    typed = {"title": "Question time", "purpose": "comment", "kind": "call", "called": lead.office.pk}
    assert clerk.post(url, typed).status_code == 302
    assert meeting.items.get().called == lead.office
    other = MeetingFactory(body=body, starts_at=on(date(TODAY.year + 1, 3, 3)))
    assert "Who is called" not in clerk.get(reverse("committees:add_item", args=[other.pk])).text


def test_ten_calls_cost_what_one_does(meeting, lead, people, django_assert_num_queries):
    def reading(queries):
        with django_assert_num_queries(queries):
            calling_to_account.of_meeting(Meeting.objects.select_related("body").get(pk=meeting.pk))

    call(meeting, lead.office, people.clerk)
    reading(5)
    for number in range(9):
        call(meeting, lead.office, people.clerk, title=f"Question {number}")
    reading(5)
