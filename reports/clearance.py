"""A report is sent to somebody to clear: cleared, which freezes it as a numbered version, sent back, or taken back."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reports import checks, rules
from reports.models import Clearance, Report
from roles.audit import person_or_none, record


class NotReady(Exception):
    """Something stands in the way. `.findings` says what (checks.Finding)."""

    def __init__(self, findings):
        super().__init__("; ".join(finding.text for finding in findings))
        self.findings = findings


class NotAClearer(Exception):
    """This person may not clear this report: they hold no post that does, or they wrote it."""


class AlreadySent(Exception):
    """The report is with somebody already."""


class AlreadyDecided(Exception):
    """Somebody decided, or the report was taken back, a moment before."""


@transaction.atomic
def submit(report, *, to, by):
    """
    Send the draft to a person to clear; nobody changes it until they answer.

    Raises NotReady, NotAClearer or AlreadySent.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.clearances.open().exists():
        raise AlreadySent
    draft = report.versions.drafts().get()
    if not rules.clearers(report).filter(pk=to.pk).exists():
        raise NotAClearer
    if stops := [finding for finding in checks.findings(draft) if finding.stops]:
        raise NotReady(stops)
    sent = Clearance.objects.create(report=report, version=draft, asked=to, sent_at=timezone.now(), sent_by=by)
    record(by, "sent for clearance", report, to=to.pk)
    return sent


@transaction.atomic
def clear(clearance, *, by):
    """Say yes: the draft becomes the next numbered version and stays as it is. Raises AlreadyDecided, NotAClearer."""
    clearance = _decide(clearance, Clearance.Outcome.CLEARED, by)
    report, version = clearance.report, clearance.version
    version.number = (report.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version.frozen_at, version.frozen_by = timezone.now(), person_or_none(by)
    version.save(update_fields=["number", "frozen_at", "frozen_by"])
    record(by, "cleared", report, version=version.number)
    return version


@transaction.atomic
def send_back(clearance, *, comment, by):
    """Say what has to change first; the draft can be written again. Raises AlreadyDecided, NotAClearer."""
    clearance = _decide(clearance, Clearance.Outcome.SENT_BACK, by, comment)
    record(by, "sent back", clearance.report)
    return clearance


@transaction.atomic
def withdraw(clearance, *, by):
    """Take the report back before an answer, to go on writing. Raises AlreadyDecided."""
    clearance = _close(clearance, Clearance.Outcome.WITHDRAWN)
    record(by, "took back from clearance", clearance.report)
    return clearance


def _decide(clearance, outcome, by, comment=""):
    if not rules.may_answer(by, clearance):
        raise NotAClearer
    return _close(clearance, outcome, comment)


def _close(clearance, outcome, comment=""):
    report = Report.objects.select_for_update().get(pk=clearance.report_id)
    clearance = report.clearances.select_related("report", "version").get(pk=clearance.pk)
    if clearance.decided_at is not None:
        raise AlreadyDecided
    clearance.outcome, clearance.comment, clearance.decided_at = outcome, comment, timezone.now()
    clearance.save(update_fields=["outcome", "comment", "decided_at"])
    return clearance
