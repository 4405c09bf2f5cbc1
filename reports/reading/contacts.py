"""Whom to ask: the table of officer and member contacts, or the same as labelled lines."""

import re
from collections import defaultdict
from itertools import zip_longest

from reports.reading import words
from reports.reading.shapes import Contact

SIDE = re.compile(r"\W*(?:(officer|member)s?['’]? contacts?|contact (officer|member)s?)\W*", re.IGNORECASE)
LABELS = {
    "name": "name",
    "names": "name",
    "post": "post",
    "role": "post",
    "title": "post",
    "job title": "post",
    "email": "email",
    "e-mail": "email",
    "tel": "telephone",
    "tel no": "telephone",
    "telephone": "telephone",
    "phone": "telephone",
}
PARTS = re.compile(r"\n|;|,\s+(?=(?:Councillor|Cllr|Mr|Mrs|Ms|Dr)\b)")


class Contacts:
    """Collects contacts side by side while a header is read."""

    def __init__(self):
        self.people, self.labels, self.left = defaultdict(lambda: defaultdict(list)), [], []

    def is_table(self, rows: list[list[str]]) -> bool:
        """Whether a table says whom to ask."""
        return any(side(cell) for row in rows for cell in row)

    def take_table(self, rows: list[list[str]], line: int) -> None:
        """Read a table of pairs of columns, label and value; each pair belongs to the side named above it."""
        sides = {}
        for row in rows:
            for at, (label, value) in enumerate(zip_longest(row[::2], row[1::2], fillvalue="")):
                named = side(label)
                sides[at] = named or sides.get(at)
                self._take(sides[at], label, value, line, named)

    def take(self, whose: str, label: str, value: str) -> bool:
        """Take a labelled value of the side ("officer" or "member"); False when it is no part of a contact."""
        what = LABELS.get(_bare(label))
        if what is None:
            return False
        self.labels.append(words.one_line(label))
        self.people[whose][what].append(words.plain(value))
        return True

    def found(self) -> list[Contact]:
        """The contacts, officers first. A list of names makes several, when the other values can be told apart."""
        return [contact for whose in ("officer", "member") for contact in _split(whose, self.people.get(whose, {}))]

    def _take(self, whose, label, value, line, named):
        if named:
            self.labels.append(words.one_line(label))
            label = ""
        if label and whose and self.take(whose, label, value):
            return
        rest = words.one_line(f"{label} {value}")
        if rest:
            self.left.append((f"line {line}, the table of contacts", rest))


def side(text: str) -> str:
    """ "officer" or "member" when the words name that side of the contacts, else an empty string."""
    found = SIDE.fullmatch(words.one_line(text)) if len(text) < 60 else None
    return (found[1] or found[2]).lower() if found else ""


def _split(whose, values):
    """One contact for each name; values that do not come in the same number stay with the first."""
    if not any(filled for kept in values.values() for filled in kept):
        return []
    lists = {what: _parts(kept) for what, kept in values.items()}
    count = max(len(lists.get("name", [])), 1)
    people = [{"name": ""} for _ in range(count)]
    for what, kept in lists.items():
        for at, value in enumerate(kept if len(kept) == count else [" ".join("\n".join(values[what]).split())]):
            people[at][what] = value
    return [Contact(whose, **person) for person in people]


def _parts(kept):
    return [" ".join(part.split()) for part in PARTS.split("\n".join(kept)) if part.strip()]


def _bare(label):
    return words.one_line(label).rstrip(".: ").lower()
