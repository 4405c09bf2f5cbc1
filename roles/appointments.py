"""Who holds which office, from when to when. Appointments are ended, never deleted."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from roles import council
from roles.audit import record
from roles.models import Appointment, Office
from roles.permissions import OfficeKind

DAY = timedelta(days=1)

# Offices that one person holds at a time; the statutory ones by the Children Act 2004, ss 18 and 19,
# the Local Government and Housing Act 1989, ss 4 and 5, and the Children Act 1989, s 22(3B).
SINGLE_HOLDER = frozenset(
    {
        OfficeKind.LEADER,
        OfficeKind.CHIEF_EXECUTIVE,
        OfficeKind.LEAD_MEMBER,
        OfficeKind.DIRECTOR,
        OfficeKind.MONITORING_OFFICER,
        OfficeKind.VIRTUAL_HEAD,
    }
)
# A council's own title, where it has said one.
TITLES = {OfficeKind.LEAD_MEMBER: "title_lead_member", OfficeKind.DIRECTOR: "title_director"}


class Overlap(ValidationError):
    """Somebody holds the office in that time."""


class WrongDates(ValidationError):
    """The days do not fit together."""


@transaction.atomic
def office(kind, *, by, label="", remit=None, single_holder=None):
    """
    The office of this kind (for this remit), made when there is none yet.

    The label is the council's own title where it has one; a given label asks for the office that bears it.
    """
    kind = OfficeKind(kind)
    known = Office.objects.filter(kind=kind, remit=remit).order_by("pk")
    found = (known.filter(label=label) if label else known).first()
    if found:
        return found
    title = council.fact(TITLES[kind]) if kind in TITLES else kind.label
    single = kind in SINGLE_HOLDER if single_holder is None else single_holder
    made = Office.objects.create(kind=kind, label=label or title, remit=remit, single_holder=single)
    record(by, "made the office", made, label=made.label)
    return made


@transaction.atomic
def appoint(person, office, *, starts_on, by, ends_on=None, acting=False, nominated_by=""):
    """
    Put a person in an office; both days are included.

    Raises Overlap when the office has a single holder and another substantive appointment shares a day
    with this one, or when the person holds the office already; WrongDates.
    """
    office = Office.objects.select_for_update().get(pk=office.pk)  # two clerks cannot both find it free
    _check_days(person, starts_on, ends_on)
    _check_overlap(person, office, starts_on, ends_on, acting)
    made = Appointment.objects.create(
        person=person, office=office, starts_on=starts_on, ends_on=ends_on, acting=acting, nominated_by=nominated_by
    )
    _record(by, "appointed", made)
    return made


@transaction.atomic
def end(appointment, *, on, by):
    """The last day in office. Raises WrongDates when it has ended by then, or had not begun."""
    if on < appointment.starts_on:
        raise WrongDates("The last day cannot be before the first day in office.")
    if appointment.ends_on and appointment.ends_on <= on:
        raise WrongDates("This appointment ends by that day already.")
    appointment.ends_on = on
    appointment.save(update_fields=["ends_on"])
    _record(by, "ended", appointment)
    return appointment


@transaction.atomic
def withdraw(appointment, *, by):
    """Take back an appointment that has not begun: nobody ever held it. Raises WrongDates when it has begun."""
    if appointment.starts_on <= timezone.localdate():
        raise WrongDates("This appointment has begun: end it instead.")
    _record(by, "withdrew", appointment)
    appointment.delete()


@transaction.atomic
def hand_over(appointment, *, to, on, by):
    """End this appointment the day before and start the next; an office of many holders loses only this one."""
    end(appointment, on=on - DAY, by=by)
    return appoint(to, appointment.office, starts_on=on, by=by)


@transaction.atomic
def end_all(person, *, on, by):
    """
    End every appointment of somebody who leaves on this day.

    Those that were to begin later are withdrawn; one that began after a day in the past ends today.
    """
    today = timezone.localdate()
    for appointment in person.appointments.select_for_update().filter(Q(ends_on=None) | Q(ends_on__gt=on)):
        if appointment.starts_on > max(on, today):
            withdraw(appointment, by=by)
        elif appointment.starts_on <= on:
            end(appointment, on=on, by=by)
        elif appointment.ends_on is None or appointment.ends_on > today:
            end(appointment, on=max(today, appointment.starts_on), by=by)


def _check_days(person, starts_on, ends_on):
    if ends_on and ends_on < starts_on:
        raise WrongDates("The last day cannot be before the first day in office.")
    if person.left_on and starts_on >= person.left_on:
        raise WrongDates("This person has left by that day.")


def _check_overlap(person, office, starts_on, ends_on, acting):
    shared = office.appointments.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).select_related("person")
    if ends_on:
        shared = shared.filter(starts_on__lte=ends_on)
    if shared.filter(person=person, acting=acting).exists():
        raise Overlap("This person holds the office in that time already.")
    if office.single_holder and not acting:
        holder = shared.filter(acting=False).first()
        if holder:
            raise Overlap(
                f"{holder.person} holds this office in that time, and only one person can. "
                "End that appointment first, or choose an acting appointment."
            )


def _record(by, did, appointment):
    ends_on = appointment.ends_on
    record(
        by,
        did,
        appointment,
        person=appointment.person_id,
        office=appointment.office.label,
        starts_on=appointment.starts_on.isoformat(),
        ends_on=ends_on and ends_on.isoformat(),
    )
