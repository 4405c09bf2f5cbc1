"""Days and times in the words the product uses: "13 December 2026", "Tuesday 6 January 2026", "10:00am"."""

from datetime import date, datetime, time

from django.utils import timezone


def day(value):
    """The day as "13 December 2026"; nothing for None. A moment counts as its day in England."""
    value = _local(value)
    return f"{value.day} {value:%B %Y}" if value else ""


def weekday(value):
    """The day with its weekday, as "Tuesday 6 January 2026"; nothing for None."""
    value = _local(value)
    return f"{value:%A} {day(value)}" if value else ""


def clock(value):
    """The time as "10:00am", "midday" or "midnight", for a time or a moment; nothing for None."""
    value = _local(value)
    if value is None or not isinstance(value, time | datetime):
        return ""
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    return f"{value.hour % 12 or 12}:{value:%M}{'pm' if value.hour >= 12 else 'am'}"


def moment(value):
    """Day and time together, as "13 December 2026 at 10:00am"; nothing for None."""
    return f"{day(value)} at {clock(value)}" if value else ""


def second(value):
    """A moment to the second, for a record, as "13 December 2026 at 10:00:07am"; nothing for None."""
    value = _local(value)
    return f"{day(value)} at {value.hour % 12 or 12}:{value:%M:%S}{'pm' if value.hour >= 12 else 'am'}" if value else ""


def since(value):
    """A period that has not ended, as "since 4 May 2025"; nothing for None."""
    return f"since {day(value)}" if value else ""


def period(start, end):
    """A period in words: "since 4 May 2025" while it is open, else "4 May 2025 to 3 May 2026"."""
    return f"{day(start)} to {day(end)}" if end else since(start)


def _local(value: date | time | None):
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
