"""A report begins as a copy of an earlier one: last quarter's, with its words to be brought up to date."""

from django.db import transaction

from reports import aims, retemplating
from reports.drafting.hold import WORDS
from reports.drafting.starting import carry_private, copy_parts
from reports.layout import BODY_LABELS, DATE_LABELS
from reports.models import Report, Version
from roles.audit import person_or_none, record

# Appendices hold the figures of their time: they are named to the author and added anew.
COPIED = ("contacts", "sections", "recommendations", "implications", "sources")
TOLD_BY_MEETING = (*BODY_LABELS, *DATE_LABELS)


@transaction.atomic
def start_from(source, *, title, by, remit=None):
    """
    Begin a report with every word of a cleared version, in the newest version of its template; gives the Report.

    Body and date of the meeting are left empty, because another meeting says them.
    """
    report = Report.objects.create(title=title, format=source.report.format, author=person_or_none(by), remit=remit)
    words = {name: getattr(source, name) for name in WORDS[Version]}
    header = [[label, "" if label.lower() in TOLD_BY_MEETING else value] for label, value in source.header]
    draft = Version.objects.create(report=report, started_from=source, **words | {"title": title, "header": header})
    made = {name: copy_parts(getattr(source, name).all(), draft) for name in COPIED}
    # What was private is so here too, until its author says otherwise.
    carry_private(source, draft, made["sections"], {})
    record(by, "started a report from an earlier one", report, source=source.pk)
    aims.take_over(source.report, report, by=by)
    retemplating.take_newest(draft, by=by)
    report.refresh_from_db(fields=["format"])
    return report
