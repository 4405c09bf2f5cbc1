"""The templates of print and of pages, where a table, a heading or a caption is read from the right."""

import re

import pytest
from django.template.loader import render_to_string

from corporate_parenting.lib import richtext
from reports import layout
from reports.layout import Chapter, Grid, Piece

HEBREW = "הילדים בבית"


@pytest.fixture(params=["pdf/chapter.html", "reports/chapter.html"])
def drawn(request):
    grid = Grid([("Name", False), (HEBREW, False)], [[("One", False), (HEBREW, False)], [(HEBREW, False), ("2", True)]])
    pieces = [Piece("table", grid=grid, caption=HEBREW), Piece("text", html=richtext.print_html(HEBREW))]
    return render_to_string(request.param, {"chapter": Chapter(HEBREW, pieces=pieces)})


def test_everything_in_hebrew_is_turned_and_nothing_else(drawn):
    shown = re.findall(rf"<([^>]*)>{HEBREW}", drawn)
    assert [tag.split()[0] for tag in shown] == ["h2", "caption", "th", "td", "th", "p"]
    assert [tag for tag in shown if 'dir="rtl"' not in tag] == []
    assert drawn.count("dir=") == 6


def test_a_printed_number_stays_on_the_left_of_a_paragraph_that_is_read_from_the_right():
    assert layout.with_number(richtext.print_html(HEBREW), "1.2") == (
        f'<p class="number-alone"><span class="number">1.2</span> </p><p dir="rtl">{HEBREW}</p>\n'
    )
