"""Runs a function over somebody's document in a child process that cannot do harm.

The child is a fresh Python with bounded memory, time and output, an empty network where the system
allows it, and nothing of our environment: no secret, no address of a database, no proxy. What it
answers comes back as JSON, so that a child turned against us can at most say something untrue.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from corporate_parenting.lib.reading import ReadError

PROJECT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "TZ", "LD_LIBRARY_PATH")
MIB = 1024 * 1024
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


class LimitReached(Exception):
    """The child was ended: it took too long, wanted too much memory, or broke down."""


@dataclass(frozen=True)
class Limits:
    """Seconds of wall clock (and of processor time), bytes of memory, bytes of answer."""

    seconds: int = 30
    memory: int = 1024 * MIB
    answer: int = 64 * MIB


def run(function, data: bytes, *words: str, limits: Limits = Limits()):
    """What `function(data, *words)` returns, computed in a child. It must be JSON.

    `function` is a function of a module (no lambda, no method). A ReadError that it raises is
    raised here; anything else that goes wrong in there is LimitReached with one sentence.
    """
    command = [sys.executable, "-m", __name__, function.__module__, function.__qualname__, json.dumps(limits.__dict__)]
    with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(data)
        question.seek(0)
        _wait(_start([*command, *words], question, answer), limits.seconds)
        answer.seek(0)
        return _opened(answer.read())


def _start(command, question, answer):
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return subprocess.Popen(
        command,
        stdin=question,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=kept | {"LANG": "C.UTF-8", "PYTHONPATH": str(PROJECT), "HOME": "/nonexistent"},
        cwd=PROJECT,
        start_new_session=True,
    )


def _wait(child, seconds):
    """Wait for the child; whatever happens to us meanwhile, it does not outlive this."""
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        raise LimitReached(f"It took longer than {seconds} seconds.") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _opened(answer):
    try:
        kind, value = json.loads(answer)
    except ValueError:
        raise LimitReached("It ended without an answer: too much memory, or a fault.") from None
    if kind == "refused":
        raise ReadError(*value)
    if kind == "failed":
        raise LimitReached(f"It broke down ({value}).")
    return value


def main(module, function, limits, *words):
    """In the child: take the limits, then load and call the function."""
    _limit(Limits(**json.loads(limits)))
    data = sys.stdin.buffer.read()
    try:
        result = ["done", getattr(importlib.import_module(module), function)(data, *words)]
    except ReadError as error:
        result = ["refused", [error.file, error.line, error.field, error.message]]
    except Exception as error:  # noqa: BLE001 - whatever it was, the parent is told and the child ends
        result = ["failed", type(error).__name__]
    json.dump(result, sys.stdout)


def _limit(limits):
    ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)  # refused in some containers; no address is known then
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds + 1, limits.seconds + 2))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.answer, limits.answer))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(*sys.argv[1:])
