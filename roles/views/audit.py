"""What was done, by whom and when."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from corporate_parenting.lib import csvwrite
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
    return csvwrite.response(f"audit-{timezone.localdate()}", HEAD, _lines(found.qs))


def _lines(rows):
    for row in rows.iterator(chunk_size=500):
        yield row.pk, row.at.isoformat(), row.actor, row.did, row.kind, row.thing_id, row.details
