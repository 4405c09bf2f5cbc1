"""Children's homes, by name alone, and a year's visits to one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roles import access, rules, visiting
from roles.forms.visits import CloseHomeForm, HomeForm, PlanForm
from roles.models import Home, Visit
from roles.permissions import require

PAGE = 50
COLUMNS = ("name", "starts_on", "run_by", "independent_visits", "rota_every_months")


@require_safe
@access.restricted
def home(request, pk):
    """One home: its figures and its visits; for a visitor, their own."""
    shown = _home(request, pk)
    visits = Visit.objects.visible_to(request.user).filter(home=shown)
    rows = visits.select_related("visitor", "home").order_by("-due_on", "-pk")
    context = {
        "home": shown,
        "figures": visiting.tally(visits.in_year_to(timezone.localdate())).by_kind.items(),
        "meaning": visiting.MEANING,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "sees_all": rules.can_see_all_visits(request.user),
        "can_keep": rules.can_keep_visits(request.user),
    }
    return render(request, "roles/home.html", context)


@access.restricted
def add(request):
    """A home, by its name alone."""
    _keeper(request)
    form = HomeForm(request.POST or None, cancel=reverse("roles:visits"))
    if form.is_valid() and form.attempt(visiting.add_home, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{form.outcome} is added. Plan its visits next.")
        return redirect("roles:childrens_home", form.outcome.pk)
    return render(request, "roles/form.html", {"form": form, "title": "Add a home"})


@access.restricted
def change(request, pk):
    """What is written down about a home."""
    changed = _kept(request, pk)
    initial = {name: getattr(changed, name) for name in COLUMNS}
    form = HomeForm(request.POST or None, initial=initial, cancel=_page_of(changed))
    if form.is_valid() and form.attempt(visiting.change_home, changed, by=request.user.person, **form.cleaned_data):
        messages.success(request, "Saved.")
        return redirect("roles:childrens_home", pk)
    return render(request, "roles/form.html", {"form": form, "title": "Change the home", "caption": changed.name})


@access.restricted
def close(request, pk):
    """A home's last day."""
    closed = _kept(request, pk)
    form = CloseHomeForm(request.POST or None, cancel=_page_of(closed))
    if form.is_valid() and form.attempt(visiting.close_home, closed, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{closed} is closed. What was done stays on record.")
        return redirect("roles:childrens_home", pk)
    return render(request, "roles/form.html", {"form": form, "title": "Close the home", "caption": closed.name})


@access.restricted
def plan(request, pk):
    """A row of visits: the days are shown first, and planned when somebody has looked at them."""
    home = _kept(request, pk)
    form = PlanForm(request.GET or None, home=home, cancel=_page_of(home))
    days = _days(form, home)
    if request.method == "POST" and days and form.attempt(_plan, form, home, days, by=request.user.person):
        messages.success(request, f"Planned: {len(form.outcome)} visit{'' if len(form.outcome) == 1 else 's'}.")
        return redirect("roles:childrens_home", pk)
    new = [one for one in days if not one.known]
    context = {"form": form, "home": home, "days": days, "new": new, "kind": _kind(form)}
    return render(request, "roles/home_plan.html", context)


def _days(form, home):
    if not form.is_valid():
        return []
    asked = {name: form.cleaned_data[name] for name in ("kind", "first", "until", "every_months", "visitor")}
    return form.outcome if form.attempt(visiting.rhythm, home, asked.pop("kind"), **asked) else []


def _plan(form, home, days, *, by):
    about = form.cleaned_data
    return visiting.plan(home, about["kind"], [one.day for one in days], visitor=about["visitor"], by=by)


def _kind(form):
    return Visit.Kind(form.cleaned_data["kind"]).label if form.is_bound and "kind" in form.cleaned_data else ""


def _home(request, pk):
    return get_object_or_404(Home.objects.visible_to(request.user).select_related("run_by"), pk=pk)


def _keeper(request):
    require(rules.can_keep_visits(request.user))


def _kept(request, pk):
    home = _home(request, pk)
    _keeper(request)
    return home


def _page_of(home):
    return reverse("roles:childrens_home", args=[home.pk])
