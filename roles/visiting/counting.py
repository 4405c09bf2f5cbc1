"""How many visits were due, made and reported: of each kind, and at each home."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from roles.models import Visit


@dataclass
class Figure:
    """Visits that were due by a day and, of these, how many were made and how many reports came in."""

    due: int = 0
    made: int = 0
    reports: int = 0

    @property
    def percent(self):
        """Reports in, of the visits due, to the whole number (a half goes up); None when none was due."""
        return (200 * self.reports + self.due) // (2 * self.due) if self.due else None

    @property
    def words(self):
        """ "29 of 42 reports in, 69 %": the figure that councils give."""
        if not self.due:
            return "no visit was due"
        return f"{self.reports} of {self.due} report{'' if self.due == 1 else 's'} in, {self.percent}\u00a0%"

    @property
    def not_made(self):
        return self.due - self.made

    @property
    def awaited(self):
        return self.made - self.reports

    def add(self, due, made, reports):
        self.due, self.made, self.reports = self.due + due, self.made + made, self.reports + reports


@dataclass
class HomeTally:
    """The figures of one home, by kind of visit."""

    pk: int
    name: str
    by_kind: dict = field(default_factory=lambda: {kind: Figure() for kind in Visit.Kind})


@dataclass
class Tally:
    """The figures of all visits, of each kind, and of each home that has any (by name)."""

    total: Figure = field(default_factory=Figure)
    by_kind: dict = field(default_factory=lambda: {kind: Figure() for kind in Visit.Kind})
    homes: list = field(default_factory=list)


def tally(visits, day=None):
    """
    Count a queryset of visits, as far as they were due by the day (today) and not called off. One query.

    A visit made before its day counts when that day has come, so that due, made and reports speak of the same visits.
    """
    due = visits.so_far(day or timezone.localdate()).order_by("home__name", "kind")
    made = Count("pk", filter=Q(done_on__isnull=False))
    reports = Count("pk", filter=Q(done_on__isnull=False, report_received_on__isnull=False))
    rows = due.values_list("home", "home__name", "kind").annotate(due=Count("pk"), made=made, reports=reports)
    return _summed(rows)


def _summed(rows):
    found, homes = Tally(), {}
    for pk, name, kind, *counts in rows:
        home = homes.setdefault(pk, HomeTally(pk, name))
        for figure in (found.total, found.by_kind[kind], home.by_kind[kind]):
            figure.add(*counts)
    found.homes = list(homes.values())
    return found
