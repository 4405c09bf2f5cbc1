"""Uploads: what is refused, what is taken out, what is named, and that nothing unsafe comes through."""

import io
import re
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from corporate_parenting.lib import pdf, words

from .samples import (
    CANARY,
    MOMENT,
    Upload,
    box,
    branch,
    drawn,
    elements,
    html,
    opened,
    picture,
    plain_bytes,
    tagged_upload,
)
from .samples import words as line

UNTAGGED = "It has no tags for screen readers: upload the tagged original, or offer it as a report too."
NO_LANGUAGE = "It does not say which language it is in."
NO_TITLE = "It has no title of its own."
LOOSE = "Fonts are not in the file: Helvetica."
PLAIN = [UNTAGGED, NO_LANGUAGE, NO_TITLE, LOOSE]


def found(upload, **how):
    """What is found in an upload beyond what is said of every plain one."""
    return [words for words in pdf.examine(upload.data(**how)).findings if words not in PLAIN]


def test_a_plain_upload_is_graded_and_ready():
    examined = pdf.examine(Upload(line("One"), line("Two")).data())
    assert (examined.pages, examined.title, examined.tagged, examined.has_text, examined.claims_ua) == (
        2,
        "",
        False,
        True,
        False,
    )
    assert examined.findings == PLAIN
    assert examined.hidden == []
    assert pdf.page_count(examined.data) == 2


def refusal(data, **limits):
    with pytest.raises(pdf.Refused) as refused:
        pdf.examine(data, **limits)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "It is empty or of another kind."),
        (b"just words", "It is empty or of another kind."),
        (b"<!DOCTYPE html><html><body>Hello", "It is a web page whose name ends in .pdf."),
        (b"PK\x03\x04rest", "It is a Word, Excel or zip file whose name ends in .pdf."),
        (picture("JPEG"), "It is a photograph whose name ends in .pdf."),
    ],
)
def test_another_kind_of_file_is_refused_by_what_it_is(data, told):
    assert refusal(data) == f"This is not a PDF. {told} Save or print the document as PDF and upload that."


@pytest.mark.parametrize("password", ["open-sesame", ""])
def test_a_protected_file_is_refused(password):
    data = Upload().data(encryption=pikepdf.Encryption(owner="owner", user=password))
    assert (
        refusal(data)
        == "The PDF is protected with a password. Open it, save it without protection and upload that copy."
    )


