"""
A database row is the job; the broker is only a bell.

A worker claims a row by raising its attempt (the fencing token) and gets a lease; a heartbeat renews
it; only the holder of the current attempt may finish. A worker killed in the middle costs one lease.
The clock is the database's, so that machines whose clocks differ do not take each other's jobs.
"""

import threading
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection, models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Now

TOO_OFTEN = "It was tried {} times, and each time the worker stopped before the end."


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Being made"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class JobQuerySet(models.QuerySet):
    def claimable(self):
        """Waiting, or running with a lease that ran out."""
        return self.filter(Q(state=State.WAITING) | Q(state=State.RUNNING, lease_until__lt=Now()))

    def unfinished(self):
        return self.filter(state__in=[State.WAITING, State.RUNNING])

    def held(self):
        """In the hands of a worker that was heard of."""
        return self.filter(state=State.RUNNING, lease_until__gte=Now())


class Job(models.Model):
    """What a worker does once, whatever happens to the worker."""

    MOST_ATTEMPTS = 5

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_finished(self):
        return self.state in (State.DONE, State.FAILED, State.CANCELLED)


class LostLease(Exception):
    """Somebody else has taken the job over: what this worker made must not be kept."""


def _seconds_from_now(seconds):
    return ExpressionWrapper(Now() + timedelta(seconds=seconds), output_field=models.DateTimeField())


def claim(queryset, *, order=("pk",)):
    """
    Take one claimable job of the queryset for this worker; None when there is none.

    Two workers never get the same one. A job that was tried too often is failed on the way.
    """
    while found := queryset.claimable().order_by(*order).values_list("pk", "attempt").first():
        if _take(queryset.model, *found):
            return queryset.model._default_manager.get(pk=found[0])
    return None


def _take(model, pk, attempt):
    mine = model._default_manager.claimable().filter(pk=pk, attempt=attempt)
    if attempt >= model.MOST_ATTEMPTS:
        mine.filter(error="").update(error=TOO_OFTEN.format(attempt))
        mine.update(state=State.FAILED, finished_at=Now(), lease_until=None)
        return False
    until = _seconds_from_now(settings.JOB_LEASE_SECONDS)
    taken = {"state": State.RUNNING, "attempt": F("attempt") + 1, "lease_until": until, "started_at": Now()}
    return mine.update(**taken) == 1


def held(job):
    """The job's row, as long as this worker holds it."""
    return type(job)._default_manager.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING)


def beat(job):
    """Renew the lease. Raises LostLease."""
    if not held(job).update(lease_until=_seconds_from_now(settings.JOB_LEASE_SECONDS)):
        raise LostLease


@contextmanager
def heartbeat(job):
    """Renew the lease from a thread of its own for as long as the block runs."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(job, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat_until(job, stop):
    try:
        while not stop.wait(settings.JOB_LEASE_SECONDS / 3):
            with suppress(DatabaseError):  # a database that is away for a moment must not cost the job
                beat(job)
    except LostLease:
        pass  # the final step will find out, and must be the one to say so
    finally:
        connection.close()


def finish(job, **fields):
    """Write the result. Raises LostLease when another worker has taken over since."""
    if not held(job).update(state=State.DONE, finished_at=Now(), lease_until=None, error="", **fields):
        raise LostLease


def fail(job, error, **fields):
    """Write down, in the reader's words, why it could not be done. Raises LostLease."""
    if not held(job).update(state=State.FAILED, finished_at=Now(), lease_until=None, error=error, **fields):
        raise LostLease


def put_off(job, error):
    """Something went wrong that may not go wrong again: try once more, each time a little later. Raises LostLease."""
    if not held(job).update(lease_until=_seconds_from_now(2**job.attempt), error=error):
        raise LostLease
