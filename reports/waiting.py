"""What waits here for somebody: queries, not a table of notices."""

from django.urls import reverse

from corporate_parenting.lib.dates import day
from corporate_parenting.lib.waiting import Waiting
from reports import whereabouts
from reports.models import Clearance, Report


def waiting_for(user):
    """Reports to clear, reports that were sent back, and drafts."""
    if user.person is None:
        return []
    return [*_to_clear(user), *_mine(user)]


def next_for(user):
    """A report has no day of its own: meetings say what is coming."""
    return []


def _to_clear(user):
    rows = Clearance.objects.waiting_for(user).select_related("report", "sent_by")
    for row in rows.order_by("sent_at"):
        url = reverse("reports:clearance", args=[row.pk])
        note = f"Sent by {row.sent_by} on {day(row.sent_at)}"
        yield Waiting(
            f"“{row.report}” waits for your clearance",
            "Read and answer",
            url,
            note=note,
            untitled="A report waits for your clearance",
        )


def _mine(user):
    """Drafts of one's own that nobody else has: those sent back say so."""
    mine = Report.objects.filter(author=user.person) | Report.objects.filter(co_authors=user.person)
    rows = whereabouts.with_standing(Report.objects.filter(pk__in=mine.values("pk")))
    for row in rows.filter(has_draft=True, is_sent=False):
        url = reverse("reports:report", args=[row.pk])
        if row.last_outcome == Clearance.Outcome.SENT_BACK:
            yield Waiting(
                f"“{row}” was sent back by {row.last_asked}",
                "See what to change",
                url,
                untitled="A report of yours was sent back",
            )
        else:
            yield Waiting(
                f"“{row}” is being written",
                "Go on writing",
                url,
                note=f"Last changed {day(row.changed_at)}",
                untitled="A report of yours is being written",
            )
