"""
Political groups on a day: who belongs to which, and how strong each is.

A group is two or more members who have given the proper officer notice that they wish to be treated as one (Local
Government (Committees and Political Groups) Regulations 1990, regulation 8). Where no notice is recorded for a
member, their party counts; members without a party, and a party's only member, belong to no group.
"""

from dataclasses import dataclass

from committees.balance.allocation import NO_GROUP, order
from roles import holders
from roles.models import Affiliation, Appointment

FEWEST = 2
# What is written down for somebody who belongs to no group, so that their party does not count for them.
NONE = "No group"
NO_NAMES = {"", "no group", "none", "ungrouped", "not in a group"}
NO_PARTIES = NO_NAMES | {"independent", "independents", "ind", "non-aligned", "non aligned", "nonaligned", "unaligned"}


@dataclass(frozen=True)
class Groups:
    """The groups on a day: {councillor's id: group, or NO_GROUP}, and those whose group has no other member."""

    day: object
    of: dict
    alone: dict

    @property
    def strengths(self):
        """{group: members}, the largest first; members of no group under NO_GROUP, last, where there are any."""
        counted = {}
        for name in self.of.values():
            counted[name] = counted.get(name, 0) + 1
        return {name: counted[name] for name in order(counted)}

    @property
    def names(self):
        """The groups, without members of no group."""
        return [name for name in self.strengths if name != NO_GROUP]

    @property
    def members(self):
        """How many councillors there are."""
        return len(self.of)


def on(day):
    """The political groups on a day. Two queries."""
    held = Appointment.objects.on(day).filter(office__kind__in=holders.MEMBERS)
    councillors = sorted(set(held.order_by().values_list("person_id", flat=True)))
    claimed = dict.fromkeys(councillors, NO_GROUP) | _claimed(day, councillors)
    spelling = _spelling(claimed.values())
    claimed = {person: spelling[name.casefold()] for person, name in claimed.items()}
    names = list(claimed.values())
    alone = {person: name for person, name in claimed.items() if name and names.count(name) < FEWEST}
    return Groups(day, {person: NO_GROUP if person in alone else name for person, name in claimed.items()}, alone)


def _claimed(day, councillors):
    """What each belongs to by what is written down, whether or not it has enough members: a notice before a party."""
    kinds = [Affiliation.Kind.PARTY, Affiliation.Kind.GROUP]
    rows = Affiliation.objects.on(day).filter(person__in=councillors, kind__in=kinds).order_by("starts_on", "pk")
    written = {kind: {} for kind in kinds}
    for person, kind, name in rows.values_list("person_id", "kind", "name"):
        written[kind][person] = name.strip()
    return _named(written[kinds[0]], NO_PARTIES) | _named(written[kinds[1]], NO_NAMES)


def _named(names, none):
    return {person: NO_GROUP if name.casefold() in none else name for person, name in names.items()}


def _spelling(names):
    """One spelling for names that differ in capitals alone: the most used, then the first of the alphabet."""
    counted = {}
    for name in names:
        counted.setdefault(name.casefold(), []).append(name)
    return {key: min(set(same), key=lambda name: (-same.count(name), name)) for key, same in counted.items()}


def changes(before, now):
    """What changed between two {group: members}, in words: "Labour 24 to 23"; empty where nothing did."""
    names = [*now, *(name for name in before if name not in now)]
    return [
        f"{in_words(name)} {before.get(name, 0)} to {now.get(name, 0)}"
        for name in names
        if before.get(name, 0) != now.get(name, 0)
    ]


def in_words(name):
    """A group's name, or what its members are who have none."""
    return name or "Members of no group"
