"""
Commands of the shell: exit 0 done, 1 refused, 2 usage; the result on stdout, messages on stderr.

    class Command(commands.Command):
        help = "…"

        def handle(self, *, file, dry_run, **options):
            data = self.read(file)
            with self.rehearsal(dry_run):
                …
            self.answer("3 people")
"""

import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, transaction


class Refused(CommandError):
    """It cannot be done, and nothing was changed: exit 1."""

    def __init__(self, message):
        super().__init__(message, returncode=1)


class Misused(CommandError):
    """It was asked for in a way that means nothing: exit 2."""

    def __init__(self, message):
        super().__init__(message, returncode=2)


class Command(BaseCommand):
    """What every command of ours is made of. Anything wrong ends it with a sentence, not a traceback."""

    # A command must not stop at the looks of pages it does not show.
    requires_system_checks = []

    def execute(self, *args, **options):
        """As Django does it; a database that is away, or was never set up, is told in a sentence."""
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as fault:
            why = str(fault).partition("\n")[0]
            raise Refused(f"The database cannot be used: {why}. Has `manage.py migrate` been run on it?") from fault

    def answer(self, text):
        """One line of the result."""
        self.stdout.write(str(text))

    def tell(self, message):
        """What a person should know, beside the result."""
        self.stderr.write(str(message))

    def refuse(self, message):
        """Stop here, exit 1."""
        raise Refused(str(message))

    def misused(self, message):
        """Stop here, exit 2."""
        raise Misused(str(message))

    def read(self, path):
        """The bytes of a file that was named, or of what is piped in under the name “-”; stops when there is none."""
        if str(path) == "-":
            return sys.stdin.buffer.read()
        try:
            return Path(path).read_bytes()
        except OSError as error:
            raise Refused(f"{path} cannot be read: {error.strerror}.") from error

    @contextmanager
    def rehearsal(self, dry_run):
        """All or nothing; with `dry_run`, nothing is kept."""
        with transaction.atomic():
            yield
            if dry_run:
                transaction.set_rollback(True)
                self.tell("A dry run: nothing was kept.")
