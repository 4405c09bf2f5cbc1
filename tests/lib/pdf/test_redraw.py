"""Pages become pictures, so that hidden words are gone for good; and more ways to hide words are found."""

import io
import subprocess
import time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from corporate_parenting.lib import pdf, words

from .samples import CANARY, MOMENT, Upload, box, elements, opened, plain_bytes, tagged_upload
from .samples import words as line

ALT = "A list of three homes."


def found(upload):
    return [(one["what"], one["page"], one["count"]) for one in pdf.examine(upload.data()).places]


def test_covered_words_are_gone_when_the_pages_are_pictures(tmp_path):
    safe = pdf.examine(Upload(line("Seen", y=500) + line(CANARY) + box(), line("Two")).data()).data
    assert CANARY.encode() in plain_bytes(safe)
    flat = pdf.flatten(safe, alt=ALT, title="Homes")
    assert flat.pages == 2
    assert CANARY.encode() not in plain_bytes(flat.data)
    (tmp_path / "flat.pdf").write_bytes(flat.data)
    assert CANARY not in words.of_pdf(tmp_path / "flat.pdf")
    told = subprocess.run(["pdftotext", tmp_path / "flat.pdf", "-"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""
    with opened(flat.data) as made:
        assert [str(figure.Alt) for figure in elements(made, "Figure")] == [
            f"{ALT} Page 1 of 2, as a picture.", "Page 2 of 2, as a picture.",
        ]  # fmt: skip


def test_a_flattened_file_goes_into_a_pack_without_faults(tmp_path):
    safe = pdf.examine(Upload(line("Seen"), size=(842, 595)).data()).data
    flat = pdf.flatten(safe, alt=ALT, title="Homes")
    pdf.merge([pdf.Part(flat.data, "Homes", 1)], title="Pack", at=MOMENT, out=tmp_path / "pack.pdf")
    assert pdf.check(tmp_path / "pack.pdf") == []


def test_the_picture_shows_what_the_page_showed():
    safe = pdf.examine(Upload(box(x=0, y=0, w=595, h=421, colour="0 0.5 0 rg")).data()).data
    seen = Image.open(io.BytesIO(pdf.picture(safe, page=1, side=200))).convert("RGB")
    assert max(seen.size) == 200
    assert [seen.getpixel((70, y)) for y in (20, 160)] == [(255, 255, 255), (0, 128, 0)]


def test_a_description_can_be_given_anew():
    flat = pdf.flatten(pdf.examine(Upload().data()).data, alt=ALT, title="")
    with opened(pdf.reword(flat.data, alt="Other words.")) as made:
        assert [str(figure.Alt) for figure in elements(made, "Figure")] == ["Other words. Page 1 of 1, as a picture."]


def test_all_the_words_of_a_page_are_read_on_demand():
    safe = pdf.examine(Upload(line("One"), line("Seen", y=500) + line(CANARY) + box()).data()).data
    assert (pdf.page_text(safe, page=1), pdf.page_text(safe, page=2)) == ("One", f"Seen {CANARY}")
    with pytest.raises(pdf.Refused):
        pdf.page_text(safe, page=3)


def test_too_many_pages_are_not_made_into_pictures():
    safe = pdf.examine(Upload(*[b""] * 61).data()).data
    with pytest.raises(pdf.Refused, match="up to 60 pages"):
        pdf.flatten(safe, alt=ALT, title="")


def test_what_is_no_pdf_is_refused_and_not_drawn():
    for work in (lambda: pdf.picture(b"no", page=1), lambda: pdf.flatten(b"%PDF-1.7 no", alt=ALT, title="")):
        with pytest.raises(pdf.Refused):
            work()


HIDDEN = {
    "black on a black box": (box() + line("Child A", before="0 g"), "white"),
    "grey on the same grey": (box(colour="0.5 g") + line("Child A", before="0.5 0.5 0.5 rg"), "white"),
    "in ink that is clear": (b"/Clear gs\n" + line("Child A"), "invisible"),
    "outside a frame": (b"q 0 0 50 50 re W n\n" + line("Child A") + b"Q\n", "off_page"),
    "too small": (line("Child A", size=0.5), "tiny"),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_more_ways_to_hide_words_are_found(kind):
    drawing, what = HIDDEN[kind]
    upload = Upload(line("Seen", y=500) + drawing, line("Seen"))
    upload.resources.ExtGState = Dictionary(Clear=Dictionary(ca=0))
    assert found(upload) == [(what, 1, 1)]


SEEN = {
    "black beside a black rule": b"0 g 72 699 200 1 re f\n" + line("Heading"),
    "black on a light box on a black one": box() + box(x=62, w=290, colour="0.9 g") + line("Heading"),
    "outlined in white": line("Heading", before="1 g 1 Tr"),
    "after a frame has ended": b"q 0 0 50 50 re W n Q\n" + line("Heading"),
    "within a frame": b"q 60 690 300 40 re W n\n" + line("Heading") + b"Q\n",
    "black over a black curve": b"0 g 60 690 m 90 800 120 800 400 690 c 300 700 l 200 800 l 100 750 l f\n" + line("x"),
}


@pytest.mark.parametrize("kind", SEEN)
def test_words_that_are_seen_are_not_called_hidden(kind):
    assert found(Upload(SEEN[kind])) == []


NOTES = {
    "Square": {"IC": [0, 0, 0]},
    "Circle": {"IC": [1, 1, 1]},
    "Highlight": {"C": [0, 0, 0], "QuadPoints": [60, 730, 300, 730, 60, 690, 300, 690]},
    "Ink": {"C": [0, 0, 0], "BS": 20, "InkList": [[60, 710, 300, 710]]},
    "FreeText": {"C": [1, 1, 1], "Contents": String("Removed"), "DA": String("/Helv 12 Tf")},
}


@pytest.mark.parametrize("kind", NOTES)
@pytest.mark.parametrize("tagged", [False, True])
def test_words_under_a_box_that_is_only_a_note_are_found_and_do_not_come_to_light(kind, tagged):
    """Whoever takes the note away, as a pack must, would print the words it was put over."""
    examined = pdf.examine(noted(tagged_upload() if tagged else Upload(line(CANARY)), kind).data())
    assert [one["what"] for one in examined.places] == ["under_box"]
    assert "Boxes and stamps that were put over the pages as notes are now part of them: 1." in examined.removed
    assert not examined.claims_ua


@pytest.mark.parametrize("kind", NOTES)
def test_a_page_with_a_note_over_words_looks_as_if_they_were_not_there(kind):
    with_words, without = (pdf.examine(noted(Upload(drawing), kind).data()).data for drawing in (line("Child A"), b""))
    assert pixels(with_words) == pixels(without)
    assert pixels(with_words) != pixels(pdf.examine(Upload(line("Child A")).data()).data)


def pixels(data):
    return Image.open(io.BytesIO(pdf.picture(data, page=1, side=842))).tobytes()


def noted(upload, kind):
    """An upload with a note of that kind over its line of words."""
    entries = dict(NOTES[kind])
    if "BS" in entries:
        entries["BS"] = Dictionary(W=entries["BS"])
    upload.annotate(kind, **entries)
    upload.first.Annots[-1].Rect = Array([60, 690, 300, 730])
    return upload


@pytest.mark.parametrize(("kind", "entries"), [("Square", {}), ("Highlight", {"C": [1, 1, 0]}), ("Text", {})])
def test_a_note_that_covers_nothing_goes_and_hides_nothing(kind, entries):
    upload = Upload(line("Seen"))
    upload.annotate(kind, **entries)
    upload.first.Annots[-1].Rect = Array([60, 690, 300, 730])
    assert found(upload) == []


def test_a_redaction_that_was_only_marked_is_named_with_its_page():
    upload = Upload(line("One"), line("Two"))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=[60, 690, 300, 730])
    upload.pdf.pages[1].obj.Annots = Array([upload.pdf.make_indirect(note)])
    assert found(upload) == [("redactions", 2, 1)]


def test_who_made_a_file_is_named_as_taken_out_and_gone():
    upload = Upload()
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>'
        + CANARY.encode()
        + b"</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    upload.pdf.Root.Metadata = upload.pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
    examined = pdf.examine(upload.data())
    assert "Document properties were removed: its history." in examined.removed
    assert CANARY.encode() not in plain_bytes(examined.data)


def test_a_link_to_a_file_is_named_and_gone():
    upload = tagged_upload()
    upload.annotate("Link", A=Dictionary(S=Name.URI, URI=String("file:///c:/children.xlsx")))
    examined = pdf.examine(upload.data())
    assert "Active content was removed: a link to a file or a script." in examined.removed
    assert b"children.xlsx" not in plain_bytes(examined.data)


def test_a_grade_says_language_scans_and_fonts():
    examined = pdf.examine(tagged_upload().data())
    assert (examined.language, examined.scanned, examined.fonts_missing) == ("en-GB", 0, 1)
    upload = Upload(b"q 595 0 0 842 0 0 cm /Scan Do Q\n", line("Words"))
    image = upload.pdf.make_stream(bytes(100), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    upload.resources.XObject = Dictionary(Scan=image)
    assert pdf.examine(upload.data()).scanned == 1


def deep_tree(depth=3000):
    upload = Upload()
    kids = Array([upload.first])
    for _ in range(depth):
        kids = Array([upload.pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=kids, Count=1))])
    upload.pdf.Root.Pages.Kids = kids
    return upload


def many_objects():
    upload = Upload()
    upload.pdf.Root.Heap = Array([upload.pdf.make_indirect(Dictionary(N=n)) for n in range(100_000)])
    return upload


def vast_drawing():
    return Upload(b"0 0 1 1 re f\n" * 400_000 + line("x") * 20_000)


@pytest.mark.parametrize("bomb", [deep_tree, many_objects, vast_drawing])
def test_a_bomb_ends_in_words_or_is_survived_within_its_time(bomb):
    data, started = bomb().data(), time.monotonic()
    try:
        made = pdf.examine(data, limits=pdf.Limits(seconds=20, memory=1024 * 2**20, pages=500))
    except pdf.Refused as refused:
        told = str(refused)
    else:
        told = f"{pdf.page_count(made.data)} page."
    assert told.endswith(".")
    assert time.monotonic() - started < 25


def test_a_page_of_vast_size_is_refused_and_a_large_one_is_drawn_small():
    with pytest.raises(pdf.Refused, match="larger than a PDF page may be"):
        pdf.examine(Upload(size=(20_000, 20_000)).data())
    safe = pdf.examine(Upload(size=(14_000, 14_000)).data()).data
    assert len(pdf.picture(safe, page=1)) < 1_000_000


def test_the_memory_limit_holds_while_pages_are_drawn():
    image = pikepdf.new()
    page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 595, 842], Resources=Dictionary(XObject=Dictionary()))
    image.pages.append(pikepdf.Page(page))
    huge = image.make_stream(bytes(30_000 * 3000), Type=Name.XObject, Subtype=Name.Image, Width=30_000, Height=30_000)
    huge.ColorSpace, huge.BitsPerComponent = Name.DeviceRGB, 8
    image.pages[0].obj.Resources.XObject.X = huge
    image.pages[0].obj.Contents = image.make_stream(b"q 595 0 0 842 0 0 cm /X Do Q")
    data = io.BytesIO()
    image.save(data)
    started = time.monotonic()
    try:
        made = pdf.flatten(data.getvalue(), alt=ALT, title="")
    except pdf.Refused as refused:
        told = str(refused)
    else:
        told = f"{made.pages} page."
    assert told.endswith(".")
    assert time.monotonic() - started < 28
