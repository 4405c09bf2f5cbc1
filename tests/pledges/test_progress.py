"""Is the promise kept: counts of actions, of those that the viewer may see."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from committees.models.bodies import LegalBasis
from pledges import pledging, progress
from pledges.models import Pledge, Promise, Service
from roles.models import AuditRow
from roles.permissions import PUBLIC
from tests.factories.committees import ActionFactory, AgendaItemFactory, BodyFactory, MeetingFactory
from tests.factories.pledges import PledgeFactory, PromiseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)


def public_action(people, **fields):
    body = BodyFactory(legal_basis=LegalBasis.COMMITTEE)
    meeting = MeetingFactory(body=body, published_at=NOW, published_by=people.clerk)
    return ActionFactory(body=body, item=AgendaItemFactory(meeting=meeting), **fields)


def counts(promise, viewer):
    found = Promise.objects.with_progress(viewer).get(pk=promise.pk)
    return found.actions_given, found.actions_done


def test_progress_counts_given_and_done(people):
    promise = PromiseFactory()
    for fields in ({}, {"done_at": NOW, "done_by": people.chair}, {}):
        progress.serve(promise, public_action(people, **fields), by=people.participation)
    assert counts(promise, PUBLIC) == (3, 1)


def test_the_public_count_leaves_out_what_the_public_may_not_see(people):
    promise = PromiseFactory()
    hidden = ActionFactory(body=BodyFactory(legal_basis=LegalBasis.INFORMAL), owner=people.participation)
    progress.serve(promise, hidden, by=people.participation)
    progress.serve(promise, public_action(people), by=people.participation)
    assert counts(promise, PUBLIC) == (1, 0)
    assert counts(promise, people.participation.user) == (2, 0)


def test_serving_twice_is_serving_once(people):
    promise, action = PromiseFactory(), public_action(people)
    first = progress.serve(promise, action, by=people.participation)
    assert progress.serve(promise, action, by=people.participation) == first
    assert AuditRow.objects.filter(did="tied an action to a promise").count() == 1


def test_parting_leaves_the_action(people):
    service = progress.serve(PromiseFactory(), public_action(people), by=people.participation)
    progress.part(service, by=people.participation)
    assert not Service.objects.exists()
    service.action.refresh_from_db()


def test_a_pledge_without_promises_is_not_released(people):
    with pytest.raises(pledging.NoPromises):
        pledging.release(PledgeFactory(), by=people.participation)


def test_a_released_pledge_is_public_with_who_and_when(people):
    pledge = PledgeFactory()
    assert not Pledge.objects.visible_to(PUBLIC).exists()
    PromiseFactory(pledge=pledge)
    pledging.release(pledge, by=people.participation)
    assert Pledge.objects.visible_to(PUBLIC).get() == pledge
    assert pledge.released_by == people.participation


def test_released_needs_both_when_and_by_whom():
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeFactory(released_at=NOW)


def test_promises_are_numbered_as_they_come(people):
    pledge = PledgeFactory()
    orders = [pledging.promise(pledge, title=t, text=t, by=people.participation).order for t in ("One", "Two")]
    assert orders == [1, 2]
