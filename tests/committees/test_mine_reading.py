"""How long a paper takes to read, and what is new since somebody opened a meeting."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees import mine, reading
from committees.mine import listing, looking, reading_time
from committees.mine.reading_time import Reckoned
from committees.models import Document, Meeting, Opened
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory, RecommendationFactory, SectionFactory, TableFactory, VersionFactory
from tests.factories.roles import PersonFactory

NOW = timezone.now().replace(microsecond=0)
SOON = NOW + timedelta(days=30)


@pytest.fixture
def meeting(body, people):
    """Published five days ago."""
    return MeetingFactory(
        body=body, starts_at=SOON, published_at=NOW - timedelta(days=5), published_by=people.clerk
    )  # fmt: skip


def laid(meeting, days_ago=6, words=230, **more):
    """A paper of so many words."""
    version = VersionFactory(frozen=True)
    section = SectionFactory(version=version)
    if words:
        BlockFactory(section=section, text=" ".join(["word"] * words))
    item = more.pop("item", None) or AgendaItemFactory(meeting=meeting)
    return PaperFactory(item=item, version=version, laid_at=NOW - timedelta(days=days_ago), **more)


def document(pages):
    return Document.objects.create(
        title="A plan", file_name="plan.pdf", original="x", safe="x", pages=pages, size=9, tagged=True, added_at=NOW,
        added_by=PersonFactory(),
    )  # fmt: skip


def reckoned(paper, who):
    return reading_time.of(list(reading.papers(who.user).filter(pk=paper.pk)))[paper.pk]


# --- Time to read


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.1, "1 minute"), (1, "1 minute"), (2.2, "3 minutes"), (14.2, "15 minutes"), (17, "15 minutes"),
        (58, "1 hour"), (61, "1 hour"), (139, "2 hours 20 minutes"), (120, "2 hours"),
    ],
)  # fmt: skip
def test_a_time_is_said_as_people_say_it(minutes, words):
    assert reading_time.duration(minutes) == words


def test_words_and_pictures_of_a_report_are_counted(people, meeting):
    paper = laid(meeting, words=460)
    RecommendationFactory(version=paper.version, text=" ".join(["word"] * 230))
    TableFactory(section=paper.version.sections.get())
    # The table brings half a minute, and one gap for a text that it does not have.
    assert reckoned(paper, people.member).minutes == pytest.approx(3.5, abs=0.01)


def test_pages_of_a_pdf_take_a_minute_and_a_half_each(people, meeting):
    paper = PaperFactory(item__meeting=meeting, version=None, document=document(40), laid_at=NOW)
    assert reckoned(paper, people.member) == Reckoned(40, 60)
    assert reckoned(paper, people.member).words == "40 pages, about 1 hour"


def test_appendices_count_and_pages_not_printed_yet_are_said_to_be_a_guess(people, meeting):
    paper = laid(meeting, words=460)
    about = {"file_name": "m.pdf", "original": "x", "safe": "x", "size": 9, "tagged": True}
    paper.version.appendices.create(order=1, title="Map", pages=4, **about)
    found = reckoned(paper, people.member)
    assert (found.pages, found.minutes, found.is_guess) == (6, pytest.approx(8), True)
    assert found.words == "about 6 pages and 8 minutes"


def test_the_total_is_of_what_one_may_read(people, meeting):
    laid(meeting, words=2300)
    hidden = laid(meeting, words=2300)
    ExemptionFactory(paper=hidden)
    member, co_opted = (
        listing.of([meeting], who.user, knows_titles=True)[0] for who in (people.member, people.co_opted)
    )
    assert (len(member.papers), len(co_opted.papers), len(co_opted.withheld)) == (2, 1, 1)
    assert member.reckoned.minutes == 2 * co_opted.reckoned.minutes


def test_nothing_to_read_says_nothing():
    assert Reckoned().words == ""
    assert reading_time.total([]) == Reckoned()


# --- New since


def own(meeting, who, **more):
    return listing.of([Meeting.objects.get(pk=meeting.pk)], who.user, knows_titles=False, **more)[0]


def looked(meeting, who, days_ago, before=None):
    at = NOW - timedelta(days=days_ago)
    return Opened.objects.create(
        person=who, meeting=meeting, at=at, before=NOW - timedelta(days=before) if before else None
    )  # fmt: skip


def test_nothing_is_new_in_a_meeting_that_was_never_opened(people, meeting):
    laid(meeting)
    found = own(meeting, people.member)
    assert (found.news, found.was_opened, found.papers[0].is_new) == ([], False, False)


def test_a_paper_that_came_after_one_looked_is_new_until_it_is_opened(people, meeting):
    old, new = laid(meeting, days_ago=6), laid(meeting, days_ago=1)
    looked(meeting, people.member, days_ago=3)
    found = own(meeting, people.member)
    assert [paper.is_new for paper in found.papers] == [False, True]
    assert [one.text for one in found.news] == [f"“{new.title}” on item 2"]
    mine.opened(meeting, people.member, paper=new)
    found = own(meeting, people.member)
    assert [paper.is_new for paper in found.papers] == [False, False]
    assert found.news == []
    assert [paper.opened_at is not None for paper in found.papers] == [False, True]
    assert old.pk != new.pk


def test_an_agenda_that_came_out_is_one_piece_of_news(people, meeting):
    laid(meeting), laid(meeting)
    looked(meeting, people.member, days_ago=8)
    found = own(meeting, people.member)
    assert [one.text for one in found.news] == ["The agenda was published with 2 papers for you"]
    assert all(paper.is_new for paper in found.papers)


def test_late_and_withdrawn_items_and_changed_arrangements_are_news(people, meeting):
    looked(meeting, people.member, days_ago=3)
    AgendaItemFactory(
        meeting=meeting, title="Floods", late_at=NOW, late_reason="It rained", late_agreed_by=people.chair
    )
    AgendaItemFactory(meeting=meeting, title="Sun", withdrawn_at=NOW, withdrawn_why="It rained")
    Meeting.objects.filter(pk=meeting.pk).update(changed_at=NOW)
    words = [one.text for one in own(meeting, people.member).news]
    assert len(words) == 3
    assert "Item 1, “Floods”, was added late" in words
    assert "Item 2, “Sun”, was withdrawn" in words
    assert any(one.startswith("The arrangements were changed. It stands for ") for one in words)


def test_a_private_title_is_no_news_without_a_code(people, meeting):
    paper = laid(meeting, days_ago=1)
    ExemptionFactory(paper=paper)
    looked(meeting, people.member, days_ago=3)
    assert [one.text for one in own(meeting, people.member).news] == ["A private paper on item 1"]
    assert listing.of([meeting], people.member.user, knows_titles=True)[0].news[0].text == f"“{paper.title}” on item 1"
    assert own(meeting, people.co_opted).news == []


def test_a_look_keeps_its_news_and_the_next_one_begins_where_it_began(people, meeting):
    first = mine.opened(meeting, people.member)
    assert (first.before, looking.since(first, on_its_page=True)) == (None, first.at)
    assert mine.opened(meeting, people.member).at == first.at
    Opened.objects.update(at=NOW - timedelta(hours=3))
    second = mine.opened(meeting, people.member)
    assert second.before == NOW - timedelta(hours=3)
    assert second.at > NOW - timedelta(hours=1)
    assert looking.since(second, on_its_page=True) == second.before
    assert looking.since(second, on_its_page=False) == second.at
    assert Opened.objects.count() == 1


def test_nobody_opens_nothing(meeting):
    assert mine.opened(meeting, None) is None
    assert not Opened.objects.exists()


def test_papers_of_many_meetings_cost_what_those_of_one_do(people, meeting):
    def asked(count):
        meetings = list(listing.coming(people.member.user)[:count])
        with CaptureQueriesContext(connection) as queries:
            found = listing.of(meetings, people.member.user, knows_titles=True)
        assert len(found) == count
        return len(queries)

    laid(meeting)
    one = asked(1)
    for _ in range(4):
        other = MeetingFactory(body=meeting.body, starts_at=SOON, published_at=NOW, published_by=people.clerk)
        for _ in range(3):
            laid(other)
    assert asked(5) == one
