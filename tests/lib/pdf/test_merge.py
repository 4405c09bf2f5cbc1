"""Parts become one pack: one tree, true numbers, links that lead, the same bytes each time."""

import hashlib
import re
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name

from corporate_parenting.lib import pdf, words

from .samples import CANARY, MOMENT, Upload, branch, drawn, elements, html, kids, long_table, plain_bytes, tagged_upload
from .samples import words as line


@pytest.fixture(scope="module")
def report():
    return pdf.render(
        html('<h1>Report</h1><p>See <a href="#end">the end</a>.</p>' + long_table(40) + "<h2 id=end>End</h2>")
    )


@pytest.fixture(scope="module")
def front():
    links = '<a href="pack:item1">Report</a> <a href="pack:item2">Plan</a> <a href="pack:no">Gone</a>'
    return pdf.render(html(f"<h1>Agenda</h1><p>{links}</p>"))


def part(made, title, **about):
    return pdf.Part(made.data, title, claims_ua=made.claims_ua, **about)


@pytest.fixture
def pack(tmp_path, front, report):
    out = tmp_path / "pack.pdf"
    merged = pdf.merge(
        [
            part(front, "Front sheet", first_number=1, header="Corporate Parenting Panel"),
            part(report, "Report", first_number=2, header="Item 1 Report", target="item1", bookmark="1. Report"),
            part(report, "Plan", first_number=20, header="Item 2", marking="Not for publication", target="item2"),
        ],
        title="Public document pack",
        at=MOMENT,
        out=out,
    )
    with pikepdf.open(out) as opened:
        yield merged, opened, out


def test_every_part_is_a_part_of_one_document(pack):
    merged, opened, _ = pack
    [document] = opened.Root.StructTreeRoot.K
    assert [str(kid.S) for kid in kids(document)] == ["/Part"] * 3
    assert [str(kid.T) for kid in kids(document)] == ["Front sheet", "Report", "Plan"]
    assert branch(kids(document)[0]) == ["Part", "H1", ["P", "Link", "Link", "Link"]]
    written = sum(
        1 for thing in opened.objects if isinstance(thing, pikepdf.Dictionary) and Name.P in thing and Name.S in thing
    )
    assert merged.structure_elements == written


def test_what_was_written_is_said(pack):
    merged, opened, out = pack
    assert merged.pages == len(opened.pages) == 5
    assert merged.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert merged.claims_ua
    assert merged.lost_links == ["no"]
    assert pdf.check(out) == []
    assert [path.name for path in out.parent.iterdir()] == ["pack.pdf"]


def test_labels_are_the_printed_numbers(pack):
    _, opened, _ = pack
    assert [page.label for page in opened.pages] == ["1", "2", "3", "20", "21"]


def test_heads_and_numbers_are_printed_outside_the_reading_order(pack):
    _, opened, out = pack
    pages = words.of_pdf(out).split("\n")
    assert "Corporate Parenting Panel" in pages[0]
    assert "Page 1" in pages[0]
    assert "Item 2 Not for publication Page 21" in " ".join(pages[4].split())
    for page in opened.pages:
        stamps = re.findall(rb"/Artifact <</Type /Pagination /Subtype /(\w+)>> BDC", drawn(page))
        assert stamps == [b"Header", b"Footer"]


def test_a_part_without_numbers_has_none(tmp_path, report):
    out = tmp_path / "pack.pdf"
    pdf.merge([part(report, "Front"), part(report, "Report", first_number=1)], title="x", at=MOMENT, out=out)
    with pikepdf.open(out) as opened:
        assert [page.label for page in opened.pages] == ["Front", "Front", "1", "2"]
    assert "Page" not in words.of_pdf(out).split("\n")[1]


def test_the_caller_words_the_numbers(tmp_path, report):
    out = tmp_path / "pack.pdf"
    numbered = part(report, "Report", first_number=8, number_label=lambda number: f"Tudalen {number} o’r pecyn")
    pdf.merge([numbered], title="x", at=MOMENT, out=out)
    assert "Tudalen 9 o’r pecyn" in words.of_pdf(out).split("\n")[1]


def test_heads_keep_welsh_and_polish_letters_and_are_cut_to_the_page(tmp_path, report):
    out = tmp_path / "pack.pdf"
    pdf.merge(
        [part(report, "R", header="Ŵyl Łódź naïve – “x” 漢 ﬁ", marking="long " * 60)], title="x", at=MOMENT, out=out
    )
    text = " ".join(words.of_pdf(out).split("\n")[0].split()).replace(" ", "")
    assert "ŴylŁódźnaïve–“x”?" in text
    assert "long…" in text
    assert "long" * 40 not in text


