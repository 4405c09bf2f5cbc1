"""Several programs as one: they start together and end together, and one that dies is started again.

Starting again, rather than giving up, because that is what an operator's machine does too: a worker that was
killed costs time, and the demo can be used to see it. A program that cannot stay up ends everything, with its name.
"""

import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap import SetUpError, say
from bootstrap.processes import STOP_SIGNALS, Stopped, end_group, start, stop_on_signals

SECONDS_TO_END = 3  # together with what follows, well inside the five seconds that are promised
STEADY_AFTER = 30  # a program that ran so long was well; its failures are forgotten
MOST_FAILURES = 5
LOG_LINES_SHOWN = 15


@dataclass
class Program:
    """One program, its log, and how it has fared so far."""

    name: str
    command: list
    log: Path
    options: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None
    started_at: float = 0
    start_again_at: float = 0
    failures: int = 0

    def start(self):
        """Start it, adding to its log."""
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C in a terminal must reach us alone, and its whole group can be ended.
            self.process = start(self.command, stdout=log, stderr=log, start_new_session=True, **self.options)
        self.started_at = time.monotonic()

    def ended(self):
        """How it ended, in words; None while it runs."""
        status = self.process.poll()
        if status is None:
            return None
        if status < 0:
            return f"was ended by signal {-status} ({signal.Signals(-status).name})"
        return f"ended by itself with exit code {status}"

    def last_words(self):
        """The end of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES_SHOWN:])

    def look_after(self):
        """Start it again if it has died, later each time, and give up on one that cannot stay up."""
        how = self.ended()
        now = time.monotonic()
        if how is None:
            return
        if not self.start_again_at:
            end_group(self.process)
            self.failures = 1 if now - self.started_at > STEADY_AFTER else self.failures + 1
            if self.failures >= MOST_FAILURES:
                self.give_up(f"{how}, {MOST_FAILURES} times in a row")
            wait = 2 ** (self.failures - 1)
            self.start_again_at = now + wait
            say(f"The {self.name} {how}. Starting it again in {wait} s. Its log: {self.log}")
        elif now >= self.start_again_at:
            self.start_again_at = 0
            self.start()

    def give_up(self, how):
        """End everything because of this program."""
        say(self.last_words())
        raise SetUpError(
            f"The {self.name} {how}, so everything was ended. The end of its log is above. The log: {self.log}"
        )


def supervise(programs, *, ready, announce, seconds=60):
    """Run programs together until we are asked to stop; call announce() once ready() says that they answer."""
    stop_on_signals()
    try:
        for program in programs:
            program.start()
        wait_until(ready, programs, seconds=seconds)
        announce()
        while True:
            for program in programs:
                program.look_after()
            time.sleep(0.2)
    except Stopped:
        return
    finally:
        end(programs)


def wait_until(ready, programs, *, seconds):
    """Wait for ready(). A program that dies before it never was well, so that ends everything at once."""
    last_moment = time.monotonic() + seconds
    while not ready():
        for program in programs:
            if how := program.ended():
                program.give_up(how)
        if time.monotonic() > last_moment:
            programs[0].give_up(f"did not answer within {seconds} seconds")
        time.sleep(0.1)


def end(programs):
    """Ask all to end, wait a little for them together, and kill what is left with all its children."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    running = [program.process for program in programs if program.process]
    for process in running:
        process.terminate()
    last_moment = time.monotonic() + SECONDS_TO_END
    while time.monotonic() < last_moment and any(process.poll() is None for process in running):
        time.sleep(0.05)
    for process in running:
        end_group(process)
