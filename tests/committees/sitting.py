"""A meeting that sits: opened, with people in the room who may vote, and others who may not."""

from dataclasses import dataclass
from datetime import UTC, datetime

from committees import room
from committees.models import AgendaItem, Attendance, Meeting, Seat
from roles.models import Person
from tests.factories.committees import AgendaItemFactory, MeetingFactory, sit
from tests.factories.roles import PersonFactory

How = Attendance.How
DAY = datetime(2026, 12, 15, 10, 0, tzinfo=UTC)
# The hour in which tests of a sitting meeting happen.
NOW = datetime(2026, 12, 15, 10, 40, tzinfo=UTC)


@dataclass
class Sitting:
    meeting: Meeting
    item: AgendaItem
    members: list

    def add(self, **about):
        return AgendaItemFactory(meeting=self.meeting, **about)


def councillor(name, body):
    person = PersonFactory(name=name, category=Person.Category.MEMBER)
    sit(person, body, Seat.Capacity.MEMBER)
    return person


def opened(body, people, *, votes=4):
    """A meeting of the body, opened by its chair: so many who may vote are here, and a co-opted member who may not."""
    meeting = MeetingFactory(body=body, starts_at=DAY, published_at=datetime(2026, 12, 1, tzinfo=UTC),
                             published_by=people.clerk)  # fmt: skip
    names = ["Councillor Ivo Thorn", "Councillor Jill Sedge", "Councillor Kit Alder", "Councillor Lois Fen"]
    more = [councillor(name, body) for name in names[: max(votes - 2, 0)]]
    members = [people.chair, people.member, *more][:votes]
    room.begin(meeting, presiding=people.chair, at=DAY, by=people.clerk)
    known = set(meeting.attendances.values_list("person", flat=True))
    for person in [*members, people.co_opted]:
        if person.pk not in known:
            room.record(meeting, person, how=How.PRESENT, by=people.clerk)
    return Sitting(meeting, AgendaItemFactory(meeting=meeting, title="Dental checks"), members)
