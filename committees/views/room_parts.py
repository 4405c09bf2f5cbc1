"""What the pages at the meeting share: the page itself with its forms, the way back, and pages that stay open."""

from django.shortcuts import render

from committees import deciding
from committees.forms.room import GuestForm, OpenForm, PresideForm
from committees.models import AgendaItem
from committees.room import page, sitting

PAGE, ITEM = "committees:room", "committees:room_item"
# In the session: whoever turned the keys off does so for the whole meeting.
OFF = "room_keys_off"


def shown(request, found, *, status=200, **forms):
    """The page at the meeting, with what is done under the chosen item, and the forms that were not right."""
    about = {
        "room": found,
        "meeting": found.meeting,
        "item": found.item,
        "why_not_open": sitting.why_not_open(found.meeting),
        "open_form": OpenForm(found=found),
        "preside_form": PresideForm(found=found, initial={"presiding": found.meeting.presiding_id}),
        "guest_form": GuestForm(meeting=found.meeting),
        "keys_off": request.session.get(OFF, False),
        "parts": page.PARTS,
        **(deciding.panel(found.item, request.user) if found.item else {}),
    }
    return render(request, "committees/room/room.html", about | forms, status=status)


def refused(request, words, item, **typed):
    """The page of an item with why something was not done, and what was typed."""
    return shown(request, page.Room(item.meeting, item), wrong={"item": words}, **typed)


def is_quick(request):
    """Does a page ask that stays open, and wants an answer it can read?"""
    return request.headers.get("Accept", "") == "application/json"


def at_item(request, pk):
    """The item that was open when a form of the meeting was sent; None where it is not of this meeting."""
    asked = request.POST.get("item", "")
    return AgendaItem.objects.filter(pk=asked, meeting=pk).first() if asked.isdecimal() else None


def back(request, found):
    """Where to go on after a form: the item that was open, or the meeting."""
    item = at_item(request, found.meeting.pk)
    return (ITEM, item.pk) if item else (PAGE, found.meeting.pk)
