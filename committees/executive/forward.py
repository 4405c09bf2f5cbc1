"""
The forward plan: what an executive gave notice of, as everybody can read it (SI 2012/2089 regs 5 and 9 to 11).

Only the words of the notices themselves are told. The title of an item is a draft until its agenda is published.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from committees.executive.duties import FIVE
from committees.executive.words import ABOUT, PRIVATE, Kind, headline
from committees.models import ExecutiveNotice, Meeting
from committees.models.bodies import LegalBasis
from roles import council


@dataclass(frozen=True)
class Row:
    """One notice for everybody: what it is, in its own words, and of which meeting."""

    notice: ExecutiveNotice
    write_by: date | None = None

    @property
    def about(self):
        return ABOUT[self.notice.kind]

    @property
    def headline(self):
        return headline(self.notice)

    @property
    def documents(self):
        """The documents in one line."""
        return "; ".join(line.strip() for line in self.notice.documents.splitlines() if line.strip())

    @property
    def meeting(self):
        return self.notice.item.meeting

    @property
    def is_private(self):
        return self.notice.kind in PRIVATE

    @property
    def is_withdrawn(self):
        return self.notice.item.withdrawn_at is not None and self.meeting.published_at is not None

    @property
    def is_called_off(self):
        return self.meeting.status == Meeting.Status.CANCELLED

    @property
    def moved_to(self):
        """The meeting in the place of the one that was called off, or None."""
        return getattr(self.meeting, "postponed_to", None)

    @property
    def has_a_page(self):
        """Can everybody open the page of the meeting?"""
        return self.meeting.published_at is not None


def visible():
    """Every notice of an executive body, with all that a page says of it."""
    found = ExecutiveNotice.objects.filter(item__meeting__body__legal_basis=LegalBasis.EXECUTIVE)
    return found.select_related("item__meeting__body", "item__meeting__postponed_to", "scrutiny_chair")


def coming(today=None):
    """Notices of decisions and private meetings to come, the next meeting first."""
    rows = visible().filter(item__meeting__starts_at__date__gte=today or timezone.localdate())
    return rows.order_by("item__meeting__starts_at", "item__meeting", "item__order", "published_at", "pk")


def of_month(first):
    """Notices of the meetings of a month, the first meeting first."""
    rows = visible().filter(item__meeting__starts_at__year=first.year, item__meeting__starts_at__month=first.month)
    return rows.order_by("item__meeting__starts_at", "item__meeting", "item__order", "published_at", "pk")


def months(today=None):
    """[(first day of a month, number of notices)] of meetings that are over, the latest first. One query."""
    over = visible().filter(item__meeting__starts_at__date__lt=today or timezone.localdate())
    counted = over.order_by().annotate(month=TruncMonth("item__meeting__starts_at")).values_list("month")
    return [(month.date(), number) for month, number in counted.annotate(Count("pk")).order_by("-month")]


def rows(notices, calendar=None, today=None):
    """Notices as Rows, each with the day by which to write against a private meeting: three queries at most."""
    notices = list(notices)
    if not notices:
        return []
    calendar, today = calendar or council.Calendar(), today or timezone.localdate()
    items = {notice.item_id for notice in notices if notice.kind == Kind.PRIVATE_28}
    answered = ExecutiveNotice.objects.filter(item__in=items).exclude(kind=Kind.PRIVATE_28)
    closed = set(answered.filter(kind__in=PRIVATE).values_list("item", flat=True)) if items else set()
    return [Row(notice, _write_by(notice, closed, calendar, today)) for notice in notices]


def _write_by(notice, closed, calendar, today):
    """
    The last day on which what people write can still stand in the second notice; None when that is past.

    The law names no day: it is the working day before the last one for that notice (regulation 5(4)).
    """
    meeting = notice.item.meeting
    if notice.kind != Kind.PRIVATE_28 or notice.item_id in closed or meeting.status == Meeting.Status.CANCELLED:
        return None
    second = calendar.clear_days_before(timezone.localdate(meeting.starts_at), FIVE).last_day_to_publish
    day = calendar.working_days_before(second, 1).last_day_to_publish
    return day if day >= today else None
