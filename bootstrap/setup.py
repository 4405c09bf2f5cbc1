"""Set-up: everything the product needs on this machine. It touches no database and is a no-op when nothing changed."""

import fcntl
import os
from contextlib import contextmanager

from bootstrap import ROOT, frontend, packages, say, system


def set_up(*, level):
    """Set this checkout up for "run" (the product) or "dev" (the tests as well)."""
    with alone():
        system.set_up(level=level)
        packages.set_up(level=level)
        frontend.set_up(level=level)


@contextmanager
def alone():
    """Two set-ups of one checkout at the same time would spoil each other: the second waits."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this folder to end")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
