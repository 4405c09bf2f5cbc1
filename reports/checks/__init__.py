"""What stands in the way of a report, before it is sent for clearance, and what its author should look at."""

from dataclasses import replace

from reports import appendix_checks, carried_over, implications, private, publishing
from reports.checks import children, numbers, pages, parts, recommendations, script, seen, years
from reports.checks.groups import APPENDICES, CARRIED, IMPLICATIONS, PRIVATE, PUBLISHING
from reports.checks.seen import MOST_COLUMNS, MOST_ROWS, TOO_LARGE
from roles import council

__all__ = ["MOST_COLUMNS", "MOST_ROWS", "TOO_LARGE", "findings", "findings_of", "threshold"]

# What other rooms find in their own parts of a version, and the group it is shown in.
OTHERS = (
    (implications.findings, IMPLICATIONS),
    (private.findings, PRIVATE),
    (appendix_checks.findings, APPENDICES),
    (publishing.findings, PUBLISHING),
    (carried_over.findings, CARRIED),
)


def findings(version):
    """
    Everything found in a version, what stops it first. An empty list: ready to be sent.

    Nothing is changed. The version is read anew, in the same number of queries however long it is.
    """
    return findings_of(script.read(version))


def findings_of(read):
    """The same of a version that is read already (script.Script)."""
    found = [
        *parts.about_parts(read),
        *recommendations.about_recommendations(read),
        *children.about_children(read),
        *numbers.about_numbers(read, threshold()),
        *_of_others(read.version),
        *pages.about_pages(read),
        *years.about_dates(read),
        *seen.about_tables(read),
        *seen.about_links(read),
        *parts.about_shape(read),
        *seen.about_reading(read),
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.stops)


def threshold():
    """The smallest number of children that this council shows in public."""
    return int(council.fact("small_number_threshold"))


def _of_others(version):
    for find, kind in OTHERS:
        for finding in find(version):
            yield finding if finding.kind else replace(finding, kind=kind)
