"""The pack looks itself over, and a cache key names everything that a pack is made with."""

import hashlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, String

from corporate_parenting.lib import pdf, words
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


def test_a_script_is_found_however_its_name_is_spelt(pack):
    def spoil(opened):
        opened.Root.Somewhere = opened.make_indirect(Object.parse(b"<< /S /Java#53cript /J#53 (x) >>"))

    assert spoilt(pack, spoil) == ["It carries a script."]


def test_drawings_that_cannot_be_parsed_or_decoded_are_found(pack):
    def broken(opened):
        opened.pages[0].contents_add(b"BT <zz> Tj ET")

    assert "invalid character (z) in hexstring" in "".join(spoilt(pack, broken))


def test_a_stream_that_cannot_be_decoded_is_found_wherever_it_is(pack):
    def spoil(opened):
        opened.Root.Somewhere = opened.make_stream(b"x")
        opened.Root.Somewhere.write(b"not packed at all", filter=Name.FlateDecode)

    assert "error decoding stream data" in "".join(spoilt(pack, spoil))


def test_bookmarks_that_go_round_are_found(pack):
    def spoil(opened):
        first = opened.Root.Outlines.First
        first.Next = first

    assert "The bookmarks go round in a circle." in spoilt(pack, spoil)


def test_what_is_known_of_pages_changes_nothing_that_is_found(pack):
    first = pdf.inspect(pack)
    assert pdf.inspect(pack, known=first.known) == first
    assert first.words == words.of_pdf(pack)
    assert first.sha256 == hashlib.sha256(pack.read_bytes()).hexdigest()


def test_words_are_known_by_the_bytes_and_the_letters_of_the_font(pack):
    """The same drawing says something else in another font: it is not taken for the one that is known."""
    first = pdf.inspect(pack)
    [(digest, own, _)] = first.pages
    assert "Words" in own
    assert pdf.inspect(pack, known={digest: "what was known"}).pages[0][1] == "what was known"

    def change(opened):
        for font in opened.pages[0].obj.Resources.Font.as_dict().values():
            font.ToUnicode = opened.make_stream(font.ToUnicode.read_bytes().replace(b"<0057>", b"<0056>"))

    with pikepdf.open(pack, allow_overwriting_input=True) as opened:
        change(opened)
        opened.save()
    other = pdf.inspect(pack, known={digest: "what was known"})
    assert other.pages[0][0] != digest
    assert "Vords" in other.pages[0][1]


def test_words_in_a_form_on_a_page_are_not_taken_for_known(pack):
    def with_form(opened, text):
        form = opened.make_stream(b"BT (" + text + b") Tj ET", Subtype=Name.Form, BBox=[0, 0, 9, 9])
        opened.pages[0].obj.Resources.XObject = Dictionary(Fm1=form)

    with pikepdf.open(pack, allow_overwriting_input=True) as opened:
        with_form(opened, b"first words")
        contents = opened.pages[0].obj.Contents
        contents.insert(1, opened.make_stream(b"/Fm1 Do"))
        opened.save()
    known = pdf.inspect(pack).known
    assert "first words" in "".join(known.values())
    with pikepdf.open(pack, allow_overwriting_input=True) as opened:
        with_form(opened, b"other words")
        opened.save()
    assert "other words" in pdf.inspect(pack, known=known).words
    assert "first words" not in pdf.inspect(pack, known=known).words


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
