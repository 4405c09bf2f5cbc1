"""Pages for those who read a paper, and its files."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import mine, reading, serving
from committees.mine import beside
from committees.views import granting
from roles.access import code_given, restricted
from roles.audit import record


@require_safe
def paper(request, pk):
    """A paper as a page; for who may know of it and not read it, why (its files are simply not there)."""
    if not reading.papers(request.user).filter(pk=pk).exists():
        return granting.refused(request, pk)
    return _behind_its_door(request, pk, _show)


def _show(request, found):
    context = {
        "paper": found,
        "meeting": found.item.meeting,
        "marking": reading.marking(found),
        "laid": serving.laid_out(found) if found.version_id else None,
        "size": reading.size(found.printed),
        "beside": beside.of(found, request.user),
        "knows_titles": code_given(request),
        **serving.other(found, request.user),
    }
    _note_opened(request, found)
    return render(request, "committees/paper.html", context)


def _note_opened(request, found):
    """For the reader alone: what they have before them is not new to them any more."""
    mine.opened(found.item.meeting, request.user.person, paper=found)


@require_safe
def report_pdf(request, pk):
    """The print of a report."""
    return _behind_its_door(request, pk, _report)


def _report(request, found):
    response = serving.report(found)
    _note_opened(request, found)
    return response


@require_safe
def document(request, pk):
    """A document that was laid by itself."""
    return _behind_its_door(request, pk, _document)


def _document(request, found):
    response = serving.document(found)
    _note_opened(request, found)
    return response


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
    """That a restricted paper was opened, by whom, and by whose leave, is written down."""
    leave = found.grants.in_force(timezone.now()).filter(person=request.user.person).first()
    by_leave = {"grant": leave.pk} if leave else {}
    record(request.user.person, "opened the restricted paper of", found.item, paper=found.pk, **by_leave)
    response = show(request, found)
    response["Cache-Control"] = "no-store, private"
    return response
