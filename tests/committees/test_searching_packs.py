"""The last look at packs as they are really built: nothing in the public edition, everything in the restricted one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from committees import packs
from committees.models.packs import Edition, Form
from committees.packs import kept_words, protecting, searching
from corporate_parenting.lib import files, pdf
from roles.audit import SYSTEM
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]


def looked(build, edition):
    pack = build.packs.get(edition=edition, form=Form.STANDARD)
    return searching.look(build, edition, pdf.inspect(files.path(pack.file)))


def test_a_look_at_both_editions_names_printed_pages_and_items_and_no_word(body, people):
    laid = packing.meeting_with_everything(body)
    build = packs.order(laid.meeting, by=SYSTEM)
    packs.work_until_done(build)
    clean = looked(build, Edition.PUBLIC)
    assert (clean.hits, clean.message) == ([], "")
    assert clean.sentences > 15
    found = looked(build, Edition.RESTRICTED)
    assert {hit["item"] for hit in found.hits} == {"5"}
    first = build.parts.filter(form=Form.STANDARD, order__lt=build.parts.get(kind="document", form=Form.STANDARD).order)
    start = sum(part.pages for part in first if part.in_restricted) + 2  # the letter has one page
    assert f"page {start} (item 5)" in [hit["where"] for hit in found.hits]
    assert "Words of item 5" in found.message
    assert "canary" not in (found.message + str(found.hits) + found.said).lower()


def test_a_protected_name_in_an_open_paper_and_in_a_title_is_told_with_its_page_and_item(body, people):
    laid = packing.meeting_with_everything(body)
    build = packs.order(laid.meeting, by=SYSTEM)
    packs.work_until_done(build)
    protecting.add(kind="words", words="the inspectors wrote", why="Tried", by=people.clerk)
    found = looked(build, Edition.PUBLIC)
    [hit] = found.hits
    assert (hit["item"], hit["kind"]) == ("4", "protected")
    assert hit["where"].endswith("(item 4)")
    protecting.add(kind="words", words="Letter of the inspectorate", why="Tried", by=people.clerk)
    assert any(hit["where"].startswith("page i") for hit in looked(build, Edition.PUBLIC).hits)


def test_any_number_of_kept_papers_is_read_in_the_same_number_of_queries(body, people):
    def asked(papers):
        meeting = MeetingFactory(body=body)
        for number in range(papers):
            item = AgendaItemFactory(meeting=meeting, title=f"Item {number}")
            paper = PaperFactory(item=item, version=packing.version(f"Private {number}", packing.SECRET_TEXT))
            ExemptionFactory(paper=paper)
        build = packs.order(meeting, by=SYSTEM)
        build.refresh_from_db()
        with CaptureQueriesContext(connection) as queries:
            assert len(kept_words.of(build).sentences) >= papers
        return [one["sql"].split(" WHERE ")[0][:150] for one in queries]

    few, many = asked(1), asked(6)
    assert len(few) == len(many), sorted(set(many))
