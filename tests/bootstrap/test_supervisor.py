"""The supervisor on tiny programs: what it promises, seen from outside."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bootstrap import ROOT, SetUpError
from bootstrap.supervisor import MOST_FAILURES, Program

STEADY = "import time; time.sleep(600)"
# Ends only when it must, and has a child of its own that would outlive it.
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)"])
time.sleep(600)
"""
SUPERVISE = """
import sys
from pathlib import Path
from bootstrap.commands import main, COMMANDS
from bootstrap.supervisor import Program, supervise

marker, folder, ready, *sources = sys.argv[1:]
programs = [
    Program(f"program {n}", [sys.executable, "-c", source, marker], Path(folder, f"{n}.log"))
    for n, source in enumerate(sources)
]
COMMANDS["try"] = lambda words: supervise(
    programs, ready=lambda: ready == "ready", announce=lambda: print("up", flush=True), seconds=2
)
sys.exit(main(["try"]))
"""


class Supervised:
    """A supervisor in a process of its own; every process below it carries our marker on its command line."""

    def __init__(self, folder, *sources, ready="ready", **options):
        self.marker = f"marker-{folder.name}-{os.getpid()}"
        command = [sys.executable, "-c", SUPERVISE, self.marker, str(folder), ready, *sources]
        self.process = subprocess.Popen(
            command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
        )

    def up(self):
        assert self.process.stdout.readline() == "up\n"
        return self

    def ended(self, within):
        """(exit code, what it said on stderr); fails when it takes longer."""
        _, said = self.process.communicate(timeout=within)
        return self.process.returncode, said

    def children(self):
        """Process numbers of its programs."""
        running = processes().items()
        return [pid for pid, words in running if words[3:4] == [self.marker] and pid != self.process.pid]


def processes():
    """Command lines of all running processes, by number; those that only wait to be buried are left out."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and (words := (entry / "cmdline").read_text().split("\0")[:-1]):
                found[int(entry.name)] = words
        except OSError:
            continue
    return found


def wait_for(condition, within):
    last = time.monotonic() + within
    while not condition():
        assert time.monotonic() < last
        time.sleep(0.05)


@pytest.fixture
def supervised(tmp_path):
    made = []

    def make(*sources, **options):
        made.append(Supervised(tmp_path, *sources, **options))
        return made[-1]

    yield make
    for one in made:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()
        assert one.children() == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_everything_ends_within_five_seconds(supervised, number):
    running = supervised(STEADY, STEADY).up()
    assert len(running.children()) == 2
    running.process.send_signal(number)
    assert running.ended(within=30) == (0, "")
    assert running.children() == []


def test_stubborn_programs_end_within_five_seconds_and_their_children_with_them(supervised):
    before = set(processes())
    running = supervised(STUBBORN, STEADY).up()
    wait_for(lambda: len(set(processes()) - before) >= 4, within=30)  # the supervisor, two programs and the child
    made = set(processes()) - before
    running.process.terminate()
    assert running.ended(within=30) == (0, "")
    assert [pid for pid, words in processes().items() if pid in made and "time.sleep(600)" in " ".join(words)] == []


def test_ctrl_c_works_where_it_came_ignored(supervised):
    running = supervised(STEADY, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)).up()
    running.process.send_signal(signal.SIGINT)
    assert running.ended(within=30) == (0, "")


def test_no_orphan_is_left_by_a_supervisor_that_was_killed(supervised):
    running = supervised(STEADY, STEADY).up()
    running.process.kill()
    running.process.wait()
    wait_for(lambda: running.children() == [], within=30)


def test_program_that_dies_is_named_and_started_again(supervised):
    running = supervised(STEADY, STEADY).up()
    first, second = sorted(running.children())
    os.kill(second, signal.SIGKILL)
    wait_for(lambda: len(set(running.children()) - {first, second}) == 1, within=30)
    assert first in running.children()
    running.process.terminate()
    code, said = running.ended(within=30)
    assert code == 0
    assert said.split(". Its log")[0] == "The program 1 was ended by signal 9 (SIGKILL). Starting it again in 1 s"


def test_program_that_dies_before_it_was_ready_ends_everything_with_its_last_words(supervised, tmp_path):
    running = supervised(STEADY, "raise SystemExit('no such database')", ready="never")
    code, said = running.ended(within=30)
    assert code == 1
    assert said.splitlines() == [
        "no such database",
        "The program 1 ended by itself with exit code 1, so everything was ended. "
        f"The end of its log is above. The log: {tmp_path / '1.log'}",
    ]
    assert running.children() == []


def test_program_that_never_answers_ends_everything(supervised, tmp_path):
    code, said = supervised(STEADY, ready="never").ended(within=30)
    assert code == 1
    assert said.splitlines()[-1] == (
        "The program 0 did not answer within 2 seconds, so everything was ended. "
        f"The end of its log is above. The log: {tmp_path / '0.log'}"
    )


def test_program_that_cannot_stay_up_ends_everything(tmp_path):
    program = Program("worker", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "log")
    program.start()

    def look_after_for_long():
        for _ in range(1000):
            program.look_after()
            program.start_again_at = min(program.start_again_at, time.monotonic())  # without the waiting
            time.sleep(0.02)

    with pytest.raises(SetUpError) as given_up:
        look_after_for_long()
    assert str(given_up.value).startswith(
        f"The worker ended by itself with exit code 3, {MOST_FAILURES} times in a row"
    )
