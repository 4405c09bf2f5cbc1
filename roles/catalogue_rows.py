"""
The catalogue's file as rows of cells: from bytes to plain values and nothing else, so that a child process can do it.

An apostrophe before a sign with which spreadsheets begin a formula marks a text: the reader takes one off, and the
writer adds one where a text has one of its own, so that what was written with the marks of a download, or without,
reads the same.
"""

import csv
import io
import re

from corporate_parenting.lib.reading import ReadError

# The first seven are those of our own file of responsibilities.
FIRST = ("id", "tier", "holder", "form", "text", "source", "flag")
MORE = ("theme", "held_by", "done_by", "joint", "practice", "question", "overlaps", "replaced_by")
HEAD = (*FIRST, *MORE)
MOST_BYTES, MOST_ROWS = 5_000_000, 5_000
MARKED = re.compile(r"'+[=+\-@\t\r]")
BOM = "\ufeff".encode()


def read(data, name):
    """
    [[line, {column: cell}]] in the order of the file; all the columns, or the first seven alone.

    Raises ReadError for what is no such file: too large, not UTF-8, other columns, a row too short or too long.
    """
    head, rows = _rows(_decoded(data, name), name)
    return [[line, _cells_of(head, row, line, name)] for line, row in rows]


def write(rows):
    """The whole file as text, from rows of cells in the order of HEAD."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEAD)
    writer.writerows(map(marked, rows))
    return file.getvalue()


def marked(row):
    """The cells, with a second apostrophe where one of their own would be taken for a mark."""
    return [f"'{cell}" if MARKED.match(cell) else cell for cell in row]


def _without_mark(cell):
    return cell[1:] if MARKED.match(cell) else cell


def _decoded(data, name):
    if len(data) > MOST_BYTES:
        raise ReadError(name, None, "", f"the file is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        text = data.removeprefix(BOM).decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ReadError(name, line, "", "the characters are not UTF-8. Save the file as CSV UTF-8.") from error
    if "\0" in text:
        raise ReadError(name, text[: text.index("\0")].count("\n") + 1, "", "this is not a text file.")
    return text


def _rows(text, name):
    """The heading, and pairs of line and cells; the line is where a row starts, however many it spans."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found, line = [], 1
    try:
        for row in reader:
            if row:
                found.append((line, row))
            if len(found) > MOST_ROWS + 1:
                raise ReadError(name, line, "", f"there are more than {MOST_ROWS:,} rows.")
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(name, line, "", f"the row is broken ({error}). Is the file cut off?") from error
    return _heading(found, name), found[1:]


def _heading(found, name):
    line, head = found[0] if found else (1, [])
    head = tuple(head)
    if head in (HEAD, FIRST):
        return head
    wanted = next((column for column in HEAD if column not in head), "")
    if wanted in FIRST or (wanted and not set(MORE).isdisjoint(head)):
        raise ReadError(name, line, wanted, "there is no such column.")
    words = f"the columns must be {', '.join(HEAD)}, in this order, or the first seven of them."
    raise ReadError(name, line, "", words)


def _cells_of(head, row, line, name):
    if len(row) < len(head):
        raise ReadError(name, line, head[len(row)], "the row ends before this column. Is the file cut off?")
    if len(row) > len(head):
        raise ReadError(name, line, "", f"the row has {len(row)} cells, and the heading {len(head)}.")
    return {column: _without_mark(cell) for column, cell in zip(head, row, strict=True)}
