"""People, offices and accounts, invented."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from roles import models
from roles.permissions import OfficeKind


class RemitFactory(DjangoModelFactory):
    class Meta:
        model = models.Remit

    name = factory.Sequence(lambda n: f"Remit {n}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = models.Person

    name = factory.Sequence(lambda n: f"Officer Number {n}")
    category = models.Person.Category.OFFICER
    email = factory.Sequence(lambda n: f"person{n}@wexcombe.example")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User

    email = factory.SelfAttribute("person.email")
    person = factory.SubFactory(PersonFactory)
    password = "!"


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = models.Office

    kind = OfficeKind.OFFICER
    label = factory.LazyAttribute(lambda office: OfficeKind(office.kind).label)


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Appointment

    person = factory.SubFactory(PersonFactory)
    office = factory.SubFactory(OfficeFactory)
    starts_on = date(2020, 1, 1)
