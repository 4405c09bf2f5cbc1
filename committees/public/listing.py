"""Meetings in a list for the public: those with a page, and bare dates of those that are only planned."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Exists, OuterRef
from django.utils import timezone

from committees import calendars
from committees.models import Meeting, Minutes
from committees.models.who_reads import to_everybody
from corporate_parenting.lib.prepared import Prepared
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
    """A list that is asked for as far as it is shown: one query for each slice."""

    def __init__(self, order, **values):
        self._order, self._values = order, values

    def __getitem__(self, which):
        return [Row(*values) for values in self._part(which).rows(**self._values)]

    def _part(self, which):
        return _slice(self._order, tuple(self._values), which.start, which.stop)


def coming(now, **which):
    """Meetings from now on, the next one first; of one body with `body`, its number."""
    return Rows(_coming, now=now, **which)


def over(now, **which):
    """Meetings with a page that began before now, the latest first; of one body with `body`, its number."""
    return Rows(_over, now=now, **which)


def _coming(now, **which):
    return _known(**which).filter(starts_at__gte=now).order_by("starts_at", "pk").values_list(*COLUMNS)


def _over(now, **which):
    past = _known(**which).filter(starts_at__lt=now, has_page=True)
    return past.order_by("-starts_at", "pk").values_list(*COLUMNS)


@lru_cache(maxsize=100)
def _slice(order, which, start, stop):
    """The query for one part of a list, narrowed by the values that `which` names. Most look at the first part."""
    return Prepared(lambda **values: order(**values)[start:stop], under=to_everybody)


def _known(**which):
    seen = Meeting.objects.visible_to(PUBLIC).filter(pk=OuterRef("pk"))
    approved = Minutes.objects.visible_to(PUBLIC).filter(meeting=OuterRef("pk"))
    return calendars.known().filter(**which).annotate(has_page=Exists(seen), has_minutes=Exists(approved))
