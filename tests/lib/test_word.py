"""Word documents: what comes in, what is reported and left out, and what is refused."""

import io
import socket
import zipfile

import pytest

from corporate_parenting.lib import limited, word
from corporate_parenting.lib.reading import ReadError
from corporate_parenting.lib.word import converting, gate
from tests.docx import MAIN, W, docx, levels, numbering, paragraph, relationships, run, table

LISTS = numbering(
    l1=levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("lowerRoman", "%4)")),
    l2=levels(("bullet", "•"), ("bullet", "o")),
)
SAFE = paragraph("Seen")


def markdown(*body, **kwargs):
    return converting.convert(docx(*body, **kwargs), "r.docx")["markdown"]


def findings(*body, **kwargs):
    """Findings, after making sure that the planted word is nowhere else in what came out."""
    found = converting.convert(docx(*body, **kwargs), "r.docx")
    assert "CANARY" not in str([found["markdown"], found["outside"], [one["sentence"] for one in found["found"]]])
    assert found["markdown"] == "Seen"
    return [one["sentence"] for one in found["found"]]


def refusal(data):
    with pytest.raises(ReadError) as raised:
        converting.convert(data, "r.docx")
    return raised.value.message


def test_structure_comes_in():
    body = [
        paragraph("Roles", style="Title"),
        paragraph("", inner=run("To: ") + run("The Panel\nand Forum", "<w:b/>")),
        paragraph("Aims", style="heading1"),
        paragraph("one", number="2"),
        paragraph("two", number="2", level=1),
        paragraph("three", number="2"),
        table(["Item", "Count"], ["a|b", "2"]),
        paragraph("Last", inner='<w:hyperlink r:id="r3">' + run(" Act") + "</w:hyperlink>"),
    ]
    links = [("hyperlink", "https://law.example/act", "External")]
    assert markdown(*body, parts={"word/numbering.xml": LISTS}, links=links) == (
        "# Roles\n\nTo: **The Panel  \nand Forum**\n\n# Aims\n\n- one\n  - two\n- three\n\n"
        "| Item | Count |\n| ---- | ----- |\n| a\\|b | 2     |\n\nLast [Act](https://law.example/act)"
    )


def test_automatic_numbers_are_written_out():
    plan = [
        ("Background", 0),
        ("law", 1),
        ("more law", 1),
        ("part", 2),
        ("part", 2),
        ("deep", 3),
        ("Issues", 0),
        ("x", 1),
    ]
    body = [paragraph(text, number="1", level=level) for text, level in plan]
    assert markdown(*body, parts={"word/numbering.xml": LISTS}).replace("\\", "").split("\n\n") == [
        "1. Background", "1.1 law", "1.2 more law", "(a) part", "(b) part", "i) deep", "2. Issues", "2.1 x",
    ]  # fmt: skip


def test_numbers_that_come_with_a_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Para"><w:name w:val="Para"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Para"/></w:style>'
    )
    body = [paragraph("a", style="Para"), paragraph("b", style="Sub"), paragraph("c", style="Para", number="0")]
    assert markdown(*body, parts={"word/numbering.xml": LISTS}, styles=styles) == "1.1 a\n\n1.2 b\n\nc"


def test_a_list_that_starts_anew():
    again = (
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num></w:numbering>"
    )
    lists = LISTS.replace("</w:numbering>", again)
    body = [
        paragraph("a", number="1"),
        paragraph("b", number="1"),
        paragraph("c", number="3"),
        paragraph("d", number="3"),
    ]
    assert markdown(*body, parts={"word/numbering.xml": lists}).replace("\\", "") == "1. a\n\n2. b\n\n7. c\n\n8. d"


@pytest.mark.parametrize(
    ("count", "kind", "text"), [(4, "upperRoman", "IV"), (29, "lowerLetter", "cc"), (7, "decimalZero", "07")]
)
def test_ways_to_write_a_number(count, kind, text):
    lists = numbering(l1=levels((kind, "%1"))).replace('<w:start w:val="1"/>', f'<w:start w:val="{count}"/>')
    assert markdown(paragraph("x", number="1"), parts={"word/numbering.xml": lists}) == f"{text} x"


