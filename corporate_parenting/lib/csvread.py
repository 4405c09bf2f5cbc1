"""CSV from other people's spreadsheets into rows that know their line."""

import csv
import io
from dataclasses import dataclass

from corporate_parenting.lib.reading import ReadError, decode

MAX_BYTES = 10_000_000
MAX_ROWS = 50_000
SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """One row: the line it starts on, and its cells by the column's name in small letters."""

    line: int
    cells: dict[str, str]


def read(data: bytes, name: str, *, required: tuple[str, ...], optional: tuple[str, ...] | None = None) -> list[Row]:
    """The rows below the heading, empty ones left out. Cells are trimmed, runs of blanks made one.

    `required` names the columns that must be there, in small letters; others are kept too, unless `optional`
    names the only others that may be: then one that nobody knows is an error, and not silently lost.
    Commas, semicolons or tabs may separate; quoted cells may hold line ends. Raises ReadError
    with line and column for a missing column, a row too long or too short, or broken quotes.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(name, None, "", f"the file is larger than {MAX_BYTES // 1_000_000} MB.")
    text = decode(data, name)
    records = _records(text, _separator(text), name)
    line, heading = next(records, (1, []))
    columns = [_tidy(cell).lower() for cell in heading]
    for column in required:
        if column not in columns:
            raise ReadError(name, line, column, "there is no such column.")
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice:
        raise ReadError(name, line, twice, "there are two such columns.")
    strange = next((column for column in columns if column and column not in required + (optional or ())), None)
    if strange and optional is not None:
        raise ReadError(name, line, strange, "no such column is known here. Rename it or take it out of the file.")
    return [_row(line, cells, columns, name) for line, cells in records if any(map(str.strip, cells))]


def records(data: bytes, name: str):
    """
    Pairs of line and cells as they stand, whatever they mean; Excel's first line "sep=;" is obeyed and left out.

    Raises ReadError for what is no text, for broken quotes and for more than MAX_ROWS rows.
    """
    text = decode(data, name)
    first, _, rest = text.partition("\n")
    if first[:4].lower() == "sep=" and len(first) == 5:
        return ((line + 1, cells) for line, cells in _records(rest, first[4], name))
    return _records(text, _separator(text), name)


def _separator(text):
    first = text.lstrip("\n").partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def _records(text, separator, name):
    """Pairs of line and cells. The line is where a record starts, however many lines it spans."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line, count = 1, 0
    try:
        for cells in reader:
            if cells:
                yield line, cells
                count += 1
            if count > MAX_ROWS:
                raise ReadError(name, line, "", f"there are more than {MAX_ROWS:,} rows.")
            line = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(name, line, "", f"broken row ({error}).") from error


def _row(line, cells, columns, name):
    surplus = [cell for cell in cells[len(columns) :] if cell.strip()]
    if surplus:
        raise ReadError(name, line, "", f"the row has more cells than the heading: “{_tidy(surplus[0])}”.")
    if len(cells) < len(columns):
        raise ReadError(name, line, columns[len(cells)], "the row ends before this column.")
    return Row(line, {column: _tidy(cell) for column, cell in zip(columns, cells, strict=False) if column})


def _tidy(cell):
    return " ".join(cell.split())
