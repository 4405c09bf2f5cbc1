"""While somebody is away: who answers clearances for their office, from a day to a day. It gives nothing else."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from roles.audit import record
from roles.models import Appointment, Delegation, Office, Person
from roles.permissions import CLEARS

DAY = timedelta(days=1)


class NotHeld(ValidationError):
    """The office is not theirs to have answered for."""


class NotHere(ValidationError):
    """Whoever is named could not answer."""


class WrongDays(ValidationError):
    """The days do not fit together, or another delegation covers some of them."""


@transaction.atomic
def delegate(*, office, to, starts_on, ends_on, by):
    """
    Name who answers clearances for an office that `by` holds, on these days, both included; returns the Delegation.

    Raises NotHeld, NotHere or WrongDays.
    """
    office = Office.objects.select_for_update().get(pk=office.pk)
    if not offices_of(by).filter(pk=office.pk).exists():
        raise NotHeld("You do not hold this office today, so you cannot name who answers for it.")
    if not deputies(by).filter(pk=to.pk).exists():
        raise NotHere("They are not here to answer: they left, or have no account.")
    _check_days(office, starts_on, ends_on, by)
    made = Delegation.objects.create(
        office=office, person=by, to=to, starts_on=starts_on, ends_on=ends_on, made_at=timezone.now(), made_by=by
    )
    record(by, "named who answers for", office, to=to.pk, starts_on=str(starts_on), ends_on=str(ends_on))
    return made


@transaction.atomic
def end(delegation, *, by):
    """
    Back earlier: from this moment nobody answers for them. One that began today or later is taken back as a whole.

    Raises WrongDays when it is over.
    """
    delegation = Delegation.objects.select_for_update().select_related("office").get(pk=delegation.pk)
    today = timezone.localdate()
    if delegation.ends_on and delegation.ends_on < today:
        raise WrongDays("This is over already.")
    record(by, "ended who answers for", delegation.office, to=delegation.to_id, starts_on=str(delegation.starts_on))
    if delegation.starts_on >= today:
        delegation.delete()
        return
    delegation.ends_on = today - DAY
    delegation.save(update_fields=["ends_on"])


def offices_of(person):
    """Offices of one's own today for which somebody else may answer."""
    held = Appointment.objects.on(timezone.localdate()).filter(person=person)
    return Office.objects.filter(pk__in=held.values("office"), kind__in=CLEARS)


def deputies(person):
    """Who may be named: members and officers who are here and have an open account, by name."""
    here = Person.objects.here_on(timezone.localdate()).filter(category__in=Person.COLLEAGUES, user__is_active=True)
    return here.exclude(pk=person.pk).order_by("name", "pk")


def standing(person):
    """What somebody named for the time to come, and what others named them for: two querysets."""
    lasting = Delegation.objects.filter(ends_on__gte=timezone.localdate()).select_related("office", "person", "to")
    return lasting.filter(person=person), lasting.filter(to=person)


def for_whom(office, person, day):
    """For whom somebody answered on a day; None where they held the office themselves, or it was taken back since."""
    if office is None or Appointment.objects.on(day).filter(office=office, person=person).exists():
        return None
    found = Delegation.objects.on(day).filter(office=office, to=person).select_related("person").first()
    return found and found.person


def _check_days(office, starts_on, ends_on, by):
    if ends_on < starts_on:
        raise WrongDays("The last day cannot be before the first.")
    if ends_on < timezone.localdate():
        raise WrongDays("These days are past. Choose days to come.")
    others = office.delegations.filter(person=by, starts_on__lte=ends_on, ends_on__gte=starts_on)
    if named := others.select_related("to").first():
        raise WrongDays(f"{named.to} answers for you on some of these days already. End that first.")
