"""Our own folder of Python packages, .venv/, exactly as the lock files say."""

import json
import os
import shutil
import sys

from bootstrap import PYTHON, ROOT, VENV, hash_of, read, say
from bootstrap.processes import run

LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
STAMP = VENV / ".stamp"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")
PIP_INSTALL = (*PIP, "install", "--require-hashes", "--only-binary", ":all:", "--no-compile")


def set_up(*, level):
    """Make .venv/ right for "run" or "dev". Does nothing, and needs no network, when it is so already.

    The stamp is written last, so a set-up that was cut short is begun afresh the next time.
    """
    now, wanted = stamped(), wanted_stamp(level)
    if PYTHON.exists() and now["python"] == wanted["python"] and now["run"] == wanted["run"]:
        if level == "run" or now["dev"] == wanted["dev"]:
            return
    else:
        make_afresh()
    STAMP.unlink(missing_ok=True)
    say("Fetching the Python packages")
    run([PYTHON, *PIP_INSTALL, "-r", LOCKS[level]], doing="fetching the Python packages")
    STAMP.write_text(json.dumps(wanted))


def wanted_stamp(level):
    """What .venv/ must have been made from. The test packages come on top of the others, never instead."""
    return {
        # Its programs name their Python by its full path, so a checkout that was moved needs a new one.
        "python": f"{sys.implementation.cache_tag} {sys.base_prefix} {VENV}",
        "run": hash_of(LOCKS["run"]),
        "dev": hash_of(LOCKS["dev"]) if level == "dev" else "",
    }


def stamped():
    """What .venv/ was made from; all empty where it was never finished."""
    empty = {"python": "", "run": "", "dev": ""}
    try:
        return {**empty, **json.loads(read(STAMP) or "{}")}
    except (ValueError, TypeError):
        return empty


def make_afresh():
    """An empty .venv/: packages that an older lock brought must not stay behind."""
    say("Making .venv, the folder of Python packages")
    shutil.rmtree(VENV, ignore_errors=True)
    # The Python under a virtual environment, should that be what runs us.
    base = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
    run([base, "-m", "venv", VENV], doing="making .venv")
