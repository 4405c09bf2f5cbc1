"""Many rows of every kind in a demo, written at once: what a page must be as quick with as with few."""

from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from committees.models import Action, AgendaItem, Body, Meeting, Paper
from committees.models.bodies import LegalBasis
from pledges.models import Pledge, Promise, Service
from reports.models import Block, Format, Report, Section, Version
from roles import audit
from roles.models import (
    Appointment,
    Course,
    Evidence,
    Home,
    Office,
    Organisation,
    Person,
    Remit,
    Responsibility,
    TrainingRecord,
    Visit,
    Wording,
)
from roles.permissions import OfficeKind


def grow(size, sub, day):
    """Bring people, bodies, meetings, items with papers, reports, actions, promises and audit rows up to `size`."""
    clerk = Person.objects.get(source_id="demo:hattie")
    for number in range(Person.objects.filter(source_id="").count(), size):
        _person(number)
    _bodies(size, clerk)
    _meetings(size, sub, day, clerk)
    _papers(size, sub, clerk)
    _promises(size, sub, clerk)
    _responsibilities(size)
    _doings(size)
    _visits(size)
    for _ in range(size):
        audit.record(audit.SYSTEM, "grew the demo", sub)


def _person(number):
    person = Person.objects.create(name=f"Councillor Number {number}", category=Person.Category.MEMBER)
    office, _ = Office.objects.get_or_create(kind=OfficeKind.COUNCILLOR, label="Councillor", remit=None)
    Appointment.objects.create(person=person, office=office, starts_on=date(2024, 5, 7))


def _bodies(size, clerk):
    for number in range(Body.objects.filter(name__startswith="Working group").count(), size):
        remit = Remit.objects.create(name=f"Working group {number}")
        Body.objects.create(
            name=remit.name,
            kind=Body.Kind.OTHER,
            legal_basis=LegalBasis.COMMITTEE,
            remit=remit,
            starts_on=date(2024, 5, 7),
        )
        office = Office.objects.create(kind=OfficeKind.CLERK, label=f"Clerk to {remit}", remit=remit)
        Appointment.objects.create(person=clerk, office=office, starts_on=date(2024, 5, 7))


def _meetings(size, sub, day, clerk):
    last = sub.meetings.aggregate(last=Max("starts_at"))["last"]
    known = sub.meetings.count()
    Meeting.objects.bulk_create(
        Meeting(
            body=sub,
            starts_at=last + day * (number + 1),
            place="Room 1",
            published_at=timezone.now(),
            published_by=clerk,
        )
        for number in range(size - known)
    )


def _papers(size, sub, clerk):
    """Items with a cleared report each, on the two meetings that have papers already."""
    author = Person.objects.get(source_id="demo:edda")
    style = Format.objects.order_by("pk").first()
    for meeting in sub.meetings.filter(items__papers__isnull=False).distinct().order_by("starts_at")[:2]:
        known = meeting.items.count()
        for number in range(known, size):
            report = Report.objects.create(title=f"Report {number}", format=style, author=author, remit=sub.remit)
            version = Version.objects.create(report=report, number=1, title=report.title, frozen_at=timezone.now())
            Block.objects.create(section=Section.objects.create(version=version, order=1, heading="Background"),
                                 order=1, text="A paragraph.")  # fmt: skip
            item = AgendaItem.objects.create(meeting=meeting, order=number + 1, title=report.title)
            Paper.objects.create(item=item, order=1, version=version, laid_at=timezone.now(), laid_by=clerk)


def _promises(size, sub, clerk):
    pledge = Pledge.objects.get(title="Our pledge to you")
    item = AgendaItem.objects.filter(meeting__body=sub, meeting__published_at__isnull=False).first()
    owner = Person.objects.get(source_id="demo:ada")
    for number in range(pledge.promises.count(), size):
        promise = Promise.objects.create(pledge=pledge, order=number + 1, title=f"Promise {number}", text="We will.")
        action = Action.objects.create(body=sub, item=item, text=f"Action {number}", owner=owner)
        Service.objects.create(promise=promise, action=action, added_at=timezone.now(), added_by=clerk)


def _responsibilities(size):
    """So many more than the catalogue comes with, every one of them every councillor's."""
    like = Wording.objects.on(timezone.localdate()).get(responsibility__code="SE01")
    last = Responsibility.objects.aggregate(last=Max("order"))["last"]
    for number in range(Responsibility.objects.filter(code__startswith="OWN").count(), size):
        last += 1
        like.pk, like.responsibility = None, Responsibility.objects.create(code=f"OWN{number}", order=last)
        like.save(force_insert=True)


def _doings(size):
    """What one councillor noted, courses that everybody did, and organisations."""
    ada, today = Person.objects.get(source_id="demo:ada"), timezone.localdate()
    known = Evidence.objects.filter(person=ada).count()
    Evidence.objects.bulk_create(
        Evidence(person=ada, kind="question", done_on=today - timedelta(days=number % 300), recorded_at=timezone.now())
        for number in range(known, size)
    )
    course, _ = Course.objects.get_or_create(name="A course for everybody", meant_for=["every_member"])
    people = Person.objects.filter(source_id="").exclude(training__course=course)
    TrainingRecord.objects.bulk_create(
        TrainingRecord(course=course, person=person, done_on=today, recorded_at=timezone.now()) for person in people
    )
    for number in range(Organisation.objects.count(), size):
        Organisation.objects.create(name=f"Organisation {number}", kind=Organisation.Kind.COMMUNITY, contact=ada)


def _visits(size):
    home, _ = Home.objects.get_or_create(name="A home for many visits", starts_on=date(2020, 1, 1))
    first = timezone.localdate() - timedelta(days=1)
    Visit.objects.bulk_create(
        Visit(home=home, kind=Visit.Kind.ROTA, due_on=first - timedelta(days=number))
        for number in range(home.visits.count(), size)
    )
