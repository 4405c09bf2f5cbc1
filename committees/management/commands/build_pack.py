"""manage.py build_pack ID --edition public|restricted --output FILE"""

import os
import tempfile
from pathlib import Path

from committees import packs
from committees.models import Meeting
from committees.models.packs import Edition, Form
from corporate_parenting.lib import commands, files
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM


class Command(commands.Command):
    help = "Build the pack of a meeting here and now, with no worker running, and write one edition to a file."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int, help="the meeting's primary key, as in the address of its page")
        parser.add_argument("--edition", choices=Edition.values, required=True)
        parser.add_argument("--form", choices=Form.values, default=Form.STANDARD)
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *, id, edition, form, output, **options):  # noqa: A002 -- the argument's name in the usage line
        meeting = Meeting.objects.filter(pk=id).first()
        if meeting is None:
            self.refuse(f"There is no meeting {id}.")
        self.look_at(output)
        try:
            build = packs.order(meeting, by=SYSTEM)
        except packs.CannotBuild as why:
            self.refuse(why)
        packs.work_until_done(build)
        self.report(build)
        self.deliver(build.packs.get(edition=edition, form=form), output)

    def look_at(self, output):
        """A pack may take the place of a file. A device, a pipe or a folder must stay what it is."""
        if not output.resolve().parent.is_dir():
            self.misused(f"The folder of {output} does not exist.")
        if output.exists() and not output.is_file():
            self.misused(f"{output} is not a file. Name a file, new or old, that the pack may take the place of.")

    def report(self, build):
        """
        What the clerk would read on the page, on stderr. A warning may quote the paper: what is said of private ones is
        not for who runs the system, nor for a log, and stays on the page.
        """
        for words in build.warnings:
            self.tell(words)
        for part in build.parts.select_related("item"):
            if not part.in_public:
                self.report_private(part)
                continue
            for words in part.warnings:
                self.tell(f"{part.title}: {words}")
            if part.state == State.FAILED:
                self.tell(f"{part.title} could not be made; a sheet stands in its place: {part.error}")

    def report_private(self, part):
        """That there is something about a private part: by the public title of its item, or by none."""
        name = part.item.title if part.item else "An item"
        if part.warnings:
            self.tell(f"{name}: {len(part.warnings)} about its private paper, on the page of the pack")
        if part.state == State.FAILED:
            self.tell(f"{name}: its private paper could not be made, and a sheet stands in its place: see the page")

    def deliver(self, pack, output):
        if pack.state != State.DONE:
            self.refuse(f"The {pack.get_edition_display().lower()} could not be made: {pack.error}")
        for check in pack.checks:
            self.tell(check["words"])
        try:
            write(output, files.read(pack.file))
        except OSError as fault:
            self.refuse(f"{output} cannot be written: {fault.strerror}.")
        self.answer(f"{output}  {pack.pages} pages  sha256 {pack.file}")


def write(output, data):
    """Write beside the file and move into place: nobody ever finds half a pack. A link goes on leading where it did."""
    output = output.resolve()
    with tempfile.NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as draft:
        try:
            draft.write(data)
            draft.flush()
            os.fsync(draft.fileno())
            os.chmod(draft.name, 0o600)
            os.replace(draft.name, output)
        except OSError:
            Path(draft.name).unlink(missing_ok=True)
            raise
