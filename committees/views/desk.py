"""The clerk's desk: the meetings that are due, and every deadline of each."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import deadlines, desk
from committees.desk_filters import DeadlineFilter
from committees.models import Body
from corporate_parenting.lib import csvwrite, dates
from roles.access import restricted

PAGE = 50
HEAD = ["state", "due on", "at", "what", "kind", "body", "meeting", "how far", "why this day"]


@restricted
@require_safe
def my_desk(request):
    """The meetings this person runs, worst first, and what stands between each and its publication."""
    rows = desk.rows(request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    late = [one for row in rows for one in row.late]
    context = {
        "page": page,
        "rows": page.object_list,
        "late": len(late),
        "late_meetings": sum(bool(row.late) for row in rows),
        "after": desk.after(request.user)[:PAGE],
        "runs": Body.objects.clerked_by(request.user).order_by("name"),
    }
    return render(request, "committees/desk.html", context)


@restricted
@require_safe
def all_deadlines(request):
    """Every deadline of every meeting to come that this person runs."""
    narrowed, found = _deadlines(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "committees/deadlines.html", {"filter": narrowed, "page": page})


@restricted
@require_safe
def deadlines_table(request):
    """The same rows for spreadsheets."""
    _, found = _deadlines(request)
    return csvwrite.response(f"deadlines-{timezone.localdate()}", HEAD, map(_cells, found))


def _deadlines(request):
    """The filter, and the deadlines that it leaves, worst first."""
    narrowed = DeadlineFilter(request.GET, desk.to_come(request.user), request=request)
    told = deadlines.of_meetings(narrowed.qs)
    found = deadlines.worst_first(one for rows in told.values() for one in rows)
    return narrowed, [one for one in found if narrowed.keeps(one)]


def _cells(one):
    day = timezone.localdate(one.meeting.starts_at)
    return [
        one.state_word,
        one.on,
        dates.clock(one.at),
        one.what,
        one.kind.label,
        one.meeting.body,
        day,
        one.words,
        one.why,
    ]
