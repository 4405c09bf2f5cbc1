"""The trail of a report: which step has it, for how long, and what was said. It is kept, and never printed."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from corporate_parenting.lib import dates
from reports.clearance.words import holding
from reports.models import Clearance
from roles import delegating

Outcome = Clearance.Outcome
DONE, NOW, TO_COME, VOID = "done", "now", "to come", "void"


@dataclass(frozen=True)
class Event:
    """One line of the timeline of a report."""

    title: str
    at: object
    by: str = ""
    text: str = ""


@dataclass(frozen=True)
class Step:
    """One stage of the version at hand: who has it or answered, since when, by when. `state` is one of the four."""

    name: str
    state: str
    tag: str
    tone: str
    sentence: str
    due_on: date | None = None
    is_late: bool = False
    clearance: Clearance | None = None


def steps(version, working):
    """
    The stages of a version in order, each by what was asked or said last. `working` is a roles.working.Working.

    An answer about words that were changed since does not count any more, and says so.
    """
    rows = version.clearances.exclude(outcome=Outcome.WITHDRAWN).select_related("decided_by", "asked", "office")
    latest = {row.stage_name: row for row in rows.order_by("sent_at", "pk")}
    counts = holding(version) if version.number is None else lambda row: True
    return [_step(row, counts, working) for row in sorted(latest.values(), key=lambda row: (row.order, row.pk))]


def _step(row, counts, working):
    if row.decided_at is None:
        return _asked(row, working)
    if row.outcome == Outcome.SENT_BACK:
        words = f"{row.decided_by} sent it back on {dates.day(row.decided_at)}: {row.comment}"
        return Step(row.whom, VOID, "Sent back", "late", words, clearance=row)
    if not counts(row):
        words = f"{row.decided_by} answered on {dates.day(row.decided_at)}. The words were changed since: asked again."
        return Step(row.whom, VOID, "Asked again", "doing", words, clearance=row)
    return _said(row)


def _asked(row, working):
    due = working.by(row.due_on) if row.due_on else ""
    if row.turn_at is None:
        words = f"Asked when the step before has answered. {due}".strip()
        return Step(row.whom, TO_COME, "To come", "", words, row.due_on)
    words = f"Has it {since(row.turn_at)}. {due}".strip()
    tag, tone = ("Late", "late") if row.is_late else ("Now", "waiting")
    return Step(row.whom, NOW, tag, tone, words, row.due_on, row.is_late, row)


def _said(row):
    took = _days((timezone.localdate(row.decided_at) - timezone.localdate(row.turn_at or row.sent_at)).days)
    who, day = in_whose_name(row), dates.day(row.decided_at)
    if row.outcome == Outcome.EXCEPTED:
        return Step(row.whom, DONE, "Passed over", "late", f"{who} let it go on without them on {day}: {row.comment}")
    words = f"{who} on {day}, {took}"
    if row.outcome == Outcome.CONDITIONS:
        return Step(row.whom, DONE, "With conditions", "doing", f"{words}: {row.comment}")
    return Step(row.whom, DONE, "Cleared", "done", words)


def since(moment):
    """How long ago, in words: "since today", "for 3 days"."""
    days = (timezone.localdate() - timezone.localdate(moment)).days
    return "since today" if days == 0 else f"for {days} day{'' if days == 1 else 's'}"


def _days(number):
    if number == 0:
        return "the same day"
    return f"after {number} day{'' if number == 1 else 's'}"


def in_whose_name(row):
    """Who answered, and for whom where they did not hold the office themselves."""
    if row.office_id is None or row.outcome == Outcome.EXCEPTED:
        return str(row.decided_by)
    holder = delegating.for_whom(row.office, row.decided_by, timezone.localdate(row.decided_at))
    return f"{row.decided_by} for {holder}" if holder else str(row.decided_by)


def conditions(version):
    """What clearers set as conditions of a version, in order."""
    rows = version.clearances.filter(outcome=Outcome.CONDITIONS, voided_at=None)
    return list(rows.select_related("decided_by", "asked").order_by("order", "pk"))


def timeline(report):
    """Who had the report when, oldest first."""
    events = [Event("Started", report.made_at, report.author.name if report.author else "an import")]
    for row in report.clearances.select_related("asked", "sent_by", "decided_by", "office"):
        if row.turn_at:
            events.append(Event(f"Sent to {row.whom} for clearance", row.turn_at, row.sent_by.name))
        if row.decided_at and (row.turn_at or row.outcome != Outcome.WITHDRAWN):
            events.append(_answer(row))
        if row.voided_at:
            events.append(Event(f"The words cleared by {row.whom} were changed", row.voided_at, text=ASKED_AGAIN))
    for version in report.versions.cleared():
        title = f"Version {version.number} is final"
        events.append(Event(title, version.frozen_at, text="It can be laid before a meeting, and never changes."))
    return sorted(events, key=lambda event: event.at)


ASKED_AGAIN = "What was said of them no longer counts, and they are asked again."


def _answer(row):
    if row.outcome == Outcome.WITHDRAWN:
        return Event(f"Taken back from {row.whom}", row.decided_at)
    titles = {
        Outcome.CLEARED: "Cleared",
        Outcome.CONDITIONS: "Cleared with conditions",
        Outcome.SENT_BACK: "Sent back",
        Outcome.EXCEPTED: f"Let through without {row.whom}, as a late exception",
    }
    office = f" by {row.stage_name}" if row.stage_name and row.outcome != Outcome.EXCEPTED else ""
    return Event(titles[row.outcome] + office, row.decided_at, in_whose_name(row), row.comment)
