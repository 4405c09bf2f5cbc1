"""
Meetings as calendar feeds that anybody can follow (RFC 5545 and 7986): one of each public body, one of them all.

What stands here is public: body, day, time, place, how firm it is, and the address of the page once there is one.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vText, vUri

from committees.models import Meeting
from committees.models.bodies import OPEN_TO_THE_PUBLIC
from corporate_parenting.lib import dates
from roles.permissions import PUBLIC

KIND = "text/calendar; charset=utf-8"
BACK = timedelta(days=400)  # so far back, that a calendar still shows last year's meetings
REFRESH = timedelta(hours=1)
# A meeting from before changes were noted says that it was last changed then.
BEFORE_WE_COUNTED = datetime(2026, 1, 1, tzinfo=UTC)
ANY_BODY = "Council meetings"

HOUR, NONE = timedelta(hours=1), timedelta(0)
# (part, month, name, offset before, offset after, first turn in local time)
TURNS = [
    (TimezoneDaylight, 3, "BST", NONE, HOUR, datetime(1996, 3, 31, 1)),  # noqa: DTZ001 -- local, as the format wants
    (TimezoneStandard, 10, "GMT", HOUR, NONE, datetime(1996, 10, 27, 2)),  # noqa: DTZ001 -- as above
]

S = Meeting.Status
STATES = {S.PLANNED: "TENTATIVE", S.CANCELLED: "CANCELLED"}


@dataclass(frozen=True)
class Feed:
    """A calendar to be sent."""

    meetings: list
    name: str
    address: str

    @property
    def digest(self):
        """A mark that is another one as soon as the calendar says anything else."""
        return hashlib.sha256(self.text).hexdigest()

    @cached_property
    def text(self):
        """The calendar as bytes, lines folded, with the time zone that its moments are in."""
        calendar = Calendar()
        _head(calendar, f"{self.name}, {settings.COUNCIL_NAME}", self.address)
        calendar.add_component(_zone())
        for meeting in self.meetings:
            calendar.add_component(_event(meeting))
        return calendar.to_ical()


def of_all():
    """The feed of every body that the law opens. One query."""
    return Feed(_meetings(), ANY_BODY, address())


def of_body(body):
    """The feed of one body; empty where the law does not open it. One query."""
    return Feed(_meetings(body=body), body.name, address(body))


def of_meeting(meeting):
    """One meeting of those that are `known`, to be put into a calendar by hand."""
    return Feed([meeting], str(meeting.body), _absolute("committees:public_meeting_calendar", meeting.pk))


def address(body=None):
    """Where a calendar program subscribes to the meetings of a body, or of all."""
    if body is None:
        return _absolute("committees:public_calendar")
    return _absolute("committees:public_body_calendar", body.pk)


def known():
    """
    Meetings whose day the public may know: published ones, planned ones (of which it knows the date alone), and those
    that were called off after their date was public. Each with its body and the meeting called in its place.
    """
    public = Meeting.objects.visible_to(PUBLIC)
    planned = Meeting.objects.dates_public().order_by()
    # Each change of state is counted, so one that was called off here was announced before.
    called_off = Q(status=S.CANCELLED, sequence__gt=0, body__legal_basis__in=OPEN_TO_THE_PUBLIC)
    seen = Q(pk__in=public.values("pk")) | Q(pk__in=planned.values("pk")) | called_off
    return Meeting.objects.filter(seen).select_related("body", "postponed_to")


def _meetings(**which):
    found = known().filter(starts_at__gte=timezone.now() - BACK, **which)
    return list(found.order_by("starts_at", "pk"))


def _head(calendar, name, address):
    calendar.add("prodid", "-//Corporate Parenting//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _plain(name))
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("source", vUri(address))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})


def _zone():
    """When British clocks change: on the last Sundays of March and October, at 01:00 UTC."""
    zone = Timezone()
    zone.add("tzid", settings.TIME_ZONE)
    for turn, month, name, before, after, first in TURNS:
        turned = turn()
        turned.add("dtstart", first)
        turned.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        turned.add("tzname", name)
        turned.add("tzoffsetfrom", before)
        turned.add("tzoffsetto", after)
        zone.add_component(turned)
    return zone


def _plain(words):
    """One line of text, without the control characters that a calendar may not hold."""
    return vText(" ".join("".join(one if one.isprintable() else " " for one in words).split()))


def _event(meeting):
    event = Event()
    off = meeting.status == S.CANCELLED
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", _changed(meeting))
    event.add("last-modified", _changed(meeting))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    if meeting.ends_at and meeting.ends_at > meeting.starts_at:
        event.add("dtend", timezone.localtime(meeting.ends_at))
    # Not every calendar shows a status, so the first word says it too.
    event.add("summary", _plain(f"{'Cancelled: ' if off else ''}{meeting.body}"))
    if meeting.place:
        event.add("location", _plain(meeting.place))
    event.add("status", STATES.get(meeting.status, "CONFIRMED"))
    event.add("transp", "TRANSPARENT" if off else "OPAQUE")
    event.add("url", vUri(page_of(meeting)))
    event.add("description", _plain(_words(meeting)))
    return event


def count_change(meeting):
    """
    Count that day, time, place or state of a meeting changed, so that calendars which follow it take it over.

    Returns the columns that the calling step has to save beside its own.
    """
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, timezone.now()
    return ["sequence", "changed_at"]


def page_of(meeting):
    """The address that says more: of the meeting once its agenda is published, else of its body."""
    if meeting.published_at:
        return _absolute("committees:public_meeting", meeting.pk)
    return _absolute("committees:public_body", meeting.body_id)


def _words(meeting):
    """Nothing of the agenda: a title on it may change or go, and a calendar keeps what it once read."""
    if meeting.status == S.CANCELLED:
        return f"This meeting was cancelled.{_instead(meeting)}"
    if meeting.status == S.PLANNED:
        return "A planned date: it can change. The agenda is published before the meeting."
    if meeting.published_at:
        return f"Agenda and papers: {page_of(meeting)}"
    return "The agenda is published before the meeting."


def _instead(meeting):
    """The meeting called in place of one put off; its date is public as that of every meeting to come."""
    new = getattr(meeting, "postponed_to", None)
    return f" It was put off to {dates.weekday(new.starts_at)} at {dates.clock(new.starts_at)}." if new else ""


def _changed(meeting):
    return (meeting.changed_at or meeting.published_at or BEFORE_WE_COUNTED).replace(microsecond=0)


def _absolute(name, *args):
    return f"{settings.BASE_URL.rstrip('/')}{reverse(name, args=args)}"
