"""Pages about bodies: which there are, the law each stands on, who sits there, who is its clerk."""

from functools import partial

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import bodies, law, links, quorum, reading, rules, terms
from committees.balance import duty
from committees.forms.bodies import (
    BodyForm,
    ClerkForm,
    DescribeForm,
    LastDayForm,
    PresideForm,
    QuorumForm,
    ScheduleForm,
    SeatForm,
    SettleForm,
)
from committees.models import Body, Meeting
from committees.views import forming
from roles.access import restricted
from roles.models import Appointment
from roles.permissions import require

PAGE = "committees:body"


@require_safe
def index(request):
    """Every body that this person may know of."""
    today, past = reading.bodies(request.user)
    user = request.user
    may = {
        "can_manage": rules.can_manage_bodies(user),
        "can_see_balance": rules.can_see_balance(user),
        "can_see_places": rules.can_see_places(user),
    }
    return render(request, "committees/bodies.html", {"bodies": today, "past": past} | may)


@require_safe
def body(request, pk):
    """One body: law, parent, groups, places, meetings, what came before and after."""
    today, user = timezone.localdate(), request.user
    body = reading.body(user, pk)
    today = max(today, body.starts_on)  # a body that is to begin is shown as it will be on its first day
    context = {
        "body": body,
        "members": reading.members(body, today, user),
        "clerks": reading.clerks(body, today),
        "standing": links.of_body(body, today, user),
        "balance": duty.of(body, body.above).why,
        "law": law.rows(body),
        "quorum": quorum.needed(body, today),
        "terms": terms.on(body, today),
        "today": today,
        "wrong": _wrong(body, today) if rules.can_keep(user, body) else [],
        "meetings": Meeting.objects.visible_to(user).filter(body=body).order_by("-starts_at")[:50],
        "can_manage": rules.can_manage_bodies(user),
        "can_keep": rules.can_keep(user, body),
        "can_run": rules.can_run(user, body),
    }
    return render(request, "committees/body.html", context)


def _wrong(body, today):
    """What whoever keeps the body must put right, in words."""
    held = terms.on(body, today)
    return [
        *filter(None, [bodies.why_executive_is_over(body, today), quorum.needed(body, today).why_out_of_reach]),
        *(why for _, why in bodies.wrongly_seated(body, today)),
        *(why for _, why in bodies.without_a_place(body, today)),
        *filter(None, [terms.why_beyond_the_law(held) if held else ""]),
    ]


def _body(request, pk):
    return get_object_or_404(Body.objects.visible_to(request.user), pk=pk)


def _managed(request, pk):
    """A body, for those who found, seat and end bodies."""
    found = _body(request, pk)
    require(rules.can_manage_bodies(request.user))
    return found


def _kept(request, pk):
    """A body, for its clerk and for those who manage bodies."""
    found = _body(request, pk)
    require(rules.can_keep(request.user, found))
    return found


def _back(found):
    return reverse(PAGE, args=[found.pk])


@restricted
def new(request):
    """Found a body."""
    require(rules.can_manage_bodies(request.user))
    form = BodyForm(request.POST or None, viewer=request.user, cancel=reverse("committees:bodies"))
    if forming.saved(form, bodies.constitute, bodies.CannotChangeBody, by=request.user.person):
        return forming.done(request, f"{form.made} is set up. Give it a clerk and members next.", PAGE, form.made.pk)
    return forming.page(request, form, "Set up a body")


@restricted
def settle(request, pk):
    """Say which law a body stands on."""
    found = _kept(request, pk)
    initial = {"legal_basis": found.legal_basis, "kind": found.kind}
    asks = bool(bodies.final_behind_doors(found))
    form = SettleForm(request.POST or None, initial=initial, cancel=_back(found), asks=asks)
    if forming.saved(form, partial(bodies.settle, found), bodies.CannotChangeBody, by=request.user.person):
        return forming.done(request, f"The legal basis is settled.{_lost(form.made)}", PAGE, found.pk)
    return forming.page(request, form, "Settle the legal basis", caption=str(found))


def _lost(seats):
    """That co-opted members vote no more, where some did until now."""
    places = ", ".join(seat.office.label for seat in seats)
    return f" By that law these co-opted places have no vote any more: {places}." if places else ""


@restricted
def describe(request, pk):
    """Where a body usually meets."""
    found = _kept(request, pk)
    initial = {"usual_place": found.usual_place}
    form = DescribeForm(request.POST or None, initial=initial, cancel=_back(found))
    if forming.saved(form, partial(bodies.describe, found), by=request.user.person):
        return forming.done(request, "Saved.", PAGE, found.pk)
    return forming.page(request, form, "Where the body meets", caption=str(found))


