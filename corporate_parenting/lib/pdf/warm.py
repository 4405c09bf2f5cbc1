"""The warm parent: loads the slow libraries once, then forks one limited child for every job.

Started by `child.py` as a program of its own. It ends when its starter goes away; its children end with it, and
each child also ends itself by alarm, so that nothing outlives its time even when everybody else was killed.
"""

import ctypes
import gc
import logging
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from . import fonts, marking_child, redraw_child, render_child, upload_child, verify, wire, words_child
from .results import FOLDER, MIB, FontsMissing

JOBS = {
    "render": render_child.work,
    "versions": render_child.versions,
    "examine": upload_child.work,
    "check": verify.work,
    "mark": marking_child.work,
    "words": words_child.work,
    "picture": redraw_child.picture,
    "flatten": redraw_child.flatten,
    "reword": redraw_child.reword,
    "page_text": redraw_child.page_text,
}
MOST_REQUEST = 512 * MIB
CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
RECURSION = 6000
LOOK_FOR_STARTER = 5.0
# A child lives for one job and its memory is limited: looking for garbage often takes it a fifth of its time.
SELDOM = 200_000


def main(control_number, folder, font_folder):
    """Serve until the starter has gone, then take away the folder that it made for us, and nothing else."""
    control = socket.socket(fileno=control_number)
    starter = os.getppid()
    logging.getLogger().addHandler(logging.NullHandler())  # libraries quote strangers' files: not into our logs
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_the_network()
    with suppress(
        FontsMissing
    ):  # without them nothing is printed, which `render` says; files are looked at all the same
        fonts.unpack(Path(font_folder))
        render_child.warm_up(Path(font_folder))
    gc.collect()
    gc.freeze()  # what is loaded stays: no child looks through it for garbage
    while True:
        ready, _, _ = select.select([control], [], [], LOOK_FOR_STARTER)
        if not ready and os.getppid() == starter:
            continue
        word, numbers = receive(control) if ready else (b"", [])
        if not word:
            if Path(folder).name.startswith(FOLDER):
                shutil.rmtree(folder, ignore_errors=True)
            os.killpg(0, signal.SIGKILL)
        for number in numbers:
            fork(control, number)


def receive(control):
    with suppress(OSError):
        word, numbers, _, _ = socket.recv_fds(control, 1, 1)
        return word, numbers
    return b"", []


def fork(control, number):
    if os.fork():
        os.close(number)
        return
    status = 1
    try:
        control.close()
        with socket.socket(fileno=number) as connection:
            serve(connection)
        status = 0
    finally:
        os._exit(status)


def serve(connection):
    """One job, in the child. What goes wrong inside a job is answered by the job itself, in plain words."""
    wire.send(connection, {"ready": True})
    message, blob = wire.receive(connection, MOST_REQUEST)
    tempfile.tempdir = message["folder"]
    limit(**message["limits"])
    gc.set_threshold(SELDOM)
    reply, data = JOBS[message["job"]](message["request"], blob)
    wire.send(connection, reply, data)


def limit(seconds, memory, **others):
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    whole = int(seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.setrecursionlimit(RECURSION)


def leave_the_network():
    """An empty network for this process and its children. Where the system forbids it, the deny-all fetcher remains."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return unshare(CLONE_NEWNET) == 0 or unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
