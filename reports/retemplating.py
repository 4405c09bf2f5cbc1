"""A draft takes the newest version of its template: what has a place there is carried along, the rest is kept."""

from django.db import transaction
from django.db.models import Max

from reports import template_words, templating
from reports.drafting.hold import hold
from reports.layout import AUTHOR_LABELS, BODY_LABELS, DATE_LABELS
from reports.models import Implication, Section, Unplaced
from roles.audit import record

# Labels that ask the same thing in other words.
SAME = (BODY_LABELS, DATE_LABELS, tuple(AUTHOR_LABELS))


def news(report):
    """The versions of its template that came after the report's own, oldest first, each with `news`: sentences."""
    newer, before = templating.newer_than(report.format), report.format
    for version in newer:
        version.news, before = template_words.differences(before, version), version
    return newer


@transaction.atomic
def take_newest(version, *, by):
    """
    Set a draft in the newest version of its template; returns that version, or None where it stands in it already.

    Header fields, closing lines and implications are carried by their labels; what the template no longer has stands
    among the texts without a place. Sections stay, and new headings come after them. Raises Frozen or BeingCleared.
    """
    report = hold(version)
    old, newer = report.format, templating.newer_than(report.format)
    if not newer:
        return None
    new = newer[-1]
    report.format = new
    report.save(update_fields=["format"])
    _carry_lines(version, new)
    _carry_implications(version, new)
    _add_headings(version, old, new)
    record(by, "took the newer template for", report, template=new.name, number=new.number)
    return new


def _carry_lines(version, new):
    """Header fields and closing lines: each value under the label that asks for it."""
    version.refresh_from_db(fields=["header", "footer"])
    version.header, left = _matched(version.header, new.header_fields)
    version.footer, below = _matched(version.footer, new.footer_fields)
    version.save(update_fields=["header", "footer"])
    for place, lines in (("the head of the report", left), ("the end of the report", below)):
        for label, value in lines:
            _keep(version, f"From {place}, where “{label}” was", value)


def _matched(pairs, labels):
    """([[label, value]] for these labels, [(label, value)] that none of them asks for)."""
    left, matched = list(pairs), [[label, ""] for label in labels]
    for same in (_same_words, _same_meaning):
        for row in matched:
            found = next((pair for pair in left if not row[1] and same(pair[0], row[0])), None)
            if found:
                left.remove(found)
                row[1] = found[1]
    return matched, [(label, value) for label, value in left if value.strip()]


def _same_words(one, other):
    return one.casefold() == other.casefold()


def _same_meaning(one, other):
    return any(one.lower() in labels and other.lower() in labels for labels in SAME)


def _carry_implications(version, new):
    rows = list(version.implications.all())
    places = {name.casefold(): (place, name) for place, name in enumerate(new.implications, start=1)}
    for row in rows:
        if found := places.pop(row.name.casefold(), None):
            row.order, row.name = found
            row.save(update_fields=["order", "name"])
        else:
            if row.text.strip():
                _keep(version, f"Implication “{row.name}”, which the template no longer has", row.text)
            row.delete()
    made = [Implication(version=version, order=place, name=name) for place, name in places.values()]
    Implication.objects.bulk_create(made)


def _add_headings(version, old, new):
    had = {line.casefold() for line in old.sections} | {row.heading.casefold() for row in version.sections.all()}
    coming = [line for line in new.sections if line.casefold() not in had]
    last = version.sections.aggregate(last=Max("order"))["last"] or 0
    rows = [Section(version=version, heading=line, order=last + place) for place, line in enumerate(coming, start=1)]
    Section.objects.bulk_create(rows)


def _keep(version, where, text):
    last = version.unplaced.aggregate(last=Max("order"))["last"] or 0
    Unplaced.objects.create(version=version, order=last + 1, where=where[:200], text=text)
