"""People come, change and leave. Nobody is deleted: who was here when is part of the record."""

from django.core.exceptions import ValidationError
from django.db import transaction

from roles import appointments, invitations, sessions
from roles.audit import record
from roles.models import Affiliation, Person


class AlreadyLeft(ValidationError):
    """The person left before."""


class NameOnly(ValidationError):
    """A young representative is known by a name alone."""


@transaction.atomic
def add(*, name, category, by, **about):
    """
    A person the council works with; `about` holds the other columns of Person.

    A young person's name stays private unless `name_is_public=True` is given, and raises NameOnly for an address.
    """
    _check_young(category, about)
    about.setdefault("name_is_public", category != Person.Category.YOUNG)
    person = Person.objects.create(name=name, category=category, **about)
    record(by, "added", person)
    return person


@transaction.atomic
def change(person, *, by, **about):
    """Set some columns of a person; says which of them changed, not what they hold. Returns their names."""
    _check_young(about.get("category", person.category), about)
    changed = sorted(name for name, value in about.items() if getattr(person, name) != value)
    if changed:
        for name in changed:
            setattr(person, name, about[name])
        person.save(update_fields=changed)
        record(by, "changed", person, columns=changed)
    return changed


def _check_young(category, about):
    """How to reach a young person is kept by whoever supports them; an invitation holds the address it goes to."""
    if category == Person.Category.YOUNG and (about.get("telephone") or about.get("email")):
        raise NameOnly("A young representative is kept by name alone. Leave the email address and the telephone empty.")


@transaction.atomic
def affiliate(person, *, kind, name, starts_on, by):
    """
    The person's party or ward from a day on; the one before ends the day before.

    Returns the affiliation, or None when it was so already. An empty name only ends what was.
    """
    held = list(Affiliation.objects.select_for_update().on(starts_on).filter(person=person, kind=kind))
    if name and name in [affiliation.name for affiliation in held]:
        return None
    for affiliation in held:
        _end_affiliation(affiliation, starts_on)
    if not name:
        return None
    made = Affiliation.objects.create(person=person, kind=kind, name=name, starts_on=starts_on)
    record(by, f"noted the {kind} of", person, name=name, starts_on=starts_on.isoformat())
    return made


def _end_affiliation(affiliation, starts_on):
    """One that began the same day was a slip and is put right; any other ends the day before."""
    if affiliation.starts_on == starts_on:
        affiliation.delete()
    else:
        affiliation.ends_on = starts_on - appointments.DAY
        affiliation.save(update_fields=["ends_on"])


@transaction.atomic
def leave(person, *, on, by):
    """
    The person leaves; `on` is their last day in office and the first on which they may not sign in.

    Their offices, party, group and ward end; open invitations end, and when the day has come their sessions end
    at once.
    Raises AlreadyLeft.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.left_on and person.left_on <= on:
        raise AlreadyLeft("This person has left already.")
    person.left_on = on
    person.save(update_fields=["left_on"])
    appointments.end_all(person, on=on, by=by)
    for kind in Affiliation.Kind:
        affiliate(person, kind=kind, name="", starts_on=on + appointments.DAY, by=by)
    invitations.end_open(person)
    record(by, "noted the leaving of", person, on=on.isoformat())
    sessions.end_of_leavers(person)
    return person
