"""What the invented council's reports serve. Nobody has looked at what prepares young people for being adults."""

from pledges import progress
from pledges.models import Promise
from reports import aims, suggesting
from reports.models import Report

LEFT_OUT = "P7"
FEW = 3


def say():
    """Each laid report serves one or two principles, what is suggested first, and every second one a promise."""
    chosen = list(aims.principles().exclude(code=LEFT_OUT))
    promises = list(Promise.objects.filter(pledge__released_at__isnull=False)[:FEW])
    laid = Report.objects.filter(versions__papers__isnull=False, author__isnull=False).distinct().order_by("pk")
    for number, report in enumerate(laid.select_related("author")):
        _serve(report, [chosen[number % 6], chosen[(number * 2 + 1) % 6]])
        if number % 2 == 0:
            progress.report_on(report, [promises[number // 2 % FEW]], among=promises, by=report.author)


def _serve(report, principles):
    near = suggesting.suggest(report.versions.order_by("-number").first(), aims.wordings_offered(report))
    duties = [wording.responsibility for wording in near[:FEW]]
    aims.serve(report, principles=dict.fromkeys(principles), responsibilities=duties, by=report.author)
