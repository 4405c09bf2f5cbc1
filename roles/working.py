"""Working days between today and a day, and how far a day is in words: "in 6 working days", "3 days ago"."""

from datetime import timedelta

from django.utils import timezone

from corporate_parenting.lib import dates
from roles import council

DAY = timedelta(days=1)


class Working:
    """Counts from one day (today). Ask it about as many days as there are: each is walked to once."""

    def __init__(self, calendar=None, today=None):
        self.calendar = calendar or council.Calendar()
        self.today = today or timezone.localdate()
        self._left = [0]

    def left(self, day):
        """Working days after today, up to and with a day; none when the day is not to come."""
        far = (day - self.today).days
        while len(self._left) <= far:
            reached = self.today + len(self._left) * DAY
            self._left.append(self._left[-1] + (not self.calendar.why_closed(reached)))
        return self._left[far] if far > 0 else 0

    def distance(self, day):
        """How far a day is: "today", "in 6 working days", "3 days ago"."""
        far = (day - self.today).days
        if far == 0:
            return "today"
        if far < 0:
            return _days(-far, "day") + " ago"
        left = self.left(day)
        return f"in {_days(left, 'working day')}" if left else f"in {_days(far, 'day')}"

    def by(self, day):
        """A deadline in words; one that is past says so and is not moved."""
        if day < self.today:
            return f"Should have been {self.distance(day)}, by {dates.weekday(day)}"
        return f"By {dates.weekday(day)}, {self.distance(day)}"


def _days(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"
