"""Sending a report to be cleared, reading it as its clearer, passing over who is late, and taking it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST

from corporate_parenting.lib import richtext
from reports import changed_since, checks, clearance, layout, private, rules, trail
from reports.forms import AnswerForm, ExceptionForm, PersonForm, SendForm
from reports.models import Clearance, Report
from reports.views.common import report_to_write
from roles.access import restricted
from roles.permissions import require
from roles.working import Working

DECIDED = "This was answered or taken back a moment before. Nothing was changed."
CHANGED = (
    "The words you answer for are not those that your page showed. Your answer was not sent: read them again below."
)
FINAL = "Version {} is final and can be laid before a meeting."


@restricted
def send(request, pk):
    """Whom the report goes to, by when, and what still holds; what stands in the way is listed instead."""
    report, version = report_to_write(request, pk)
    require(rules.can_write(request.user, report))
    by = request.user.person
    asked = clearance.plan(report, version, by=by)
    people = rules.clearers(report)
    form = _send_form(request, asked, people)
    stops = [finding for finding in checks.findings(version) if finding.stops]
    if request.method == "POST" and not stops and form.is_valid() and _sent(request, report, form):
        return redirect("reports:report", pk)
    shown = {"report": report, "version": version, "form": form, "stops": stops, "asked": asked}
    shown |= {"anybody": people.exists(), "working": Working()}
    return render(request, "reports/send.html", shown)


def _send_form(request, asked, people):
    if asked:
        return SendForm(request.POST) if request.method == "POST" else SendForm()
    return PersonForm(request.POST or None, people=people, label="Who clears it?", button="Send for clearance")


def _sent(request, report, form):
    try:
        sent = clearance.submit(report, to=form.cleaned_data.get("person"), by=request.user.person)
    except (clearance.NotReady, clearance.NotAClearer, clearance.AlreadySent) as refused:
        form.add_error(None, f"The report was not sent: {str(refused) or 'somebody sent it a moment before.'}")
        return False
    if sent is None:
        messages.success(request, "Everybody had cleared these very words. This version is final.")
    else:
        now = get_text_list([row.whom for row in report.clearances.in_turn().order_by("order", "pk")], "and")
        messages.success(request, f"The report is with {now}. You can take it back until they answer.")
    return True


@restricted
def answer(request, pk):
    """What they answer for and the whole report to read, and their answer below it, for whoever is asked."""
    wanted = _clearance(request, pk)
    can_decide = rules.can_decide(request.user, wanted)
    seen = clearance.digest(wanted.version, wanted.covers) if can_decide else ""
    form = _answer_form(request, wanted, seen) if can_decide else None
    if request.method == "POST":
        require(can_decide)
        if form.is_valid() and _answered(request, wanted, form):
            return redirect("reports:list")
    shown = _shown(request, wanted) | {"form": form}
    shown |= _changed(request, wanted, shown["earlier"] if form else None)
    return render(request, "reports/clearance.html", shown)


def _answer_form(request, wanted, seen):
    others = wanted.report.clearances.open().exclude(pk=wanted.pk)
    return AnswerForm(request.POST or None, initial={"seen": seen}, is_last=not others.exists())


def _shown(request, wanted):
    version = wanted.version
    earlier = version.clearances.filter(stage_name=wanted.stage_name, outcome__in=Clearance.YES).exclude(pk=wanted.pk)
    return {
        "clearance": wanted,
        "report": wanted.report,
        "version": version,
        "laid": layout.lay_out(version, text=richtext.page),
        "covered": [
            (heading, [richtext.page(text) for text in texts])
            for heading, texts in clearance.covered(version, wanted.covers)
        ],
        "kept_private": _kept_private(version),
        "earlier": earlier.select_related("decided_by").order_by("-decided_at").first(),
        "answered_by": trail.in_whose_name(wanted) if wanted.decided_by_id else "",
        "conditions": [row for row in trail.conditions(version) if row.pk != wanted.pk],
        "can_except": rules.can_except(request.user, wanted),
        "due": Working().by(wanted.due_on) if wanted.due_on and not wanted.decided_at else "",
    }


def _changed(request, wanted, earlier):
    """What changed since this was answered; for whoever is asked again, since they, or their office, said yes."""
    answer = wanted if wanted.decided_by_id else earlier
    if answer is None or not rules.may_see_changes(request.user, answer):
        return {}
    changes = changed_since.since(wanted.version, answer.decided_at, answer.covers)
    newer = wanted.version.number and wanted.report.versions.exclude(pk=wanted.version_id).exists()
    may_open = wanted.version.number is None or rules.writes(request.user, wanted.report)
    return {"changes": changes, "count": changes.count, "opens_texts": may_open, "has_newer": newer}


def _kept_private(version):
    """What its writers hold to be private, each with the law: whoever clears the report reads why."""
    parts = list(version.private_parts.select_related("section", "appendix", "decided_by"))
    for part in parts:
        part.marking = private.marking(part)
    return parts


def _answered(request, wanted, form):
    said, by = form.cleaned_data, request.user.person
    try:
        if said["outcome"] == Clearance.Outcome.SENT_BACK:
            clearance.send_back(wanted, comment=said["comment"], by=by)
            messages.success(request, f"“{wanted.report}” is sent back. Its author can change it and send it again.")
        else:
            conditions = said["conditions"] if said["outcome"] == Clearance.Outcome.CONDITIONS else ""
            frozen = clearance.clear(wanted, conditions=conditions, seen=said["seen"], by=by)
            then = FINAL.format(frozen.number) if frozen else "It goes on."
            messages.success(request, f"You cleared “{wanted.report}”. {then}")
    except clearance.WordsChanged:
        form.read_anew(clearance.digest(wanted.version, wanted.covers))
        form.add_error(None, CHANGED)
        return False
    except clearance.AlreadyDecided:
        messages.error(request, DECIDED)
    return True


@restricted
def let_through(request, pk):
    """Let the report go on without a clearance whose last day has come, and say why."""
    wanted = _clearance(request, pk)
    require(rules.can_except(request.user, wanted))
    form = ExceptionForm(request.POST or None)
    if form.is_valid():
        try:
            frozen = clearance.let_through(wanted, by=request.user.person, **form.cleaned_data)
        except clearance.AlreadyDecided:
            messages.error(request, DECIDED)
        except clearance.CannotExcept as refused:
            messages.error(request, f"{refused} Nothing was changed.")
        else:
            words = FINAL.format(frozen.number) if frozen else "It is with those who are asked next."
            messages.success(request, f"The report goes on without {wanted.whom}. {words}")
        return redirect("reports:list")
    shown = {"clearance": wanted, "report": wanted.report, "form": form, "due": Working().by(wanted.due_on)}
    return render(request, "reports/clearance_except.html", shown)


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
        rows.select_related("asked", "sent_by", "office", "report__author", "version__report__format"), pk=pk
    )
