"""The record of what was done: one line from every step, inside its transaction."""

from django.utils import timezone

from roles.models import AuditRow


class System:
    """The timetable and the command line, as an actor. Has no person and no power; it is only named."""

    pk = None
    name = "The system"

    def __str__(self):
        return self.name


SYSTEM = System()


def record(by, did, thing, **details):
    """
    Write that `by` (a Person or SYSTEM) did something to a thing.

    Details hold ids, numbers and public titles only: never text that could be exempt.
    """
    return AuditRow.objects.create(
        at=timezone.now(),
        actor_id=by.pk,
        actor=by.name,
        did=did,
        kind=thing._meta.label_lower,
        thing_id=str(thing.pk),
        remit_id=getattr(thing, "remit_id", None),
        details=details,
    )


def person_or_none(by):
    """For `_by` columns: the person, or nothing when the system acted."""
    return None if by is SYSTEM else by
