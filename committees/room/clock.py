"""Times in the room as a clerk types and reads them, and what a time may be: never backwards, never to come."""

import re
from datetime import datetime, time, timedelta

from django.utils import timezone

from committees.room.refusals import WrongTime
from corporate_parenting.lib import dates

TYPED = re.compile(r"(\d{1,2})(?:[.:, ]?(\d{2}))?\s*([ap])?\.?\s*(?:m\.?)?", re.IGNORECASE)
NOON, DAY = 12, timedelta(days=1)
# A clerk's own clock may be a little ahead of ours.
AHEAD = timedelta(minutes=2)
# Somebody who types "9.50" at a meeting that begins at 10:00 means the morning.
EARLY = timedelta(hours=2)
SAY_HOW = "Write it as 10:05am, 10.05 or 1005."


def read(typed, meeting):
    """
    What a clerk typed ("10:05am", "10.05", "1005", "2pm") as a moment of the meeting's day; None for nothing.

    Without am or pm it is the first such time that is not before the meeting; after midnight it is the next day.
    Raises WrongTime.
    """
    words = " ".join(typed.split()).lower()
    if not words:
        return None
    if words in ("midday", "noon"):
        words = "12pm"
    found = TYPED.fullmatch(words)
    if found is None:
        raise WrongTime(f"“{typed.strip()[:20]}” is not a time. {SAY_HOW}")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= NOON):
        raise WrongTime(f"“{typed.strip()[:20]}” is not a time of the day. {SAY_HOW}")
    return _near(_hours(hour, half), minute, begins(meeting))


def _hours(hour, half):
    """The hours that may be meant, the likelier first."""
    if half:
        return [hour % NOON + (NOON if half == "p" else 0)]
    return [hour, hour + NOON] if 0 < hour < NOON else [hour]


def _near(hours, minute, begins):
    """The first of these times that is not before the meeting, else the first of them."""
    day = timezone.localdate(begins)
    made = [timezone.make_aware(datetime.combine(day, time(hour, minute))) for hour in hours]
    if timezone.localtime(begins).hour >= NOON:
        made += [made[0] + DAY] if made[0] < begins - NOON * timedelta(hours=1) else []
    return next((one for one in made if one >= begins - EARLY), made[0])


def begins(meeting):
    """When a meeting was opened, else when it is to begin."""
    return meeting.opened_at or meeting.starts_at


def now(meeting):
    """
    The moment that is meant where nobody typed one: now; once the meeting is over, its end.

    In whole minutes, as clerks type them: so what is typed for the same minute does not run backwards.
    """
    moment = timezone.now().replace(second=0, microsecond=0)
    if meeting.ended_at:
        return meeting.ended_at
    if timezone.localdate(begins(meeting)) >= timezone.localdate(moment - timedelta(hours=8)):
        return moment
    return max(filter(None, (meeting.ends_at, begins(meeting))))


def must_be_of(meeting, moment, what):
    """Raise WrongTime for a moment at which `what` ("Councillor Marsh left") cannot have been."""
    if moment > timezone.now() + AHEAD:
        raise WrongTime(f"{dates.clock(moment)} has not come yet. Nothing was changed: write when it was.")
    if meeting.opened_at and moment < meeting.opened_at:
        raise WrongTime(
            f"The meeting was opened at {dates.clock(meeting.opened_at)}, and {what} at {dates.clock(moment)} would be "
            "before that. Nothing was changed: write a time after it."
        )
    if meeting.ended_at and moment > meeting.ended_at:
        raise WrongTime(
            f"The meeting ended at {dates.clock(meeting.ended_at)}, and {what} at {dates.clock(moment)} would be after "
            "that. Nothing was changed: write a time before it."
        )
