"""What is hidden in an appendix is decided by a person: flattened away, or somebody else says that it may stay."""

from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import files, pdf
from reports import appendix_grades, drafting, rules
from reports.drafting.hold import hold
from reports.models import Appendix, Report
from roles.audit import record

REDACTIONS = (
    "In this file words are marked for redaction and not covered: on pictures of its pages they would be seen. Have "
    "the redaction carried out, save the file again and put it in the place of this one."
)
NOTHING = "Nothing in this file waits for a decision."
CHANGED = "Somebody changed or decided about this file in the meantime. Look at it as it is now."
NOT_YOU = (
    "Whoever added a file does not decide about it alone: somebody else who may read the report says that nothing in "
    "it is private. You can flatten it, or put another file in its place."
)


class CannotAnswer(Exception):
    """The question about what is hidden cannot be answered so. The message says why."""


def flatten(appendix, *, alt, by, seen=""):
    """
    Redraw every page as a picture: what was hidden is gone for good, and so is all that a screen reader could read.

    `alt` says what the file tells, for those who cannot see it. The file as it came is not kept. Raises CannotAnswer,
    and pdf.Refused where the pages cannot be drawn.
    """
    if not appendix_grades.can_be_flattened(appendix):
        raise CannotAnswer(REDACTIONS)
    made = pdf.flatten(files.read(appendix.safe), alt=alt.strip(), title=appendix.title)
    return _put_flat(appendix, made, alt.strip(), seen, by)


@transaction.atomic
def _put_flat(appendix, made, alt, seen, by):
    report = hold(appendix)
    current = _waiting(appendix, seen)
    if current.safe != appendix.safe:
        raise CannotAnswer(CHANGED)
    current.safe = current.original = files.keep(made.data)
    current.size, current.pages, current.alt = len(made.data), made.pages, alt
    current.tagged = current.claims_ua = False
    current.language, current.scanned, current.fonts_missing = "", made.pages, 0
    current.findings = []
    _answer(current, Appendix.Answer.FLATTENED, "", by)
    record(by, "flattened an appendix of", report, part=current.pk, pages=current.pages)
    return current


@transaction.atomic
def say_clean(appendix, *, why, by, seen=""):
    """
    Say that nothing hidden in an appendix is private, and why: it is published as it is.

    A second person decides it, who may read the report and did not add the file. Raises CannotAnswer.
    """
    report = Report.objects.select_for_update().get(pk=appendix.version.report_id)
    current = _waiting(appendix, seen)
    if not rules.may_say_clean(by, current):
        raise CannotAnswer(NOT_YOU)
    if not why.strip():
        raise CannotAnswer("Say why it may be published as it is.")
    _answer(current, Appendix.Answer.CLEAN, why.strip(), by)
    record(by, "said that nothing hidden is private in an appendix of", report, part=current.pk)
    return current


def _waiting(appendix, seen):
    """The appendix as it stands, if it still waits for an answer about the file that was looked at."""
    current = Appendix.objects.select_related("version__report").get(pk=appendix.pk)
    if seen and seen != drafting.edition(current):
        raise CannotAnswer(CHANGED)
    if not current.waits_for_answer:
        raise CannotAnswer(NOTHING)
    return current


def _answer(appendix, answer, why, by):
    appendix.answer, appendix.answer_why = answer, why
    appendix.answered_at, appendix.answered_by = timezone.now(), by
    appendix.save()