def test_a_file_that_is_cut_off_is_refused():
    whole = Upload(*[line(f"Page {n}") for n in range(8)]).data()
    assert "cut off" in refusal(whole[: len(whole) * 2 // 3])


def test_rubbish_that_calls_itself_pdf_is_refused():
    assert refusal(b"%PDF-1.7\n" + bytes(range(256)) * 20).startswith("The PDF is damaged")


def test_pages_that_hold_one_another_are_refused_or_survived():
    data = Upload().data(compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    looped = data.replace(b"/Kids [ 3 0 R ]", b"/Kids [ 2 0 R ]")
    assert looped != data
    assert refusal(looped).startswith("The PDF is damaged")


def test_a_form_program_is_refused():
    upload = Upload()
    upload.pdf.Root.AcroForm = Dictionary(Fields=[], XFA=Array([String("template"), upload.pdf.make_stream(b"<xdp/>")]))
    assert "interactive form (XFA)" in refusal(upload.data())


def test_too_many_pages_are_refused():
    upload = Upload(*[b"" for _ in range(5)])
    assert refusal(upload.data(), limits=pdf.Limits(30, 2**30, 4)) == (
        "The PDF has 5 pages; 4 is the most for one document. Upload it in parts."
    )


def test_a_page_larger_than_any_paper_is_refused():
    assert refusal(Upload(size=(200_000, 842)).data()).startswith("Page 1 is larger than a PDF page may be.")


def test_a_file_that_is_too_large_is_refused_unread():
    assert refusal(b"x" * 3_000_000, limits=pdf.Limits(30, 2**30, 10, file_size=2**20)).startswith(
        "The file has 3 MB; 1 MB"
    )


def test_a_bomb_ends_in_a_refusal():
    upload = Upload()
    bomb = zlib.compress(zlib.compress(b"q Q " * 60_000_000, 9), 9)
    filters = Array([Name.FlateDecode, Name.FlateDecode])
    upload.first.Contents = pikepdf.Stream(upload.pdf, bomb, Filter=filters)
    assert "cannot be read" in refusal(upload.data(), limits=pdf.Limits(8, 400 * 2**20, 10))


def test_a_damaged_file_that_can_be_read_is_named():
    data = Upload().data()
    assert (
        "The file was damaged and has been repaired: check that every page is there."
        in pdf.examine(data.replace(b"startxref\n", b"startxref\n9")).findings
    )


ACTIONS = {
    "JavaScript": Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')")),
    "Launch": Dictionary(S=Name.Launch, F=String(CANARY)),
    "SubmitForm": Dictionary(S=Name.SubmitForm, F=String(CANARY)),
    "ImportData": Dictionary(S=Name.ImportData, F=String(CANARY)),
    "GoToR": Dictionary(S=Name.GoToR, F=String(CANARY), D=[0, Name.Fit]),
}


@pytest.mark.parametrize("kind", ACTIONS)
@pytest.mark.parametrize("tagged", [False, True])
def test_active_content_is_named_and_gone(kind, tagged):
    upload = tagged_upload() if tagged else Upload()
    action = ACTIONS[kind]
    upload.pdf.Root.OpenAction = upload.pdf.make_indirect(Dictionary(action))
    upload.pdf.Root.AA = Dictionary(WC=Dictionary(action))
    upload.first.AA = Dictionary(O=Dictionary(action))
    upload.annotate("Link", A=Dictionary(action))
    upload.pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("x"), Dictionary(action)]))
    examined = pdf.examine(upload.data())
    assert [words for words in examined.findings if words.startswith("Active content was removed: ")]
    left = plain_bytes(examined.data)
    assert CANARY.encode() not in left
    assert not [key for key in (b"/AA", b"/JS", b"/OpenAction", kind.encode()) if key in left]


def test_attached_files_are_named_and_gone():
    upload = Upload()
    upload.pdf.attachments["children.xlsx"] = pikepdf.AttachedFileSpec(
        upload.pdf, CANARY.encode(), filename="children.xlsx"
    )
    upload.annotate("FileAttachment", FS=upload.pdf.attachments["children.xlsx"].obj)
    examined = pdf.examine(upload.data())
    assert "Attached files were removed: children.xlsx." in examined.findings
    assert CANARY.encode() not in plain_bytes(examined.data)


@pytest.mark.parametrize("tagged", [False, True])
def test_notes_are_named_and_gone(tagged):
    upload = tagged_upload() if tagged else Upload()
    upload.annotate("Text", Contents=String(CANARY))
    upload.annotate("Highlight", Contents=String(CANARY), F=2)
    upload.annotate("Redact", OverlayText=String(CANARY))
    examined = pdf.examine(upload.data())
    assert "Comments and notes were removed: 1." in examined.findings
    assert "Hidden annotations were removed: 1." in examined.findings
    assert "Words are marked for redaction but still there: apply the redaction first." in examined.hidden
    assert CANARY.encode() not in plain_bytes(examined.data)


def test_properties_and_earlier_states_are_named_and_gone():
    upload = Upload()
    upload.pdf.docinfo = upload.pdf.make_indirect(Dictionary(Author=String(CANARY), Title=String("A plan")))
    data = upload.data()
    later = data + b"\nxref\n0 0\ntrailer\n<</Root 1 0 R /Size 9>>\nstartxref\n9\n%%EOF\n"
    assert "Document properties were removed: Author." in pdf.examine(data).findings
    assert pdf.examine(data).title == "A plan"
    assert CANARY.encode() not in plain_bytes(pdf.examine(data).data)
    assert "Earlier states of the document were in the file and have been removed: 1." in pdf.examine(later).findings


