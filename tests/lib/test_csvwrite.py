"""Tables for spreadsheets."""

from corporate_parenting.lib import csvwrite


def text(answer):
    return b"".join(answer.streaming_content).decode()


def test_rows_come_below_the_head_with_a_mark_of_utf_8():
    answer = csvwrite.response("visits", ["home", "due"], [("Brück House", None), ("Dell", 3)])
    assert text(answer) == "\ufeffhome,due\r\nBrück House,\r\nDell,3\r\n"
    assert answer["Content-Disposition"] == 'attachment; filename="visits.csv"'


def test_a_cell_that_a_spreadsheet_would_run_is_marked_as_text():
    for cell in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx"):
        assert f"'{cell}" in text(csvwrite.response("x", ["a"], [(cell,)]))
