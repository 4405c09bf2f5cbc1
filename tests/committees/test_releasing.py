"""Two people open what was kept private, and the second could read it; what is confidential has no way out."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from committees import exempt, releasing
from committees.exempt import CannotRelease
from committees.models import Paper
from roles.models import Appointment, AuditRow
from roles.permissions import PUBLIC, OfficeKind
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import ClearanceFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(body, people):
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    made = PaperFactory(item=AgendaItemFactory(meeting=meeting), version__report__author=people.author)
    about = {"report": made.version.report, "version": made.version, "sent_by": people.author}
    ClearanceFactory(asked=people.clearer, outcome="cleared", decided_at=timezone.now(), **about)
    exempt.keep_private(made, kind="exempt", paragraphs=[1], reason="A child.", by=people.clerk)
    return made


@pytest.fixture
def second_clerk(body, people):
    person = UserFactory(person=PersonFactory(name="Clerk Zoe Ames")).person
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.CLERK, remit=body.remit))
    return person


def is_open(paper):
    return Paper.objects.visible_to(PUBLIC).filter(pk=paper.pk).exists()


def propose(sign_in, people, paper):
    page = sign_in(people.clerk).post(reverse("committees:release", args=[paper.pk]), {"checked": "on"})
    ticket = releasing.propose(paper, by=people.clerk)
    assert "/committees/release/" in page.text
    return reverse("committees:confirm_release", args=[ticket])


def test_a_clerk_proposes_and_another_who_read_it_confirms(paper, people, second_clerk, sign_in):
    address = propose(sign_in, people, paper)
    assert not is_open(paper)
    client = sign_in(second_clerk)
    assert "Read all of the paper first" in client.post(address, {}).text
    assert not is_open(paper)
    page = client.post(address, {"checked": "on"}, follow=True)
    assert "The paper is open to the public." in page.text
    assert is_open(paper)
    ended = paper.exemptions.get()
    assert (ended.ended_by, ended.ended_with) == (people.clerk, second_clerk)
    assert AuditRow.objects.filter(did="proposed to open to the public a paper of").exists()
    assert "ended already" in client.post(address, {"checked": "on"}).text


def test_who_cleared_it_may_confirm_too(paper, people, sign_in):
    address = propose(sign_in, people, paper)
    sign_in(people.clearer).post(address, {"checked": "on"})
    assert is_open(paper)


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("author", 403), ("member", 403), ("other", 404), ("admin", 404), ("guardian", 404)],
)
def test_nobody_else_is_the_second(paper, people, sign_in, who, status):
    address = propose(sign_in, people, paper)
    answer = sign_in(getattr(people, who)).post(address, {"checked": "on"})
    assert (answer.status_code, is_open(paper)) == (status, False)
    if who == "clerk":
        assert "Two different people" in answer.text


def test_the_monitoring_officer_confirms_only_what_they_may_read(paper, people, sign_in):
    officer = UserFactory().person
    AppointmentFactory(person=officer, office=OfficeFactory(kind=OfficeKind.MONITORING_OFFICER))
    assert sign_in(officer).post(propose(sign_in, people, paper), {"checked": "on"}).status_code == 404
    assert not is_open(paper)


def test_what_was_proposed_is_good_for_a_week_and_as_long_as_the_clerk_is(paper, people, second_clerk):
    ticket = releasing.propose(paper, by=people.clerk)
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(CannotRelease, match="a week"):
        releasing.confirm(ticket, by=second_clerk)
    with pytest.raises(CannotRelease, match="not complete"):
        releasing.confirm(ticket[:-2], by=second_clerk)
    Appointment.objects.filter(person=people.clerk).delete()
    with pytest.raises(CannotRelease, match="not the clerk of this body any more"):
        releasing.confirm(ticket, by=second_clerk)
    assert not is_open(paper)


def test_a_confidential_paper_is_opened_by_nobody(paper, people, sign_in):
    ticket = releasing.propose(paper, by=people.clerk)
    paper.exemptions.update(kind="confidential", paragraphs=[])
    with pytest.raises(CannotRelease, match="confidential"):
        releasing.propose(paper, by=people.clerk)
    with pytest.raises(CannotRelease, match="confidential"):
        releasing.confirm(ticket, by=people.clearer)
    page = sign_in(people.clerk).post(reverse("committees:release", args=[paper.pk]), {"checked": "on"})
    assert "cannot be opened here" in page.text
