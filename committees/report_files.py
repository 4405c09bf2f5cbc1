"""A report written in another program comes in, meant for a body, or into a report that waits for its words."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from reports import drafting, reading
from reports.models import Clearance, Report
from roles.audit import record


def look(data, name, *, format=None, into=None):  # noqa: A002 -- the field's own word
    """
    What a Word, Markdown or text file holds and where it would go; nothing is kept.

    Raises ReadError with file, line and field.
    """
    return drafting.coming(reading.read(data, name), format=into.format if into else format)


@transaction.atomic
def bring_in(data, name, *, body, by, author=None, format=None):  # noqa: A002 -- the field's own word
    """
    Make a draft of a Word, Markdown or text file; returns the Report. All of it comes in, or nothing.

    Whoever brings it in is its author, unless another is named. Raises ReadError with file, line and field.
    """
    report = drafting.bring_in(reading.read(data, name), by=by, remit=body.remit, format=format)
    if author is not None and author != report.author:
        report.author = author
        report.save(update_fields=["author"])
        record(by, "named the author of", report, author=author.pk)
    return report


def fill(report, data, name, *, by):
    """
    Put a file into a report that nobody has written in yet; returns it. All of it comes in, or nothing.

    Raises ReadError, and drafting.NotEmpty, Frozen or BeingCleared.
    """
    return drafting.fill(report, reading.read(data, name), by=by)


def waiting_for_words(person):
    """Reports that this person writes and in which nobody has written yet: a list."""
    if person is None:
        return []
    mine = Report.objects.filter(Q(author=person) | Q(co_authors=person))
    sent = Clearance.objects.open().filter(report=OuterRef("pk"))
    return drafting.untouched(Report.objects.filter(~Exists(sent), pk__in=mine.values("pk")))


def unplaced(report):
    """What of a report that was just brought in found no place: [(where, text)]."""
    return list(report.versions.get(number=None).unplaced.values_list("where", "text"))
