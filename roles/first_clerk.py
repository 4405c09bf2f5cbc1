"""The first person of an installation: from then on people are invited on a page."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from roles import appointments, invitations, people
from roles.models import Appointment, Person
from roles.permissions import OfficeKind


class NotFirst(ValidationError):
    """Somebody can invite people already."""


@transaction.atomic
def invite(email, *, name, by):
    """
    Make the head of democratic services and give back the one-time link for their account.

    Asked again before the link was used, it gives a new one for the same person. Raises NotFirst when a head
    clerk has an account, and NotInvited when the address belongs to somebody else's.
    """
    today = timezone.localdate()
    office = appointments.office(OfficeKind.HEAD_CLERK, by=by)
    holders = Appointment.objects.on(today).filter(office__kind=OfficeKind.HEAD_CLERK)
    able = holders.filter(person__user__is_active=True, person__in=Person.objects.here_on(today)).first()
    if able:
        raise NotFirst(f"{able.person} has an account and can invite others.")
    person = Person.objects.here_on(today).filter(email__iexact=email).first()
    person = person or people.add(name=name, category=Person.Category.OFFICER, email=email, by=by)
    if not holders.filter(person=person).exists():
        appointments.appoint(person, office, starts_on=today, by=by)
    return invitations.invite(person, email=email, by=by)
