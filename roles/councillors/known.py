"""Whom the council knows as a member, as it stands on a day. Three queries, however many they are."""

from django.db.models import Prefetch, Q

from roles.councillors import names
from roles.models import Appointment, Person
from roles.permissions import OfficeKind

OF_THE_LIST = "councillor:"


class Known:
    """Everybody who is or was a councillor here, or may be one, seen on one day."""

    def __init__(self, on):
        self.on = on
        seats = Appointment.objects.filter(office__kind=OfficeKind.COUNCILLOR)
        found = Person.objects.filter(
            Q(category=Person.Category.MEMBER) | Q(source_id__startswith=OF_THE_LIST) | Q(pk__in=seats.values("person"))
        )
        as_councillor = Prefetch("appointments", seats, to_attr="as_councillor")
        self.people = list(found.prefetch_related("affiliations", as_councillor).order_by("name", "pk"))
        self.by_id = {person.source_id: person for person in self.people if _has_id(person)}

    @property
    def sitting(self):
        """Those who would be councillors on the day if nobody did anything."""
        return [person for person in self.people if self.sits(person)]

    def sits(self, person):
        """Is the person a councillor on the day?"""
        here = person.left_on is None or person.left_on > self.on
        return here and any(self._in_force(held) for held in person.as_councillor)

    def sat_before(self, person):
        """Was the person a councillor, or somebody who left, before the day?"""
        left = person.left_on is not None and person.left_on <= self.on
        return left or any(held.starts_on < self.on for held in person.as_councillor)

    def named(self, councillor):
        """
        Members of the same name whom the list may mean.

        Where both the list and the person have an id, the ids differ: that is somebody else.
        """
        return [
            person
            for person in self.people
            if person.category == Person.Category.MEMBER
            and names.are_same(person.name, councillor.name)
            and not (councillor.source_id and _has_id(person))
        ]

    def affiliation(self, person, kind):
        """The name of the person's party, group or ward on the day; empty when there is none."""
        held = (row for row in person.affiliations.all() if row.kind == kind and self._in_force(row))
        return next((row.name for row in held), "")

    def is_ahead(self, person, kinds):
        """The first later day from which something of these kinds is written down already, or None."""
        rows = (row for row in person.affiliations.all() if row.kind in kinds and row.starts_on > self.on)
        return min((row.starts_on for row in rows), default=None)

    def sits_later(self, person):
        """The first later day from which the person is a councillor already, or None."""
        return min((held.starts_on for held in person.as_councillor if held.starts_on > self.on), default=None)

    def _in_force(self, row):
        return row.starts_on <= self.on and (row.ends_on is None or row.ends_on >= self.on)


def _has_id(person):
    """Has the person an id of the council's own site? Those of other sources tell nothing here."""
    return person.source_id.startswith(OF_THE_LIST)
