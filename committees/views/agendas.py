"""Pages for the clerk: a meeting with its agenda, and publishing."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committees import agenda, desk, notice, reading, rules
from committees.forms.meetings import ChangeMeetingForm, ItemForm, MeetingForm, PublishForm, when
from committees.models import AgendaItem, Body, Meeting
from committees.models.packs import Edition
from committees.views import forming
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:agenda"


@restricted
@require_safe
def meeting(request, pk):
    """A meeting as its clerk works on it."""
    found = get_object_or_404(desk.counted(Meeting.objects.run_by(request.user)), pk=pk)
    row, user = desk.row(found), request.user
    lines = reading.agenda(found, user)
    context = {
        "meeting": found,
        "row": row,
        "steps": desk.steps(row),
        "part1": [line for line in lines if not line.item.likely_private],
        "part2": [line for line in lines if line.item.likely_private],
        "count": len(lines),
        "hindered": agenda.why_not_published(found),
        "public_pack": reading.newest_pack(found, Edition.PUBLIC, user),
        "restricted_pack": reading.newest_pack(found, Edition.RESTRICTED, user),
    }
    return render(request, "committees/agenda.html", context)


def _run(request, pk):
    """A meeting, for its clerk."""
    return get_object_or_404(Meeting.objects.run_by(request.user).select_related("body"), pk=pk)


def _item(request, pk):
    """An item, for the clerk of its meeting."""
    items = AgendaItem.objects.filter(meeting__in=Meeting.objects.run_by(request.user))
    return get_object_or_404(items.select_related("meeting__body"), pk=pk)


def _back(found):
    return reverse(PAGE, args=[found.pk])


@restricted
def call(request, pk):
    """Call a meeting of a body."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_run(request.user, body))
    cancel, initial = reverse("committees:body", args=[body.pk]), {"place": body.usual_place}
    form = MeetingForm(request.POST or None, initial=initial, cancel=cancel)
    if forming.saved(form, partial(agenda.call_meeting, body), agenda.CannotCall, by=request.user.person):
        return forming.done(request, "The meeting is called. Add the first item next.", PAGE, form.made.pk)
    return forming.page(request, form, "Call a meeting", caption=str(body))


@restricted
def change(request, pk):
    """Change when and where a body meets, or cancel the meeting."""
    found = _run(request, pk)
    form = ChangeMeetingForm(request.POST or None, initial=when(found), cancel=_back(found), submit="Save the meeting")
    if forming.saved(form, partial(agenda.change_meeting, found), agenda.CannotCall, by=request.user.person):
        return forming.done(request, "The meeting is changed.", PAGE, found.pk)
    return forming.page(request, form, "Change the meeting", caption=str(found.body))


@restricted
def publish(request, pk):
    """Publish an agenda: in time, or with the reason for shorter notice."""
    found = _run(request, pk)
    if why := agenda.why_not_published(found):
        return forming.refused(request, why, PAGE, found.pk)
    asked = notice.of(found)
    posted = request.POST if request.method == "POST" else None
    form = PublishForm(posted, late=asked.is_late, cancel=_back(found))
    if forming.saved(form, partial(agenda.publish, found), agenda.CannotPublish, by=request.user.person):
        return forming.done(request, _published(found), PAGE, found.pk)
    warning = asked.late_words if asked.is_late else _who_reads(found)
    return forming.page(request, form, "Publish the agenda", caption=str(found.body), warning=warning)


def _who_reads(found):
    if found.body.public_has_a_right:
        return "Everybody can read the agenda and its open papers from now on. Its order stands."
    return "Those with a place on the body are told that the agenda is final. The public has no right to it."


def _published(found):
    if found.body.public_has_a_right:
        return "The agenda is published. Everybody can read it and its open papers."
    return "The agenda is final. Those with a place on the body can read it."


@restricted
def add_item(request, pk):
    """Add an item to an agenda."""
    found = _run(request, pk)
    form = ItemForm(request.POST or None, cancel=_back(found))
    if forming.saved(form, partial(agenda.add_item, found), by=request.user.person):
        return forming.done(request, f"“{form.made.title}” is on the agenda.", PAGE, found.pk)
    return forming.page(request, form, "Add an item", caption=str(found.body))


@restricted
def edit_item(request, pk):
    """Change an item."""
    item = _item(request, pk)
    initial = {field: getattr(item, field) for field in agenda.ITEM_FIELDS}
    form = ItemForm(request.POST or None, initial=initial, cancel=_back(item.meeting), submit="Save the item")
    if forming.saved(form, partial(agenda.edit_item, item), agenda.CannotChangeAgenda, by=request.user.person):
        return forming.done(request, "The item is saved.", PAGE, item.meeting_id)
    return forming.page(request, form, "Change the item", caption=item.title)


@restricted
@require_POST
def move_item(request, pk):
    """Move an item up or down by one, or to a place by its number."""
    item = _item(request, pk)
    try:
        agenda.move(item, to=_place(item, request.POST), by=request.user.person)
    except (agenda.CannotChangeAgenda, ValueError) as why:
        words = "Enter the place as a whole number." if isinstance(why, ValueError) else str(why)
        return forming.refused(request, words, PAGE, item.meeting_id)
    return redirect(f"{_back(item.meeting)}#item-{item.pk}")


def _place(item, posted):
    """Where to, counted from 1. Raises ValueError."""
    step = {"up": -1, "down": 1}.get(posted.get("move", ""))
    return item.order + step if step else int(posted.get("number", ""))


@restricted
@require_POST
def remove_item(request, pk):
    """Take an item off an agenda."""
    item = _item(request, pk)
    try:
        agenda.remove(item, by=request.user.person)
    except agenda.CannotChangeAgenda as why:
        return forming.refused(request, str(why), PAGE, item.meeting_id)
    return forming.done(request, f"“{item.title}” is off the agenda.", PAGE, item.meeting_id)
