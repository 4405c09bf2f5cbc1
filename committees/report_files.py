"""A report written in another program comes in, meant for a body."""

from django.db import transaction

from reports import drafting, reading
from roles.audit import record


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


def unplaced(report):
    """What of a report that was just brought in found no place: [(where, text)]."""
    return list(report.versions.get(number=None).unplaced.values_list("where", "text"))
