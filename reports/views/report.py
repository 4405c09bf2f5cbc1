"""My reports, one report's task list, its details, and who writes it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from reports import (
    aims,
    briefs,
    checks,
    comments,
    drafting,
    onward,
    publishing,
    retemplating,
    rules,
    trail,
    whereabouts,
)
from reports.filters import ReportFilter
from reports.forms import DetailsForm, PersonForm, StartForm
from reports.models import Clearance, Report
from reports.views.common import latest, report_for, report_to_write, saved
from roles.access import restricted
from roles.permissions import CLEARS, require
from roles.working import Working

PAGE = 25


@restricted
def my_reports(request):
    """Every report this person writes, clears or may read as a clerk, and how each stands."""
    mine = Report.objects.filter(pk__in=Report.objects.visible_to(request.user).values("pk"))
    told = whereabouts.with_standing(mine).select_related("author", "remit", "brief")
    narrowed = ReportFilter(request.GET or None, told)
    page = Paginator(narrowed.qs, PAGE).get_page(request.GET.get("page"))
    working = Working()
    for row in page:
        row.next_due = briefs.next_of(row, working)
    rows = [(row, whereabouts.standing(row)) for row in page]
    shown = {"filter": narrowed, "page": page, "rows": rows, "can_start": rules.can_start(request.user)}
    shown |= {"can_keep_templates": rules.can_keep_stages(request.user), "clears": request.user.holds(*CLEARS)}
    return render(request, "reports/list.html", shown)


@restricted
def start(request):
    """Begin a report: its title, its template and the body it is for."""
    require(rules.can_start(request.user))
    form = StartForm(request.POST or None, viewer=request.user)
    if request.method == "POST" and form.is_valid():
        report = drafting.start(**form.cleaned_data, by=request.user.person)
        messages.success(request, "The report is started. Fill in each part below, in any order.")
        return redirect("reports:report", report.pk)
    return render(request, "reports/start.html", {"form": form})


@restricted
def overview(request, pk):
    """What is left to do on a report, where it is, and who had it."""
    report = report_for(request, pk)
    version = latest(report)
    sent = report.clearances.in_turn().select_related("asked").first()
    standing = whereabouts.with_standing(Report.objects.select_related("brief")).get(pk=pk)
    shown = {
        "report": report,
        "version": version,
        "sent": sent,
        "tasks": _tasks(version) if rules.can_write(request.user, report) else [],
        "unwritten": _waits_for_words(request.user, report),
        "newer": retemplating.news(report),
        "events": trail.timeline(report),
        "steps": trail.steps(version, Working()),
        "conditions": trail.conditions(version),
        "asked": Clearance.objects.waiting_for(request.user).filter(report=report).first(),
        "passable": [row for row in report.clearances.come_due() if rules.can_except(request.user, row)],
        "can": _allowed(request.user, report, sent),
        "standing": whereabouts.standing(standing),
        "said": comments.open_on(version),
        "versions": report.versions.cleared().order_by("-number"),
        "serves": aims.of(report, request.user),
    }
    shown["onward"] = onward.next_meeting(version, request.user) if shown["can"]["lay"] else None
    return render(request, "reports/report.html", shown | _told(standing))


def _told(report):
    """What whoever commissioned the report told its author, and what is due of it."""
    brief = getattr(report, "brief", None)
    return {"brief": brief, "due": briefs.due(brief, report, Working())} if brief else {}


def _waits_for_words(user, report):
    """Has its writer written nothing yet, so that a Word file can be the text of it?"""
    own = rules.can_write(user, report) and rules.is_writer(user.person, report) and rules.can_start(user)
    return own and bool(drafting.untouched(Report.objects.filter(pk=report.pk)))


def _tasks(version):
    return list(whereabouts.tasks(version, checks.findings(version)))


def _allowed(user, report, sent):
    return {
        "say_what_it_serves": rules.can_say_what_it_serves(user, report),
        "share": rules.can_share(user, report),
        "compare": report.versions.count() > 1,
        "texts": rules.draft_of(report) is not None or rules.writes(user, report),
        "start_version": rules.can_start_version(user, report),
        "lay": rules.can_lay(user, report),
        "withdraw": sent is not None and rules.writes(user, report),
    }


@restricted
def details(request, pk):
    """Title, header fields and the lines at the end."""
    report, version = report_to_write(request, pk)
    start_from = DetailsForm.initial_of(version) | {"seen": drafting.edition(version)}
    form = DetailsForm(request.POST or None, initial=start_from, version=version)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        if saved(form, drafting.save_details, version, seen=seen, by=request.user.person, **form.words()):
            messages.success(request, "The details are saved.")
            return redirect("reports:report", pk)
    return render(request, "reports/details.html", {"report": report, "form": form})


@restricted
def writers(request, pk):
    """Who writes this report, and sharing it with one more."""
    report = report_for(request, pk)
    require(rules.can_share(request.user, report))
    label, button = "Who else should write it?", "Share the writing"
    form = PersonForm(request.POST or None, people=rules.possible_writers(report), label=label, button=button)
    if request.method == "POST" and form.is_valid():
        drafting.share(report, with_=form.cleaned_data["person"], by=request.user.person)
        messages.success(request, f"{form.cleaned_data['person']} can now write this report too.")
        return redirect("reports:writers", pk)
    return render(request, "reports/writers.html", {"report": report, "form": form, "shared": report.co_authors.all()})


@require_POST
@restricted
def stop_sharing(request, pk, person):
    """End somebody's part in the writing."""
    report = report_for(request, pk)
    require(rules.can_share(request.user, report))
    drafting.stop_sharing(report, with_=get_object_or_404(report.co_authors, pk=person), by=request.user.person)
    messages.success(request, "The writing is no longer shared with them. What they wrote stays.")
    return redirect("reports:writers", pk)


@require_POST
@restricted
def start_version(request, pk):
    """Begin the next version as a copy of the last."""
    report = report_for(request, pk)
    require(rules.can_start_version(request.user, report))
    draft = drafting.start_version(report, by=request.user.person)
    messages.success(request, "A new version is started from the last one, which stays as it is.")
    return redirect("reports:notice" if publishing.needs_notice(draft) else "reports:report", pk)
