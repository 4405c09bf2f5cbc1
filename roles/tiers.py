"""What somebody must do as a corporate parent on a day, and because of which appointment. Derived, never typed in."""

from dataclasses import dataclass

from django.utils import timezone

from roles import holders
from roles.models import Appointment, Person, Wording
from roles.models.responsibilities import Tier
from roles.permissions import OfficeKind as Kind

HIGHEST_FIRST = (Tier.SPECIALIST, Tier.TARGETED, Tier.UNIVERSAL)

# Stated: the founding document on tiers names these offices. The rest is where we placed them.
STATED = {
    Tier.SPECIALIST: holders.CHILDRENS_LEADERS,
    Tier.TARGETED: holders.ROTA | holders.PARENTING | {Kind.CHILDRENS_MANAGER},
    Tier.UNIVERSAL: {Kind.COUNCILLOR, Kind.MANAGER, Kind.PARTNER_GOVERNOR},
}
PLACED = {
    Tier.SPECIALIST: holders.LEADERS,
    Tier.TARGETED: holders.SUBGROUPS
    | holders.SCRUTINY
    | holders.PLACEMENT
    | {Kind.VIRTUAL_HEAD, Kind.PARTICIPATION, Kind.ATTENDEE_SEAT, Kind.CO_OPTED_SEAT, Kind.PARTNER},
    Tier.UNIVERSAL: holders.EVERYONE - holders.LEADERS - holders.CHILDRENS_LEADERS
    | {Kind.SCHOOL_GOVERNOR, Kind.OUTSIDE_BODY},
}
MEANING = {
    Tier.UNIVERSAL: "Every councillor and every manager: know the children, and think of them in every decision.",
    Tier.TARGETED: "Those who sit on a corporate parenting body or visit homes: look closer, listen, and act.",
    Tier.SPECIALIST: "The lead member and the director, the leader and the chief executive: lead the whole council.",
}
# The tiers build on each other: whoever stands higher does what is stated of those below.
BUILDS_ON = {Tier.SPECIALIST: (Tier.UNIVERSAL, Tier.TARGETED), Tier.TARGETED: (Tier.UNIVERSAL,), Tier.UNIVERSAL: ()}


@dataclass(frozen=True)
class TierHeld:
    """A tier somebody holds, since when, and through which appointments."""

    tier: Tier
    appointments: list
    is_stated: bool

    @property
    def since(self):
        return min(appointment.starts_on for appointment in self.appointments)


@dataclass(frozen=True)
class Duty:
    """One responsibility as it falls to somebody: its tier for them, why, and whether they encourage it in others."""

    wording: Wording
    tier: Tier
    because: list
    inherited: bool = False
    encourages: bool = False

    @property
    def code(self):
        return self.wording.code


def is_parent(person):
    """A young person who sits on a body is one of those whom the council is a parent to, and nobody's parent here."""
    return person.category != Person.Category.YOUNG


def appointments_on(person, day):
    """The appointments somebody holds on a day, with their offices and remits. One query."""
    return list(Appointment.objects.held_by(person).on(day).order_by("starts_on", "pk"))


def wordings_on(day):
    """The catalogue as it stands on a day, in its order. One query."""
    return list(Wording.objects.on(day).in_order())


def tier_of(kind):
    """The tier that an office of this kind brings, or None."""
    return next((tier for tier in HIGHEST_FIRST if kind in STATED[tier] or kind in PLACED[tier]), None)


def tiers_held(appointments):
    """The tiers these appointments bring, the highest first."""
    by_tier = {}
    for appointment in appointments:
        if tier := tier_of(appointment.office.kind):
            by_tier.setdefault(tier, []).append(appointment)
    return [
        TierHeld(tier, by_tier[tier], any(held.office.kind in STATED[tier] for held in by_tier[tier]))
        for tier in HIGHEST_FIRST
        if tier in by_tier
    ]


def responsibilities_on(person, day=None):
    """Every responsibility that falls to somebody on a day (today), in the catalogue's order. Two queries."""
    if not is_parent(person):
        return []
    day = day or timezone.localdate()
    appointments = appointments_on(person, day)
    return duties_through(appointments, wordings_on(day)) if appointments else []


def duties_through(appointments, wordings):
    """Every Duty that these appointments bring of these wordings, in their order. No query."""
    held, by_kind = tiers_held(appointments), {}
    for appointment in appointments:
        by_kind.setdefault(appointment.office.kind, []).append(appointment)
    found = (_duty(wording, by_kind, held) for wording in wordings)
    return [duty for duty in found if duty]


def _duty(wording, by_kind, held):
    if because := _through(by_kind, holders.kinds(wording.held_by)):
        return Duty(wording, wording.tier, because, encourages=bool(wording.done_by))
    if because := _through(by_kind, holders.kinds(wording.done_by)):
        return Duty(wording, wording.done_by_tier, because)
    higher = [tier for tier in held if wording.tier_is_stated and wording.tier in BUILDS_ON[tier.tier]]
    if higher:
        return Duty(wording, wording.tier, higher[0].appointments, inherited=True)
    return None


def _through(by_kind, kinds):
    """The appointments of these kinds, the earliest first. Somebody may hold a thousand, of a few kinds."""
    found = [held for kind, held in by_kind.items() if kind in kinds]
    if len(found) < 2:
        return found[0] if found else []
    return sorted((one for held in found for one in held), key=lambda one: (one.starts_on, one.pk))
