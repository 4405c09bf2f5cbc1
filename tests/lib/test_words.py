"""The words of a PDF are all found: on pages, in forms, bookmarks, descriptions and metadata."""

from datetime import UTC, datetime

import pikepdf
import pytest

from corporate_parenting.lib import pdf, words

HTML = (
    '<!doctype html><html lang="en-GB"><head><title>Report</title><style>p { color: red }</style></head><body>'
    "<h1>First heading of the report</h1><p>Officers find “fluffy” affairs difficult, don’t they? Żółw and café.</p>"
    "<p>A paragraph with <strong>bold</strong> words &amp; signs.</p></body></html>"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("words") / "pack.pdf"
    rendered = pdf.render(HTML)
    part = pdf.Part(
        rendered.data, "Part title in the tree", first_number=7, header="Running head", bookmark="Bookmark words"
    )
    pdf.merge([part], title="Title of the pack", at=datetime(2026, 1, 1, tzinfo=UTC), out=out)
    return out


@pytest.mark.parametrize(
    "said",
    [
        "First heading of the report",
        "Officers find “fluffy” affairs difficult, don’t they? Żółw and café.",
        "A paragraph with bold words & signs.",
        "Running head",
        "Page 7",
        "Part title in the tree",
        "Bookmark words",
        "Title of the pack",
    ],
)
def test_everything_that_is_said_is_found(made, said):
    assert words.squeezed(said) in words.squeezed(words.of_pdf(made))


def test_words_in_a_form_and_in_a_note_are_found(made, tmp_path):
    path = tmp_path / "with-form.pdf"
    with pikepdf.open(made) as opened:
        page = opened.pages[0]
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        form = opened.make_stream(
            b"BT /F1 9 Tf 3 Tr (Hidden in a form) Tj ET",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 9, 9],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
        )
        page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name.Fm1)
        page.contents_add(b"/Fm1 Do")
        opened.Root.Secret = pikepdf.Dictionary(Deep=pikepdf.Array([pikepdf.String("A note of no use")]))
        opened.save(path)
    found = words.of_pdf(path)
    assert "Hidden in a form" in found
    assert "A note of no use" in found


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (b"[<00410042> -20 <0043>] TJ", "ABC"),
        (b"[<0041> 3 () .5 <00420043>] TJ", "ABC"),
        (b"[<004100> <42>] TJ", "A"),  # half letters are none
        (b"[(\\000A) <0042>] TJ", "AB"),
        (b"[<0041> [<0042>] /Name <0043>] TJ", "AC"),
        (b"<00410042> Tj", "AB"),
        (b'1 2 <0041> "', "A"),
        (b"<0044> Tj", ""),
    ],
)
def test_letters_of_two_bytes_are_read_however_they_are_strung_together(shown, said):
    cmap = b"3 beginbfchar <0041> <0041> <0042> <0042> <0043> <0043> endbfchar"
    with pikepdf.new() as made:
        page = made.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, ToUnicode=made.make_stream(cmap))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = made.make_stream(b"BT /F1 9 Tf " + shown + b" ET")
        assert "".join(words.Pages().words(page.obj)).strip() == said


def test_the_words_of_html_leave_out_what_nobody_reads():
    assert words.of_html('<style>p {}</style><p>One <b>two</b></p><img alt="Three"><td>Four</td>').split() == [
        "One",
        "two",
        "Three",
        "Four",
    ]


def test_a_sentence_is_known_without_the_number_of_its_paragraph():
    html = '<p class="numbered"><span class="number">2.1</span> A sentence with <em>some</em> stress. Another.</p>'
    assert words.sentences(words.of_html(html)) == ["A sentence with some stress."]


def test_sentences_are_long_enough_to_tell_apart():
    text = (
        "Short one. This sentence is long enough to look for. \n-----------------------------\nA heading of some length"
    )
    assert words.sentences(text) == ["This sentence is long enough to look for.", "A heading of some length"]


def test_line_breaks_and_ligatures_make_no_difference():
    assert words.squeezed("The ﬁrst of-\nficer’s  Note") == words.squeezed("The first officer's note")
