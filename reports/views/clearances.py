"""Sending a report to be cleared, reading it as its clearer, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from corporate_parenting.lib import richtext
from reports import checks, clearance, layout, rules
from reports.forms import AnswerForm, PersonForm
from reports.models import Clearance, Report
from reports.views.common import report_to_write
from roles.access import restricted
from roles.permissions import require

DECIDED = "This was answered or taken back a moment before. Nothing was changed."


@restricted
def send(request, pk):
    """Choose who clears the report; what still stands in the way is listed instead."""
    report, version = report_to_write(request, pk)
    require(rules.can_write(request.user, report))
    people = rules.clearers(report)
    form = PersonForm(request.POST or None, people=people, label="Who clears it?", button="Send for clearance")
    stops = [finding for finding in checks.findings(version) if finding.stops]
    if request.method == "POST" and not stops and form.is_valid() and _sent(request, report, form):
        return redirect("reports:report", pk)
    shown = {"report": report, "version": version, "form": form, "stops": stops, "anybody": people.exists()}
    return render(request, "reports/send.html", shown)


def _sent(request, report, form):
    person = form.cleaned_data["person"]
    try:
        clearance.submit(report, to=person, by=request.user.person)
    except (clearance.NotReady, clearance.NotAClearer, clearance.AlreadySent) as refused:
        form.add_error(None, f"The report was not sent: {str(refused) or 'somebody sent it a moment before.'}")
        return False
    messages.success(request, f"The report is with {person}. You can take it back until they answer.")
    return True


@restricted
def answer(request, pk):
    """The whole report to read, and yes or no below it, for the one who was asked."""
    wanted = _clearance(request, pk)
    can_decide = rules.can_decide(request.user, wanted)
    form = AnswerForm(request.POST or None) if can_decide else None
    if request.method == "POST":
        require(can_decide)
        if form.is_valid() and _answered(request, wanted, form.cleaned_data):
            return redirect("reports:list")
    laid = layout.lay_out(wanted.version, text=richtext.page) if wanted.version else None
    shown = {"clearance": wanted, "report": wanted.report, "version": wanted.version, "laid": laid, "form": form}
    return render(request, "reports/clearance.html", shown)


def _answered(request, wanted, said):
    by = request.user.person
    try:
        if said["outcome"] == Clearance.Outcome.CLEARED:
            version = clearance.clear(wanted, by=by)
            messages.success(request, f"Cleared. Version {version.number} is final and can be laid before a meeting.")
        else:
            clearance.send_back(wanted, comment=said["comment"], by=by)
            messages.success(request, "Sent back. Its author can change it and send it again.")
    except clearance.AlreadyDecided:
        messages.error(request, DECIDED)
    return True


@require_POST
@restricted
def withdraw(request, pk):
    """Take the report back before an answer."""
    wanted = _clearance(request, pk)
    require(rules.can_withdraw(request.user, wanted))
    try:
        clearance.withdraw(wanted, by=request.user.person)
        messages.success(request, "The report is yours again: go on writing, then send it once more.")
    except clearance.AlreadyDecided:
        messages.error(request, DECIDED)
    return redirect("reports:report", wanted.report_id)


def _clearance(request, pk):
    mine = Report.objects.visible_to(request.user)
    rows = Clearance.objects.filter(report__in=mine.values("pk"))
    return get_object_or_404(
        rows.select_related("asked", "sent_by", "report__author", "version__report__format"), pk=pk
    )
