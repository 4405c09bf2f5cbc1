"""From a cleared report to the agenda of the next meeting that takes papers, the report chosen; else to the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import agenda, onward
from committees.models import AgendaItem, Meeting, Paper
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory
from tests.factories.reports import VersionFactory, ready_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(people, body):
    report = ready_report(people.author, remit=body.remit, title="Dentists")
    report.versions.update(number=1, frozen_at=timezone.now())
    return report.versions.get()


def coming(body, days, **more):
    return MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=days), **more)


def next_of(version, person):
    """The meeting that whoever runs the meetings is led to, or None."""
    found = onward.next_meeting(version, person.user)
    return found and Meeting.objects.get(pk=found[1].split("/meetings/")[1].split("/")[0])


def published(meeting, by):
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now(), published_by=by)
    meeting.refresh_from_db()
    return meeting


def test_it_is_the_next_meeting_of_the_body_itself(version, people, body):
    coming(body, -20)
    coming(body, 5, status=Meeting.Status.CANCELLED)
    coming(BodyFactory(), 6)
    later, first = coming(body, 50), coming(body, 20)
    assert next_of(version, people.clerk) == first
    agenda.lay(version, before=AgendaItemFactory(meeting=first), by=people.clerk)
    assert next_of(version, people.clerk) == later
    assert next_of(version, people.member) is None


def test_a_published_agenda_takes_papers_while_an_item_stands_or_may_be_added(version, people, body):
    body.legal_basis = "committee"
    body.save()
    soon, later = published(coming(body, 2), people.clerk), coming(body, 50)
    assert next_of(version, people.clerk) == soon  # whoever chairs may still allow an item
    body.legal_basis = "executive"
    body.save()
    assert next_of(version, people.clerk) == later
    item = AgendaItemFactory(meeting=soon)
    assert next_of(version, people.clerk) == soon
    AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), withdrawn_why="Not ready.")
    assert next_of(version, people.clerk) == later


def test_one_that_is_open_in_the_room_is_not_it(version, people, body):
    running, later = coming(body, 0), coming(body, 50)
    Meeting.objects.filter(pk=running.pk).update(opened_at=timezone.now())
    assert next_of(version, people.clerk) == later


def test_the_report_leads_there_and_each_item_takes_it_by_one_link_and_one_press(version, people, body, sign_in):
    meeting, client = coming(body, 20), sign_in(people.clerk)
    item = AgendaItemFactory(meeting=meeting, title="Health")
    page = f"{reverse('committees:agenda', args=[meeting.pk])}?lay={version.pk}"
    report = client.get(reverse("reports:report", args=[version.report_id])).text
    assert f'href="{page}#agenda">Lay it before a meeting</a>' in report
    assert "The next meeting that takes papers is" in report
    form = reverse("committees:lay_version", args=[item.pk, version.pk])
    text = client.get(page).text
    assert "Choose the item on which “Dentists” is laid" in text
    assert f'href="{form}">Lay “Dentists” here' in text
    assert "Dentists" not in client.get(page.split("?", maxsplit=1)[0]).text
    assert "Dentists" in client.get(form).text
    client.post(form, {})
    assert Paper.objects.get().item == item


def test_without_such_a_meeting_it_leads_to_the_desk(version, people, sign_in):
    text = sign_in(people.clerk).get(reverse("reports:report", args=[version.report_id])).text
    assert f'href="{reverse("committees:desk")}">Lay it before a meeting</a>' in text
    assert "No meeting to come takes this report" in text


@pytest.mark.parametrize("asked", ["", "x", "0", "9" * 30, "²", "foreign", "draft"])
def test_an_agenda_asked_for_what_is_not_to_be_laid_says_nothing_of_it(people, body, sign_in, asked):
    foreign = VersionFactory(title="CANARY of another body", number=1, frozen_at=timezone.now())
    draft = ready_report(people.author, remit=body.remit, title="CANARY of a draft").versions.get()
    meeting = coming(body, 20)
    asked = {"foreign": foreign.pk, "draft": draft.pk}.get(asked, asked)
    response = sign_in(people.clerk).get(reverse("committees:agenda", args=[meeting.pk]), {"lay": asked})
    assert (response.status_code, "CANARY" in response.text, "is laid, or" in response.text) == (200, False, False)
