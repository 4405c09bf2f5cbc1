"""Whether something can still be recorded at a meeting: not called off, begun, and its minutes not laid."""

from committees.models import Meeting, Minutes
from corporate_parenting.lib import dates

OVER = (Meeting.Status.HELD, Meeting.Status.INQUORATE)
# From here on the minutes are a record: only a later meeting corrects them.
FIXED = (Minutes.State.LAID, Minutes.State.APPROVED, Minutes.State.SIGNED)


def lock(meeting):
    """One act of a meeting at a time; what another has opened, ended or called off meanwhile is known."""
    columns = ("status", "opened_at", "ended_at", "presiding")
    meeting.status, meeting.opened_at, meeting.ended_at, meeting.presiding_id = (
        Meeting.objects.select_for_update().filter(pk=meeting.pk).values_list(*columns).get()
    )


def must_take(meeting, refusal, item=None, *, begun=True):
    """Lock the meeting and raise `refusal` in words when nothing can be recorded there, or under the item, any more."""
    lock(meeting)
    if why := why_not(meeting, item, begun=begun):
        raise refusal(f"{why} Nothing was changed.")


def why_not(meeting, item=None, *, begun=True):
    """In words, why nothing can be recorded at a meeting or under an item; empty when it can be."""
    if meeting.status == Meeting.Status.CANCELLED:
        return "The meeting is cancelled."
    if item is not None and item.withdrawn_at:
        return f"“{item}” was withdrawn on {dates.day(item.withdrawn_at)}, and the meeting does not take it."
    if begun and not meeting.opened_at and meeting.status not in OVER:
        return "The meeting has not begun. Begin it first, and say who presides."
    if Minutes.objects.filter(meeting=meeting, state__in=FIXED).exists():
        return (
            "The minutes of this meeting are laid for approval, and are a record now. The meeting that approves them "
            "corrects them."
        )
    return ""
