"""Pledges and promises, invented."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from pledges import models


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
