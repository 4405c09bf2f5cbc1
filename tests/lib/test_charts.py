"""Charts: the picture says what the numbers say, to eyes and to screen readers, in page and print."""

import re
from decimal import Decimal

import pytest
from defusedxml import ElementTree
from django.template.loader import render_to_string

from corporate_parenting.lib import charts

SVG = "{http://www.w3.org/2000/svg}"
VISITS = [("Elm House", 4), ("Oak Lane children's home and annexe", 10), ("Ash Court", None), ("Fir & Yew <Close>", 0)]


def picture(chart):
    """The picture as XML: it must be well formed to get into a PDF."""
    return ElementTree.fromstring(chart.svg)


def widths(chart, fill=None):
    return [float(rect.get("width")) for rect in picture(chart).iter(f"{SVG}rect") if fill in (None, rect.get("fill"))]


def texts(chart):
    return [text.text for text in picture(chart).iter(f"{SVG}text")]


EVERY_SHAPE = [
    charts.bars(VISITS, "Visits", "Visits to each home"),
    charts.stacked([("Elm House", [3, 1]), ("Ash Court", [2, None])], ["Planned", "Short notice"], "Visits", "By kind"),
    charts.line([("April", 4), ("May", None), ("June", 6), ("July", 7)], "Visits", "By month", target=5),
]


@pytest.mark.parametrize("chart", EVERY_SHAPE)
def test_a_chart_is_an_image_with_a_title_and_a_description(chart):
    svg = picture(chart)
    assert svg.get("role") == "img"
    assert svg[0].tag == f"{SVG}title"
    assert svg[0].text == "Visits"
    assert svg[1].tag == f"{SVG}desc"


@pytest.mark.parametrize("chart", EVERY_SHAPE)
def test_a_chart_holds_no_style_and_no_script(chart):
    assert re.findall(r"style|script|class=|on\w+=", chart.svg) == []


def test_lengths_of_bars_are_in_the_proportion_of_the_numbers():
    small, large, missing, nothing = widths(charts.bars(VISITS, "Visits", ""))
    assert large == pytest.approx(small * 2.5)
    assert (missing, nothing) == (0, 0)


def test_every_bar_has_its_number_in_words_and_a_missing_one_says_so():
    said = texts(charts.bars(VISITS, "Visits", ""))
    assert [words for words in said if words in ("4", "10", "not shown", "0")] == ["4", "10", "not shown", "0"]


def test_a_long_label_is_wrapped_and_loses_no_word():
    said = texts(charts.bars(VISITS, "Visits", ""))
    assert " ".join(said[2:4]) == "Oak Lane children's home and annexe"


def test_labels_are_escaped():
    assert "Fir &amp; Yew &lt;Close&gt;" in charts.bars(VISITS, "Visits", "").svg


def test_the_table_says_what_the_bars_say():
    chart = charts.bars(VISITS, "Visits", "", unit="%", measure="Share")
    assert chart.head == ["", "Share"]
    assert [row[1] for row in chart.rows] == ["4%", "10%", "not shown", "0%"]


def test_thousands_and_fractions_read_as_people_write_them():
    chart = charts.bars([("A", 12345), ("B", Decimal("7.5"))], "Numbers", "")
    assert [row[1] for row in chart.rows] == ["12,345", "7.5"]


def test_a_line_breaks_where_a_number_is_missing():
    chart = charts.line([("Q1", 2), ("Q2", 3), ("Q3", None), ("Q4", 4), ("Q5", 5)], "Rate", "")
    runs = [line.get("points").split() for line in picture(chart).iter(f"{SVG}polyline")]
    assert [len(run) for run in runs] == [2, 2]
    assert texts(chart).count("not shown") == 1


def test_a_higher_number_is_drawn_higher():
    chart = charts.line([("Q1", 2), ("Q2", 8)], "Rate", "")
    low, high = [float(dot.get("cy")) for dot in picture(chart).iter(f"{SVG}circle")]
    assert high < low


def test_a_target_is_drawn_at_its_level():
    chart = charts.line([("Q1", 5), ("Q2", 10)], "Rate", "", target=5)
    dashed = [path for path in picture(chart).iter(f"{SVG}path") if path.get("stroke-dasharray")]
    dot = next(picture(chart).iter(f"{SVG}circle"))
    assert dashed[0].get("d").split("H")[0] == f"M50 {dot.get('cy')}"


def test_labels_of_a_long_line_are_thinned_but_the_table_has_all():
    points = [(f"Month {number}", number) for number in range(1, 25)]
    chart = charts.line(points, "Rate", "")
    assert len([words for words in texts(chart) if words.startswith("Month")]) == 8
    assert len(chart.rows) == 24


def test_parts_of_a_stacked_bar_follow_one_another():
    chart = charts.stacked([("Elm House", [3, 1])], ["Planned", "Short notice"], "Visits", "")
    first, second = list(picture(chart).iter(f"{SVG}rect"))[:2]
    assert float(second.get("x")) == pytest.approx(float(first.get("x")) + float(first.get("width")))
    assert chart.head == ["", "Planned", "Short notice"]
    assert chart.rows == [["Elm House", "3", "1"]]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.bars([], "Visits", ""),
        lambda: charts.bars([("A", -1)], "Visits", ""),
        lambda: charts.line([("A", -1)], "Visits", ""),
        lambda: charts.stacked([("A", [1])], ["One", "Two"], "Visits", ""),
        lambda: charts.stacked([("A", [1] * 5)], list("abcde"), "Visits", ""),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw):
    with pytest.raises(ValueError, match="needs"):
        draw()


def test_nothing_but_missing_numbers_can_still_be_drawn():
    chart = charts.line([("Q1", None), ("Q2", None)], "Rate", "")
    assert texts(chart).count("not shown") == 2


def test_the_component_gives_the_picture_and_the_table():
    html = render_to_string("components/chart.html", {"chart": charts.bars(VISITS, "Visits", "")})
    assert html.count("<svg") == 1
    assert html.count("<tr") == 5
