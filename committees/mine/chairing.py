"""What whoever presides needs for a meeting: what each item asks, what is late, and what has been open too long."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from committees.mine.asked import way
from committees.models import Action, AgendaItem, Meeting, Seat
from roles.models import Appointment
from roles.rules import can_see_engagement

PRESIDES = (Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR)
OLD_AFTER = 2  # meetings
SHOWN = 20
ENDED = (Meeting.Status.HELD, Meeting.Status.INQUORATE)


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
    old = old_actions(user, meeting)
    return Chairing(
        run_sheet=way("run_sheet", meeting.pk),
        engagement=way("engagement") if can_see_engagement(user) else "",
        asked=_asked(items),
        minutes_planned=sum(item.minutes_planned or 0 for item in items),
        late=[item for item in items if item.late_at],
        old_actions=list(old[:SHOWN]),
        more_old_actions=max(0, old.count() - SHOWN),
    )


def _asked(items):
    """[(“To decide”, items)], what is to be decided first."""
    words = [(AgendaItem.Purpose.DECIDE, "To decide"), (AgendaItem.Purpose.COMMENT, "To comment on")]
    words += [(AgendaItem.Purpose.NOTE, "To note")]
    count = Counter(item.purpose for item in items)
    return [(label, [one for one in items if one.purpose == purpose]) for purpose, label in words if count[purpose]]


def old_actions(user, meeting):
    """
    Actions of the body that no meeting has closed, agreed before its last two meetings; the oldest first.

    None are old before the body has met twice more. Two queries, one of them when the rows are read.
    """
    held = Meeting.objects.filter(body=meeting.body_id, status__in=ENDED, starts_at__lt=meeting.starts_at)
    last = list(held.order_by("-starts_at").values_list("starts_at", flat=True)[:OLD_AFTER])
    found = Action.objects.visible_to(user).filter(body=meeting.body_id, closed_at=None, done_at=None)
    if len(last) < OLD_AFTER:
        return found.none()
    before = Q(agreed_on__lt=timezone.localdate(last[-1])) | Q(agreed_on=None, item__meeting__starts_at__lt=last[-1])
    return found.filter(before).select_related("owner", "item__meeting").order_by("agreed_on", "pk").distinct()
