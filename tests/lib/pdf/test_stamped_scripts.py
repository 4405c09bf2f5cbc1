"""Titles in other scripts in the running heads: drawn where that is a matter of one letter after the other."""

import subprocess
from datetime import UTC, datetime

import pikepdf
import pytest

from corporate_parenting.lib import pdf
from corporate_parenting.lib.pdf.stamp import Stamper

from .samples import html

MOMENT = datetime(2026, 12, 13, tzinfo=UTC)


@pytest.fixture(scope="module")
def page():
    return pdf.render(html("<h1>A</h1>")).data


@pytest.fixture
def head_of(page, tmp_path):
    def read(words):
        part = pdf.Part(page, "A", 1, header=words, claims_ua=True)
        pdf.merge([part], title="Pack", at=MOMENT, out=tmp_path / "pack.pdf")
        text = subprocess.run(["pdftotext", tmp_path / "pack.pdf", "-"], capture_output=True, text=True, check=True)
        return text.stdout.split("\n")[0]

    return read


@pytest.mark.parametrize(
    "words",
    [
        "Item 5: Δύο παιδιά",
        "Item 5: Дети дома",
        "Item 5: Երեխաները",
        "Item 5: ბავშვები",
        "Item 5: ልጆቹ ቤት",
    ],
)
def test_letters_that_stand_by_themselves_are_stamped(words, head_of):
    assert head_of(words) == words


@pytest.mark.parametrize("title", ["صباح الخير", "হ্যালো শিশুরা", "孩子们在家里", "아이들은", "เด็กๆ", "Report: 孩子"])
def test_a_title_that_needs_more_is_left_out_for_the_number_of_the_item(title, head_of):
    assert head_of(f"Item 5: {title}") == "Item 5"


def test_a_head_without_a_number_keeps_what_can_be_drawn_of_it(head_of):
    assert head_of("Board 孩 13 December 2026") == "Board ? 13 December 2026"


def test_accents_that_no_font_has_are_dropped_as_before(head_of):
    assert head_of("Item 5: ḫ") == "Item 5: h"


def test_english_loads_no_other_font(page):
    stamper = Stamper(pikepdf.new())
    before = len(stamper.fonts)
    list(stamper.runs(stamper.legible("Item 5: Children’s homes – a “report” for £10")))
    assert len(stamper.fonts) == before
