"""The minute of an item is saved: as it is typed, or by its button; and the run sheet of a meeting."""

from functools import partial

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees import room, rules
from committees.forms.room import MinuteForm, PlanForm
from committees.room import page, run_sheet, writing
from committees.views import forming
from committees.views.clerking import run_item, run_meeting
from committees.views.room_parts import ITEM, is_quick, shown
from corporate_parenting.lib import dates
from roles.access import restricted

SHEET = "committees:run_sheet"


@restricted
@require_POST
def write(request, pk):
    """Save the texts of a minute. Where another saved meanwhile, both are shown and nothing is saved."""
    item, form = run_item(request, pk), MinuteForm(request.POST)
    try:
        if not form.is_valid():
            raise room.CannotRecord("The page was sent without its edition. Load it again in another tab.")
        minute = room.write(item, **form.cleaned_data, by=request.user.person)
    except room.Conflict as conflict:
        return _both(request, item, conflict)
    except room.CannotRecord as why:
        return _not_saved(request, item, str(why))
    if is_quick(request):
        return JsonResponse({"edition": minute.edition, "saved": saved_words(minute)})
    return forming.done(request, f"The minute is saved: {dates.clock(minute.saved_at)}.", ITEM, pk)


def saved_words(minute):
    """When a minute was saved, as the page says it."""
    return f"Saved {dates.clock(timezone.localtime(minute.saved_at))}"


def _both(request, item, conflict):
    theirs = conflict.theirs
    if is_quick(request):
        texts = {name: getattr(theirs, name) for name in writing.TEXTS}
        who = {"by": str(theirs.saved_by), "at": dates.clock(theirs.saved_at), "edition": theirs.edition}
        return JsonResponse({"why": str(conflict), "theirs": texts | who}, status=409)
    found = page.Room(item.meeting, item)
    return shown(request, found, status=409, theirs=theirs, mine=request.POST, wrong={"minute": str(conflict)})


def _not_saved(request, item, why):
    if is_quick(request):
        return JsonResponse({"why": why}, status=422)
    return shown(request, page.Room(item.meeting, item), mine=request.POST, wrong={"minute": why})


@restricted
@require_safe
def earlier(request, pk):
    """What was minuted under an item before: nothing that was written is lost."""
    item = run_item(request, pk)
    about = {"item": item, "meeting": item.meeting, "kept": writing.earlier(item)}
    return render(request, "committees/room/earlier.html", about)


@restricted
@require_safe
def sheet(request, pk):
    """The run sheet, for the clerk and for who chairs."""
    found = get_object_or_404(run_sheet.may_read(request.user).select_related("body", "presiding"), pk=pk)
    rows = run_sheet.rows(found, request.user)
    about = {"meeting": found, "rows": rows, "can_plan": rules.can_run(request.user, found), "last": rows[-1:]}
    return render(request, "committees/room/run_sheet.html", about)


@restricted
def plan(request, pk):
    """Minutes and notes for each item, on one page."""
    found = run_meeting(request, pk)
    items = list(found.items.filter(withdrawn_at=None))
    form = PlanForm(request.POST or None, items=items, cancel=reverse(SHEET, args=[pk]))
    if forming.saved(form, partial(run_sheet.plan, found), room.CannotRecord, by=request.user.person):
        return forming.done(request, "The run sheet is saved.", SHEET, pk)
    return render(request, "committees/room/run_sheet_plan.html", {"form": form, "meeting": found})
