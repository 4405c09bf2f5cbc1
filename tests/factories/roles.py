"""People, offices and accounts, invented."""

from datetime import date, timedelta

import factory
from django.utils import timezone
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


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = models.Course

    name = factory.Sequence(lambda n: f"Course {n}")
    given_from = date(2000, 1, 1)
    meant_for = ["every_member"]


class TrainingRecordFactory(DjangoModelFactory):
    class Meta:
        model = models.TrainingRecord

    course = factory.SubFactory(CourseFactory)
    person = factory.SubFactory(PersonFactory)
    done_on = date(2026, 1, 5)
    recorded_at = factory.LazyFunction(timezone.now)


class HomeFactory(DjangoModelFactory):
    class Meta:
        model = models.Home

    name = factory.Sequence(lambda n: f"Larkfield {n}")
    starts_on = date(2020, 1, 1)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = models.Visit

    home = factory.SubFactory(HomeFactory)
    kind = models.Visit.Kind.ROTA
    due_on = factory.Sequence(lambda n: date(2026, 1, 5) + timedelta(days=n))


class VisitActionFactory(DjangoModelFactory):
    class Meta:
        model = models.VisitAction

    visit = factory.SubFactory(VisitFactory)
    text = "Mend the garden gate"
    owner = factory.SubFactory(PersonFactory)
    due_on = date(2026, 3, 2)
