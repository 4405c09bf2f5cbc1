"""Where is my report: with whom each one is, since when, and by when it has to move on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, Q, Subquery, When
from django.db.models import OuterRef as Outer
from django.db.models.functions import Coalesce
from django.utils import timezone

from corporate_parenting.lib import dates
from reports import briefs, whereabouts
from reports.models import Clearance, Report, Version
from roles.working import Working

HEAD = ("Report", "For", "How it stands", "With", "Since", "For how long", "Due by", "How far that is", "Why", "Late")


@dataclass(frozen=True)
class Row:
    """One report on the board. `due_on` is None where nobody said a day; `is_late` where that day is past."""

    report: object
    standing: object
    whom: str
    since: date
    age: str
    due_on: date | None
    due_words: str
    why: str
    is_late: bool

    def cells(self):
        """As a line for spreadsheets, below HEAD."""
        late = "Late" if self.is_late else ""
        standing = self.standing.word
        about = (self.report.title, self.report.remit, standing, self.whom, self.since, self.age)
        return [*about, self.due_on, self.due_words, self.why, late]


def of(viewer):
    """
    The reports that this viewer writes, is asked to clear or said yes to, or is the clerk of: those that have been
    longest in the same hands first. In one query for any number of them.
    """
    seen = Report.objects.filter(pk__in=Report.objects.visible_to(viewer).values("pk"))
    told = whereabouts.with_standing(seen).select_related("author", "remit", "brief")
    turn = Clearance.objects.in_turn().filter(report=Outer("pk")).order_by("order", "pk")
    numbered = Version.objects.cleared().filter(report=Outer("pk")).order_by("-number")
    told = told.annotate(
        turn_office=Subquery(turn.values("office__label")[:1]), last_frozen=Subquery(numbered.values("frozen_at")[:1])
    )
    since = Case(
        When(is_sent=True, then=F("turn_since")),
        When(has_draft=False, then=F("last_frozen")),
        default=Coalesce("last_at", "last_frozen", "made_at"),
    )
    return told.annotate(in_hand_since=Coalesce(since, "made_at")).order_by("in_hand_since", "pk")


def late(reports, *, today=None):
    """Those of `of` whose day is past: the clearer's, or the first one of the brief while it is written."""
    day = today or timezone.localdate()
    written = Q(has_draft=True, is_sent=False, brief__due__0__on__lt=day.isoformat()) & ~Q(brief__due__0__with="")
    asked = Q(is_sent=True, turn_due__lt=day)
    unsaid = Q(is_sent=True, turn_due=None, brief__due__1__on__lt=day.isoformat()) & ~Q(brief__due__1__with="")
    return reports.filter(written | asked | unsaid)


def rows(reports, *, today=None):
    """The reports of a page, from `of`, as Rows. Working days are counted once for all of them."""
    reports = list(reports)
    today = today or timezone.localdate()
    working = Working(today=today)
    oldest = min((timezone.localdate(report.in_hand_since) for report in reports), default=today)
    since = Working(working.calendar, today=oldest)
    return [_row(report, working, since) for report in reports]


def _row(report, working, since):
    began = timezone.localdate(report.in_hand_since)
    due_on, words, why = _due(report, working)
    return Row(
        report=report,
        standing=whereabouts.standing(report),
        whom=_whom(report),
        since=began,
        age=_age(since.left(working.today) - since.left(began), began == working.today),
        due_on=due_on,
        due_words=words,
        why=why,
        is_late=due_on is not None and due_on < working.today,
    )


def _whom(report):
    """Whose hands it is in: the stage with its office, or a name."""
    if report.is_sent:
        office, stage = report.turn_office or "", report.last_asked or "Whoever clears reports"
        whom = f"{stage} ({office})" if office and office not in stage else stage
        return whom[:1].upper() + whom[1:]
    if not report.has_draft:
        return "The clerk"
    return f"{report.author}, who writes it" if report.author else "The clerk, until somebody writes it"


def _age(days, is_today):
    if is_today:
        return "Since today"
    return "Less than a working day" if days <= 0 else f"{days} working day{'' if days == 1 else 's'}"


def _due(report, working):
    """(day, how far it is in words, why that day); the day None where nobody said one."""
    if report.is_sent and report.turn_due:
        return report.turn_due, working.by(report.turn_due), _why(report)
    due = briefs.next_of(report, working)
    return (due.on, due.words, due.why) if due else (None, "", "")


def _why(report):
    """What the brief says of the clearer's day; else that it was asked so."""
    brief = getattr(report, "brief", None)
    told = {row["on"]: row["why"] for row in brief.due} if brief else {}
    given = f"The day that was given when it was sent on {dates.day(report.turn_since)}"
    return told.get(report.turn_due.isoformat(), given)
