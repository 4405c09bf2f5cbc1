"""Organisations that share the duty of a parent: the list, each one, and the council as a whole."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roles import access, coverage, holders, organisations, rules, tiers
from roles.forms.organisations import EndOrganisationForm, OrganisationForm
from roles.models import Organisation, Person
from roles.permissions import require


@require_safe
def index(request):
    """By kind: who answers for each, how much falls to it, and what it reports back."""
    require(rules.can_see_organisations(request.user))
    today = timezone.localdate()
    numbers = organisations.numbers(today)
    context = {
        "groups": _by_kind(_listed(request, coverage.here(today)), numbers),
        "council_number": numbers[organisations.WHOLE_COUNCIL],
        "past": Organisation.objects.filter(ended_on__lte=today),
        "can_manage": rules.can_manage_people(request.user),
    }
    return render(request, "roles/organisations.html", context)


def _by_kind(listed, numbers):
    """(kind, its name, how many responsibilities, organisations) of every kind, also of those with none yet."""
    return [
        (
            kind,
            organisations.TOGETHER[kind],
            numbers[organisations.key_of(kind)],
            [one for one in listed if one.kind == kind],
        )
        for kind in Organisation.Kind
    ]


def _listed(request, found):
    return [_as_seen(request, one) for one in found.select_related("contact")]


def _as_seen(request, one):
    """An organisation with its contact's name as this viewer may read it."""
    manages = rules.can_manage_people(request.user)
    one.contact_name = one.contact and (one.contact.name if manages else one.contact.name_for_public)
    return one


@require_safe
def organisation(request, pk):
    """One organisation: contact, what it reports back, what falls to it, and who comes from it."""
    require(rules.can_see_organisations(request.user))
    today, manages = timezone.localdate(), rules.can_manage_people(request.user)
    shown = _as_seen(request, get_object_or_404(Organisation.objects.select_related("contact"), pk=pk))
    key = organisations.key_of(shown.kind)
    people = list(Person.objects.here_on(today).filter(organisation=shown))
    context = {
        "organisation": shown,
        "is_over": shown.ended_on is not None and shown.ended_on <= today,
        "themes": organisations.duties(key, tiers.wordings_on(today)),
        "called": holders.RULES[key].label,
        "people": [one for one in people if manages or one.name_is_public],
        "unnamed": sum(not (manages or one.name_is_public) for one in people),
        "can_manage": manages,
    }
    return render(request, "roles/organisation.html", context)


@require_safe
def council(request):
    """What falls to the council itself, and to none of its parts alone."""
    require(rules.can_see_organisations(request.user))
    themes = organisations.duties(organisations.WHOLE_COUNCIL, tiers.wordings_on(timezone.localdate()))
    return render(request, "roles/organisation_council.html", {"themes": themes})


@access.restricted
def add(request):
    """Another organisation."""
    require(rules.can_manage_people(request.user))
    form = OrganisationForm(request.POST or None, submit="Add the organisation", cancel=reverse("roles:organisations"))
    if form.is_valid() and form.attempt(organisations.add, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{form.outcome} is on the list. What falls to it is below.")
        return redirect("roles:organisation", form.outcome.pk)
    return render(request, "roles/form.html", {"form": form, "title": "Add an organisation"})


@access.restricted
def change(request, pk):
    """Its name, kind and contact, and what it reports back."""
    changed = _managed(request, pk)
    cancel = reverse("roles:organisation", args=[pk])
    form = OrganisationForm(request.POST or None, instance=changed, submit="Save the organisation", cancel=cancel)
    if form.is_valid() and form.attempt(organisations.change, changed, by=request.user.person, **form.cleaned_data):
        messages.success(request, "The details of the organisation are saved.")
        return redirect("roles:organisation", pk)
    return render(request, "roles/form.html", {"form": form, "title": "Change the organisation", "caption": changed})


@access.restricted
def end(request, pk):
    """It is not there any more."""
    ended = _managed(request, pk)
    form = EndOrganisationForm(request.POST or None, cancel=reverse("roles:organisation", args=[pk]))
    if form.is_valid() and form.attempt(organisations.end, ended, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{ended} ends. What it did stays on record.")
        return redirect("roles:organisation", pk)
    return render(request, "roles/form.html", {"form": form, "title": "End the organisation", "caption": ended})


def _managed(request, pk):
    require(rules.can_manage_people(request.user))
    return get_object_or_404(Organisation, pk=pk)
