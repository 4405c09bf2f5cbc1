"""Runs work on documents in a child process with limits, which is forked from a warm parent.

The warm parent (`warm.py`) is started on first use by each process that asks. It has the slow libraries loaded,
knows no secrets, has no database connection and, where the system allows, no network. Every job gets a child of
its own. This does not use multiprocessing, which refuses to work inside a Celery worker.
"""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from . import fonts, wire
from .results import FOLDER, MIB

PROJECT = Path(__file__).resolve().parents[3]
MOST_REPLY = 512 * MIB
START, GRACE = 60.0, 2.0
HARMLESS = ("PATH", "TZ", "LD_LIBRARY_PATH", "FONTCONFIG_FILE")


class ChildTimeout(Exception):
    """The child used up its time and was ended."""


class ChildDied(Exception):
    """The child ended without an answer: out of memory or processor time, or a fault in a library."""


class WarmParent:
    """The process that children are forked from. Ends when the process that started it ends."""

    def __init__(self):
        self.lock = threading.Lock()
        self.process = self.control = self.folder = None

    def connect(self):
        """A connection to a new child. Starts the warm parent, or starts it again if it has died."""
        ours, theirs = socket.socketpair()
        with self.lock, theirs:
            try:
                self.hand_over(theirs)
            except OSError:
                self.start()
                self.hand_over(theirs)
        return ours

    def hand_over(self, connection):
        if self.control is None:
            self.start()
        socket.send_fds(self.control, [b"+"], [connection.fileno()])

    def start(self):
        self.stop()
        self.folder = tempfile.mkdtemp(prefix=FOLDER)
        self.control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "corporate_parenting.lib.pdf.warm",
                    str(theirs.fileno()),
                    self.folder,
                    str(fonts.folder()),
                ],
                pass_fds=[theirs.fileno()],
                env=clean_environment() | {"TMPDIR": self.folder},
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def stop(self):
        """End the warm parent and every child of it, and take away what they wrote."""
        if self.control is not None:
            self.control.close()
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
            self.process.wait()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.control = self.process = self.folder = None

    def forget(self):
        """In a fork of this process: the warm parent belongs to the other one."""
        if self.control is not None:
            self.control.close()
        self.__init__()


def clean_environment():
    """Only what Python and the font library need: no secret, no address of a database, no proxy."""
    kept = {name: os.environ[name] for name in HARMLESS if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONPATH": str(PROJECT), "HOME": "/nonexistent"}


parent = WarmParent()
os.register_at_fork(after_in_child=parent.forget)
atexit.register(parent.stop)


def run(job, request, blob=b"", *, limits):
    """Have a fresh child do `job` (a name in warm.JOBS). Gives (message, bytes); raises ChildTimeout or ChildDied."""
    with (
        parent.connect() as connection,
        tempfile.TemporaryDirectory(dir=parent.folder, ignore_cleanup_errors=True) as own,
    ):
        connection.settimeout(START)
        try:
            wire.receive(connection, MOST_REPLY)  # the child is there: only now its time begins
        except (EOFError, OSError):
            raise ChildDied from None
        deadline = time.monotonic() + limits.seconds
        connection.settimeout(limits.seconds + GRACE)
        try:
            wire.send(connection, {"job": job, "folder": own, "limits": asdict(limits), "request": request}, blob)
            return wire.receive(connection, MOST_REPLY)
        except TimeoutError:
            raise ChildTimeout from None
        except (EOFError, OSError, ValueError):
            raise (ChildTimeout if time.monotonic() >= deadline else ChildDied) from None
