"""Several packs at once take turns, and a worker that dies costs one thing in each of its hands."""

import json
import os
import signal
import threading
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from bootstrap import programs
from committees import packs
from committees.models import Build, Pack, Part
from committees.models.packs import OF_EVERY_PACK
from committees.packs.working import IN_HAND
from corporate_parenting.lib import jobs
from tests.committees.site import Site, kill
from tests.factories.committees import MeetingFactory

LONG, SHORT = 200, 10
PROCESSES = 2  # of one worker, as programs.WORKER starts it
PACKS = "set(Build.objects.order_by('-number')[0].packs.values_list('state', flat=True))"
TWICE = (
    "[Part.objects.filter(build__number={0}, attempt__gt=1).count() + "
    "Pack.objects.filter(build__number={0}, attempt__gt=1).count(), "
    "max([*Part.objects.filter(build__number={0}).values_list('attempt', flat=True), "
    "*Pack.objects.filter(build__number={0}).values_list('attempt', flat=True)])]"
)
FILES = "sorted(Pack.objects.filter(build__number={}).values_list('edition', 'form', 'file'))"


def a_pack(body, parts):
    """A build of so many parts, as it stands when it was ordered."""
    build = Build.objects.create(meeting=MeetingFactory(body=body), number=1, ordered_at=timezone.now())
    about = {"kind": "notice", "title": "A sheet", "in_public": True, "in_restricted": True}
    Part.objects.bulk_create(Part(build=build, order=order, **about) for order in range(1, parts + 1))
    Pack.objects.bulk_create(Pack(build=build, edition=edition) for edition in OF_EVERY_PACK)
    return build


def served(workers):
    """Have so many workers, each with its hands full, make all there is, one after the other; yields each job."""
    in_hand = []
    while True:
        while len(in_hand) < workers * IN_HAND and (job := packs.next_job()):
            in_hand.append(job)
        if not in_hand:
            return
        job = in_hand.pop(0)
        jobs.finish(job)
        yield job


@pytest.mark.django_db
def test_a_short_pack_ordered_behind_a_long_one_is_finished_long_before_it(body):
    long, short = a_pack(body, LONG), a_pack(body, SHORT)
    made = Counter()
    for job in served(workers=2):
        made[job.build_id] += 1
        if isinstance(job, Pack) and job.build_id == short.pk and not short.packs.unfinished().exists():
            break
    assert made[short.pk] == SHORT + len(OF_EVERY_PACK)
    assert made[long.pk] <= 2 * SHORT  # turn by turn, and not a tenth of the long one
    assert long.packs.unfinished().count() == len(OF_EVERY_PACK)


@pytest.mark.django_db
def test_three_packs_get_one_part_each_in_turn(body):
    builds = [a_pack(body, 6) for _ in range(3)]
    first = [packs.next_job() for _ in range(9)]
    assert Counter(job.build_id for job in first) == {build.pk: 3 for build in builds}
    assert [part.order for part in first if part.build_id == builds[0].pk] == [1, 2, 3]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in one process's memory")
def test_two_workers_that_really_run_at_once_take_turns(body):
    long, short = a_pack(body, 80), a_pack(body, 8)
    made, lock = [], threading.Lock()

    def worker():
        while job := packs.next_job():
            jobs.finish(job)
            with lock:
                made.append(job)
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 80 + 8 + 2 * len(OF_EVERY_PACK)
    last = max(place for place, job in enumerate(made) if job.build_id == short.pk)
    assert last < 40
    assert {job.attempt for job in made} == {1}
    assert not long.packs.unfinished().exists()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if connection.vendor != "sqlite":
        pytest.skip("It has a database of its own on SQLite: once, in the run on SQLite, is enough")
    return Site(tmp_path_factory.mktemp("turns"))


def test_a_dead_worker_costs_what_it_had_in_hand_and_the_pack_is_the_same_to_the_byte(site):
    """kill -9 in the middle; another worker makes the rest, and then the same once more with nobody killed."""
    order = f"packs.order(Meeting.objects.get(pk={site.meeting}), by=SYSTEM) and tasks.ring()"
    with site.running(programs.WORKER) as [worker]:
        site.ask(order)
        site.watch_for_work()
        os.killpg(worker.pid, signal.SIGSTOP)
        kill(worker)
    with site.running(programs.WORKER, programs.BEAT):
        site.wait_until(PACKS, "{'done'}")
        lost, attempts = json.loads(site.ask(TWICE.format(1)))
        assert attempts <= 2
        assert lost <= IN_HAND * PROCESSES
        site.ask("PrintedPart.objects.all().delete()")
        site.ask(order)
        site.wait_until(PACKS, "{'done'}")
    assert site.ask(TWICE.format(2)) == "[0, 1]"
    assert site.ask(FILES.format(1)) == site.ask(FILES.format(2))
    assert site.ask("Part.objects.filter(build__number=2, kind='report', was_cached=True).count()") == "0"
