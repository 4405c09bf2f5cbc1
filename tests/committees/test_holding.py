"""A clerk holds a pack: the timetable leaves it alone, every page says so, and release makes good what was missed."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committees import blocks, deadlines, packs
from committees.models import Build, Meeting
from committees.packs import due, holding
from committees.packs.timetable import due_at, tried_at
from corporate_parenting.lib import dates
from roles import council
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
WHY = "The finance report comes on Tuesday"
DUE = datetime(2026, 12, 7, 14, tzinfo=LONDON)  # five clear days before Tuesday 15 December 2026


@pytest.fixture
def meeting(body):
    body.pack_clear_days, body.pack_time = 5, time(14)
    body.save()
    meeting = MeetingFactory(body=body, starts_at=datetime(2026, 12, 15, 10, tzinfo=LONDON))
    AgendaItemFactory(meeting=meeting, title="Fostering service", expects_paper=True)
    return meeting


def held(meeting, people):
    return holding.hold(meeting, why=WHY, by=people.clerk)


def page(name, meeting):
    return reverse(f"committees:{name}", args=[meeting.pk])


def test_a_held_pack_is_not_ordered_and_its_release_makes_good_the_missed_moment_once(meeting, people):
    held(meeting, people)
    assert packs.order_due(DUE) == []
    assert packs.order_due(DUE + timedelta(days=1)) == []
    holding.release(meeting, by=people.clerk)
    [build] = packs.order_due(DUE + timedelta(days=1))
    assert (build.meeting, build.due_key) == (meeting, f"{meeting.pk} at {DUE.isoformat()}")
    assert packs.order_due(DUE + timedelta(days=1, minutes=1)) == []
    assert Build.objects.count() == 1


def test_a_pack_released_before_its_moment_waits_for_it(meeting, people):
    held(meeting, people)
    holding.release(meeting, by=people.clerk)
    assert packs.order_due(DUE - timedelta(minutes=1)) == []
    assert len(packs.order_due(DUE)) == 1


def test_only_the_held_pack_waits(meeting, people, body):
    other = MeetingFactory(body=body, starts_at=meeting.starts_at)
    held(meeting, people)
    assert [build.meeting for build in packs.order_due(DUE)] == [other]


def test_who_holds_it_and_why_is_kept_and_written_down(meeting, people):
    held(meeting, people)
    meeting.refresh_from_db()
    assert (meeting.pack_held_by, meeting.pack_held_why) == (people.clerk, WHY)
    holding.release(meeting, by=people.clerk)
    meeting.refresh_from_db()
    assert (meeting.pack_held_at, meeting.pack_held_by, meeting.pack_held_why) == (None, None, "")
    rows = AuditRow.objects.filter(did__in=["held the pack of", "released the pack of"]).order_by("pk")
    assert [(row.did, row.actor) for row in rows] == [
        ("held the pack of", "Clerk Hattie Brook"),
        ("released the pack of", "Clerk Hattie Brook"),
    ]
    assert WHY not in str([row.details for row in rows])  # the trail holds ids and public words alone


def test_what_is_held_is_not_held_again_nor_released_twice(meeting, people):
    held(meeting, people)
    with pytest.raises(holding.CannotHold, match="Held by Clerk Hattie Brook since"):
        held(meeting, people)
    holding.release(meeting, by=people.clerk)
    with pytest.raises(holding.CannotHold, match="Nobody holds this pack"):
        holding.release(meeting, by=people.clerk)


@pytest.mark.parametrize(
    ("changed", "why", "says"),
    [
        ({}, "  ", "Say why"),
        ({"status": "cancelled"}, WHY, "over or cancelled"),
        ({"starts_at": datetime(2020, 1, 7, 10, tzinfo=LONDON)}, WHY, "over or cancelled"),
    ],
)
def test_what_cannot_be_held(meeting, people, changed, why, says):
    Meeting.objects.filter(pk=meeting.pk).update(**changed)
    with pytest.raises(holding.CannotHold, match=says):
        holding.hold(meeting, why=why, by=people.clerk)
    assert not Meeting.objects.exclude(pack_held_at=None).exists()


def test_without_a_timetable_there_is_nothing_to_hold(people):
    with pytest.raises(holding.CannotHold, match="not built by themselves"):
        held(MeetingFactory(body=BodyFactory()), people)


def test_a_held_pack_is_built_by_hand_all_the_same(meeting, people):
    held(meeting, people)
    build = packs.order(meeting, by=people.clerk)
    assert any(words.startswith("The pack is held by Clerk Hattie Brook") for words in build.warnings)


# --- Pages


def test_the_clerk_holds_and_releases_on_the_page(meeting, people, sign_in):
    client = sign_in(people.clerk)
    assert page("hold_pack", meeting) in client.get(page("pack", meeting)).text
    assert "Say why the pack is held" in client.post(page("hold_pack", meeting), {"why": ""}).text
    text = client.post(page("hold_pack", meeting), {"why": WHY}, follow=True).text
    assert "The pack is held. The timetable leaves it alone until it is released." in text
    meeting.refresh_from_db()
    assert f"Held by Clerk Hattie Brook since {dates.moment(meeting.pack_held_at)}: {WHY}." in text
    assert page("hold_pack", meeting) not in text
    text = client.post(page("release_pack", meeting), follow=True).text
    assert "The pack is released." in text
    assert WHY not in text


def test_build_asks_first_while_it_is_held(meeting, people, sign_in):
    client = sign_in(people.clerk)
    ask = page("build_held_pack", meeting)
    assert client.get(ask).url == page("pack", meeting)
    held(meeting, people)
    text = client.get(page("pack", meeting)).text
    assert f'href="{ask}"' in text
    assert f'action="{page("build_pack", meeting)}"' not in text
    text = client.get(ask).text
    assert "Build this pack although it is held?" in text
    assert WHY in text
    assert f'action="{page("build_pack", meeting)}"' in text
    assert client.post(page("build_pack", meeting)).status_code == 302
    assert Build.objects.count() == 1
    meeting.refresh_from_db()
    assert meeting.pack_held_at


def test_a_build_that_was_ordered_before_is_named_when_it_is_held(meeting, people, sign_in):
    packs.order(meeting, by=SYSTEM)
    text = sign_in(people.clerk).post(page("hold_pack", meeting), {"why": WHY}, follow=True).text
    assert "Build 1 was ordered before and goes on; you can cancel it." in text


@pytest.mark.parametrize("name", ["hold_pack", "release_pack", "build_held_pack", "try_pack"])
@pytest.mark.parametrize("who", ["member", "other", "author", "head_clerk", "admin", "guardian"])
def test_nobody_but_the_clerk(meeting, people, sign_in, name, who):
    client = sign_in(getattr(people, who))
    held(meeting, people)
    send = client.get if name == "build_held_pack" else client.post
    assert send(page(name, meeting), {} if name == "build_held_pack" else {"why": "mine"}).status_code == 404
    meeting.refresh_from_db()
    assert meeting.pack_held_why == WHY
    assert not meeting.dry_runs.exists()


def test_looking_releases_and_tries_nothing(meeting, people, sign_in):
    client = sign_in(people.clerk)
    assert [client.get(page(name, meeting)).status_code for name in ("release_pack", "try_pack")] == [405, 405]


def test_the_desk_and_the_deadlines_say_that_it_is_held(meeting, people, sign_in):
    held(meeting, people)
    client = sign_in(people.clerk)
    for address in (reverse("committees:desk"), reverse("committees:deadlines")):
        text = client.get(address).text
        assert "eld by Clerk Hattie Brook since" in text, address
        assert WHY in text, address
    holding.release(meeting, by=people.clerk)
    assert WHY not in client.get(reverse("committees:desk")).text


def test_held_packs_cost_the_deadlines_no_query_each(meeting, people, body):
    def count(meetings):
        found = Meeting.objects.filter(pk__in=[one.pk for one in meetings]).select_related("body")
        with CaptureQueriesContext(connection) as counted:
            gathered = deadlines.Gathered(found, calendar)
            told = [(gathered.deadlines(one), blocks.of(one, gathered)) for one in gathered.meetings]
        assert str(told).count(WHY) == 2 * len(meetings)
        return len(counted)

    calendar = council.Calendar()
    few = count([held(meeting, people)])
    more = [MeetingFactory(body=body, starts_at=meeting.starts_at) for _ in range(3)]
    for one in more:
        AgendaItemFactory(meeting=one)
        held(one, people)
    assert count([meeting, *more]) == few


# --- Two at once


def test_who_looks_before_the_clerk_holds_orders_nothing_after(meeting, people):
    """The clock had listed the pack as due; then a clerk held it; then the clock orders."""
    [(listed, moment)] = [pair for pair in due.coming(DUE) if pair[0] == meeting]
    held(meeting, people)
    assert due._order(listed, f"{meeting.pk} at {moment.isoformat()}") is None
    assert Build.objects.count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in one process's memory")
def test_holding_while_the_clock_orders_is_one_or_the_other(meeting, people):
    start, failed = threading.Barrier(2), []

    def at_once(step):
        try:
            start.wait()
            step()
        except Exception as fault:  # noqa: BLE001 -- told below
            failed.append(fault)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=at_once, args=[step])
        for step in (lambda: packs.order_due(DUE), lambda: held(meeting, people))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    meeting.refresh_from_db()
    assert meeting.pack_held_at
    build = meeting.builds.first()
    if build:  # ordered first: whole, with its parts and its editions
        assert build.ordered_at <= meeting.pack_held_at
        assert build.parts.count() == 1
        assert build.packs.count() >= 2
    assert packs.order_due(DUE) == []


# --- The clock on the wall


def timetable(body, starts_at, at):
    body.pack_clear_days, body.pack_time = 5, at
    body.save()
    return MeetingFactory(body=body, starts_at=starts_at)


def utc(moment):
    return moment.astimezone(UTC).isoformat(timespec="minutes")[:16]


@pytest.mark.parametrize(
    ("meets", "at", "due_utc", "tried_utc"),
    [
        # Clocks go back on Sunday 25 October 2026. Due the day after it, tried on the day itself.
        ((2026, 11, 3), time(9), "2026-10-26T09:00", "2026-10-25T09:00"),
        # Twenty-five hours lie between: tried before the change, due after it, the same time on the wall.
        ((2026, 11, 3), time(0, 30), "2026-10-26T00:30", "2026-10-24T23:30"),
        # Due before the change for a meeting after it: five clear days before Monday 2 November.
        ((2026, 11, 2), time(9), "2026-10-23T08:00", "2026-10-22T08:00"),
        # Clocks go forward on Sunday 26 March 2028.
        ((2028, 4, 4), time(9), "2028-03-27T08:00", "2028-03-26T08:00"),
        # Twenty-three hours.
        ((2028, 4, 4), time(0, 30), "2028-03-26T23:30", "2028-03-26T00:30"),
    ],
)
def test_the_time_is_that_of_the_clock_on_the_wall_at_both_changes(body, meets, at, due_utc, tried_utc):
    moment = due_at(timetable(body, datetime(*meets, 10, tzinfo=LONDON), at), council.Calendar())
    assert (utc(moment), utc(tried_at(moment))) == (due_utc, tried_utc)


@pytest.mark.parametrize(
    ("meets", "first"),
    [
        # Half past one comes twice on 25 October 2026: the first counts.
        ((2026, 10, 31), "2026-10-25T00:30"),
        # It never comes on 28 March 2027: then when it is half past two by the new time.
        ((2027, 4, 3), "2027-03-28T01:30"),
    ],
)
def test_a_time_that_comes_twice_or_never_builds_the_pack_once(body, meets, first):
    council.set_fact("clear_day_rule", "calendar", starts_on=date(2026, 1, 1), by=SYSTEM)
    meeting = timetable(body, datetime(*meets, 10, tzinfo=LONDON), time(1, 30))
    moment = datetime.fromisoformat(f"{first}+00:00")
    assert packs.order_due(moment - timedelta(minutes=1)) == []
    assert [build.meeting for build in packs.order_due(moment)] == [meeting]
    assert [packs.order_due(moment + timedelta(minutes=late)) for late in (1, 30, 60, 61, 120)] == [[]] * 5


def test_a_clock_that_stood_still_over_the_change_makes_it_good_once(body):
    meeting = timetable(body, datetime(2026, 11, 3, 10, tzinfo=LONDON), time(0, 30))
    late = datetime(2026, 10, 27, 8, tzinfo=LONDON)
    assert [build.meeting for build in packs.order_due(late)] == [meeting]
    assert packs.order_due(late) == []
