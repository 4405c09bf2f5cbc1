"""Which reports look at which promise, and what a year's papers looked at: never more than the viewer may know."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pledges import coverage, pledging, progress, serving
from pledges.models import ReportService
from reports import aims, from_earlier
from roles.models import AuditRow
from roles.permissions import PUBLIC
from tests.factories.committees import (
    AgendaItemFactory,
    BodyFactory,
    ExemptionFactory,
    MeetingFactory,
    PaperFactory,
)
from tests.factories.pledges import PledgeFactory, PromiseFactory
from tests.factories.reports import ReportFactory, VersionFactory

pytestmark = pytest.mark.django_db
HELD = datetime(2026, 10, 15, 10, 0, tzinfo=UTC)
PUBLISHED = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
CANARY = "CANARY placement"


@pytest.fixture
def promises(people):
    pledge = PledgeFactory(title="Our pledge")
    made = [PromiseFactory(pledge=pledge, title=title) for title in ("We will listen", "A home")]
    pledging.release(pledge, by=people.participation)
    return made


@pytest.fixture
def report(people, body):
    made = ReportFactory(author=people.author, remit=body.remit, title="Dentists")
    VersionFactory(report=made, frozen=True, title="Dentists")
    return made


def laid(people, body, promise, code="P6", *, title="Dentists", private=False, meeting=None):
    """A paper at a held meeting whose report serves a principle and a promise."""
    version = VersionFactory(report=ReportFactory(title=title, author=people.author), frozen=True, title=title)
    meeting = meeting or MeetingFactory(
        body=body, starts_at=HELD, published_at=PUBLISHED, published_by=people.clerk, status="held"
    )
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting, title="A plain title"), version=version)
    if private:
        ExemptionFactory(paper=paper)
    serve(version.report, people, promise, code)
    return paper


def serve(report, people, promise, code):
    aims.serve(report, principles=aims.principles().filter(code=code), responsibilities=[], by=people.author)
    progress.report_on(report, [promise], among=[promise], by=people.author)


def page(report):
    return reverse("pledges:report_serves", args=[report.pk])


def served(report):
    return sorted(report.promises_served.values_list("promise__title", flat=True))


# --- Ticking


def test_promises_are_ticked_and_saved_by_one_press_with_one_line_of_audit(report, promises, people, sign_in):
    client = sign_in(people.author)
    client.post(page(report), {"promises": [one.pk for one in promises]})
    client.post(page(report), {"promises": [one.pk for one in promises]})
    assert served(report) == ["A home", "We will listen"]
    client.post(page(report), {"promises": [promises[1].pk]})
    told = AuditRow.objects.filter(did="said which promises a report serves").order_by("pk")
    assert [row.details for row in told] == [
        {"added": [one.pk for one in promises], "removed": []},
        {"added": [], "removed": [promises[0].pk]},
    ]
    text = client.get(reverse("reports:report", args=[report.pk])).content.decode()
    assert reverse("pledges:promise", args=[promises[1].pk]) in text
    assert "We will listen" not in text


def test_of_two_who_tick_promises_at_once_neither_undoes_the_other(report, promises, people, sign_in):
    first, second = promises
    progress.report_on(report, [first], among=promises, by=people.author)
    one, other = sign_in(people.author), sign_in(people.clerk)
    mine, theirs = (dict(client.get(page(report)).context["form"].shown) for client in (one, other))
    other.post(page(report), theirs)  # takes the tick of the first away
    told = one.post(page(report), mine | {"promises": [first.pk, second.pk]}, follow=True).text
    assert served(report) == [second.title]
    assert f"“{first.title}” is not ticked any more" in told


@pytest.mark.parametrize(("name", "status"), [("author", 302), ("clerk", 302), ("participation", 404), ("member", 404)])
def test_who_may_tick(report, promises, people, sign_in, name, status):  # noqa: PLR0917 -- each is a fixture
    assert sign_in(getattr(people, name)).post(page(report), {"promises": [promises[0].pk]}).status_code == status
    assert served(report) == (["We will listen"] if status == 302 else [])


def test_a_promise_that_cannot_be_seen_cannot_be_ticked_and_is_not_unticked(report, promises, people, sign_in):
    draft = PromiseFactory(pledge=PledgeFactory(title="CANARY pledge"), title="CANARY promise")
    progress.report_on(report, [draft], among=[draft], by=people.participation)
    client = sign_in(people.author)
    assert "CANARY" not in client.get(page(report)).content.decode()
    assert "CANARY" not in client.get(reverse("reports:report", args=[report.pk])).content.decode()
    refused = client.post(page(report), {"promises": [promises[0].pk, draft.pk]})
    assert "Choose promises from the list" in refused.content.decode()
    assert f'value="{promises[0].pk}" checked' in refused.content.decode()
    client.post(page(report), {"promises": [promises[0].pk]})
    assert served(report) == ["CANARY promise", "We will listen"]


def test_only_promises_of_pledges_in_force_are_offered(report, people, sign_in):
    old = PromiseFactory(pledge=PledgeFactory(ends_on="2025-12-31"), title="An old promise")
    pledging.release(old.pledge, by=people.participation)
    assert "An old promise" not in sign_in(people.author).get(page(report)).content.decode()


def test_a_report_from_an_earlier_one_serves_its_promises(report, promises, people):
    progress.report_on(report, promises[:1], among=promises, by=people.author)
    later = from_earlier.start_from(report.versions.get(), title="Dentists again", by=people.author)
    assert served(later) == ["We will listen"]


# --- Read on the page of a promise


def test_the_public_page_of_a_promise_names_open_papers_alone(client, promises, body, people):
    laid(people, body, promises[0])
    laid(people, body, promises[0], title=CANARY, private=True)
    unpublished = MeetingFactory(body=body, starts_at=HELD)
    laid(people, body, promises[0], title=f"{CANARY} unpublished", meeting=unpublished)
    hidden = BodyFactory(name="CANARY forum", legal_basis="informal")
    laid(people, hidden, promises[0], title=f"{CANARY} informal")
    text = client.get(reverse("pledges:public_promise", args=[promises[0].pk])).text
    assert "Dentists" in text
    assert "CANARY" not in text


def test_the_page_of_a_promise_names_to_each_what_they_may_read(promises, body, people, sign_in):
    laid(people, body, promises[0], title=CANARY, private=True)
    address = reverse("pledges:promise", args=[promises[0].pk])
    told = {name: CANARY in sign_in(getattr(people, name)).get(address).text for name in ("member", "other", "clerk")}
    assert told == {"member": True, "other": False, "clerk": True}
    assert CANARY not in sign_in(people.member, code=False).get(address).text


# --- The year


def counted(viewer):
    found = coverage.of(serving.papers_considered(viewer), viewer, HELD.date())
    principles = {row.principle.code: row.total for row in found.principles if row.total}
    return principles, {row.promise.title: row.number for row in found.promises if row.number}


def test_a_private_paper_counts_only_for_those_who_may_read_it(promises, body, people):
    laid(people, body, promises[0], "P6")
    laid(people, body, promises[1], "P2", private=True)
    assert counted(people.member.user) == ({"P2": 1, "P6": 1}, {"We will listen": 1, "A home": 1})
    assert counted(people.other.user) == ({"P6": 1}, {"We will listen": 1})
    assert counted(PUBLIC) == ({"P6": 1}, {"We will listen": 1})


def test_a_cancelled_meeting_and_a_withdrawn_item_do_not_count(promises, body, people):
    cancelled = laid(people, body, promises[0])
    type(cancelled.item.meeting).objects.filter(pk=cancelled.item.meeting_id).update(status="cancelled")
    withdrawn = laid(people, body, promises[0])
    type(withdrawn.item).objects.filter(pk=withdrawn.item_id).update(withdrawn_at=HELD, withdrawn_why="It was settled")
    assert counted(people.clerk.user) == ({}, {})


def test_what_nobody_looked_at_is_said_in_words(promises, body, people, sign_in):
    laid(people, body, promises[0], "P6")
    text = sign_in(people.other).get(reverse("pledges:coverage"), {"year": "2026"}).text
    assert "Best interests, health and well-being; " in text.split("Never discussed:")[1][:200]
    assert "Safety and stability" not in text.split("Never discussed:")[1].split("</div>")[0]
    assert text.count("<strong>Never discussed</strong>") == 6
    assert text.count("<strong>Not looked at</strong>") == 1
    assert "15 October 2026" in text


def test_without_a_code_private_papers_are_left_out_and_that_is_said(promises, body, people, sign_in):
    laid(people, body, promises[0], "P2", private=True)
    without, with_code = sign_in(people.member, code=False), sign_in(people.member)
    asked = {"year": "2026"}
    pages = [client.get(reverse("pledges:coverage"), asked) for client in (without, with_code)]
    assert [one.context["covered"].papers for one in pages] == [0, 1]
    assert ["Private papers are left out here" in one.text for one in pages] == [True, False]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"year": "2026"}, 1),
        ({"year": "2025"}, 0),
        ({"year": "2026", "kind": "calendar"}, 1),
        ({"year": "2026", "body": "0"}, 1),  # nonsense narrows nothing, and the form says so
    ],
)
def test_a_year_is_chosen(promises, body, people, sign_in, asked, number):  # noqa: PLR0917 -- each is a fixture
    laid(people, body, promises[0])
    assert sign_in(people.other).get(reverse("pledges:coverage"), asked).context["covered"].papers == number


def test_another_body_is_left_out_when_one_is_chosen(promises, body, people, sign_in):
    laid(people, body, promises[0])
    other = BodyFactory(name="Another committee")
    laid(people, other, promises[0], "P2")
    shown = sign_in(people.other).get(reverse("pledges:coverage"), {"year": "2026", "body": other.pk}).context
    assert shown["covered"].bodies == ["Another committee"]
    assert [row.principle.code for row in shown["covered"].principles if row.total] == ["P2"]


def test_the_table_for_a_spreadsheet_says_the_same(promises, body, people, sign_in):
    laid(people, body, promises[0], "P6")
    laid(people, body, promises[1], "P2", title=CANARY, private=True)
    answer = sign_in(people.other).get(reverse("pledges:coverage_table"), {"year": "2026"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert "principle,Safety and stability,all bodies,1," in lines
    assert "principle,Encourage them to speak,all bodies,0," in lines
    assert "promise,We will listen,all bodies,1,2026-10-15" in lines
    assert "promise,A home,all bodies,0," in lines


def test_the_same_queries_for_ten_papers_and_for_many(promises, body, people, sign_in):
    client = sign_in(people.member)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("pledges:coverage"), {"year": "2026"})
        return len(queries)

    first = laid(people, body, promises[0])
    few = asked()
    for number in range(12):
        laid(people, body, promises[number % 2], f"P{1 + number % 7}", meeting=first.item.meeting)
    assert ReportService.objects.count() == 13
    assert asked() == few


# --- On the page of a paper


def test_the_page_of_a_paper_says_in_one_line_what_it_serves(promises, body, people, client, sign_in):
    paper = laid(people, body, promises[0], "P6")
    draft = PromiseFactory(pledge=PledgeFactory(), title="CANARY promise")
    progress.report_on(paper.version.report, [draft], among=[draft], by=people.participation)
    pages = (
        client.get(reverse("committees:public_paper", args=[paper.pk])),
        sign_in(people.participation).get(reverse("committees:paper", args=[paper.pk])),
    )
    for shown in pages:
        assert "Serves the principle “Safety and stability”; and the promise" in shown.text
        assert "We will listen" in shown.text
        assert "CANARY" not in shown.text
