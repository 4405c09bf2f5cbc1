"""Pages about actions: what is mine to do, and saying that it is done."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from committees import actions, rules
from committees.forms.actions import ActionForm, DoneForm
from committees.models import Action, Body
from committees.views import forming
from roles.access import restricted
from roles.permissions import May, require

MOST = 100


@require_safe
def index(request):
    """What this person agreed to do, and what their bodies wait for."""
    seen = Action.objects.visible_to(request.user).select_related("body", "owner")
    mine, run = seen.filter(owner=request.user.person_id), request.user.remits(May.RUN_MEETINGS)
    context = {
        "open": mine.filter(owner__isnull=False, done_at=None),
        "done": mine.filter(owner__isnull=False).done().order_by("-done_at")[:MOST],
        "others": seen.filter(body__remit__in=run, done_at=None).exclude(owner=request.user.person_id)[:MOST],
    }
    return render(request, "committees/actions.html", context)


@restricted
def agree(request, pk):
    """Note an action of a body."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_agree_actions(request.user, body))
    cancel = reverse("committees:body", args=[body.pk])
    form = ActionForm(request.POST or None, cancel=cancel)
    if forming.saved(form, partial(actions.agree, body), actions.CannotAgree, by=request.user.person):
        return forming.done(request, "The action is noted.", "committees:body", body.pk)
    return forming.page(request, form, "Note an action", caption=str(body))


def complete(request, pk):
    """Mark an action done and say what was done."""
    found = get_object_or_404(Action.objects.visible_to(request.user).select_related("body"), pk=pk)
    require(rules.can_complete(request.user, found))
    form = DoneForm(request.POST or None, action=found, cancel=reverse("committees:actions"))
    if forming.saved(form, partial(actions.complete, found), actions.CannotAnswer, by=request.user.person):
        return forming.done(request, "The action is done.", "committees:actions")
    return forming.page(request, form, "Mark the action done", caption=found.text)
