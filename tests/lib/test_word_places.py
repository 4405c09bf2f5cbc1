"""What stands beside the text of a Word document, or only looks like its part, comes to the right place."""

import re

import pytest

from corporate_parenting.lib.word import converting
from tests.docx import W, docx, levels, numbering, paragraph, relationships, run, table

M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
BULLETS = numbering(l2=levels(("bullet", "•"), ("bullet", "o")))


def converted(*body, **kwargs):
    return converting.convert(docx(*body, **kwargs), "r.docx")


def markdown(*body, **kwargs):
    return converted(*body, **kwargs)["markdown"].replace("\\", "")


def kinds(found):
    return {one["kind"]: one["count"] for one in found["found"]}


def style(name, inner="", *, based="", kind="paragraph"):
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>{above}{inner}</w:style>'
    )


def outline(level):
    return f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>'


def one_cell(inner, before=""):
    """A table of one cell; `before` stands in front of its row, or in it."""
    return f"<w:tbl>{before}<w:tr>{inner}</w:tr></w:tbl>"


# --- Headings


def test_headings_by_outline_level_whatever_their_style_is_called():
    styles = style("Kop", outline(0)) + style("Subkop", outline(1)) + style("Smaller", based="Subkop")
    body = [
        paragraph("First", style="Kop"),
        paragraph("Second", style="Smaller"),
        f'<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr>{run("Third")}</w:p>',
        f'<w:p><w:pPr><w:pStyle w:val="Kop"/><w:outlineLvl w:val="9"/></w:pPr>{run("No heading")}</w:p>',
    ]
    assert markdown(*body, styles=styles) == "# First\n\n## Second\n\n### Third\n\nNo heading"


def test_a_style_based_on_a_heading_is_one():
    styles = style("heading 2") + style("Ours", based="heading2")
    assert markdown(paragraph("Aims", style="Ours"), styles=styles) == "## Aims"


def test_a_numbered_heading_of_an_own_style_keeps_its_number():
    lists = numbering(l1=levels(("decimal", "%1.")))
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
    body = [paragraph("Aims", style="Kop"), paragraph("text"), paragraph("Ends", style="Kop")]
    found = markdown(*body, styles=style("Kop", numbered), parts={"word/numbering.xml": lists})
    assert found == "# 1. Aims\n\ntext\n\n# 2. Ends"


# --- What is not seen


