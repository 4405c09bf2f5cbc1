"""The programs that make up the running product. docker-compose.yml starts the same ones; a test compares."""

import os
import sys

APP = "corporate_parenting.celery:app"


def web(*, bind):
    """The web server on an address ("0.0.0.0:8000"), or on a socket that is open already ("fd://3")."""
    return ["gunicorn", "corporate_parenting.wsgi", "--bind", bind, *WEB_OPTIONS]


# The code is loaded once for both processes. Threads, because a page waits for the database more than it computes.
# Heartbeat files lie in memory, where no slow disk can make a well process look dead. The control socket would be one
# more door.
WEB_OPTIONS = [
    "--preload",
    "--workers=2",
    "--threads=4",
    "--timeout=60",
    "--graceful-timeout=20",
    "--worker-tmp-dir=/dev/shm",
    "--no-control-socket",
]
# Two processes: one item of a pack each. Nobody listens to what workers say to each other, so they say nothing.
WORKER = [
    "celery",
    f"--app={APP}",
    "worker",
    "--loglevel=INFO",
    "--without-mingle",
    "--without-gossip",
    "--without-heartbeat",
]
# Exactly one of these runs, or the timetable would ring twice.
BEAT = ["celery", f"--app={APP}", "beat", "--loglevel=INFO"]


def here(command, *, python):
    """The same command run by a given Python, wherever its programs folder is."""
    return [os.fspath(python), "-m", *command]


def environment(settings):
    """This process's environment with some settings changed; a setting of None is taken out."""
    changed = {**os.environ, "PYTHONUNBUFFERED": "1", **settings}
    return {name: value for name, value in changed.items() if value is not None}


def manage(*words, python=None):
    """A command of Django's."""
    return [os.fspath(python or sys.executable), "manage.py", *words]
