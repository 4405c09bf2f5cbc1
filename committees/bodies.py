"""Bodies: constituted, re-constituted under another law, settled, seated and clerked."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees import links, rules
from committees.models import Body, BodyLink, OutsidePlace, Seat
from committees.models.bodies import LegalBasis
from roles import appointments, council
from roles.audit import record
from roles.models import Appointment, Office, Remit
from roles.permissions import OfficeKind

SEAT_KINDS = {
    Body.Kind.PARENTING: OfficeKind.PARENTING_SEAT,
    Body.Kind.SUBGROUP: OfficeKind.SUBGROUP_SEAT,
    Body.Kind.HEALTH: OfficeKind.HEALTH_SEAT,
    Body.Kind.HOUSING: OfficeKind.HOUSING_SEAT,
    Body.Kind.LEARNING: OfficeKind.LEARNING_SEAT,
    Body.Kind.SCRUTINY: OfficeKind.SCRUTINY_SEAT,
    Body.Kind.PLACEMENT: OfficeKind.PLACEMENT_SEAT,
}
# A substitute reads restricted papers only when somebody is named to stand in, so the place alone gives no more
# than a co-opted one.
CAPACITY_KINDS = {
    Seat.Capacity.SUBSTITUTE: OfficeKind.CO_OPTED_SEAT,
    Seat.Capacity.CO_OPTED: OfficeKind.CO_OPTED_SEAT,
    Seat.Capacity.YOUNG: OfficeKind.CO_OPTED_SEAT,
    Seat.Capacity.ATTENDEE: OfficeKind.ATTENDEE_SEAT,
}
# Members of a corporate parenting body do what its members do, with or without a vote.
MEMBERS_TOO = {Seat.Capacity.SUBSTITUTE, Seat.Capacity.CO_OPTED}
SINGLE = {Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR}
OTHER_PLACES = (OfficeKind.PARENTING_PLACE, OfficeKind.CO_OPTED_SEAT, OfficeKind.ATTENDEE_SEAT)
RANK = {capacity: place for place, capacity in enumerate(Seat.Capacity, start=1)}
DAY = timedelta(days=1)


class CannotChangeBody(Exception):
    """A body cannot be changed so. The message says why and what to do."""


class CannotSit(Exception):
    """Somebody may not hold such a place on such a body. The message names the law."""


@transaction.atomic
def constitute(*, name, kind, legal_basis, starts_on, by, parent=None, succeeds=None, source_id=""):
    """
    Found a body, with its remit and the office of its clerk; returns the Body.

    With `succeeds`, the earlier body ends the day before: its seats end, its clerks and its groups come
    over, and its meetings stay under the old name. Raises CannotChangeBody when the dates cross.
    """
    if succeeds:
        _must_be_able_to_end(succeeds, starts_on - DAY)
    body = Body.objects.create(
        name=name,
        kind=kind,
        legal_basis=legal_basis,
        starts_on=starts_on,
        succeeds=succeeds,
        source_id=source_id,
        remit=Remit.objects.create(name=name),
    )
    _clerks_office(body)
    record(by, "constituted", body, name=name, legal_basis=legal_basis)
    if parent:
        links.link(body, parent, kind=BodyLink.Kind.PART_OF, starts_on=starts_on, by=by)
    if succeeds:
        _hand_over(succeeds, to=body, by=by)
    return body


def _must_be_able_to_end(body, on):
    if body.ends_on:
        raise CannotChangeBody(f"{body} has already ended. Nothing was changed.")
    if on < body.starts_on:
        raise CannotChangeBody(f"{body} began on or after that day. Choose a later day for the new body.")


def _hand_over(old, *, to, by):
    """The clerks of the old body keep it, because its papers stay in somebody's care, and get the new one."""
    clerks = Appointment.objects.on(to.starts_on).filter(office__kind=OfficeKind.CLERK, office__remit=old.remit)
    _end(old, on=to.starts_on - DAY, by=by)
    for group in links.groups_of(old, to.starts_on - DAY):
        links.link(group, to, kind=BodyLink.Kind.PART_OF, starts_on=to.starts_on, by=by)
    for clerk in clerks.select_related("person"):
        make_clerk(to, clerk.person, starts_on=to.starts_on, by=by)
    record(by, "re-constituted", old, successor=to.pk, name=to.name)


@transaction.atomic
def dissolve(body, *, on, by):
    """End a body after a day, and its seats with it; its meetings and its clerks stay. Raises CannotChangeBody."""
    _must_be_able_to_end(body, on)
    _end(body, on=on, by=by)
    record(by, "dissolved", body, last_day=on.isoformat())


def _end(body, *, on, by):
    body.ends_on = on
    body.save(update_fields=["ends_on"])
    lasting = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), office__seat__body=body)
    for appointment in lasting:
        if appointment.starts_on > max(on, timezone.localdate()):
            appointments.withdraw(appointment, by=by)
        else:
            appointments.end(appointment, on=max(on, appointment.starts_on), by=by)


