"""The whole way from an agenda to both editions, with real prints."""

import os
import re
import subprocess

import pikepdf
import pytest

from committees import packs
from committees.models import Part, PrintedPart
from committees.models.packs import Edition
from committees.packs import assembling, searching
from corporate_parenting.lib import files, words
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from roles.models import Person
from tests.committees import packing
from tests.factories.committees import ExemptionFactory, sit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
CANARY = re.compile(rb"C\W?A\W?N\W?A\W?R\W?Y", re.IGNORECASE)


@pytest.fixture
def laid(body, people):
    Person.objects.update(email="clerk@wexcombe.example")  # printed on the front; the factory counts on for ever
    return packing.meeting_with_everything(body)


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return build


def edition(build, which):
    return build.packs.in_print().get(edition=which)


def both(build):
    return edition(build, Edition.PUBLIC), edition(build, Edition.RESTRICTED)


def labels(pdf):
    """The printed number of each page, by the PDF's own page labels: "i", "ii" in the front, then 1, 2, 3."""
    return [int(page.label) if page.label.isdigit() else page.label for page in pdf.pages]


def text_of_pages(path, count):
    return words.of_pdf(path).split("\n")[:count]


def test_both_editions_are_made_and_pass_their_checks(laid):
    build = built(laid.meeting)
    public, restricted = both(build)
    assert [(pack.state, pack.error) for pack in (public, restricted)] == [(State.DONE, "")] * 2
    assert [check["name"] for check in public.checks] == ["file", "accessible", "words"]
    assert public.pages < restricted.pages
    with pikepdf.open(files.path(public.file)) as pdf:
        assert len(pdf.pages) == public.pages
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en-GB"


def test_the_parts_of_a_build_say_what_is_in_which_edition(laid):
    build = packs.order(laid.meeting, by=SYSTEM)
    assert [(part.kind, part.in_public, part.in_restricted) for part in build.parts.all()] == [
        ("report", True, True),
        ("appendix", True, True),
        ("follows", True, True),
        ("document", True, True),
        ("withheld", True, False),
        ("report", False, True),
        ("appendix", False, True),
        ("report", True, True),
    ]


