"""Where a report is: how it stands, what is left to do on it, and who had it when."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse

from reports.models import Clearance, Version

TASKS = (
    ("details", "Details"),
    ("write", "Write"),
    ("unplaced", "Texts without a place"),
    ("appendices", "Appendices"),
    ("recommendations", "Recommendations"),
    ("sources", "Sources and contacts"),
)


@dataclass(frozen=True)
class Standing:
    """One word and one sentence; `tone` colours the word."""

    word: str
    sentence: str
    tone: str


@dataclass(frozen=True)
class Task:
    """One line of the task list of a report."""

    title: str
    url: str
    status: str
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Event:
    """One line of the timeline of a report."""

    title: str
    at: object
    by: str = ""
    text: str = ""


def with_standing(reports):
    """Reports with what `standing` reads, in one query for any number of them."""
    last = Clearance.objects.filter(report=OuterRef("pk"))
    numbered = Version.objects.cleared().filter(report=OuterRef("pk")).order_by("-number")
    return reports.annotate(
        has_draft=Exists(Version.objects.drafts().filter(report=OuterRef("pk"))),
        last_number=Subquery(numbered.values("number")[:1]),
        last_outcome=Subquery(last.values("outcome")[:1]),
        last_asked=Subquery(last.values("asked__name")[:1]),
        is_sent=Exists(last.open()),
    )


def standing(report):
    """How a report from `with_standing` stands, in words."""
    if report.is_sent:
        return Standing("Sent", f"With {report.last_asked} for clearance", "waiting")
    if not report.has_draft:
        return Standing("Cleared", f"Version {report.last_number} is cleared and can be laid before a meeting", "done")
    if report.last_outcome == Clearance.Outcome.SENT_BACK:
        return Standing("Returned", f"{report.last_asked} sent it back: read what they say and change it", "late")
    if report.last_number:
        return Standing("Draft", f"Version {report.last_number + 1} is being written", "doing")
    return Standing("Draft", "Being written", "doing")


def tasks(version, findings):
    """The task list: each part of the report, what stands in its way, and the two last steps."""
    counts = {
        "appendices": version.appendices.count(),
        "unplaced": version.unplaced.count(),
    }
    shown = [(name, title) for name, title in TASKS if name != "unplaced" or counts["unplaced"]]
    listed = [_task(name, title, version, findings, counts) for name, title in shown]
    return [*listed, *_last_steps(version, sum(finding.stops for finding in findings))]


def _task(name, title, version, findings, counts):
    url = reverse(f"reports:{name}", args=[version.report_id])
    mine = [finding for finding in findings if finding.task == name]
    if any(finding.stops for finding in mine):
        return Task(title, url, "Incomplete", "doing", mine[0].text)
    if name == "appendices":
        return Task(title, url, f"{counts[name]} added" if counts[name] else "Optional")
    if mine:
        return Task(title, url, "To check", "waiting", mine[0].text)
    return Task(title, url, "Done", "done")


def _last_steps(version, stops):
    check = reverse("reports:check", args=[version.report_id])
    left = f"{stops} to put right"
    yield Task("Check", check, left if stops else "Ready", "late" if stops else "done")
    if stops:
        yield Task("Send for clearance", "", "Cannot start yet")
    else:
        yield Task("Send for clearance", reverse("reports:send", args=[version.report_id]), "To do", "doing")


def timeline(report):
    """Who had the report when, oldest first."""
    events = [Event("Started", report.made_at, report.author.name if report.author else "an import")]
    for row in report.clearances.select_related("asked", "sent_by"):
        events.append(Event(f"Sent to {row.asked.name} for clearance", row.sent_at, row.sent_by.name))
        if row.decided_at:
            events.append(_answer(row))
    for version in report.versions.cleared():
        title = f"Version {version.number} is final"
        events.append(Event(title, version.frozen_at, text="It can be laid before a meeting, and never changes."))
    return sorted(events, key=lambda event: event.at)


def _answer(row):
    if row.outcome == Clearance.Outcome.WITHDRAWN:
        return Event("Taken back by its author", row.decided_at)
    return Event(row.get_outcome_display(), row.decided_at, row.asked.name, row.comment)
