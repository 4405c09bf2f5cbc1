"""The last lawful day to publish before a meeting, with its working shown."""

from datetime import date

from django.db import DatabaseError, transaction

from corporate_parenting.lib import commands, dates
from corporate_parenting.lib.calendar import Rule
from roles import council


class Command(commands.Command):
    help = "Count clear days back from a meeting. The last line is the last lawful day to publish, as YYYY-MM-DD."

    def add_arguments(self, parser):
        parser.add_argument("date", help="day of the meeting, as YYYY-MM-DD")
        parser.add_argument("--days", type=int, help="how many clear days (the council's own number when not given)")
        parser.add_argument("--rule", choices=[rule.value for rule in Rule], help="which days count")

    def handle(self, *, days, rule, **options):
        meeting_day = self._day(options["date"])
        try:
            found = self._calendar().clear_days_before(meeting_day, days, rule)
        except (ValueError, OverflowError) as error:
            self.misused(error)
        self._warn(found.computed_years)
        self._show(found)
        self.answer(found.last_day_to_publish.isoformat())

    def _day(self, typed):
        try:
            return date.fromisoformat(typed)
        except ValueError:
            self.misused(f"{typed} is not a day. Write it as YYYY-MM-DD, for example 2026-01-06.")

    def _calendar(self):
        """The council's own, or the defaults where there is no database yet."""
        try:
            with transaction.atomic():
                return council.Calendar()
        except DatabaseError:
            self.tell("There is no database with council facts: the usual rule is used, and no closure days.")
            return council.Calendar.usual()

    def _warn(self, years):
        for year in years:
            self.tell(
                f"The bank holidays of {year} are worked out by England's rules, not looked up: "
                "a day proclaimed for that year alone would be missing."
            )

    def _show(self, found):
        days = [(day, "counts") for day in found.counted] + [
            (day, f"does not count: {why}") for day, why in found.skipped
        ]
        self.answer(f"{dates.weekday(found.last_day_to_publish)}: publish by the end of this day")
        for day, what in sorted(days):
            self.answer(f"  {dates.weekday(day)}: {what}")
        self.answer(f"{dates.weekday(found.meeting_day)}: the meeting ({len(found.counted)} clear days)")
