"""What was done, by whom and when."""

import csv

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from roles import access, history, rules
from roles.filters import AuditFilter
from roles.models import AuditRow
from roles.permissions import require

PAGE = 50
HEAD = ["number", "at", "who", "did", "to what", "its number", "details"]


@require_safe
@access.restricted
def index(request):
    """The trail, newest first: all of it for who protects data, security events for who runs the system."""
    require(rules.can_see_audit(request.user))
    found = AuditFilter(request.GET, AuditRow.objects.visible_to(request.user))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page, "rows": [(row, history.kind_in_words(row.kind)) for row in page]}
    return render(request, "roles/audit.html", context | {"can_export": rules.can_export_audit(request.user)})


@require_safe
@access.restricted
def export(request):
    """The same rows as a table for other programs."""
    require(rules.can_export_audit(request.user))
    found = AuditFilter(request.GET, AuditRow.objects.visible_to(request.user))
    response = StreamingHttpResponse(_lines(found.qs), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{timezone.localdate()}.csv"'
    return response


class _Echo:
    """What the csv module writes to: it gives each line back."""

    def write(self, line):
        return line


def _lines(rows):
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEAD)
    for row in rows.iterator(chunk_size=500):
        cells = [row.pk, row.at.isoformat(), row.actor, row.did, row.kind, row.thing_id, row.details]
        yield writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell):
    """A cell that a spreadsheet would run as a formula is marked as text."""
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
