"""Reads a list of councillors as councils publish it: Name, Party, Ward, Telephone, Email, Page.

From bytes to plain values and nothing else; the step that imports them decides what to keep.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

from corporate_parenting.lib import csvread
from corporate_parenting.lib.reading import ReadError

COLUMNS = ("name", "party", "ward", "telephone", "email", "page")
LONGEST = {"name": 200, "party": 200, "ward": 200, "telephone": 60, "email": 254, "page": 500}
NOT_GIVEN = {"na", "n/a", "-", "none"}
EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")


@dataclass(frozen=True)
class Councillor:
    """One councillor, the name with its title as printed. What the list does not give is empty.

    `telephone` may hold several numbers; `line` is where the row starts.
    """

    name: str
    party: str
    ward: str
    email: str
    telephone: str
    page: str
    line: int = 0

    @property
    def member_id(self) -> str:
        """The id that the council's own site gives the person, out of the page's address; may be empty."""
        query = parse_qs(urlsplit(self.page).query)
        return next((values[0] for key, values in query.items() if key.lower() == "uid"), "")


def read(data: bytes, name: str) -> list[Councillor]:
    """The councillors in the order of the file; a row that stands there twice counts once.

    `name` is the file's name, for errors. Raises ReadError with line and field when a column is
    missing, a value cannot be right, or two rows say different things about the same person.
    """
    found = {}
    for row in csvread.read(data, name, required=COLUMNS):
        councillor = _councillor(row, name)
        key = councillor.member_id or (councillor.name, councillor.ward)
        first = found.setdefault(key, councillor)
        if replace(first, line=councillor.line) != councillor:
            raise ReadError(name, row.line, "name", f"“{councillor.name}” differs from line {first.line}.")
    return list(found.values())


def _councillor(row, name):
    cells = {column: _given(row.cells[column]) for column in COLUMNS}
    for column, value in cells.items():
        if len(value) > LONGEST[column]:
            raise ReadError(name, row.line, column, f"is longer than {LONGEST[column]} characters.")
    if not cells["name"]:
        raise ReadError(name, row.line, "name", "is missing.")
    if cells["email"] and not EMAIL.fullmatch(cells["email"]):
        raise ReadError(name, row.line, "email", f"“{cells['email']}” is not an email address.")
    if cells["page"] and not re.match(r"https?://[^\s]+$", cells["page"]):
        raise ReadError(name, row.line, "page", f"“{cells['page']}” is not a web address.")
    return Councillor(**cells, line=row.line)


def _given(cell):
    return "" if cell.lower() in NOT_GIVEN else cell
