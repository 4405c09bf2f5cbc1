"""Cancelling a build in the making: who may, what stays, and a worker that was just about to finish."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from committees import packs
from committees.models import Build, Pack, Part, Publication
from committees.models.packs import OF_EVERY_PACK, Edition, Form
from committees.packs import cancelling, passing
from committees.packs.working import do
from corporate_parenting.lib import files, jobs
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(body):
    meeting = MeetingFactory(body=body)
    AgendaItemFactory(meeting=meeting, title="Fostering service", expects_paper=True)
    return meeting


def in_the_making(meeting, *, number=1, **states):
    """A build with one part and both editions in standard print, in the states that are named."""
    build = Build.objects.create(meeting=meeting, number=number, ordered_at=timezone.now())
    item, state = meeting.items.first(), states.pop("part", State.RUNNING)
    held = {"attempt": 1, "lease_until": timezone.now() + timedelta(minutes=1), "started_at": timezone.now()}
    about = {"kind": "follows", "item": item, "title": item.title, "in_public": True, "in_restricted": True}
    Part.objects.create(build=build, order=1, state=state, **held, **about)
    for edition in OF_EVERY_PACK:
        Pack.objects.create(build=build, edition=edition, **_with_file(states.get(edition.value, State.WAITING)))
    return build


def _with_file(state):
    return {"state": state, "pages": 3, "file": files.keep(b"%PDF-1.7 made") if state == State.DONE else ""}


def address(build):
    return reverse("committees:cancel_build", args=[build.pk])


def page(meeting):
    return reverse("committees:pack", args=[meeting.pk])


def states(build):
    return {*build.parts.values_list("state", flat=True), *build.packs.values_list("state", flat=True)}


def claimed(build, model):
    """A job of a build as the worker that holds it has it."""
    row = model.objects.filter(build=build).first()
    model.objects.filter(pk=row.pk).update(state=State.RUNNING, attempt=1, lease_until=timezone.now() + timedelta(1))
    return model.objects.get(pk=row.pk)


def test_the_clerk_is_asked_first_and_then_it_is_cancelled(meeting, people, sign_in):
    build = in_the_making(meeting)
    client = sign_in(people.clerk)
    asked = client.get(address(build)).text
    assert "Cancel this build?" in asked
    assert "0 of 3 are done." in asked
    assert states(build) == {State.RUNNING, State.WAITING}
    response = client.post(address(build))
    assert (response.status_code, response.url) == (302, page(meeting))
    assert states(build) == {State.CANCELLED}
    build.refresh_from_db()
    assert build.cancelled_by == people.clerk
    row = AuditRow.objects.get(did="cancelled the build of")
    assert (row.actor, row.details) == ("Clerk Hattie Brook", {"build": 1, "parts": 1, "packs": 2})


def test_the_page_says_by_whom_and_when_and_offers_no_more_to_cancel(meeting, people, sign_in):
    build = in_the_making(meeting, part=State.DONE)
    cancelling.cancel(build, by=people.clerk)
    text = sign_in(people.clerk).get(page(meeting)).text
    assert "Build 1 was cancelled by Clerk Hattie Brook, on " in text
    assert "1 of 3 were done by then." in text
    assert address(build) not in text
    assert "refresh" not in text
    assert "publish the agenda" not in text


@pytest.mark.parametrize("who", ["member", "other", "co_opted", "author", "head_clerk", "admin", "guardian"])
def test_nobody_but_the_clerk_cancels(meeting, people, sign_in, who):
    build = in_the_making(meeting)
    client = sign_in(getattr(people, who))
    assert [client.get(address(build)).status_code, client.post(address(build)).status_code] == [404, 404]
    assert State.CANCELLED not in states(build)


def test_the_clerk_of_another_body_cancels_nothing(people, sign_in):
    other = MeetingFactory(body=BodyFactory())
    AgendaItemFactory(meeting=other)
    build = in_the_making(other)
    assert sign_in(people.clerk).post(address(build)).status_code == 404
    assert State.CANCELLED not in states(build)


def test_a_finished_build_is_too_late_to_cancel_and_says_so(meeting, people, sign_in):
    build = in_the_making(meeting, part=State.DONE, public=State.DONE, restricted=State.FAILED)
    client = sign_in(people.clerk)
    for response in (client.get(address(build), follow=True), client.post(address(build), follow=True)):
        assert "It is too late to cancel: build 1 is finished, and stays as it is." in response.text
    build.refresh_from_db()
    assert build.cancelled_at is None
    assert states(build) == {State.DONE, State.FAILED}
    assert not AuditRow.objects.filter(did="cancelled the build of").exists()


def test_who_cancels_second_is_told_by_whom_it_was_cancelled(meeting, people):
    build = in_the_making(meeting)
    cancelling.cancel(build, by=people.clerk)
    with pytest.raises(cancelling.TooLate, match="cancelled by Clerk Hattie Brook"):
        cancelling.cancel(build, by=people.chair)
    build.refresh_from_db()
    assert build.cancelled_by == people.clerk


def test_a_worker_in_the_middle_of_it_keeps_nothing(meeting, people):
    build = in_the_making(meeting)
    part, pack = claimed(build, Part), claimed(build, Pack)
    cancelling.cancel(build, by=people.clerk)
    for job in (part, pack):
        with pytest.raises(jobs.LostLease):
            jobs.finish(job, file="f" * 64, pages=9)
        with pytest.raises(jobs.LostLease):
            jobs.fail(job, "It went wrong.")
        with pytest.raises(jobs.LostLease):
            jobs.beat(job)
        job.refresh_from_db()
        assert (job.state, job.file, job.lease_until) == (State.CANCELLED, "", None)


def test_nothing_of_a_cancelled_build_is_claimed_again(meeting, people):
    build = in_the_making(meeting, part=State.WAITING)
    cancelling.cancel(build, by=people.clerk)
    assert packs.next_job() is None
    assert packs.waiting() == 0
    packs.work_until_done(build)  # at once, where it waited for ever otherwise


@pytest.mark.usefixtures("prints")
def test_an_edition_that_is_joined_while_it_is_cancelled_is_not_published(body, people, monkeypatch):
    """The worker has joined and checked the public edition of a published meeting, and is about to write it down."""
    laid = packing.meeting_with_everything(body)
    laid.meeting.published_at, laid.meeting.published_by = timezone.now(), people.clerk
    laid.meeting.save()
    build = packs.order(laid.meeting, by=SYSTEM)
    while isinstance(job := packs.next_job(build), Part):
        do(job)
    check = passing.checks_of

    def cancelled_meanwhile(*given):
        found = check(*given)
        cancelling.cancel(build, by=people.clerk)
        return found

    monkeypatch.setattr(passing, "checks_of", cancelled_meanwhile)
    do(job)
    job.refresh_from_db()
    assert (job.edition, job.state, job.file) == (Edition.PUBLIC, State.CANCELLED, "")
    assert packs.latest_public(laid.meeting) is None
    assert not Publication.objects.filter(kind="pack").exists()
    assert not AuditRow.objects.filter(did="built a pack").exists()


def test_readers_keep_the_pack_that_was_finished_before(meeting, people):
    meeting.published_at, meeting.published_by = timezone.now(), people.clerk
    meeting.save()
    before = in_the_making(meeting, part=State.DONE, public=State.DONE, restricted=State.DONE)
    cancelling.cancel(in_the_making(meeting, number=2), by=people.clerk)
    assert packs.latest_public(meeting).build == before


def test_other_forms_are_cancelled_and_the_standard_print_stays(meeting, people, sign_in):
    build = in_the_making(meeting, part=State.DONE, public=State.DONE, restricted=State.DONE)
    Part.objects.create(
        build=build, form=Form.LARGE, order=50, kind="follows", title="x", in_public=True, in_restricted=True
    )
    for form in (Form.LARGE, Form.WEB):
        Pack.objects.create(build=build, edition=Edition.PUBLIC, form=form)
    client = sign_in(people.clerk)
    asked = client.get(address(build)).text
    assert "Public edition is finished and stays." in asked
    assert "Restricted edition is finished and stays." in asked
    client.post(address(build))
    assert set(build.packs.in_print().values_list("state", flat=True)) == {State.DONE}
    assert set(build.packs.exclude(form=Form.STANDARD).values_list("state", flat=True)) == {State.CANCELLED}
    assert build.parts.get(form=Form.LARGE).state == State.CANCELLED
    text = client.get(page(meeting)).text
    assert reverse("committees:open_public_pack", args=[build.packs.in_print().first().pk]) in text
    assert "It was cancelled before it was made." in text


def test_building_again_after_a_cancel_makes_a_new_build(meeting, people, sign_in):
    first = packs.order(meeting, by=people.clerk)
    cancelling.cancel(first, by=people.clerk)
    sign_in(people.clerk).post(reverse("committees:build_pack", args=[meeting.pk]))
    second = meeting.builds.first()
    assert second.number == first.number + 1
    assert State.CANCELLED not in states(second)


def test_the_timetable_does_not_order_again_what_was_cancelled(body, people):
    body.pack_clear_days = 5
    body.save()
    meeting = MeetingFactory(body=body)
    moment = meeting.starts_at - timedelta(days=1)
    [build] = packs.order_due(moment)
    cancelling.cancel(build, by=people.clerk)
    assert packs.order_due(moment + timedelta(hours=1)) == []
    build.refresh_from_db()
    assert build.due_key


def test_the_page_that_asks_says_that_the_timetable_does_not_order_again(meeting, people, sign_in):
    build, client = in_the_making(meeting), sign_in(people.clerk)
    said = "The timetable does not order this pack again."
    assert said not in client.get(address(build)).text
    Build.objects.update(due_key="7 at dawn")
    assert said in client.get(address(build)).text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time, so there is no such race")
@pytest.mark.parametrize("keeps", [True, False])
def test_a_worker_that_finishes_and_a_clerk_who_cancels_never_wait_for_each_other(meeting, people, keeps):
    """
    The worker holds the edition, then waits for the meeting to publish it (publications.made); the clerk comes between.

    Where the worker gets through its edition stays; where it does not, the edition is cancelled. Neither breaks down.
    """
    meeting.published_at, meeting.published_by = timezone.now(), people.clerk
    meeting.save()
    build = in_the_making(meeting, part=State.DONE, restricted=State.WAITING)
    pack = claimed(build, Pack)
    holds, went_wrong = threading.Event(), []

    def worker():
        try:
            with transaction.atomic():
                jobs.finish(pack, file=files.keep(b"%PDF-1.7 made"), pages=3)
                holds.set()
                time.sleep(0.5)
                packs.assembling.publications.made(pack, by=SYSTEM)
                if not keeps:
                    raise RuntimeError("the worker dies here")
        except Exception as fault:  # noqa: BLE001 -- it is looked at below
            went_wrong.append(str(fault))
        connection.close()

    thread = threading.Thread(target=worker)
    thread.start()
    assert holds.wait(10)
    cancelling.cancel(build, by=people.clerk)
    thread.join()
    assert went_wrong == ([] if keeps else ["the worker dies here"])
    wanted = {pack.edition: State.DONE if keeps else State.CANCELLED, Edition.RESTRICTED: State.CANCELLED}
    assert dict(build.packs.values_list("edition", "state")) == wanted
