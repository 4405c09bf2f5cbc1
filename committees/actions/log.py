"""
The open actions of a body as rows: frozen when they are laid before a meeting, and made of public texts alone.

A row: {"action": id, "text", "owner" (public name), "agreed_on" and "due_on" (ISO days or None), "state", "due" and
"age" (words), "mark" ("Open for 3 meetings" or empty), "progress" (newest public words), "progress_on"}.
"""

import hashlib
import json
from bisect import bisect_left, bisect_right

from django.db.models import Prefetch
from django.utils import timezone

from committees.models import ActionUpdate, Meeting
from corporate_parenting.lib import dates

# Those older than this many meetings of the body stand on top.
MANY = 2
DAYS_IN_MONTH, SHORT, WEEKS_UNTIL = 30.44, 14, 60
TOLD = (ActionUpdate.Kind.PROGRESS, ActionUpdate.Kind.REOPENED)


def rows(body, *, before):
    """
    What a body waits for, as rows to lay before its meeting: those open for more than two meetings first, then the
    oldest. Three queries, however many there are.
    """
    day, held = timezone.localdate(before.starts_at), _held(body)
    public = ActionUpdate.objects.filter(is_private=False, kind__in=TOLD).order_by("-at", "-pk")
    waiting = body.actions.not_closed().with_age().select_related("owner")
    waiting = waiting.prefetch_related(Prefetch("updates", public, to_attr="told"))
    found = [_row(one, day, held) for one in waiting if one.since is None or one.since < day]
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _held(body):
    held = body.meetings.filter(status=Meeting.Status.HELD).values_list("starts_at", flat=True)
    return sorted(timezone.localdate(moment) for moment in held)


def _row(action, day, held):
    meetings = bisect_left(held, day) - bisect_right(held, action.since) if action.since else 0
    progress = _progress(action)
    row = {
        "action": action.pk,
        "text": action.text,
        "owner": action.owner.name_for_public if action.owner else "Nobody yet",
        "agreed_on": _iso(action.since),
        "due_on": _iso(action.due_on),
        "state": action.state.label,
        "due": due_words(action, day),
        "age": age(action.since, day),
        "mark": mark(meetings),
        "progress": progress[0],
        "progress_on": _iso(progress[1]),
    }
    return (meetings <= MANY, row["agreed_on"] or "", action.pk), row


def _progress(action):
    """The newest public words about it, and their day."""
    if action.done_at:
        return action.outcome, timezone.localdate(action.done_at)
    return (action.told[0].text, timezone.localdate(action.told[0].at)) if action.told else ("", None)


def _iso(day):
    return day.isoformat() if day else None


def mark(meetings):
    """What stands beside an action that has been open for more than two meetings; empty otherwise."""
    return f"Open for {meetings} meetings" if meetings > MANY else ""


def age(since, day):
    """How old an action is on a day, in words: "open for 4 months"."""
    if since is None:
        return ""
    days = (day - since).days
    if days < 1:
        return "agreed today" if days == 0 else f"agreed on {dates.day(since)}"
    return f"open for {_many(*span(days))}"


def span(days):
    """A number of days as people count it: (number, word)."""
    if days < SHORT:
        return days, "day"
    if days < WEEKS_UNTIL:
        return days // 7, "week"
    months = int(days // DAYS_IN_MONTH)
    return (months, "month") if months < 24 else (months // 12, "year")


def _many(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"


def due_words(action, day):
    """By when, in words; what is past its day says so, and not by colour alone."""
    if action.due_on is None:
        return "No day set"
    if action.done_at is None and action.due_on < day:
        return f"Overdue: was due on {dates.day(action.due_on)}"
    return f"Due on {dates.day(action.due_on)}"


def digest_of(found):
    """The sha256 of rows: the same rows give the same."""
    return hashlib.sha256(json.dumps(found, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
