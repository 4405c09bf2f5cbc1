"""A meeting is called, changed, called off, and closed when it is over."""

from django.db import transaction
from django.utils import timezone

from committees import calendars, commissioning, executive, publications, states
from committees.agenda.ordering import lock
from committees.agenda.refusals import CannotCall
from committees.models import Meeting
from corporate_parenting.lib import dates
from roles.audit import record

OVER = (Meeting.Status.HELD, Meeting.Status.INQUORATE)


@transaction.atomic
def call_meeting(
    body,
    *,
    starts_at,
    place,
    by,
    ends_at=None,
    how_to_attend="",
    note="",
    status=Meeting.Status.CONFIRMED,
    source_id="",
):
    """Call a meeting of a body; returns the Meeting. Raises CannotCall outside the body's life."""
    must_exist(body, starts_at)
    meeting = Meeting.objects.create(
        body=body,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        status=status,
        how_to_attend=how_to_attend,
        note=note,
        source_id=source_id,
        changed_at=timezone.now(),
    )
    record(by, "called", meeting, starts_at=starts_at.isoformat())
    return meeting


def must_exist(body, starts_at):
    """Raise CannotCall when the body is not there on that day."""
    day = timezone.localtime(starts_at).date()
    if day < body.starts_on:
        raise CannotCall(f"{body} began on {dates.day(body.starts_on)}. It cannot meet before that day.")
    if body.ends_on and day > body.ends_on:
        raise CannotCall(f"{body} ended on {dates.day(body.ends_on)}. Choose the body that came after it.")


@transaction.atomic
def change_meeting(meeting, *, starts_at, place, by, ends_at=None, how_to_attend="", note="", status=None):
    """
    Change when, where and how a body meets, or cancel it. Authors of commissioned reports are told the new days.

    Raises CannotCall outside the body's life, for another day or time once the agenda is published, and where the
    meeting cannot become that (states.why_not).
    """
    before = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meeting.published_at = before.published_at
    if starts_at != before.starts_at:
        _must_not_be_announced(before)
        _must_not_be_noticed(before, starts_at)
        must_exist(meeting.body, starts_at)
    _must_be_allowed(before, status or before.status, starts_at)
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place
    meeting.how_to_attend, meeting.note, meeting.status = how_to_attend, note, status or before.status
    told = _tell(meeting, before)
    meeting.save(update_fields=["starts_at", "ends_at", "place", "how_to_attend", "note", "status", *told])
    details = {"was": before.starts_at.isoformat(), "starts_at": starts_at.isoformat(), "status": meeting.status}
    if place != before.place:
        details |= {"place": place, "place_was": before.place}
    record(by, "changed", meeting, **details)
    if starts_at != before.starts_at:
        commissioning.rewrite(meeting, by=by)
    if meeting.published_at and (what := _what_changed(meeting, before)):
        publications.changed(meeting, what, by=by)


IN_CALENDARS = ("starts_at", "ends_at", "place", "status")
NAMED = {
    "ends_at": "when it ends",
    "place": "the place",
    "how_to_attend": "how to attend",
    "note": "what sort of meeting it is",
}


def _tell(meeting, before):
    """The columns that calendars go by, counted from the row as it stood; none where they would show the same."""
    if all(getattr(meeting, name) == getattr(before, name) for name in IN_CALENDARS):
        return []
    meeting.sequence = before.sequence
    return calendars.count_change(meeting)


def _what_changed(meeting, before):
    """What the public reads otherwise now, in words; empty when that is nothing."""
    if meeting.status == Meeting.Status.CANCELLED != before.status:
        return "the meeting was cancelled"
    moved = [words for name, words in NAMED.items() if getattr(meeting, name) != getattr(before, name)]
    return f"{' and '.join(moved)} changed" if moved else ""


def _must_not_be_announced(meeting):
    if meeting.published_at:
        raise CannotCall(
            f"The agenda was published on {dates.day(meeting.published_at)} for {dates.moment(meeting.starts_at)}. "
            "The public was told that day and time, so they stand; the place may change. Postpone the meeting "
            "instead: that calls another one with this agenda. Nothing was changed."
        )


def _must_not_be_noticed(meeting, starts_at):
    """A notice of an executive names the day (SI 2012/2089 regs 5 and 9)."""
    same_day = timezone.localdate(starts_at) == timezone.localdate(meeting.starts_at)
    if not same_day and (why := executive.why_day_stands(meeting)):
        raise CannotCall(why)


def _must_be_allowed(before, status, starts_at):
    """What became of a meeting that came from another system, its source says until it is published here."""
    if status in OVER and timezone.localdate(starts_at) > timezone.localdate():
        raise CannotCall(states.NOT_YET)
    if before.source_id and not before.published_at:
        return
    if why := states.why_not(before, status):
        raise CannotCall(why)


@transaction.atomic
def close(meeting, *, status, by):
    """Say that a meeting was held, or was inquorate, on its day or later. Raises CannotCall."""
    lock(meeting)
    if status not in OVER:
        raise CannotCall("Say whether the meeting was held, or was inquorate.")
    if why := states.why_not(meeting, status):
        raise CannotCall(why)
    meeting.status = status
    meeting.save(update_fields=["status", *calendars.count_change(meeting)])
    record(by, "closed", meeting, status=str(status))
