"""Open papers and their files."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from committees import reading, serving
from committees.public import files
from roles.permissions import PUBLIC


def _paper(pk):
    """An open paper of a published meeting: one query. Raises Http404."""
    seen = reading.papers(PUBLIC).prefetch_related(None).select_related("version__report__format")
    return get_object_or_404(seen, pk=pk)


@login_not_required
@require_safe
def paper(request, pk):
    """An open paper as a page."""
    found = _paper(pk)
    laid = serving.laid_out(found) if found.version_id else None
    context = {"paper": found, "meeting": found.item.meeting, "laid": laid, "size": reading.size(found.printed)}
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
