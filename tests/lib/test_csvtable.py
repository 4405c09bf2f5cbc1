"""CSV files from other people's spreadsheets become tables of text, or are refused in words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corporate_parenting.lib import csvtable
from corporate_parenting.lib.reading import ReadError

pytestmark = pytest.mark.plain

TABLE = (["Month", "Visits"], [["April", "3"], ["May", "4"]])
WRITTEN = {
    "commas": b"Month,Visits\nApril,3\nMay,4\n",
    "semicolons": b"Month;Visits\r\nApril;3\r\nMay;4\r\n",
    "tabs": b"Month\tVisits\nApril\t3\nMay\t4",
    "Excel's sep line": b"sep=|\nMonth|Visits\nApril|3\nMay|4\n",
    "a byte order mark": b"\xef\xbb\xbfMonth,Visits\nApril,3\nMay,4\n",
    "Excel's Unicode text": "Month\tVisits\nApril\t3\nMay\t4\n".encode("utf-16"),
    "empty rows and columns": b"\n,,\nMonth,Visits,\nApril,3,\n,,\nMay,4,\n",
}


def read(data, **how):
    made = csvtable.table(data, "f.csv", how.get("has_heading", True))
    return made["head"], made["rows"], made["told"]


def refusal(data):
    with pytest.raises(ReadError) as refused:
        csvtable.table(data, "f.csv", has_heading=True)
    return refused.value


@pytest.mark.parametrize("how", WRITTEN)
def test_however_it_was_written_it_is_the_same_table(how):
    assert read(WRITTEN[how]) == (*TABLE, [])


def test_windows_letters_and_lines_within_a_cell_are_kept():
    assert read('Område;Text\nÅ;"one\ntwo"\n'.encode("cp1252")) == (["Område", "Text"], [["Å", "one\ntwo"]], [])


def test_without_a_heading_the_columns_are_numbered():
    assert read(b"April,3\nMay,4\n", has_heading=False) == (["Column 1", "Column 2"], TABLE[1], [])


def test_a_formula_stays_text_and_is_told_of():
    _, rows, told = read(b'Sum,Call\n=HYPERLINK("x"),+44 1234 5678\n-3,@SUM(A1)\n-,+cmd|calc!A0\n')
    assert rows[0][0] == '=HYPERLINK("x")'
    assert told == [
        "3 cells are formulas, first on line 2: shown as it is written, not worked out. Save the values instead."
    ]


def test_rows_of_unlike_length_are_filled_up_and_told_of():
    _, rows, told = read(b"A,B,C\n1,2\n1,2,3\n")
    assert (rows, told) == (
        [["1", "2", ""], ["1", "2", "3"]],
        ["Not every row has as many cells as the first; see line 2. Check that each stands in its column."],
    )


def test_signs_that_nobody_sees_are_gone():
    assert read("A,B\nx\u200by,\u202e2\n".encode())[1] == [["xy", "2"]]


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"", None, "there is no table in it"),
        (b"Only,a heading\n", None, "there is no table in it"),
        (b"a\0b\n1\n", 1, "this is not a text file"),
        (b'a,b\n1,"2\n', 2, "broken row"),
        (b"a,b\n" + b"1,2\n" * 501, None, "more than 500 rows"),
        (b"a,b\n" + b",".join([b"1"] * 21) + b"\n", 2, "21 columns; 20 is the most"),
        (b"a,b\n1," + b"x" * 2001 + b"\n", 2, "more than 2,000 characters"),
        (b"\n".join([b",".join([b"1"] * 20)] * 300), None, "6,000 cells; 4,000 is the most"),
    ],
)
def test_what_is_no_table_to_read_is_refused_with_the_line(data, line, why):
    error = refusal(data)
    assert (error.line, why in error.message) == (line, True), error.message


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(ReadError, match="larger than 5 MB"):
        csvtable.read(b"a,b\n" * 2_000_000, "f.csv")


def test_a_file_of_one_endless_quote_ends_soon():
    started = time.monotonic()
    with pytest.raises(ReadError):
        csvtable.read(b'a,b\n"' + b"x" * 4_000_000, "f.csv")
    assert time.monotonic() - started < 25


CELL = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=12)


@settings(max_examples=60)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=12), st.sampled_from(",;\t"))
def test_every_cell_comes_back(rows, separator):
    lines = (separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    head, *_ = rows
    # The first line decides which sign separates: it must not hold more of another one.
    if max(",;\t", key=separator.join(head).count) != separator:
        return
    made = csvtable.table("\n".join(lines).encode(), "f.csv", has_heading=True)
    assert [made["head"], *made["rows"]] == rows
