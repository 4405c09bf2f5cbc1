"""Meetings as calendar feeds."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from committees import calendars
from committees.models import Body
from committees.public import files
from roles.permissions import PUBLIC


@login_not_required
@require_safe
def calendar(request):
    """The meetings of every body that the law opens."""
    return _sent(request, calendars.of_all(), "council-meetings")


@login_not_required
@require_safe
def body_calendar(request, pk):
    """The meetings of one body; that a body may not be known of is the same as that there is none."""
    body = get_object_or_404(Body.objects.visible_to(PUBLIC), pk=pk)
    return _sent(request, calendars.of_body(body), f"meetings-of-body-{body.pk}")


@login_not_required
@require_safe
def meeting_calendar(request, pk):
    """One meeting, to be put into a calendar by hand."""
    return _sent(request, calendars.of_meeting(get_object_or_404(calendars.known(), pk=pk)), f"meeting-{pk}")


def _sent(request, feed, name):
    response = HttpResponse(feed.text, content_type=calendars.KIND)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response.digest = feed.digest
    return files.kept_briefly(request, response)
