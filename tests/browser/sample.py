"""A small site for the tests of the template pack: one form with every kind of field."""

from datetime import date
from pathlib import Path

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from corporate_parenting import looks
from corporate_parenting.lib import charts, forms
from corporate_parenting.lib.waiting import Waiting

PAGE = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Plan a visit{% endblock %}
{% block content %}{% include "components/heading.html" with title="Plan a visit" %}{% crispy form %}{% endblock %}"""


COMPONENTS = (Path(__file__).parent / "components.html").read_text()


class Narrow(django_forms.Form):
    q = django_forms.CharField(label="Words in the title", required=False)
    body = django_forms.ChoiceField(label="Body", choices=[("", "Every body"), ("1", "Sub-Committee")], required=False)
    since = forms.GovukDateField(label="Held since", required=False)


class Visit(forms.PlainErrors, django_forms.Form):
    home = django_forms.CharField(label="Name of the home", max_length=40)
    email = django_forms.EmailField(label="Email address", help_text="We write to it before the visit")
    beds = django_forms.IntegerField(label="Number of beds")
    visited_on = forms.GovukDateField(label="Date of the visit", called="Date of the visit")
    notes = django_forms.CharField(label="What you saw", max_length=60, widget=django_forms.Textarea)
    kind = django_forms.ChoiceField(
        label="Kind of visit",
        choices=[("planned", "Planned"), ("short", "At short notice")],
        widget=django_forms.RadioSelect,
    )
    why = django_forms.CharField(label="Why at short notice?", required=False)
    with_whom = django_forms.MultipleChoiceField(
        label="Who came along",
        choices=[("young", "A young person"), ("officer", "An officer")],
        widget=django_forms.CheckboxSelectMultiple,
    )
    region = django_forms.ChoiceField(label="Region", choices=[("", "Choose one"), ("n", "North"), ("s", "South")])
    plan = django_forms.FileField(label="Plan of the house")
    secret = django_forms.CharField(label="Password", widget=django_forms.PasswordInput)
    agreed = django_forms.BooleanField(label="The home knows that we come")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forms.reveal(self, "kind", short=["why"])
        self.helper = forms.helper(submit="Plan the visit")


@login_not_required
def plan(request):
    form = Visit(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "The visit is planned.")
        return redirect("front")
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


@login_not_required
def theme(request):
    return HttpResponse(looks.theme_css(), content_type="text/css")


@login_not_required
def components(request):
    """Every component on one page."""
    return HttpResponse(engines["django"].from_string(COMPONENTS).render(about_components(), request))


def about_components():
    """What the components are shown with: long words and empty ends, because those break pages."""
    homes = [("Elm House", 4), ("Oak Lane children's home and annexe", 10), ("Ash", None)]
    return {
        "steps": [
            {"label": "Plan", "state": "done", "url": "#"},
            {"label": "Commission", "state": "current", "note": "two of five reports"},
            {"label": "Publish"},
        ],
        "tasks": [
            {"title": "Details", "url": "#", "status": "Done"},
            {"title": "Check", "hint": "Three things to look at", "url": "#", "status": "Started", "tone": "doing"},
            {"title": "Send", "status": "Cannot start yet"},
        ],
        "items": [
            {"title": "Minutes", "state": "done"},
            {"title": "A-name-of-a-file-that-has-no-spaces-and-goes-on-and-on-for-very-long.pdf", "state": "failed"},
            {"title": "Annual report", "state": "doing"},
            {"title": "Any other business"},
        ],
        "events": [{"title": "Cleared", "by": "Finn Wade", "at": date(2026, 1, 6), "text": "With two remarks"}],
        "tiers": [
            {"name": "Universal", "meaning": "Every councillor"},
            {"name": "Targeted", "meaning": "Members of a corporate parenting body", "mine": True},
            {"name": "Specialist", "meaning": "The lead member and the director"},
        ],
        "things": [Waiting("Clear “Sufficiency”", "Clear it", "#", due_on=date(2026, 1, 6), note="Finance")],
        "page": Paginator(range(200), 10).page(7),
        "head": ["Home", "A long word in a head: accommodation", "Visits", "Days", "Children"],
        "rows": [["Elm House", "Accommodation", 4, 30, 1204], ["Oak Lane", "Accommodation", 10, 365, 7]],
        "summary": [("Body", "Corporate Parenting Sub-Committee"), ("Place", "Room 1", "#", "Change")],
        "charts": [
            charts.bars(homes, "Visits", "By home"),
            charts.stacked([("Elm House", [3, 1]), ("Ash", [2, 5])], ["Planned", "Short notice"], "Kinds", "By home"),
            charts.line([("April", 4), ("May", None), ("June", 6), ("July", 7)], "Months", "By month", target=5),
        ],
        "filter": Narrow(),
        "trail": [("Meetings", "#"), ("6 January 2026", "#")],
    }


urlpatterns = [
    path("", plan, name="front"),
    path("components/", components, name="components"),
    path("theme.css", theme, name="theme"),
]
