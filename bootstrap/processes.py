"""Starting other programs so that none of them outlives us."""

import ctypes
import os
import signal
import subprocess
from contextlib import suppress

from bootstrap import ROOT, SetUpError, say

PR_SET_PDEATHSIG = 1  # from linux/prctl.h
# Loaded once, here: loading a library between fork and exec is not safe.
LIBC = ctypes.CDLL(None, use_errno=True)
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Ctrl-C, or the machine asked us to end. Like KeyboardInterrupt, nothing that handles errors may catch it."""


def stop_on_signals():
    """Turn every way of being asked to stop into Stopped.

    The handlers are set even where a signal came ignored: a script's `make demo &` starts us with Ctrl-C ignored.
    """

    def stop(number, frame):
        raise Stopped(number)

    for number in STOP_SIGNALS:
        signal.signal(number, stop)


def die_with_parent(number=signal.SIGKILL):
    """Ask the kernel to send this process a signal when its parent is gone, however the parent went."""
    LIBC.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def tied_to(parent):
    """What a child does between fork and exec: tie itself to its parent, also where that died just now."""

    def tie():
        die_with_parent()
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    return tie


def start(command, **options):
    """Start a program that dies with us, without a terminal to read from."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=options.pop("cwd", ROOT),
        stdin=subprocess.DEVNULL,
        preexec_fn=tied_to(os.getpid()),  # noqa: PLW1509 - no threads here, and nothing else ties a child to us
        **options,
    )


def run(command, *, doing, **options):
    """Run a program quietly and return what it wrote to stdout; when it fails, show all it said and refuse."""
    with start(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options) as process:
        try:
            out, err = process.communicate()
        except BaseException:
            process.kill()
            raise
    if process.returncode != 0:
        say(f"{out}{err}".rstrip())
        raise SetUpError(f"Failed while {doing}. What the program said is above.")
    return out


def passes(command, *, seconds, good=(0,), **options):
    """Run a program with its output shown; whether it ended well within so many seconds."""
    with start(command, start_new_session=True, **options) as process:
        try:
            return process.wait(seconds) in good
        except subprocess.TimeoutExpired:
            say(f"Not finished after {seconds} seconds, so stopped: {' '.join(map(str, command))}")
            return False
        finally:
            end_group(process)


def end_group(process):
    """Kill whatever is left of a program's process group. The program must lead it (start_new_session)."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
