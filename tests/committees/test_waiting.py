"""What waits for somebody, and what is next."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import waiting
from committees.models import Minutes, Opened
from tests.factories.committees import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    ExemptionFactory,
    MeetingFactory,
    PaperFactory,
)
from tests.factories.reports import ReportFactory, VersionFactory

SOON = timezone.now() + timedelta(days=30)


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=SOON)


def texts(things):
    return [thing.text for thing in things]


def test_a_clerk_is_told_of_agendas_to_publish_with_their_deadline(people, meeting):
    AgendaItemFactory(meeting=meeting, title="Dentists", expects_paper=True)
    MeetingFactory(starts_at=SOON)
    (thing,) = waiting.waiting_for(people.clerk.user)
    assert thing.do == "Commission a report"
    assert thing.due_on < SOON.date()
    assert "“Dentists”: the paper is awaited" in thing.note


def test_a_published_agenda_no_longer_waits(people, meeting):
    meeting.published_at, meeting.published_by = timezone.now(), people.clerk
    meeting.save()
    assert waiting.waiting_for(people.clerk.user) == []


def test_a_clerk_is_told_of_cleared_reports_that_lie_nowhere(people, body):
    VersionFactory(frozen=True, report=ReportFactory(title="Dentists", remit=body.remit))
    VersionFactory(frozen=True, report=ReportFactory(title="For others", remit=BodyFactory().remit))
    VersionFactory(report=ReportFactory(title="A draft", remit=body.remit))
    laid = VersionFactory(frozen=True, report=ReportFactory(title="Laid", remit=body.remit))
    PaperFactory(version=laid)
    assert texts(waiting.waiting_for(people.clerk.user)) == ["“Dentists” is cleared and lies on no agenda"]


def test_an_owner_is_told_of_open_actions_alone(people, body):
    action = ActionFactory(body=body, owner=people.author, text="Ask the dentists", due_on="2026-12-01")
    ActionFactory(body=body, owner=people.chair)
    ActionFactory(body=body, owner=people.author, done_at=timezone.now(), done_by=people.author)
    (thing,) = waiting.waiting_for(people.author.user)
    assert (thing.text, thing.url) == ("Ask the dentists", reverse("committees:complete", args=[action.pk]))


def test_minutes_wait_for_whoever_is_asked_to_check_them(people, meeting):
    Minutes.objects.create(meeting=meeting, state=Minutes.State.CHECKING, sent_at=timezone.now(), sent_to=people.chair)
    (thing,) = waiting.waiting_for(people.chair.user)
    assert thing.text.startswith("Check the minutes of Corporate Parenting Sub-Committee of ")
    assert thing.url == reverse("committees:minutes", args=[meeting.pk])
    assert waiting.waiting_for(people.member.user) == []


def test_a_member_sees_meetings_and_new_papers_and_no_private_title(people, meeting):
    paper = PaperFactory(
        item__meeting=meeting, item__title="A placement", version__report__title="Canary", laid_at=timezone.now()
    )
    ExemptionFactory(paper=paper)
    MeetingFactory(starts_at=SOON)
    assert len(waiting.next_for(people.member.user)) == 1
    meeting.published_at, meeting.published_by = timezone.now(), people.clerk
    meeting.save()
    assert texts(waiting.next_for(people.member.user))[1:] == ["New paper: A placement"]
    assert len(waiting.next_for(people.member.user)) == 2
    assert len(waiting.next_for(people.co_opted.user)) == 1
    assert waiting.next_for(people.other.user) == []


def test_what_came_since_a_member_opened_a_meeting_is_one_line(people, meeting):
    now = timezone.now()
    meeting.published_at, meeting.published_by = now - timedelta(days=20), people.clerk
    meeting.save()
    Opened.objects.create(person=people.member, meeting=meeting, at=now - timedelta(days=10))
    PaperFactory(item__meeting=meeting, laid_at=now - timedelta(days=12))
    assert len(waiting.next_for(people.member.user)) == 1
    for _ in range(2):
        PaperFactory(item__meeting=meeting, laid_at=now - timedelta(days=9))
    assert texts(waiting.next_for(people.member.user))[1:] == ["2 new papers to read"]
    assert len(waiting.next_for(people.chair.user)) == 1
    Opened.objects.update(at=now)
    assert len(waiting.next_for(people.member.user)) == 1


def test_the_home_page_costs_the_same_for_one_and_for_many(people, meeting, sign_in):
    client = sign_in(people.clerk)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("home")).status_code == 200
        return len(queries)

    def fill():
        PaperFactory(item__meeting=MeetingFactory(body=meeting.body, starts_at=SOON), laid_at=timezone.now())
        VersionFactory(frozen=True, report=ReportFactory(remit=meeting.body.remit))
        ActionFactory(body=meeting.body, owner=people.clerk)

    fill()
    before = asked()
    for _ in range(3):
        fill()
    assert asked() == before
