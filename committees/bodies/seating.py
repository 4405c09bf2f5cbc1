"""Who sits: places given and ended, whoever presides chosen from those who sit, the clerk named."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees import law, rules
from committees.balance.seated import VOTING_SEATS
from committees.bodies.places import SINGLE, clerks_office, place, titles
from committees.bodies.refusals import CannotSit
from committees.models import Body, Seat
from roles import appointments
from roles.models import Appointment, Office
from roles.permissions import OfficeKind

DAY = timedelta(days=1)
Capacity = Seat.Capacity
# The places that make somebody a member; whoever presides is chosen from their holders.
MEMBERS = Q(office__seat__capacity=Capacity.MEMBER) | Q(
    office__seat__capacity=Capacity.CO_OPTED, office__seat__has_vote=True
)
OF_THE_EXECUTIVE = [OfficeKind.LEADER, OfficeKind.LEAD_MEMBER, OfficeKind.EXECUTIVE_MEMBER]


@transaction.atomic
def seat(body, person, *, capacity, starts_on, by, label="", has_vote=False, education=False):
    """
    Give somebody a place on a body; returns the Appointment.

    `has_vote` gives a co-opted member one; `education` gives it to a church or parent governor representative, for
    education business alone (LGHA 1989 s13(5)). Raises CannotSit where the law of the body forbids it (LGA 1972 s80,
    s102 and s104; LGHA 1989 s13; LGA 2000 s9C), all its voting seats are taken, or somebody is to preside who is no
    member; and what roles.appointments raises when the place is taken.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)  # two clerks cannot both find the last seat free
    capacity, votes = Capacity(capacity), has_vote or education
    why = (
        rules.why_not_seated(person, body, capacity, executive=executive(body, starts_on))
        or (votes and rules.why_no_vote(person, body, capacity, education=education))
        or rules.why_full(person, body, capacity, starts_on)
        or why_not_presiding(body, person, capacity, starts_on)
    )
    if why:
        raise CannotSit(why)
    given = place(body, capacity, label, has_vote=votes, education=education)
    return appointments.appoint(person, given.office, starts_on=starts_on, by=by)


def executive(body, day):
    """Ids of the members of the executive on a day, where only they, or all but they, may sit; else None. One query."""
    regime = law.of(body)
    if not (regime.executive_only or regime.no_executive):
        return None
    held = Appointment.objects.on(day).filter(office__kind__in=OF_THE_EXECUTIVE)
    return set(held.values_list("person", flat=True))


def why_not_presiding(body, person, capacity, day):
    """In words, that somebody who is to preside is no voting member of the body that day; else empty."""
    if capacity not in SINGLE or _sits(body, person, day, but=capacity):
        return ""
    return (
        f"{person} has no place with a vote on {body} that day, and whoever presides is chosen from its members. "
        "Give them a member’s place first; nothing was changed."
    )


def _sits(body, person, day, *, but):
    other = MEMBERS | Q(office__seat__capacity__in=SINGLE - {but})
    return Appointment.objects.on(day).filter(other, person=person, office__seat__body=body).exists()


@transaction.atomic
def preside(body, person, *, capacity, starts_on, by):
    """
    From a day on somebody presides, or stands beside who does; whoever did so until then ends the day before.

    Returns the Appointment. Raises CannotSit for one who is no member that day, or has the place already, and what
    roles.appointments raises.
    """
    held = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on), office__seat__body=body, office__seat__capacity=capacity
    )
    for one in held.select_related("person"):
        if one.person == person:
            raise CannotSit(f"{person} has this place already. Nothing was changed.")
        if one.starts_on < starts_on:
            appointments.end(one, on=starts_on - DAY, by=by)
    return seat(body, person, capacity=capacity, starts_on=starts_on, by=by)


def may_preside(body, day):
    """Appointments of those from whom whoever presides is chosen on a day, by name. One query."""
    held = Appointment.objects.on(day).filter(MEMBERS, office__seat__body=body)
    return held.select_related("person").order_by("person__name", "pk")


@transaction.atomic
def end_place(held, *, on, by):
    """
    The last day of a place. Whoever stops being a member stops presiding with it.

    Returns the Appointment. Raises what roles.appointments raises when the days cannot be.
    """
    appointments.end(held, on=on, by=by)
    given = held.office.seat
    if given.capacity not in SINGLE:
        _end_presiding(held.person, given.body, on, by=by)
    return held


def _end_presiding(person, body, on, *, by):
    """Their presiding places end too, unless another place keeps them a member."""
    lasting = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), person=person, office__seat__body=body)
    if lasting.filter(MEMBERS).exists():
        return
    for one in lasting.filter(office__seat__capacity__in=SINGLE):
        if one.starts_on > max(on, timezone.localdate()):
            appointments.withdraw(one, by=by)
        else:
            appointments.end(one, on=max(on, one.starts_on), by=by)


def once(appointments):
    """
    Each of these once, in their order: [(Appointment, [those that it stands for])].

    Whoever presides is named with that title alone, and their member's place stands behind it.
    """
    presiding = {}
    for one in appointments:
        if one.office.seat.capacity in SINGLE:
            presiding.setdefault((one.office.seat.body_id, one.person_id), (one, []))
    found = []
    for one in appointments:
        given = one.office.seat
        first, behind = presiding.get((given.body_id, one.person_id), (one, []))
        if first != one and (given.capacity in VOTING_SEATS or given.has_vote):
            behind.append(one)
        else:
            found.append((one, behind if first == one else []))
    return found


@transaction.atomic
def make_clerk(body, person, *, starts_on, by):
    """Put somebody in charge of a body's meetings; returns the Appointment."""
    office = Office.objects.filter(kind=OfficeKind.CLERK, remit=body.remit).first() or clerks_office(body)
    return appointments.appoint(person, office, starts_on=starts_on, by=by)


def wrongly_seated(body, day):
    """Whose place, or vote, the body's law does not allow: [(Appointment, why)], three queries at most."""
    held = list(Appointment.objects.on(day).filter(office__seat__body=body).select_related("person", "office__seat"))
    allowed = executive(body, day)
    found = [(one, _why_wrong(one, body, allowed, day)) for one in held]
    return [(one, why) for one, why in found if why]


def _why_wrong(one, body, allowed, day):
    given = one.office.seat
    why = rules.why_not_seated(one.person, body, given.capacity, executive=allowed)
    if why or not given.has_vote:
        return why
    return rules.why_no_vote(one.person, body, given.capacity, education=rules.is_education(given))


def without_a_place(body, day):
    """Who presides on a day without a member's place: [(Appointment, why)]. Two queries."""
    held = Appointment.objects.on(day).filter(office__seat__body=body).select_related("person", "office__seat")
    members = {one.person_id for one in held if rules.makes_member(one.office.seat, body)}
    called = titles(day)
    return [
        (
            one,
            f"{one.person} is {called[one.office.seat.capacity]} and has no member’s place. Give them one, from "
            "which they preside.",
        )
        for one in held
        if one.office.seat.capacity in SINGLE and one.person_id not in members
    ]
