"""The minutes of the meeting that was held: checked by the chair, and laid before the next one by themselves."""

from committees import minutes
from committees.models import Minutes


def check(groups, people):
    """Sent to the chair and checked; returns the Minutes."""
    meeting = groups["sub"].meetings.earliest("starts_at")
    found = minutes.send_to_chair(meeting, to=people["ada"], by=people["hattie"])
    minutes.check(found, by=people["ada"])
    return Minutes.objects.get(pk=found.pk)
