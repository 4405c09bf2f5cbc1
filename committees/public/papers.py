"""Open papers and their files."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees import reading, retention, serving
from committees.models import Paper
from committees.models.papers import kept_back
from committees.models.who_reads import to_everybody
from committees.public import files
from corporate_parenting.lib.prepared import Prepared
from roles.permissions import PUBLIC

WITH = ("version__report__format", "document", "minutes__minutes__meeting", "action_log", "item__meeting__body")


def _open(pk):
    seen = Paper.objects.visible_to(PUBLIC).filter(pk=pk).select_related(*WITH)
    return seen.annotate(restricted=kept_back(), **reading.prints())


_prepared = Prepared(_open, under=to_everybody)


def _paper(pk):
    """An open paper of a published meeting: one query. Raises Http404."""
    if not (found := _prepared.rows(pk=pk)):
        raise Http404
    return found[0]


@login_not_required
@require_safe
def paper(request, pk):
    """An open paper as a page."""
    found = _paper(pk)
    laid = serving.laid_out(found) if found.version_id else None
    context = {"paper": found, "meeting": found.item.meeting, "laid": laid, "size": reading.size(found.printed)}
    context["background"] = retention.background(found.item.meeting, laid.sources) if laid else None
    context |= serving.other(found, PUBLIC)
    return render(request, "committees/public/paper.html", context)


@login_not_required
@require_safe
def report_pdf(request, pk):
    """The print of an open report."""
    return files.kept_briefly(request, serving.report(_paper(pk)))


@login_not_required
@require_safe
def document(request, pk):
    """An open document that was laid by itself."""
    return files.kept_briefly(request, serving.document(_paper(pk)))


@login_not_required
@require_safe
def appendix(request, pk, appendix):
    """An appendix of an open report."""
    return files.kept_briefly(request, serving.appendix(_paper(pk), appendix))


@login_not_required
@require_safe
def figure(request, pk, block):
    """A picture of an open report."""
    return files.kept_briefly(request, serving.figure(_paper(pk), block))
