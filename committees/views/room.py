"""Pages for the clerk at the meeting: it is opened, people come and go, items are taken, and it is ended."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committees import agenda, room
from committees.forms.room import FinishForm, GuestForm, OpenForm, PresideForm
from committees.room import clock, page, roll
from committees.views import forming
from committees.views.clerking import run_item, run_meeting
from committees.views.room_parts import ITEM, OFF, PAGE, at_item, back, is_quick, refused, shown
from roles.access import restricted


@restricted
@require_safe
def meeting(request, pk):
    """At the meeting: the item that is being taken, or the first to come."""
    return shown(request, page.Room(run_meeting(request, pk)))


@restricted
@require_safe
def item(request, pk):
    """At the meeting: one item."""
    found = run_item(request, pk)
    return shown(request, page.Room(found.meeting, found))


@restricted
@require_POST
def open_meeting(request, pk):
    """Open a meeting, saying who presides."""
    found = page.Room(run_meeting(request, pk))
    form = OpenForm(request.POST, found=found)
    if _done(form, room.begin, found, request):
        return forming.done(request, f"The meeting is open. {found.meeting.presiding} presides.", PAGE, pk)
    return shown(request, found, open_form=form)


@restricted
@require_POST
def preside(request, pk):
    """Somebody else takes the chair."""
    found = page.Room(run_meeting(request, pk))
    form = PresideForm(request.POST, found=found)
    if _done(form, room.preside, found, request):
        return forming.done(request, f"{found.meeting.presiding} presides.", *back(request, found))
    return shown(request, found, preside_form=form)


def _done(form, step, found, request):
    return forming.saved(form, lambda **given: step(found.meeting, **given), room.CannotRecord, by=request.user.person)


@restricted
@require_POST
def attendance(request, pk):
    """The roll: every line that changed is recorded; those that cannot be say why, and keep what was typed."""
    found = page.Room(run_meeting(request, pk), at_item(request, pk))
    wrong = roll.call(found, request.POST, by=request.user.person)
    if is_quick(request):
        return _roll_again(request, pk, found, wrong)
    if wrong:
        return shown(request, found, wrong=wrong)
    return redirect(*back(request, found))


def _roll_again(request, pk, found, wrong):
    """The roll and the quorum as they stand, for a page that stays open."""
    fresh = page.Room(found.meeting, found.item)
    typed = {who.key: who for who in found.people if who.error}
    for who in fresh.people:
        if who.key in typed:
            who.error, who.typed = typed[who.key].error, typed[who.key].typed
    about = {"room": fresh, "meeting": fresh.meeting, "item": fresh.item, "wrong": wrong}
    names = {"status": "status.html", "people": "people.html"}
    drawn = {key: render_to_string(f"committees/room/{name}", about, request) for key, name in names.items()}
    return JsonResponse(drawn | {"errors": list(wrong.values())})


@restricted
@require_POST
def guest(request, pk):
    """Somebody comes who is not expected."""
    found = page.Room(run_meeting(request, pk), at_item(request, pk))
    form = GuestForm(request.POST, meeting=found.meeting)
    if _done(form, room.add_guest, found, request):
        return forming.done(request, f"{form.made.name} is in attendance.", *back(request, found))
    return shown(request, found, guest_form=form)


@restricted
@require_POST
def times(request, pk):
    """An item begins, or is done; or it is done and the next one begins."""
    found = run_item(request, pk)
    do, by = request.POST.get("do", ""), request.user.person
    try:
        at = clock.read(request.POST.get("at", ""), found.meeting)
        if do == "start":
            room.start_item(found, at=at, by=by)
        elif do in ("end", "next"):
            room.end_item(found, at=at, by=by)
        following = page.Room(found.meeting, found).following if do == "next" else None
        if following:
            room.start_item(following.item, at=at, by=by)
    except room.CannotRecord as why:
        return refused(request, str(why), found, typed_at=request.POST.get("at", ""))
    return redirect(ITEM, following.item.pk if following else pk)


@restricted
def finish(request, pk):
    """End a meeting: it was held, or it was inquorate."""
    found = page.Room(run_meeting(request, pk))
    if not found.is_open:
        return forming.refused(request, f"{found.status_words}. It cannot be ended now.", PAGE, pk)
    likely = "yes" if room.never_quorate(found.meeting) else "no"
    initial = {"at": found.clock_now, "inquorate": likely}
    about = {"meeting": found.meeting, "cancel": reverse(PAGE, args=[pk]), "initial": initial}
    form = FinishForm(request.POST or None, **about)
    refusals = room.CannotRecord, agenda.CannotCall
    step = lambda **given: room.finish(found.meeting, **given)  # noqa: E731 -- the meeting comes first
    if forming.saved(form, step, *refusals, by=request.user.person):
        return forming.done(request, f"The meeting is ended: {found.meeting.get_status_display().lower()}.", PAGE, pk)
    return render(request, "committees/room/finish.html", {"form": form, "room": found, "meeting": found.meeting})


@restricted
@require_POST
def shortcuts(request, pk):
    """Turn the keys of the page off, or on again, for as long as this person is signed in."""
    found = run_meeting(request, pk)
    request.session[OFF] = not request.session.get(OFF, False)
    messages.success(request, f"Keyboard shortcuts are {'off' if request.session[OFF] else 'on'}.")
    return redirect(*back(request, page.Room(found)))
