"""Pages about what stands on every agenda of a body."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees import agenda
from committees.forms.items import EndStandingForm, StandingItemForm
from committees.models import Body, StandingItem
from committees.views import forming
from committees.views.clerking import clerked_body
from corporate_parenting.lib.dates import day
from roles.access import restricted

PAGE = "committees:standing"
PLACES = StandingItem.Place.choices


def _found(request, pk):
    """A standing item, for the clerk of its body."""
    bodies = Body.objects.clerked_by(request.user)
    return get_object_or_404(StandingItem.objects.filter(body__in=bodies).select_related("body"), pk=pk)


def _back(body):
    return reverse(PAGE, args=[body.pk])


@restricted
@require_safe
def index(request, pk):
    """The standing items of a body, in the two places where they stand; those that ended below."""
    body, today = clerked_body(request, pk), timezone.localdate()
    items = list(body.standing_items.all())
    stands = [one for one in items if one.ends_on is None or one.ends_on >= today]
    context = {
        "body": body,
        "places": [(label, [one for one in stands if one.place == place]) for place, label in PLACES],
        "ended": [one for one in items if one not in stands],
        "any": bool(stands),
        "usual": [title for _, title, _ in agenda.standing.usual(body)],
    }
    return render(request, "committees/standing.html", context)


@restricted
def add(request, pk):
    """Add a standing item."""
    body = clerked_body(request, pk)
    about = {"places": PLACES, "cancel": _back(body), "submit": "Add the standing item"}
    form = StandingItemForm(request.POST or None, initial={"place": PLACES[0][0]}, **about)
    if forming.saved(form, partial(agenda.standing.add, body), agenda.CannotChangeAgenda, by=request.user.person):
        return forming.done(request, f"“{form.made.title}” stands on new agendas from today.", PAGE, body.pk)
    return forming.page(request, form, "Add a standing item", caption=str(body))


@restricted
@require_POST
def add_usual(request, pk):
    """Add the usual standing items, where there are none yet."""
    body = clerked_body(request, pk)
    try:
        made = agenda.standing.add_usual(body, by=request.user.person)
    except agenda.CannotChangeAgenda as why:
        return forming.refused(request, str(why), PAGE, body.pk)
    return forming.done(request, f"{len(made)} standing items stand on new agendas from today.", PAGE, body.pk)


@restricted
def change(request, pk):
    """Change a standing item; agendas that have it stay as they are."""
    found = _found(request, pk)
    initial = {name: getattr(found, name) for name in ("title", "place", "purpose", "presenter", "text")}
    form = StandingItemForm(request.POST or None, initial=initial, places=PLACES, cancel=_back(found.body))
    if forming.saved(form, partial(agenda.standing.change, found), agenda.CannotChangeAgenda, by=request.user.person):
        return forming.done(request, "The standing item is saved.", PAGE, found.body_id)
    lead = "New agendas take what you write here. Agendas that have the item already stay as they are."
    return forming.page(request, form, "Change a standing item", caption=found.title, lead=lead)


@restricted
def end(request, pk):
    """End a standing item on a day."""
    found = _found(request, pk)
    form = EndStandingForm(request.POST or None, initial={"ends_on": timezone.localdate()}, cancel=_back(found.body))
    if forming.saved(form, partial(_end, found), agenda.CannotChangeAgenda, by=request.user.person):
        return forming.done(request, f"“{found.title}” ends on {day(found.ends_on)}.", PAGE, found.body_id)
    return forming.page(request, form, "End a standing item", caption=found.title)


def _end(found, *, ends_on, by):
    agenda.standing.end(found, on=ends_on, by=by)


@restricted
@require_POST
def move(request, pk):
    """Move a standing item up or down, or to a place by its number, among those of its place."""
    found = _found(request, pk)
    try:
        agenda.standing.move(found, to=_wanted(found, request.POST), by=request.user.person)
    except ValueError:
        return forming.refused(request, "Enter the place as a whole number.", PAGE, found.body_id)
    except agenda.CannotChangeAgenda as why:
        return forming.refused(request, str(why), PAGE, found.body_id)
    return redirect(f"{_back(found.body)}#standing-{found.pk}")


def _wanted(found, posted):
    """Where to, counted from 1. Raises ValueError."""
    step = {"up": -1, "down": 1}.get(posted.get("move", ""))
    return _place(found) + step if step else int(posted.get("number", ""))


def _place(found):
    """The place among those that stand, counted from 1."""
    still = found.body.standing_items.filter(place=found.place).exclude(ends_on__lt=timezone.localdate())
    return list(still.order_by("order", "pk").values_list("pk", flat=True)).index(found.pk) + 1
