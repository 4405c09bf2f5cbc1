"""Holding a pack: the timetable leaves it alone until a clerk releases it. Whoever builds it by hand still can."""

from django.db import transaction
from django.utils import timezone

from committees.models import Meeting
from corporate_parenting.lib import dates
from roles.audit import record

NO_TIMETABLE = "Packs of this body are not built by themselves, so there is nothing to hold."
OVER = "The meeting is over or cancelled: its pack is not built by itself any more."


class CannotHold(Exception):
    """The pack cannot be held or released. The message says why."""


@transaction.atomic
def hold(meeting, *, why, by):
    """
    Hold the pack of a meeting back from the timetable; returns the meeting. Raises CannotHold.

    The meeting is locked, as the timetable locks it to order: the pack was ordered before, and then that build goes on,
    or it is not ordered at all.
    """
    meeting, why = _locked(meeting), " ".join(why.split())
    if meeting.pack_held_at:
        raise CannotHold(f"It is held already. {said(meeting)}")
    if not why:
        raise CannotHold("Say why the pack is held, for the other clerks.")
    if meeting.body.pack_clear_days is None:
        raise CannotHold(NO_TIMETABLE)
    if meeting.status not in (Meeting.Status.PLANNED, Meeting.Status.CONFIRMED) or meeting.starts_at < timezone.now():
        raise CannotHold(OVER)
    _keep(meeting, timezone.now(), by, why)
    record(by, "held the pack of", meeting, builds=meeting.builds.count())
    return meeting


@transaction.atomic
def release(meeting, *, by):
    """Give a held pack back to the timetable: a moment missed meanwhile is made good at its next turn. As `hold`."""
    meeting = _locked(meeting)
    if not meeting.pack_held_at:
        raise CannotHold("Nobody holds this pack any more.")
    held_since = meeting.pack_held_at
    _keep(meeting, None, None, "")
    record(by, "released the pack of", meeting, held_since=held_since.isoformat())
    return meeting


def said(meeting):
    """By whom, since when and why a pack is held; nothing where it is not."""
    if not meeting.pack_held_at:
        return ""
    since = dates.moment(meeting.pack_held_at)
    return f"Held by {meeting.pack_held_by} since {since}: {meeting.pack_held_why.rstrip('.')}."


def _locked(meeting):
    return Meeting.objects.select_for_update(of=("self",)).select_related("body", "pack_held_by").get(pk=meeting.pk)


def _keep(meeting, at, by, why):
    meeting.pack_held_at, meeting.pack_held_by, meeting.pack_held_why = at, by, why
    meeting.save(update_fields=["pack_held_at", "pack_held_by", "pack_held_why"])
