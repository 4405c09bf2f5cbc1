"""Months as the work programme counts them: by their first day."""

from datetime import date, timedelta

from django.utils import timezone

LONGEST = timedelta(days=31)


def first_of(day):
    """The first day of the month that a day, or a moment in England, lies in."""
    day = timezone.localdate(day) if hasattr(day, "hour") else day
    return date(day.year, day.month, 1)


def following(month):
    return first_of(first_of(month) + LONGEST)


def between(first, last):
    """The first days of all months from that of one day to that of another."""
    month, found = first_of(first), []
    while month <= last:
        found.append(month)
        month = following(month)
    return found


def words(month):
    """As people say it: "September 2026"."""
    return f"{month:%B %Y}"


def key(month):
    """What a rule asks for in a month: "2026-09"."""
    return f"{month:%Y-%m}"
