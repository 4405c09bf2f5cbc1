"""
Who came to meetings, of those who were expected: from what was recorded, and saying where nothing was.

A meeting that was cancelled is no meeting; one of which nobody wrote down who came counts neither for nor against.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from django.utils import timezone

from committees.models import Attendance, Meeting, Seat
from roles.models import Appointment


class Came(Enum):
    """What a recorded word says."""

    PRESENT = auto()  # as expected
    OTHERWISE = auto()  # there, though not as one of those expected: a substitute, or in attendance
    ABSENT = auto()
    UNKNOWN = auto()  # nobody has said yet
    LEFT_OUT = auto()  # the source keeps it out of its own figures


HERE = (Came.PRESENT, Came.OTHERWISE)
SAID = (*HERE, Came.ABSENT)
# By the beginning of the word; the words are those of the systems that meetings are brought in from.
WORDS = [
    ("present", Came.PRESENT),
    ("attended", Came.PRESENT),
    ("late", Came.PRESENT),
    ("in attendance", Came.OTHERWISE),
    ("absent", Came.ABSENT),
    ("apolog", Came.ABSENT),
    ("did not attend", Came.ABSENT),
]


def read(status):
    """What the recorded word for somebody at a meeting says; a word that we do not know says nothing."""
    words = status.strip().lower()
    if "(nis)" in words:
        return Came.LEFT_OUT
    came = next((came for beginning, came in WORDS if words.startswith(beginning)), Came.UNKNOWN)
    stands_in = "substitute" in words or "deput" in words
    return Came.OTHERWISE if came == Came.PRESENT and stands_in else came


@dataclass(frozen=True)
class Place:
    """Somebody's place on a body for a time."""

    person: int
    starts_on: date
    ends_on: date | None

    def on(self, day):
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Held:
    """One meeting that was held: who had a place on the body that day, and what is recorded of whom (by their ids)."""

    pk: int
    body: int
    day: date
    places: list
    came: dict
    is_recorded: bool

    def of(self, person):
        """What is recorded of somebody who had a place: not to be in the record of a meeting is to be absent."""
        return self.came.get(person, Came.ABSENT if self.is_recorded else Came.UNKNOWN)


@dataclass
class Tally:
    """The meetings of one person: expected at, came to, and those of which nothing is recorded."""

    expected: int = 0
    attended: int = 0
    unknown: int = 0
    otherwise: int = 0
    last: date | None = None

    def add(self, came, day, *, expected):
        """Count one meeting, given what is recorded of this person."""
        if came == Came.LEFT_OUT:
            return
        self.expected += expected and came != Came.UNKNOWN
        self.unknown += expected and came == Came.UNKNOWN
        if came in HERE:
            self.attended += expected
            self.otherwise += not expected
            self.last = max(self.last or day, day)

    @property
    def share(self):
        """From 0 to 1; None where no meeting counts."""
        return self.attended / self.expected if self.expected else None


def held(bodies, within):
    """The meetings of these bodies (ids) that were held in a period, the earliest first. Three queries."""
    took_place = Meeting.objects.filter(
        body__in=bodies,
        status__in=[Meeting.Status.CONFIRMED, Meeting.Status.HELD],
        starts_at__lt=timezone.now(),
        **within.within("starts_at__date"),
    )
    places, came, recorded = _places(bodies), defaultdict(dict), set()
    for meeting, person, status in _rows(took_place):
        said = read(status)
        if said in SAID:
            recorded.add(meeting)
        if person:
            came[meeting][person] = said
    return [
        Held(pk, body, day, [one for one in places[body] if one.on(day)], came[pk], pk in recorded)
        for pk, body, day in _days(took_place)
    ]


def _days(meetings):
    rows = meetings.order_by("starts_at", "pk").values_list("pk", "body", "starts_at")
    return [(pk, body, timezone.localdate(starts_at)) for pk, body, starts_at in rows]


def _rows(meetings):
    recorded = Attendance.objects.filter(meeting__in=meetings.order_by().values("pk"))
    return recorded.order_by().values_list("meeting", "person", "status")


def _places(bodies):
    """{body: [Place]} of everybody with a place of their own: a substitute is not expected."""
    found = defaultdict(list)
    given = Appointment.objects.filter(office__seat__body__in=bodies)
    given = given.exclude(office__seat__capacity=Seat.Capacity.SUBSTITUTE).order_by()
    for body, *about in given.values_list("office__seat__body", "person", "starts_on", "ends_on"):
        found[body].append(Place(*about))
    return found


def of_people(meetings):
    """{person's id: Tally} of everybody who was expected at one of these meetings, or came to one. No query."""
    found = defaultdict(Tally)
    for meeting in meetings:
        expected = {place.person for place in meeting.places}
        for person in expected | set(meeting.came):
            came = meeting.of(person)
            # Whom the source itself expected had a place there before their places were kept here.
            found[person].add(came, meeting.day, expected=person in expected or came in (Came.PRESENT, Came.ABSENT))
    return found
