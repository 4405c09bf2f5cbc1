"""After publication only a new version comes, with a notice to those who may read both."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import agenda, exempt, publications
from committees.models import AgendaItem, Paper
from reports.models import Version
from roles.models import AuditRow
from tests.committees.test_public import MOST_QUERIES
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory
from tests.factories.reports import (
    AppendixFactory,
    BlockFactory,
    ContactFactory,
    RecommendationFactory,
    ReportFactory,
    SectionFactory,
    SourceFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db
GROUNDS = {"kind": "exempt", "paragraphs": [1], "reason": "It is about a child."}
NOTICE = "CANARYNOTICE: the figures for 2026 are put right"
NEWER = "A newer version of this report was published on"
EARLIER = "This version replaces"


def version(report, number, **about):
    made = VersionFactory(report=report, number=number, frozen_at=timezone.now(), title="Dentists", **about)
    BlockFactory(section=SectionFactory(version=made), text=f"Words of version {number}.")
    return made


def meeting_of(body, people, days, *, published=True):
    meeting = MeetingFactory(body=body, starts_at=datetime(2035, 5, 15, 9, tzinfo=UTC) + timedelta(days=days))
    AgendaItemFactory(meeting=meeting, order=1, title="Welcome")
    if published:
        agenda.publish(meeting, by=people.clerk)
        meeting.refresh_from_db()
    return meeting


def lay(meeting, laid, people):
    item = AgendaItemFactory(meeting=meeting, order=meeting.items.count() + 1, title="Dentists")
    paper = PaperFactory(item=item, version=laid)
    publications.laid(paper, by=people.clerk)
    return paper


@pytest.fixture
def two(body, people):
    """The same report laid twice: version 1 openly at a meeting, version 2 with a notice at the next."""
    report = ReportFactory(remit=body.remit, author=people.author)
    first = lay(meeting_of(body, people, 0), version(report, 1), people)
    second = lay(meeting_of(body, people, 7), version(report, 2, notice=NOTICE), people)
    return first, second


def public(client, paper):
    return client.get(reverse("committees:public_paper", args=[paper.pk])).text


def own(client, paper):
    return client.get(reverse("committees:paper", args=[paper.pk])).text


# --- When a version becomes public


def test_a_version_is_public_from_the_moment_its_paper_is(body, people):
    made = version(ReportFactory(remit=body.remit), 1)
    meeting = meeting_of(body, people, 0, published=False)
    PaperFactory(item=AgendaItemFactory(meeting=meeting, order=2), version=made)
    made.refresh_from_db()
    assert made.public_at is None
    before = timezone.now()
    agenda.publish(meeting, by=people.clerk)
    made.refresh_from_db()
    assert before <= made.public_at <= timezone.now()


def test_it_is_marked_once_and_written_down_once(body, people, two):
    first, _ = two
    at = Version.objects.get(pk=first.version_id).public_at
    publications.laid(first, by=people.clerk)
    assert Version.objects.get(pk=first.version_id).public_at == at
    assert AuditRow.objects.filter(did="made a version public of").count() == 2


@pytest.mark.parametrize("how", ["private", "likely private", "not published"])
def test_what_is_kept_private_is_not_marked(body, people, how):
    made = version(ReportFactory(remit=body.remit), 1)
    meeting = meeting_of(body, people, 0, published=False)
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting, order=2), version=made)
    if how == "private":
        exempt.keep_private(paper, **GROUNDS, by=people.clerk)
    if how == "likely private":
        AgendaItem.objects.filter(pk=paper.item_id).update(
            likely_private=True, private_kind="exempt", private_paragraphs=[1], private_reason="It is about a child."
        )
    if how != "not published":
        agenda.publish(meeting, by=people.clerk)
    publications.laid(paper, by=people.clerk)
    made.refresh_from_db()
    assert made.public_at is None


def test_being_public_changes_no_digest_of_what_the_public_reads(body, people, two):
    first, _ = two
    before = publications.digest("paper", Paper.objects.get(pk=first.pk))
    Version.objects.filter(pk=first.version_id).update(public_at=None)
    assert publications.digest("paper", Paper.objects.get(pk=first.pk)) == before


# --- What readers are told


def test_the_public_and_members_are_told_on_both_papers(client, sign_in, people, two):
    first, second = two
    for page, name in ((public(client, first), "public_paper"), (own(sign_in(people.member), first), "paper")):
        assert (NEWER in page, NOTICE in page, EARLIER in page) == (True, True, False)
        assert reverse(f"committees:{name}", args=[second.pk]) in page
    for page, name in ((public(client, second), "public_paper"), (own(sign_in(people.member), second), "paper")):
        assert (NEWER in page, NOTICE in page, EARLIER in page) == (False, True, True)
        assert reverse(f"committees:{name}", args=[first.pk]) in page


def test_a_newer_version_that_is_private_is_told_to_nobody_who_may_not_read_it(client, sign_in, people, two):
    first, second = two
    exempt.keep_private(second, **GROUNDS, by=people.clerk)
    readers = [people.other, people.co_opted, people.participation]
    pages = [public(client, first), *(own(sign_in(one), first) for one in readers)]
    assert [(NEWER in page, "CANARYNOTICE" in page, f"papers/{second.pk}/" in page) for page in pages] == [
        (False, False, False)
    ] * len(pages)


def test_a_member_who_may_read_it_is_told_after_a_one_time_code(sign_in, people, two):
    first, second = two
    exempt.keep_private(second, **GROUNDS, by=people.clerk)
    assert NOTICE in own(sign_in(people.member), first)
    assert "CANARYNOTICE" not in own(sign_in(people.member, code=False), first)


def test_one_that_is_cleared_and_not_laid_or_not_yet_out_is_told_to_nobody(client, sign_in, body, people, two):
    first, second = two
    report = first.version.report
    version(report, 3, notice="CANARYTHREE")
    coming = meeting_of(body, people, 14, published=False)
    lay(coming, version(report, 4, notice="CANARYFOUR"), people)
    pages = [public(client, first), public(client, second), own(sign_in(people.member), first)]
    assert ["CANARYTHREE" in page or "CANARYFOUR" in page for page in pages] == [False] * 3
    assert NEWER not in pages[1]
    agenda.publish(coming, by=people.clerk)
    assert "CANARYFOUR" in public(client, second)
    assert "CANARYFOUR" in public(client, first)


def test_an_earlier_version_that_is_private_now_is_not_told_of(client, people, two):
    first, second = two
    exempt.keep_private(first, **GROUNDS, by=people.clerk)
    page = public(client, second)
    assert (EARLIER in page, "CANARYNOTICE" in page, f"papers/{first.pk}/" in page) == (False, False, False)


def test_the_nearest_earlier_and_the_newest_later_are_told(client, body, people, two):
    first, second = two
    third = lay(meeting_of(body, people, 21), version(first.version.report, 3, notice="Third"), people)
    assert f"papers/{third.pk}/" in public(client, first)
    assert f"papers/{second.pk}/" not in public(client, first)
    assert f"papers/{second.pk}/" in public(client, third)
    assert f"papers/{first.pk}/" not in public(client, third)


def test_the_same_version_laid_before_two_bodies_replaces_nothing(client, body, people, two):
    first, _ = two
    again = lay(meeting_of(BodyFactory(name="Another Panel"), people, 0), first.version, people)
    page = public(client, again)
    assert EARLIER not in page
    assert NEWER in page


def test_many_versions_cost_as_many_queries_as_two(client, body, people, two):
    first, _ = two
    public(client, first)
    with CaptureQueriesContext(connection) as few:
        public(client, first)
    for number in range(3, 9):
        lay(meeting_of(body, people, 7 * number), version(first.version.report, number), people)
    with CaptureQueriesContext(connection) as many:
        public(client, first)
    assert len(many) == len(few)
    assert len(few) <= 9


def test_the_page_of_the_fullest_paper_costs_eight_queries_at_most(two, people, client):
    first, _ = two
    section = first.version.sections.get()
    AppendixFactory(version=first.version)
    for add in (ContactFactory, RecommendationFactory, SourceFactory):
        add(version=first.version)
    private = SectionFactory(version=first.version, order=2, heading="Names")
    exempt.keep_private(first, part=private, by=people.clerk, **GROUNDS)
    public(client, first)
    with CaptureQueriesContext(connection) as asked:
        shown = public(client, first)
    assert NEWER in shown
    assert section.heading in shown
    assert "not for publication" in shown
    assert len(asked) <= MOST_QUERIES, [query["sql"][:100] for query in asked]
