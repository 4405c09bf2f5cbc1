"""Where a report is: how it stands, who has it, and what is left to do on it."""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from reports import comments, publishing
from reports.models import Clearance, Version

TASKS = (
    ("details", "Details"),
    ("write", "Write"),
    ("unplaced", "Texts without a place"),
    ("appendices", "Appendices"),
    ("recommendations", "Recommendations"),
    ("implications", "Implications"),
    ("sources", "Sources and contacts"),
    ("private", "What is private"),
    ("serves", "What it serves"),
)
# Advice: nothing waits for it, and nobody is stopped.
NOT_SAID = ("Not said yet", "waiting", "Which principles and responsibilities: a few ticks, and it is not printed")


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


def with_standing(reports):
    """
    Reports with what `standing` reads, in one query for any number of them: who has it now, since when and by when,
    and what was said last.
    """
    rows = Clearance.objects.filter(report=OuterRef("pk"))
    said_no = Case(When(outcome=Clearance.Outcome.SENT_BACK, then=0), default=1)
    last = rows.order_by("-sent_at", said_no, "-pk")
    turn = rows.in_turn().order_by("order", "pk")
    whom = Coalesce(NullIf("stage_name", Value("")), "asked__name")
    numbered = Version.objects.cleared().filter(report=OuterRef("pk")).order_by("-number")
    return reports.annotate(
        has_draft=Exists(Version.objects.drafts().filter(report=OuterRef("pk"))),
        last_number=Subquery(numbered.values("number")[:1]),
        last_outcome=Subquery(last.values("outcome")[:1]),
        last_by=Subquery(last.values("decided_by__name")[:1]),
        last_at=Subquery(last.values("decided_at")[:1]),
        last_asked=Coalesce(Subquery(turn.values(whom=whom)[:1]), Subquery(last.values(whom=whom)[:1])),
        is_sent=Exists(rows.open()),
        turn_order=Subquery(turn.values("order")[:1]),
        turn_since=Subquery(turn.values("turn_at")[:1]),
        turn_due=Subquery(turn.values("due_on")[:1]),
        turn_count=Subquery(turn.order_by().values("report").annotate(many=Count("pk")).values("many")),
    )


def standing(report):
    """How a report from `with_standing` stands, in words."""
    if report.is_sent:
        return Standing("Sent", f"With {_with(report)} for clearance", "waiting")
    if not report.has_draft:
        return Standing("Cleared", f"Version {report.last_number} is cleared and can be laid before a meeting", "done")
    if report.last_outcome == Clearance.Outcome.SENT_BACK:
        return Standing("Returned", f"{report.last_by} sent it back: read what they say and change it", "late")
    if report.last_number:
        return Standing("Draft", f"Version {report.last_number + 1} is being written", "doing")
    return Standing("Draft", "Being written", "doing")


def _with(report):
    others = (report.turn_count or 1) - 1
    if not others:
        return report.last_asked
    return f"{report.last_asked} and {others} other{'' if others == 1 else 's'} at the same time"


def tasks(version, findings):
    """The task list: each part of the report, what stands in its way, and the two last steps."""
    counts = {
        "appendices": version.appendices.count(),
        "private": version.private_parts.count(),
        "unplaced": version.unplaced.count(),
        "implications": version.implications.count() or bool(version.no_implications),
        "serves": version.report.principles_served.count() + version.report.responsibilities_served.count(),
    }
    shown = [(name, title) for name, title in TASKS if name not in ("unplaced", "implications") or counts[name]]
    listed = [_task(name, title, version, findings, counts) for name, title in shown]
    return [*listed, *_said(version, findings), *_last_steps(version, sum(finding.stops for finding in findings))]


def _task(name, title, version, findings, counts):
    url = reverse(f"reports:{name}", args=[version.report_id])
    mine = [finding for finding in findings if finding.task == name]
    if any(finding.stops for finding in mine):
        return Task(title, url, "Incomplete", "doing", mine[0].said)
    if name == "appendices":
        return Task(title, url, f"{counts[name]} added" if counts[name] else "Optional")
    if mine:
        return Task(title, url, "To check", "waiting", mine[0].said)
    if name == "serves":
        return Task(title, url, f"{counts[name]} named") if counts[name] else Task(title, url, *NOT_SAID)
    if name == "private":
        return Task(title, url, f"{counts[name]} private" if counts[name] else "Nothing")
    return Task(title, url, "Done", "done")


def _said(version, findings):
    """
    What others say about the draft, what its readers are told of it where they have read an earlier version, and what
    it still says as the report that it was started from.
    """
    if publishing.needs_notice(version):
        status = ("Done", "done") if version.notice.strip() else ("Incomplete", "doing")
        yield Task(
            "What changed since the published version", reverse(publishing.PAGE, args=[version.report_id]), *status
        )
    if count := comments.open_on(version):
        yield Task("Comments", reverse("reports:comments", args=[version.report_id]), f"{count} open", "waiting")
    if version.started_from_id and version.number is None:
        url = reverse("reports:carried_over", args=[version.report_id])
        left = any(finding.url.startswith(url) for finding in findings)
        status = ("To check", "waiting") if left else ("Done", "done")
        yield Task("Still as in the earlier report", url, *status)


def _last_steps(version, stops):
    check = reverse("reports:check", args=[version.report_id])
    left = f"{stops} to put right"
    yield Task("Check", check, left if stops else "Ready", "late" if stops else "done")
    if stops:
        yield Task("Send for clearance", "", "Cannot start yet")
    else:
        yield Task("Send for clearance", reverse("reports:send", args=[version.report_id]), "To do", "doing")
