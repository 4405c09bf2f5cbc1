"""
How long what a meeting leaves must stay open for inspection at least. Minimums, not days of deletion: nothing here
deletes anything.

LGA 1972 s100C(1): minutes, agenda and reports for six years beginning with the date of the meeting; s100D(2):
background papers for four. SI 2012/2089 reg 21(6): records of executive decisions and their reports for at least six
years from the decision; reg 21(7): their background papers for at least four.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from committees.models import Meeting
from committees.models.bodies import OPEN_TO_THE_PUBLIC, LegalBasis
from corporate_parenting.lib import dates

OVER = (Meeting.Status.HELD, Meeting.Status.INQUORATE)


@dataclass(frozen=True)
class Rule:
    """A period of inspection: of what, how many years, from when, and where that is laid down."""

    what: str
    years: int
    begins: str
    source: str


BACKGROUND = "Background papers"
COMMITTEES = (
    Rule("Minutes, agenda and reports", 6, "the day of the meeting", "LGA 1972 section 100C(1)"),
    Rule(BACKGROUND, 4, "the day of the meeting", "LGA 1972 section 100D(2)"),
)
EXECUTIVE = (
    Rule("Decisions and reports", 6, "the day of the decision", "SI 2012/2089 regulation 21(6)"),
    Rule(BACKGROUND, 4, "the day of the decision", "SI 2012/2089 regulation 21(7)"),
)
YEARS = sorted({rule.years for rule in COMMITTEES + EXECUTIVE})


@dataclass(frozen=True)
class Kept:
    """One thing that a meeting leaves, and the day until which it is open for inspection at least."""

    rule: Rule
    until: date

    @property
    def what(self):
        return self.rule.what

    @property
    def words(self):
        """The period in words, as the minimum it is."""
        return f"Open for inspection until at least {dates.day(self.until)}. {MINIMUM}"

    def is_past(self, day):
        return self.until <= day


MINIMUM = "That is a minimum, not a day of deletion."


def rules(body):
    """The periods that the law gives for what a body leaves; none for a body that it does not open to the public."""
    if body.legal_basis not in OPEN_TO_THE_PUBLIC:
        return ()
    return EXECUTIVE if body.legal_basis == LegalBasis.EXECUTIVE else COMMITTEES


def of(meeting):
    """What a meeting leaves, as [Kept], longest first. Empty where no law says how long."""
    day = timezone.localdate(meeting.starts_at)
    return [Kept(rule, until(day, rule.years)) for rule in rules(meeting.body)]


def until(day, years):
    """
    The day on which a period of whole years ends that begins with a day: that day is the first after it.

    A period that begins with 29 February has no such day in most years; it ends on 1 March, never earlier.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@dataclass(frozen=True)
class Background:
    """The statutory background papers of a report laid before a meeting, and how long they stay open at least."""

    papers: list
    kept: Kept


def background(meeting, sources):
    """
    Of what a report rests on, what the public may inspect: published works are none of it (LGA 1972 s100D(5)).

    None where there is nothing, or no law opens it. No query.
    """
    papers = [source for source in sources if not source.is_published_work]
    kept = next((one for one in of(meeting) if one.rule.what == BACKGROUND), None)
    return Background(papers, kept) if papers and kept else None


def passing(meetings, year):
    """
    What passes its minimum in a calendar year, of these meetings (a queryset), as [(Meeting, Kept)] by day.

    One query, however many there are.
    """
    begun = Q(pk=None)
    for years in YEARS:
        begun |= Q(starts_at__date__range=(date(year - years, 1, 1), date(year - years, 12, 31)))
    found = meetings.filter(begun, status__in=OVER, body__legal_basis__in=OPEN_TO_THE_PUBLIC).select_related("body")
    passed = [(meeting, kept) for meeting in found for kept in of(meeting) if kept.until.year == year]
    return sorted(passed, key=lambda pair: (pair[1].until, pair[0].pk, pair[1].rule.years))
