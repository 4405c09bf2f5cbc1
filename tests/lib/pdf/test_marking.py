"""A marked copy of a pack: one line on every page, decoration alone, and nothing else is another."""

import io
from datetime import UTC, datetime
from functools import cache

import pikepdf
import pytest

from corporate_parenting.lib import files, pdf, words
from tests.committees import packing
from tests.uachecker import conforms

SAID = "Copy 7, for ", "Councillor Zoë O’Hara", ", 3 December 2026. Not for publication."


@cache
def long_pack():
    """The path of a pack of more than thirty pages in two parts, as workers join them."""
    many = [pdf.render(packing.page(f"Report {at}", "Some words. " * 5200)) for at in range(2)]
    parts = [pdf.Part(one.data, "A report", first_number=1, claims_ua=one.claims_ua) for one in many]
    out = files.scratch() / "long.pdf"
    pdf.merge(parts, title="A body: <all> & more", at=datetime(2026, 11, 1, tzinfo=UTC), out=out)
    return out


def marked(said=SAID, **how):
    return pikepdf.open(io.BytesIO(pdf.mark(long_pack(), words=said, **how)))


def line(opened, page):
    """The words of the stream that was put last on a page."""
    return "".join(words.Pages().words(page.obj.Contents[-1], page.obj.Resources)).strip()


def shape(opened):
    """The structure tree, in words: what is in what, and which marks on the pages it holds."""
    found, waiting = [], [(0, opened.Root.StructTreeRoot.K)]
    while waiting:
        depth, one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [(depth, each) for each in one]
        elif isinstance(one, pikepdf.Dictionary):
            found.append((depth, str(one.get("/S")), str(one.get("/T")), str(one.get("/MCID"))))
            waiting.append((depth + 1, one.get("/K", pikepdf.Array())))
        else:
            found.append((depth, str(one)))
    return found


def test_every_page_has_the_line_and_all_else_is_as_it_was():
    with marked() as copy, pikepdf.open(long_pack()) as before:
        assert len(copy.pages) == len(before.pages) >= 30
        assert {line(copy, page) for page in copy.pages} == {"".join(SAID)}
        assert shape(copy) == shape(before)
        assert len(shape(copy)) > 30
        for new, old in zip(copy.pages, before.pages, strict=True):
            assert new.obj.Contents[-1].read_bytes().startswith(b"/Artifact")
            assert [one.read_bytes() for one in new.obj.Contents[:-1]] == [one.read_bytes() for one in old.obj.Contents]


def test_the_title_says_it_in_both_places():
    with marked() as copy:
        assert str(copy.docinfo.Title) == f"A body: <all> & more. {''.join(SAID)}"
        assert "A body: &lt;all&gt; &amp; more. Copy 7, for" in copy.Root.Metadata.read_bytes().decode()


def test_a_marked_copy_is_pdf_ua(tmp_path):
    conforms(tmp_path, pdf.mark(long_pack(), words=SAID))


def test_large_print_has_larger_letters_where_there_is_room():
    with marked(is_large=True) as large, marked() as usual:
        assert b" 12 Tf" in large.pages[0].obj.Contents[-1].read_bytes()
        assert b" 8 Tf" in usual.pages[0].obj.Contents[-1].read_bytes()


def test_a_line_that_has_no_room_in_large_letters_has_smaller_ones_before_the_name_is_cut():
    with marked((SAID[0], "Councillor " + "W" * 30, SAID[2]), is_large=True) as copy:
        assert line(copy, copy.pages[0]) == f"{SAID[0]}Councillor {'W' * 30}{SAID[2]}"
        assert b" 12 Tf" not in copy.pages[0].obj.Contents[-1].read_bytes()


def test_a_long_name_is_cut_and_what_stands_around_it_is_not():
    with marked((SAID[0], "Councillor " + "W" * 180, SAID[2])) as copy:
        said = line(copy, copy.pages[0])
    assert said.startswith("Copy 7, for Councillor WW")
    assert said.endswith(f"W…{SAID[2]}")


def test_a_name_that_cannot_be_drawn_is_in_the_title_and_its_number_on_the_pages():
    with marked((SAID[0], "محمد علي", SAID[2])) as copy:
        assert "محمد علي" in str(copy.docinfo.Title)
        assert line(copy, copy.pages[0]) == f"Copy 7, for its reader{SAID[2]}"


def test_what_is_no_pack_is_not_marked(tmp_path):
    path = tmp_path / "none.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(pdf.NotMarked):
        pdf.mark(path, words=SAID)
