"""A published meeting, with its agenda, papers, pack, minutes, and when each of them became public."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import reading, serving
from committees.models import Meeting
from committees.models.packs import Edition
from committees.public import about, files
from roles.permissions import PUBLIC


@login_not_required
@require_safe
def meeting(request, pk):
    """A published meeting: when, where, who, how to come, the agenda with its papers, and what is private and why."""
    return render(request, "committees/public/meeting.html", about.page(about.meeting(pk)))


@login_not_required
@require_safe
def pack(request, pk):
    """The newest public pack of a published meeting."""
    found, newest = _newest(pk)
    return _download(request, found, newest, "public-pack")


@login_not_required
@require_safe
def large_pack(request, pk):
    """The newest public pack of a published meeting, in large print."""
    found, newest = _newest(pk)
    return _download(request, found, _in_large_print(newest, Edition.PUBLIC), "large-print-pack")


@login_not_required
@require_safe
def young_pack(request, pk):
    """The young people's edition of the newest public pack of a published meeting."""
    found, newest = _newest(pk)
    return _download(request, found, _in_large_print(newest, Edition.YOUNG), "for-young-people")


def _newest(pk):
    """A published meeting, and its newest pack that is public. Raises Http404."""
    found = get_object_or_404(Meeting.objects.visible_to(PUBLIC).select_related("body"), pk=pk)
    newest = reading.newest_pack(found, Edition.PUBLIC, PUBLIC)
    if newest is None:
        raise Http404
    return found, newest


def _in_large_print(newest, edition):
    return next((one for one in reading.other_forms(newest, PUBLIC) if one.edition == edition), None)


def _download(request, found, pack, called):
    if pack is None:
        raise Http404
    name = f"{found.body}-{timezone.localdate(found.starts_at)}-{called}"
    return files.kept_briefly(request, serving.download(pack.file, name))
