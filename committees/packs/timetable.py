"""When a pack is due by the timetable of its body, and when it is tried beforehand."""

from datetime import datetime, time, timedelta

from django.utils import timezone

IN_THE_MORNING = time(9)
A_DAY = timedelta(days=1)


def due_at(meeting, calendar):
    """When the pack of a meeting is due: its body's clear days before, at its time of day; None without a timetable."""
    body = meeting.body
    if body.pack_clear_days is None:
        return None
    day = calendar.clear_days_before(timezone.localdate(meeting.starts_at), body.pack_clear_days).last_day_to_publish
    return timezone.make_aware(datetime.combine(day, body.pack_time or IN_THE_MORNING))


def tried_at(due):
    """When a pack is tried that is due at a moment: the day before, at the same time by the clock on the wall."""
    return due - A_DAY


def key_of(meeting, due):
    """The timetable's own key for a meeting and a moment, so that two clocks do a thing once."""
    return f"{meeting.pk} at {due.isoformat()}"
