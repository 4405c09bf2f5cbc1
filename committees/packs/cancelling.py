"""Cancelling a build in the making: what is finished stays, and nothing more comes of the rest."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from committees.models import Build
from corporate_parenting.lib import dates
from corporate_parenting.lib.jobs import State
from roles.audit import record

from . import naming

TOO_LATE = "It is too late to cancel: build {} is finished, and stays as it is."
CANCELLED = "It was cancelled before it was made."


class TooLate(Exception):
    """Nothing of the build is left to cancel. The message says so."""


@transaction.atomic
def cancel(build, *, by):
    """
    Cancel whatever of a build is not finished. Its due moment counts as met, so the timetable does not order it again.
    Raises TooLate where all of it is finished, or somebody else has cancelled it.

    A worker in the middle of something finds at its end that it holds the job no more, and drops what it made; where
    it was through a moment before, its edition stays. The meeting is not locked here: a worker that finishes holds its
    edition and waits for the meeting, so whoever held the meeting and waited for the edition would wait for ever.
    """
    fresh = Build.objects.filter(pk=build.pk, cancelled_at=None)
    if not fresh.update(cancelled_at=timezone.now(), cancelled_by=by):
        raise TooLate(why_too_late(Build.objects.select_related("cancelled_by").get(pk=build.pk)))
    ended = {"state": State.CANCELLED, "finished_at": Now(), "lease_until": None, "error": CANCELLED}
    parts = build.parts.unfinished().update(**ended)
    packs = build.packs.unfinished().update(**ended)
    if not packs:
        raise TooLate(TOO_LATE.format(build.number))
    record(by, "cancelled the build of", build.meeting, build=build.number, parts=parts, packs=packs)


def why_too_late(build):
    """Why a build cannot be cancelled (any more), in words; nothing where it can."""
    if build.cancelled_at:
        return said(build)
    return "" if build.packs.unfinished().exists() else TOO_LATE.format(build.number)


def ask(build):
    """What whoever cancels a build should know first: how far it is, and what of it is finished and stays."""
    jobs = [*build.parts.all(), *build.packs.all()]
    done = sum(job.is_finished for job in jobs)
    stays = [naming.pack(pack) for pack in build.packs.all() if pack.state == State.DONE]
    return {"made": f"{done} of {len(jobs)} are done.", "stays": stays}


def said(build):
    """By whom and when a build was cancelled."""
    return f"Build {build.number} was cancelled by {build.cancelled_by}, on {dates.moment(build.cancelled_at)}."
