"""Which promises a report serves, ticked on one page; and what a year's papers looked at."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from corporate_parenting.lib import csvwrite
from pledges import coverage, progress, rules, serving
from pledges.filters import CoverageFilter
from pledges.forms import ReportPromisesForm
from pledges.models import Promise, ReportService
from reports.models import Report
from roles.access import code_given, restricted
from roles.permissions import require

HEAD = ["what", "name", "body", "papers", "last considered"]


@restricted
def report(request, pk):
    """Tick the promises of the pledges in force that a report serves."""
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    require(rules.can_say_what_report_serves(request.user, found))
    promises = list(Promise.objects.visible_to(request.user).in_force(timezone.localdate()).select_related("pledge"))
    served = ReportService.objects.filter(report=found).order_by().values_list("promise", flat=True)
    posted = request.POST if request.method == "POST" else None
    form = ReportPromisesForm(posted, promises=promises, initial={"promises": list(served)})
    if form.is_valid():
        progress.report_on(found, form.given, among=promises, seen=form.seen("promises"), by=request.user.person)
        messages.success(request, f"Which promises the report serves is saved.{form.meanwhile(served.all())}")
        return redirect("reports:report", pk)
    return render(request, "pledges/report_serves.html", {"report": found, "form": form})


@require_safe
def year(request):
    """What the papers of a year looked at, and what no paper did."""
    found, covered = _covered(request)
    first, last = found.within
    context = {"filter": found, "covered": covered, "first": first, "last": last}
    return render(request, "pledges/coverage.html", context | {"code_given": code_given(request)})


@require_safe
def year_table(request):
    """The same for a spreadsheet."""
    found, covered = _covered(request)
    return csvwrite.response(f"coverage-{found.within[0]}", HEAD, coverage.rows(covered))


def _covered(request):
    """Private papers count for who may read them, in a session that has given a one-time code."""
    require(rules.can_see_coverage(request.user))
    today = timezone.localdate()
    papers = serving.papers_considered(request.user, private=code_given(request))
    found = CoverageFilter(request.GET, papers, request=request, day=today)
    day = min(today, max(found.within))
    return found, coverage.of(found.qs, request.user, day)
