"""
A small installation of its own, in a folder: SQLite, filesystem broker, real processes. For tests that kill.

`python -m tests.committees.site` fills a fresh database and prints the id of a meeting with something of everything.
"""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from bootstrap import programs

ROOT = Path(__file__).resolve().parents[2]
LEASE = 4
LONGEST = 240
AT_WORK = """
    SELECT EXISTS (SELECT 1 FROM committees_part WHERE state = 'running')
        OR EXISTS (SELECT 1 FROM committees_pack WHERE state = 'running')
"""
NOT_OURS = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL", "TEST_REDIS_URLS")


class Site:
    """The installation: its environment and its programs."""

    def __init__(self, folder):
        settings = dict.fromkeys(NOT_OURS) | {
            "DATA_DIR": str(folder),
            "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "corporate_parenting.settings",
            "JOB_LEASE_SECONDS": str(LEASE),
        }
        self.env = programs.environment(settings)
        self.database = folder / "db.sqlite3"
        self.manage("migrate", "--no-input")
        self.meeting = int(self.python("-m", "tests.committees.site").stdout)

    def python(self, *words, check=True, **env):
        """Run a Python program to its end."""
        command = [sys.executable, *words]
        done = subprocess.run(  # noqa: PLW1510 -- checked below, with its words
            command, cwd=ROOT, env=self.env | env, capture_output=True, text=True, timeout=LONGEST
        )
        assert not check or done.returncode == 0, done.stderr
        return done

    def manage(self, *words, **more):
        """Run a command of ours to its end."""
        return self.python("manage.py", *words, **more)

    def build(self, output, edition="public", **more):
        return self.manage("build_pack", str(self.meeting), "--edition", edition, "--output", str(output), **more)

    def ask(self, expression):
        """What an expression about models and packs is, as its repr."""
        code = (
            "import django; django.setup();"
            "from committees.models import *; from roles.models import *; from committees import packs, tasks;"
            f"from roles.audit import SYSTEM; print(repr({expression}))"
        )
        return self.python("-c", code).stdout.strip()

    def start(self, command):
        """Start a program that goes on, at the head of a process group of its own."""
        return subprocess.Popen(
            programs.here(command, python=sys.executable),
            cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    @contextmanager
    def running(self, *commands):
        started = [self.start(command) for command in commands]
        try:
            yield started
        finally:
            for process in started:
                kill(process)

    def at_work(self):
        """Whether some worker holds a job at this moment: read from the file, thousands of times in a second."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=60)) as rows:
            return bool(rows.execute(AT_WORK).fetchone()[0])

    def watch_for_work(self):
        """Wait until some worker holds a job."""
        last_moment = time.monotonic() + LONGEST
        while not self.at_work():
            assert time.monotonic() < last_moment, "no worker has taken a job"
            time.sleep(0.002)

    def wait_until(self, expression, wanted):
        """Wait until an expression has the wanted repr."""
        last_moment = time.monotonic() + LONGEST
        while (found := self.ask(expression)) != wanted:
            assert time.monotonic() < last_moment, f"{expression}: {found}"
            time.sleep(0.2)


def kill(process):
    """kill -9 for the program and all its children."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def fill():
    """One meeting, in the database that the settings name; returns its id."""
    from tests.committees import packing  # noqa: PLC0415 -- needs the settings to be set up first
    from tests.factories.committees import BodyFactory  # noqa: PLC0415

    return packing.meeting_with_everything(BodyFactory(name="Corporate Parenting Sub-Committee")).meeting.pk


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(str(fill()))
