"""The bell, the timetable and the sweep."""

import os
import time
from contextlib import suppress
from datetime import datetime, timedelta
from datetime import time as clock
from queue import Empty
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from committees import packs, storage, tasks
from committees.models import PrintedPart, Worker
from committees.models.packs import Edition
from committees.packs import due
from corporate_parenting.celery import app
from corporate_parenting.lib import files
from roles.audit import SYSTEM
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints")]
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def meeting(body):
    meeting = MeetingFactory(body=body, starts_at=datetime(2026, 12, 15, 10, tzinfo=LONDON))
    AgendaItemFactory(meeting=meeting, title="Fostering service", expects_paper=True)
    return meeting


@pytest.fixture
def bell():
    """The queue that workers listen to, empty."""
    with app.connection_for_write() as connection, connection.SimpleQueue("celery") as queue:
        queue.clear()
        yield queue
        queue.clear()


def rung(bell):
    """How often the bell was rung since somebody looked."""
    times = 0
    with suppress(Empty):
        while bell.get(block=False):
            times += 1
    return times


def test_one_bell_for_each_job_that_waits(meeting, bell):
    tasks.ring()
    assert rung(bell) == 0
    packs.order(meeting, by=SYSTEM)
    tasks.ring()
    assert rung(bell) == packs.waiting() == 1


def test_a_worker_makes_everything_that_waits_and_is_heard_of(meeting):
    build = packs.order(meeting, by=SYSTEM)
    assert packs.workers_heard() == (None, False)
    tasks.work()
    made = [("public", "standard"), ("public", "web"), ("restricted", "standard"), ("restricted", "web")]
    assert sorted(build.packs.filter(state="done").values_list("edition", "form")) == made
    assert packs.waiting() == 0
    assert packs.workers_heard()[1]


def test_a_worker_that_fell_silent_is_away_unless_it_holds_a_job(meeting, settings):
    packs.order(meeting, by=SYSTEM)
    Worker.objects.create(name="one", seen_at=timezone.now() - timedelta(seconds=settings.WORKER_SILENT_SECONDS + 1))
    assert not packs.workers_heard()[1]
    packs.next_job()
    assert packs.workers_heard()[1]


def test_the_timetable_says_that_a_worker_is_here_and_rings(meeting, bell):
    packs.order(meeting, by=SYSTEM)
    tasks.ring_for_waiting_packs()
    assert (rung(bell), packs.workers_heard()[1]) == (1, True)


def timetable(body, days=5, at=clock(14, 0)):
    body.pack_clear_days, body.pack_time = days, at
    body.save()


def moment(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=LONDON)


def test_a_pack_is_ordered_once_at_its_moment(meeting, body):
    """Five clear days before Tuesday 15 December 2026: 8, 9, 10, 11 and 14 December, so Monday 7 December."""
    timetable(body)
    assert packs.order_due(moment(7, 13, 59)) == []
    [build] = packs.order_due(moment(7, 14))
    assert (build.meeting, build.ordered_by) == (meeting, None)
    assert packs.order_due(moment(7, 14)) == []
    assert packs.order_due(moment(9, 9)) == []


def test_a_second_clock_that_comes_late_finds_the_pack_ordered_and_made(meeting, body):
    """It had looked before the first one ordered; by now the pack is finished."""
    timetable(body)
    key = f"{meeting.pk} at {moment(7, 14).isoformat()}"
    packs.work_until_done(packs.order_due(moment(7, 14))[0])
    assert meeting.builds.get().due_key == key
    assert due._order(meeting, key) is None
    assert meeting.builds.count() == 1


def test_a_moment_that_was_missed_is_made_good_once(meeting, body):
    timetable(body)
    assert len(packs.order_due(moment(14, 9))) == 1
    assert packs.order_due(moment(14, 9)) == []


def test_a_meeting_that_moves_is_built_again_at_its_new_moment(meeting, body):
    timetable(body)
    packs.work_until_done(packs.order_due(moment(7, 14))[0])
    meeting.starts_at = moment(17, 10)
    meeting.save()
    assert packs.order_due(moment(9, 13)) == []
    assert [build.number for build in packs.order_due(moment(9, 14))] == [2]


def test_what_the_clerk_ordered_already_is_not_ordered_twice(meeting, body):
    timetable(body)
    build = packs.order(meeting, by=SYSTEM)
    assert packs.order_due(moment(7, 14)) == [build]
    assert packs.order_due(moment(7, 15)) == []
    assert meeting.builds.count() == 1


def test_no_pack_builds_itself_without_a_timetable_nor_for_a_cancelled_or_past_meeting(meeting, body):
    assert packs.order_due(moment(14, 9)) == []
    timetable(body)
    assert packs.order_due(moment(16, 9)) == []
    meeting.status = "cancelled"
    meeting.save()
    assert packs.order_due(moment(14, 9)) == []


def test_the_sweep_removes_what_no_row_points_to_and_nothing_else(meeting):
    build = packs.order(meeting, by=SYSTEM)
    tasks.work()
    wanted = build.packs.in_print().get(edition=Edition.PUBLIC).file
    forgotten, fresh = files.keep(b"nobody points here"), files.keep(b"just arrived")
    for sha256 in (wanted, forgotten):
        os.utime(files.path(sha256), (0, 0))
    tasks.sweep_files()
    assert files.path(wanted).exists()
    assert files.path(fresh).exists()
    assert not files.path(forgotten).exists()


def test_prints_that_no_build_used_for_long_are_forgotten(meeting):
    old = timezone.now() - timedelta(days=100)
    PrintedPart.objects.create(key="old", file=files.keep(b"an old print"), pages=1, made_at=old)
    build = packs.order(meeting, by=SYSTEM)
    tasks.work()
    PrintedPart.objects.filter(file=build.parts.get().file).update(made_at=old)
    storage.sweep(now=time.time())
    assert not PrintedPart.objects.filter(key="old").exists()
    assert PrintedPart.objects.filter(file=build.parts.get().file).exists()


def test_every_stored_file_of_every_model_is_known_to_the_sweep(body):
    laid = packing.meeting_with_everything(body)
    appendix = laid.papers.health.version.appendices.get()
    assert {appendix.safe, laid.papers.letter.document.safe} <= storage.wanted()
