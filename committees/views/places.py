"""Pages about places: on the council's bodies, and on those of others."""

from functools import partial

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import bodies, rules
from committees.balance import outside, places
from committees.balance.filters import PlacesFilter
from committees.forms.balance import OutsideBodyForm, RepresentForm
from committees.forms.bodies import LastDayForm
from committees.models import Body, OutsidePlace
from committees.views import forming
from corporate_parenting.lib import csvwrite
from roles import appointments
from roles.access import restricted
from roles.models import Appointment
from roles.permissions import require

OUTSIDE = "committees:outside_bodies"
HEAD = [
    "body",
    "kind",
    "voting seats",
    "held",
    "held by group",
    "vacant",
    "vacant by group",
    "chair",
    "vice-chair",
    "substitutes",
]
MORE = ["co-opted and young people’s places", "standing attendees"]
OUTSIDE_HEAD = ["outside body", "kind", "place", "who", "since", "until", "nominated by"]


def _found(request):
    """The filter, and the Places it leaves."""
    require(rules.can_see_places(request.user))
    narrowed = PlacesFilter(request.GET, Body.objects.visible_to(request.user))
    day = narrowed.chosen_day
    names = rules.can_manage_bodies(request.user)
    return narrowed, day, places.on(day, request.user, narrowed.qs, names=names)


@require_safe
@restricted
def index(request):
    """Every body on a day: seats, who holds them, what is vacant, who stands in."""
    narrowed, day, found = _found(request)
    context = {
        "filter": narrowed,
        "day": day,
        "places": found,
        "vacant": sum(one.line.vacant or 0 for one in found),
        "without_chair": sum(one.needs_chair for one in found),
        "can_manage": rules.can_manage_bodies(request.user),
    }
    return render(request, "committees/places.html", context)


@require_safe
@restricted
def table(request):
    """The same rows for spreadsheets."""
    _, day, found = _found(request)
    kinds = bodies.kind_words(bodies.executives_name(day))
    return csvwrite.response(f"places-{day}", [*HEAD, *MORE], (_row(one, kinds) for one in found))


def _row(one, kinds):
    line, body = one.line, one.body
    lists = [one.missing, one.chair, one.vice_chair, one.substitutes, one.co_opted, one.attendees]
    numbers = [body.seats_total, line.held, "; ".join(one.by_group), line.vacant]
    return [body, kinds[body.kind], *numbers, *("; ".join(map(str, cells)) for cells in lists)]


# --- Outside bodies


@require_safe
def outside_bodies(request):
    """Places on others' bodies: who represents the council there, and what goes with it."""
    require(rules.can_see_balance(request.user))
    today = timezone.localdate()
    context = {
        "lines": _outside(request, today),
        "duty": outside.duty_of_members(today),
        "can_manage": rules.can_manage_bodies(request.user),
    }
    return render(request, "committees/places_outside.html", context)


def _outside(request, day):
    """[(line, [(appointment, name)])] under the names that this reader may know."""
    everything = rules.can_manage_bodies(request.user)
    return [
        (line, [(held, held.person.name if everything else held.person.name_for_public) for held in line.held])
        for line in outside.places(day)
    ]


@require_safe
def outside_table(request):
    """The same rows for spreadsheets."""
    require(rules.can_see_balance(request.user))
    today = timezone.localdate()
    rows = (row for line, held in _outside(request, today) for row in _outside_rows(line, held))
    return csvwrite.response(f"outside-bodies-{today}", OUTSIDE_HEAD, rows)


def _outside_rows(line, held):
    about = [line.name, line.kind, line.office]
    if not held:
        return [[*about, "Vacant", None, None, None]]
    return [[*about, name, one.starts_on, one.ends_on, one.nominated_by] for one, name in held]


@restricted
def add_outside(request):
    """Add an outside body and the places that the council fills there."""
    require(rules.can_manage_bodies(request.user))
    form = OutsideBodyForm(request.POST or None, initial={"starts_on": timezone.localdate()}, cancel=reverse(OUTSIDE))
    if forming.saved(form, outside.add, ValidationError, by=request.user.person):
        return forming.done(request, "The outside body is added. Appoint who represents the council next.", OUTSIDE)
    lead = "A school, a partner or a charity on whose board the council fills a place."
    return forming.page(request, form, "Add an outside body", lead=lead)


def _place(request, pk):
    require(rules.can_manage_bodies(request.user))
    return get_object_or_404(OutsidePlace.objects.select_related("office"), pk=pk)


@restricted
def represent(request, pk):
    """Appoint somebody to a place on an outside body."""
    found = _place(request, pk)
    initial = {"starts_on": timezone.localdate()}
    form = RepresentForm(request.POST or None, initial=initial, cancel=reverse(OUTSIDE))
    if forming.saved(form, partial(outside.appoint, found), ValidationError, by=request.user.person):
        return forming.done(request, f"{form.made.person} represents the council there.", OUTSIDE)
    lead = "Whoever represents the council there stays a corporate parent, and acts as one."
    return forming.page(request, form, "Appoint a representative", caption=str(found), lead=lead)


@restricted
def end_outside(request, pk):
    """Somebody represents the council there no longer."""
    require(rules.can_manage_bodies(request.user))
    seen = Appointment.objects.filter(office__kind__in=outside.TITLES).select_related("person", "office")
    held = get_object_or_404(seen, pk=pk)
    form = LastDayForm(request.POST or None, submit="End the appointment", cancel=reverse(OUTSIDE))
    if forming.saved(form, partial(appointments.end, held), ValidationError, by=request.user.person):
        return forming.done(request, f"The appointment of {held.person} ends.", OUTSIDE)
    return forming.page(request, form, f"End the appointment of {held.person}", caption=held.office.label)


@restricted
def close_outside(request, pk):
    """The council fills a place no longer."""
    found = _place(request, pk)
    form = LastDayForm(request.POST or None, submit="Close the place", cancel=reverse(OUTSIDE))
    if forming.saved(form, partial(outside.close, found), ValidationError, by=request.user.person):
        return forming.done(request, "The place is closed.", OUTSIDE)
    warning = "Whoever holds the place holds it no longer after that day. What was is kept."
    return forming.page(request, form, "Close the place", caption=str(found), warning=warning)
