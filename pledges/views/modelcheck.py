"""The model check as pages: the years, one check, one component, the picture, the end and the report."""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pledges import rules
from pledges.forms import BeginForm, EvidenceForm, FindingForm, FinishForm, ReopenForm, ReportForm
from pledges.modelcheck import comparing, picture, section, steps, table
from pledges.modelcheck.components import BY_CODE, PARTS_IN_WORDS
from pledges.models import Finding, ModelCheck
from reports import drafting
from roles.access import restricted
from roles.permissions import require

SHOWN = [
    ("all", "All"),
    ("present", "Present"),
    ("partial", "Partial"),
    ("absent", "Absent"),
    ("not_judged", "Not judged"),
    ("better", "Better than before"),
    ("worse", "Worse than before"),
]


@require_safe
def checks(request):
    """The checks that this person may read, by year."""
    seen = ModelCheck.objects.visible_to(request.user).select_related("begun_by", "finished_by")
    rows = [(check, comparing.Comparison(check, lines, None, []).counts) for check, lines in _with_lines(seen)]
    may = {"can_keep": rules.can_keep_checks(request.user), "can_read": rules.can_read_checks(request.user)}
    return render(request, "pledges/modelcheck/checks.html", {"rows": rows} | may)


def _with_lines(found):
    """Each check with its findings, uncompared: enough to count them."""
    for check in found.prefetch_related("findings"):
        yield check, [comparing.Line(finding, None, compared=False) for finding in check.findings.all()]


def _one(view):
    """
    Gives a view the check that an address names. One in the making asks for the second factor: it names what is
    not in order yet; a finished one opens to every member and officer at once.
    """

    @wraps(view)
    def guarded(request, pk):
        found = _check(request, pk)
        show = view if found.finished_at else restricted(view)
        return show(request, found)

    return guarded


@require_safe
@_one
def check(request, found):
    """One check: each component under its part of the model, with what has changed since the one before."""
    compared = comparing.compare(found)
    wanted = request.GET.get("show", "all")
    counts = compared.counts
    lines = compared.only(wanted)
    shown = {
        "check": found,
        "compared": compared,
        "parts": [(part, PARTS_IN_WORDS.get(part, ""), rows) for part, rows in comparing.grouped(lines)],
        "sentence": comparing.in_a_sentence(counts),
        "ways": [(key, label, counts[key]) for key, label in SHOWN if _is_offered(key, counts, compared)],
        "wanted": wanted if wanted in counts else "all",
        "next": next((line.finding for line in compared.lines if not line.finding.state), None),
        "reopenings": found.reopenings.select_related("by", "finished_by"),
        "mine": {line.finding.pk for line in lines if rules.can_give_evidence(request.user, line.finding)},
    }
    return render(request, "pledges/modelcheck/check.html", shown | {"may": _allowed(request.user, found, counts)})


def _is_offered(key, counts, compared):
    if key in ("better", "worse"):
        return compared.year is not None
    return key != "not_judged" or counts[key] > 0


def _allowed(user, found, counts):
    """What this person may do with the check."""
    judge = rules.can_judge(user, found)
    return {
        "judge": judge,
        "finish": judge and counts["not_judged"] < counts["all"],
        "reopen": rules.can_reopen(user, found),
        "report": rules.can_put_into_report(user, found),
    }


def _check(request, pk):
    seen = ModelCheck.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("begun_by", "finished_by"), pk=pk)


@require_safe
@_one
def drawn(request, found):
    """The picture of the model as a check found it, and the same in words."""
    compared = comparing.compare(found)
    shown = {"check": found, "compared": compared, "sentence": comparing.in_a_sentence(compared.counts)}
    return render(request, "pledges/modelcheck/picture.html", shown | picture.both(compared))


