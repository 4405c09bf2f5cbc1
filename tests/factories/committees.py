"""Bodies, meetings and papers, invented."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from committees import models
from committees.models.bodies import LegalBasis
from roles.permissions import OfficeKind
from tests.factories.reports import VersionFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, RemitFactory


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = models.Body
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Corporate Parenting Sub-Committee {n}")
    kind = models.Body.Kind.PARENTING
    legal_basis = LegalBasis.COMMITTEE
    remit = factory.SubFactory(RemitFactory, name=factory.SelfAttribute("..name"))
    starts_on = date(2020, 5, 1)

    @factory.post_generation
    def parent(self, create, parent, **kwargs):
        """The body it is part of, since both are there."""
        if create and parent:
            day = max(self.starts_on, parent.starts_on)
            models.BodyLink.objects.create(body=self, other=parent, kind="part_of", starts_on=day)


class BodyLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.BodyLink

    body = factory.SubFactory(BodyFactory)
    other = factory.SubFactory(BodyFactory)
    kind = models.BodyLink.Kind.PART_OF
    starts_on = date(2020, 5, 1)


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = models.Seat

    body = factory.SubFactory(BodyFactory)
    capacity = models.Seat.Capacity.MEMBER
    office = factory.SubFactory(
        OfficeFactory, kind=OfficeKind.PARENTING_SEAT, label="Member", remit=factory.SelfAttribute("..body.remit")
    )


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meeting

    body = factory.SubFactory(BodyFactory)
    starts_at = datetime(2026, 12, 15, 10, 0, tzinfo=UTC)
    place = "Committee Room 1, Wexcombe Town Hall"


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.LazyAttribute(lambda item: item.meeting.items.count() + 1)
    title = factory.Sequence(lambda n: f"Item of business {n}")


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = models.Paper

    item = factory.SubFactory(AgendaItemFactory)
    order = factory.LazyAttribute(lambda paper: paper.item.papers.count() + 1)
    version = factory.SubFactory(VersionFactory, frozen=True)
    laid_at = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


class ExemptionFactory(DjangoModelFactory):
    class Meta:
        model = models.Exemption

    paper = factory.SubFactory(PaperFactory)
    kind = models.Exemption.Class.EXEMPT
    paragraphs = [1, 2]
    reason = "It would tell who a child is."
    decided_at = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    decided_by = factory.SubFactory(PersonFactory)


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = models.Action

    body = factory.SubFactory(BodyFactory)
    text = factory.Sequence(lambda n: f"Write to every foster carer about dentists, round {n}")


def sit(person, body, capacity=models.Seat.Capacity.MEMBER, kind=OfficeKind.PARENTING_SEAT):
    """Give somebody a seat on a body, since 2020."""
    seat = SeatFactory(body=body, capacity=capacity, office__kind=kind)
    return AppointmentFactory(person=person, office=seat.office)
