"""What comes of comparing a list of councillors with the council: plain values, for pages and for the step."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from roles.councillor_list import Councillor
from roles.models import Affiliation, Appointment, Person

Kind = Affiliation.Kind
KINDS = (Kind.PARTY, Kind.GROUP, Kind.WARD)
LABELS = {
    Kind.PARTY: "Party",
    Kind.GROUP: "Political group",
    Kind.WARD: "Ward",
    "name": "Name",
    "email": "Email address",
    "telephone": "Telephone",
    "source_id": "Id in the list",
}


@dataclass(frozen=True)
class Problem:
    """Why the list cannot be brought in, and the line it is about (None: the whole list)."""

    line: int | None
    words: str

    def __str__(self):
        return f"Line {self.line}: {self.words}" if self.line else self.words


@dataclass(frozen=True)
class Change:
    """One thing about a person that the list says otherwise. `what` is a column of Person or a kind of affiliation."""

    what: str
    was: str
    becomes: str

    @property
    def label(self):
        return LABELS[self.what]

    @property
    def seen(self):
        """What it becomes, as people read it."""
        return self.becomes.partition(":")[2] if self.what == "source_id" else self.becomes

    @property
    def is_dated(self):
        """Does it hold from the day on, and not for all times?"""
        return self.what in KINDS


@dataclass(frozen=True)
class Entry:
    """A councillor of the list, the person it means (None: somebody new), and what changes about them."""

    councillor: Councillor
    person: Person | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Leaver:
    """A councillor whom the list does not name, and what they hold on the day."""

    person: Person
    party: str
    ward: str
    held: tuple[Appointment, ...] = ()


@dataclass
class Plan:
    """What a list would mean on a day. With `problems` it may not be brought in."""

    on: date
    before: int = 0
    joins: list[Entry] = field(default_factory=list)
    returns: list[Entry] = field(default_factory=list)
    changes: list[Entry] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)
    leaves: list[Leaver] = field(default_factory=list)
    vacant: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def listed(self):
        """Everybody on the list who is to be a councillor."""
        return [*self.joins, *self.returns, *self.changes, *self.unchanged]

    @property
    def after(self):
        """How many councillors there are from the day on."""
        return len(self.listed)

    @property
    def is_empty(self):
        """Is everything as the list says already?"""
        return not (self.joins or self.returns or self.changes or self.leaves)

    @property
    def looks_partial(self):
        """More than half of those who sit would leave: more likely a part of a list than an election."""
        return 2 * len(self.leaves) > self.before

    def changing(self, what):
        """How many of those who stay change one thing."""
        return sum(any(change.what == what for change in entry.changes) for entry in self.changes)

    @property
    def digest(self):
        """The same for two plans that mean the same: so that nothing is confirmed but what was shown."""
        shown = [
            [name, entry.person and entry.person.pk, entry.councillor.name, entry.councillor.line, _plain(entry)]
            for name in ("joins", "returns", "changes")
            for entry in getattr(self, name)
        ]
        shown += [["leaves", leaver.person.pk, [held.pk for held in leaver.held]] for leaver in self.leaves]
        return hashlib.sha256(json.dumps([self.on.isoformat(), shown]).encode()).hexdigest()


def _plain(entry):
    return [[change.what, change.was, change.becomes] for change in entry.changes]
