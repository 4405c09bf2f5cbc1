"""The law beside the catalogue: when what was enacted comes into force."""

from django.core.exceptions import ValidationError
from django.db import transaction

from roles.audit import record
from roles.models import Provision


class CannotSay(ValidationError):
    """A provision's commencement cannot be said so. The message says why."""


@transaction.atomic
def commence(provision, *, on, by, whole_group=False):
    """
    The day from which an enacted provision binds; another day puts the first one right. Raises CannotSay.

    With `whole_group`, the same day for the others of its group that were enacted and not in force.
    """
    if whole_group:
        others = Provision.objects.filter(group=provision.group, state=Provision.State.ENACTED)
        for other in others.exclude(pk=provision.pk):
            _set(other, on, "set the commencement of", by)
    return _set(provision, on, "set the commencement of", by)


@transaction.atomic
def take_back(provision, *, by):
    """Nobody knows after all when it commences: it does not bind until somebody says. Raises CannotSay."""
    return _set(provision, None, "took back the commencement of", by)


def _set(provision, day, did, by):
    found = Provision.objects.select_for_update().get(pk=provision.pk)
    if found.state == Provision.State.IN_FORCE:
        raise CannotSay("This is in force already. Nothing was changed.")
    if day is None and found.commences_on is None:
        raise CannotSay("No day is set. Nothing was changed.")
    before, found.commences_on = found.commences_on, day
    found.save(update_fields=["commences_on"])
    days = {"commences_on": day and day.isoformat(), "instead_of": before and before.isoformat()}
    record(by, did, found, code=found.code, **days)
    return found
