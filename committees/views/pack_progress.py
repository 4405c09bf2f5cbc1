"""Pages about a build that is being made, for whoever runs the meeting."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from committees import rules
from committees.models import Build, Meeting
from committees.packs import cancelling
from committees.views import forming
from corporate_parenting.lib import dates
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:pack"
DONE = "The build is cancelled. What was made of it is kept for the next one."


@restricted
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, pk):
    """Ask whether to cancel a build, and cancel it."""
    ours = Build.objects.filter(meeting__in=Meeting.objects.run_by(request.user))
    build = get_object_or_404(ours.select_related("meeting__body", "cancelled_by"), pk=pk)
    require(rules.can_run(request.user, build))
    if request.method == "POST":
        return _cancel(request, build)
    if why := cancelling.why_too_late(build):
        return forming.refused(request, why, PAGE, build.meeting_id)
    caption = f"{build.meeting.body}, {dates.weekday(build.meeting.starts_at)}"
    return render(request, "committees/pack_cancel.html", {"build": build, "caption": caption, **cancelling.ask(build)})


def _cancel(request, build):
    try:
        cancelling.cancel(build, by=request.user.person)
    except cancelling.TooLate as why:
        return forming.refused(request, str(why), PAGE, build.meeting_id)
    return forming.done(request, DONE, PAGE, build.meeting_id)
