"""HTML becomes tagged PDF: what a screen reader meets, and what a hostile document cannot do."""

import base64
import inspect
import re
import socket
import threading
from importlib.metadata import version

import pytest
import weasyprint.pdf
from pikepdf import Dictionary, Name
from weasyprint.pdf.stream import Stream

from corporate_parenting.lib import pdf

from .samples import CANARY, drawn, elements, html, kids, long_table, opened, picture, plain_bytes, tree


def made(body, **assets):
    rendered = pdf.render(html(body), assets={f"{name}.png": data for name, data in assets.items()})
    return rendered, opened(rendered.data)


def test_the_structure_is_that_of_the_html():
    rendered, document = made(
        "<section><h1>Health</h1><p>Some <strong>words</strong> and <em>more</em>.</p>"
        "<ul><li>One<ul><li>Within</li></ul></li><li><p>Two</p><p>More</p></li></ul>"
        "<blockquote>Said</blockquote></section>"
    )
    one = ["LI", "Lbl", ["LBody", ["L", ["LI", "Lbl", "LBody"]]]]
    two = ["LI", "Lbl", ["LBody", "P", "P"]]
    assert tree(document) == [["Document", ["Sect", "H1", "P", ["L", one, two], ["BlockQuote", "P"]]]]
    assert (rendered.pages, rendered.warnings, rendered.claims_ua) == (1, [], True)


def test_a_list_of_terms_is_a_list_of_labels_and_bodies():
    _, document = made("<h1>Words</h1><dl><dt>IRO</dt><dd>Reviewing officer</dd><dt>SGO</dt><dd>Order</dd></dl>")
    assert tree(document) == [["Document", "H1", ["L", ["LI", "Lbl", "LBody"], ["LI", "Lbl", "LBody"]]]]


def test_words_outside_a_paragraph_get_one():
    _, document = made("<h1>A</h1><div>Loose <b>words</b><p>A paragraph</p>and loose again</div>")
    assert tree(document) == [["Document", "H1", "P", "P", "P"]]


def test_a_table_over_pages_is_one_table_with_one_head():
    rendered, document = made("<h1>Numbers</h1>" + long_table(80))
    [table] = elements(document, "Table")
    assert rendered.pages == 4
    assert [str(kid.S) for kid in kids(table)] == ["/Caption", "/THead", "/TBody"]
    assert len(elements(document, "TR")) == 81
    assert len(elements(document, "TH")) == 82
    for page in document.pages[1:]:
        assert drawn(page).count(b"/Artifact") > drawn(document.pages[0]).count(b"/Artifact")


def test_heads_of_tables_say_what_they_are_heads_of():
    _, document = made(
        "<h1>A</h1><table><thead><tr><th>Area</th><th colspan=2>Years</th></tr></thead>"
        "<tbody><tr><th>North</th><td>1</td><td>2</td></tr></tbody></table>"
    )
    heads = [(str(one.A.Scope), int(one.A.get(Name.ColSpan, 1))) for one in elements(document, "TH")]
    assert heads == [("/Column", 1), ("/Column", 2), ("/Row", 1)]


def test_a_paragraph_over_pages_is_one_paragraph():
    rendered, document = made("<h1>A</h1><p>" + "Many words in one paragraph. " * 300 + "</p>")
    assert rendered.pages == 3
    assert tree(document) == [["Document", "H1", "P"]]


def test_a_link_over_two_lines_is_one_link_that_says_its_words():
    _, document = made(
        '<h1>A</h1><p>x <a href="https://www.example.org/1">' + "the whole <em>plan</em> " * 12 + "</a></p>"
    )
    [link] = elements(document, "Link")
    annotations = [kid.Obj for kid in kids(link) if isinstance(kid, Dictionary) and Name.Obj in kid]
    assert len(annotations) > 1
    assert {str(each.Contents) for each in annotations} == {" ".join(["the whole plan"] * 12)}
    assert {str(each.A.URI) for each in annotations} == {"https://www.example.org/1"}


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"])
def test_a_link_that_does_something_else_is_plain_words(target):
    _, document = made(
        f'<h1>A</h1><p>Go <a href="{target}">there</a> or <a href="mailto:iro@wexcombe.example">ask</a></p>'
    )
    [annotation] = document.pages[0].obj.Annots
    assert str(annotation.A.URI) == "mailto:iro@wexcombe.example"
    assert target.encode() not in plain_bytes(pdf.render(html(f'<h1>A</h1><a href="{target}">there</a>')).data)


def test_pictures_have_words_or_are_decoration():
    rendered, document = made(
        '<h1>A</h1><p><img src="asset:green.png" alt="A green field"></p><p>b <img src="asset:green.png" alt=""></p>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>Placements by year</title>'
        '<rect width="9" height="9"/></svg>',
        green=picture(),
    )
    assert [str(figure.Alt) for figure in elements(document, "Figure")] == ["A green field", "Placements by year"]
    assert rendered.warnings == []


def test_a_picture_without_words_is_told_of_and_no_claim_is_made():
    rendered, _ = made('<h1>A</h1><p><img src="asset:green.png"></p>', green=picture())
    assert rendered.warnings == ["Picture “green.png” has no description for people who cannot see it."]
    assert not rendered.claims_ua


def test_a_missing_picture_is_told_of():
    rendered, _ = made('<h1>A</h1><p><img src="asset:lost.png" alt="Lost"></p>')
    assert rendered.warnings == ["Picture “lost.png” could not be used: missing, damaged, or not PNG, JPEG or SVG."]


