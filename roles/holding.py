"""Who holds a responsibility today, by name: people as the public may name them, and organisations."""

from dataclasses import dataclass

from django.db.models import Q

from roles import holders
from roles.models import Appointment, Organisation, Remit

MOST_NAMES = 10


@dataclass(frozen=True)
class Holders:
    """A class of holders and the first of those who belong to it; `more` are not named."""

    label: str
    names: list
    more: int = 0
    is_people: bool = True
    is_council: bool = False


def today(keys, viewer, day):
    """The Holders of each key on a day, without places on bodies that the viewer may not know of. Two queries."""
    people = _people(holders.kinds(keys), viewer, day)
    organisations = _organisations(holders.organisations(keys), day)
    return [_holders(holders.RULES[key], people, organisations) for key in keys]


def _holders(rule, people, organisations):
    if rule.kinds:
        named = {pk: name for kind in rule.kinds for pk, name in people.get(kind, {}).items()}
        names = sorted(named.values())
    else:
        names = organisations.get(rule.organisation, [])
    return Holders(
        rule.label,
        names[:MOST_NAMES],
        max(len(names) - MOST_NAMES, 0),
        bool(rule.kinds),
        not (rule.kinds or rule.organisation),
    )


def _people(kinds, viewer, day):
    """{kind: {person's id: name}}."""
    known = Q(office__remit=None) | Q(office__remit__in=Remit.objects.visible_to(viewer))
    held = Appointment.objects.on(day).filter(known, office__kind__in=kinds).select_related("person", "office")
    found = {}
    for appointment in held:
        found.setdefault(appointment.office.kind, {})[appointment.person_id] = appointment.person.name_for_public
    return found


def _organisations(kinds, day):
    """{kind: [name]}."""
    found = {}
    standing = Organisation.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day), kind__in=kinds)
    for organisation in standing.order_by("name"):
        found.setdefault(organisation.kind, []).append(organisation.name)
    return found
