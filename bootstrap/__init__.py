"""Everything that has to happen before Django can: set-up, and starting the programs together.

Only the standard library is used here, because this code runs on a machine that has nothing but Python.
"""

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# "run" is what the product needs; "dev" adds what the tests need, and therefore serves "run" as well.
LEVELS = ("run", "dev")


class SetUpError(Exception):
    """Set-up cannot go on. The message tells the person what to do."""


def say(text):
    """A message on stderr: stdout belongs to results."""
    print(text, file=sys.stderr, flush=True)


def hash_of(*paths):
    """One hash over the contents of several files."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def read(path):
    """The text of a file, or None where there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None
