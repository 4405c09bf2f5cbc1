"""While somebody is away: who answers clearances for them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from corporate_parenting.lib import dates
from roles import delegating, rules
from roles.access import restricted
from roles.forms.delegating import AwayForm
from roles.models import Delegation
from roles.permissions import require


@restricted
def away(request):
    """Who answers for me and for whom I answer; one more is named here."""
    require(rules.can_delegate(request.user))
    me = request.user.person
    form = AwayForm(request.POST or None, person=me, cancel=reverse("account"))
    if form.is_valid() and form.attempt(delegating.delegate, by=me, **form.cleaned_data):
        made = form.outcome
        until = dates.day(made.ends_on)
        messages.success(request, f"{made.to} answers clearances for you from {dates.day(made.starts_on)} to {until}.")
        return redirect("away")
    given, held = delegating.standing(me)
    shown = {"form": form, "given": given, "held": held, "holds_office": delegating.offices_of(me).exists()}
    return render(request, "roles/delegations.html", shown)


@require_POST
@restricted
def end(request, pk):
    """Back earlier: nobody answers for me from now on."""
    found = get_object_or_404(Delegation.objects.visible_to(request.user).select_related("to"), pk=pk)
    require(found.person_id == request.user.person_id)
    try:
        delegating.end(found, by=request.user.person)
    except delegating.WrongDays as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"{found.to} no longer answers for you.")
    return redirect("away")
