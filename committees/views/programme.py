"""Pages of the work programme: what a body means to consider, by month; each item, planned, moved, dropped, put on."""

from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees import programme, rules
from committees.forms.programme import ChangeItemForm, DropForm, ItemForm, MoveForm
from committees.models import Body, ProgrammeItem
from committees.models.programme import State
from committees.programme import listing, moving, planning
from committees.programme.planning import CannotPlan
from committees.programme_filters import MineFilter, ProgrammeFilter
from committees.views import forming
from corporate_parenting.lib import csvwrite
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:programme"
ITEM = "committees:programme_item"
ROWS = 100
SHORT = 5


def _seen_body(request, pk):
    return get_object_or_404(Body.objects.visible_to(request.user), pk=pk)


@require_safe
def of_body(request, pk):
    """The work programme of one body by month; what is late at the top, for those tied to it."""
    body, today = _seen_body(request, pk), timezone.localdate()
    found, page = _page(request, ProgrammeFilter, body=body)
    inside = listing.is_inside(request.user, body)
    late = programme.late(body, today) if inside else []
    context = {
        "body": body,
        "filter": found,
        "page": page,
        "months": listing.by_month(listing.rows(page, request.user)),
        "inside": inside,
        "can_run": rules.can_run(request.user, body),
        "late": late[:SHORT],
        "late_count": len(late),
        "homeless": body.programme.without_a_meeting().count() if inside else 0,
    }
    return render(request, "committees/programme.html", context)


def _page(request, kind, **more):
    today = timezone.localdate()
    items = listing.items(request.user, today)
    items = items.filter(body=more["body"]) if more else items.filter(body__in=listing.own_bodies(request.user))
    found = kind(request.GET, items, request=request, **more)
    return found, Paginator(found.qs, ROWS).get_page(request.GET.get("page"))


@require_safe
def table(request, pk):
    """The programme of a body with every move, for a spreadsheet: for those tied to it."""
    body = _seen_body(request, pk)
    require(listing.is_inside(request.user, body))
    today = timezone.localdate()
    items = listing.items(request.user, today).filter(body=body)
    found = ProgrammeFilter(request.GET or {"years": "all"}, items, request=request, body=body)
    rows = map(listing.cells, listing.rows(found.qs, request.user))
    return csvwrite.response(f"work-programme-{today}", listing.HEAD, rows)


@require_safe
def late(request, pk):
    """Everything that is late or was never considered, and why: for those tied to the body."""
    body = _seen_body(request, pk)
    require(listing.is_inside(request.user, body))
    found = programme.late(body, timezone.localdate())
    context = {"body": body, "late": found, "can_run": rules.can_run(request.user, body)}
    return render(request, "committees/programme_late.html", context)


@require_safe
def mine(request):
    """The programmes of all bodies that this person runs or has a place on, or of every open one, by month."""
    found, page = _page(request, MineFilter)
    months = listing.by_month(listing.rows(page, request.user))
    runs = Body.objects.clerked_by(request.user).exists()
    context = {"filter": found, "page": page, "months": months, "bodies": found.bodies, "runs": runs}
    return render(request, "committees/programmes.html", context)


@require_safe
def item(request, pk):
    """One planned item: what, when, by whom, where it stands, and every move with its reason."""
    found = get_object_or_404(listing.items(request.user, timezone.localdate()), pk=pk)
    row = listing.rows([found], request.user)[0]
    context = {
        "row": row,
        "knows_body": Body.objects.visible_to(request.user).filter(pk=found.body_id).exists(),
        "can_move": row.runs and row.state in (State.PLANNED, State.LATE),
        "can_change": row.runs and row.state in (State.PLANNED, State.LATE, State.AGENDA),
        "can_put_on": row.runs and _waits_for_agenda(found, row),
        "is_dropped": row.state == State.DROPPED,
    }
    return render(request, "committees/programme_item.html", context)


def _waits_for_agenda(found, row):
    """Is there a meeting on whose agenda it can be put by one press?"""
    takes = row.meeting is not None and row.meeting.status in planning.OPEN_MEETINGS
    return takes and found.state in (State.PLANNED, State.LATE) and found.agenda_item_id is None


def _run_body(request, pk):
    found = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_run(request.user, found))
    return found


def _run_item(request, pk):
    items = ProgrammeItem.objects.visible_to(request.user).select_related("body", "meeting", "agenda_item__meeting")
    found = get_object_or_404(items, pk=pk)
    require(rules.can_run(request.user, found))
    return found


def _back(found):
    return reverse(ITEM, args=[found.pk])


@restricted
def add(request, pk):
    """Plan something for a meeting or a month."""
    body = _run_body(request, pk)
    form = ItemForm(request.POST or None, body=body, cancel=reverse(PAGE, args=[pk]))
    if forming.saved(form, partial(programme.add, body), CannotPlan, by=request.user.person):
        return forming.done(request, f"“{form.made}” is in the work programme.", PAGE, pk)
    return forming.page(request, form, "Plan an item", caption=str(body))


@restricted
def change(request, pk):
    """Change what a planned item says."""
    found = _run_item(request, pk)
    before = {name: getattr(found, name) for name in planning.FIELDS}
    form = ChangeItemForm(request.POST or None, item=found, initial=before, cancel=_back(found))
    if forming.saved(form, partial(programme.change, found), CannotPlan, by=request.user.person):
        return forming.done(request, "Saved.", ITEM, pk)
    lead = "Once it is on an agenda, its words there are changed on the agenda."
    return forming.page(request, form, "Change the item", caption=found.title, lead=lead)


@restricted
def move(request, pk):
    """Move a planned item to another meeting or month, with a reason."""
    found = _run_item(request, pk)
    form = MoveForm(request.POST or None, body=found.body, cancel=_back(found))
    if forming.saved(form, partial(programme.move, found), CannotPlan, by=request.user.person):
        return forming.done(request, f"“{found}” was {moving.words(form.made)}.", PAGE, found.body_id)
    return forming.page(request, form, "Move the item", caption=found.title)


@restricted
def drop(request, pk):
    """Drop a planned item, with a reason."""
    found = _run_item(request, pk)
    form = DropForm(request.POST or None, cancel=_back(found))
    if forming.saved(form, partial(programme.drop, found), CannotPlan, by=request.user.person):
        return forming.done(request, f"“{found}” is dropped. You can take it up again.", ITEM, pk)
    return forming.page(request, form, "Drop the item", caption=found.title)


@restricted
@require_POST
def take_up(request, pk):
    """Plan a dropped item again."""
    found = _run_item(request, pk)
    try:
        programme.take_up(found, by=request.user.person)
    except CannotPlan as refused:
        return forming.refused(request, str(refused), ITEM, pk)
    return forming.done(request, f"“{found}” is planned again.", ITEM, pk)
