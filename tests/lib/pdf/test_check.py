"""The pack looks itself over, and a cache key names everything that a pack is made with."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from corporate_parenting.lib import pdf
from corporate_parenting.lib.pdf import checking

from .samples import MOMENT, html


@pytest.fixture
def pack(tmp_path):
    report = pdf.render(html('<h1>Report</h1><p>Words <a href="https://www.example.org">link</a></p>'))
    out = tmp_path / "pack.pdf"
    pdf.merge([pdf.Part(report.data, "Report", 1)], title="x", at=MOMENT, out=out)
    return out


def spoilt(path, spoil):
    with pikepdf.open(path, allow_overwriting_input=True) as opened:
        spoil(opened)
        opened.save()
    return pdf.check(path)


def test_a_sound_pack_has_no_faults(pack):
    assert pdf.check(pack) == []


def test_a_mark_without_an_element_is_found(pack):
    def spoil(opened):
        opened.Root.StructTreeRoot.ParentTree.Kids[0].Nums[1] = Array()

    assert spoilt(pack, spoil) == ["Page 1: marked content without a structure element (3)."]


def test_a_link_without_an_element_is_found(pack):
    def spoil(opened):
        del opened.pages[0].obj.Annots[0].StructParent

    assert spoilt(pack, spoil) == ["Page 1: a link that is in no structure element."]


def test_a_script_and_an_attached_file_are_found(pack):
    def spoil(opened):
        opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("x"))
        opened.attachments["a.txt"] = b"x"

    assert spoilt(pack, spoil) == [
        "It carries attached files.",
        "It carries a script.",
        "It carries an action on opening.",
    ]


def test_lost_tags_are_found(pack):
    def spoil(opened):
        del opened.Root.StructTreeRoot

    assert "The document has no StructTreeRoot." in spoilt(pack, spoil)


def test_a_pack_that_is_cut_off_is_found(pack):
    pack.write_bytes(pack.read_bytes()[:2000])
    assert pdf.check(pack) != []


def test_a_file_that_is_no_pdf_is_found(tmp_path):
    (tmp_path / "x.pdf").write_text("words")
    assert pdf.check(tmp_path / "x.pdf")[0].startswith("It cannot be opened")


def test_a_file_that_is_not_there_is_found(tmp_path):
    assert pdf.check(tmp_path / "none.pdf")[0].startswith("It cannot be opened")


def test_the_fingerprint_stays_and_changes_with_the_fonts(settings, tmp_path):
    before = pdf.fingerprint()
    assert pdf.fingerprint() == before
    font = next(settings.FONT_DIR.glob("*-latin-400-normal.woff2"))
    (tmp_path / font.name).write_bytes(font.read_bytes())
    settings.FONT_DIR = tmp_path
    assert pdf.fingerprint() != before


def test_the_fingerprint_changes_with_the_pipeline(monkeypatch):
    before = pdf.fingerprint()
    monkeypatch.setattr(checking, "PIPELINE", "0")
    checking.digest_of.cache_clear()
    assert pdf.fingerprint() != before
    checking.digest_of.cache_clear()


def test_missing_fonts_are_told_of(settings, tmp_path):
    settings.FONT_DIR = tmp_path
    with pytest.raises(pdf.FontsMissing, match="run “make setup”"):
        pdf.render(html("<h1>A</h1>"))
