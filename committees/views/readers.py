"""Pages for those who read a paper, and its files."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import mine, reading, replacing, serving, withheld
from committees.mine import beside
from committees.views import granting
from roles.access import code_given, restricted
from roles.audit import record


@require_safe
def paper(request, pk):
    """
    A paper as a page; for who may know of it and not read it, why (its files are simply not there).

    Of one that is private in part the private parts are asked for (`?part=private`) or shown where the session has
    given a one-time code anyway; everybody else reads the open rest.
    """
    found, near = reading.with_neighbours(request.user, pk)
    asks = request.GET.get("part") == "private"
    if found is None or (asks and not found.is_whole):
        return granting.refused(request, pk)
    if withheld.shows_private(found) and not asks and not code_given(request):
        return _show(request, reading.open_rest(found), near=near, may_ask=True)
    return _through(request, found, partial(_show, near=near))


def _show(request, found, *, near, may_ask=False):
    """`near` are its neighbours. `may_ask`: what is left out here this reader may read, after a one-time code."""
    context = {
        "may_ask": may_ask,
        "left_out": "" if withheld.is_whole(found) else withheld.marking(found),
        "paper": found,
        "meeting": found.item.meeting,
        "marking": reading.marking(found),
        "laid": serving.laid_out(found) if found.version_id else None,
        "size": reading.size(found.printed),
        "beside": beside.of(found, near, request.user),
        "knows_titles": code_given(request),
        **serving.other(found, request.user),
        **_replaced(request, found),
    }
    _note_opened(request, found)
    return render(request, "committees/paper.html", context)


def _replaced(request, found):
    """Which other versions of the report there are, as far as this session may know: of private ones after a code."""
    if not replacing.is_in_versions(found):
        return {}
    others = replacing.of_report(found.version.report_id, request.user)
    return replacing.told(found, others if code_given(request) else others.open())


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
    return _through(request, get_object_or_404(reading.papers(request.user), pk=pk), show)


def _through(request, found, show):
    """The same with a paper from `reading.papers` of whoever asks."""
    is_private = found.restricted or withheld.shows_private(found)
    return _show_restricted(request, found, show) if is_private else show(request, found)


@restricted
def _show_restricted(request, found, show):
    """That a restricted paper was opened, by whom, and by whose leave, is written down."""
    leave = found.grants.in_force(timezone.now()).filter(person=request.user.person).first()
    by_leave = {"grant": leave.pk} if leave else {}
    record(request.user.person, "opened the restricted paper of", found.item, paper=found.pk, **by_leave)
    response = show(request, found)
    response["Cache-Control"] = "no-store, private"
    return response