@require_safe
@_one
def findings_csv(request, found):
    """The findings as a table for other programs."""
    response = HttpResponse(table.csv_of(comparing.compare(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="model-check-{found.year}.csv"'
    return response


def _posted(request):
    """What was sent, even where nothing was ticked; None while somebody only looks."""
    return request.POST if request.method == "POST" else None


@restricted
def begin(request):
    """Begin the check of a year."""
    require(rules.can_keep_checks(request.user))
    this_year = {"year": timezone.localdate().year}
    form = BeginForm(_posted(request), initial=this_year, cancel=reverse("pledges:checks"))
    if form.is_valid():
        try:
            made = steps.begin(form.cleaned_data["year"], by=request.user.person)
        except steps.BegunAlready as known:
            form.add_error("year", f"There is a check of {known.check.year} already. Open it, or choose another year")
        else:
            messages.success(request, f"The check of {made.year} is begun. Judge the components in any order.")
            return redirect("pledges:check", made.pk)
    return render(request, "pledges/modelcheck/begin.html", {"form": form})


@restricted
def finding(request, pk):
    """One component: judged by those who keep checks, its evidence written by its owner too."""
    found = _finding(request, pk)
    require(rules.can_give_evidence(request.user, found))
    judges = rules.can_judge(request.user, found.of)
    form_class = FindingForm if judges else EvidenceForm
    form = form_class(_posted(request), finding=found, cancel=_place(found))
    if form.is_valid() and _saved(request, form, found, judges):
        return redirect(_after(request, found))
    return render(request, "pledges/modelcheck/finding.html", {"form": form} | _about(found, judges))


def _finding(request, pk):
    findings = Finding.objects.visible_to(request.user).select_related("of", "owner", "changed_by")
    return get_object_or_404(findings, pk=pk)


def _about(found, judges):
    """What stands around the form: what good looks like, and what the check before said."""
    before = comparing.before(found)
    return {
        "finding": found,
        "judges": judges,
        "component": BY_CODE.get(found.component),
        "total": found.of.findings.count(),
        "before": before,
        "before_line": comparing.Line(before, None, compared=False) if before else None,
        "may_take_over": judges and before is not None and bool(before.state) and not steps.is_written(found),
    }


def _saved(request, form, found, judges):
    """Run the step that was asked for; when it would not, the reason stands in the form beside every word typed."""
    by = request.user.person
    try:
        if "still_so" in request.POST and judges:
            return _taken_over(request, form, found)
        step = steps.judge if judges else steps.give_evidence
        step(found, by=by, **form.words())
    except (steps.Conflict, steps.Finished, steps.NoEvidence, steps.NotAnOwner) as why:
        form.refuse(why)
        return False
    messages.success(request, f"“{found.name}” is saved.")
    return True


def _taken_over(request, form, found):
    if not form.is_untouched():
        form.keep_own_words()
        return False
    try:
        steps.take_over(found, seen=form.cleaned_data["seen"], by=request.user.person)
    except (steps.NothingBefore, steps.WrittenAlready):
        messages.error(request, "Nothing was taken over: there is nothing to take, or somebody has written here.")
    else:
        messages.success(request, "Last year's words are taken over. Read them once more: are they still so?")
    return True


def _after(request, found):
    """Where to go when a component is saved: the next one, the same one, or back to the check."""
    if "still_so" in request.POST:
        return reverse("pledges:finding", args=[found.pk])
    if "next" in request.POST:
        following = Finding.objects.visible_to(request.user).filter(of=found.of, order__gt=found.order)
        if not rules.can_judge(request.user, found.of):
            following = following.filter(owner=request.user.person)
        if (one := following.order_by("order").first()) is not None:
            return reverse("pledges:finding", args=[one.pk])
    return _place(found)


def _place(found):
    return f"{reverse('pledges:check', args=[found.of_id])}#component-{found.pk}"


@restricted
def finish(request, pk):
    """Freeze a check."""
    found = _check(request, pk)
    require(rules.can_judge(request.user, found))
    waiting = list(found.findings.filter(state=""))
    back = reverse("pledges:check", args=[pk])
    form = FinishForm(_posted(request), not_judged=len(waiting), cancel=back)
    if form.is_valid():
        try:
            steps.finish(found, by=request.user.person)
            messages.success(request, f"The check of {found.year} is finished. Every member and officer can read it.")
        except steps.Finished:
            messages.success(request, f"The check of {found.year} was finished already.")
        except steps.NothingJudged:
            messages.error(request, "The check was not finished: nothing is judged yet. Judge a component first.")
        return redirect(back)
    return render(request, "pledges/modelcheck/finish.html", {"form": form, "check": found, "waiting": waiting})


@restricted
def reopen(request, pk):
    """Open a finished check again, with a reason."""
    found = _check(request, pk)
    require(rules.can_reopen(request.user, found))
    back = reverse("pledges:check", args=[pk])
    form = ReopenForm(_posted(request), cancel=back)
    if form.is_valid():
        steps.reopen(found, reason=form.cleaned_data["reason"], by=request.user.person)
        messages.success(request, f"The check of {found.year} is open again. Finish it when it is right.")
        return redirect(back)
    return render(request, "pledges/modelcheck/reopen.html", {"form": form, "check": found})


@restricted
def put_into_report(request, pk):
    """Add the findings as a section to one of my draft reports."""
    found = _check(request, pk)
    require(rules.can_put_into_report(request.user, found))
    form = ReportForm(_posted(request), viewer=request.user, cancel=reverse("pledges:check", args=[pk]))
    if form.is_valid():
        report = form.cleaned_data["report"]
        try:
            added = section.put_into(report, found, by=request.user.person)
        except (drafting.BeingCleared, drafting.Frozen):
            form.add_error("report", "That report is with a clearer now, or was cleared. Choose another one")
        except section.NotFinished:
            form.add_error(None, "Nothing was added: the check was opened again a moment ago. Finish it first")
        else:
            messages.success(request, f"The model check of {found.year} stands at the end of the report.")
            return redirect(f"{reverse('reports:write', args=[report.pk])}?section={added.pk}")
    return render(request, "pledges/modelcheck/report.html", {"form": form, "check": found})
