"""What a change of law would open at once, who may not sit by law, and words that everybody can read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import agenda, bodies, exempt
from committees.models import Meeting, Paper, Seat
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.models import Person
from roles.permissions import PUBLIC, OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

PROTECTED = "Zephyrine Quillfeather"


@pytest.fixture
def final(body, people):
    """An informal body's meeting whose agenda is final, with an open paper on it."""
    bodies.settle(body, legal_basis=LegalBasis.INFORMAL, by=SYSTEM)
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    PaperFactory(item=AgendaItemFactory(meeting=meeting))
    return meeting


def open_papers():
    return list(Paper.objects.visible_to(PUBLIC))


def test_settling_a_body_under_an_open_law_says_first_that_final_agendas_become_public(final):
    with pytest.raises(bodies.CannotChangeBody, match="1 agenda of this body that is final would become public"):
        bodies.settle(final.body, legal_basis=LegalBasis.COMMITTEE, by=SYSTEM)
    assert open_papers() == []
    bodies.settle(final.body, legal_basis=LegalBasis.COMMITTEE, opens=True, by=SYSTEM)
    assert len(open_papers()) == 1


def test_the_page_asks_for_a_tick_and_keeps_what_was_chosen(final, people, sign_in):
    client, address = sign_in(people.clerk), reverse("committees:settle", args=[final.body_id])
    page = client.post(address, {"legal_basis": "committee", "kind": "parenting"}).text
    assert "would become public at once" in page
    assert "I know that final agendas" in page
    assert open_papers() == []
    client.post(address, {"legal_basis": "committee", "kind": "parenting", "opens": "on"})
    assert len(open_papers()) == 1


def test_a_body_without_final_agendas_is_asked_nothing(body, people, sign_in):
    page = sign_in(people.clerk).get(reverse("committees:settle", args=[body.pk])).text
    assert "I know that final agendas" not in page


@pytest.mark.parametrize("kind", [OfficeKind.LEADER, OfficeKind.LEAD_MEMBER, OfficeKind.EXECUTIVE_MEMBER])
def test_a_member_of_the_executive_has_no_place_on_scrutiny(db, kind):
    panel = BodyFactory(name="Children's Scrutiny Panel", legal_basis=LegalBasis.SCRUTINY)
    person = PersonFactory(category=Person.Category.MEMBER)
    today = timezone.localdate()
    AppointmentFactory(person=person, office=OfficeFactory(kind=kind))
    with pytest.raises(bodies.CannotSit, match="section 9FA"):
        bodies.seat(panel, person, capacity=Seat.Capacity.MEMBER, starts_on=today, by=SYSTEM)
    other = PersonFactory(category=Person.Category.MEMBER)
    assert bodies.seat(panel, other, capacity=Seat.Capacity.MEMBER, starts_on=today, by=SYSTEM).person == other


def test_no_item_is_added_late_to_a_meeting_that_is_over(body, people):
    held = MeetingFactory(
        body=body,
        starts_at=timezone.now() - timedelta(days=2),
        status=Meeting.Status.HELD,
        published_at=timezone.now() - timedelta(days=20),
        published_by=people.clerk,
    )
    late = {"reason": "It cannot wait.", "agreed_by": people.chair}
    with pytest.raises(agenda.CannotChangeAgenda, match="is over"):
        agenda.add_item(held, title="After the event", late=late, by=people.clerk)
    assert not held.items.exists()


@pytest.mark.parametrize("status", [Meeting.Status.HELD, Meeting.Status.INQUORATE])
def test_the_published_agenda_of_a_meeting_that_is_over_is_a_record(body, people, sign_in, status):
    item = AgendaItemFactory(meeting=MeetingFactory(body=body), title="As it was")
    over = {"published_at": timezone.now(), "published_by": people.clerk, "status": status}
    Meeting.objects.filter(pk=item.meeting_id).update(**over)
    with pytest.raises(agenda.CannotChangeAgenda, match="is the record"):
        agenda.edit_item(item, title="As somebody would like it", by=people.clerk)
    item.refresh_from_db()
    assert item.title == "As it was"
    page = sign_in(people.clerk).get(reverse("committees:agenda", args=[item.meeting_id])).text
    assert reverse("committees:edit_item", args=[item.pk]) not in page


def test_a_paper_is_not_expected_after_the_meeting(body, people):
    meeting = MeetingFactory(body=body)
    day = timezone.localdate(meeting.starts_at)
    for late in (1, 400):
        with pytest.raises(agenda.CannotChangeAgenda, match="cannot be expected on"):
            agenda.add_item(
                meeting, title="Homes", expects_paper=True, follows_on=day + timedelta(days=late), by=people.clerk
            )
    item = agenda.add_item(meeting, title="Homes", expects_paper=True, follows_on=day, by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="cannot be expected on"):
        agenda.edit_item(item, follows_on=day + timedelta(days=1), by=people.clerk)


@pytest.mark.parametrize("paragraphs", [[1], [2], [1, 2], [5]])
def test_fact_13_not_every_councillor_may_see_a_paper_that_identifies_a_child(body, people, paragraphs):
    """LGA 1972 s100F(2): paragraphs 1, 2, 4, 5 and 7 open to no councillor by right; a place on the body does it."""
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting))
    exempt.keep_private(paper, kind="exempt", paragraphs=paragraphs, reason="A child is known by it.", by=people.clerk)
    for name, sees in (("member", True), ("chair", True), ("other", False), ("co_opted", False), ("admin", False)):
        assert Paper.objects.visible_to(getattr(people, name).user).filter(pk=paper.pk).exists() is sees, name


@pytest.fixture
def protected(db):
    return PersonFactory(name=PROTECTED, category=Person.Category.YOUNG)


def test_protected_names_are_stopped_in_every_public_word_of_a_body(body, people, protected, sign_in):
    clerk, head = sign_in(people.clerk), sign_in(people.head_clerk)
    words = f"Asked by {PROTECTED}"
    other = BodyFactory(name="Another body")
    meeting = MeetingFactory(body=body)
    sent = [
        (clerk, "agree", body, {"text": words}, "text"),
        (clerk, "add_item", meeting, {"title": "Homes", "presenter": words}, "presenter"),
        (
            head,
            "new_link",
            body,
            {"kind": "advises", "other": other.pk, "note": words} | typed_date("starts_on", timezone.localdate()),
            "note",
        ),
    ]
    for client, name, thing, typed, field in sent:
        page = client.post(reverse(f"committees:{name}", args=[thing.pk]), typed)
        assert (page.status_code, f'href="#id_{field}"' in page.text, words in page.text) == (200, True, True), name
    assert (body.actions.count(), meeting.items.count(), body.links.count()) == (0, 0, 0)
