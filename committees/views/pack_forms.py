"""A pack in other forms: large print is asked for, and what is made in large print is opened."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees import packs, rules, serving, tasks
from committees.models import Build, Meeting, Pack
from committees.models.packs import Edition, Form
from roles.access import restricted
from roles.permissions import require


@restricted
@require_POST
def order_large(request, pk):
    """Order large print of both editions of a build."""
    builds = Build.objects.filter(meeting__in=Meeting.objects.run_by(request.user))
    build = get_object_or_404(builds.select_related("meeting__body"), pk=pk)
    require(rules.can_run(request.user, build.meeting))
    try:
        packs.order_large(build, by=request.user.person)
    except packs.CannotBuild as why:
        messages.error(request, str(why))
    transaction.on_commit(partial(tasks.ring))
    return redirect("committees:pack", build.meeting_id)


@require_safe
def open_large(request, pk):
    """The public edition in large print, for those who may open it before or after everyone may."""
    return _open(request, pk, Edition.PUBLIC, "large-print-pack")


@require_safe
def open_young(request, pk):
    """The young people's edition, for those who may open it before or after everyone may."""
    return _open(request, pk, Edition.YOUNG, "for-young-people")


def _open(request, pk, edition, called):
    seen = Pack.objects.visible_to(request.user).done().filter(edition=edition, form=Form.LARGE)
    found = get_object_or_404(seen.select_related("build__meeting__body"), pk=pk)
    meeting = found.build.meeting
    if not found.file:
        raise Http404
    return serving.download(found.file, f"{meeting.body}-{timezone.localdate(meeting.starts_at)}-{called}")
