"""One change of a meeting in the room at a time, and whether it can be changed at all."""

from committees.models import Meeting, Minutes
from committees.room.refusals import CannotRecord, CannotSitNow
from corporate_parenting.lib import dates

FIELDS = ("status", "starts_at", "ends_at", "opened_at", "ended_at", "presiding_id", "published_at")


def lock(meeting):
    """Lock a meeting and know what another has changed of it meanwhile."""
    fresh = Meeting.objects.select_for_update().get(pk=meeting.pk)
    for name in FIELDS:
        setattr(meeting, name, getattr(fresh, name))
    return meeting


def to_write(meeting):
    """Lock a meeting whose record may still be written. Raises CannotRecord."""
    lock(meeting)
    if meeting.status == Meeting.Status.CANCELLED:
        raise CannotRecord("The meeting is cancelled: nothing can be recorded of it. Nothing was changed.")
    approved = Minutes.objects.filter(meeting=meeting, approved_at__isnull=False)
    approved = approved.select_related("approved_on__meeting").first()
    if approved:
        day = dates.day(approved.approved_on.meeting.starts_at)
        raise CannotRecord(
            f"The minutes of this meeting were approved on {day}, and are its record. "
            "A mistake in them is corrected at the next meeting. Nothing was changed."
        )
    return meeting


def to_sit(meeting):
    """Lock a meeting that is open now, for what happens only while it sits or was forgotten. Raises CannotSitNow."""
    to_write(meeting)
    if not meeting.opened_at:
        raise CannotSitNow("The meeting is not open yet. Open it first, then go on. Nothing was changed.")
    return meeting