def test_links_lead_within_a_part_and_between_parts(pack):
    _, opened, _ = pack
    numbers = {page.obj.objgen: page.label for page in opened.pages}

    def leads_to(page):
        return [numbers[one.Dest[0].objgen] if Name.Dest in one else None for one in page.obj.get(Name.Annots, ())]

    assert [leads_to(page) for page in opened.pages] == [["2", "20", None], ["3"], [], ["21"], []]
    assert b"pack:" not in plain_bytes(Path(pack[2]).read_bytes())


def test_bookmarks_are_the_parts_with_their_headings_folded_beneath(pack):
    _, opened, _ = pack
    with opened.open_outline() as outline:
        found = [(item.title, item.is_closed, [child.title for child in item.children]) for item in outline.root]
    assert found == [("Front sheet", False, []), ("1. Report", True, ["End"]), ("Plan", True, ["End"])]


def test_places_have_names_for_links_from_outside(pack):
    _, opened, _ = pack
    names = opened.Root.Names.Dests.Names
    assert [str(each) for each in names[::2]] == ["item1", "item2"]


def test_the_same_parts_give_the_same_bytes(tmp_path, front, report):
    parts = [part(front, "Front", first_number=1), part(report, "Report", first_number=2, header="Ŵyl")]
    first, second = (pdf.merge(parts, title="x", at=MOMENT, out=tmp_path / name) for name in ("a.pdf", "b.pdf"))
    assert first.sha256 == second.sha256
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_parts_may_lie_in_files(tmp_path, report):
    (tmp_path / "part.pdf").write_bytes(report.data)
    merged = pdf.merge([pdf.Part(tmp_path / "part.pdf", "Report")], title="x", at=MOMENT, out=tmp_path / "pack.pdf")
    assert merged.pages == 2


def test_title_language_and_moment_are_said(pack):
    _, opened, _ = pack
    assert str(opened.Root.Lang) == "en-GB"
    assert opened.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(opened.docinfo.Title) == "Public document pack"
    xmp = opened.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "2026-12-04T10:00:00Z" in xmp


def test_no_claim_is_made_when_one_part_does_not(tmp_path, report):
    upload = pdf.examine(Upload().data())
    out = tmp_path / "pack.pdf"
    merged = pdf.merge([part(report, "Report"), part(upload, "Appendix & more")], title="A & B", at=MOMENT, out=out)
    assert not merged.claims_ua
    with pikepdf.open(out) as opened:
        assert b"pdfuaid:part" not in opened.Root.Metadata.read_bytes()
        assert b"A &amp; B" in opened.Root.Metadata.read_bytes()
    assert pdf.check(out) == []


def test_tags_of_an_upload_are_kept_twice_over(tmp_path, report):
    """The same document laid twice: its names must not meet."""
    upload = pdf.examine(tagged_upload().data())
    out = tmp_path / "pack.pdf"
    merged = pdf.merge(
        [part(upload, "A"), part(report, "R"), part(upload, "B", lang="cy")], title="x", at=MOMENT, out=out
    )
    with pikepdf.open(out) as opened:
        parts = kids(opened.Root.StructTreeRoot.K[0])
        table = ["Table", ["TR", "TH"], ["TR", "TD"]]
        assert branch(parts[0]) == branch(parts[2]) == ["Part", "H1", ["P", "Link"], table]
        assert str(parts[2].Lang) == "cy"
        heads = [str(head.ID) for head in elements(opened, "TH") if Name.ID in head]
        told = [str(cell.A[0].Headers[0]) for cell in elements(opened, "TD") if isinstance(cell.get(Name.A), Array)]
        assert heads == told == ["00001-head", "00003-head"]
        assert [str(name) for name in opened.Root.StructTreeRoot.IDTree.Names[::2]] == heads
    assert not merged.claims_ua, "its font is not in the file"
    assert pdf.check(out) == []


def test_a_document_that_was_not_made_ready_is_never_merged(tmp_path):
    raw = Upload(line(CANARY)).data()
    with pytest.raises(ValueError, match="“Appendix” has not been made ready"):
        pdf.merge([pdf.Part(raw, "Appendix")], title="x", at=MOMENT, out=tmp_path / "pack.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_pack_of_nothing_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least one part"):
        pdf.merge([], title="x", at=MOMENT, out=tmp_path / "pack.pdf")


def test_the_work_grows_with_the_pages_only(tmp_path, report):
    """Twice the parts, twice the elements: nothing is read or written twice."""
    sizes = [
        pdf.merge([part(report, "R", first_number=1)] * count, title="x", at=MOMENT, out=tmp_path / "p.pdf")
        for count in (5, 10)
    ]
    assert sizes[1].structure_elements - 1 == 2 * (sizes[0].structure_elements - 1)
