"""Who has a voting seat on which body on a day."""

from committees.models import Seat
from roles.models import Appointment

# A substitute votes only when they stand in for somebody, so theirs is no seat of its own.
VOTING_SEATS = (Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR, Seat.Capacity.MEMBER)


def held(day, bodies):
    """Appointments to places on these bodies on a day, with person and seat, in order. One query."""
    found = Appointment.objects.on(day).filter(office__seat__body__in=bodies)
    found = found.select_related("person", "office__seat")
    return list(found.order_by("office__seat__order", "person__name", "pk"))


def voters(appointments):
    """{body's id: {person's id: Person}} of those with a voting seat; whoever chairs and is a member has one seat."""
    found = {}
    for one in appointments:
        seat = one.office.seat
        if seat.capacity in VOTING_SEATS:
            found.setdefault(seat.body_id, {})[one.person_id] = one.person
    return found


def most_at_once(body, day, *, but=None):
    """The most voting seats that are held at once on a body, on a day or any later one. One query."""
    places = Appointment.objects.filter(office__seat__body=body, office__seat__capacity__in=VOTING_SEATS)
    rows = list(places.exclude(person=but).values_list("person_id", "starts_on", "ends_on"))
    days = [day, *(starts for _, starts, _ in rows if starts > day)]
    return max(len({person for person, starts, ends in rows if starts <= one and _lasts(ends, one)}) for one in days)


def _lasts(ends, day):
    return ends is None or ends >= day
