"""A report brought in and printed says what the original says: counted for ours, and for real ones where they are."""

import pytest

from bench import seeds
from tests.reports import samples

pytestmark = pytest.mark.django_db
NOWHERE = "words that are nowhere in the print"


def compared(text, data=None):
    made = data or seeds.printed(text.encode(), "report.txt")
    return {point["point"]: (point["original"], point.get("print")) for point in seeds.points(text, made)}


def test_the_decimal_shape_comes_out_as_it_came_in():
    found = compared(samples.DECIMAL)
    assert found["numbers of headings and paragraphs"] == (7, 7)
    assert found["lines in capitals"] == (5, 5)
    assert found["labels with a colon"] == (5, 5)
    assert found["bullets"] == (2, 2)
    assert found["cells of tables with a value"] == (12, 11)  # the heading of the sources is "Title" here
    assert found[NOWHERE][0] <= 7


def test_the_continuous_shape_comes_out_with_every_word():
    found = compared(samples.CONTINUOUS)
    assert {name: shown for name, shown in found.items() if shown[1] is not None and shown[0] != shown[1]} == {}
    assert found["numbers of headings and paragraphs"] == (6, 6)
    assert found["bullets"] == (5, 5)
    assert found[NOWHERE] == (0, None)


def test_what_a_print_lacks_is_counted():
    """A print of less: a paragraph with its number and a word is gone."""
    less = samples.CONTINUOUS.replace("2. Every child in care sees a dentist once a year.\n", "2. Every child.\n")
    less = less.replace("5. There are no immediate costs.\n", "There are no immediate costs.\n")
    found = compared(samples.CONTINUOUS, seeds.printed(less.encode(), "report.txt"))
    assert found["numbers of headings and paragraphs"] == (6, 5)
    assert found[NOWHERE][0] >= 5


def test_the_real_reports_come_out_as_they_came_in(real_data):
    (decimal,), (continuous,) = (list(real_data.glob(f"seeds/{number}_*")) for number in ("001", "003"))
    found = compared(continuous.read_text())
    assert [name for name, (here, there) in found.items() if there not in (None, here)] == []
    found = compared(decimal.read_text())
    assert [name for name, (here, there) in found.items() if there not in (None, here)] == [
        "cells of tables with a value",
        "words, in order",
    ]
