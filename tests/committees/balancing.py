"""A council with groups for the tests of political balance: Amber 4, Blue 3, Coral 2 and two members of no group."""

from datetime import date

from committees.models import Body, Seat
from committees.models.bodies import LegalBasis
from roles.models import Affiliation, Person
from roles.permissions import OfficeKind
from tests.factories.committees import BodyFactory, SeatFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

SINCE = date(2024, 5, 6)
PARTIES = ["Amber"] * 4 + ["Blue"] * 3 + ["Coral"] * 2 + ["Denim", "Independent"]


def councillor(name, party="", **days):
    """An elected member since 2024, with a party."""
    person = PersonFactory(name=name, category=Person.Category.MEMBER)
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.COUNCILLOR), **{"starts_on": SINCE, **days})
    if party:
        affiliate(person, party)
    return person


def affiliate(person, name, kind=Affiliation.Kind.PARTY, starts_on=SINCE, **more):
    """What is written down of a person's party or group."""
    return Affiliation.objects.create(person=person, kind=kind, name=name, starts_on=starts_on, **more)


def council(parties=PARTIES):
    """The councillors, by "Amber 1", "Amber 2" and so on."""
    found = {}
    for party in parties:
        number = sum(name.startswith(party) for name in found) + 1
        found[f"{party} {number}"] = councillor(f"Councillor {party} {number}", party)
    return found


def committee(name, seats=None, **about):
    """An ordinary committee of so many seats."""
    usual = {"kind": Body.Kind.COMMITTEE, "legal_basis": LegalBasis.COMMITTEE}
    return BodyFactory(name=name, seats_total=seats, **(usual | about))


def sit(body, *people, capacity=Seat.Capacity.MEMBER, starts_on=SINCE, ends_on=None):
    """Give people one place each."""
    seat = body.seats.filter(capacity=capacity).first() or SeatFactory(body=body, capacity=capacity)
    return [
        AppointmentFactory(person=person, office=seat.office, starts_on=starts_on, ends_on=ends_on) for person in people
    ]
