"""The two pages of search: one for who is signed in, one for everybody."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees import finding
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body, people):
    return MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)


@pytest.fixture
def papers(meeting, people):
    for title, private in (("Annual health report", False), ("Placement of one child", True)):
        version = VersionFactory(title=title, report__title=title, report__author=people.author, frozen=True)
        BlockFactory(
            section=SectionFactory(version=version), text=f"A dentist & <i>{'green' if private else 'blue'}</i>"
        )
        paper = PaperFactory(item=AgendaItemFactory(meeting=meeting), version=version)
        if private:
            ExemptionFactory(paper=paper)
    finding.catch_up()


def text(response):
    return " ".join(re.sub(r"<[^>]+>", "", response.content.decode()).split())


def heading(response):
    return " ".join(re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)[1].split())


def test_the_public_finds_what_is_public(client, papers):
    response = client.get("/meetings/search/", {"q": "dentist"})
    assert heading(response) == "1 result for “dentist”"
    assert "Annual health report" in text(response)
    assert "Placement" not in text(response)
    assert "<mark>dentist</mark> &amp; &lt;i&gt;" in response.content.decode()
    assert "code" not in text(response)


def test_the_public_page_knows_nobody(client, papers, sign_in, people):
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/meetings/search/", {"q": "dentist"})
    assert len(queries) <= 8
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert text(sign_in(people.clerk).get("/meetings/search/", {"q": "dentist"})) == text(response)


def test_a_member_finds_private_papers_after_a_code(papers, sign_in, people):
    response = sign_in(people.member).get("/search/", {"q": "dentist"})
    assert heading(response) == "2 results for “dentist”"
    assert "one-time code" not in text(response)
    without = sign_in(people.member, code=False).get("/search/", {"q": "dentist"})
    assert heading(without) == "1 result for “dentist”"
    assert "Give your one-time code to search private papers and drafts too" in text(without)
    assert "Placement" not in without.content.decode()


def test_the_way_to_the_code_leads_back_to_the_words(papers, sign_in, people):
    asked = sign_in(people.member, code=False).get("/search/private/", {"q": "green door"})
    assert asked.status_code == 302
    assert "search%2Fprivate" in asked["Location"]
    given = sign_in(people.member).get("/search/private/", {"q": "green door"})
    assert given["Location"] == "/search/?q=green+door"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Search"),
        ("the", "“the” stands in nearly everything. Add a word that says more."),
        ("a", "“a” stands in nearly everything. Add a word that says more."),
        ("!?", "Type a word with letters or numbers"),
        ("-school", "Type a word to look for too"),
        ("the zebra", "Left out, because nearly everything has it: the."),
        ("zebra", "No results for “zebra”"),
        ("zebra " * 2_000, "Only the first 12 words"),
        ("z" * 10_000, "No results"),
        ("\x00", "Search"),
        ("<script>alert(1)</script>", "No results"),
        ("' OR 1=1 --", "No results"),
        ('"""', "Search"),
    ],
)
def test_whatever_is_typed_gets_a_page_that_says_what_to_do(client, papers, typed, told):
    response = client.get("/meetings/search/", {"q": typed, "page": "-3", "kind": "\x00", "body": "½", "year": "x"})
    assert response.status_code == 200
    assert told in text(response).replace("&lt;", "<")
    assert "<script>alert" not in response.content.decode()


def test_words_are_kept_in_both_boxes(client, papers):
    page = client.get("/meetings/search/", {"q": 'green "door'}).content.decode()
    assert page.count('value="green &quot;door"') == 2


def test_pages_of_results_keep_the_words(client, meeting):
    for number in range(45):
        AgendaItemFactory(meeting=meeting, title=f"Dentists {number}")
    finding.catch_up()
    response = client.get("/meetings/search/", {"q": "dentists", "page": "2"})
    assert heading(response) == "45 results for “dentists”"
    assert '<ol class="app-found" start="21">' in response.content.decode()
    assert "?q=dentists&amp;page=3" in response.content.decode()
    assert "page 2" in re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1]


def test_people_are_found_by_the_name_that_may_be_read(sign_in, people):
    PersonFactory(name="Skylar Fern", category="officer", name_is_public=False, public_name="An adviser")
    member = sign_in(people.member)
    assert heading(member.get("/search/", {"q": "skylar"})) == "No results for “skylar”"
    assert "An adviser" in text(member.get("/search/", {"q": "adviser"}))
    assert "Councillor Cleo Frost" in text(member.get("/search/", {"q": "cleo frost"}))
    assert "Skylar Fern" in text(sign_in(people.head_clerk).get("/search/", {"q": "skylar"}))


def test_a_draft_is_found_by_who_may_see_it(sign_in, people):
    draft = VersionFactory(title="Bicycles", report__title="Bicycles", report__author=people.author)
    BlockFactory(section=SectionFactory(version=draft), text="Every child has a tandem.")
    for typed in ("bicycles", "tandem"):
        assert heading(sign_in(people.author).get("/search/", {"q": typed})).startswith("1 result")
        assert heading(sign_in(people.author, code=False).get("/search/", {"q": typed})).startswith("No results")
        assert heading(sign_in(people.member).get("/search/", {"q": typed})).startswith("No results")


def test_a_stranger_is_sent_to_the_door(client):
    assert client.get("/search/", {"q": "dentist"}).status_code == 302


def test_what_was_typed_is_in_no_log(client, papers, caplog):
    with caplog.at_level("DEBUG"):
        client.get("/meetings/search/", {"q": "dentist", "page": "x"})
    assert not [
        record for record in caplog.records if "dentist" in record.getMessage() and record.name != "django.db.backends"
    ]