HIDDEN_STYLE = (
    '<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
COMMENTS = f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{paragraph("CANARY")}</w:comment></w:comments>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>CANARY</dc:creator></cp:coreProperties>'
)
CASES = {
    "hidden run": (
        {"body": [paragraph("Seen", inner=run("CANARY two", "<w:vanish/>"))]},
        "Hidden text was left out (2 words).",
    ),
    "hidden style": (
        {"body": [SAFE, paragraph("CANARY", style="Secret")], "styles": HIDDEN_STYLE},
        "Hidden text was left out (1 word).",
    ),
    "deletion": (
        {"body": [paragraph("Seen", inner='<w:del w:id="1"><w:r><w:delText>CANARY</w:delText></w:r></w:del>')]},
        "Tracked changes (1): insertions were taken as made, deletions were left out.",
    ),
    "comment": ({"parts": {"word/comments.xml": COMMENTS}}, "1 comment was left out."),
    "custom data": (
        {"parts": {"customXml/item1.xml": "<a>CANARY</a>", "customXml/item2.xml": "<a>CANARY</a>"}},
        "2 pieces of custom data were left out.",
    ),
    "embedded sheet": ({"parts": {"word/embeddings/sheet.xlsx": b"CANARY"}}, "1 embedded file was left out."),
    "properties": (
        {"parts": {"docProps/core.xml": CORE}},
        "The names in the document’s properties (its author, who saved it last) were left out.",
    ),
    "picture": ({"parts": {"word/media/image1.png": b"CANARY"}}, "1 picture was left out."),
    "field": (
        {"body": [paragraph("Seen", inner="<w:r><w:instrText>INCLUDETEXT CANARY.txt</w:instrText></w:r>")]},
        "A field that loads something from elsewhere was left out.",
    ),
    "odd link": (
        {"links": [("hyperlink", "file://server/CANARY", "External")]},
        "A link that leads to a file or to an unknown kind of place was left out.",
    ),
    "own template": (
        {
            "parts": {
                "word/_rels/settings.xml.rels": relationships(
                    ("attachedTemplate", "file:///C:/CANARY.dotm", "External")
                )
            }
        },
        "The document names a template on its author’s computer, which was left out.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_reader_does_not_see_is_reported_and_left_out(case):
    planted, sentence = CASES[case]
    assert findings(*planted.get("body", [SAFE]), **{key: planted[key] for key in planted if key != "body"}) == [
        sentence
    ]


def test_an_ordinary_document_has_no_findings():
    assert findings(SAFE) == []


def test_insertions_are_kept_and_white_words_are_named():
    found = converting.convert(
        docx(paragraph("", inner=f'<w:ins w:id="1">{run("new ")}</w:ins>' + run("white", '<w:color w:val="FFFFFF"/>'))),
        "r",
    )
    assert found["markdown"] == "new white"
    assert [one["kind"] for one in found["found"]] == ["tracked", "white"]


def test_page_headers_and_footers_are_handed_over():
    head = paragraph("Weir Council", inner=run("CANARY", "<w:vanish/>"))
    parts = {
        "word/header1.xml": f'<w:hdr xmlns:w="{W}">{head}</w:hdr>',
        "word/header2.xml": f'<w:hdr xmlns:w="{W}">{paragraph("Weir Council")}</w:hdr>',
        "word/footer1.xml": f'<w:ftr xmlns:w="{W}">{paragraph("Draft")}{paragraph("2")}</w:ftr>',
    }
    found = converting.convert(docx(SAFE, parts=parts), "r.docx")
    assert found["outside"] == [("page header", "Weir Council"), ("page footer", "Draft 2")]


def bomb():
    return docx(SAFE, parts={"word/media/a.bin": b"\0" * 30_000_000})


def renamed(old, new):
    """A document in which a part's name was changed in the bytes, as no zip program would."""
    data = docx(SAFE, parts={old: "<a/>"})
    assert len(old) == len(new)
    return data.replace(old.encode(), new.encode())


def twice():
    packed = io.BytesIO(docx(SAFE))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("word/document.xml", "<a/>")
    return packed.getvalue()


def content(part, text):
    return docx(SAFE, parts={part: text})


OUTSIDE = "the document loads something from elsewhere. Embed or remove it."
DTD = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
BOMB_DTD = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;</a>'
MACRO = MAIN.replace(
    "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main"
)
REFUSED = {
    "not a zip": (lambda: b"%PDF-1.7", "this is not a Word document, or it is incomplete."),
    "truncated": (lambda: docx(SAFE)[:-40], "this is not a Word document, or it is incomplete."),
    "with a password": (
        lambda: gate.OLE + b"\xa1\xb1",
        "the document has a password, or is of an older Word. Save it as .docx without a password.",
    ),
    "another kind of zip": (
        lambda: docx(SAFE, main="application/zip"),
        "this is not a Word document (.docx). Save it as .docx and try again.",
    ),
    "macros": (
        lambda: docx(SAFE, main=MACRO),
        "the document carries macros or controls. Save it as .docx without them.",
    ),
    "macro part": (
        lambda: docx(SAFE, parts={"word/vbaProject.bin": b"x"}),
        "the document carries macros or controls. Save it as .docx without them.",
    ),
    "bomb": (bomb, "the document unpacks to more than a document would hold."),
    "many parts": (
        lambda: docx(SAFE, parts={f"customXml/i{n}.xml": "<a/>" for n in range(2001)}),
        "the document has more than 2,000 parts.",
    ),
    "same name twice": (twice, "the document has two parts of the same name."),
    "absolute name": (
        lambda: renamed("aetc/x.xml", "/etc/x.xml"),
        "the document has a part whose name leads out of it.",
    ),
    "name that climbs": (
        lambda: renamed("aa/aa/x.xml", "../../x.xml"),
        "the document has a part whose name leads out of it.",
    ),
    "entity": (lambda: content("customXml/item1.xml", DTD), "document types and entities are not accepted."),
    "entity bomb": (lambda: content("word/comments.xml", BOMB_DTD), "document types and entities are not accepted."),
    "entity in another encoding": (
        lambda: content("word/comments.xml", DTD.encode("utf-16")),
        "document types and entities are not accepted.",
    ),
    "broken part": (lambda: content("word/comments.xml", "<a><b></a>"), "this part of the document is broken."),
    "outside picture": (lambda: docx(SAFE, links=[("image", "http://127.0.0.1/x.png", "External")]), OUTSIDE),
    "outside object": (lambda: docx(SAFE, links=[("oleObject", "file:///etc/passwd", "External")]), OUTSIDE),
    "outside template": (
        lambda: content(
            "word/_rels/settings.xml.rels",
            relationships(("attachedTemplate", "https://evil.example/t.dotm", "External")),
        ),
        OUTSIDE,
    ),
    "template on a server": (
        lambda: content(
            "word/_rels/settings.xml.rels", relationships(("attachedTemplate", r"\\evil.example\t.dotm", "External"))
        ),
        OUTSIDE,
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case):
    made, message = REFUSED[case]
    assert refusal(made()) == message


def test_a_damaged_part_is_named():
    data = bytearray(docx(SAFE, parts={"word/comments.xml": b"<a>" + b"x" * 500 + b"</a>"}))
    at = data.index(b"word/comments.xml") + len("word/comments.xml") + 4
    data[at : at + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(ReadError) as raised:
        converting.convert(bytes(data), "r.docx")
    assert raised.value.field == "word/comments.xml"


def test_a_picture_that_points_into_the_machine_opens_nothing():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        with pytest.raises(ReadError):
            word.read(docx(SAFE, links=[("image", address, "External")]), "r.docx")
        with pytest.raises(TimeoutError):
            server.accept()


def test_read_goes_through_the_child():
    found = word.read(docx(SAFE, parts={"word/comments.xml": COMMENTS}), "r.docx")
    assert found == word.Word("Seen", [word.Found("comment", 1, "1 comment was left out.", ("Somebody: CANARY",))], [])


def test_a_document_nested_too_deep_ends_as_a_refusal():
    deep = "<w:sdt><w:sdtContent>" * 4000 + SAFE + "</w:sdtContent></w:sdt>" * 4000
    with pytest.raises(ReadError) as raised:
        word.read(docx(deep), "deep.docx")
    assert raised.value.message.startswith("the document could not be read.")


def test_a_document_that_takes_too_long_or_is_too_large(monkeypatch):
    long = docx(*[paragraph("word " * 20)] * 20_000)
    with pytest.raises(ReadError) as raised:
        word.read(long, "long.docx", limits=limited.Limits(seconds=1))
    assert raised.value.message == "the document could not be read. It took longer than 1 seconds."
    monkeypatch.setattr(gate, "MAX_BYTES", 100)
    with pytest.raises(ReadError):
        word.read(docx(SAFE), "large.docx")
