"""What workers do: claim the next part or pack, make it, until nothing is left."""

import logging
import os
import socket
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import timedelta

from django.conf import settings
from django.db.models import Case, F, Max, When
from django.db.models.functions import Now
from django.utils import timezone

from committees.models import Build, DryRun, Pack, Part, Worker
from committees.models.packs import Form
from corporate_parenting.lib import jobs

from . import assembling, dry_running, making

log = logging.getLogger(__name__)
UNFORESEEN = (
    "Something went wrong that nobody foresaw. It is tried again; whoever runs the system finds the fault in the log."
)
PRINT_FIRST = Case(When(form=Form.STANDARD, then=0), When(form=Form.WEB, then=1), default=2)
PACKS_IN_TURN = (PRINT_FIRST, "build", "edition")
PARTS_IN_TURN = (F("build__served_at").asc(nulls_first=True), "build", PRINT_FIRST, "order")
MAKERS = {Part: making.make, Pack: assembling.make, DryRun: dry_running.make}
IN_HAND = 2  # jobs of one worker at a time
PAUSE = 0.25  # seconds between two looks at what other workers are doing


def next_job(build=None, *, busy=False):
    """
    Claim a pack whose parts are all made, or a part, of one build or of any; None when there is none.

    What is nearly done comes first. For parts the builds take turns, so that a short pack that was ordered behind a
    long one does not wait for all of it. Dry runs, which have a day, come last. A web page is written by the worker
    itself, not by a process beside it: one that is `busy` leaves it, because what it has in hand would wait for it.
    """
    of_build = {"build": build} if build else {}
    ready = Pack.objects.ready().exclude(form=Form.WEB) if busy else Pack.objects.ready()
    if pack := jobs.claim(ready.filter(**of_build), order=PACKS_IN_TURN):
        return pack
    part = jobs.claim(Part.objects.ready().filter(**of_build), order=PARTS_IN_TURN)
    if part:
        Build.objects.filter(pk=part.build_id).update(served_at=Now())
    return part or (None if build else dry_running.next_one())


def work():
    """Make parts and packs until none can be claimed; returns how many."""
    done = 0
    worker_seen()
    for _ in _made():
        worker_seen()
        done += 1
    return done


def work_until_done(build):
    """Work on one build until both editions are finished, waiting for what other workers hold. Needs no worker."""
    while build.packs.unfinished().exists():
        if not sum(1 for _ in _made(build)):
            time.sleep(PAUSE)


def do(job):
    """Make one claimed job, waiting for each process that prints or checks for it."""
    steps, came = _steps(job), None
    while call := _go_on(steps, came):
        came = _elsewhere(call)
        wait([came])


def _made(build=None):
    """
    Claims and makes jobs, of one build or of any, until there is none; yields as each is over.

    While one waits for the process that prints or checks for it, the next is begun: so many are in hand at a time.
    All that touches the database is done here, in one thread.
    """
    in_hand = {}
    while (job := next_job(build, busy=bool(in_hand)) if len(in_hand) < IN_HAND else None) or in_hand:
        if job:
            steps, came = _steps(job), None
        else:
            came = next(iter(wait(in_hand, return_when=FIRST_COMPLETED).done))
            steps = in_hand.pop(came)
        if call := _go_on(steps, came):
            in_hand[_elsewhere(call)] = steps
        else:
            yield


def _elsewhere(call):
    """Have something called in a thread of its own: a Future. The thread never keeps this process from ending."""
    came = Future()

    def run():
        try:
            came.set_result(call())
        except BaseException as fault:  # noqa: BLE001 -- it is raised where the job waits for it
            came.set_exception(fault)

    threading.Thread(target=run, daemon=True).start()
    return came


def _go_on(steps, came):
    """Goes on with a job, given what came of its last call; returns the next thing to call elsewhere, or None."""
    try:
        if came is None:
            return next(steps)
        fault = came.exception()
        return steps.throw(fault) if fault else steps.send(came.result())
    except StopIteration:
        return None


def _steps(job):
    """Make one claimed job. What goes wrong is written on its row; a job that was lost to another worker is left."""
    try:
        with jobs.heartbeat(job):
            yield from MAKERS[type(job)](job)
    except jobs.LostLease:
        log.warning("%s %s was taken over by another worker", job._meta.label, job.pk)
    except Exception:  # whatever it is: this job is tried again, and the next must be done
        log.exception("%s %s, attempt %s", job._meta.label, job.pk, job.attempt)
        _put_off(job)


def _put_off(job):
    try:
        jobs.put_off(job, UNFORESEEN)
    except jobs.LostLease:
        log.warning("%s %s was taken over by another worker", job._meta.label, job.pk)


def waiting():
    """How many parts and packs a worker could claim now."""
    made = Part.objects.ready().claimable().count() + Pack.objects.ready().claimable().count()
    return made + dry_running.waiting()


def worker_seen():
    """Write down that this worker is there."""
    Worker.objects.update_or_create(name=f"{socket.gethostname()}:{os.getppid()}", defaults={"seen_at": timezone.now()})


def workers_heard():
    """
    When a worker was last heard of, and whether one is there now: (moment or None, yes or no).

    A worker that makes something has no time to say so, but it keeps its lease.
    """
    last = Worker.objects.aggregate(last=Max("seen_at"))["last"]
    silent = timezone.now() - timedelta(seconds=settings.WORKER_SILENT_SECONDS)
    busy = Part.objects.held().exists() or Pack.objects.held().exists()
    return last, busy or (last is not None and last > silent)
