"""The limited child: works from wherever it is called, knows nothing, leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import billiard
import pytest

from corporate_parenting.lib import pdf
from corporate_parenting.lib.pdf import child, wire

from .samples import html

SMALL = html("<h1>A</h1><p>Words</p>")
ENDLESS = html("<table><tr><td colspan=65534>x</td></tr></table>")


def children_of(pid):
    """Process numbers of the live children of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def gone(pid, within=30):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not Path(f"/proc/{pid}").exists() or ") Z " in Path(f"/proc/{pid}/stat").read_text():
            return True
        time.sleep(0.05)
    return False


def test_a_message_without_bytes_is_sent_in_one_go():
    """Whoever has it may answer and go at once: a second send, though of nothing, would find nobody there."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        wire.send(ours, {"job": "versions"})
        assert theirs.recv(1000).endswith(b'{"job": "versions"}')
        with pytest.raises(BlockingIOError):
            theirs.recv(1000, socket.MSG_DONTWAIT)


def test_a_child_that_takes_too_long_is_gone():
    with pytest.raises(pdf.RenderTimeout):
        pdf.render(ENDLESS, limits=pdf.Limits(1, 2**30, 10))
    end = time.monotonic() + 30
    while children_of(child.parent.process.pid) and time.monotonic() < end:
        time.sleep(0.1)
    assert children_of(child.parent.process.pid) == []


def test_the_next_document_is_printed_when_the_warm_parent_was_killed():
    pdf.render(SMALL)
    before = child.parent.process.pid
    os.kill(before, signal.SIGKILL)
    child.parent.process.wait()
    assert pdf.render(SMALL).pages == 1
    assert child.parent.process.pid != before


def test_a_child_that_is_killed_is_a_failure_in_plain_words():
    pdf.render(SMALL)
    timer = threading.Timer(1, lambda: [os.kill(pid, signal.SIGKILL) for pid in children_of(child.parent.process.pid)])
    timer.start()
    with pytest.raises(pdf.RenderFailed, match="so it was stopped"):
        pdf.render(ENDLESS, limits=pdf.Limits(20, 2**30, 10))


def test_several_threads_print_at_once():
    made = []
    threads = [threading.Thread(target=lambda: made.append(pdf.render(SMALL).data)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_a_forked_process_has_a_warm_parent_of_its_own():
    pdf.render(SMALL)
    mine = child.parent.process.pid
    reader, writer = os.pipe()
    forked = os.fork()
    if not forked:
        try:
            os.write(writer, b"%d %d" % (pdf.render(SMALL).pages, child.parent.process.pid))
        finally:
            os._exit(0)
    os.waitpid(forked, 0)
    pages, theirs = map(int, os.read(reader, 100).split())
    assert pages == 1
    assert theirs != mine
    assert gone(theirs)
    assert pdf.render(SMALL).pages == 1
    assert child.parent.process.pid == mine


def print_in_a_worker(queue):
    queue.put(pdf.render(SMALL).pages)


def test_a_daemonic_worker_process_can_print():
    """Celery's pool processes are daemons, which may have no children by the rules of multiprocessing."""
    queue = billiard.get_context("fork").SimpleQueue()
    worker = billiard.get_context("fork").Process(target=print_in_a_worker, args=(queue,), daemon=True)
    worker.start()
    worker.join(30)
    assert queue.get() == 1


PROGRAM = """
import django, sys; from django.conf import settings
settings.configure(FONT_DIR=sys.argv[1])
from corporate_parenting.lib import pdf
from corporate_parenting.lib.pdf import child, wire
print(pdf.render(sys.argv[2]).pages, child.parent.process.pid, child.parent.folder, flush=True)
sys.stdin.read()
"""


def test_it_knows_no_secret_and_ends_with_its_starter(settings):
    environment = os.environ | {"SECRET_KEY": "CANARY-7Q4ZK", "DATABASE_URL": "postgres://CANARY-7Q4ZK"}
    starter = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(settings.FONT_DIR), SMALL],
        env=environment, cwd=child.PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    pages, warm, folder = starter.stdout.readline().decode().split()
    known = Path(f"/proc/{warm}/environ").read_bytes()
    interfaces = [line.split(":")[0].strip() for line in Path(f"/proc/{warm}/net/dev").read_text().splitlines()[2:]]
    assert pages == "1"
    assert b"CANARY" not in known
    assert (interfaces == ["lo"]) >= may_leave_the_network()
    starter.kill()
    starter.wait()
    assert gone(warm)
    assert not Path(folder).exists()


def may_leave_the_network():
    """Whether this system lets a process have a network of its own, which is then empty."""
    ask = "from corporate_parenting.lib.pdf import warm; print(int(warm.leave_the_network()))"
    return bool(int(subprocess.check_output([sys.executable, "-c", ask], cwd=child.PROJECT)))


def test_nothing_is_left_in_the_temporary_folder():
    pdf.render(SMALL)
    with pytest.raises(pdf.RenderTimeout):
        pdf.render(ENDLESS, limits=pdf.Limits(1, 2**30, 10))
    folder = Path(child.parent.folder)
    assert list(folder.iterdir()) == []
    child.parent.stop()
    assert not folder.exists()


def test_no_file_of_the_asking_process_is_open_in_the_child(tmp_path):
    child.parent.stop()
    with (tmp_path / "minutes.txt").open("w"):
        pdf.render(SMALL)
        held = {os.readlink(link) for link in Path(f"/proc/{child.parent.process.pid}/fd").iterdir()}
    assert not [name for name in held if "minutes" in name or "sqlite" in name or "TCP" in name]


@pytest.mark.parametrize(("name", "left"), [("minutes", True), ("council-pdf-x", False)])
def test_the_warm_parent_takes_away_no_folder_but_its_own(tmp_path, name, left):
    folder = tmp_path / name
    folder.mkdir()
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "corporate_parenting.lib.pdf.warm", str(theirs.fileno()), str(folder), ""]
    warm = subprocess.Popen(command, pass_fds=[theirs.fileno()], cwd=child.PROJECT, start_new_session=True)
    ours.close()
    theirs.close()
    assert warm.wait(60) == -signal.SIGKILL
    assert folder.exists() == left
    assert tmp_path.exists()