VANISH = "<w:rPr><w:vanish/></w:rPr>"
HIDDEN = {
    "run in a link": (
        f'<w:p>{run("Seen")}<w:hyperlink w:anchor="a">{run("CANARY", "<w:vanish/>")}</w:hyperlink></w:p>',
        "",
    ),
    "link in a hidden paragraph": (
        f'{paragraph("Seen")}<w:p><w:pPr><w:pStyle w:val="Secret"/></w:pPr><w:hyperlink w:anchor="a">{run("CANARY")}'
        "</w:hyperlink></w:p>",
        style("Secret", VANISH),
    ),
    "style based on a hidden one": (
        paragraph("Seen") + paragraph("CANARY", style="Child"),
        style("Secret", VANISH) + style("Child", based="Secret"),
    ),
    "character style": (
        paragraph("Seen", inner=run("CANARY", '<w:rStyle w:val="Dark"/>')),
        style("Dark", VANISH, kind="character"),
    ),
    "table of a hidden style": (
        paragraph("Seen")
        + one_cell(f"<w:tc>{paragraph('CANARY')}</w:tc>", '<w:tblPr><w:tblStyle w:val="Gone"/></w:tblPr>'),
        style("Gone", VANISH, kind="table"),
    ),
    "moved away": (
        paragraph("Seen", inner=f'<w:moveFrom w:id="1" w:author="Eve">{run("CANARY")}</w:moveFrom>'),
        "",
    ),
    "deleted row": (
        paragraph("Seen") + one_cell(f'<w:trPr><w:del w:id="2"/></w:trPr><w:tc>{paragraph("CANARY")}</w:tc>'),
        "",
    ),
    "deletion inside an insertion": (
        paragraph(
            "Seen", inner='<w:ins w:id="1"><w:del w:id="2"><w:r><w:delText>CANARY</w:delText></w:r></w:del></w:ins>'
        ),
        "",
    ),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_hidden_and_deleted_words_stay_out_and_are_quoted_to_whoever_brings_them(case):
    body, styles = HIDDEN[case]
    found = converted(body, styles=styles)
    shown = re.sub(r"[\s|-]", "", found["markdown"])
    assert shown == "Seen"
    assert [one["kind"] for one in found["found"]] in (["hidden"], ["tracked"])
    assert "CANARY" in str(found["found"][0]["quotes"])
    assert "CANARY" not in found["found"][0]["sentence"]


def test_a_run_that_says_it_is_seen_in_a_hidden_style_is_seen():
    body = paragraph("", style="Secret", inner=run("Seen", '<w:vanish w:val="0"/>'))
    assert markdown(body, styles=style("Secret", VANISH)) == "Seen"


def test_words_too_small_to_read_are_named():
    found = converted(paragraph("Seen", inner=run(" tiny", '<w:sz w:val="2"/>')))
    assert (found["markdown"], kinds(found)) == ("Seen tiny", {"tiny": 1})


def test_who_changed_what_is_said():
    body = paragraph("", inner=f'<w:ins w:id="1" w:author="Eve Hall">{run("new words")}</w:ins>')
    (tracked,) = converted(body)["found"]
    assert tracked["quotes"] == ("Added by Eve Hall: new words",)


# --- Notes


def notes(kind, *texts):
    inner = "".join(
        f'<w:{kind} w:id="{n}">{paragraph("", inner=f"<w:r><w:{kind}Ref/></w:r>" + run(f" {text}"))}</w:{kind}>'
        for n, text in enumerate(texts, start=1)
    )
    return f'<w:{kind}s xmlns:w="{W}"><w:{kind} w:type="separator" w:id="-1"/>{inner}</w:{kind}s>'


def reference(number, kind="footnote"):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes_stand_under_their_paragraph_with_their_number():
    body = [
        paragraph("One", inner=reference(1) + run(" more") + reference(2)),
        paragraph("Two", inner=reference(1, "endnote")),
        paragraph("Three"),
    ]
    parts = {"word/footnotes.xml": notes("footnote", "first", "second"), "word/endnotes.xml": notes("endnote", "last")}
    found = converted(*body, parts=parts)
    assert (
        found["markdown"].replace("\\", "")
        == "One[1] more[2]\n\n[1] first\n\n[2] second\n\nTwo[i]\n\n[i] last\n\nThree"
    )
    assert kinds(found) == {"note": 3}


def test_notes_of_a_table_and_of_a_list_stand_under_the_whole():
    cell = f"<w:tc>{paragraph('Seen', inner=reference(1))}</w:tc>"
    body = [
        f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('7')}</w:tc></w:tr></w:tbl>",
        paragraph("a", number="2", inner=reference(2)),
        paragraph("b", number="2"),
        paragraph("After"),
    ]
    parts = {"word/footnotes.xml": notes("footnote", "of the table", "of a"), "word/numbering.xml": BULLETS}
    lines = [line for line in markdown(*body, parts=parts).split("\n\n") if "---" not in line]
    assert lines == ["[1] of the table", "- a[2]\n- b", "[2] of a", "After"]


def test_a_link_in_a_note_is_its_address():
    note = (
        f'<w:footnotes xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<w:footnote w:id="1"><w:p><w:hyperlink r:id="r0">{run("the Act")}</w:hyperlink></w:p></w:footnote>'
        "</w:footnotes>"
    )
    links = relationships(("hyperlink", "https://law.example/act", "External"))
    parts = {"word/footnotes.xml": note, "word/_rels/footnotes.xml.rels": links}
    assert (
        markdown(paragraph("One", inner=reference(1)), parts=parts) == "One[1]\n\n[1] the Act (https://law.example/act)"
    )


def test_a_hidden_note_and_one_of_deleted_words_do_not_come_in():
    parts = {"word/footnotes.xml": notes("footnote", "CANARY").replace("<w:rPr></w:rPr>", VANISH)}
    assert "CANARY" not in markdown(paragraph("One", inner=reference(1)), parts=parts)
    gone = f'<w:del w:id="1">{reference(1)}</w:del>'
    parts = {"word/footnotes.xml": notes("footnote", "CANARY")}
    assert markdown(paragraph("One", inner=gone), parts=parts) == "One"


# --- Text boxes, contents, formulas


