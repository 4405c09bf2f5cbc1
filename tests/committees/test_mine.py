"""My meetings: which they are, what is asked of whom, what the chair needs, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees.mine import chairing, listing
from committees.models import AgendaItem, Interest, Meeting, Minutes, Opened, ProgrammeItem, Substitution
from committees.models.bodies import LegalBasis
from roles.permissions import OfficeKind
from tests.factories.committees import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    ExemptionFactory,
    MeetingFactory,
    PaperFactory,
)
from tests.factories.reports import BlockFactory, SectionFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory

NOW = timezone.now().replace(microsecond=0)
SOON = NOW + timedelta(days=30)


@pytest.fixture
def meeting(body, people):
    return MeetingFactory(
        body=body, starts_at=SOON, published_at=NOW - timedelta(days=5), published_by=people.clerk
    )  # fmt: skip


def url(name, *args):
    return reverse(f"committees:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def public_meeting(people, **more):
    return MeetingFactory(starts_at=SOON, published_at=NOW, published_by=people.clerk, **more)


# --- Which are mine


def test_mine_are_those_of_bodies_where_i_have_a_place(people, meeting):
    elsewhere = public_meeting(people)
    for who in (people.member, people.chair, people.co_opted, people.clerk):
        assert list(listing.coming(who.user)) == [meeting]
        assert list(listing.others(who.user)) == [elsewhere]
    assert list(listing.coming(people.other.user)) == []
    assert list(listing.others(people.other.user)) == [meeting, elsewhere]


def test_a_substitute_and_who_is_called_find_their_meeting(people, meeting):
    about = {"absent": people.chair, "person": people.other, "named_at": NOW, "named_by": people.clerk}
    Substitution.objects.create(meeting=meeting, **about)
    assert list(listing.coming(people.other.user)) == [meeting]
    (own,) = listing.of([meeting], people.other.user, knows_titles=True)
    assert [ask.text for ask in own.asks] == [f"You stand in for {people.chair} and vote in their place"]
    Substitution.objects.update(ended_at=NOW, ended_by=people.clerk)
    assert list(listing.coming(people.other.user)) == []
    scrutiny = public_meeting(people, body=BodyFactory(legal_basis=LegalBasis.SCRUTINY))
    _call(scrutiny, people.other)
    assert list(listing.coming(people.other.user)) == [scrutiny]


def _call(meeting, person):
    office = OfficeFactory(kind=OfficeKind.LEAD_MEMBER)
    AppointmentFactory(person=person, office=office)
    return AgendaItemFactory(meeting=meeting, title="Question time", kind=AgendaItem.Kind.CALL, called=office)


def test_a_planned_meeting_and_the_past_are_not_to_come(people, body):
    MeetingFactory(body=body, starts_at=SOON, status=Meeting.Status.PLANNED)
    before = MeetingFactory(body=body, starts_at=NOW - timedelta(days=30))
    assert list(listing.coming(people.member.user)) == []
    assert list(listing.past(people.member.user)) == [before]


# --- What is asked of me


def asks(meeting, who):
    return [ask.text for ask in listing.of([meeting], who.user, knows_titles=True)[0].asks]


def test_who_presents_is_told(people, meeting):
    AgendaItemFactory(meeting=meeting, title="Dentists", presenter="bram holt, for the group")
    led = AgendaItemFactory(meeting=meeting, title="Homes")
    ProgrammeItem.objects.create(
        body=meeting.body, title="Homes", lead=people.author, due_month=SOON.date(), month=SOON.date(),
        agenda_item=led, planned_at=NOW,
    )  # fmt: skip
    PaperFactory(item__meeting=meeting, item__title="Schools", version__report__author=people.clearer)
    AgendaItemFactory(meeting=meeting, title="Gone", presenter="Bram Holt", withdrawn_at=NOW, withdrawn_why="Later")
    assert asks(meeting, people.member) == ["You present item 1, “Dentists”"]
    assert asks(meeting, people.author) == ["You present item 2, “Homes”"]
    assert asks(meeting, people.clearer) == ["You present item 3, “Schools”"]
    assert asks(meeting, people.co_opted) == []


def test_who_is_called_must_come(people):
    scrutiny = public_meeting(people, body=BodyFactory(legal_basis=LegalBasis.SCRUTINY))
    _call(scrutiny, people.other)
    (told,) = asks(scrutiny, people.other)
    assert told == "Come and answer questions on item 1, “Question time”: the law obliges you to"
    assert asks(scrutiny, people.member) == []


def test_an_interest_says_what_it_means_to_who_declared_it_alone(people, meeting):
    item = AgendaItemFactory(meeting=meeting, title="A contract")
    about = {"item": item, "declared_at": NOW, "declared_by": people.member}
    Interest.objects.create(person=people.member, kind="dpi", matter="I own the firm", **about)
    Interest.objects.create(person=people.co_opted, kind="other", matter="My cousin works there", **about)
    assert asks(meeting, people.member) == [
        "Leave the room for item 1, “A contract”: you declared an interest that keeps you out of it"
    ]
    assert asks(meeting, people.co_opted) == [
        "You declared an interest in item 1, “A contract”: you may stay, and the minutes say so"
    ]
    assert asks(meeting, people.chair) == []


def test_the_chair_is_asked_to_check_minutes(people, meeting):
    held = MeetingFactory(body=meeting.body, starts_at=NOW - timedelta(days=30))
    Minutes.objects.create(meeting=held, state=Minutes.State.CHECKING, sent_at=NOW, sent_to=people.chair)
    assert len([text for text in asks(meeting, people.chair) if text.startswith("Check the minutes of ")]) == 1
    assert asks(meeting, people.member) == []


def test_actions_due_by_the_meeting_are_asked_for(people, meeting):
    ActionFactory(body=meeting.body, owner=people.member, text="Visit", due_on=SOON.date() - timedelta(days=3))
    ActionFactory(body=meeting.body, owner=people.member, text="Later", due_on=SOON.date() + timedelta(days=3))
    ActionFactory(body=meeting.body, owner=people.chair, text="Not mine", due_on=SOON.date())
    (told,) = asks(meeting, people.member)
    assert told.endswith(": Visit")
    (own,) = listing.of([meeting], people.member.user, knows_titles=True)
    assert [action.text for action in own.actions] == ["Later"]


# --- The chair


def of_chair(meeting, who):
    (own,) = listing.of([meeting], who.user, knows_titles=True)
    return chairing.of(who.user, meeting, [row.line for row in own.rows])


def test_the_chair_alone_gets_the_chairs_part(people, meeting):
    AgendaItemFactory(meeting=meeting, purpose="note")
    AgendaItemFactory(meeting=meeting, purpose="decide", minutes_planned=15)
    AgendaItemFactory(meeting=meeting, late_at=NOW, late_reason="Floods", late_agreed_by=people.chair)
    for who in (people.member, people.clerk, people.co_opted, people.other):
        assert of_chair(meeting, who) is None
    found = of_chair(meeting, people.chair)
    assert [(label, [item.printed_number for item in items]) for label, items in found.asked] == [
        ("To decide", ["2"]),
        ("To note", ["1"]),
    ]
    assert found.minutes_planned == 15
    assert [item.late_reason for item in found.late] == ["Floods"]


def test_actions_older_than_two_meetings_stand_on_top(people, meeting):
    held = [
        MeetingFactory(body=meeting.body, starts_at=NOW - timedelta(days=days), status=Meeting.Status.HELD)
        for days in (160, 120, 80, 40)
    ]
    days = [timezone.localdate(one.starts_at) for one in held]
    ActionFactory(body=meeting.body, text="Of the second", agreed_on=days[1])
    ActionFactory(body=meeting.body, text="Of the first", agreed_on=days[0])
    (old,) = of_chair(meeting, people.chair).old_actions
    assert (old["text"], old["mark"]) == ("Of the first", "Open for 3 meetings")


def test_nothing_is_old_before_two_meetings(people, meeting):
    ActionFactory(body=meeting.body, agreed_on=NOW.date() - timedelta(days=900))
    assert of_chair(meeting, people.chair).old_actions == []


# --- The pages


def test_my_meetings_shows_papers_pages_time_and_what_is_asked(people, sign_in, meeting):
    paper = PaperFactory(item__meeting=meeting, item__purpose="decide", laid_at=NOW - timedelta(days=6))
    BlockFactory(section=SectionFactory(version=paper.version), text=" ".join(["word"] * 690))
    page = sign_in(people.member).get(url("my_meetings")).text
    assert "In 30 days, your next meeting" in page
    assert "About 2 pages and 3 minutes" in page
    assert "1 item to decide" in page
    assert "You have not opened this meeting yet" in page
    assert "230 words a minute" in page


def test_opening_a_meeting_and_a_paper_is_noted_for_who_opened_them(people, sign_in, meeting):
    paper = PaperFactory(item__meeting=meeting)
    client = sign_in(people.member)
    client.get(url("meeting", meeting))
    client.get(url("paper", paper))
    rows = Opened.objects.values_list("person", "meeting", "paper")
    assert set(rows) == {(people.member.pk, meeting.pk, None), (people.member.pk, meeting.pk, paper.pk)}


def test_a_paper_that_one_may_not_read_is_not_noted(people, sign_in, meeting):
    paper = PaperFactory(item__meeting=meeting)
    ExemptionFactory(paper=paper)
    assert sign_in(people.co_opted).get(url("paper", paper)).status_code in (403, 404)
    assert sign_in(people.member, code=False).get(url("paper", paper)).status_code == 302
    assert not Opened.objects.exists()


def test_a_paper_leads_to_the_next_in_the_order_of_the_agenda(people, sign_in, meeting):
    papers = [PaperFactory(item__meeting=meeting) for _ in range(3)]
    ExemptionFactory(paper=papers[1])
    page = sign_in(people.co_opted).get(url("paper", papers[0])).text
    assert url("paper", papers[2]) in page
    assert url("paper", papers[1]) not in page
    page = sign_in(people.member).get(url("paper", papers[0])).text
    assert url("paper", papers[1]) in page
    assert papers[1].title in page
    page = sign_in(people.member, code=False).get(url("paper", papers[0])).text
    assert papers[1].title not in page
    assert "A private paper" in page


def test_no_private_title_without_a_code(people, sign_in, meeting):
    paper = PaperFactory(item__meeting=meeting, version__report__title="Quillfeather", laid_at=NOW)
    ExemptionFactory(paper=paper)
    for page in (url("my_meetings"), url("meeting", meeting), reverse("home")):
        assert "Quillfeather" not in sign_in(people.member, code=False).get(page).text, page
        assert "Quillfeather" not in sign_in(people.co_opted).get(page).text, page
    assert "Quillfeather" in sign_in(people.member).get(url("my_meetings")).text


def test_past_meetings_tell_of_minutes_as_far_as_one_may_read_them(people, sign_in, body):
    held = MeetingFactory(body=body, starts_at=NOW - timedelta(days=30), status=Meeting.Status.HELD)
    Minutes.objects.create(meeting=held, state=Minutes.State.DRAFT)
    page = sign_in(people.member).get(url("past_meetings")).text
    assert "The minutes are not there yet" in page
    assert "being drafted" in sign_in(people.clerk).get(url("past_meetings")).text
    Minutes.objects.update(state=Minutes.State.CHECKED, checked_at=NOW, checked_by=people.chair)
    assert "checked by the chair" in sign_in(people.member).get(url("past_meetings")).text


@pytest.mark.parametrize("name", ["my_meetings", "past_meetings", "other_meetings"])
def test_a_list_costs_the_same_for_ten_and_for_a_hundred(people, sign_in, body, name):
    client = sign_in(people.member)

    def fill(count):
        for at in range(count):
            days = timedelta(days=at % 40 + 1)
            for where, starts_at in ((body, NOW + days), (body, NOW - days), (None, NOW + days)):
                place = {"body": where} if where else {}
                made = MeetingFactory(starts_at=starts_at, published_at=NOW, published_by=people.clerk, **place)
                PaperFactory(item__meeting=made, laid_at=NOW)
                ActionFactory(body=made.body, owner=people.member, due_on=NOW.date())

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name)).status_code == 200
        return len(queries)

    fill(10)
    asked()
    before = asked()
    fill(40)
    assert asked() == before


def test_a_meeting_costs_the_same_for_one_item_and_for_many(people, sign_in, meeting):
    client = sign_in(people.chair)

    def fill():
        paper = PaperFactory(item__meeting=meeting, laid_at=NOW)
        BlockFactory(section=SectionFactory(version=paper.version))
        ActionFactory(body=meeting.body, owner=people.chair)

    def asked(page):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    fill()
    pages = [url("meeting", meeting), url("paper", meeting.items.get().papers.get())]
    for page in pages:
        asked(page)
    before = [asked(page) for page in pages]
    for _ in range(12):
        fill()
    assert [asked(page) for page in pages] == before