HIDDEN = {
    "under a filled box": (line("Child A") + box(), "Words lie under a filled box on page 1:"),
    "under a white box": (line("Child A") + box(colour="1 g"), "Words lie under a filled box on page 1:"),
    "under a drawn shape": (
        line("Child A") + b"60 690 m 400 690 l 400 730 l 60 730 l h f\n", "Words lie under a filled box on page 1:",
    ),
    "in a drawing that is turned and scaled": (
        b"q 0.5 0 0 0.5 100 100 cm\n" + line("Child A") + box() + b"Q\n", "Words lie under a filled box on page 1:",
    ),
    "white on white": (line("Child A", before="1 1 1 rg"), "White words on white on page 1:"),
    "no ink": (line("Child A", before="0 0 0 0 k"), "White words on white on page 1:"),
    "off the page": (line("Child A", x=-400), "Words lie outside the visible page on page 1:"),
    "invisible": (line("Child A", before="3 Tr"), "Invisible words on page 1,"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HIDDEN)
def test_fact_20_words_that_are_covered_and_not_taken_out_are_named(kind):
    """Of fact 20, what files may hide. Suppressing small cells and their complements comes with the indicators."""
    drawing, told = HIDDEN[kind]
    examined = pdf.examine(Upload(line("Seen", y=500) + drawing).data())
    assert [words.startswith(told) for words in examined.hidden] == [True]
    assert examined.hidden[0] in examined.findings


HARMLESS = {
    "words on a filled box": box() + line("Heading", before="1 g"),
    "white words on a dark box": box() + line("Heading", before="1 1 1 rg"),
    "a rule under words": line("Heading") + b"72 698 200 1 re f\n",
    "a box beside words": line("Heading") + box(x=300),
    "a see-through box": line("Heading") + b"/See gs\n" + box(),
    "an ink that is named": b"/Ink cs 1 scn\n" + line("Heading"),
    "a clipping path": line("Heading") + b"0 0 595 842 re W n\n",
}


@pytest.mark.parametrize("kind", HARMLESS)
def test_words_that_a_reader_sees_are_not_named(kind):
    upload = Upload(HARMLESS[kind])
    tint = upload.pdf.make_stream(b"{0 0 0}", FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1])
    upload.resources.ColorSpace = Dictionary(Ink=Array([Name.Separation, Name.Blue, Name.DeviceRGB, tint]))
    upload.resources.ExtGState = Dictionary(See=Dictionary(ca=0.3))
    assert pdf.examine(upload.data()).hidden == []


