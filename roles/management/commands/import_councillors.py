"""The list of councillors comes in: after an election, and once a year."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from corporate_parenting.lib import commands
from corporate_parenting.lib.reading import ReadError
from roles import councillor_files, councillors
from roles.audit import SYSTEM
from roles.councillors import saying


class Command(commands.Command):
    help = (
        "Bring in the whole list of councillors (CSV, or ModernGov's GetCouncillorsByWard). Whoever it does not name "
        "leaves. All of it comes in, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the list, as CSV or XML; - for what is piped in")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day the new council takes office (today when not given)"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and keep nothing")
        parser.add_argument(
            "--whole-council", action="store_true", help="it is the whole council, although more than half would leave"
        )

    def handle(self, *, file, on, dry_run, whole_council, **options):
        data = self.read(file)
        try:
            found = councillor_files.read(data, file)
            with self.rehearsal(dry_run):
                done = councillors.bring_in(
                    found, on=on or timezone.localdate(), by=SYSTEM, whole_council=whole_council
                )
        except ReadError as error:
            self.refuse(f"{error} Nothing was brought in.")
        except ValidationError as error:
            self.refuse("\n".join([*(f"{file}: {words}" for words in error.messages), "Nothing was brought in."]))
        self._report(done.plan)

    def _report(self, plan):
        for entry in plan.joins:
            self.tell(f"Joins: {entry.councillor.name}")
        for entry in plan.returns:
            self.tell(f"Comes back: {entry.councillor.name}")
        for leaver in plan.leaves:
            self.tell(f"Leaves: {leaver.person}")
        for entry in plan.changes:
            for change in entry.changes:
                words = f"{change.label.lower()}: {change.was or 'none'} → {change.seen or 'none'}"
                self.tell(f"Changes: {entry.person}, {words}")
        for note in plan.notes:
            self.tell(f"Look: {note}")
        self.answer(saying.of_plan(plan))