def test_a_heading_that_skips_a_level_is_brought_in_line():
    rendered, document = made("<h1>A</h1><h4>Deep</h4><h2>B</h2>")
    assert tree(document) == [["Document", "H1", "H2", "H2"]]
    assert rendered.warnings == ["Heading “Deep” skips a level: it was marked as level 2."]


def test_characters_that_no_font_has_are_named():
    rendered, _ = made("<h1>A</h1><p>A 𓀀 B</p>")
    assert [line for line in rendered.warnings if "U+13000" in line]
    assert not rendered.claims_ua


def test_welsh_letters_keep_their_shapes_and_can_be_copied():
    """Latin and extended Latin are two files of one family, weight and style: each must be embedded for itself."""
    _, document = made("<h1>Plan</h1><p>Ŵyl y ŷd</p>")
    fonts = [thing for thing in document.objects if isinstance(thing, Dictionary) and thing.get(Name.Type) == Name.Font]
    meant = b"".join(font.ToUnicode.read_bytes() for font in fonts if Name.ToUnicode in font).upper()
    assert re.search(rb"<0174>", meant)
    assert re.search(rb"<0177>", meant)
    assert len([font for font in fonts if font.Subtype == Name.Type0]) == 3


def test_a_document_without_language_or_title_makes_no_claim():
    rendered = pdf.render("<body><h1>A</h1></body>")
    assert rendered.warnings == ["The document does not say which language it is in.", "The document has no title."]
    assert not rendered.claims_ua


def test_a_document_can_be_read_by_itself():
    rendered = pdf.render(html('<h1 id=a>Ŵ</h1><p style="break-before: page"><a href="#a">Up</a></p>', title="A & B"))
    with opened(rendered.data) as document:
        assert str(document.docinfo.Title) == "A & B"
        assert document.Root.ViewerPreferences.DisplayDocTitle is True
        assert b"<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes()
        [link] = document.pages[1].obj.Annots
        assert link.Dest[0].objgen == document.pages[0].obj.objgen
    examined = pdf.examine(rendered.data)
    assert (examined.title, examined.tagged, examined.claims_ua, examined.findings) == ("A & B", True, True, [])


def test_the_same_document_gives_the_same_bytes():
    body = html('<h1 id=a>A</h1><p>Words <a href="#a">up</a></p>' + long_table(5))
    assert pdf.render(body).data == pdf.render(body).data


def test_a_document_cannot_fetch_anything(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text(f"p::before {{ content: '{CANARY}' }}")
    calls, server = listener()
    address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
    rendered = pdf.render(
        html(
            f'<h1>A</h1><link rel="stylesheet" href="file://{secret}"><link rel="attachment" href="file://{secret}">'
            f"<style>@import url({address}); h1 {{ background: url({address}) }} @font-face {{ font-family: x;"
            f" src: url({address}) }}</style><p><img src='{address}' alt='x'>"
            f"<a rel='attachment' href='file://{secret}'>a</a>"
            f"<object data='{address}'></object><img src='font:../secret.woff2' alt='y'></p>"
            f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>t</title>'
            f'<image href="{address}"/></svg>'
        )
    )
    server.close()
    assert calls == []
    assert CANARY.encode() not in plain_bytes(rendered.data)
    assert b"EmbeddedFile" not in plain_bytes(rendered.data)


def listener():
    server, calls = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        try:
            while True:
                calls.append(server.accept())
        except OSError:
            pass

    threading.Thread(target=serve, daemon=True).start()
    return calls, server


def test_a_picture_in_the_text_is_printed():
    data = base64.b64encode(picture()).decode()
    rendered, document = made(f'<h1>A</h1><p><img src="data:image/png;base64,{data}" alt="Green"></p>')
    assert (rendered.warnings, len(elements(document, "Figure"))) == ([], 1)


@pytest.mark.parametrize("body", ["<div>" * 3000, "<table><tr><td>" * 400, "<ul><li>" * 800, "<span>" * 4000])
def test_a_document_nested_too_deeply_is_refused_in_plain_words(body):
    with pytest.raises(pdf.RenderFailed, match="nested too deeply"):
        pdf.render(html(body + "x"))


def test_a_document_that_takes_too_long_is_stopped():
    with pytest.raises(pdf.RenderTimeout, match="longer than 1 seconds"):
        pdf.render(html("<table><tr><td colspan=65534>x</td></tr></table>"), limits=pdf.Limits(1, 2**30, 100))


def test_a_document_with_too_many_pages_is_refused():
    with pytest.raises(pdf.RenderFailed, match="has 4 pages; 3 is the most"):
        pdf.render(html("<p style='break-after: page'>x</p>" * 4), limits=pdf.Limits(30, 2**30, 3))


def test_a_document_that_wants_too_much_memory_is_refused():
    with pytest.raises(pdf.RenderFailed, match="more memory"):
        pdf.render(html(long_table(1500)), limits=pdf.Limits(60, 180 * 2**20, 1000))


def test_the_library_whose_insides_we_replace_is_the_one_we_know():
    """A new version: read weasyprint/pdf/tags.py and stream.py again before changing this."""
    assert version("weasyprint") == "70.0"
    assert list(inspect.signature(weasyprint.pdf.add_tags).parameters) == [
        "pdf",
        "document",
        "pdf_version",
        "page_streams",
    ]
    assert list(inspect.signature(Stream.add_font).parameters) == ["self", "pango_font"]
