"""Pages about a pack before it is built: holding it back from the timetable, releasing it, and trying it now."""

from functools import partial

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committees import rules, tasks
from committees.forms.holding import HoldForm
from committees.models import Meeting
from committees.packs import dry_running, holding
from committees.views import forming
from corporate_parenting.lib import dates
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:pack"
LEAD = (
    "The timetable leaves the pack alone until a clerk releases it. If its moment passes meanwhile, it is built as soon"
    " as it is released. You can build it yourself at any time."
)


def _run(request, pk):
    """A meeting, for its clerk."""
    found = Meeting.objects.run_by(request.user).select_related("body", "pack_held_by")
    meeting = get_object_or_404(found, pk=pk)
    require(rules.can_run(request.user, meeting))
    return meeting


def _caption(meeting):
    return f"{meeting.body}, {dates.weekday(meeting.starts_at)}"


@restricted
def hold(request, pk):
    """Say why a pack is held, and hold it."""
    meeting = _run(request, pk)
    if meeting.pack_held_at:
        return forming.refused(request, holding.said(meeting), PAGE, pk)
    form = HoldForm(request.POST or None, cancel=reverse(PAGE, args=[pk]))
    if forming.saved(form, partial(holding.hold, meeting), holding.CannotHold, by=request.user.person):
        return forming.done(request, _held(form.made), PAGE, pk)
    return forming.page(request, form, "Hold the pack", caption=_caption(meeting), lead=LEAD)


def _held(meeting):
    """A build that was ordered before is not stopped by this."""
    last = meeting.builds.first()
    if last and last.packs.unfinished().exists():
        return f"The pack is held. Build {last.number} was ordered before and goes on; you can cancel it."
    return "The pack is held. The timetable leaves it alone until it is released."


@restricted
@require_POST
def release(request, pk):
    """Give a held pack back to the timetable."""
    meeting = _run(request, pk)
    try:
        holding.release(meeting, by=request.user.person)
    except holding.CannotHold as why:
        return forming.refused(request, str(why), PAGE, pk)
    return forming.done(request, "The pack is released. The timetable builds it again.", PAGE, pk)


@restricted
@require_safe
def build_held(request, pk):
    """Ask first whether a pack that somebody holds is to be built all the same."""
    meeting = _run(request, pk)
    if not meeting.pack_held_at:
        return redirect(PAGE, pk)
    context = {"meeting": meeting, "caption": _caption(meeting), "held": holding.said(meeting)}
    return render(request, "committees/pack_build_held.html", context)


@restricted
@require_POST
def try_now(request, pk):
    """Order a dry run."""
    meeting = _run(request, pk)
    dry_running.order(meeting, by=request.user.person)
    transaction.on_commit(partial(tasks.ring))
    return redirect(f"{reverse(PAGE, args=[pk])}#pack-timetable")
