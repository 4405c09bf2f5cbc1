"""A list of councillors as plain values, whichever kind of file it came in.

There is no place for a home address here: whatever a file says of one is read into nothing.
"""

import re
from dataclasses import asdict, dataclass, replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

from corporate_parenting.lib.reading import ReadError

LONGEST = {"name": 200, "party": 200, "ward": 200, "group": 200, "telephone": 60, "email": 254, "page": 500, "id": 60}
NOT_GIVEN = {"na", "n/a", "-", "none"}
EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")
ID = re.compile(r"[A-Za-z0-9._-]+")
VACANT = re.compile(r"(councillor |cllr\.? )?vacan(cy|t)\b.*", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A term of office as the source states it; None where it does not say."""

    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Councillor:
    """One councillor, the name with its title as printed. What the list does not give is empty.

    `telephone` may hold several numbers; `line` is where the councillor starts in the file.
    """

    name: str
    party: str
    ward: str
    email: str
    telephone: str
    page: str
    line: int = 0
    id: str = ""
    group: str = ""
    terms: tuple[Term, ...] = ()

    @property
    def member_id(self) -> str:
        """The id that the council's own site gives the person, also out of the page's address; may be empty."""
        query = parse_qs(urlsplit(self.page).query)
        return self.id or next((values[0] for key, values in query.items() if key.lower() == "uid"), "")

    @property
    def source_id(self) -> str:
        """How the person of that id is named here; empty without an id."""
        return f"councillor:{self.member_id}" if self.member_id else ""

    @property
    def is_vacant(self) -> bool:
        """Does the line only say that nobody holds the seat?"""
        return bool(VACANT.fullmatch(self.name))


def given(text):
    """What a file says, or nothing where it says in some way that it does not."""
    return "" if text.lower() in NOT_GIVEN else text


def fault(cells):
    """(field, words) of the first value that cannot be right, by column; None when all can."""
    for column, value in cells.items():
        if len(value) > LONGEST[column]:
            return column, f"is longer than {LONGEST[column]} characters."
    if not cells["name"]:
        return "name", "is missing."
    if cells["email"] and not EMAIL.fullmatch(cells["email"]):
        return "email", f"“{cells['email']}” is not an email address."
    if cells["page"] and not re.match(r"https?://[^\s]+$", cells["page"]):
        return "page", f"“{cells['page']}” is not a web address."
    if cells["id"] and not ID.fullmatch(cells["id"]):
        return "id", f"“{cells['id']}” is not an id of letters and digits."
    return None


def once(listed, file):
    """
    The councillors in the order of the file; one who stands there twice in the same words counts once.

    Raises ReadError when one id stands for two people, or two lines disagree about one.
    """
    found, kept = {}, []
    for councillor in listed:
        key = councillor.line if councillor.is_vacant else councillor.member_id or (councillor.name, councillor.ward)
        first = found.setdefault(key, councillor)
        if first is councillor:
            kept.append(councillor)
        elif replace(first, line=councillor.line) != councillor:
            raise ReadError(file, councillor.line, "name", _differs(councillor, first))
    return kept


def _differs(councillor, first):
    if councillor.name == first.name:
        return f"“{councillor.name}” stands on line {first.line} too, and differs there."
    return f"“{councillor.name}” has the id {councillor.member_id}, which line {first.line} gives to “{first.name}”."


def as_rows(councillors):
    """What JSON can hold of them."""
    return [asdict(councillor) | {"terms": [_as_days(term) for term in councillor.terms]} for councillor in councillors]


def from_rows(rows):
    """The councillors that `as_rows` took apart."""
    return [Councillor(**row | {"terms": tuple(Term(*map(_day, days)) for days in row["terms"])}) for row in rows]


def _as_days(term):
    return [day and day.isoformat() for day in (term.starts_on, term.ends_on)]


def _day(text):
    return date.fromisoformat(text) if text else None
