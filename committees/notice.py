"""The notice that the law asks for: by when an agenda must be public, counted in clear days with the working shown."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from corporate_parenting.lib import dates
from corporate_parenting.lib.calendar import ClearDays
from roles import council


@dataclass(frozen=True)
class Notice:
    """The notice of one meeting. `clear` is None where no statutory notice applies; `why_none` then says why."""

    clear: ClearDays | None
    today: date
    published_on: date | None = None
    why_none: str = ""

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
            f"{len(self.clear.counted)} clear days before the meeting. A meeting called at shorter notice may be "
            "published later: say why it was. The reason is shown to the public."
        )


def _distance(days):
    if days == 0:
        return "today"
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} ago"
    return f"in {days} day{'s' if days > 1 else ''}"


def of(meeting, *, calendar=None, today=None):
    """
    The notice of a meeting, its body selected. For a list, read one `council.Calendar` and give it to each.

    Law: LGA 1972 s100A(6)(a) and s100B(3); SI 2012/2089 regs 6 and 7.
    """
    today = today or timezone.localdate()
    published_on = timezone.localdate(meeting.published_at) if meeting.published_at else None
    if not meeting.body.is_settled:
        return Notice(None, today, published_on, "The legal basis of this body is not settled")
    if not meeting.body.public_has_a_right:
        return Notice(None, today, published_on, "No statutory notice applies to this body")
    days = calendar or council.Calendar()
    return Notice(days.clear_days_before(timezone.localdate(meeting.starts_at)), today, published_on)
