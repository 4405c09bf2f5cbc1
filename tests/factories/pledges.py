"""Pledges, promises and model checks, invented."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from pledges import models
from tests.factories.roles import PersonFactory


class PledgeFactory(DjangoModelFactory):
    class Meta:
        model = models.Pledge

    title = factory.Sequence(lambda n: f"Our pledge {n}")
    starts_on = date(2025, 4, 1)


class PromiseFactory(DjangoModelFactory):
    class Meta:
        model = models.Promise

    pledge = factory.SubFactory(PledgeFactory)
    order = factory.LazyAttribute(lambda promise: promise.pledge.promises.count() + 1)
    title = factory.Sequence(lambda n: f"We will listen to you {n}")
    text = "You will be asked what you think, and told what happened."


class ModelCheckFactory(DjangoModelFactory):
    """A check in the making; finished=True gives one that is frozen. It has no findings of its own."""

    class Meta:
        model = models.ModelCheck

    class Params:
        finished = factory.Trait(
            finished_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC), finished_by=factory.SubFactory(PersonFactory)
        )

    year = 2026
    begun_at = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
    begun_by = factory.SubFactory(PersonFactory)


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = models.Finding

    of = factory.SubFactory(ModelCheckFactory)
    order = factory.LazyAttribute(lambda finding: finding.of.findings.count() + 1)
    component = "leadership"
    part = "The corporate parenting group"
    name = "Leadership and governance"
