"""What can be found, by whom, and that it is what stands there now."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committees import finding
from committees.finding import snippets
from committees.models import AgendaItem, Document, Meeting, Minutes, MinutesVersion, Passage
from committees.models.bodies import LegalBasis
from corporate_parenting import searching
from corporate_parenting.lib import files
from reports.models import Block
from roles.permissions import PUBLIC
from tests.committees import packing
from tests.factories.committees import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    ExemptionFactory,
    MeetingFactory,
    PaperFactory,
)
from tests.factories.reports import AppendixFactory, BlockFactory, SectionFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body, people):
    on = datetime(2026, 12, 15, 10, tzinfo=UTC)
    return MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk, starts_at=on)


def search(viewer, typed, *, private=True, **more):
    finding.catch_up()
    return shown(viewer, typed, private=private, **more)


def shown(viewer, typed, *, private=True, **more):
    viewer = PUBLIC if viewer is None else viewer.user
    results = searching.search(viewer, {"q": typed, **more}, private=private and viewer is not PUBLIC)
    return list(results.page) if results.page else []


def titles(found):
    return [entry.title for entry in found]


def said(entry):
    return "".join(piece for piece, _ in entry.pieces)


def marked(entry):
    return [piece for piece, is_marked in entry.pieces if is_marked]


def report(title, text, **fields):
    version = VersionFactory(title=title, report__title=title, frozen=True, **fields)
    BlockFactory(section=SectionFactory(version=version, heading="Background"), text=text)
    return version


def test_an_open_paper_is_found_by_everybody_by_the_words_in_it(meeting):
    item = AgendaItemFactory(meeting=meeting, title="Health")
    PaperFactory(item=item, version=report("Annual report on health", "Every child saw a **dentist** in May."))
    (entry,) = search(None, "dentists")
    assert (entry.kind, entry.title, entry.day) == ("Paper", "Annual report on health", date(2026, 12, 15))
    assert marked(entry) == ["dentist"]
    assert entry.url.startswith("/meetings/papers/")
    assert entry.body == (meeting.body_id, meeting.body.name)


def test_tables_recommendations_and_captions_are_found(meeting):
    version = report("A paper", "Words.")
    Block.objects.filter(section__version=version).update(
        kind="table", caption="Waiting for braces", table={"head": ["Quarter"], "rows": [["orthodontist"]]}
    )
    version.recommendations.create(order=1, verb="note", text="Note the fluoride.")
    PaperFactory(item__meeting=meeting, version=version)
    for typed in ("braces", "orthodontist", "fluoride"):
        assert titles(search(None, typed)) == ["A paper"]


def test_each_page_of_an_uploaded_pdf_is_found_with_its_number(meeting, people):
    about = packing.upload("Letter from the dentist", "The waiting list grew by forty names.")
    document = Document.objects.create(**about, added_at=timezone.now(), added_by=people.clerk)
    paper = PaperFactory(item__meeting=meeting, version=None, document=document)
    (entry,) = search(None, "waiting list")
    assert (entry.title, entry.place) == ("Letter from the dentist", "Page 1")
    assert entry.place_url == f"/meetings/papers/{paper.pk}/document.pdf#page=1"
    assert marked(entry) == ["waiting", "list"]


def test_an_appendix_is_found_and_says_of_which_item(meeting):
    version = report("A paper", "Words.")
    AppendixFactory(version=version, **packing.upload("Survey", "What carers told us about toothbrushes."))
    item = AgendaItemFactory(meeting=meeting, title="Health of children")
    paper = PaperFactory(item=item, version=version)
    (entry,) = search(None, "toothbrush")
    assert entry.title == "Survey"
    assert "Health of children" in entry.note
    assert entry.place_url.startswith(f"/meetings/papers/{paper.pk}/appendices/")


def test_a_scanned_pdf_is_found_by_its_title_and_says_that_nothing_can_be_read_in_it(meeting, people):
    scan = files.keep(b"%PDF-1.7 nothing that a library could read")
    document = Document.objects.create(
        title="A scanned letter", file_name="scan.pdf", original=scan, safe=scan, pages=1, size=9, tagged=False,
        added_at=timezone.now(), added_by=people.clerk,
    )  # fmt: skip
    PaperFactory(item__meeting=meeting, version=None, document=document)
    (entry,) = search(None, "scanned letter")
    assert entry.note.startswith("No text can be read in it")
    assert (entry.place, entry.pieces) == ("", [])


def test_a_restricted_paper_is_found_by_those_who_may_read_it_and_only_after_a_code(meeting, people):
    version = report("A zebra crossing", "The house with the green door.", report__author=people.author)
    paper = PaperFactory(item__meeting=meeting, item__title="An item in private", version=version)
    ExemptionFactory(paper=paper)
    for reader in (people.clerk, people.member, people.chair, people.author):
        (entry,) = search(reader, "green door")
        assert entry.is_private
        assert shown(reader, "green door", private=False) == []
    for other in (None, people.other, people.co_opted, people.admin, people.guardian, people.head_clerk):
        assert search(other, "green door") == search(other, "zebra") == []


def test_what_becomes_private_is_found_no_more_from_that_moment(meeting, people):
    paper = PaperFactory(item__meeting=meeting, version=report("A paper", "The house with the green door."))
    item = AgendaItemFactory(meeting=meeting, title="Fostering", text="A cottage by the river.")
    assert len(search(None, "green door")) == len(shown(None, "cottage")) == 1
    ExemptionFactory(paper=paper)
    AgendaItem.objects.filter(pk=item.pk).update(likely_private=True)
    assert shown(None, "green door") == shown(None, "cottage") == []
    assert search(None, "cottage") == []
    assert titles(search(people.clerk, "cottage")) == ["Fostering"]
    assert titles(search(None, "fostering")) == ["Fostering"]


def test_the_private_title_of_an_item_is_for_who_reads_its_part_2(meeting, people):
    AgendaItemFactory(
        meeting=meeting, title="A plain title", private_title="Closing Elm House", text="Elm House closes.",
        likely_private=True,
    )  # fmt: skip
    assert titles(search(people.member, "elm house")) == ["Closing Elm House"]
    assert shown(people.member, "elm house", private=False) == []
    for other in (None, people.other, people.co_opted, people.admin):
        assert shown(other, "elm house") == []
        assert titles(shown(other, "plain title")) == ["A plain title"]


def test_words_that_were_changed_are_found_as_they_are_now(meeting):
    item = AgendaItemFactory(meeting=meeting, title="Cycling to school")
    assert titles(search(None, "cycling")) == ["Cycling to school"]
    AgendaItem.objects.filter(pk=item.pk).update(title="Walking to school")
    assert shown(None, "cycling") == []
    assert titles(search(None, "walking")) == ["Walking to school"]
    assert Passage.objects.filter(item=item, kind="item").count() == 1
    item.delete()
    assert shown(None, "walking") == []


def test_an_unpublished_meeting_is_found_by_its_own(body, people):
    meeting = MeetingFactory(body=body)
    AgendaItemFactory(meeting=meeting, title="Swimming lessons")
    assert titles(search(people.clerk, "swimming")) == titles(search(people.member, "swimming")) == ["Swimming lessons"]
    assert search(None, "swimming") == search(people.other, "swimming") == []
    Meeting.objects.filter(pk=meeting.pk).update(published_at=timezone.now(), published_by=people.clerk)
    assert titles(shown(None, "swimming")) == ["Swimming lessons"]
    Meeting.objects.filter(pk=meeting.pk).update(published_at=None, published_by=None)
    assert shown(None, "swimming") == []


def test_the_old_name_of_a_board_finds_its_successor(body):
    old = BodyFactory(name="Looked After Board", legal_basis=LegalBasis.INFORMAL, ends_on=date(2024, 5, 1))
    type(body).objects.filter(pk=body.pk).update(succeeds=old)
    assert titles(search(None, "looked after board")) == ["Looked After Board", "Corporate Parenting Sub-Committee"]


def test_a_body_that_protects_who_comes_is_found_by_nobody_outside(people):
    BodyFactory(name="Zebra Voices", legal_basis=LegalBasis.CHILDREN, kind="children")
    assert search(None, "zebra voices") == search(people.member, "zebra voices") == []


def test_an_action_and_its_private_text(meeting, people):
    item = AgendaItemFactory(meeting=meeting)
    ActionFactory(
        body=meeting.body, item=item, text="Write to the family", private_text="Write to Rosehip Lane",
        owner=people.author,
    )  # fmt: skip
    assert titles(search(None, "family")) == ["Write to the family"]
    for reader in (people.clerk, people.member, people.author):
        assert [said(entry) for entry in shown(reader, "rosehip")] == ["Write to Rosehip Lane"]
    for other in (None, people.other, people.co_opted):
        assert shown(other, "rosehip") == []


def test_minutes_in_two_parts(meeting, people):
    minutes = Minutes.objects.create(meeting=meeting, state="checked", checked_at=timezone.now())
    MinutesVersion.objects.create(
        minutes=minutes, number=1, content={"items": [{"text": "The committee noted the bicycles."}]},
        private_content={"items": [{"text": "The committee noted Rosehip Lane."}]}, sha256="1" * 64,
        frozen_at=timezone.now(), frozen_by=people.clerk,
    )  # fmt: skip
    assert len(search(people.member, "bicycles")) == len(search(people.member, "rosehip")) == 1
    assert search(None, "bicycles") == search(None, "rosehip") == search(people.co_opted, "rosehip") == []
    on = AgendaItemFactory(meeting__body=meeting.body)
    Minutes.objects.filter(pk=minutes.pk).update(
        approved_at=timezone.now(), approved_by=people.clerk, approved_on=on, state="approved"
    )
    assert len(shown(None, "bicycles")) == 1
    assert shown(None, "rosehip") == []


def test_words_in_the_title_come_first_then_the_newest(body, people):
    for days, title, text in ((0, "Dentists", ""), (20, "Health", "dentist"), (40, "Homes", "dentist")):
        meeting = MeetingFactory(
            body=body, published_at=timezone.now(), published_by=people.clerk,
            starts_at=datetime(2026, 12, 1, 10, tzinfo=UTC) + timedelta(days=days),
        )  # fmt: skip
        AgendaItemFactory(meeting=meeting, title=title, text=text)
    assert titles(search(None, "dentist")) == ["Dentists", "Homes", "Health"]


def test_it_can_be_narrowed(meeting, people):
    AgendaItemFactory(meeting=meeting, title="Dentists")
    PaperFactory(item=AgendaItemFactory(meeting=meeting, title="Health"), version=report("Teeth", "A dentist."))
    assert titles(search(None, "dentist")) == ["Dentists", "Teeth"]
    assert titles(shown(None, "dentist", kind="Paper")) == ["Teeth"]
    assert titles(shown(None, "dentist", kind="Promise")) == titles(shown(None, "dentist", kind="x" * 99)) == []
    assert len(shown(None, "dentist", body=str(meeting.body_id), year="2026")) == 2
    assert shown(None, "dentist", year="2025") == shown(None, "dentist", body="999999") == []
    assert len(shown(None, "dentist", year="-1", body="9" * 40, page="x")) == 2


def test_as_many_queries_with_many_passages_as_with_few(meeting, people):
    counts = []
    for size in (5, 60):
        for number in range(size):
            item = AgendaItemFactory(meeting=meeting, title=f"Dentists {size} {number}")
            PaperFactory(item=item, version=report("Dentists in school", "A dentist."))
        finding.catch_up()
        for viewer in (None, people.clerk):
            shown(viewer, "dentist")  # what somebody may do is read once
            with CaptureQueriesContext(connection) as queries:
                assert shown(viewer, "dentist")
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert counts[0] <= 8


def test_nothing_is_read_again_where_nothing_changed(meeting):
    PaperFactory(item__meeting=meeting)
    assert finding.catch_up() > 0
    with CaptureQueriesContext(connection) as queries:
        assert finding.catch_up() == 0
    assert len(queries) == 6


def test_one_thing_that_cannot_be_read_keeps_no_other_from_being_found(meeting, monkeypatch):
    PaperFactory(item__meeting=meeting, version=report("A paper", "Words."))
    monkeypatch.setattr(finding.indexing.gathering.reports, "text_of", lambda version: 1 / 0)
    assert titles(search(None, meeting.place.split(",")[0]))
    assert Passage.objects.filter(kind="paper").count() == 0


def test_it_is_done_in_bounded_portions(meeting):
    for number in range(6):
        AgendaItemFactory(meeting=meeting, title=f"Item {number}")
    done = [finding.catch_up(most=3) for _ in range(5)]
    assert max(done) == 3
    assert done[-1] == 0


def test_a_quoted_text_is_short_marked_and_plain():
    text = "Opening words. " * 60 + "The <b>dentist</b> saw the children’s teeth & left. " + "More words. " * 60
    pieces = snippets.pieces(text, ("dentists", "child", "tooth"))
    assert [piece for piece, is_marked in pieces if is_marked] == ["dentist"]
    assert "<b>" in "".join(piece for piece, _ in pieces)
    assert len("".join(piece for piece, _ in pieces)) < 300
    assert snippets.pieces("", ("dentist",)) == []
    assert "".join(piece for piece, _ in snippets.pieces("x" * 10_000, ("dentist",)))
