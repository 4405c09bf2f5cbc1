"""Why somebody may not read a paper that they may know of, and whom to ask; nobody else learns that it is there."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import exempt
from committees.models import Interest, Meeting, Seat, Substitution
from committees.models.bodies import LegalBasis
from roles.models import AuditRow
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory, sit
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')  # it is another in each answer
SECRET = "Zorblax, what nobody outside may read"


def laid(body, people, **grounds):
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    item = AgendaItemFactory(meeting=meeting, title="Placements")
    paper = PaperFactory(item=item, version__title=SECRET, version__report__author=people.author)
    private = {"kind": "exempt", "paragraphs": [1, 5], "reason": f"{SECRET} because"} | grounds
    exempt.keep_private(paper, **private, by=people.clerk)
    return paper


@pytest.fixture
def paper(body, people):
    return laid(body, people)


def address(paper, name="paper"):
    return reverse(f"committees:{name}", args=[paper.pk])


def open_(sign_in, person, paper, name="paper"):
    return sign_in(person).get(address(paper, name))


def barred(person, paper):
    told = {"kind": "dpi", "declared_at": timezone.now(), "declared_by": person}
    return Interest.objects.create(item=paper.item, person=person, **told)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("other", "You have no voting place on it."),
        ("co_opted", "has no vote"),
        ("head_clerk", "You have no voting place on it."),
        ("guardian", "You have no voting place on it."),
    ],
)
def test_the_page_says_why_and_whom_to_ask(paper, people, sign_in, who, why):
    officer = UserFactory(person=PersonFactory(name="Una Birch", email="una@wexcombe.example")).person
    AppointmentFactory(person=officer, office=OfficeFactory(kind=OfficeKind.MONITORING_OFFICER))
    page = open_(sign_in, getattr(people, who), paper)
    assert page.status_code == 403
    for words in (
        "Placements", why, "paragraphs 1 and 5", "information about a particular person", "legal advice",
        "Clerk Hattie Brook", "Una Birch", "una@wexcombe.example", "Ask to read it",
    ):  # fmt: skip
        assert words in page.text, words
    assert "Zorblax" not in page.text
    assert page["Cache-Control"] == "no-store, private"
    row = AuditRow.objects.get(did="was told why they may not read a paper of")
    assert (row.actor_id, row.details) == (getattr(people, who).pk, {"paper": paper.pk})


def test_who_came_after_the_meeting_is_told_so(paper, people, sign_in):
    late = UserFactory(person=PersonFactory(name="Councillor Lee Late")).person
    held = sit(late, paper.item.meeting.body)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=9))
    held.starts_on = timezone.localdate() - timedelta(days=2)
    held.save()
    assert "had none on the day of this meeting" in open_(sign_in, late, paper).text


def test_an_interest_is_said_and_nothing_is_offered(paper, people, sign_in):
    assert open_(sign_in, people.member, paper).status_code == 200
    barred(people.member, paper)
    page = open_(sign_in, people.member, paper)
    assert page.status_code == 403
    assert "An interest of yours in this item keeps you out of it" in page.text
    assert "Ask to read it" not in page.text
    sent = sign_in(people.member).post(address(paper, "ask_leave"), {"why": "I want to."})
    assert "has an interest in this item" in sent.text
    assert "I want to." in sent.text


def test_a_confidential_paper_is_for_those_who_are_named(body, people, sign_in):
    paper = laid(body, people, kind="confidential", paragraphs=[])
    page = open_(sign_in, people.member, paper)
    assert (page.status_code, "only those read it who are named for it" in page.text) == (403, True)


def test_a_right_by_law_is_said(body, people, sign_in):
    paper = laid(body, people, paragraphs=[6])
    page = open_(sign_in, people.other, paper)
    assert "it opens at once" in page.text
    page = sign_in(people.other).post(address(paper, "ask_leave"), {"why": "For scrutiny."}, follow=True)
    assert (page.status_code, SECRET in page.text) == (200, True)
    assert "it opens at once" not in open_(sign_in, people.co_opted, paper).text


def nothing_is_there(sign_in, person, paper):
    """Is the answer to this person the very same as for a paper that does not exist?"""
    client = sign_in(person)
    missing, found = client.get(reverse("committees:paper", args=[987654])), client.get(address(paper))
    return (found.status_code, TOKEN.sub("", found.text)) == (404, TOKEN.sub("", missing.text))


def test_where_the_meeting_itself_is_not_theirs_there_is_nothing(people, sign_in):
    panel = BodyFactory(name="A panel", legal_basis=LegalBasis.INFORMAL)
    assert nothing_is_there(sign_in, people.member, laid(panel, people))


def test_before_the_agenda_is_published_and_after_the_paper_is_taken_off_there_is_nothing(paper, people, sign_in):
    Meeting.objects.update(published_at=None, published_by=None)
    assert nothing_is_there(sign_in, people.other, paper)
    assert nothing_is_there(sign_in, people.co_opted, paper)
    Meeting.objects.update(published_at=timezone.now(), published_by=people.clerk)
    pk = paper.pk
    assert open_(sign_in, people.other, paper).status_code == 403
    paper.exemptions.update(version=paper.version)
    paper.delete()
    paper.pk = pk
    assert nothing_is_there(sign_in, people.other, paper)


@pytest.mark.parametrize("name", ["report_pdf", "document"])
def test_its_files_are_simply_not_there(paper, people, sign_in, name):
    assert open_(sign_in, people.other, paper, name).status_code == 404


def test_the_public_is_told_nothing_here(paper, client):
    assert client.get(address(paper)).status_code == 302
    assert client.get(reverse("committees:public_paper", args=[paper.pk])).status_code == 404


def test_the_agenda_leads_there_for_who_is_signed_in_and_not_for_the_public(paper, people, sign_in, client):
    meeting = paper.item.meeting
    page = open_(sign_in, people.other, meeting, "meeting").text
    assert f'href="{address(paper)}"' in page
    assert "Why you may not read it" not in client.get(reverse("committees:public_meeting", args=[meeting.pk])).text


def test_a_named_substitute_reads_as_a_member_at_their_meeting_alone(paper, body, people, sign_in):
    beside = laid(body, people)
    person = UserFactory(person=PersonFactory(name="Councillor Sid Stand")).person
    sit(person, body, Seat.Capacity.SUBSTITUTE, OfficeKind.PARENTING_PLACE)
    assert open_(sign_in, person, paper).status_code == 403
    named = Substitution.objects.create(
        meeting=paper.item.meeting, absent=people.member, person=person, named_at=timezone.now(), named_by=people.clerk
    )
    assert [open_(sign_in, person, one).status_code for one in (paper, beside)] == [200, 403]
    held = barred(person, paper)
    assert open_(sign_in, person, paper).status_code == 403
    held.delete()
    named.ended_at, named.ended_by = timezone.now(), people.clerk
    named.save()
    assert open_(sign_in, person, paper).status_code == 403