def test_words_hidden_in_a_drawing_within_the_page_are_named():
    upload = Upload(b"/Form Do\n" + box())
    form = upload.pdf.make_stream(line("Child A"), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
    form.Resources = upload.resources
    upload.resources.XObject = Dictionary(Form=form)
    assert pdf.examine(upload.data()).hidden[0].startswith("Words lie under a filled box on page 1:")


def test_words_cut_off_by_the_crop_box_are_named():
    upload = Upload(line("Seen") + line("Child A", y=100), CropBox=[0, 400, 595, 842])
    assert pdf.examine(upload.data()).hidden == [
        "Words lie outside the visible page on page 1: nobody sees them, but they are in the file."
    ]


@pytest.mark.parametrize("tagged", [False, True])
def test_a_layer_that_is_switched_off_is_named_and_gone(tagged):
    upload = tagged_upload() if tagged else Upload(line("Seen"))
    secret = b"/OC /L1 BDC " + line(CANARY) + b" EMC\n"
    upload.first.Contents = Array([upload.first.Contents, upload.pdf.make_stream(secret)])
    upload.layer(off=True)
    examined = pdf.examine(upload.data())
    assert "Layers that are switched off were removed: 1." in examined.findings
    assert CANARY.encode() not in plain_bytes(examined.data)


def test_a_page_whose_drawing_makes_no_sense_is_named():
    upload = Upload(line("Seen") + b"/Name (x) cm (Child) Tj\n")
    assert pdf.examine(upload.data()).hidden == [
        "The drawing of page 1 could not be followed to its end, so hidden words cannot be ruled out."
    ]


def test_a_tree_that_makes_no_sense_is_not_kept():
    upload = tagged_upload()
    upload.pdf.Root.StructTreeRoot.K.Pg = 7
    assert not pdf.examine(upload.data()).tagged


def test_a_layer_that_is_shown_stays():
    upload = Upload(b"/OC /L1 BDC " + line("Shown") + b" EMC\n")
    upload.layer(off=False)
    examined = pdf.examine(upload.data())
    assert found(upload) == []
    assert b"(Shown)" in plain_bytes(examined.data)


def test_a_scan_is_pictures_without_text():
    upload = scan(b"")
    examined = pdf.examine(upload.data())
    assert not examined.has_text
    assert found(upload) == ["It is pictures of pages without text: it can be neither read aloud nor searched."]


def test_a_scan_with_recognised_text_is_told_of_and_not_called_hidden():
    upload = scan(line("Recognised", before="3 Tr"))
    assert found(upload) == ["Scanned, with recognised text that may hold mistakes or parts painted over: page 1."]
    assert pdf.examine(upload.data()).hidden == []


def scan(drawing):
    upload = Upload(b"q 595 0 0 842 0 0 cm /Scan Do Q\n" + drawing)
    image = upload.pdf.make_stream(bytes(100), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    upload.resources.XObject = Dictionary(Scan=image)
    return upload


def test_what_a_camera_wrote_into_a_photograph_is_gone():
    taken = Image.Exif()
    taken[0x010E] = CANARY
    photograph = io.BytesIO()
    Image.new("RGB", (40, 20), (0, 90, 0)).save(photograph, "JPEG", exif=taken, comment=CANARY)
    upload = scan(b"")
    image = upload.resources.XObject.Scan
    image.write(photograph.getvalue(), filter=Name.DCTDecode)
    image.Width, image.Height, image.ColorSpace = 40, 20, Name.DeviceRGB
    assert CANARY.encode() in plain_bytes(upload.data())
    made = plain_bytes(pdf.examine(upload.data()).data)
    assert CANARY.encode() not in made
    kept = re.search(rb"\xff\xd8\xff.*?\xff\xd9", made, re.DOTALL)[0]
    assert Image.open(io.BytesIO(kept)).getpixel((5, 5)) == (0, 90, 0)


def test_untagged_pages_become_pictures_that_say_so():
    upload, others = scan(line("One", before="3 Tr")), Upload(line("Two"), b"")
    upload.pdf.pages.extend(others.pdf.pages)
    upload.pdf.docinfo = upload.pdf.make_indirect(Dictionary(Title=String("A plan")))
    why = [
        "supplied as a scanned picture, so its text cannot be read out from here.",
        "supplied without tags, so its text cannot be read out from here.",
        "supplied without text, as a picture, so nothing can be read out.",
    ]
    with opened(pdf.examine(upload.data()).data) as made:
        told = [str(figure.Alt) for figure in elements(made, "Figure")]
    ask = "Ask the council for it in another form."
    assert told == [f"Page {n} of 3 of “A plan”: {words} {ask}" for n, words in enumerate(why, start=1)]


def test_links_that_are_lost_with_the_tags_are_told_of():
    upload = Upload()
    upload.annotate("Link", A=Dictionary(S=Name.URI, URI=String("https://www.example.org")))
    assert found(upload) == ["Links in it can be read but not followed: 1."]


def test_tags_are_kept_with_standard_roles():
    examined = pdf.examine(tagged_upload().data())
    assert (examined.tagged, examined.title, examined.findings) == (True, "A plan", [LOOSE])
    with opened(examined.data) as made:
        assert branch(made.Root.StructTreeRoot.K[0]) == [
            "Document", "H1", ["P", "Link"], ["Table", ["TR", "TH"], ["TR", "TD"]],
        ]  # fmt: skip
        assert "/RoleMap" not in made.Root.StructTreeRoot
        [link] = made.pages[0].obj.Annots
        assert str(link.A.URI) == "https://www.example.org/plan"


def test_tags_that_lead_nowhere_are_not_kept():
    upload = tagged_upload()
    upload.pdf.Root.StructTreeRoot.K.K = Array()
    examined = pdf.examine(upload.data())
    assert not examined.tagged
    assert not examined.claims_ua


def test_a_structure_that_holds_itself_is_survived():
    upload = tagged_upload()
    document = upload.pdf.Root.StructTreeRoot.K
    document.K.append(document)
    assert pdf.examine(upload.data()).tagged


@pytest.mark.parametrize(
    ("of_page", "size", "upright"),
    [({}, (842, 1191), True), ({}, (1191, 842), False), ({"Rotate": 90}, (595, 842), False), ({}, (595, 842), True)],
)
@pytest.mark.parametrize("tagged", [False, True])
def test_every_page_comes_to_a4_the_way_it_is_read(of_page, size, upright, tagged):
    upload = tagged_upload() if tagged else Upload(line("x"))
    upload.first.MediaBox = [0, 0, *size]
    for key, value in of_page.items():
        upload.first["/" + key] = value
    with opened(pdf.examine(upload.data()).data) as made:
        width, height = [round(float(edge)) for edge in made.pages[0].obj.MediaBox][2:]
        assert (width, height) == ((595, 842) if upright else (842, 595))
        assert "/Rotate" not in made.pages[0].obj


def test_pages_made_much_smaller_are_told_of():
    assert "Made smaller to fit A4: pages 1." in pdf.examine(Upload(size=(842, 1191)).data()).findings


def test_filled_in_fields_become_part_of_the_page():
    upload = Upload()
    look = upload.pdf.make_stream(
        b"BT /F1 12 Tf (Filled) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 40, 40]
    )
    look.Resources = upload.resources
    upload.annotate("Widget", FT=Name.Tx, T=String("name"), V=String("Filled"), AP=Dictionary(N=look))
    upload.pdf.Root.AcroForm = Dictionary(Fields=Array([upload.first.Annots[0]]))
    examined = pdf.examine(upload.data())
    assert "Form fields were made part of the page, as they are filled in now." in examined.findings
    assert b"(Filled)" in plain_bytes(examined.data)


def test_bookmarks_are_kept_and_lead_to_their_pages():
    upload = Upload(line("One"), line("Two"))
    with upload.pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Second", 1))
        outline.root.append(pikepdf.OutlineItem("Script", action=Dictionary(ACTIONS["JavaScript"])))
    with opened(pdf.examine(upload.data()).data) as made, made.open_outline() as outline:
        assert [(item.title, item.destination[0].objgen) for item in outline.root] == [
            ("Second", made.pages[1].obj.objgen)
        ]


def test_an_upload_and_a_report_become_one_pack(tmp_path):
    report = pdf.render(html("<h1>Report</h1>"))
    upload = Upload(line("Appendix words"))
    upload.first.Contents = Array([upload.first.Contents, upload.pdf.make_stream(b"q q Q Q Q BT 5 Tr")])
    out = tmp_path / "pack.pdf"
    examined = pdf.examine(upload.data())
    parts = [pdf.Part(report.data, "Report", 1), pdf.Part(examined.data, "Appendix", 2, header="Appendix A")]
    pdf.merge(parts, title="x", at=MOMENT, out=out)
    assert "Appendix words" in words.of_pdf(out)
    assert pdf.check(out) == []


def test_a_tagged_upload_that_leaves_its_state_open_does_not_move_the_numbers():
    upload = tagged_upload()
    upload.first.Contents = Array([upload.first.Contents, upload.pdf.make_stream(b"q 9 0 0 9 0 0 cm")])
    with opened(pdf.examine(upload.data()).data) as made:
        assert drawn(made.pages[0]).rstrip().endswith(b"Q Q")
