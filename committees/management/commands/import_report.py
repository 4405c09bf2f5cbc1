"""A report written in another program comes in."""

from pathlib import PurePath

from committees import report_files
from committees.models import Body
from corporate_parenting.lib import commands
from corporate_parenting.lib.reading import ReadError
from roles.audit import SYSTEM
from roles.models import Person

SHOWN = 80


class Command(commands.Command):
    help = (
        "Bring in a report from Word (.docx), Markdown or plain text, meant for a body. Prints the id of the "
        "report; names on stderr what found no place. All of it comes in, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the report")
        parser.add_argument("--body", required=True, help="the body it is for: its id or its exact name")
        parser.add_argument("--author", default="", metavar="EMAIL", help="the address of the account of its author")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and keep nothing")

    def handle(self, *, file, body, author, dry_run, **options):
        data, body, author = self.read(file), self._body(body), self._author(author)
        try:
            with self.rehearsal(dry_run):
                report = report_files.bring_in(data, PurePath(file).name, body=body, author=author, by=SYSTEM)
                left = report_files.unplaced(report)
        except ReadError as error:
            self.refuse(f"{error} Nothing was brought in.")
        for where, text in left:
            self.tell(f"Kept without a place, {where}: {text[:SHOWN]}{'…' if len(text) > SHOWN else ''}")
        self.tell(f"“{report.title}”, for {body}.")
        if not dry_run:
            self.answer(report.pk)

    def _body(self, given):
        found = Body.objects.filter(name=given)
        if not found and given.isdecimal():
            found = Body.objects.filter(pk=given)
        if len(found) != 1:
            self.refuse(f"{'Several bodies are' if found else 'No body is'} called “{given}”. Nothing was brought in.")
        return found[0]

    def _author(self, email):
        if not email:
            return None
        found = Person.objects.filter(user__email__iexact=email).first()
        if found is None:
            self.refuse(f"No account has the address {email}. Nothing was brought in.")
        return found
