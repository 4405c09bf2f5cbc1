"""The notice that the law asks for: by when an agenda must be public, counted in clear days with the working shown."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from committees import law
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import dates
from corporate_parenting.lib.calendar import ClearDays, Rule
from roles import council

# What must be done by the last lawful day, and the law that wants it.
_OPEN = "the notice and the agenda with its open reports must be there for everybody to inspect at the offices"
_PART_VA = "LGA 1972 sections 100A(6) and 100B(3)"
BY_THEN = {
    LegalBasis.FULL_COUNCIL: (
        f"{_OPEN}, and a summons that says what will be dealt with must have gone to every councillor "
        f"({_PART_VA}, and Schedule 12 paragraph 4)"
    ),
    LegalBasis.COMMITTEE: f"{_OPEN} ({_PART_VA}, by section 100E)",
    LegalBasis.ADVISORY: f"{_OPEN} ({_PART_VA}, by section 100E(3))",
    LegalBasis.SCRUTINY: f"{_OPEN} ({_PART_VA}, by LGA 2000 section 9FA(6))",
    LegalBasis.EXECUTIVE: f"{_OPEN} and on the council’s website (SI 2012/2089 regulations 6 and 7)",
}
# What may still be done after it.
SHORTER = (
    "A meeting called at shorter notice may be published later: say why it was. The reason is shown to the public."
)
NO_SHORTER_SUMMONS = (
    "For full council the law knows no shorter notice of the summons (LGA 1972 Schedule 12 paragraph 4): choose "
    "another day, or ask the monitoring officer first. If the agenda is published later all the same, say why; the "
    "reason is shown to the public."
)


@dataclass(frozen=True)
class Notice:
    """The notice of one meeting. `clear` is None where no statutory notice applies; `why_none` then says why."""

    clear: ClearDays | None
    today: date
    published_on: date | None = None
    why_none: str = ""
    basis: str = ""
    rule: str = ""

    @property
    def last_day(self):
        return self.clear.last_day_to_publish if self.clear else None

    @property
    def is_late(self):
        """Published, or still to be published, after the last lawful day."""
        return self.clear is not None and (self.published_on or self.today) > self.last_day

    @property
    def days_left(self):
        """Days of the calendar until the last lawful day; below zero when it is past."""
        return (self.last_day - self.today).days if self.clear else None

    @property
    def words(self):
        """The deadline in a few words."""
        if self.clear is None:
            return self.why_none
        if self.published_on:
            return f"Published on {dates.day(self.published_on)}{', late' if self.is_late else ''}"
        return f"By {dates.weekday(self.last_day)}, {_distance(self.days_left)}"

    @property
    def late_words(self):
        return (
            f"The last lawful day to publish was {dates.weekday(self.last_day)}, "
            f"{len(self.clear.counted)} clear days before the meeting. "
            f"{NO_SHORTER_SUMMONS if self.basis == LegalBasis.FULL_COUNCIL else SHORTER}"
        )

    @property
    def by_then(self):
        """What must have been done by the last lawful day, with the law; empty where no statutory notice applies."""
        return BY_THEN.get(self.basis, "") if self.clear else ""

    @property
    def counts_working_days(self):
        """Are weekends, bank holidays and closure days left out? The law does not say; the council does."""
        return self.clear is not None and self.rule == Rule.WORKING

    @property
    def warning(self):
        """That the deadline rests on bank holidays which were worked out; empty when it does not."""
        return self.clear.warning if self.clear else ""


def _distance(days):
    if days == 0:
        return "today"
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} ago"
    return f"in {days} day{'s' if days > 1 else ''}"


def of(meeting, *, calendar=None, today=None):
    """
    The notice of a meeting, its body selected. For a list, read one `council.Calendar` and give it to each.

    The legal basis of the body decides whether there is one, and how it is given (committees.law).
    Law: LGA 1972 s100A(6)(a), s100B(3) and Sch 12 para 4; SI 2012/2089 regs 6 and 7.
    """
    today = today or timezone.localdate()
    published_on = timezone.localdate(meeting.published_at) if meeting.published_at else None
    if not meeting.body.is_settled:
        return Notice(None, today, published_on, "The legal basis of this body is not settled")
    if not law.of(meeting.body).statutory_notice:
        return Notice(None, today, published_on, "No statutory notice applies to this body")
    days, day = calendar or council.Calendar(), timezone.localdate(meeting.starts_at)
    about = {"basis": meeting.body.legal_basis, "rule": days.number("clear_day_rule", day)}
    return Notice(days.clear_days_before(day), today, published_on, **about)
