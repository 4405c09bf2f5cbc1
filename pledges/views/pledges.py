"""Pages about pledges for people who are signed in."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committees.models import Action, Body
from pledges import pledging, progress, rules, serving
from pledges.forms import PledgeForm, PromiseForm, ServeForm
from pledges.models import Pledge, Promise, Service
from roles.access import code_given
from roles.permissions import require

# The newest are enough for a page; the coverage of a year counts them all.
MOST_PAPERS = 20


@require_safe
def index(request):
    """Every pledge this person may see."""
    pledges = Pledge.objects.visible_to(request.user).prefetch_related(_body(request.user))
    may = {"can_keep": rules.can_keep(request.user), "may_read_checks": rules.can_read_checks(request.user)}
    may["sees_coverage"] = rules.can_see_coverage(request.user)
    return render(request, "pledges/index.html", {"pledges": pledges} | may)


@require_safe
def pledge(request, pk):
    """A pledge, its promises, and how many of the actions that serve each are done."""
    found = get_object_or_404(Pledge.objects.visible_to(request.user).prefetch_related(_body(request.user)), pk=pk)
    promises = found.promises.with_progress(request.user).select_related("champion")
    may = {"can_keep": rules.can_keep(request.user), "can_release": rules.can_release(request.user, found)}
    return render(request, "pledges/pledge.html", {"pledge": found, "promises": promises} | may)


def _body(viewer):
    """The body that answers for a pledge, where this viewer may know of it."""
    return Prefetch("body", Body.objects.visible_to(viewer))


@require_safe
def promise(request, pk):
    """One promise and the actions that serve it."""
    found = _promise(request, pk)
    services = _services(found, request.user)
    form = ServeForm(promise=found, viewer=request.user) if rules.can_keep(request.user) else None
    context = {"promise": found, "services": services, "form": form, "papers": _papers(request, found)}
    return render(request, "pledges/promise.html", context)


def _papers(request, found):
    """Papers that look at a promise; private ones for a session that has given a one-time code."""
    return serving.papers_on(found, request.user, private=code_given(request))[:MOST_PAPERS]


def _promise(request, pk):
    promises = Promise.objects.visible_to(request.user).with_progress(request.user)
    return get_object_or_404(promises.select_related("pledge", "champion"), pk=pk)


def _services(found, viewer):
    actions = Prefetch("action", Action.objects.select_related("body", "owner"))
    seen = found.services.filter(action__in=Action.objects.visible_to(viewer))
    return seen.select_related("promise").prefetch_related(actions)


def begin(request):
    """Write a new pledge."""
    require(rules.can_keep(request.user))
    form = PledgeForm(request.POST or None, viewer=request.user, cancel=reverse("pledges:index"))
    if form.is_valid():
        return redirect("pledges:pledge", pledging.make(**form.cleaned_data, by=request.user.person).pk)
    return render(request, "pledges/form.html", {"form": form, "title": "Begin a pledge"})


def change(request, pk):
    """Change a pledge."""
    require(rules.can_keep(request.user))
    found = get_object_or_404(Pledge.objects.visible_to(request.user), pk=pk)
    form = PledgeForm(request.POST or None, instance=found, viewer=request.user, cancel=_page(found))
    if form.is_valid():
        pledging.change(found, **form.cleaned_data, by=request.user.person)
        return redirect(_page(found))
    return render(request, "pledges/form.html", {"form": form, "title": "Change the pledge", "pledge": found})


def _page(found):
    return reverse("pledges:pledge", args=[found.pk])


def add_promise(request, pk):
    """Write one more promise."""
    require(rules.can_keep(request.user))
    found = get_object_or_404(Pledge.objects.visible_to(request.user), pk=pk)
    form = PromiseForm(request.POST or None, cancel=_page(found))
    if form.is_valid():
        pledging.promise(found, **form.cleaned_data, by=request.user.person)
        return redirect(_page(found))
    return render(request, "pledges/form.html", {"form": form, "title": "Add a promise", "pledge": found})


def reword(request, pk):
    """Change a promise's words."""
    require(rules.can_keep(request.user))
    found = _promise(request, pk)
    back = reverse("pledges:promise", args=[found.pk])
    form = PromiseForm(request.POST or None, instance=found, cancel=back)
    if form.is_valid():
        pledging.reword(found, **form.cleaned_data, by=request.user.person)
        return redirect(back)
    return render(request, "pledges/form.html", {"form": form, "title": "Change the promise", "pledge": found.pledge})


@require_POST
def release(request, pk):
    """Show a pledge to the public."""
    found = get_object_or_404(Pledge.objects.visible_to(request.user), pk=pk)
    require(rules.can_release(request.user, found))
    try:
        pledging.release(found, by=request.user.person)
        messages.success(request, "The pledge is public now.")
    except pledging.NoPromises:
        messages.error(request, "The pledge was not released: it holds no promise yet. Add one first.")
    return redirect(_page(found))


@require_POST
def serve(request, pk):
    """Tie an action to a promise."""
    require(rules.can_keep(request.user))
    found = _promise(request, pk)
    form = ServeForm(request.POST, promise=found, viewer=request.user)
    if form.is_valid():
        progress.serve(found, form.cleaned_data["action"], by=request.user.person)
        return redirect("pledges:promise", found.pk)
    context = {"promise": found, "services": _services(found, request.user), "form": form}
    context["papers"] = _papers(request, found)
    return render(request, "pledges/promise.html", context)


@require_POST
def part(request, pk):
    """Untie an action from a promise."""
    require(rules.can_keep(request.user))
    found = get_object_or_404(Service.objects.filter(promise__in=Promise.objects.visible_to(request.user)), pk=pk)
    progress.part(found, by=request.user.person)
    return redirect("pledges:promise", found.promise_id)
