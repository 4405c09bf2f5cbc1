"""The timetable: packs that build themselves so many clear days before a meeting."""

import logging
from datetime import datetime, time, timedelta

from django.db import IntegrityError
from django.utils import timezone

from committees.models import Build, Meeting
from roles import council
from roles.audit import SYSTEM

from .ordering import CannotBuild, order

log = logging.getLogger(__name__)
IN_THE_MORNING = time(9)
AHEAD = timedelta(days=120)


def due_at(meeting, calendar):
    """When the pack of a meeting is due: its body's clear days before, at its time of day; None without a timetable."""
    body = meeting.body
    if body.pack_clear_days is None:
        return None
    day = calendar.clear_days_before(timezone.localdate(meeting.starts_at), body.pack_clear_days).last_day_to_publish
    return timezone.make_aware(datetime.combine(day, body.pack_time or IN_THE_MORNING))


def order_due(now=None):
    """
    Order each pack whose moment has come, once; returns the Builds. A missed moment is made good at the next turn.

    A meeting that moves gets a new moment and so a new build.
    """
    now, calendar = now or timezone.now(), council.Calendar()
    coming = Meeting.objects.filter(
        starts_at__gt=now, starts_at__lt=now + AHEAD, body__pack_clear_days__isnull=False
    ).exclude(status=Meeting.Status.CANCELLED)
    due = {}
    for meeting in coming.select_related("body"):
        moment = due_at(meeting, calendar)
        if moment <= now:
            due[f"{meeting.pk} at {moment.isoformat()}"] = meeting
    known = set(Build.objects.filter(due_key__in=due).values_list("due_key", flat=True))
    return [build for key, meeting in due.items() if key not in known and (build := _order(meeting, key))]


def _order(meeting, key):
    try:
        return order(meeting, by=SYSTEM, due_key=key)
    except CannotBuild as why:
        log.warning("the pack of meeting %s is due and cannot be built: %s", meeting.pk, why)
        return None
    except IntegrityError:
        log.info("the pack of meeting %s was ordered by another clock in the meantime", meeting.pk)
        return None
