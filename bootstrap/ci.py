"""What a build machine runs: everything, with nothing left out because it was not there."""

import os
import pwd
import shutil
import signal
import socket
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bootstrap import SetUpError, programs, say
from bootstrap.processes import end_group, passes, run, start
from bootstrap.quality import summary

LONGEST = 90 * 60
HOST = "127.0.0.1"


def ci():
    """`make test`, then `make check`, with services; exit code 0 only when both pass."""
    with ExitStack() as stack:
        settings = {"REQUIRE_SERVICES": "1"}
        if not answers(5432) and "TEST_DATABASE_URL" not in os.environ:
            settings |= stack.enter_context(postgres())
        if not answers(6379) and "TEST_REDIS_URL" not in os.environ:
            settings |= stack.enter_context(redis())
        env = programs.environment(settings)
        results = {target: passes(["make", target], seconds=LONGEST, env=env) for target in ("test", "check")}
    return summary({f"make {target}": passed for target, passed in results.items()})


def answers(port):
    """Whether something listens on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex((HOST, port)) == 0


def free_port():
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def postgres():
    """A PostgreSQL of our own in a temporary folder, where the programs are installed; gone afterwards."""
    folder_of_programs = postgres_programs()
    if folder_of_programs is None:
        yield {}
        return
    say("Starting a PostgreSQL of our own")
    port, user = free_port(), pwd.getpwuid(os.geteuid()).pw_name
    with tempfile.TemporaryDirectory() as folder:
        as_user = {"cwd": folder, **unprivileged(folder)}
        data = f"{folder}/data"
        run(
            [folder_of_programs / "initdb", "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--no-sync"],
            doing="making a database",
            **as_user,
        )
        options = ["-c", f"listen_addresses={HOST}", "-c", "unix_socket_directories=", "-c", "fsync=off"]
        command = [folder_of_programs / "postgres", "-D", data, "-p", port, *options]
        with serving(command, port, folder=folder, stop=signal.SIGINT, **as_user):
            yield {"TEST_DATABASE_URL": f"postgres://{user}@{HOST}:{port}/postgres"}


def postgres_programs():
    """The folder of PostgreSQL's server programs, which Debian keeps off the PATH; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [shutil.which("initdb")]
    return Path(found[-1]).parent if found[-1] else None


@contextmanager
def redis():
    """A Redis of our own that keeps nothing, where the program is installed."""
    program = shutil.which("redis-server")
    if program is None:
        yield {}
        return
    say("Starting a Redis of our own")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--port", port, "--bind", HOST, "--save", "", "--dir", folder]
        with serving(command, port, folder=folder, stop=signal.SIGTERM):
            yield {"TEST_REDIS_URL": f"redis://{HOST}:{port}"}


@contextmanager
def serving(command, port, *, folder, stop, **options):
    """A server for as long as the block lasts. Raises SetUpError when it does not come up."""
    log = Path(folder) / "log"
    with log.open("wb") as out:
        process = start(command, stdout=out, stderr=out, start_new_session=True, **options)
    try:
        for _ in range(150):
            if answers(port):
                break
            if process.poll() is not None:
                raise SetUpError(f"{Path(str(command[0])).name} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.2)
        yield
    finally:
        process.send_signal(stop)
        for _ in range(50):
            if process.poll() is not None:
                break
            time.sleep(0.1)
        end_group(process)


def unprivileged(folder):
    """PostgreSQL refuses to run as root: give the folder to another user and run as that one."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise SetUpError("PostgreSQL cannot run as root, and there is no other user.")
