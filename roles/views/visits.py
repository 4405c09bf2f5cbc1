"""Visits to children's homes: all of them for those who look after them or lead, one's own for who visits."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import csvwrite
from corporate_parenting.lib.calendar import DAY, months_after
from roles import access, rules, visiting
from roles.forms.visits import AskForm, DayForm, NotNeededForm, VisitorForm
from roles.models import Home, Visit, VisitAction
from roles.permissions import require
from roles.visit_filters import VisitFilter

PAGE = 50
MOST_DONE = 20
HEAD = ["Home", "Kind", "Due on", "Visitor", "Made on", "Report in on", "How it stands", "Why not needed"]
STATES = {
    "due": "To be made",
    "overdue": "Overdue",
    "awaited": "Report awaited",
    "complete": "Complete",
    "not_needed": "Not needed",
}


@require_safe
@access.restricted
def index(request):
    """Figures and all visits, or one's own. Whoever has nothing to do with visits finds no such page."""
    _open(request)
    return _board(request) if rules.can_see_all_visits(request.user) else _mine(request)


def _board(request):
    today = timezone.localdate()
    found = _narrowed(request)
    figures = visiting.tally(Visit.objects.visible_to(request.user).in_year_to(today))
    context = {
        "figures": [(kind, figure, visiting.MEANING[kind]) for kind, figure in figures.by_kind.items()],
        "homes": _with_figures(Home.objects.visible_to(request.user), figures),
        "year": f"since={months_after(today, -12) + DAY}&until={today}",
        "since": months_after(today, -12) + DAY,
        "filter": found,
        "page": Paginator(found.qs, PAGE).get_page(request.GET.get("page")),
        "can_keep": rules.can_keep_visits(request.user),
    }
    return render(request, "roles/visits.html", context)


def _mine(request):
    own = Visit.objects.visible_to(request.user).select_related("home")
    lists = {
        "to_make": own.to_make(),
        "awaited": own.report_awaited(),
        "complete": own.complete().order_by("-done_on")[:MOST_DONE],
    }
    kinds = {visit.kind for visits in lists.values() for visit in visits}
    context = lists | {"meaning": [(kind, words) for kind, words in visiting.MEANING.items() if kind in kinds]}
    return render(request, "roles/visits_mine.html", context)


@require_safe
@access.restricted
def export(request):
    """The same visits as the page lists, for a spreadsheet."""
    _open(request)
    rows = (
        [
            visit.home,
            visit.get_kind_display(),
            visit.due_on,
            visit.visitor,
            visit.done_on,
            visit.report_received_on,
            STATES[visit.state],
            visit.not_needed,
        ]
        for visit in _narrowed(request).qs
    )
    return csvwrite.response("visits", HEAD, rows)


@require_safe
@access.restricted
def visit(request, pk):
    """One visit: how it stands, what happened, and what somebody is to do because of it."""
    shown = _visit(request, pk)
    actions = [
        (action, rules.can_close_visit_action(request.user, action))
        for action in shown.actions.visible_to(request.user).select_related("owner")
    ]
    context = {
        "visit": shown,
        "meaning": visiting.MEANING[shown.kind],
        "events": visiting.events(shown, [action for action, _ in actions]),
        "actions": actions,
        "doubt": visiting.doubt(shown),
        "can_keep": rules.can_keep_visits(request.user),
        "can_say_made": rules.can_say_made(request.user, shown),
        "can_say_reported": rules.can_say_reported(request.user, shown),
        "can_ask": rules.can_ask_after(request.user, shown),
    }
    return render(request, "roles/visit.html", context)


@access.restricted
def assign(request, pk):
    """Who makes a visit."""
    given = _kept(request, pk)
    form = VisitorForm(request.POST or None, visit=given, cancel=_page_of(given))
    if form.is_valid() and form.attempt(_assign, given, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"Saved: {given.visitor or 'nobody yet'} makes the visit.")
        return redirect("roles:visit", pk)
    return _form(request, form, "Say who visits", given)


@access.restricted
def made(request, pk):
    """The visit was made."""
    said = _visit(request, pk)
    require(rules.can_say_made(request.user, said))
    form = DayForm(
        request.POST or None,
        label="When was the visit?",
        called="The day of the visit",
        hint="The day on which you were at the home",
        submit="Save the visit",
        initial=said.done_on or timezone.localdate(),
        cancel=_page_of(said),
    )
    if form.is_valid() and form.attempt(_made, said, by=request.user.person, **form.cleaned_data):
        messages.success(request, "Saved: the visit was made. Its report is awaited.")
        return redirect("roles:visit", pk)
    return _form(request, form, "Say that the visit was made", said)


