"""
Which notices an item of an executive body needs, which are there, and by when each must be public.

SI 2012/2089: a private item by regulation 5, a key decision by regulations 9 to 11. A notice names the day of the
meeting, so an item that is carried to another meeting needs its notices again.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from committees import law
from committees.executive.words import ABOUT, BY_SCRUTINY, DUE, KEY, PRIVATE, Kind
from committees.models import ExecutiveNotice, Meeting
from corporate_parenting.lib import dates
from roles import council

# The days of the second notice (regulation 5(4)) and of the general exception (regulation 10(1)(c)).
FIVE = 5
# The usual notices of a private item and of a key decision, in their order.
USUAL = {"private": (Kind.PRIVATE_28, Kind.PRIVATE_5), "key": (Kind.KEY_28,)}


@dataclass(frozen=True)
class Step:
    """One notice of an item: the last day on which it may become public, and the notice itself, or None."""

    kind: str
    last_day: date
    notice: ExecutiveNotice | None = None

    @property
    def about(self):
        return ABOUT[self.kind]

    @property
    def in_time(self):
        """Is it there, and was it public by its last day? What scrutiny agreed to has no other day to keep."""
        if self.notice is None:
            return False
        return self.kind in _AGREED or timezone.localdate(self.notice.published_at) <= self.last_day


_AGREED = (Kind.PRIVATE_URGENT, Kind.SPECIAL_URGENCY)


@dataclass(frozen=True)
class Need:
    """
    What one law asks before an item is decided: `law` is "private" or "key".

    `steps` are its usual notices and any other that was given; `next` is the Step to take now, or None when the law
    is kept. `is_broken`: a usual notice was not in time and nothing that the law allows instead is there.
    """

    item: object
    law: str
    steps: tuple
    next: Step | None
    is_broken: bool

    @property
    def is_met(self):
        return self.next is None

    @property
    def last_day(self):
        return self.next.last_day if self.next else None


def needs(item, *, calendar=None, today=None):
    """
    The Needs of an item, with its meeting and body at hand; none for other bodies, and once an item is withdrawn.

    For a list, read one `council.Calendar` and prefetch the notices of the items: then it asks nothing.
    """
    if not law.of(item.meeting.body).executive_notices or item.withdrawn_at:
        return []
    reckoned = _Reckoned(item, calendar or council.Calendar(), today or timezone.localdate())
    wanted = {"private": item.likely_private, "key": item.is_key_decision}
    return [reckoned.need(name) for name, is_so in wanted.items() if is_so]


def last_days(day, calendar):
    """{kind: the last day on which it may become public} for a meeting on a day."""
    long = calendar.executive_days_before(day).last_day_to_publish
    short = calendar.clear_days_before(day, FIVE).last_day_to_publish
    counted = {Kind.PRIVATE_28: long, Kind.KEY_28: long, Kind.PRIVATE_5: short, Kind.GENERAL_EXCEPTION: short}
    return counted | dict.fromkeys(_AGREED, day)


class _Reckoned:
    """The notices of one item, reckoned on a day."""

    def __init__(self, item, calendar, today):
        self.item, self.today = item, today
        self.days = last_days(timezone.localdate(item.meeting.starts_at), calendar)
        self.given = {notice.kind: notice for notice in item.notices.all()}

    def need(self, name):
        steps = [self.step(kind) for kind in USUAL[name]]
        others = [self.step(kind) for kind in (PRIVATE if name == "private" else KEY) if kind not in USUAL[name]]
        given = [step for step in others if step.notice]
        following = self._next_private(steps) if name == "private" else self._next_key(steps[0])
        following = None if any(step.in_time for step in given) else following
        broken = following is not None and following.kind in BY_SCRUTINY
        shown = (*steps, *given, *([following] if broken else []))
        return Need(self.item, name, shown, following, broken)

    def step(self, kind):
        return Step(kind, self.days[kind], self.given.get(kind))

    def _next_private(self, steps):
        for step in steps:
            if not step.in_time:
                return step if self._can_wait(step) else self.step(Kind.PRIVATE_URGENT)
        return None

    def _next_key(self, step):
        if step.in_time:
            return None
        exception = self.step(Kind.GENERAL_EXCEPTION)
        return next((one for one in (step, exception) if self._can_wait(one)), self.step(Kind.SPECIAL_URGENCY))

    def _can_wait(self, step):
        return step.notice is None and self.today <= step.last_day


def of_meeting(meeting, calendar=None, today=None):
    """The Needs of all items of a meeting that takes place, in the order of its agenda; one query."""
    if not law.of(meeting.body).executive_notices or meeting.status == Meeting.Status.CANCELLED:
        return []
    calendar = calendar or council.Calendar()
    found = []
    for item in _items(meeting):
        item.meeting = meeting
        found += needs(item, calendar=calendar, today=today)
    return found


def _items(meeting):
    """Its items: those that somebody prefetched with their notices, or else read now."""
    if "items" in getattr(meeting, "_prefetched_objects_cache", {}):
        return meeting.items.all()
    return meeting.items.prefetch_related("notices").order_by("order", "pk")


def due(meeting, calendar=None):
    """
    [(what, last day, done, url)]: every notice that is due for a meeting, for its list of deadlines.

    A notice that came too late gives way to what the law allows instead.
    """
    found = []
    for need in of_meeting(meeting, calendar):
        for step in need.steps:
            late = need.next is not None and step.kind not in BY_SCRUTINY and need.is_broken
            if step.in_time or not late:
                url = reverse("committees:executive_notice", args=[need.item.pk, step.kind])
                found.append((DUE[step.kind].format(need.item.title), step.last_day, step.in_time, url))
    return found


def why_not_published(meeting, calendar=None):
    """
    In words, which items cannot be decided as things stand, so that the agenda must not say they will be; else empty.

    A notice for which there is still time does not stand in the way: it has a deadline of its own. What came from
    another system had its notices there, and for a meeting that is over none can be given.
    """
    if meeting.starts_at <= timezone.now():
        return ""
    broken = [need for need in of_meeting(meeting, calendar) if need.is_broken and not need.item.source_id]
    return " ".join(_missed(need) for need in broken)


def _missed(need):
    missed = next(step for step in need.steps if not step.in_time)
    what = "be taken in private" if need.law == "private" else "be decided"
    words = f"“{need.item.title}” cannot {what} yet: the last day for the {ABOUT[missed.kind].name[0].lower()}"
    words += f"{ABOUT[missed.kind].name[1:]} was {dates.weekday(missed.last_day)}."
    return f"{words} Give the notice that is left, on the page of the meeting, or postpone the meeting."


def why_day_stands(meeting):
    """In words, that a notice told the public the day of a meeting, so that it cannot become another; else empty."""
    first = ExecutiveNotice.objects.filter(item__meeting=meeting).order_by("published_at").first()
    if first is None:
        return ""
    return (
        f"A notice of {dates.day(first.published_at)} told the public that the meeting is on "
        f"{dates.day(meeting.starts_at)}, so that day stands. Postpone the meeting instead: its items go along, and "
        "need their notices again, because a notice names the day (SI 2012/2089 regulations 5 and 9). Nothing was "
        "changed."
    )