def box(text, *, twice=True):
    inner = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    if not twice:
        return f"<w:r><w:pict>{inner}</w:pict></w:r>"
    shapes = f'<mc:Choice Requires="wps">{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback>'
    return f'<w:r><mc:AlternateContent xmlns:mc="{MC}">{shapes}</mc:AlternateContent></w:r>'


@pytest.mark.parametrize("twice", [True, False])
def test_a_text_box_comes_in_once_after_its_paragraph(twice):
    found = converted(paragraph("One", inner=box("In the box", twice=twice)), paragraph("Two"))
    assert found["markdown"] == "One\n\nIn the box\n\nTwo"
    assert kinds(found) == {"text box": 1}


def test_a_deleted_text_box_does_not_come_in():
    assert markdown(paragraph("One", inner=f'<w:del w:id="1">{box("CANARY")}</w:del>')) == "One"


def test_a_table_of_contents_is_left_out_and_named():
    found = converted(
        paragraph("Contents", style="TOCHeading"),
        paragraph("1. Aims 2", style="toc1"),
        paragraph("Aims", style="heading1"),
        styles=style("toc 1")
        + style("TOC Heading").replace('styleId="TOCHeading"', 'styleId="TOCHeading"')
        + style("heading 1"),
    )
    assert found["markdown"] == "# Aims"
    assert kinds(found) == {"contents": 1}


def test_a_formula_comes_in_as_letters_and_is_named():
    formula = f'<m:oMath xmlns:m="{M}"><m:r><m:t>a=b</m:t></m:r></m:oMath>'
    found = converted(paragraph("So ", inner=formula))
    assert (found["markdown"], kinds(found)) == ("So a=b", {"formula": 1})


# --- Tables and lists


def grid(text):
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.split("\n") if "---" not in line
    ]


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_merged_cells_and_rows_that_begin_further_right_shift_nothing():
    restart, going = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("A", restart) + cell("B", '<w:gridSpan w:val="2"/>') + cell("C"),
        cell("", going) + cell("D") + cell("E") + cell("F"),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("G") + cell("H") + cell("I"),
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert grid(markdown(body)) == [["A", "B", "", "C"], ["", "D", "E", "F"], ["", "G", "H", "I"]]


def test_a_table_in_a_cell_comes_in_as_its_lines():
    inner = f"<w:tc>{paragraph('Out')}{table(['a', 'b'], ['c', 'd'])}{paragraph('end')}</w:tc>"
    found = converted(f"<w:tbl><w:tr>{inner}{cell('7')}</w:tr></w:tbl>")
    words = re.sub(r"\s*(?:<br\s*/?>|\n)\s*", " ", found["markdown"].split("\n")[0])
    assert re.sub(r"\s+", " ", words) == "| Out a; b c; d end | 7 |"
    assert kinds(found) == {"table": 1}


def test_a_list_goes_on_counting_over_a_paragraph_between():
    lists = numbering(l1=levels(("decimal", "%1.")))
    body = [paragraph("a", number="1"), paragraph("between"), paragraph("b", number="1")]
    assert markdown(*body, parts={"word/numbering.xml": lists}) == "1. a\n\nbetween\n\n2. b"


# --- What is not carried


PARTS = {
    "chart": ({"word/charts/chart1.xml": "<c>CANARY</c>"}, "1 chart was left out."),
    "diagram": ({"word/diagrams/data1.xml": "<c>CANARY</c>"}, "1 diagram was left out."),
    "embedded": ({"word/embeddings/sheet.xlsx": b"CANARY"}, "1 embedded file was left out."),
}


@pytest.mark.parametrize("kind", PARTS)
def test_parts_that_are_not_carried_are_named(kind):
    parts, sentence = PARTS[kind]
    found = converted(paragraph("Seen"), parts=parts)
    assert [(one["kind"], one["sentence"]) for one in found["found"]] == [(kind, sentence)]
    assert found["markdown"] == "Seen"


def test_another_file_in_the_text_is_named():
    found = converted(
        paragraph("Seen"),
        '<w:altChunk r:id="r3"/>',
        parts={"word/other.html": b"CANARY"},
        links=[("aFChunk", "other.html")],
    )
    assert found["markdown"] == "Seen"
    assert [one["sentence"] for one in found["found"]] == [
        "Another file is part of the document’s text; its words were left out."
    ]
