"""Starting a report from an earlier one: which, under which title; and what it still says as that one did."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import conditional_escape
from django.views.decorators.http import require_POST

from reports import carried_over, drafting, from_earlier, rules
from reports.forms import FindForm, FromEarlierForm
from reports.models import Report, Version
from reports.views.common import report_to_write
from roles.access import restricted
from roles.models import Remit
from roles.permissions import require

PAGE = 25


@restricted
def earlier(request):
    """Cleared reports that this person may see, each by its last version: one's own and the body's come first."""
    require(rules.can_start(request.user))
    form = FindForm(request.GET or None, viewer=request.user)
    asked = form.cleaned_data if form.is_valid() else {"words": "", "remit": None}
    rows = _sources(request.user).filter(title__icontains=asked["words"]) if asked["words"] else _sources(request.user)
    mine = Q(report__author=request.user.person) | Q(report__co_authors=request.user.person)
    first = [When(report__remit=asked["remit"], then=Value(0))] if asked["remit"] else []
    own = Version.objects.filter(mine).values("pk")
    rows = rows.annotate(place=Case(*first, When(pk__in=own, then=Value(1)), default=Value(2)))
    page = Paginator(rows.order_by("place", "-frozen_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/carried_earlier.html", {"form": form, "page": page, "asked": any(asked.values())})


def _sources(user):
    """The last cleared version of each report that this person may see."""
    last = Version.objects.cleared().filter(report=OuterRef("report")).order_by("-number").values("number")[:1]
    seen = Report.objects.visible_to(user).values("pk")
    rows = Version.objects.cleared().filter(report__in=seen).alias(last=Subquery(last)).filter(number=F("last"))
    return rows.select_related("report__remit", "report__author", "report__format")


@restricted
def start_from(request, pk):
    """Begin a report with the words of an earlier one."""
    require(rules.can_start(request.user))
    seen = Report.objects.visible_to(request.user).values("pk")
    rows = Version.objects.cleared().filter(report__in=seen).select_related("report__format", "report__remit")
    source = get_object_or_404(rows, pk=pk)
    known = Remit.objects.visible_to(request.user).filter(pk=source.report.remit_id).first()
    initial = {"title": source.title, "remit": known}
    form = FromEarlierForm(request.POST or None, initial=initial, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        report = from_earlier.start_from(source, by=request.user.person, **form.cleaned_data)
        messages.success(request, "The report is started. Look first at what it still says as the earlier one did.")
        return redirect("reports:carried_over", report.pk)
    shown = {"form": form, "source": source, "appendices": source.appendices.all()}
    return render(request, "reports/carried_start.html", shown)


@restricted
def carried(request, pk):
    """What the report still says as the one it was started from, part by part; and what somebody held to be right."""
    report, version = report_to_write(request, pk)
    source = carried_over.source_of(version)
    parts = {}
    for one in carried_over.unchanged(version):
        parts.setdefault((one.anchor, one.label), []).append((one, _drawn(one)))
    shown = {
        "report": report, "version": version, "source": source, "parts": parts.items(),
        "appendices": source.appendices.all() if source else [], "can_write": rules.can_write(request.user, report),
        "confirmed": list(carried_over.confirmed(version).values()) if source else [],
    }  # fmt: skip
    return render(request, "reports/carried_over.html", shown)


def _drawn(one):
    """A paragraph, or the rows of a table, with what is old marked."""
    if one.rows:
        return [
            [
                carried_over.cell_marked(cell, one.words, is_name=not place or (one.is_headed and not number))
                for place, cell in enumerate(row)
            ]
            for number, row in enumerate(one.rows)
        ]
    return carried_over.Marks([one]).on(conditional_escape(one.text))


@require_POST
@restricted
def confirm(request, pk):
    """A paragraph is still right as it stands."""
    report, version = report_to_write(request, pk)
    try:
        carried_over.confirm(version, request.POST.get("key", ""), by=request.user.person)
    except carried_over.NothingThere:
        messages.error(request, "Nothing was changed: those words changed in the meantime, or somebody said so before.")
    except (drafting.BeingCleared, drafting.Frozen):
        messages.error(request, "Nothing was changed: the report is with a clearer, or this version is cleared.")
    else:
        messages.success(request, "Noted under your name: it is still right.")
    return redirect("reports:carried_over", report.pk)
