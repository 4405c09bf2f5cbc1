"""A catalogue of responsibilities comes in."""

from datetime import date

from django.utils import timezone

from corporate_parenting.lib import commands
from corporate_parenting.lib.reading import ReadError
from roles import bringing, catalogue_csv
from roles.audit import SYSTEM
from roles.models import Wording

MOST_REASON = Wording._meta.get_field("reason").max_length


class Command(commands.Command):
    help = (
        "Bring in responsibilities from CSV, as export_responsibilities writes it: all the columns, or the first "
        "seven alone, when the others stay as they are. All of it comes in, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the catalogue, as CSV in UTF-8; - for what is piped in")
        parser.add_argument(
            "--from-day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day what is new counts from (today)"
        )
        parser.add_argument(
            "--retire-missing", action="store_true", help="retire what the file does not name; else that stays"
        )
        parser.add_argument("--reason", default=bringing.WHY, help="why, for the history of each responsibility")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and keep nothing")

    def handle(self, *, file, from_day, retire_missing, reason, dry_run, **options):
        if len(reason) > MOST_REASON:
            self.misused(f"The reason is longer than {MOST_REASON} characters.")
        data = self.read(file)
        how = {"from_day": from_day or timezone.localdate(), "retire_missing": retire_missing, "reason": reason}
        try:
            entries = catalogue_csv.read(data, file)
            with self.rehearsal(dry_run):
                done = bringing.bring_in(entries, name=file, by=SYSTEM, **how)
        except ReadError as error:
            self.refuse(f"{error} Nothing was brought in.")
        self._report(done)

    def _report(self, done):
        for change in [*done.added, *done.changed]:
            self.tell(f"{'Added' if change.before is None else 'Changed'}: {change.code}")
        for code in done.retired:
            self.tell(f"Retired: {code}")
        if done.missing:
            self.tell(f"Not in the file, and left as they are: {', '.join(done.missing)}")
        self.answer(done)
