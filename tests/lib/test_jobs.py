"""Jobs: claimed once, kept by a lease, finished by whoever holds them. The parts of packs are the rows tried here."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from committees.models import Build, Part
from corporate_parenting.lib import jobs
from corporate_parenting.lib.jobs import State
from tests.factories.committees import MeetingFactory

LONG_AGO = timedelta(hours=1)


@pytest.fixture
def build(db):
    return Build.objects.create(meeting=MeetingFactory(), number=1, ordered_at=timezone.now())


def waiting(build, count=1):
    rows = [
        Part(build=build, order=at, kind="notice", title=f"Part {at}", in_public=True, in_restricted=True)
        for at in range(1, count + 1)
    ]
    return Part.objects.bulk_create(rows)


def let_the_lease_run_out(job):
    Part.objects.filter(pk=job.pk).update(lease_until=timezone.now() - LONG_AGO)


def claim():
    return jobs.claim(Part.objects.all(), order=("order",))


def test_jobs_are_claimed_in_order_and_once(build):
    waiting(build, 3)
    assert [claim().order for _ in range(3)] == [1, 2, 3]
    assert claim() is None


def test_a_claimed_job_is_running_and_held(build):
    waiting(build)
    job = claim()
    assert (job.state, job.attempt) == (State.RUNNING, 1)
    assert job.lease_until > timezone.now()
    assert list(Part.objects.held()) == [job]


def test_a_job_whose_lease_ran_out_is_claimed_again(build):
    waiting(build)
    first = claim()
    let_the_lease_run_out(first)
    second = claim()
    assert (second.pk, second.attempt) == (first.pk, 2)


def test_only_the_holder_may_finish(build):
    waiting(build)
    first = claim()
    let_the_lease_run_out(first)
    second = claim()
    for late in (
        lambda: jobs.finish(first, pages=1),
        lambda: jobs.fail(first, "no"),
        lambda: jobs.put_off(first, "no"),
    ):
        with pytest.raises(jobs.LostLease):
            late()
    with pytest.raises(jobs.LostLease):
        jobs.beat(first)
    jobs.finish(second, pages=2)
    second.refresh_from_db()
    assert (second.state, second.pages, second.lease_until) == (State.DONE, 2, None)
    assert second.finished_at is not None


def test_a_finished_job_is_not_claimed_again(build):
    waiting(build, 2)
    jobs.finish(claim())
    jobs.fail(claim(), "It cannot be read.")
    assert claim() is None
    assert list(Part.objects.values_list("state", "error")) == [("done", ""), ("failed", "It cannot be read.")]


def test_a_job_is_not_tried_for_ever(build):
    [part] = waiting(build)
    for attempt in range(1, Part.MOST_ATTEMPTS + 1):
        job = claim()
        assert job.attempt == attempt
        let_the_lease_run_out(job)
    assert claim() is None
    part.refresh_from_db()
    assert (part.state, part.error) == (State.FAILED, jobs.TOO_OFTEN.format(5))


def test_a_job_that_fails_for_ever_keeps_its_last_reason(build):
    [part] = waiting(build)
    for _ in range(Part.MOST_ATTEMPTS):
        job = claim()
        jobs.put_off(job, "The disk is full.")
        let_the_lease_run_out(job)
    assert claim() is None
    part.refresh_from_db()
    assert (part.state, part.error) == (State.FAILED, "The disk is full.")


def test_a_job_put_off_is_not_claimed_at_once_and_loses_its_reason_when_it_succeeds(build):
    [part] = waiting(build)
    jobs.put_off(claim(), "The database was away.")
    assert claim() is None
    let_the_lease_run_out(part)
    jobs.finish(claim())
    part.refresh_from_db()
    assert (part.state, part.error) == (State.DONE, "")


def test_one_bad_job_does_not_hide_those_behind_it(build):
    first, _second = waiting(build, 2)
    Part.objects.filter(pk=first.pk).update(attempt=Part.MOST_ATTEMPTS)
    assert claim().order == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_heart_beats_as_long_as_the_work_takes(build, settings):
    settings.JOB_LEASE_SECONDS = 2.5
    waiting(build)
    job = claim()
    with jobs.heartbeat(job):
        time.sleep(6)
        assert list(Part.objects.held()) == [job]
        assert claim() is None
    jobs.finish(job)
    time.sleep(3)
    assert claim() is None