def test_nothing_kept_back_reaches_any_byte_of_the_public_edition(laid, tmp_path):
    public, restricted = both(built(laid.meeting))
    everything = tmp_path / "unpacked.pdf"
    for edition_of, found in ((public, False), (restricted, True)):
        with pikepdf.open(files.path(edition_of.file)) as pdf:
            pdf.save(
                everything,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        assert bool(CANARY.findall(everything.read_bytes())) is found
    assert "canary" not in words.squeezed(words.of_pdf(files.path(public.file)))
    seen = words.squeezed(words.of_pdf(files.path(restricted.file)))
    for planted in (packing.SECRET_TEXT, packing.SECRET_TITLE, packing.SECRET_APPENDIX, packing.SECRET_ITEM):
        assert words.squeezed(planted) in seen


def test_the_public_edition_says_what_is_kept_back_and_why(laid):
    public = edition(built(laid.meeting), Edition.PUBLIC)
    sheet = next(
        page
        for page in text_of_pages(files.path(public.file), public.pages)
        if "Not for publication" in page and "paragraph 1:" in page
    )
    assert "Item 5: Placements" in sheet
    length = sum(Part.objects.filter(paper=laid.papers.secret, in_restricted=True).values_list("pages", flat=True))
    assert f"{length} pages long" in sheet
    assert "paragraph 2: information that is likely to reveal who a person is" in sheet


def test_a_page_kept_back_carries_the_words_of_the_law(laid):
    restricted = edition(built(laid.meeting), Edition.RESTRICTED)
    pages = text_of_pages(files.path(restricted.file), restricted.pages)
    marked = [
        page
        for page in pages
        if "Not for publication by virtue of paragraphs 1 and 2 of Part 1 of Schedule 12A of" in page
    ]
    kept = Part.objects.filter(paper=laid.papers.secret, in_restricted=True)
    assert len(marked) == sum(kept.values_list("pages", flat=True))


def test_words_kept_back_are_found_where_they_should_not_be(laid):
    """The last look, tried on a file that really holds them: the restricted edition."""
    build = built(laid.meeting)
    clean = searching.search(build, words.of_pdf(files.path(edition(build, Edition.PUBLIC).file)))
    assert (clean.leaked, clean.shared) == ([], 0)
    assert clean.searched > 15
    full = searching.search(build, words.of_pdf(files.path(edition(build, Edition.RESTRICTED).file)))
    assert (full.leaked, full.searched) == (["5"], clean.searched)


def test_a_sentence_of_an_open_paper_is_public_already_and_counted(laid):
    block = laid.papers.programme.version.sections.get().blocks.get()
    block.text = packing.SECRET_TEXT
    block.save()
    public = edition(built(laid.meeting), Edition.PUBLIC)
    assert public.state == State.DONE
    assert public.checks[-1]["words"].endswith("(1 more stands in open papers too)")


def test_what_is_kept_back_after_the_order_stops_the_pack(laid):
    build = packs.order(laid.meeting, by=SYSTEM)
    ExemptionFactory(paper=laid.papers.programme)
    packs.work_until_done(build)
    assert [(pack.state, pack.error) for pack in both(build)] == [(State.FAILED, assembling.CHANGED)] * 2


def test_what_is_taken_off_after_the_order_stops_the_pack(laid):
    build = packs.order(laid.meeting, by=SYSTEM)
    laid.papers.secret.delete()
    packs.work_until_done(build)
    assert {pack.state for pack in both(build)} == {State.FAILED}


def test_contents_give_true_page_numbers_in_both_editions(laid):
    for pack in both(built(laid.meeting)):
        with pikepdf.open(files.path(pack.file)) as pdf:
            numbers = labels(pdf)
        pages = dict(zip(numbers, text_of_pages(files.path(pack.file), pack.pages), strict=True))
        front = " ".join(page for number, page in pages.items() if isinstance(number, str))
        assert [number for number in numbers if isinstance(number, str)][:2] == ["i", "ii"]
        assert next(number for number in numbers if isinstance(number, int)) == 1
        for title in ("Health of children in care", "Dentists by district", "Letter", "Work programme"):
            first = int(re.search(rf"{title}.*?\(Pages? (\d+)", front)[1])
            assert title in pages[first], (title, first)
        for number, page in pages.items():
            assert re.search(rf"Pages? {number}\b", page), number


def test_each_item_starts_on_the_same_printed_number_in_both_editions(laid):
    starts = []
    for pack in both(built(laid.meeting)):
        with pikepdf.open(files.path(pack.file)) as pdf:
            numbers = labels(pdf)
            places = {
                page.objgen: number for page, number in zip((page.obj for page in pdf.pages), numbers, strict=True)
            }
            bookmark, found = pdf.Root.Outlines.First, {}
            while bookmark is not None:
                found[str(bookmark.Title)] = places[bookmark.Dest[0].objgen]
                bookmark = bookmark.get("/Next")
        starts.append(found)
    shared = starts[0].keys() & starts[1].keys()
    assert {"Item 2: Health of children in care", "Item 6: Work programme", "Agenda"} <= shared
    assert {name: starts[0][name] for name in shared} == {name: starts[1][name] for name in shared}
    assert starts[0]["Item 5: Placements"] == starts[1][f"Item 5: {packing.SECRET_ITEM}"]


def test_building_again_prints_nothing_and_gives_the_same_bytes(laid):
    first = built(laid.meeting)
    prints = set(PrintedPart.objects.values_list("pk", flat=True))
    second = built(laid.meeting)
    assert set(PrintedPart.objects.values_list("pk", flat=True)) == prints
    assert list(second.parts.values_list("was_cached", flat=True)) == [True] * second.parts.count()
    assert [pack.file for pack in both(first)] == [pack.file for pack in both(second)]


def test_one_changed_report_prints_that_report_alone(laid):
    built(laid.meeting)
    block = laid.papers.programme.version.sections.get().blocks.get()
    block.text = "Something else that we shall look at."
    block.save()
    build = built(laid.meeting)
    assert [part.item.title for part in build.parts.filter(was_cached=False)] == ["Work programme"]


def test_a_report_that_cannot_be_printed_is_named_and_the_others_are_built(laid):
    block = laid.papers.health.version.sections.get().blocks.first()
    block.kind, block.image, block.alt = "figure", "0" * 64, "A chart"
    block.save()
    build = built(laid.meeting)
    assert [(part.item.title, part.kind) for part in build.parts.filter(state=State.FAILED)] == [
        ("Health of children in care", "report")
    ]
    public = edition(build, Edition.PUBLIC)
    assert public.state == State.DONE
    assert "This paper could not be printed" in words.of_pdf(files.path(public.file))
    assert "What we shall look at next year." in words.of_pdf(files.path(public.file))


def test_a_body_without_a_settled_law_gets_a_notice_and_a_warning(body):
    body.legal_basis = "not_settled"
    body.save()
    build = built(packing.MeetingFactory(body=body))
    assert build.parts.get().kind == Part.Kind.NOTICE
    assert "legal basis" in build.warnings[0]
    for pack in both(build):
        assert "is not settled" in words.of_pdf(files.path(pack.file))


def test_a_missing_paper_warns_and_gets_a_sheet(laid):
    build = built(laid.meeting)
    assert (
        "Item 3, “Fostering service”: the paper is missing. A sheet “to follow” is printed in its place."
        in build.warnings
    )
    assert "To follow" in words.of_pdf(files.path(edition(build, Edition.PUBLIC).file))


def test_an_empty_agenda_gives_a_front_sheet_and_a_warning(body):
    meeting = packing.MeetingFactory(body=body)
    build = built(meeting)
    assert build.warnings == ["The agenda has no items yet. The pack will be a front sheet alone."]
    assert [(pack.state, pack.pages) for pack in both(build)] == [(State.DONE, 1)] * 2


def test_a_cancelled_meeting_is_not_built(laid):
    laid.meeting.status = "cancelled"
    laid.meeting.save()
    with pytest.raises(packs.CannotBuild):
        packs.order(laid.meeting, by=SYSTEM)
    assert laid.meeting.builds.count() == 0


def test_pressing_twice_orders_one_build(laid):
    assert packs.order(laid.meeting, by=SYSTEM) == packs.order(laid.meeting, by=SYSTEM)
    assert laid.meeting.builds.count() == 1


def test_both_editions_print_public_names_only(body):
    person = packing.PersonFactory(name="Nia CANARYNAME", category="young", name_is_public=False)
    sit(person, body, "young")
    for pack in both(built(packing.MeetingFactory(body=body))):
        said = words.of_pdf(files.path(pack.file))
        assert "CANARYNAME" not in said
        assert "A young representative" in said


@pytest.mark.skipif(not os.environ.get("PDFUA_CHECK"), reason="PDFUA_CHECK names the checker of PDF/UA")
def test_both_editions_pass_the_judge_of_pdf_ua(laid, tmp_path):
    for pack in both(built(laid.meeting)):
        assert pack.claims_ua
        path = tmp_path / f"{pack.edition}.pdf"
        path.write_bytes(files.read(pack.file))
        done = subprocess.run([os.environ["PDFUA_CHECK"], str(path)], capture_output=True, text=True)  # noqa: PLW1510
        assert (done.returncode, done.stdout) == (0, done.stdout)
