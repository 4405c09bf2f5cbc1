"""Open papers and their files."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees import reading, replacing, retention, serving, withheld
from committees.models import Paper
from committees.models.papers import in_part, kept_back
from committees.models.who_reads import to_everybody
from committees.public import files
from corporate_parenting.lib.prepared import Prepared
from roles.permissions import PUBLIC

WITH = ("version__report__format", "document", "minutes__minutes__meeting", "action_log", "item__meeting__body")


def _open(pk):
    seen = Paper.objects.visible_to(PUBLIC).filter(pk=pk).select_related(*WITH)
    told = {"is_whole": ~in_part(), "is_in_versions": replacing.in_versions(), **reading.prints()}
    return seen.annotate(restricted=kept_back(), **told)


def _other_papers(report_id):
    return replacing.of_report(report_id, PUBLIC)


_prepared = Prepared(_open, under=to_everybody)
_of_report = Prepared(_other_papers, under=to_everybody)


def _paper(pk):
    """An open paper of a published meeting: one query, and one more where parts of it are private. Raises Http404."""
    if not (rows := _prepared.rows(pk=pk)):
        raise Http404
    (found,) = rows
    found.kept_now = [] if found.is_whole else list(found.exemptions.current())
    return found


@login_not_required
@require_safe
def paper(request, pk):
    """An open paper as a page."""
    found = _paper(pk)
    laid = serving.laid_out(found) if found.version_id else None
    context = {"paper": found, "meeting": found.item.meeting, "laid": laid, "size": reading.size(found.printed)}
    context["left_out"] = "" if found.is_whole else withheld.marking(found)
    context["background"] = retention.background(found.item.meeting, laid.sources) if laid else None
    context |= serving.other(found, PUBLIC)
    if found.is_in_versions:
        context |= replacing.told(found, _of_report.rows(report_id=found.version.report_id))
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
