"""What the tests of roles share: wordings that change, and people in office."""

from datetime import date, timedelta

from roles import tiers
from roles.models import Wording
from tests.factories.roles import AppointmentFactory, OfficeFactory

TODAY = date(2026, 11, 26)
DAY = timedelta(days=1)


def wording(code, day=TODAY):
    """The words of a responsibility on a day."""
    return Wording.objects.on(day).select_related("responsibility").get(responsibility__code=code)


def reword(code, on, **changes):
    """From a day on a responsibility reads differently; returns its new words."""
    old = wording(code, on - DAY)
    values = {field.attname: getattr(old, field.attname) for field in Wording._meta.concrete_fields}
    Wording.objects.filter(pk=old.pk).update(ends_on=on - DAY)
    return Wording.objects.create(**values | {"id": None, "starts_on": on, "ends_on": None} | changes)


def hold(person, kind, starts_on=date(2025, 5, 19), ends_on=None, **office):
    """Somebody in an office."""
    made = OfficeFactory(kind=kind, **office)
    return AppointmentFactory(person=person, office=made, starts_on=starts_on, ends_on=ends_on)


def duties(person, day=TODAY):
    """What falls to somebody on a day."""
    return tiers.responsibilities_on(person, day)
