"""What whoever presides needs for a meeting: what each item asks, what is late, and what has been open too long."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from committees.actions import log
from committees.mine.asked import way
from committees.models import AgendaItem, Seat
from roles.models import Appointment
from roles.rules import can_see_engagement

PRESIDES = (Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR)
SHOWN = 10


@dataclass(frozen=True)
class Chairing:
    """The chair's part of a meeting's page."""

    run_sheet: str
    engagement: str
    asked: list  # (what is asked in words, the items)
    minutes_planned: int
    late: list
    old_actions: list
    more_old_actions: int


def presides(person, meeting):
    """Is this the chair or vice-chair of the body on the day of a meeting, and today too? One query."""
    days = {timezone.localdate(), timezone.localdate(meeting.starts_at)}
    held = Appointment.objects.filter(person=person, office__seat__body=meeting.body_id)
    seats = list(held.filter(office__seat__capacity__in=PRESIDES))
    return all(
        any(one.starts_on <= day and (one.ends_on is None or day <= one.ends_on) for one in seats) for day in days
    )


def of(user, meeting, lines):
    """The Chairing of a meeting for a user who presides over it; None for anybody else."""
    if user.person is None or not presides(user.person, meeting):
        return None
    items = [line.item for line in lines if not line.item.withdrawn_at]
    old = old_actions(meeting)
    return Chairing(
        run_sheet=way("run_sheet", meeting.pk),
        engagement=way("engagement") if can_see_engagement(user) else "",
        asked=_asked(items),
        minutes_planned=sum(item.minutes_planned or 0 for item in items),
        late=[item for item in items if item.late_at],
        old_actions=old[:SHOWN],
        more_old_actions=max(0, len(old) - SHOWN),
    )


def _asked(items):
    """[(“To decide”, items)], what is to be decided first."""
    words = [(AgendaItem.Purpose.DECIDE, "To decide"), (AgendaItem.Purpose.COMMENT, "To comment on")]
    words += [(AgendaItem.Purpose.NOTE, "To note")]
    count = Counter(item.purpose for item in items)
    return [(label, [one for one in items if one.purpose == purpose]) for purpose, label in words if count[purpose]]


def old_actions(meeting):
    """
    The rows of the body's action log that have been open for more than two meetings, the oldest first: public texts
    alone, each with the `url` of its page. Three queries.
    """
    found = [row for row in log.rows(meeting.body, before=meeting) if row["mark"]]
    return [row | {"url": way("action", row["action"])} for row in found]
