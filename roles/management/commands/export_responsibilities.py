"""The catalogue goes out as CSV."""

from datetime import date

from django.utils import timezone

from corporate_parenting.lib import commands
from roles import catalogue_csv, catalogue_rows


class Command(commands.Command):
    help = (
        "Write the catalogue of responsibilities as CSV with a heading, in UTF-8 whatever the shell speaks. "
        "import_responsibilities takes it back."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="as it stands on this day (today)"
        )

    def handle(self, *, on, **options):
        text = catalogue_rows.write(catalogue_csv.rows_on(on or timezone.localdate()))
        self.stdout.flush()
        if raw := getattr(self.stdout, "buffer", None):
            raw.write(text.encode())
            raw.flush()
        else:
            self.stdout.write(text, ending="")
