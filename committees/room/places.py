"""Who holds a place on the body on the day of a meeting, and what that lets them do in the room."""

from dataclasses import dataclass

from django.utils import timezone

from committees import quorum, rules
from committees.bodies import once, titles
from committees.models import Seat
from roles.models import Appointment

Capacity = Seat.Capacity


@dataclass(frozen=True)
class Place:
    """Somebody's place on a day. `stands_in` is a substitute's place and no other; `attends` is one without a say."""

    person: object
    capacity: str
    words: str
    votes: bool
    counts: bool
    presides: bool
    stands_in: bool
    attends: bool

    @property
    def is_expected(self):
        return not self.stands_in


def of(meeting):
    """{person's id: Place} of everybody with a place on the day, those who preside first: three queries."""
    body, day = meeting.body, timezone.localdate(meeting.starts_at)
    held = Appointment.objects.on(day).filter(office__seat__body=body).select_related("person", "office__seat")
    held = list(held.order_by("office__seat__order", "person__name", "pk"))
    counting = {one.person_id for one in quorum.counting(body, day)}
    called, found = titles(day), {}
    for one, _ in once(held):
        if one.person_id not in found:
            found[one.person_id] = _place(one, held, body, counting, called)
    return found


def _place(one, held, body, counting, called):
    seats = [other.office.seat for other in held if other.person_id == one.person_id]
    kinds = {seat.capacity for seat in seats}
    votes = any(rules.has_vote(seat, body) for seat in seats)
    return Place(
        person=one.person,
        capacity=one.office.seat.capacity,
        words=f"{called[one.office.seat.capacity]}{' with a vote' if one.office.seat.has_vote else ''}",
        votes=votes,
        counts=one.person_id in counting,
        # A co-opted member may preside without a vote, and then has no casting vote (LGHA 1989 s13(9)).
        presides=votes or Capacity.CO_OPTED in kinds,
        stands_in=kinds == {Capacity.SUBSTITUTE},
        attends=kinds == {Capacity.ATTENDEE},
    )


def who_presides(places, rows):
    """The Place from which the meeting is to be chaired: chair, else vice-chair, unless they sent apologies."""
    away = {row.person_id for row in rows if row.how in (row.How.APOLOGIES, row.How.ABSENT)}
    ranked = {place.capacity: place for place in places.values() if place.person.pk not in away}
    return ranked.get(Capacity.CHAIR) or ranked.get(Capacity.VICE_CHAIR)
