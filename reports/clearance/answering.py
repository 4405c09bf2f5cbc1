"""What those who are asked say: yes, yes with conditions, or not yet; and the author may take the report back."""

from django.db import transaction
from django.utils import timezone

from reports import rules
from reports.clearance import turns, words
from reports.clearance.refusals import AlreadyDecided, NotAClearer, WordsChanged
from reports.models import Clearance, Report
from roles.audit import record

Outcome = Clearance.Outcome


@transaction.atomic
def clear(clearance, *, by, conditions="", seen=""):
    """
    Say yes to the words as they stand; the last yes freezes them. Returns the Version frozen, or None while others
    are still asked. A condition does not stop the report: its author meets it by a change, which asks those again
    whose words it touches.

    `seen` is the digest of what was read. Raises AlreadyDecided, NotAClearer or WordsChanged.
    """
    clearance = to_answer(clearance, by)
    now = words.digest(clearance.version, clearance.covers)
    if seen and seen != now:
        raise WordsChanged
    clearance.digest = now
    outcome = Outcome.CONDITIONS if conditions.strip() else Outcome.CLEARED
    close(clearance, outcome, by=by, comment=conditions.strip())
    did = "cleared with conditions" if conditions.strip() else "cleared"
    record(by, did, clearance.report, clearance=clearance.pk, stage=clearance.stage_name)
    return turns.carry_on(clearance.report, clearance.version, by=by)


@transaction.atomic
def send_back(clearance, *, comment, by):
    """
    Say what has to change first; the draft can be written again. Nobody else is asked until it comes anew; what others
    said yes to stays. Raises AlreadyDecided, NotAClearer.
    """
    clearance = close(to_answer(clearance, by), Outcome.SENT_BACK, by=by, comment=comment)
    _take_back_open(clearance.report)
    record(by, "sent back", clearance.report, clearance=clearance.pk, stage=clearance.stage_name)
    return clearance


@transaction.atomic
def withdraw(clearance, *, by):
    """Take the report back from everybody who has it, to go on writing. Raises AlreadyDecided."""
    clearance = held(clearance)
    _take_back_open(clearance.report)
    record(by, "took back from clearance", clearance.report)
    clearance.refresh_from_db()
    return clearance


def held(clearance):
    """The clearance as it stands, its report locked: one answer at a time. Raises AlreadyDecided."""
    report = Report.objects.select_for_update().get(pk=clearance.report_id)
    found = report.clearances.select_related("version__report", "office", "asked").get(pk=clearance.pk)
    if found.decided_at is not None:
        raise AlreadyDecided
    found.report = report
    return found


def to_answer(clearance, by):
    """The same, for somebody to answer. Raises AlreadyDecided, NotAClearer."""
    found = held(clearance)
    if not rules.may_answer(by, found):
        raise NotAClearer
    return found


def close(clearance, outcome, *, by, comment):
    """Write down what was said."""
    clearance.outcome, clearance.comment, clearance.decided_at = outcome, comment, timezone.now()
    clearance.decided_by = by
    clearance.save(update_fields=["outcome", "comment", "decided_at", "decided_by", "digest"])
    return clearance


def _take_back_open(report):
    report.clearances.open().update(outcome=Outcome.WITHDRAWN, decided_at=timezone.now())
