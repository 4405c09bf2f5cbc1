"""Which meeting may approve the minutes of which: the next of the same body, or of the one that came in its place."""

from django.utils import timezone

from committees.models import Body, Meeting

OVER = (Meeting.Status.HELD, Meeting.Status.INQUORATE)
TO_COME = (Meeting.Status.PLANNED, Meeting.Status.CONFIRMED)
MOST_BODIES = 10  # in the place of one another


def may_approve(body, whose):
    """Does a body approve the minutes of this one: its own, or of one whose place it took?"""
    found = body
    for _ in range(MOST_BODIES):
        if found is None or found.pk == whose.pk:
            return found is not None
        found = found.succeeds
    return False


def bodies_after(body):
    """The body itself, and every one that came in its place."""
    found, newest = [body], [body]
    for _ in range(MOST_BODIES):
        newest = list(Body.objects.filter(succeeds__in=newest))
        if not newest:
            break
        found += newest
    return found


def bodies_before(body):
    """The body itself, and those whose place it took."""
    found = []
    while body is not None and len(found) < MOST_BODIES:
        found.append(body)
        body = body.succeeds
    return found


def is_open(meeting):
    """Was the meeting opened: is it being held, or was it? One without a quorum decides nothing."""
    if meeting.status == Meeting.Status.HELD:
        return True
    return meeting.status in TO_COME and meeting.opened_at is not None


def was_opened(meeting):
    """Did the meeting begin, whatever became of it? What it approved before the quorum was lost stands."""
    return meeting.opened_at is not None or meeting.status in OVER


def coming(meeting):
    """The later meetings that could approve the minutes of this one, the next one first."""
    later = Meeting.objects.filter(body__in=bodies_after(meeting.body), status__in=TO_COME)
    day = max(meeting.starts_at, timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0))
    later = later.filter(starts_at__gte=day, starts_at__gt=meeting.starts_at, ended_at=None)
    return later.select_related("body").order_by("starts_at", "pk")
