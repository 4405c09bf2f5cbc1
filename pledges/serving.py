"""Which reports and papers look at which promise, as far as somebody may know of them."""

from django.urls import reverse

from committees.models import Meeting, Paper
from pledges.models import Promise
from reports.models import Report


def promises_of(report, viewer):
    """[(title, address)] of the promises that a report serves, of those that this viewer may see."""
    rows = Promise.objects.visible_to(viewer).filter(report_services__report=report).order_by("pledge", "order", "pk")
    return [(one.title, reverse("pledges:promise", args=[one.pk])) for one in rows]


def papers(viewer, *, private=True):
    """
    Papers that are a report, which this viewer may read, the newest meeting first. With `private=False` only what is
    open: for a session that has given no one-time code.
    """
    seen = Paper.objects.visible_to(viewer).filter(version__isnull=False)
    seen = seen if private else seen.open()
    return seen.select_related("version", "item__meeting__body").order_by(
        "-item__meeting__starts_at", "item__order", "pk"
    )


def papers_considered(viewer, *, private=True):
    """Of those, what stands: not of a meeting that was cancelled, nor on an item that was withdrawn."""
    standing = papers(viewer, private=private).filter(item__withdrawn_at=None)
    return standing.exclude(item__meeting__status=Meeting.Status.CANCELLED)


def papers_on(promise, viewer, *, private=True):
    """Of those, the papers that serve a promise."""
    reports = Report.objects.filter(promises_served__promise=promise)
    return papers_considered(viewer, private=private).filter(version__report__in=reports)
