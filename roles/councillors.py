"""The list of councillors comes in: people, their office, their party and ward, and what changed since."""

from dataclasses import dataclass, field

from django.db import transaction

from roles import appointments, people
from roles.models import Affiliation, Person
from roles.permissions import OfficeKind


@dataclass
class Tally:
    """What an import did, by name of the person."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@transaction.atomic
def bring_in(councillors, *, on, by):
    """
    Bring the list (councillor_csv.Councillor) in as it stands on a day; a second time changes nothing.
    Returns a Tally.

    Nobody leaves because a list does not name them: such people are only counted as missing.
    """
    tally, office, known = Tally(), appointments.office(OfficeKind.COUNCILLOR, by=by), _known()
    named = set()
    for councillor in councillors:
        person = _find(known, councillor)
        new = person is None
        person = _add(councillor, by) if new else person
        named.add(person.pk)
        changes = [
            not new and _change(person, councillor, by),
            _affiliate(person, councillor, on, by),
            _appoint(person, office, on, by),
        ]
        names = tally.added if new else tally.changed if any(changes) else tally.unchanged
        names.append(person.name)
    tally.missing = [person.name for person in known if person.pk not in named]
    return tally


def _known():
    """Everybody who was ever a councillor here and has not left, in one query."""
    return list(
        Person.objects.filter(category=Person.Category.MEMBER, left_on=None)
        .prefetch_related("affiliations", "appointments")
        .order_by("pk")
    )


def _find(known, councillor):
    """By the id of the council's own site; else by the name, where the person has no such id."""
    source_id = _source_id(councillor)
    for person in known:
        if source_id and person.source_id == source_id:
            return person
    same = [person for person in known if person.name == councillor.name and not (source_id and person.source_id)]
    return same[0] if len(same) == 1 else None


def _add(councillor, by):
    return people.add(
        name=councillor.name,
        category=Person.Category.MEMBER,
        email=councillor.email,
        telephone=councillor.telephone,
        source_id=_source_id(councillor),
        by=by,
    )


def _change(person, councillor, by):
    """What the list leaves empty is not taken away."""
    given = {
        "name": councillor.name,
        "email": councillor.email,
        "telephone": councillor.telephone,
        "source_id": _source_id(councillor),
    }
    return people.change(person, by=by, **{name: value for name, value in given.items() if value})


def _affiliate(person, councillor, on, by):
    """True when the party or the ward is another than before."""
    kinds = {Affiliation.Kind.PARTY: councillor.party, Affiliation.Kind.WARD: councillor.ward}
    made = [
        people.affiliate(person, kind=kind, name=name, starts_on=on, by=by)
        for kind, name in kinds.items()
        if name and not _has(person, kind, name, on)
    ]
    return any(made)


def _has(person, kind, name, on):
    return any(
        held.kind == kind and held.name == name and held.ends_on is None and held.starts_on <= on
        for held in person.affiliations.all()
    )


def _appoint(person, office, on, by):
    """True when the person was not a councillor on that day."""
    for held in person.appointments.all():
        if held.office_id == office.pk and (held.ends_on is None or held.ends_on >= on):
            return False
    appointments.appoint(person, office, starts_on=on, by=by)
    return True


def _source_id(councillor):
    return f"councillor:{councillor.member_id}" if councillor.member_id else ""
