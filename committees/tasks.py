"""What Celery runs. The database row is the job: a message is only a bell, and one too many or too few does no harm."""

import logging
import time

from celery import shared_task
from celery.signals import worker_ready
from django.db import connection
from django.utils import timezone

from committees import finding, minutes, packs, storage
from committees.actions import digest
from committees.packs import dry_running, telling

log = logging.getLogger(__name__)
MOST_BELLS = 8


@shared_task
def work():
    """Make parts and packs until none waits."""
    packs.work()


@shared_task
def ring_for_waiting_packs():
    """Each quarter of a minute: say that a worker is here, and ring for what was dropped or waits for nobody."""
    packs.worker_seen()
    ring()


@shared_task
def order_due_packs():
    """Each minute: order the packs whose moment has come."""
    if packs.order_due():
        ring()


@shared_task
def try_coming_packs():
    """Each minute: order the dry runs of packs that are due within a day, and tell the clerks what they found."""
    if dry_running.order_due():
        ring()
    telling.tell()


@shared_task
def lay_waiting_minutes():
    """Each minute: lay minutes that the chair has checked before the meeting that was called meanwhile."""
    minutes.lay_waiting()


@shared_task
def index_search():
    """Each minute: what is new or changed can be found. Who may find it is asked at each search."""
    finding.catch_up()


@shared_task
def send_digests():
    """Each morning: one mail to every owner whose actions give something new to say."""
    digest.send_all(timezone.localdate())


@shared_task
def sweep_files():
    """Each day: remove files that no row points to."""
    storage.sweep(now=time.time())


@worker_ready.connect
def say_hello(**_):
    """A worker that has just started says so, before anything waits for it."""
    packs.worker_seen()
    connection.close()


def ring():
    """
    Ring once for each job that waits, so that several workers hear it.

    A broker that is away must not fail the request: the timetable rings again.
    """
    try:
        for _ in range(min(packs.waiting(), MOST_BELLS)):
            work.delay()
    except Exception:  # each broker has errors of its own
        log.warning("the bell for packs could not be rung", exc_info=True)
