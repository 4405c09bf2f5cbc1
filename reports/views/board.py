"""The board "Where is my report": with whom each one is, since when, and what is late."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from corporate_parenting.lib import csvwrite
from reports import board as boarding
from reports import rules
from reports.filters import BoardFilter
from roles.access import restricted

PAGE = 25


@restricted
@require_safe
def board(request):
    """Reports in the order of how long they have been in the same hands."""
    narrowed = _narrowed(request)
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get("page"))
    shown = {"filter": narrowed, "page": page, "rows": boarding.rows(page), "can_start": rules.can_start(request.user)}
    return render(request, "reports/board.html", shown)


@restricted
@require_safe
def table(request):
    """The same rows for spreadsheets, all of them."""
    found = boarding.rows(_narrowed(request).qs)
    return csvwrite.response(f"where-reports-are-{timezone.localdate()}", boarding.HEAD, (row.cells() for row in found))


def _narrowed(request):
    """The filter; without a choice only what is still under way."""
    return BoardFilter(request.GET, boarding.of(request.user), viewer=request.user)
