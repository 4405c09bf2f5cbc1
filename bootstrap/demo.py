"""make demo: the whole product with an invented council, on this machine alone."""

import errno
import fcntl
import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path

from bootstrap import PYTHON, ROOT, SetUpError, programs, say
from bootstrap.processes import run
from bootstrap.supervisor import Program, supervise

HOST = "127.0.0.1"
# Whatever the shell says about real services, the demo must reach none of them.
NOT_FOR_THE_DEMO = (
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "DEBUG",
    "HTTPS",
)
# Three commands in one process, because starting Django takes longer than any of them has to do the second time.
PREPARE = """
import django
from django.core.management import call_command
django.setup()
call_command("migrate", interactive=False, verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
call_command("load_demo")
"""


def demo():
    """Serve the demo until somebody stops it. The set-up has been done."""
    port = port_wanted()
    data = data_folder()
    with only_one(data), listening_on(port) as door:
        env = programs.environment(settings(data, port))
        who = prepare(env)
        address = f"http://{HOST}:{port}"
        logs = fresh(data / "logs")
        supervise(
            product(door, logs=logs, env=env),
            ready=lambda: answers(address),
            announce=lambda: print(f"{address}  {who}", flush=True),
        )


def product(door, *, logs, env):
    """The three programs of the product, the web server answering on an open socket."""
    named = {
        "web server": (programs.web(bind=f"fd://{door.fileno()}"), {"pass_fds": [door.fileno()]}),
        "worker": (programs.WORKER, {}),
        "timetable": (programs.BEAT, {}),
    }
    return [
        Program(name, programs.here(command, python=PYTHON), logs / f"{name}.log", {"env": env, **options})
        for name, (command, options) in named.items()
    ]


def port_wanted():
    """The port from the environment."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SetUpError(f"PORT is {text!r}. It must be a number from 1 to 65535.")
    return int(text)


def data_folder():
    """Where the demo keeps its database, files and queue: var/ in this checkout unless DATA_DIR says otherwise."""
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetUpError(
            f"The folder for the demo's data cannot be made: {error}. Choose another with DATA_DIR="
        ) from error
    return folder


def settings(data, port):
    """What the product is told: everything embedded, nothing real."""
    chosen = {"DEMO": "1", "DATA_DIR": str(data), "PORT": str(port)}
    return {**dict.fromkeys(NOT_FOR_THE_DEMO), **chosen, "DJANGO_SETTINGS_MODULE": "corporate_parenting.settings"}


def only_one(data):
    """Hold the data folder: two demos on one queue would take each other's jobs. Let go when we end, however we end."""
    file = (data / "demo.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise SetUpError(
            f"A demo with the data in {data} is running already. Stop it, or choose another DATA_DIR="
        ) from error
    return file


def listening_on(port, *, patience=3):
    """
    The socket that the web server will answer on, taken before anything slow is done.

    A demo that was killed a moment ago still holds its port for a second or two: so many seconds are waited.
    """
    last_moment = time.monotonic() + patience
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    while True:
        try:
            door.bind((HOST, port))
            return door
        except OSError as error:
            if time.monotonic() < last_moment and error.errno == errno.EADDRINUSE:
                time.sleep(0.2)
                continue
            door.close()
            why = f"Port {port} cannot be used ({error.strerror})."
            raise SetUpError(f"{why} Choose another, for example: make demo PORT={another(port)}") from error


def another(port):
    """A port to suggest instead: one that anybody may use."""
    return port + 1 if 1024 <= port < 65535 else 8001


def prepare(env):
    """The database, the static files and the invented council, each only as far as it is not there yet.

    Returns who can sign in, as load_demo says in its last line.
    """
    say("Getting the database ready")
    said = run([PYTHON, "-c", PREPARE], doing="getting the database ready", env=env)
    return said.strip().rsplit("\n", 1)[-1]


def fresh(folder):
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def answers(address):
    """Whether the first page is really there."""
    try:
        with urllib.request.urlopen(address, timeout=5) as page:  # noqa: S310 - our own http address
            return page.status == 200
    except (urllib.error.URLError, OSError):
        return False