@restricted
def keep_quorum(request, pk):
    """How many make a quorum, and who counts."""
    found = _kept(request, pk)
    initial = {
        "at_least": found.quorum,
        "share": found.quorum_share,
        "who": "chosen" if found.quorum_counts else "voting",
        "counts": found.quorum_counts,
        "source": found.quorum_source,
    }
    form = QuorumForm(request.POST or None, initial=initial, cancel=_back(found))
    if forming.saved(form, partial(quorum.keep, found), bodies.CannotChangeBody, by=request.user.person):
        return forming.done(request, "The quorum is saved.", PAGE, found.pk)
    return forming.page(request, form, "Quorum", caption=str(found))


@restricted
def schedule(request, pk):
    """When packs of a body are built by themselves, and in which print."""
    found = _kept(request, pk)
    initial = {
        "clear_days": found.pack_clear_days,
        "time": found.pack_time,
        "large_print": found.pack_large_print,
    }
    form = ScheduleForm(request.POST or None, initial=initial, cancel=_back(found))
    if forming.saved(form, partial(bodies.schedule_packs, found), by=request.user.person):
        return forming.done(request, "The pack timetable is saved.", PAGE, found.pk)
    return forming.page(request, form, "How packs are built", caption=str(found))


@restricted
def seat(request, pk):
    """Give somebody a place on a body."""
    found = _managed(request, pk)
    form = SeatForm(request.POST or None, body=found, cancel=_back(found))
    give = partial(_give_place, found, by=request.user.person)
    if forming.saved(form, give, bodies.CannotSit, ValidationError):
        return forming.done(request, f"{form.made.person} has the place.", PAGE, found.pk)
    return forming.page(request, form, "Give somebody a place", caption=str(found))


def _give_place(found, *, person, by, **about):
    return bodies.seat(found, person, by=by, **about)


@restricted
def preside(request, pk):
    """Choose who presides, from those who are members."""
    found = _managed(request, pk)
    form = PresideForm(request.POST or None, body=found, cancel=_back(found))
    choose = partial(_preside, found, by=request.user.person)
    if forming.saved(form, choose, bodies.CannotSit, ValidationError):
        return forming.done(request, f"{form.made.person} has the place.", PAGE, found.pk)
    nobody = "" if form.fields["person"].queryset else "Nobody has a member’s place yet. Give somebody one first."
    return forming.page(request, form, "Choose who presides", caption=str(found), warning=nobody)


def _preside(found, *, person, by, **about):
    return bodies.preside(found, person, by=by, **about)


@restricted
def end_seat(request, pk):
    """End somebody's place on a body."""
    held = Appointment.objects.filter(office__seat__isnull=False).select_related("person", "office__seat")
    held = get_object_or_404(held, pk=pk)
    found = _managed(request, held.office.seat.body_id)
    form = LastDayForm(request.POST or None, submit="End the place", cancel=_back(found))
    if forming.saved(form, partial(bodies.end_place, held), ValidationError, by=request.user.person):
        return forming.done(request, f"The place of {held.person} ends.", PAGE, found.pk)
    lead = "" if held.office.seat.capacity in bodies.SINGLE else "Somebody who presides stops presiding with it."
    return forming.page(request, form, f"End the place of {held.person}", caption=held.office.label, lead=lead)


@restricted
def make_clerk(request, pk):
    """Put somebody in charge of a body's meetings."""
    found = _managed(request, pk)
    form = ClerkForm(request.POST or None, cancel=_back(found))
    give = partial(_give_clerk, found, by=request.user.person)
    if forming.saved(form, give, ValidationError):
        return forming.done(request, f"{form.made.person} is the clerk.", PAGE, found.pk)
    return forming.page(request, form, "Make somebody clerk", caption=str(found))


def _give_clerk(found, *, person, starts_on, by):
    return bodies.make_clerk(found, person, starts_on=starts_on, by=by)


@restricted
def dissolve(request, pk):
    """End a body for good."""
    found = _managed(request, pk)
    form = LastDayForm(request.POST or None, submit="Dissolve the body", cancel=_back(found))
    if forming.saved(form, partial(bodies.dissolve, found), bodies.CannotChangeBody, by=request.user.person):
        return forming.done(request, "The body is dissolved.", PAGE, found.pk)
    warning = "All places on the body end with it. Its meetings and papers stay."
    return forming.page(request, form, "Dissolve the body", caption=str(found), warning=warning)
