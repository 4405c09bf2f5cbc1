"""What the pages of an agenda's clerk share: the meeting or item that they run, and the way back."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from committees.models import AgendaItem, Body, Meeting

PAGE = "committees:agenda"


def run_meeting(request, pk):
    """A meeting, for its clerk. Raises Http404."""
    return get_object_or_404(Meeting.objects.run_by(request.user).select_related("body"), pk=pk)


def run_item(request, pk):
    """An item, for the clerk of its meeting. Raises Http404."""
    items = AgendaItem.objects.filter(meeting__in=Meeting.objects.run_by(request.user))
    return get_object_or_404(items.select_related("meeting__body"), pk=pk)


def clerked_body(request, pk):
    """A body, for its clerk. Raises Http404."""
    return get_object_or_404(Body.objects.clerked_by(request.user), pk=pk)


def back(meeting):
    """The page on which a meeting's agenda is worked on."""
    return reverse(PAGE, args=[meeting.pk])
