"""Bodies: constituted, re-constituted under another law, dissolved, settled, and how they usually meet."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees import links, publications, rules
from committees.bodies.places import clerks_office, seat_kind
from committees.bodies.refusals import CannotChangeBody
from committees.bodies.seating import make_clerk
from committees.bodies.words import why_no_executive
from committees.models import Body, BodyLink
from committees.models.bodies import OPEN_TO_THE_PUBLIC, LegalBasis
from roles import appointments
from roles.audit import record
from roles.models import Appointment, Office, Remit
from roles.permissions import OfficeKind

DAY = timedelta(days=1)


@transaction.atomic
def constitute(*, name, kind, legal_basis, starts_on, by, parent=None, succeeds=None, source_id="", groups=None):
    """
    Found a body, with its remit and the office of its clerk; returns the Body.

    With `succeeds`, the earlier body ends the day before: its seats end, its clerks and its groups (those of
    `groups`, where given) come over, and its meetings stay under the old name. Raises CannotChangeBody when the dates
    cross, and for an executive body where the council has no executive that day (LGA 2000 s9B).
    """
    _must_have_an_executive(legal_basis, [starts_on])
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
    clerks_office(body)
    record(by, "constituted", body, name=name, legal_basis=legal_basis)
    if parent:
        links.link(body, parent, kind=BodyLink.Kind.PART_OF, starts_on=starts_on, by=by)
    if succeeds:
        _hand_over(succeeds, to=body, by=by, groups=groups)
    return body


def _must_have_an_executive(legal_basis, days):
    why = next(filter(None, (why_no_executive(legal_basis, day) for day in days)), "")
    if why:
        raise CannotChangeBody(f"{why} Nothing was changed.")


def _must_be_able_to_end(body, on):
    if body.ends_on:
        raise CannotChangeBody(f"{body} has already ended. Nothing was changed.")
    if on < body.starts_on:
        raise CannotChangeBody(f"{body} began on or after that day. Choose a later day for the new body.")


def _hand_over(old, *, to, by, groups=None):
    """The clerks of the old body keep it, because its papers stay in somebody's care, and get the new one."""
    clerks = Appointment.objects.on(to.starts_on).filter(office__kind=OfficeKind.CLERK, office__remit=old.remit)
    _end(old, on=to.starts_on - DAY, by=by)
    for group in links.groups_of(old, to.starts_on - DAY):
        if groups is not None and group not in groups:
            continue
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
    links.end_all(body, on, by)
    lasting = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), office__seat__body=body)
    for appointment in lasting:
        if appointment.starts_on > max(on, timezone.localdate()):
            appointments.withdraw(appointment, by=by)
        else:
            appointments.end(appointment, on=max(on, appointment.starts_on), by=by)


@transaction.atomic
def settle(body, *, legal_basis, by, kind=None, opens=False):
    """
    Say which law a body stands on; everything about notice, publicity and votes follows from that.

    With `kind`, also what kind of body it is: the places on it then count as places on such a body. Returns the
    Seats whose co-opted holders have no vote any more. Raises CannotChangeBody for an executive body where the
    council has no executive on a day that the body is there, and where final agendas would become public at once and
    nobody said that they may (`opens`).
    """
    if not opens:
        _must_open_nothing(body, legal_basis)
    today = timezone.localdate()
    last = min(body.ends_on or today, today)
    _must_have_an_executive(legal_basis, {body.starts_on, max(body.starts_on, last)})
    was_open = body.public_has_a_right
    if was_open and legal_basis not in OPEN_TO_THE_PUBLIC:
        publications.closing_body(body, by=by)
    body.legal_basis, body.kind = LegalBasis(legal_basis), kind or body.kind
    body.save(update_fields=["legal_basis", "kind"])
    if body.public_has_a_right and not was_open:
        publications.opened_body(body, by=by)
    for place in body.seats.select_related("office"):
        Office.objects.filter(pk=place.office_id).update(kind=seat_kind(body, place.capacity))
    lost = _take_votes(body, by=by)
    record(by, "settled the legal basis of", body, legal_basis=body.legal_basis, kind=body.kind)
    return lost


def _must_open_nothing(body, legal_basis):
    if legal_basis in OPEN_TO_THE_PUBLIC and (count := final_behind_doors(body)):
        raise CannotChangeBody(
            f"{count} agenda{'s' if count > 1 else ''} of this body that {'are' if count > 1 else 'is'} final would "
            "become public at once, with the open papers. If the body has changed, reconstitute it instead: what was, "
            "stays as it was. If its legal basis was entered wrongly, tick that you know this."
        )


def final_behind_doors(body):
    """How many agendas of a settled body are final and not public, because the law does not open it. One query."""
    if not body.is_settled or body.public_has_a_right:
        return 0
    return body.meetings.exclude(published_at=None).count()


def _take_votes(body, *, by):
    """Co-opted members vote only where the law of their body lets them (LGHA 1989 s13)."""
    voting = body.seats.filter(has_vote=True).select_related("office")
    lost = [one for one in voting if not rules.has_vote(one, body)]
    for one in lost:
        one.has_vote = False
        one.save(update_fields=["has_vote"])
        record(by, "took the vote from", one, body=body.pk)
    return lost


@transaction.atomic
def describe(body, *, usual_place, by):
    """Keep where a body usually meets."""
    body.usual_place = usual_place
    body.save(update_fields=["usual_place"])
    record(by, "described", body)


@transaction.atomic
def schedule_packs(body, *, clear_days, time, by, large_print=None):
    """
    Build packs by themselves so many clear days before a meeting, at a time of day; None for never. `large_print`:
    whether it is made of every pack, None to leave that as it is.
    """
    body.pack_clear_days, body.pack_time = clear_days, time
    if large_print is not None:
        body.pack_large_print = large_print
    body.save(update_fields=["pack_clear_days", "pack_time", "pack_large_print"])
    record(by, "set the pack schedule of", body, clear_days=clear_days, large_print=body.pack_large_print)
