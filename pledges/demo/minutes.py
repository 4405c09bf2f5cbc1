"""The minutes of the meeting that was held: checked by the chair, and laid before the next one by themselves."""

from committees import minutes
from committees.models import Minutes
from pledges.demo.meetings import last_of


def check(groups, people):
    """Sent to the chair and checked; returns the Minutes."""
    meeting = last_of(groups["sub"])
    found = minutes.send_to_chair(meeting, to=people["ada"], by=people["hattie"])
    minutes.check(found, by=people["ada"])
    return Minutes.objects.get(pk=found.pk)
