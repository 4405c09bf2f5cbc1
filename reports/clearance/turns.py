"""Whose turn it is: a step is asked when the one before has answered; after the last the version is frozen."""

from django.db.models import Max
from django.utils import timezone

from reports.clearance import words
from reports.models import Clearance
from roles.audit import person_or_none, record

# What a stage that is asked again is asked with.
SAME = ("report_id", "version_id", "stage_id", "stage_name", "order", "office_id", "asked_id", "covers", "due_on")


def carry_on(report, version, *, by):
    """Give the next step its turn, or freeze the version; returns the frozen Version, or None while some are asked."""
    waiting = report.clearances.open().order_by("order")
    if not waiting:
        _ask_again(version)
    if first := waiting.all().first():
        waiting.filter(order=first.order, turn_at=None).update(turn_at=timezone.now())
        return None
    return _freeze(report, version, by)


def _ask_again(version):
    """
    Nothing is frozen on what was said of other words: nobody writes while a report is being cleared, but should its
    words differ all the same, whoever had them is asked again.
    """
    for row in words.void_changed(version):
        same = {name: getattr(row, name) for name in SAME}
        Clearance.objects.create(**same, sent_at=timezone.now(), sent_by=row.sent_by)


def _freeze(report, version, by):
    version.number = (report.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version.frozen_at, version.frozen_by = timezone.now(), person_or_none(by)
    version.save(update_fields=["number", "frozen_at", "frozen_by"])
    record(by, "froze a version of", report, version=version.number)
    return version
