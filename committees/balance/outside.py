"""Outside bodies: schools, partners and charities on whose boards the council fills a place."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees.models import OutsidePlace
from roles import appointments
from roles.audit import record
from roles.models import Appointment, Office, Wording
from roles.permissions import OfficeKind

TITLES = {
    OfficeKind.SCHOOL_GOVERNOR: "Governor of {name}",
    OfficeKind.PARTNER_GOVERNOR: "Member of the governing board of {name}",
    OfficeKind.OUTSIDE_BODY: "Representative on {name}",
}
KINDS = {
    OfficeKind.SCHOOL_GOVERNOR: "School or college",
    OfficeKind.PARTNER_GOVERNOR: "Partner’s governing board",
    OfficeKind.OUTSIDE_BODY: "Another outside body",
}
# What goes with an elected member into every such place, as the catalogue numbers it.
DUTY = "EM03"


class CannotChangePlaces(ValidationError):
    """Such a place cannot be added or closed. The message says why."""


@dataclass(frozen=True)
class Line:
    """A place on an outside body: who fills it (appointments, the longest-standing first), or nobody."""

    office: Office
    place: OutsidePlace | None
    held: list

    @property
    def name(self):
        """The outside body, where somebody has said which it is."""
        return self.place.name if self.place else "Not said which"

    @property
    def kind(self):
        return KINDS[self.office.kind]


def places(day):
    """
    The places that the council fills on others' bodies on a day. Two queries.

    Posts of these kinds that name no body count while somebody holds them.
    """
    held = Appointment.objects.on(day).filter(office__kind__in=TITLES).select_related("person")
    by_office = {}
    for one in held.order_by("starts_on", "pk"):
        by_office.setdefault(one.office_id, []).append(one)
    there = Q(outside_place__in=OutsidePlace.objects.on(day)) | Q(outside_place=None, pk__in=by_office)
    offices = Office.objects.filter(there, kind__in=TITLES).select_related("outside_place")
    found = [Line(office, getattr(office, "outside_place", None), by_office.get(office.pk, [])) for office in offices]
    return sorted(found, key=lambda line: (line.place is None, line.name.casefold(), line.office.pk))


def duty_of_members(day):
    """What the catalogue says elected members carry into outside bodies on a day, or None. One query."""
    worded = Wording.objects.on(day).in_order()
    return worded.filter(responsibility__code=DUTY, historic=False).first()


@transaction.atomic
def add(*, name, kind, number, starts_on, by):
    """Add places on an outside body, numbered on from those it has; returns them. Raises CannotChangePlaces."""
    kind, name = OfficeKind(kind), " ".join(name.split())
    before = OutsidePlace.objects.filter(name__iexact=name, office__kind=kind).order_by("pk")
    taken = before.count()
    if taken:
        name = before[0].name
    label = TITLES[kind].format(name=name)
    if len(label) > 185:
        raise CannotChangePlaces("The name is too long. Leave out what is not needed to tell the body apart.")
    alone = taken + number == 1
    labels = [label if alone else f"{label}, place {place}" for place in range(taken + 1, taken + number + 1)]
    return [_make(name, kind, one, starts_on, by) for one in labels]


def _make(name, kind, label, starts_on, by):
    office = Office.objects.create(kind=kind, label=label, single_holder=True)
    place = OutsidePlace.objects.create(name=name, office=office, starts_on=starts_on)
    record(by, "added the outside place", place, name=label, starts_on=starts_on.isoformat())
    return place


@transaction.atomic
def appoint(place, person, *, starts_on, by, ends_on=None, nominated_by=""):
    """Somebody represents the council there from a day on. Raises what roles.appointments raises."""
    return appointments.appoint(
        person, place.office, starts_on=starts_on, ends_on=ends_on, nominated_by=nominated_by, by=by
    )


@transaction.atomic
def close(place, *, on, by):
    """
    The council fills this place no longer: its last day, and the last day of whoever holds it.

    Appointments that were to begin later never begin. Raises CannotChangePlaces.
    """
    if on < place.starts_on:
        raise CannotChangePlaces("The last day cannot be before the first.")
    if place.ends_on and place.ends_on <= on:
        raise CannotChangePlaces("This place is closed by that day already.")
    place.ends_on = on
    place.save(update_fields=["ends_on"])
    for held in place.office.appointments.filter(Q(ends_on=None) | Q(ends_on__gt=on)):
        if held.starts_on > max(on, timezone.localdate()):
            appointments.withdraw(held, by=by)
        else:
            appointments.end(held, on=max(on, held.starts_on), by=by)
    record(by, "closed the outside place", place, last_day=on.isoformat())
    return place
