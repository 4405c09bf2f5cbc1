"""The clerk's page of what passes its minimum period of inspection this year."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import retention
from committees.models import Meeting
from corporate_parenting.lib import csvwrite
from roles.permissions import May, require

ROWS = 50
HEAD = ["body", "meeting", "what", "open until at least", "source"]


@require_safe
def index(request):
    """What passes its minimum this calendar year, of the bodies that this clerk runs. Nothing is deleted."""
    found, today = _passing(request)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows = [(meeting, kept, kept.is_past(today)) for meeting, kept in page]
    return render(request, "committees/retention_year.html", {"page": page, "rows": rows, "year": today.year})


@require_safe
def table(request):
    """The same for a spreadsheet."""
    found, today = _passing(request)
    rows = (
        [meeting.body.name, timezone.localdate(meeting.starts_at), kept.what, kept.until, kept.rule.source]
        for meeting, kept in found
    )
    return csvwrite.response(f"open-for-inspection-{today.year}", HEAD, rows)


def _passing(request):
    require(bool(request.user.remits(May.RUN_MEETINGS)))
    today = timezone.localdate()
    return retention.passing(Meeting.objects.run_by(request.user), today.year), today
