"""The way out when a clearance is late: somebody entitled lets the report go on without it, and says why."""

from django.db import transaction

from reports import rules
from reports.clearance import turns, words
from reports.clearance.answering import close, held
from reports.clearance.refusals import CannotExcept
from reports.models import Clearance
from roles.audit import record

NOT_DUE = "This clearance is not due yet, so it cannot be passed over."
NOT_YOURS = (
    "You cannot pass over this clearance: you wrote or sent the report, or you can answer it yourself, or you do not "
    "hold an office that may."
)


@transaction.atomic
def let_through(clearance, *, reason, by):
    """
    Let a report go on without a clearance whose last day has come. Like a yes, it holds for these words alone, and it
    is told to the clerk and to the office passed over. Returns the Version frozen, or None while others are asked.

    Raises AlreadyDecided, CannotExcept.
    """
    clearance = held(clearance)
    if not rules.has_come_due(clearance):
        raise CannotExcept(NOT_DUE)
    if not rules.may_except(by, clearance):
        raise CannotExcept(NOT_YOURS)
    if not reason.strip():
        raise CannotExcept("Say why the report cannot wait.")
    clearance.digest = words.digest(clearance.version, clearance.covers)
    close(clearance, Clearance.Outcome.EXCEPTED, by=by, comment=reason.strip())
    record(by, "let through as a late exception", clearance.report, clearance=clearance.pk, stage=clearance.stage_name)
    return turns.carry_on(clearance.report, clearance.version, by=by)
