"""Meetings of a ModernGov site come in."""

from pathlib import Path

from django.core.exceptions import ValidationError

from committees import agenda, bodies, importing
from corporate_parenting.lib import commands
from corporate_parenting.lib.reading import ReadError
from roles.audit import SYSTEM


class Command(commands.Command):
    help = (
        "Bring in bodies, meetings, agenda items and attendees from a ModernGov web service: answers of "
        "GetCommittees, GetMeetings and GetMeeting, in any order. All of it comes in, or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", help="an answer, as XML, or a folder of them")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and keep nothing")

    def handle(self, *, files, dry_run, **options):
        answers = [(file, self.read(file)) for file in _answers(files)]
        try:
            with self.rehearsal(dry_run):
                tally = importing.bring_in(answers, by=SYSTEM)
        except ReadError as error:
            self.refuse(f"{error} Nothing was brought in.")
        except ValidationError as error:
            self.refuse(f"{' '.join(error.messages)} Nothing was brought in.")
        except (agenda.CannotCall, agenda.CannotChangeAgenda, bodies.CannotChangeBody) as error:
            self.refuse(f"{error} Nothing was brought in.")
        for note in tally.notes:
            self.tell(note)
        self.answer(f"{tally}.")


def _answers(names):
    """The files that are named, and those of each folder that is: a whole site saved at once comes in at once."""
    for name in names:
        folder = Path(name)
        yield from sorted(str(file) for file in folder.rglob("*.xml")) if folder.is_dir() else [name]
