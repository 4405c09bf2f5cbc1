"""Clearance stages: who looks at a report before it goes to the clerk, of the whole council and of single bodies."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports import rules, stages
from reports.forms import StageForm
from reports.models import ClearanceStage
from roles.access import restricted
from roles.models import Remit
from roles.permissions import require


@restricted
def of_council(request):
    """The stages of every body that has none of its own; a further one is added here."""
    require(rules.can_keep_stages(request.user))
    return _page(request, None)


@restricted
def of_body(request, pk):
    """The stages of one body alone."""
    remit = get_object_or_404(Remit.objects.visible_to(request.user), pk=pk)
    require(rules.can_keep_stages(request.user, remit))
    return _page(request, remit)


def _page(request, remit):
    known = stages.everything()
    own = [stage for stage in known if stage.remit_id == (remit.pk if remit else None)]
    for stage in own:
        stage.called = stages.called(stage, own)
    form = StageForm(request.POST or None, known=own)
    if form.is_valid():
        made = stages.add(**form.cleaned_data, remit=remit, by=request.user.person)
        messages.success(request, f"“{made}” is added. Reports that are sent from now on go there.")
        return redirect(_place(remit))
    theirs = [] if own or not remit else stages.for_remit(remit.pk, known)
    context = {"remit": remit, "stages": own, "council_stages": theirs, "form": form}
    if not remit:
        seen = Remit.objects.visible_to(request.user).values("pk")
        with_own = Remit.objects.filter(pk__in=seen, clearance_stages__isnull=False)
        context["others"] = with_own.distinct().order_by("name")
    return render(request, "reports/stages.html", context)


def _place(remit):
    return reverse("reports:stages_of", args=[remit.pk]) if remit else reverse("reports:stages")


def _stage(request, pk):
    """A stage, for those who keep it."""
    stage = get_object_or_404(ClearanceStage.objects.select_related("remit"), pk=pk)
    require(rules.can_keep_stages(request.user, stage.remit))
    return stage


@restricted
def change(request, pk):
    """Another name or office, more or fewer days, other words to answer for."""
    stage = _stage(request, pk)
    back = _place(stage.remit)
    initial = {name: getattr(stage, name) for name in ("name", "office", "working_days", "at_once", "covers")}
    known = [row for row in stages.everything() if row.remit_id == stage.remit_id]
    words = {"initial": initial, "known": known, "submit": "Save the stage", "cancel": back}
    form = StageForm(request.POST or None, **words).about(stage)
    if form.is_valid():
        stages.change(stage, **form.cleaned_data, by=request.user.person)
        messages.success(request, "The stage is saved. Reports that were sent before go on as they were sent.")
        return redirect(back)
    return render(request, "reports/stage.html", {"stage": stage, "form": form, "back": back})


@require_POST
@restricted
def move(request, pk):
    """Move a stage up or down by one, or to a place by its number."""
    stage = _stage(request, pk)
    try:
        step = {"up": -1, "down": 1}.get(request.POST.get("move", ""))
        to = stage.order + step if step else int(request.POST.get("number", ""))
    except ValueError:
        messages.error(request, "Enter the place as a whole number.")
    else:
        stages.move(stage, to=to, by=request.user.person)
    return redirect(_place(stage.remit))


@require_POST
@restricted
def remove(request, pk):
    """Reports do not go there any more."""
    stage = _stage(request, pk)
    back = _place(stage.remit)
    stages.remove(stage, by=request.user.person)
    messages.success(request, f"“{stage.name}” is removed. Reports that were sent before go on as they were sent.")
    return redirect(back)
