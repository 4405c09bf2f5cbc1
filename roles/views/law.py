"""The law beside the catalogue: what is in force, what was enacted, and from which day it binds."""

from itertools import groupby

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import dates
from roles import access, catalogue_words, law, rules
from roles.forms.catalogue import CommenceForm
from roles.models import Provision
from roles.permissions import require


@require_safe
def index(request):
    """Every provision, by group: whom it concerns, and since or from when."""
    today = timezone.localdate()
    provisions = [_shown(provision, today) for provision in Provision.objects.all()]
    by_group = [
        (Provision.Group(group).label, list(found)) for group, found in groupby(provisions, lambda one: one.group)
    ]
    context = {"groups": by_group, "can_say": rules.can_say_law(request.user)}
    return render(request, "roles/law.html", context)


@access.restricted
def commence(request, code):
    """The day on which a provision comes into force."""
    require(rules.can_say_law(request.user))
    provision = get_object_or_404(Provision, code=code, state=Provision.State.ENACTED)
    initial = {"on": provision.commences_on, "whole_group": provision.commences_on is None}
    form = CommenceForm(request.POST or None, initial=initial, cancel=reverse("roles:law"))
    if form.is_valid() and form.attempt(law.commence, provision, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{provision.title}: in force from {dates.day(form.cleaned_data['on'])}.")
        return redirect("roles:law")
    return render(request, "roles/law_commence.html", {"form": form, "provision": provision})


@require_POST
@access.restricted
def take_back(request, code):
    """Nobody knows after all when it commences."""
    require(rules.can_say_law(request.user))
    provision = get_object_or_404(Provision, code=code, state=Provision.State.ENACTED)
    try:
        law.take_back(provision, by=request.user.person)
        messages.success(request, f"{provision.title}: no day is set any more.")
    except law.CannotSay as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("roles:law")


def _shown(provision, today):
    provision.binds_now = provision.in_force_on(today)
    provision.concerns = catalogue_words.joined(provision.held_by)
    provision.is_enacted = provision.state == Provision.State.ENACTED
    return provision
