"""What is true of the council, and the days it is closed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import calendar
from roles import access, council, rules
from roles.forms import ClosureForm, FactForm
from roles.models import ClosureDay, CouncilFact
from roles.permissions import require


@require_safe
def facts(request):
    """Every fact: how it stands today, since when, and what is to come."""
    require(rules.can_see_facts(request.user))
    context = {"facts": council.overview(timezone.localdate()), "can_set": rules.can_set_facts(request.user)}
    context["holidays_known"] = calendar.known_words()
    return render(request, "roles/council_facts.html", context)


@access.restricted
def fact(request, key):
    """One fact: its history, and a change from a day on."""
    require(rules.can_set_facts(request.user))
    known = council.FACTS.get(key) or _no_such_page()
    initial = {"value": council.fact(key)}
    form = FactForm(request.POST or None, fact=known, initial=initial, cancel=reverse("roles:council_facts"))
    if form.is_valid() and form.attempt(council.set_fact, key, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"Saved: {known.label}.")
        return redirect("roles:council_facts")
    rows = CouncilFact.objects.filter(key=key).select_related("set_by")
    context = {"form": form, "fact": known, "rows": [(row, known.words(row.value)) for row in rows]}
    return render(request, "roles/council_fact.html", context)


@access.restricted
def closures(request):
    """The days on which the offices are closed."""
    require(rules.can_see_facts(request.user))
    can_set = rules.can_set_facts(request.user)
    form = ClosureForm(request.POST or None) if can_set else None
    if form and form.is_valid() and form.attempt(council.close_on, by=request.user.person, **form.cleaned_data):
        messages.success(request, "The day is added. Dates of meetings take it into account from now on.")
        return redirect("roles:closures")
    context = {"form": form, "closures": ClosureDay.objects.order_by("-day"), "can_set": can_set}
    context["holidays_known"] = calendar.known_words()
    return render(request, "roles/closures.html", context)


@require_POST
@access.restricted
def remove_closure(request, pk):
    """The offices are open on that day after all."""
    closure = get_object_or_404(ClosureDay, pk=pk)
    require(rules.can_set_facts(request.user))
    council.open_on(closure, by=request.user.person)
    messages.success(request, "The day is removed.")
    return redirect("roles:closures")


def _no_such_page():
    raise Http404
