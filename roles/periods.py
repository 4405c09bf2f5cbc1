"""The stretches of time that figures are given for: this municipal year, the last, or as long as there are records."""

from dataclasses import dataclass
from datetime import date, timedelta

from corporate_parenting.lib import dates

# Annual meetings, and elections before them, are in May (Local Government Act 1972, Schedule 12, paragraph 1).
FIRST_MONTH = 5
THIS, LAST, ALL = "this", "last", "all"
CHOICES = [(THIS, "This municipal year"), (LAST, "Last municipal year"), (ALL, "All years")]


@dataclass(frozen=True)
class Period:
    """From a first day (None: from the start) to a last day, both included."""

    key: str
    first: date | None
    last: date

    @property
    def words(self):
        """As people read it: "1 May 2026 to 26 November 2026"."""
        return dates.period(self.first, self.last) if self.first else f"the first record to {dates.day(self.last)}"

    def within(self, column):
        """Arguments of .filter() that keep what happened in it, by a column that holds a day."""
        bounds = {f"{column}__lte": self.last}
        return bounds | ({f"{column}__gte": self.first} if self.first else {})


def period(key, day):
    """The period of this key as it stands on a day; anything unknown means this municipal year, up to the day."""
    begins = date(day.year - (day.month < FIRST_MONTH), FIRST_MONTH, 1)
    if key == LAST:
        return Period(LAST, begins.replace(year=begins.year - 1), begins - timedelta(days=1))
    return Period(ALL, None, day) if key == ALL else Period(THIS, begins, day)
