"""Rows as a table for spreadsheets: a line at a time, marked as UTF-8, and with nothing that one would run."""

import csv

from django.http import StreamingHttpResponse


def response(name, head, rows):
    """
    The answer that downloads rows (any iterable of cells) as NAME.csv below a head; None is an empty cell.

    Spreadsheets run what begins like a formula: such a cell is marked as text.
    """
    answer = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


class _Echo:
    """What the csv module writes to: it gives each line back."""

    def write(self, line):
        return line


def _lines(head, rows):
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell):
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
