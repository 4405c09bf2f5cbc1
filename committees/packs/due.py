"""The timetable: packs that build themselves so many clear days before a meeting, unless a clerk holds them."""

import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from committees.models import Build, Meeting
from roles import council
from roles.audit import SYSTEM

from .ordering import CannotBuild, order
from .timetable import due_at, key_of

log = logging.getLogger(__name__)
AHEAD = timedelta(days=120)


def coming(now):
    """[(meeting, its due moment)] of the meetings to come whose body has a timetable and whose pack nobody holds."""
    calendar = council.Calendar()
    ours = Meeting.objects.filter(
        starts_at__gt=now, starts_at__lt=now + AHEAD, body__pack_clear_days__isnull=False, pack_held_at=None
    ).exclude(status=Meeting.Status.CANCELLED)
    return [(meeting, due_at(meeting, calendar)) for meeting in ours.select_related("body")]


def order_due(now=None):
    """
    Order each pack whose moment has come, once; returns the Builds. A missed moment is made good at the next turn, and
    so is one that passed while the pack was held.

    A meeting that moves gets a new moment and so a new build.
    """
    now = now or timezone.now()
    due = {key_of(meeting, moment): meeting for meeting, moment in coming(now) if moment <= now}
    known = set(Build.objects.filter(due_key__in=due).values_list("due_key", flat=True))
    return [build for key, meeting in due.items() if key not in known and (build := _order(meeting, key))]


def _order(meeting, key):
    try:
        return _order_unless_held(meeting, key)
    except CannotBuild as why:
        log.warning("the pack of meeting %s is due and cannot be built: %s", meeting.pk, why)
        return None
    except IntegrityError:
        log.info("the pack of meeting %s was ordered by another clock in the meantime", meeting.pk)
        return None


@transaction.atomic
def _order_unless_held(meeting, key, *, by=SYSTEM):
    """The meeting is locked before it is asked: a clerk who holds the pack now is through before, or waits."""
    fresh = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if fresh.pack_held_at:
        return None
    return order(meeting, by=by, due_key=key)
