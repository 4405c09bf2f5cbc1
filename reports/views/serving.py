"""What a report serves: ticked on one page, saved by one press; of two people who tick, neither undoes the other's."""

from django.contrib import messages
from django.shortcuts import redirect, render

from reports import aims, rules, suggesting
from reports.forms import ServesForm
from reports.views.common import latest, report_for
from roles.access import restricted
from roles.permissions import require


@restricted
def serves(request, pk):
    """Principles and responsibilities; narrowing the list saves nothing and loses nothing."""
    report = report_for(request, pk)
    require(rules.can_say_what_it_serves(request.user, report))
    form = _form(request, report)
    narrows = "narrow" in request.POST
    if request.method == "POST" and not narrows and form.is_valid():
        aims.serve(report, **form.given, by=request.user.person)
        messages.success(request, f"What the report serves is saved.{form.meanwhile(_served(report))}")
        return redirect("reports:report", pk)
    return render(request, "reports/serves.html", {"report": report, "form": form, "narrows": narrows})


def _form(request, report):
    offered, posted = aims.wordings_offered(report), request.POST if request.method == "POST" else None
    about = {"wordings": offered, "suggested": suggesting.suggest(latest(report), offered)}
    return ServesForm(posted, initial=_served(report), principles=list(aims.principles()), **about)


def _served(report):
    """The keys of what a report serves, by the fields of the form."""
    return {
        "principles": list(report.principles_served.values_list("principle", flat=True)),
        "responsibilities": [wording.responsibility_id for wording in aims.wordings_served(report)],
    }
