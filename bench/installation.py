"""A demo of its own for a measurement: a folder that goes away, the invented council, and a web server."""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds until the web server must answer


@contextmanager
def demo(name, database=""):
    """The environment of a new demo in a folder of its own (or an empty `database`), tables made, council loaded."""
    folder = Path(tempfile.mkdtemp(prefix=f"corporate-parenting-{name}-"))
    environment = os.environ | {"DEMO": "1", "DATA_DIR": str(folder), "DATABASE_URL": database, "CELERY_BROKER_URL": ""}
    try:
        for command in (["migrate"], ["collectstatic", "--no-input"], ["load_demo"]):
            manage(environment, *command)
        yield environment
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def arguments(description):
    """What a measurement on a grown demo is asked: `--fill` is how it calls itself to grow the demo."""
    wanted = argparse.ArgumentParser(description=description)
    wanted.add_argument("--reports", type=int, default=8_000)
    wanted.add_argument("--database", default="", help="address of an empty PostgreSQL database")
    wanted.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    return wanted


@contextmanager
def grown(name, given):
    """(environment, engine, what filling said) of a demo that the module bench.`name` has filled, as `given` asks."""
    with demo(name, database=given.database) as environment:
        said = module(environment, f"bench.{name}", "--fill", f"--reports={given.reports}")
        yield environment, "PostgreSQL" if given.database else "SQLite", json.loads(said)


def set_up():
    """Django, in a process with the settings of a demo."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "corporate_parenting.settings"
    import django  # noqa: PLC0415 -- not before the environment is set

    django.setup()


def manage(environment, *words):
    """One command of manage.py; returns what it printed. Raises CalledProcessError."""
    return _ran(environment, "manage.py", *words)


def module(environment, name, *words):
    """One module of ours as a program; returns what it printed. Raises CalledProcessError."""
    return _ran(environment, "-m", name, *words)


def _ran(environment, *words):
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


@contextmanager
def server(environment, *, workers=2):
    """The web server on a free port; yields its address."""
    port = _free_port()
    bind = f"127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "corporate_parenting.wsgi", "--bind", bind, f"--workers={workers}"]
    process = subprocess.Popen(
        [*command, "--threads=4", "--no-control-socket", "--log-level=warning"], cwd=ROOT, env=environment
    )
    try:
        _wait_for(f"http://{bind}/healthz", process)
        yield f"http://{bind}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def _wait_for(address, process):
    for _ in range(PATIENCE * 5):
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310 -- our own server, over http
            return
        except OSError:
            if process.poll() is not None:
                raise SystemExit("The web server stopped at its start.") from None
            time.sleep(0.2)
    raise SystemExit("The web server did not answer.")
