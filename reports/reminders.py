"""What the daily mail tells of reports: those to clear, those sent back or due, those that went on without somebody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from reports import briefs, rules, whereabouts
from reports.models import Clearance, KeptText, Report
from roles import council
from roles.models import Appointment, Delegation, Person
from roles.working import Working


class About(StrEnum):
    """Why a report is told of."""

    CLEAR = "clear"
    SENT_BACK = "sent back"
    DUE = "due"
    WITHOUT = "went on without them"


@dataclass(frozen=True)
class Reminder:
    """One report to tell somebody of: why, since when it is theirs (None: it was before), and by when."""

    about: About
    report: int
    since: date | None = None
    due_on: date | None = None


def by_person(today, news):
    """
    {Person: [Reminder]} of everybody who has a report to see to, or whose clearance was passed over in the last `news`
    days. The same number of queries for any number of reports; titles are left out, for mails are read anywhere.
    """
    told = defaultdict(list)
    for row, people in _asked(today, today - timedelta(days=news)):
        for person in people:
            told[person].append(_of_clearance(row))
    working = Working(council.Calendar.usual(), today)
    for row in _drafts():
        if reminder := _of_draft(row, working):
            for person in {row.author, *row.co_authors.all()} - {None}:
                told[person].append(reminder)
    return told


def _of_clearance(row):
    if row.decided_at is None:
        return Reminder(About.CLEAR, row.report_id, timezone.localdate(row.turn_at), row.due_on)
    return Reminder(About.WITHOUT, row.report_id, timezone.localdate(row.decided_at))


def _drafts():
    """Drafts that nobody else has and that were sent back, or asked for."""
    rows = whereabouts.with_standing(Report.objects.filter(versions__number=None))
    mine = rows.filter(Q(last_outcome=Clearance.Outcome.SENT_BACK) | Q(brief__isnull=False), is_sent=False)
    return mine.select_related("brief", "author__user").prefetch_related("co_authors__user")


def _of_draft(row, working):
    """`working` only words the day here, and the words are not used: the usual calendar will do."""
    due = briefs.next_of(row, working)
    due_on = due.on if due else None
    if row.last_outcome == Clearance.Outcome.SENT_BACK:
        return Reminder(About.SENT_BACK, row.pk, timezone.localdate(row.last_at), due_on)
    return Reminder(About.DUE, row.pk, None, due_on) if due_on else None


def _asked(today, since):
    """[(Clearance, people)] of those whose turn it is and those passed over since a day, with who may answer now."""
    passed = Q(outcome=Clearance.Outcome.EXCEPTED, decided_at__date__gte=since)
    rows = Clearance.objects.filter(Q(decided_at=None, turn_at__isnull=False) | passed)
    rows = list(rows.select_related("report", "asked__user").prefetch_related("report__co_authors"))
    if not rows:
        return []
    pairs = _holding(today, {row.office_id for row in rows})
    wrote = KeptText.objects.written().filter(version__report__in={row.report_id for row in rows})
    wrote = set(wrote.order_by().values_list("version__report", "by").distinct())
    return [(row, {one for one in _people(row, pairs) if (row.report_id, one.pk) not in wrote}) for row in rows]


def _holding(today, offices):
    """[(Office, whoever answers for it, who holds it)] for these offices and every post that clears. Two queries."""
    wanted = Q(office__in=offices - {None}) | Q(office__kind__in=rules.CLEARING)
    held = Appointment.objects.on(today).filter(wanted).select_related("office", "person__user")
    named = Delegation.objects.in_force(today).filter(wanted).select_related("office", "to__user")
    pairs = [(one.office, one.person, one.person_id) for one in held]
    return pairs + [(one.office, one.to, one.person_id) for one in named]


def _people(row, pairs) -> set[Person]:
    own = {row.report.author_id, row.sent_by_id, *(one.pk for one in row.report.co_authors.all())}
    return {person for office, person, holder in pairs if _asks(row, office, holder) and person.pk not in own}


def _asks(row, office, holder):
    if row.office_id:
        return office.pk == row.office_id
    return office.kind in rules.CLEARING and row.asked_id in (None, holder)
