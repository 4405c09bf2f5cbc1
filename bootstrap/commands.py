"""The commands, one function each."""

import os
import signal

from bootstrap import PYTHON, SetUpError, say
from bootstrap.ci import ci
from bootstrap.demo import demo
from bootstrap.health import health
from bootstrap.locks import lock
from bootstrap.processes import Stopped, die_with_parent, passes, stop_on_signals
from bootstrap.quality import check, fix
from bootstrap.setup import set_up
from bootstrap.suite import test

LONGEST = 2 * 3600
USAGE = "usage: python3 -m bootstrap {}"


def main(words):
    """Run the command named by the first word; the others are its own."""
    name, *rest = words or [""]
    if name not in COMMANDS:
        say(USAGE.format("|".join(COMMANDS)))
        return 2
    stop_on_signals()
    if "MAKELEVEL" in os.environ:
        die_with_parent(signal.SIGTERM)  # a make that was killed cannot tell us
    try:
        return COMMANDS[name](rest) or 0
    except SetUpError as error:
        say(str(error))
        return 1
    except Stopped as stopped:
        return 128 + stopped.args[0]


def run_setup(words):
    """All that the product needs on this machine, and no database."""
    set_up(level="run")


def run_demo(words):
    """Set up, then serve."""
    set_up(level="run")
    demo()


def run_test(words):
    """Set up, then run every test."""
    set_up(level="dev")
    return test(words)


def run_check(words):
    """Set up, then look at the code without running it."""
    set_up(level="dev")
    return check()


def run_fix(words):
    """Set up, then put right what a program can."""
    set_up(level="dev")
    return fix()


def module(name):
    """A command that sets up and then runs a module of ours."""

    def command(words):
        set_up(level="dev")
        return 0 if passes([PYTHON, "-m", name, *words], seconds=LONGEST) else 1

    return command


COMMANDS = {
    "setup": run_setup,
    "demo": run_demo,
    "test": run_test,
    "check": run_check,
    "fix": run_fix,
    "ci": lambda words: ci(),
    "locks": lambda words: lock(),
    "health": health,
    "screenshots": module("bench.screenshots"),
    "bench": module("bench.packs"),
    "bench-pages": module("bench.pages"),
    "bench-public": module("bench.public"),
    "bench-writing": module("bench.writing"),
}
