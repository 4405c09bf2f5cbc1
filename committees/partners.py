"""Whether partners come: at how many meetings somebody from an organisation was there, a deputy, or no one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from committees import attendance
from roles.models import Organisation, Person


@dataclass
class Line:
    """One organisation and one body: the meetings at which somebody was expected from it, and who came."""

    organisation: Organisation
    body: object
    expected: int = 0
    holder: int = 0
    deputy: int = 0
    unknown: int = 0
    last: date | None = None

    @property
    def came(self):
        """Meetings at which somebody from there was present."""
        return self.holder + self.deputy

    @property
    def nobody(self):
        return self.expected - self.came

    @property
    def percent(self):
        """Of the meetings that count, to the whole number (a half goes up); None where none does."""
        return (200 * self.came + self.expected) // (2 * self.expected) if self.expected else None

    def add(self, meeting, holders, present):
        """Count one meeting: who had a place on the body for the organisation, and who of its people was there."""
        if not meeting.is_recorded:
            self.unknown += bool(holders)
            return
        self.expected += 1
        self.holder += bool(present & holders) or not holders
        self.deputy += bool(present) and bool(holders) and not present & holders
        if present:
            self.last = meeting.day


def lines(organisations, bodies, within):
    """
    The Lines of these organisations on these bodies, by organisation and body. Four queries.

    A person counts for the organisation that they come from today. Where nobody has a place for it, a meeting
    counts when somebody from it was there.
    """
    listed, known = {one.pk: one for one in organisations}, {body.pk: body for body in bodies}
    comes_from = dict(Person.objects.filter(organisation__in=listed).values_list("pk", "organisation"))
    found = {}
    for meeting in attendance.held(list(known), within):
        holders = _by_organisation(comes_from, (place.person for place in meeting.places))
        there = (person for person, came in meeting.came.items() if came in attendance.HERE)
        present = _by_organisation(comes_from, there)
        for pk in holders.keys() | present.keys():
            line = found.setdefault((pk, meeting.body), Line(listed[pk], known[meeting.body]))
            line.add(meeting, holders[pk], present[pk])
    return sorted(found.values(), key=lambda line: (line.organisation.name, line.body.name))


def _by_organisation(comes_from, people):
    found = defaultdict(set)
    for person in people:
        if person in comes_from:
            found[comes_from[person]].add(person)
    return found
