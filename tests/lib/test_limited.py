"""What the child may not do. The functions that try are in this module, so the child imports it too."""

import os
import socket
import time
from pathlib import Path

import pytest

from corporate_parenting.lib import limited
from corporate_parenting.lib.limited import MIB, LimitReached, Limits
from corporate_parenting.lib.reading import ReadError


def shout(data, *words):
    return [data.decode().upper(), *words]


def refuse(data, name):
    raise ReadError(name, 3, "title", "is missing.")


def stumble(data):
    raise RuntimeError("with the words of the document")


def sleep(data):
    time.sleep(60)


def spin(data):
    while True:
        pass


def swell(data):
    return len(bytearray(int(data)))


def chatter(data):
    return "x" * int(data)


def surroundings(data):
    return dict(os.environ)


def leave_a_child(data):
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
    return pid


def connect(data):
    with socket.create_connection(("127.0.0.1", int(data)), timeout=2):
        return "connected"


def alive(pid):
    """Whether the process still runs; a dead one that nobody has collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_answers_come_back():
    assert limited.run(shout, "Zoë".encode(), "a b", "c") == ["ZOË", "a b", "c"]


def test_a_refusal_comes_back_as_it_is():
    with pytest.raises(ReadError) as raised:
        limited.run(refuse, b"", "r.docx")
    assert str(raised.value) == "r.docx, line 3, field “title”: is missing."


def test_other_faults_say_only_their_kind():
    with pytest.raises(LimitReached, match=r"^It broke down \(RuntimeError\)\.$"):
        limited.run(stumble, b"")


@pytest.mark.parametrize("function", [sleep, spin])
def test_time_ends(function):
    began = time.monotonic()
    with pytest.raises(LimitReached, match="longer than 1 seconds"):
        limited.run(function, b"", limits=Limits(seconds=1))
    assert time.monotonic() - began < 30


def test_memory_ends():
    assert limited.run(swell, str(50 * MIB).encode()) == 50 * MIB
    with pytest.raises(LimitReached, match="MemoryError"):
        limited.run(swell, str(2048 * MIB).encode())


def test_answers_end():
    with pytest.raises(LimitReached, match="without an answer"):
        limited.run(chatter, b"3000000", limits=Limits(answer=MIB))


def test_no_secret_reaches_the_child(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "CANARY")
    monkeypatch.setenv("DATABASE_URL", "postgres://CANARY")
    monkeypatch.setenv("HTTPS_PROXY", "http://CANARY")
    assert "CANARY" not in str(limited.run(surroundings, b""))


def test_nothing_the_child_started_outlives_it():
    pid = limited.run(leave_a_child, b"")
    for _ in range(300):
        if not alive(pid):
            break
        time.sleep(0.1)
    assert not alive(pid)


def test_the_child_has_no_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1]).encode()
        assert connect(port) == "connected"
        try:
            answer = limited.run(connect, port)
        except LimitReached:
            answer = "refused"
    if answer == "connected":
        pytest.skip("this system lets no process leave the network")
