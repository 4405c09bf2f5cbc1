"""Pages for those who read: my meetings, a meeting, a paper and its files."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import brought, notice, reading, rules, serving
from committees.models import Meeting
from committees.models.packs import Edition
from roles.access import code_given, restricted
from roles.audit import record
from roles.permissions import May

MOST = 50


@require_safe
def my_meetings(request):
    """The meetings this person may read, those to come first."""
    seen, today = Meeting.objects.visible_to(request.user).select_related("body"), timezone.localdate()
    context = {
        "coming": seen.filter(starts_at__date__gte=today).order_by("starts_at", "pk")[:MOST],
        "past": seen.filter(starts_at__date__lt=today).order_by("-starts_at", "pk")[:MOST],
        "runs": bool(request.user.remits(May.RUN_MEETINGS)),
        "can_see_balance": rules.can_see_balance(request.user),
    }
    return render(request, "committees/meetings.html", context)


@require_safe
def meeting(request, pk):
    """A meeting: when, where, who, the agenda with its papers, and what this person may not read and why."""
    user = request.user
    found = get_object_or_404(Meeting.objects.visible_to(user).select_related("body"), pk=pk)
    minutes, knows = brought.minutes(found, user), code_given(request)
    told = [one for one in minutes if knows or not one.item.likely_private]
    context = {
        "meeting": found,
        "notice": notice.of(found),
        "lines": reading.agenda(found, user),
        "members": reading.members(found.body, timezone.localdate(found.starts_at), user),
        "attended": reading.attended(found, user),
        "public_pack": reading.newest_pack(found, Edition.PUBLIC, user),
        "restricted_pack": reading.newest_pack(found, Edition.RESTRICTED, user),
        "knows_titles": knows,
        "minutes": told,
        "hidden_minutes": len(minutes) > len(told),
        "can_run": rules.can_run(user, found),
    }
    return render(request, "committees/meeting.html", context | reading.put_off(found, user))


@require_safe
def paper(request, pk):
    """A paper as a page."""
    return _behind_its_door(request, pk, _show)


def _show(request, found):
    context = {
        "paper": found,
        "meeting": found.item.meeting,
        "marking": reading.marking(found),
        "laid": serving.laid_out(found) if found.version_id else None,
        "size": reading.size(found.printed),
    }
    return render(request, "committees/paper.html", context)


@require_safe
def report_pdf(request, pk):
    """The print of a report."""
    return _behind_its_door(request, pk, lambda request, found: serving.report(found))


@require_safe
def document(request, pk):
    """A document that was laid by itself."""
    return _behind_its_door(request, pk, lambda request, found: serving.document(found))


@require_safe
def appendix(request, pk, appendix):
    """An appendix of a laid report."""
    return _behind_its_door(request, pk, lambda request, found: serving.appendix(found, appendix))


@require_safe
def figure(request, pk, block):
    """A picture of a laid report."""
    return _behind_its_door(request, pk, lambda request, found: serving.figure(found, block))


def _behind_its_door(request, pk, show):
    """An open paper at once; a restricted one to those who may read it and have given a one-time code."""
    found = get_object_or_404(reading.papers(request.user), pk=pk)
    return _show_restricted(request, found, show) if found.restricted else show(request, found)


@restricted
def _show_restricted(request, found, show):
    """That a restricted paper was opened, and by whom, is written down."""
    record(request.user.person, "opened the restricted paper of", found.item, paper=found.pk)
    response = show(request, found)
    response["Cache-Control"] = "no-store, private"
    return response
