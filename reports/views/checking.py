"""What is found in a report before it is sent, and how plain it is to hear."""

from django.shortcuts import render

from reports import checks
from reports.checks import groups, plain, script
from reports.views.common import report_to_write
from roles.access import restricted


@restricted
def check(request, pk):
    """Everything found, grouped, each with its place: what stops the report, what is worth a look, how it reads."""
    report, version = report_to_write(request, pk)
    read = script.read(version)
    found, threshold = checks.findings_of(read), checks.threshold()
    stops = [finding for finding in found if finding.stops]
    hints = [finding for finding in found if not finding.stops]
    shown = {
        "report": report,
        "version": version,
        "stops": stops,
        "hints": hints,
        "stop_groups": groups.grouped(stops, threshold),
        "hint_groups": groups.grouped(hints, threshold),
        "brief": read.brief,
        "reading": plain.reading(read),
    }
    return render(request, "reports/check.html", shown)


@restricted
def plainness(request, pk):
    """How the report reads aloud: each section, its long sentences, short forms and words of the trade."""
    report, version = report_to_write(request, pk)
    return render(
        request,
        "reports/check_plainness.html",
        {"report": report, "version": version, "reading": plain.reading(script.read(version)), "aim": plain.AIM},
    )
