"""The public record in plain words: what happened when, under which name, and what may be kept of it for how long."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import agenda, bodies, exempt
from committees.models import ItemLink, Meeting, Minutes, MinutesVersion, Publication
from committees.models.bodies import LegalBasis
from roles.audit import SYSTEM
from tests.committees.test_public import CANARY, MOST_QUERIES, PUBLISHED, built, lay, private, report
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, sit
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=datetime(2035, 5, 15, 9, tzinfo=UTC))


def shown(client, meeting):
    return client.get(reverse("committees:public_meeting", args=[meeting.pk])).text


def publish(meeting, by):
    agenda.publish(meeting, by=by)
    Publication.objects.filter(meeting=meeting).update(at=PUBLISHED)


def content(item, **about):
    decisions = [["Agreed as recommended: The plan is agreed.", "It was proposed by Councillor Bram Holt."]]
    return {"people": [{"heading": "Present", "rows": [["Councillor Ada Marsh", "in the chair"]]}],
            "items": [{"item": item.pk, "decisions": decisions}]} | about  # fmt: skip


def minuted(meeting, item, *, approved=True):
    """The minutes of a meeting, frozen, and approved at a later one where nothing else is said."""
    on = AgendaItemFactory(meeting=MeetingFactory(body=meeting.body)) if approved else None
    about = {"approved_at": timezone.now(), "approved_by": PersonFactory(), "approved_on": on} if approved else {}
    made = Minutes.objects.create(meeting=meeting, state="approved" if approved else "laid", **about)
    MinutesVersion.objects.create(
        minutes=made, number=1, content=content(item), private_content={"items": [{"text": CANARY}]},
        sha256="x", frozen_at=timezone.now(), frozen_by=PersonFactory(),
    )  # fmt: skip
    return made


# --- When each thing was published


def test_the_page_says_to_the_second_when_each_thing_was_published(client, meeting, people):
    paper = lay(meeting, report("Dentists for every child"))
    publish(meeting, people.clerk)
    page = shown(client, meeting)
    assert "1 December 2026 at 9:00:00am</time><br>The agenda was published" in page
    assert (
        ', and with it:<ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-1"><li><a class="govuk-link"'
        in page
    )
    assert f'href="/meetings/papers/{paper.pk}/">Dentists for every child</a></li></ul>' in page
    assert Publication.objects.filter(kind="paper").get().sha256 in page


def test_a_paper_taken_out_of_sight_is_told_of_without_its_title(client, meeting, people):
    paper = lay(meeting, report(CANARY), title="Dentists")
    publish(meeting, people.clerk)
    assert CANARY in shown(client, meeting)
    exempt.keep_private(paper, kind="exempt", paragraphs=[1], reason="A child.", by=people.clerk)
    page = shown(client, meeting)
    assert CANARY not in page
    assert "a paper that is private now" in page
    assert "A paper was taken out of public sight" in page
    assert not any(row.sha256 in page for row in Publication.objects.filter(kind="paper"))


def test_what_changed_since_is_told(client, meeting, people):
    item = AgendaItemFactory(meeting=meeting, title="Dentists")
    publish(meeting, people.clerk)
    agenda.withdraw(item, why="Too early", by=people.clerk)
    assert "Item 1 was withdrawn" in shown(client, meeting)


def test_one_published_before_this_was_kept_says_when_its_agenda_was(client, body):
    old = MeetingFactory(body=body, published_at=PUBLISHED, published_by=PersonFactory())
    assert "1 December 2026 at 9:00:00am</time><br>The agenda was published" in shown(client, old)


# --- In plain words


def test_why_a_paper_is_private_is_said_in_plain_words_and_in_those_of_the_law(client, meeting, people):
    private(meeting)
    Meeting.objects.update(published_at=PUBLISHED, published_by=people.clerk)
    page = shown(client, meeting)
    assert "information about a particular person; and information that is likely to reveal who a person is." in page
    assert "paragraphs 1 and 2 of Part 1 of Schedule 12A" in page
    assert "Why some things are private" in page
    assert CANARY not in page


def test_an_item_foreseen_as_private_says_why_before_any_paper_is_there(client, meeting, people):
    about = {"likely_private": True, "private_kind": "exempt", "private_paragraphs": [3], "private_reason": CANARY}
    AgendaItemFactory(meeting=meeting, title="A contract", **about)
    publish(meeting, people.clerk)
    page = shown(client, meeting)
    assert "Likely to be taken in private" in page
    assert "the money or business matters" in page
    assert CANARY not in page


def test_who_wants_to_come_is_told_how_and_nobody_is_any_more_when_it_is_over(client, meeting, people):
    AgendaItemFactory(meeting=meeting)
    publish(meeting, people.clerk)
    assert "Can I come?" in shown(client, meeting)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=2), status=Meeting.Status.HELD)
    page = shown(client, meeting)
    assert "Can I come?" not in page
    assert "will be here once a later meeting has agreed that they are right" in page


# --- Minutes and decisions


def test_decisions_are_public_with_the_approved_minutes_and_no_sooner(client, meeting, people):
    item = AgendaItemFactory(meeting=meeting, title="The plan")
    publish(meeting, people.clerk)
    # Of another meeting, so that no number here is that of something else by chance.
    other = AgendaItemFactory(meeting=MeetingFactory(body=meeting.body))
    MinutesVersion.objects.filter(minutes=minuted(other.meeting, other)).update(number=7)
    minuted(meeting, item, approved=False)
    assert "The plan is agreed." not in shown(client, meeting)
    on = AgendaItemFactory(meeting=MeetingFactory(body=meeting.body))
    Minutes.objects.update(state="approved", approved_at=timezone.now(), approved_by=people.clerk, approved_on=on)
    page = shown(client, meeting)
    assert "<strong>Agreed as recommended: The plan is agreed.</strong>" in page
    assert "proposed by Councillor Bram Holt" in page
    assert "Councillor Ada Marsh" in page
    assert CANARY not in page


# --- Found by any name


@pytest.fixture
def line(body):
    """The sub-committee, and what came of it: its members remember the old name."""
    day = max(body.starts_on + timedelta(days=40), date(2026, 6, 1))
    return bodies.constitute(
        name="Children in Care Committee", kind="parenting", legal_basis=LegalBasis.COMMITTEE,
        starts_on=day, succeeds=body, by=SYSTEM,
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["corporate parenting", "SUB COMMITTEE", "sub-committee parenting", "in care"])
def test_a_body_is_found_by_any_name_it_ever_had(client, line, typed):
    page = client.get(reverse("committees:public_meetings"), {"q": typed}).text
    assert "1 found for" in page
    found = page.split("1 found for")[1].split("To come")[0]
    assert f'href="/meetings/bodies/{line.pk}/">Children in Care Committee</a>' in found
    assert "Earlier:" in found


@pytest.mark.parametrize("typed", ["zzz", "%", "<script>", "'", "—"])
def test_what_is_not_found_says_so_and_loses_nothing_typed(client, line, typed):
    page = client.get(reverse("committees:public_meetings"), {"q": typed})
    assert page.status_code == 200
    assert "Nothing found for" in page.text
    assert "<script>" not in page.text.replace("<script ", "")


def test_a_body_that_protects_who_comes_is_found_under_no_name(client, db):
    BodyFactory(name=CANARY, legal_basis=LegalBasis.CHILDREN)
    assert "Nothing found for" in client.get(reverse("committees:public_meetings"), {"q": "canary"}).text


def test_the_old_body_leads_to_the_new_one_and_back(client, body, line):
    old = client.get(reverse("committees:public_body", args=[body.pk])).text
    new = client.get(reverse("committees:public_body", args=[line.pk])).text
    assert f'href="/meetings/bodies/{line.pk}/"' in old
    assert f'href="/meetings/bodies/{body.pk}/"' in new


# --- Dates


def test_planned_dates_of_open_bodies_are_listed_without_a_page(client, meeting):
    MeetingFactory(body=BodyFactory(name=CANARY, legal_basis=LegalBasis.INFORMAL), starts_at=meeting.starts_at)
    for page in ("/meetings/", f"/meetings/bodies/{meeting.body_id}/"):
        text = client.get(page).text
        assert "15 May 2035" in text
        assert f'href="/meetings/{meeting.pk}/"' not in text
        assert CANARY not in text.split("Committees, boards and panels")[0]


def test_old_meetings_are_turned_over_page_by_page(client, body):
    published = {"body": body, "published_at": PUBLISHED, "published_by": PersonFactory()}
    for number in range(30):
        MeetingFactory(starts_at=datetime(2024, 1, 1, 10, tzinfo=UTC) + timedelta(days=number), **published)
    address = reverse("committees:public_body", args=[body.pk])
    first, second = client.get(address).text, client.get(address, {"page": "2"}).text
    assert ("30 January 2024" in first, "1 January 2024" in second) == (True, True)
    assert ("?page=2#past" in first, "?page=1#past" in second) == (True, True)
    for odd in ("0", "-1", "x", "9" * 30, "٣"):
        assert client.get(address, {"page": odd}).status_code == 200


def test_a_meeting_leads_to_the_one_before_and_after_it_that_are_public(client, body):
    published = {"body": body, "published_at": PUBLISHED, "published_by": PersonFactory()}
    one, two, three = (
        MeetingFactory(starts_at=datetime(2035, month, 1, 10, tzinfo=UTC), **(published if month != 2 else {}))
        for month in (1, 2, 3)
    )
    MeetingFactory(starts_at=two.starts_at, **published | {"body": BodyFactory()})
    page = shown(client, one)
    assert f'After: <a class="govuk-link" href="/meetings/{three.pk}/">' in page
    assert "Before:" not in page


# --- Queries and caches


def everything(client, meeting, people):
    """A meeting with something of every kind, so that every query of its page is asked."""
    first = lay(meeting, report())
    first.version.appendices.create(
        order=1, title="Map", file_name="m.pdf", original="x", safe="x", pages=1, size=4, tagged=False
    )
    private(meeting)
    ItemLink.objects.create(item=first.item, order=1, title="Elsewhere", url="https://papers.example/1")
    sit(PersonFactory(), meeting.body)
    built(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(
        published_at=PUBLISHED, published_by=people.clerk, short_notice="The home closes on Friday."
    )
    return first


@pytest.mark.parametrize("minutes", [False, True])
@pytest.mark.parametrize("attended", [False, True])
def test_the_fullest_meeting_costs_eight_queries_at_most(client, meeting, people, attended, minutes):
    first = everything(client, meeting, people)
    if attended:
        meeting.attendances.create(order=1, name="Ada", person=PersonFactory(), status="Present")
    if minutes:
        minuted(meeting, first.item)
    with CaptureQueriesContext(connection) as asked:
        assert "5 clear days" in shown(client, meeting)
    assert len(asked) <= MOST_QUERIES, [query["sql"][:100] for query in asked]


def test_a_page_says_how_long_it_may_be_kept_and_is_not_sent_twice(client, meeting, people):
    everything(client, meeting, people)
    address = reverse("committees:public_meeting", args=[meeting.pk])
    first = client.get(address)
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=60"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(address)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])


def test_a_file_is_not_sent_twice_and_not_at_all_once_it_is_out_of_sight(client, meeting, people):
    everything(client, meeting, people)
    address = reverse("committees:public_pack", args=[meeting.pk])
    mark = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 304
    assert client.head(address).status_code == 200
    Meeting.objects.update(published_at=None, published_by=None)
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 404


def test_pages_behind_the_door_are_still_kept_by_nobody(people, sign_in):
    client = sign_in(people.clerk)
    for address in ("/home/", "/committees/bodies/"):
        assert client.get(address)["Cache-Control"] == "no-store, private", address


def test_of_two_packs_only_the_newest_is_told_of_and_both_are_proved(client, meeting, people):
    AgendaItemFactory(meeting=meeting, order=1)
    publish(meeting, people.clerk)
    for key, at in ((1, PUBLISHED + timedelta(seconds=1)), (2, PUBLISHED + timedelta(hours=1))):
        Publication.objects.create(
            meeting=meeting, kind="pack", thing_id=key, did="published", at=at, sha256=f"{key}" * 64
        )
    told, proof = client.get(reverse("committees:public_meeting", args=[meeting.pk])).text.split("Prove that nothing")
    told = told.split('id="published"')[1]
    assert told.count("public pack was published") == 1
    assert "The public pack was published anew, in place of the one before" in told
    assert ("1" * 64 in proof, "2" * 64 in proof) == (True, True)
