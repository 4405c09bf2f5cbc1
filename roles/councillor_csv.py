"""Reads a list of councillors as councils publish it: Name, Party, Ward, Telephone, Email, Page; ID and Group if given.

From bytes to plain values and nothing else; the step that brings them in decides what to keep.
"""

from corporate_parenting.lib import csvread
from corporate_parenting.lib.reading import ReadError
from roles.councillor_list import Councillor, fault, given, once

COLUMNS = ("name", "party", "ward", "telephone", "email", "page")
ALSO = ("id", "group")
LEFT_OUT = ("image",)


def read(data: bytes, name: str) -> list[Councillor]:
    """The councillors in the order of the file; a row that stands there twice counts once.

    `name` is the file's name, for errors. Raises ReadError with line and field when a column is missing or
    not known, a value cannot be right, or two rows say different things about the same person.
    """
    rows = csvread.read(data, name, required=COLUMNS, optional=ALSO + LEFT_OUT)
    return once([_councillor(row, name) for row in rows], name)


def _councillor(row, name):
    cells = {column: given(row.cells.get(column, "")) for column in COLUMNS + ALSO}
    if wrong := fault(cells):
        raise ReadError(name, row.line, *wrong)
    return Councillor(**cells, line=row.line)
