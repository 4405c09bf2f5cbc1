"""The page "Accessibility of this pack": what it names, whom it says to ask, and what an edition may not tell."""

import os
import re
import subprocess

import pikepdf
import pytest

from committees import packs
from committees.models.packs import Edition
from committees.packs import accessible
from corporate_parenting.lib import files, pdf, words
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from roles.models import Person
from tests.committees import packing
from tests.lib.pdf.samples import Upload, elements
from tests.lib.pdf.samples import words as line
from tests.reports import appendix_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
HEADING = "Accessibility of this pack"
PRIVATE = "CANARYSCAN of the placement order"


@pytest.fixture
def laid(body, people):
    Person.objects.update(email="clerk@wexcombe.example")
    return packing.meeting_with_everything(body)


def fields(data):
    """What an appendix holds of a supplied file, as the door writes it down."""
    examined = pdf.examine(data)
    return {
        "file_name": "file.pdf",
        "original": files.keep(data),
        "safe": files.keep(examined.data),
        "pages": examined.pages,
        "size": len(examined.data),
        "tagged": examined.tagged,
        "claims_ua": examined.claims_ua,
        "language": examined.language,
        "titled": bool(examined.title),
        "scanned": examined.scanned,
        "fonts_missing": examined.fonts_missing,
        "findings": examined.findings,
    }


def without_tags():
    upload = Upload(line("First page of the plan"), line("Second page of the plan"))
    upload.annotate("Link", A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://www.example.org")))
    return upload.data()


@pytest.fixture
def hard(laid):
    """An open report with a file without tags, a scanned document laid by itself, and a private scan."""
    laid.papers.health.version.appendices.create(order=2, title="Plan for dentists", **fields(without_tags()))
    laid.papers.secret.version.appendices.create(order=2, title=PRIVATE, **fields(appendix_files.scan()))
    document = laid.papers.letter.document
    known = fields(appendix_files.scan())
    for name in ("safe", "pages", "size", "tagged", "claims_ua", "findings"):
        setattr(document, name, known[name])
    document.save()
    return laid


def built(meeting):
    build = packs.order(meeting, by=SYSTEM)
    packs.work_until_done(build)
    return [build.packs.in_print().get(edition=edition) for edition in (Edition.PUBLIC, Edition.RESTRICTED)]


def pages_of(pack):
    return words.of_pdf(files.path(pack.file)).split("\n")[: pack.pages]


def told_in(pack):
    """The words of the page, its own; one line, as they are read out."""
    [page] = [page for page in pages_of(pack) if HEADING in page]
    return " ".join(page[page.index(HEADING) :].split())


def test_what_is_hard_to_read_is_named_with_what_is_wrong_and_where_it_stands(hard):
    public, _ = built(hard.meeting)
    told = told_in(public)
    assert "This pack as a whole does not claim to follow it, because 2 parts of it do not." in told
    assert "Item 2, appendix: Plan for dentists" in told
    for fault in ("NO_TAGS", "NO_LINKS", "NO_LANGUAGE", "NO_TITLE", "NO_FONTS", "PICTURE"):
        assert " ".join(getattr(accessible, fault).split()) in told, fault
    assert "Dentists by district" not in told
    for title, words_there in (("Plan for dentists", "First page of the plan"), ("Letter", "")):
        first = re.search(rf"{title}.*?Pages? (\d+)", told)[1]
        with pikepdf.open(files.path(public.file)) as made:
            [at] = [n for n, page in enumerate(made.pages) if page.label == first]
        assert words_there in pages_of(public)[at]
    assert not public.claims_ua


def test_it_says_whom_to_ask_for_another_form(hard, people):
    told = told_in(built(hard.meeting)[0])
    after = told[told.index("Ask for it in another form") :]
    assert "@" in after
    assert "large print or as a web page" in after


def test_each_place_is_a_link_to_the_paper(hard):
    public, _ = built(hard.meeting)
    with pikepdf.open(files.path(public.file)) as made:
        [at] = [n for n, page in enumerate(pages_of(public)) if HEADING in page]
        links = [note for note in made.pages[at].obj.Annots if note.Subtype == pikepdf.Name.Link]
        pages = [page.obj.objgen for page in made.pages]
        leads = {made.pages[pages.index(link.Dest[0].objgen)].label for link in links}
    told = told_in(public)
    assert leads == set(re.findall(r"Pages? (\d+)", told))


def test_titles_of_private_files_stand_in_the_restricted_edition_alone(hard):
    public, restricted = built(hard.meeting)
    assert PRIVATE in told_in(restricted)
    assert "because 3 parts of it do not" in told_in(restricted)
    assert "CANARY" not in told_in(public)
    assert public.state == State.DONE


def test_a_pack_in_which_all_is_well_says_so_in_two_sentences_without_a_page_of_its_own(laid):
    for pack in built(laid.meeting):
        told = told_in(pack)
        assert "Every part of this pack follows PDF/UA-1" in told
        assert told.count(". ") <= 3
        assert pack.claims_ua
        front = [page for page in pages_of(pack) if HEADING in page]
        assert "Work programme" in front[0]


def test_a_front_with_characters_that_no_font_has_does_not_say_that_all_is_well(laid):
    item = laid.items[0]
    item.title = "Apologies \U0001f9ff\U00012000"
    item.save()
    public, _ = built(laid.meeting)
    assert not public.claims_ua
    assert "Every part of this pack" not in told_in(public)
    assert accessible.AGENDA in told_in(public)
    assert accessible.NO_LETTERS in told_in(public)


def test_what_is_read_out_in_the_place_of_a_page_says_whose_page_it_is_and_why(hard):
    public, restricted = built(hard.meeting)
    ask = "Ask the council for it in another form."
    with pikepdf.open(files.path(public.file)) as made:
        told = [str(figure.Alt) for figure in elements(made, "Figure")]
    untagged = "supplied without tags, so its text cannot be read out from here."
    assert told == [
        f"Item 2, appendix 2, page 1 of 2: {untagged} {ask}",
        f"Item 2, appendix 2, page 2 of 2: {untagged} {ask}",
        f"Item 4, document, page 1 of 1: supplied without text, as a picture, so nothing can be read out. {ask}",
    ]
    with pikepdf.open(files.path(restricted.file)) as made:
        assert "Item 5, appendix 2, page 1 of 1" in str([str(one.Alt) for one in elements(made, "Figure")])


@pytest.mark.skipif(not os.environ.get("PDFUA_CHECK"), reason="PDFUA_CHECK names the checker of PDF/UA")
def test_the_page_itself_is_pdf_ua_where_what_it_names_is_not(hard, tmp_path):
    """Fonts that are not in a supplied file are all that the judge finds; no claim is made."""
    path = tmp_path / "public.pdf"
    path.write_bytes(files.read(built(hard.meeting)[0].file))
    done = subprocess.run([os.environ["PDFUA_CHECK"], str(path)], capture_output=True, text=True)  # noqa: PLW1510
    failed = set(re.findall(r"clause (\d[\d.]*)|FAIL(?:ED)? +(\d[\d.]*)", done.stdout))
    assert done.returncode == 1
    assert {a or b for a, b in failed} <= {"7.21.4.1", "5"}, done.stdout
    with pikepdf.open(path) as made, made.open_metadata() as about:
        assert "pdfuaid:part" not in about