@transaction.atomic
def settle(body, *, legal_basis, by, kind=None):
    """
    Say which law a body stands on; everything about notice and publicity follows from that.

    With `kind`, also what kind of body it is: the places on it then count as places on such a body.
    """
    body.legal_basis, body.kind = LegalBasis(legal_basis), kind or body.kind
    body.save(update_fields=["legal_basis", "kind"])
    for place in body.seats.select_related("office"):
        Office.objects.filter(pk=place.office_id).update(kind=_seat_kind(body, place.capacity))
    record(by, "settled the legal basis of", body, legal_basis=body.legal_basis, kind=body.kind)


@transaction.atomic
def describe(body, *, quorum, usual_place, by):
    """Keep how many make a quorum (None: not said) and where the body usually meets."""
    body.quorum, body.usual_place = quorum, usual_place
    body.save(update_fields=["quorum", "usual_place"])
    record(by, "described", body, quorum=quorum)


@transaction.atomic
def schedule_packs(body, *, clear_days, time, by):
    """Build packs by themselves so many clear days before a meeting, at a time of day; None for never."""
    body.pack_clear_days, body.pack_time = clear_days, time
    body.save(update_fields=["pack_clear_days", "pack_time"])
    record(by, "set the pack schedule of", body, clear_days=clear_days)


def titles(day):
    """What the council calls each kind of place on a day, by capacity: whoever presides has its own title."""
    chair = council.fact("title_chair", day)
    own = {Seat.Capacity.CHAIR: chair, Seat.Capacity.VICE_CHAIR: f"Vice-{chair[:1].lower()}{chair[1:]}"}
    return {capacity.value: own.get(capacity, capacity.label) for capacity in Seat.Capacity}


@transaction.atomic
def seat(body, person, *, capacity, starts_on, by, label=""):
    """
    Give somebody a place on a body; returns the Appointment.

    Raises CannotSit where the law of the body forbids it (LGA 1972 s80, s102 and s104; LGHA 1989 s13) or all its
    voting seats are taken, and what roles.appointments raises when the place is taken.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)  # two clerks cannot both find the last seat free
    if why := rules.why_not_seated(person, body, capacity) or rules.why_full(person, body, capacity, starts_on):
        raise CannotSit(why)
    place = _place(body, Seat.Capacity(capacity), label)
    return appointments.appoint(person, place.office, starts_on=starts_on, by=by)


def _place(body, capacity, label):
    label = label or f"{capacity.label}, {body}"[:200]
    found = body.seats.filter(capacity=capacity, office__label=label).select_related("office").first()
    return found or Seat.objects.create(
        body=body, capacity=capacity, order=RANK[capacity], office=_office(body, capacity, label)
    )


def _seat_kind(body, capacity):
    if body.kind == Body.Kind.PARENTING and capacity in MEMBERS_TOO:
        return OfficeKind.PARENTING_PLACE
    return CAPACITY_KINDS.get(capacity) or SEAT_KINDS.get(body.kind, OfficeKind.OTHER_SEAT)


def brings_duties(body, day):
    """Does a place on this body bring duties of a corporate parent on a day?"""
    is_over = body.ends_on is not None and body.ends_on < day
    return not is_over and body.kind in SEAT_KINDS


def kinds_of_places(body):
    """The kinds of office that its places are: a member's first, then those of other places there are. One query."""
    known = set(body.seats.values_list("office__kind", flat=True))
    others = [kind for kind in OTHER_PLACES if kind in known]
    return [SEAT_KINDS[body.kind], *others]


def _office(body, capacity, label):
    kind = _seat_kind(body, capacity)
    return Office.objects.create(kind=kind, label=label, single_holder=capacity in SINGLE, remit=body.remit)


def _clerks_office(body):
    return Office.objects.create(kind=OfficeKind.CLERK, label=f"Clerk to {body}"[:200], remit=body.remit)


@transaction.atomic
def make_clerk(body, person, *, starts_on, by):
    """Put somebody in charge of a body's meetings; returns the Appointment."""
    office = Office.objects.filter(kind=OfficeKind.CLERK, remit=body.remit).first() or _clerks_office(body)
    return appointments.appoint(person, office, starts_on=starts_on, by=by)


def wrongly_seated(body, day):
    """Who holds a voting place that the body's law does not allow: [(Appointment, why)], two queries."""
    held = Appointment.objects.on(day).filter(office__seat__body=body).select_related("person", "office__seat")
    found = [(one, rules.why_not_seated(one.person, body, one.office.seat.capacity)) for one in held]
    return [(one, why) for one, why in found if why]


def office_stands(day):
    """
    Condition on an Office: a place on a body or outside the council that is there on a day, or no place at all.

    A substitute's place without a holder is no vacancy: nobody needs to stand in.
    """
    on_a_body = Q(remit__body=None) | Q(remit__body__in=Body.objects.on(day))
    outside = Q(outside_place=None) | Q(outside_place__in=OutsidePlace.objects.on(day))
    return on_a_body & outside & ~Q(seat__capacity=Seat.Capacity.SUBSTITUTE)