@access.restricted
def report(request, pk):
    """The report of a visit came in."""
    said = _visit(request, pk)
    require(rules.can_say_reported(request.user, said))
    form = DayForm(
        request.POST or None,
        label="When did the report come in?",
        called="The day on which the report came in",
        hint="The report itself is kept where your council keeps such records, not here",
        submit="Save that the report is in",
        initial=said.report_received_on or timezone.localdate(),
        cancel=_page_of(said),
    )
    if form.is_valid() and form.attempt(visiting.report_in, said, by=request.user.person, **form.cleaned_data):
        messages.success(request, "Saved: the report is in.")
        return redirect("roles:visit", pk)
    return _form(request, form, "Say that the report is in", said)


@access.restricted
def not_needed(request, pk):
    """A visit is not needed after all."""
    dropped = _kept(request, pk)
    form = NotNeededForm(request.POST or None, cancel=_page_of(dropped))
    if form.is_valid() and form.attempt(visiting.not_needed, dropped, by=request.user.person, **form.cleaned_data):
        messages.success(request, "Saved: the visit is not needed, and is not counted.")
        return redirect("roles:visit", pk)
    return _form(request, form, "Say that the visit is not needed", dropped)


@require_POST
@access.restricted
def needed(request, pk):
    """It is needed after all."""
    kept = _kept(request, pk)
    try:
        visiting.needed_again(kept, by=request.user.person)
        messages.success(request, "Saved: the visit is needed again.")
    except visiting.NotNow as refusal:
        messages.error(request, refusal.message)
    return redirect("roles:visit", pk)


@access.restricted
def ask(request, pk):
    """Something is to be done because of a visit."""
    visited = _visit(request, pk)
    require(rules.can_ask_after(request.user, visited))
    form = AskForm(request.POST or None, viewer=request.user, cancel=_page_of(visited))
    if form.is_valid() and form.attempt(visiting.ask, visited, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"Asked: {form.outcome.owner} finds it under what waits for them.")
        return redirect("roles:visit", pk)
    return _form(request, form, "Ask for an action", visited)


@access.restricted
def close_action(request, pk):
    """What somebody was asked to do is done. Its owner need not know which home it is about."""
    actions = VisitAction.objects.visible_to(request.user).select_related("visit__home", "owner")
    closed = get_object_or_404(actions, pk=pk)
    require(rules.can_close_visit_action(request.user, closed))
    sees_visit = Visit.objects.visible_to(request.user).filter(pk=closed.visit_id).exists()
    back = _page_of(closed.visit) if sees_visit else reverse("home")
    form = DayForm(
        request.POST or None,
        label="When was it done?",
        called="The day on which it was done",
        submit="Save that it is done",
        initial=timezone.localdate(),
        cancel=back,
    )
    if form.is_valid() and form.attempt(_close, closed, by=request.user.person, **form.cleaned_data):
        messages.success(request, "Saved: the action is done.")
        return redirect(back)
    return render(request, "roles/visit_action.html", {"form": form, "action": closed})


def _open(request):
    if not rules.can_open_visits(request.user):
        raise Http404


def _narrowed(request):
    everything = Visit.objects.visible_to(request.user).select_related("home", "visitor")
    return VisitFilter(request.GET, everything, request=request)


def _with_figures(homes, figures):
    by_home = {tally.pk: tally.by_kind for tally in figures.homes}
    nothing = {kind: visiting.Figure() for kind in Visit.Kind}
    return [(home, by_home.get(home.pk, nothing).items()) for home in homes.select_related("run_by")]


def _visit(request, pk):
    return get_object_or_404(Visit.objects.visible_to(request.user).select_related("home", "visitor"), pk=pk)


def _kept(request, pk):
    visit = _visit(request, pk)
    require(rules.can_keep_visits(request.user))
    return visit


def _page_of(visit):
    return reverse("roles:visit", args=[visit.pk])


def _form(request, form, title, visit):
    caption = f"{visit.get_kind_display()}, {visit.home}"
    return render(request, "roles/form.html", {"form": form, "title": title, "caption": caption})


def _assign(visit, visitor, *, by):
    return visiting.assign(visit, visitor, by=by)


def _made(visit, on, *, by):
    return visiting.made(visit, done_on=on, by=by)


def _close(action, on, *, by):
    return visiting.close_action(action, done_on=on, by=by)
