"""What waits here for somebody: queries, not a table of notices."""

from django.db.models import F
from django.urls import reverse

from corporate_parenting.lib.dates import day, weekday
from corporate_parenting.lib.waiting import Waiting
from reports import briefs, comments, whereabouts
from reports.models import Clearance, Report
from roles.working import Working


def waiting_for(user):
    """Reports to clear, reports that were sent back, drafts, and comments on them."""
    if user.person is None:
        return []
    return [*_to_clear(user), *_mine(user), *_said(user)]


def next_for(user):
    """A report has no day of its own: meetings say what is coming."""
    return []


def _to_clear(user):
    rows = Clearance.objects.waiting_for(user).select_related("report", "sent_by", "asked")
    for row in rows.order_by(F("due_on").asc(nulls_last=True), "sent_at", "pk"):
        url = reverse("reports:clearance", args=[row.pk])
        said = f" by {row.stage_name}" if row.stage_name else ""
        yield Waiting(
            f"“{row.report}” waits for your clearance",
            "Read and answer",
            url,
            due_on=row.due_on,
            note=f"To be cleared{said}. Sent by {row.sent_by} on {day(row.sent_at)}",
            untitled="A report waits for your clearance",
        )


def _mine(user):
    """Drafts of one's own that nobody else has: those sent back say so, those with a due date when and to whom."""
    mine = Report.objects.filter(author=user.person) | Report.objects.filter(co_authors=user.person)
    rows = whereabouts.with_standing(Report.objects.filter(pk__in=mine.values("pk"))).select_related("brief")
    drafts, working = list(rows.filter(has_draft=True, is_sent=False)), None
    for row in drafts:
        if row.last_outcome == Clearance.Outcome.SENT_BACK:
            yield _sent_back(row)
        elif hasattr(row, "brief"):
            working = working or Working()
            yield _due(row, briefs.next_of(row, working))
        else:
            yield _begun(row)


def _sent_back(row):
    return Waiting(
        f"“{row}” was sent back by {row.last_by}",
        "See what to change",
        reverse("reports:report", args=[row.pk]),
        untitled="A report of yours was sent back",
    )


def _said(user):
    """Comments on drafts of one's own, where somebody else spoke last."""
    for key, title, count in comments.waiting(user.person):
        many = "1 comment" if count == 1 else f"{count} comments"
        url, wait = reverse("reports:comments", args=[key]), "waits" if count == 1 else "wait"
        said = f"{many} on “{title}” {wait} for you"
        yield Waiting(said, "Read and answer", url, untitled=f"{many} on a report of yours {wait} for you")


def _due(row, due):
    """A report that somebody asked for: with whom it is due, and by when."""
    if due is None:
        return _begun(row)
    return Waiting(
        f"“{row}” is due with {due.whom} by {weekday(due.on)}",
        "Go on writing",
        reverse("reports:report", args=[row.pk]),
        due_on=due.on,
        note=f"{due.words}. For {row.brief.body_name} on {day(row.brief.meeting_on)}",
        untitled=f"A report of yours is due with {due.whom} by {weekday(due.on)}",
    )


def _begun(row):
    return Waiting(
        f"“{row}” is being written",
        "Go on writing",
        reverse("reports:report", args=[row.pk]),
        note=f"Last changed {day(row.changed_at)}",
        untitled="A report of yours is being written",
    )
