"""Pages for the clerk in the room: the resolution that the public leaves, what its loss opens, and the public back."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from committees import deciding
from committees.deciding import excluding
from committees.deciding.panel import Known
from committees.forms.deciding import ExclusionForm, ReopenForm
from committees.models import AgendaItem, Exclusion, Meeting
from committees.views import forming
from committees.views.clerking import run_meeting
from committees.views.deciding import at
from roles.access import restricted


@restricted
def exclude(request, pk):
    """The resolution that the public leaves: carried, or lost with all that it opens."""
    meeting = run_meeting(request, pk)
    item = _item(request, meeting)
    known = Known(item, request.user)
    waits = known.waiting(excluding.EXEMPT)
    offered = _offered(known)
    given = {
        "items": [str(one.pk) for one in waits or offered if waits or one == item],
        "words": excluding.exclusion_words(meeting, waits, on_items=known.on_items) if waits else "",
    }
    about = {"items": offered, "people": known.people, "voters": known.voter_ids, "meeting": meeting}
    about["numbers"] = {one.pk: excluding.paragraphs_of(one, known.on_items) for one in offered}
    form = ExclusionForm(request.POST or None, initial=given, cancel=at(item, "exclusion"), **about)
    if forming.saved(form, partial(deciding.exclude, meeting), deciding.CannotDecide, by=request.user.person):
        words = "The resolution is carried: the public leaves." if form.made.is_carried else "The resolution is lost."
        return forming.done(request, words, at(item, "exclusion"))
    context = {
        "form": form,
        "item": item,
        "meeting": meeting,
        "opened": excluding.opened_if_lost(offered),
        "told": [one for one in offered if one.likely_private and one.text.strip()],
        "waits": waits,
    }
    return render(request, "committees/deciding_exclusion.html", context)


def _item(request, meeting):
    """The item that was open in the room, or the first of the meeting."""
    asked = request.POST.get("item") or request.GET.get("item", "")
    items = AgendaItem.objects.filter(meeting=meeting).select_related("meeting__body")
    found = items.filter(pk=asked).first() if asked.isdecimal() else None
    return found or get_object_or_404(items[:1])


def _offered(known):
    """The items that a resolution can name: those foreseen, then all others that are not closed already."""
    waits = known.waiting(excluding.EXEMPT)
    closed = {one.pk for exclusion in known.exclusions if exclusion.is_carried for one in exclusion.items.all()}
    others = [
        one
        for one in known.items
        if one not in waits and one.pk not in closed and not one.withdrawn_at and not _by_law(one, known)
    ]
    return [*waits, *others]


def _by_law(item, known):
    return excluding.classes_of(item, known.on_items) == {excluding.CONFIDENTIAL}


@restricted
@require_POST
def left_by_law(request, pk):
    """The public left for what is confidential: nobody votes on it."""
    meeting = run_meeting(request, pk)
    item = _item(request, meeting)
    items = Known(item, request.user).waiting(excluding.CONFIDENTIAL)
    try:
        deciding.exclude(meeting, items=items, kind=excluding.CONFIDENTIAL, by=request.user.person)
    except deciding.CannotDecide as why:
        return forming.refused(request, str(why), at(item, "exclusion"))
    return forming.done(request, "It is recorded that the public left.", at(item, "exclusion"))


@restricted
@require_POST
def let_in(request, pk):
    """The public could come back."""
    mine = Exclusion.objects.filter(meeting__in=Meeting.objects.run_by(request.user))
    exclusion = get_object_or_404(mine.select_related("meeting__body"), pk=pk)
    item = _item(request, exclusion.meeting)
    form = ReopenForm(request.POST, meeting=exclusion.meeting)
    if forming.saved(form, partial(deciding.reopen, exclusion), deciding.CannotExclude, by=request.user.person):
        return forming.done(request, "It is recorded that the public could come back.", at(item, "exclusion"))
    why = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return forming.refused(request, why, at(item, "exclusion"))
