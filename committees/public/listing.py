"""Meetings in a list for the public: those with a page, and bare dates of those that are only planned."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from committees import calendars
from committees.models import Meeting, Minutes
from roles.permissions import PUBLIC

S = Meeting.Status
COLUMNS = ("pk", "body_id", "body__name", "starts_at", "ends_at", "place", "status", "has_page", "has_minutes")


@dataclass(frozen=True)
class Row:
    """One meeting. Without a page it is a bare date: nothing more of it is known here."""

    pk: int
    body_id: int
    body: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    status: str
    has_page: bool
    has_minutes: bool

    @property
    def state(self):
        """How firm it is, where that is not plain: (word, tone)."""
        if self.status == S.CANCELLED:
            return ("Cancelled", "stopped")
        if self.has_minutes:
            return ("Minutes", "done")
        if self.has_page:
            return ("Agenda", "doing") if self.starts_at > timezone.now() else ()
        return ("Planned", "waiting") if self.status == S.PLANNED else ()


class Rows:
    """A list that is asked for as far as it is shown."""

    def __init__(self, rows):
        self._rows = rows

    def __getitem__(self, which):
        return [Row(*values) for values in self._rows[which]]


def coming(now, **which):
    """Meetings from now on, the next one first. One query for each slice."""
    return Rows(_known(**which).filter(starts_at__gte=now).order_by("starts_at", "pk").values_list(*COLUMNS))


def over(now, **which):
    """Meetings with a page that began before now, the latest first. One query for each slice."""
    past = _known(**which).filter(starts_at__lt=now, has_page=True)
    return Rows(past.order_by("-starts_at", "pk").values_list(*COLUMNS))


def _known(**which):
    seen = Meeting.objects.visible_to(PUBLIC).filter(pk=OuterRef("pk"))
    approved = Minutes.objects.visible_to(PUBLIC).filter(meeting=OuterRef("pk"))
    return calendars.known().filter(**which).annotate(has_page=Exists(seen), has_minutes=Exists(approved))
