"""
What a print may fetch, asked of the fetcher itself in a process that has a network and may read files: the printing
child has neither, which would hide a fetcher that lets something through.
"""

import socket
import threading

import pytest

from corporate_parenting.lib.pdf import fonts
from corporate_parenting.lib.pdf.render_child import Fetcher

SECRET = b"CANARYFILE what lies on the machine"


@pytest.fixture
def listener():
    """A server that counts who connects, and leads everybody on to a file."""
    seen = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def serve():
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                seen.append(connection.recv(1000))
                connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: file:///etc/hostname\r\nContent-Length: 0\r\n\r\n")
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], seen
        stop.set()
        thread.join()


def test_the_listener_would_notice(listener):
    port, seen = listener
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"here")
        client.recv(100)
    assert seen == [b"here"]


@pytest.mark.parametrize(
    "start",
    [
        "http://127.0.0.1:{}/x.png",
        "HTTP://127.0.0.1:{}/",
        "http://localhost:{}/a.css",
        "//127.0.0.1:{}/x",
        "ftp://127.0.0.1:{}/x",
    ],
)
def test_nothing_of_the_network_is_fetched(listener, start):
    port, seen = listener
    with pytest.raises(ValueError, match="not part of the document"):
        Fetcher({}, fonts.folder()).fetch(start.format(port))
    assert seen == []


@pytest.mark.parametrize(
    "start",
    [
        "file://{}",
        "FILE://{}",
        "{}",
        "asset:{}",
        "asset:../{}",
        "font:{}",
        "font:../../../../../../{}",
        "data:text/plain,{}",
        "jar:file://{}!/x",
    ],
)
def test_nothing_of_the_machine_is_read(tmp_path, start):
    planted = tmp_path / "planted.woff2"
    planted.write_bytes(SECRET)
    with pytest.raises((ValueError, OSError)):
        Fetcher({}, fonts.folder()).fetch(start.format(planted))


def test_what_was_handed_in_is_given():
    assert Fetcher({"a.png": b"\x89PNG"}, fonts.folder()).fetch("asset:a.png").read() == b"\x89PNG"
