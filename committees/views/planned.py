"""What the work programme planned for a meeting, and how it comes onto its agenda."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from committees import agenda, programme
from committees.models import ProgrammeItem
from committees.programme import starting
from committees.views import forming
from committees.views.clerking import PAGE, run_meeting
from roles.access import restricted

REFUSALS = (agenda.CannotChangeAgenda, programme.CannotPlan)


@restricted
@require_POST
def start(request, pk):
    """Start an agenda with the body's standing items and what is planned for the meeting."""
    found = run_meeting(request, pk)
    try:
        made = programme.start_agenda(found, by=request.user.person)
    except REFUSALS as why:
        return forming.refused(request, str(why), PAGE, found.pk)
    return forming.done(request, starting.words(made), PAGE, found.pk)


@restricted
@require_POST
def put_on(request, pk, item):
    """Put something planned for the meeting on its agenda."""
    found = run_meeting(request, pk)
    planned = get_object_or_404(ProgrammeItem.objects.filter(body=found.body_id, meeting=found), pk=item)
    try:
        programme.put_on(planned, found, by=request.user.person)
    except REFUSALS as why:
        return forming.refused(request, str(why), PAGE, found.pk)
    return forming.done(request, f"“{planned}” is on the agenda.", PAGE, found.pk)
