"""What is pasted: words, headings, lists and tables as the source showed them; what it hid stays behind."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corporate_parenting.lib import limited, pasting, richtext
from corporate_parenting.lib.pasting import converting
from corporate_parenting.lib.reading import ReadError


def pasted(html):
    """As the child does it, without the child."""
    return converting.convert(html.encode(), "What you pasted")["markdown"]


def item(text, mark="·", level=1, tag="p"):
    """A paragraph of a list as Word puts it on the clipboard."""
    return (
        f"<{tag} class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>{mark}<span "
        f"style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span></span><![endif]>{text}<o:p></o:p></{tag}>"
    )


FROM_WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta charset=utf-8><title>CANARY</title>"
    "<!--[if gte mso 9]><xml><o:Author>CANARY</o:Author></xml><![endif]--><style><!-- /* Font */ "
    "span.Secret {mso-style-name:Secret; mso-hide:all;} p.MsoNormal {margin:0cm} --></style></head><body lang=EN-GB>"
    "before the fragment CANARY<!--StartFragment--><h1>Dentists<o:p></o:p></h1><p class=MsoNormal>Every <b>child</b> "
    "<i style='mso-bidi-font-style:normal'>sees</i> one<span class=Secret>CANARY</span>.</p>%s<!--EndFragment--></body>"
)


def test_headings_and_emphasis_from_word():
    assert pasted(FROM_WORD % "<h2>Waiting</h2>") == "## Dentists\n\nEvery **child** *sees* one.\n\n### Waiting"


def test_lists_of_word_keep_their_levels_and_numbers():
    html = item("one") + item("two", "o", 2) + item("three") + "<p>Then:</p>" + item("a", "3.") + item("b", "4.")
    assert pasted(html) == "- one\n  - two\n- three\n\nThen:\n\n3. a\n4. b"


def test_letters_and_paragraph_numbers_of_word_stay_what_they_are():
    html = item("first", "1.") + item("part", "(a)", 2) + item("second", "2.") + item("Numbered", "1.2")
    assert pasted(html) == "1. first\n\n   (a) part\n\n2. second\n\n1.2 Numbered"
    assert richtext.plain(pasted(html)) == "1. first\n(a) part\n2. second\n1.2 Numbered"


def test_a_numbered_heading_of_word():
    assert pasted(item("Background", "2.", tag="h1")) == "## 2\\. Background"


def test_lists_of_pages_and_google_docs():
    html = (
        "<meta charset='utf-8'><b style='font-weight:normal;' id='docs-internal-guid-1'><ul><li aria-level=1><p>a</p>"
        "</li><ul><li aria-level=2><p><span style='font-weight:700'>b</span></p></li></ul><li>c</li></ul></b>"
        "<ol start=4><li>d<ol><li>e</li></ol></li><li>f</li></ol>"
    )
    assert pasted(html) == "- a\n  - **b**\n- c\n\n4. d\n   1. e\n5. f"


def test_a_table_of_a_sheet_without_its_empty_edge():
    html = (
        "<google-sheets-html-origin><table><colgroup><col width=100></colgroup><tbody><tr><td>Year</td><td>Seen</td>"
        "<td></td></tr><tr><td>2026</td><td data-sheets-value='x'>1,204</td><td></td></tr><tr><td></td><td></td><td>"
        "</td></tr></tbody></table>"
    )
    assert pasted(html) == "| Year | Seen |\n| --- | --- |\n| 2026 | 1,204 |"


def test_cells_chosen_in_excel_are_a_table():
    html = (
        "<html><head><title>CANARY</title></head><body><table border=0><!--StartFragment--><col width=64><tr><td>Year"
        "</td><td>Seen</td></tr><tr><td>2026</td><td align=right>7</td></tr><!--EndFragment--></table></body></html>"
    )
    assert cells(pasted(html)) == [["Year", "Seen"], ["2026", "7"]]


def test_merged_cells_shift_no_other():
    html = "<table><tr><td rowspan=2>A<td colspan=2>B<td>C<tr><td>D<td>E<td>F<tr><td>G<td>H<td>I<td>J</table>"
    assert cells(pasted(html)) == [["A", "B", "", "C"], ["", "D", "E", "F"], ["G", "H", "I", "J"]]


def test_a_hidden_column_goes_and_a_hidden_cell_leaves_its_place():
    hidden = "<td style='display:none'>CANARY</td>"
    html = f"<table><tr><td>A{hidden}<td>B</tr><tr><td>C{hidden}<td>D</tr></table>"
    assert cells(pasted(html)) == [["A", "B"], ["C", "D"]]
    html = f"<table><tr><td>A<td>x<td>B</tr><tr><td>C{hidden}<td>D</tr></table>"
    assert cells(pasted(html)) == [["A", "x", "B"], ["C", "", "D"]]


def test_a_cell_of_several_pieces_and_an_inner_table():
    html = (
        "<table><tr><td>A<td>B<tr><td><p>one.</p><p>two</p><td><ul><li>x<li>y</ul><table><tr><td>p<td>q</table></table>"
    )
    assert cells(pasted(html))[1] == ["one. two", "x; y; p q"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>two<b>fold.</b>more</p>", "two**fold**.more"),
        ("<p><b>all <i>of it</i></b></p>", "**all** ***of it***"),
        ("<p><b> close </b>in</p>", "**close** in"),
        ("<p>a<br>b<br><br>c</p>", "a  \nb\n\nc"),
        ("<p>12 children<sup>3</sup>, H<sub>2</sub>O, 13<sup>th</sup></p>", "12 children³, H₂O, 13th"),
        ("<p>&nbsp;</p><p>\n wrapped\n  line </p>", "wrapped line"),
        ("<p># no heading</p><p>1. no list</p><p>- none</p>", "\\# no heading\n\n1\\. no list\n\n\\- none"),
        ("<p>2*3 [a](b) &lt;b&gt; &amp;lt; a_b _c_</p>", "2\\*3 [a\\](b) \\<b> \\&lt; a_b \\_c\\_"),
        ('<p><a href="https://law.example/a(1)">the [Act]</a></p>', "[the \\[Act\\]](https://law.example/a%281%29)"),
        ('<p><a href="mailto:a@b.example">write</a></p>', "[write](mailto:a@b.example)"),
        ('<p><a href="javascript:alert(1)">no</a> <a href="#_ftn1">[1]</a> <a href="/x">y</a></p>', "no [1] y"),
        ("<p>kept <s>struck</s> <del>CANARY</del><ins>added</ins></p>", "kept ~~struck~~ added"),
        ("<h3>a</h3><h4>b</h4>", "## a\n\n### b"),
        ("<p class=MsoTitle>Report</p>", "## Report"),
        ("", ""),
        ("plain &amp; simple", "plain & simple"),
    ],
)
def test_pieces(html, expected):
    assert pasted(html) == expected


HIDDEN = [
    "<span style='display:none'>CANARY</span>",
    "<span style='DISPLAY : None'>CANARY</span>",
    "<p style='mso-hide:all'>CANARY</p>",
    "<span style='visibility:hidden'>CANARY</span>",
    "<span style='font-size:0'>CANARY</span>",
    "<div hidden>CANARY</div>",
    "<div style='display:none'><table><tr><td>CANARY</table></div>",
    "<script>CANARY</script><style>CANARY</style><noscript>CANARY</noscript>",
    "<!-- CANARY --><!--[if supportFields]>CANARY<![endif]-->",
    "<svg><text>CANARY</text></svg><math><mi>CANARY</mi></math>",
    "<img src='https://x.example/CANARY' alt='CANARY'><object>CANARY</object>",
    "<textarea>CANARY</textarea><select><option>CANARY</select><button>CANARY</button>",
    "<del cite='mailto:x'>CANARY</del><span class=msoDel>CANARY</span>",
    "<div style='mso-element:comment-list'><p class=MsoCommentText>CANARY</p></div>",
    "<a style='mso-comment-reference:EB_1'>CANARY</a><span class=MsoCommentReference>CANARY</span>",
    "<p title=CANARY data-x=CANARY onclick='CANARY'></p>",
    "<style>.no{display:none}</style><p class='yes no'>CANARY</p>",
]


@pytest.mark.parametrize("html", HIDDEN)
def test_what_a_reader_of_the_source_does_not_see_stays_behind(html):
    assert pasted(f"<p>Seen</p>{html}<p>also</p>") == "Seen\n\nalso"


def test_the_style_of_another_medium_hides_nothing():
    assert pasted("<style>@media print { .x {display:none} }</style><p class=x>Seen</p>") == "Seen"


def test_footnotes_are_text():
    html = (
        "<p>Seen<a style='mso-footnote-id:ftn1' href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a></p>"
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote'><p class=MsoFootnoteText>"
        "<a href='#_ftnref1'>[1]</a> By a dentist.</p></div></div>"
    )
    assert pasted(html) == "Seen[1]\n\n[1] By a dentist."


ATTACKS = [
    "<div>" * 350,
    "<b><i><p>" * 2_000,
    "<table><tr><td colspan=999999999 rowspan=999999999>a" * 50,
    "<table>" + "<tr><td colspan=60>a" * 5_000 + "</table>",
    "<ul><li>" * 300 + "x",
    "<a href='https://x.example'>" * 500 + "x",
    "<p>" + "*" * 20_000,
    "<p>" + "[" * 20_000,
    "<b>" + "x" * 200_000,
    "<![CDATA[x]]><?php x ?><!DOCTYPE html [<!ENTITY a 'b'>]>&a;",
    "\x00\ud7ff￾<p>\u202eabc</p>",
    "<p style='" + "display:" * 20_000 + "'>x",
    "<style>" + "{" * 50_000 + "</style><p>x",
    "<style>" + "@media{" * 20_000 + "</style><p>x",
    "<li value=99999999999999>x<ol start=-5><li>y",
    "<p style='mso-list:l0 level0 lfo1'>x</p><p style='mso-list:l0 level9 lfo1'>y</p>",
    "<td>a</td><tr><li>b</h1><table><caption>c",
]


@pytest.mark.parametrize("html", ATTACKS, ids=range(len(ATTACKS)))
def test_odd_input_is_read_or_refused_in_words(html):
    try:
        said = richtext.page(pasting.markdown_of(html))
    except ReadError as error:
        said = error.message
    assert "<script" not in said


def test_too_large_and_too_deep_are_refused():
    with pytest.raises(ReadError, match="larger than 2 MB"):
        pasting.markdown_of("x" * 2_000_001)
    with pytest.raises(ReadError, match="nested too deep"):
        pasting.markdown_of("<div>" * 100_000)
    with pytest.raises(ReadError, match="nested too deep"):
        pasting.markdown_of("<b><i><u><span><font>" * 100 + "x")


def test_a_child_that_is_ended_is_a_refusal():
    with pytest.raises(ReadError, match="too involved"):
        pasting.read("<p>x</p>", limits=limited.Limits(answer=1))


def test_hidden_words_are_counted():
    assert pasting.read("<p>a<span style='display:none'>two words</span></p>") == pasting.Pasted("a", 2)


# --- For any words


WORDS = st.text(st.sampled_from("ab1.-+*_|#>[]()<&;!\\~`:= \"'“é"), max_size=25)


def html_of(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def seen(text):
    return " ".join(text.split())


def cells(markdown):
    """Cells of the one table in it, as a reader sees them, row by row."""
    rows = []
    for token in richtext.MARKDOWN.parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append("".join(child.content for child in token.children))
    return rows


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(WORDS, st.sampled_from(["", "b", "i", "s", "u"])), min_size=1, max_size=5))
def test_no_word_of_a_paragraph_is_lost_or_gained(pieces):
    html = "".join(f"<{tag}>{html_of(text)}</{tag}>" if tag else html_of(text) for text, tag in pieces)
    wanted = seen("".join(text for text, _ in pieces))
    shown = re.sub(r"<[^>]+>", "", str(richtext.print_html(pasted(f"<p>{html}</p>"))))
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        shown = shown.replace(entity, letter)
    assert seen(shown.replace("&nbsp;", " ")) == wanted


@st.composite
def tables(draw):
    """The HTML of a table with merged cells, and its grid."""
    width, height = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    grid = [[None] * width for _ in range(height)]
    html = ""
    for y in range(height):
        html += "<tr>"
        for x in range(width):
            if grid[y][x] is not None:
                continue
            across = draw(st.integers(1, 2))
            across = across if x + across <= width and all(cell is None for cell in grid[y][x : x + across]) else 1
            down = draw(st.integers(1, 2)) if y + 1 < height else 1
            words = f"r{y}c{x} {draw(WORDS)}"
            for dy in range(down):
                for dx in range(across):
                    grid[y + dy][x + dx] = ""
            grid[y][x] = seen(words)
            html += f"<td rowspan={down} colspan={across}>{html_of(words)}</td>"
        html += "</tr>"
    return f"<table>{html}</table>", grid


@settings(max_examples=200, deadline=None)
@given(tables())
def test_every_cell_stays_in_its_row_and_column(made):
    html, grid = made
    filled = [row for row in grid if any(row)]
    used = max(at for row in filled for at, cell in enumerate(row) if cell) + 1
    found = pasted(html)
    if len(grid[0]) > 1 and used > 1:
        assert cells(found) == [row[:used] for row in filled]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(list("<>/= 'abdhilnoptru1:;-!")), max_size=200))
def test_any_letters_are_read(html):
    richtext.page(pasted(html))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["·", "1.", "(a)", "2.1"])), min_size=1, max_size=8))
def test_every_item_of_a_list_of_word_is_there_once_and_in_order(plan):
    html = "".join(item(f"item{at}end", mark, level) for at, (level, mark) in enumerate(plan))
    shown = richtext.plain(pasted(html))
    assert re.findall(r"item(\d+)end", shown) == [str(at) for at in range(len(plan))]
