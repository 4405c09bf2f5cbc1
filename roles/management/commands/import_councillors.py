"""A council's published list of councillors comes in."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from corporate_parenting.lib import commands
from corporate_parenting.lib.reading import ReadError
from roles import councillor_csv, councillors
from roles.audit import SYSTEM


class Command(commands.Command):
    help = "Bring in a list of councillors (Name, Party, Ward, Telephone, Email, Page). All of it comes in, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the list, as CSV")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day the list is true from (today when not given)"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and keep nothing")

    def handle(self, *, file, on, dry_run, **options):
        data = self.read(file)
        try:
            found = councillor_csv.read(data, file)
            with self.rehearsal(dry_run):
                tally = councillors.bring_in(found, on=on or timezone.localdate(), by=SYSTEM)
        except ReadError as error:
            self.refuse(f"{error} Nothing was brought in.")
        except ValidationError as error:
            self.refuse(f"{' '.join(error.messages)} Nothing was brought in.")
        self._report(tally)

    def _report(self, tally):
        for name in tally.missing:
            self.tell(f"Not on the list, and left as they are: {name}")
        self.answer(f"{len(tally.added)} added, {len(tally.changed)} changed, {len(tally.unchanged)} as they were")
