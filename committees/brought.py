"""What another system recorded of meetings: the minutes of each item, and who sat on the body."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from committees import bodies
from committees.models import AgendaItem, Attendance, Meeting, Seat
from committees.models.part_2 import part_2_readers
from corporate_parenting.lib import richtext
from roles.audit import record
from roles.models import Appointment

# Words of the source for a place on the body; whoever it calls something else only came along.
CHAIRS, VICE_CHAIRS, MEMBERS = ("chair",), ("vice", "deputy"), ("member",)


@dataclass(frozen=True)
class Minute:
    """What was recorded under one item, as HTML."""

    item: AgendaItem
    words: str


@dataclass(frozen=True)
class Named:
    """Somebody whom the newest recorded meeting names as a member, with the capacity its words stand for."""

    person: object
    capacity: Seat.Capacity
    words: str


def minutes(meeting, viewer):
    """
    The minutes of a meeting that this viewer may read, in the order of its agenda. One query.

    Those of items taken in private are for who may read part 2; the public reads none of them here, because nobody
    has released them.
    """
    if viewer.person is None:
        return []
    part_2 = part_2_readers(viewer, meeting="meeting", item="pk")
    found = AgendaItem.objects.filter(Q(likely_private=False) | part_2, meeting=meeting).exclude(minutes_text="")
    return [Minute(item, richtext.page(item.minutes_text, base_level=4)) for item in found]


def named(body):
    """Members that the newest meeting with a record names, and who have no place on the body yet. Three queries."""
    newest = Meeting.objects.filter(body=body, attendances__person__isnull=False).order_by("-starts_at").first()
    if newest is None:
        return []
    rows = Attendance.objects.filter(meeting=newest, person__isnull=False).select_related("person")
    held = Appointment.objects.filter(office__seat__body=body, ends_on=None).values_list("person", flat=True)
    seated = set(held)
    found = [Named(row.person, _capacity(row.role), row.role) for row in rows if row.person_id not in seated]
    return [one for one in found if one.capacity]


def _capacity(role):
    """The place that the source's words stand for, or None: a guest, an officer, a deputation."""
    words = role.lower()
    if any(word in words for word in VICE_CHAIRS) and "chair" in words:
        return Seat.Capacity.VICE_CHAIR
    if any(word in words for word in CHAIRS):
        return Seat.Capacity.CHAIR
    return Seat.Capacity.MEMBER if any(word in words for word in MEMBERS) else None


@transaction.atomic
def seat(body, people, *, starts_on, by):
    """
    Give those of `named` who are among `people` their places from a day on; returns how many.

    Everybody gets a member's place first, then whoever presides is chosen from them.
    Raises bodies.CannotSit, and nobody is seated then.
    """
    chosen = [one for one in named(body) if one.person in people]
    for one in chosen:
        bodies.seat(body, one.person, capacity=Seat.Capacity.MEMBER, starts_on=starts_on, by=by)
    for one in chosen:
        if one.capacity != Seat.Capacity.MEMBER:
            bodies.seat(body, one.person, capacity=one.capacity, starts_on=starts_on, by=by)
    record(by, "seated whom its meetings name on", body, people=[one.person.pk for one in chosen])
    return len(chosen)
