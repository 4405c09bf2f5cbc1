"""Packs survive their workers: real processes, kill -9, SQLite and the filesystem broker."""

import os
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from bootstrap import programs
from committees import packs
from committees.models import Part
from corporate_parenting.lib import jobs
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.committees import packing
from tests.committees.site import LEASE, Site
from tests.factories.committees import MeetingFactory

BUILT = "AuditRow.objects.filter(did='built a pack', details__form='standard').count()"
STATES = "sorted(Pack.objects.in_print().values_list('state', flat=True))"
MOST_ATTEMPTS = (
    "max([*Part.objects.values_list('attempt', flat=True), *Pack.objects.values_list('attempt', flat=True)])"
)


def freeze_at_work(site, stop, go_on):
    """
    Stop a worker's clock while it holds a job.

    A job can be over within a tenth of a second, so the rows are watched without a pause and from this process.
    """
    while True:
        site.watch_for_work()
        stop()
        if site.at_work():
            return
        go_on()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    if connection.vendor != "sqlite":
        pytest.skip("It has a database of its own on SQLite: once, in the run on SQLite, is enough")
    return Site(tmp_path_factory.mktemp("site"))


def test_a_worker_killed_in_the_middle_costs_only_time(site):
    """On the filesystem broker the message is lost with the worker; the row and the timetable bring the job back."""
    with site.running(programs.WORKER) as [worker]:
        site.ask(f"packs.order(Meeting.objects.get(pk={site.meeting}), by=SYSTEM) and tasks.ring()")
        freeze_at_work(
            site, lambda: os.killpg(worker.pid, signal.SIGSTOP), lambda: os.killpg(worker.pid, signal.SIGCONT)
        )
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    assert site.ask(STATES) != "['done', 'done']"
    with site.running(programs.WORKER, programs.BEAT):
        site.wait_until(STATES, "['done', 'done']")
    assert site.ask(MOST_ATTEMPTS) == "2"
    undone = "[Part.objects.exclude(state='done').count(), Part.objects.filter(attempt=0, was_cached=False).count()]"
    assert site.ask(undone) == "[0, 0]"
    assert site.ask(BUILT) == "2"


def test_a_frozen_worker_that_comes_back_too_late_keeps_nothing(site, tmp_path):
    """SIGSTOP longer than the lease: another takes over, and what the first brings later is dropped."""
    before = int(site.ask(BUILT))
    site.ask("PrintedPart.objects.all().delete()")
    command = ["manage.py", "build_pack", str(site.meeting), "--edition", "public", "--output", str(tmp_path / "a.pdf")]
    first = subprocess.Popen(
        [os.sys.executable, *command], env=site.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    freeze_at_work(site, lambda: first.send_signal(signal.SIGSTOP), lambda: first.send_signal(signal.SIGCONT))
    time.sleep(LEASE + 1)
    second = site.build(tmp_path / "b.pdf")
    first.send_signal(signal.SIGCONT)
    assert first.wait(timeout=120) == 0
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert "sha256" in second.stdout
    assert int(site.ask(BUILT)) - before in (2, 4)  # one build for both, or one each where the first had finished


def test_two_commands_at_once_share_the_work_on_sqlite(site, tmp_path):
    site.ask("PrintedPart.objects.all().delete()")
    results = []
    threads = [
        threading.Thread(target=lambda name=name: results.append(site.build(tmp_path / name))) for name in ("a", "b")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [done.returncode for done in results] == [0, 0]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert site.ask("Build.objects.first().parts.filter(attempt__gt=1).count()") == "0"


def test_a_broker_that_is_away_fails_nothing(site):
    site.ask(f"packs.order(Meeting.objects.get(pk={site.meeting}), by=SYSTEM)")
    began = time.monotonic()
    done = site.manage("reconcile", CELERY_BROKER_URL="redis://127.0.0.1:1/0")
    assert time.monotonic() - began < 30
    assert "parts and packs waiting" in done.stdout
    assert "could not be rung" in done.stderr


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in one process's memory")
def test_two_workers_at_once_make_each_part_once(body, people):
    laid = packing.meeting_with_everything(body)
    build = packs.order(laid.meeting, by=SYSTEM)
    there = build.parts.filter(state="done")  # files that came in ready: no worker takes them
    assert 0 < there.count() < build.parts.count()
    to_make = list(build.parts.exclude(state="done").values_list("pk", flat=True))

    def worker():
        packs.work_until_done(build)
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(build.parts.filter(pk__in=to_make).values_list("state", "attempt")) == {("done", 1)}
    assert set(build.parts.exclude(pk__in=to_make).values_list("state", "attempt")) == {("done", 0)}
    assert set(build.packs.values_list("state", "attempt")) == {("done", 1)}
    assert AuditRow.objects.filter(did="built a pack").count() == 4  # two editions, each in print and as a web page


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in one process's memory")
def test_many_hands_never_get_the_same_job(body, people):
    laid = packing.meeting_with_everything(body)
    build = packs.order(laid.meeting, by=SYSTEM)
    taken, start = [], threading.Barrier(6)
    to_make = list(build.parts.exclude(state="done").values_list("pk", flat=True))

    def hand():
        start.wait()
        while job := jobs.claim(Part.objects.filter(build=build)):
            taken.append(job.pk)
        connection.close()

    threads = [threading.Thread(target=hand) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(to_make)
    assert len(to_make) > 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in one process's memory")
def test_four_clocks_at_once_order_each_pack_once(body):
    body.pack_clear_days = 5
    body.save()
    meeting = MeetingFactory(body=body)
    start = threading.Barrier(4)

    def clock(_):
        start.wait()
        for build in packs.order_due(meeting.starts_at - timedelta(days=1)):
            packs.work_until_done(build)
        connection.close()

    with ThreadPoolExecutor(4) as clocks:
        list(clocks.map(clock, range(4)))  # raises what went wrong in any of them
    assert meeting.builds.count() == 1
    assert AuditRow.objects.filter(did="ordered the pack of").count() == 1
