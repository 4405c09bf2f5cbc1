"""Tables as they are typed and pasted."""

from hypothesis import given
from hypothesis import strategies as st

from reports import checks
from reports.forms import TableForm, typed_grid, written_grid

CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\x00", exclude_categories=["Cs", "Cc", "Z"]), max_size=8
)
WIDE = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width).filter(any), min_size=1, max_size=5)
)


@given(WIDE)
def test_a_table_is_read_back_as_it_was_written(rows):
    assert typed_grid(written_grid(rows)) == rows


def test_a_table_of_one_column_is_read_back():
    assert typed_grid(written_grid([["Year"], ["2025"]])) == [["Year"], ["2025"]]


def test_a_table_too_large_to_read_is_an_error():
    rows = "\n".join(["Year\tSeen"] * (checks.MOST_ROWS + 1))
    form = TableForm({"caption": "All", "table": rows})
    assert form.errors["table"] == [f"The table {checks.TOO_LARGE}"]
