import http.server
import os
import socket
import threading

import pytest

from bootstrap import SetUpError, demo, programs


@pytest.mark.parametrize(("given", "port"), [(None, 8000), ("", 8000), ("8123", 8123), ("65535", 65535)])
def test_port_comes_from_the_environment(monkeypatch, given, port):
    monkeypatch.delenv("PORT", raising=False)
    if given is not None:
        monkeypatch.setenv("PORT", given)
    assert demo.port_wanted() == port


@pytest.mark.parametrize("given", ["0", "65536", "-1", "eighty", "80.5"])
def test_port_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("PORT", given)
    with pytest.raises(SetUpError) as refused:
        demo.port_wanted()
    assert str(refused.value) == f"PORT is {given!r}. It must be a number from 1 to 65535."


def test_port_in_use_is_named_with_another_to_try():
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetUpError) as refused:
            demo.listening_on(port, patience=0)
    assert str(refused.value) == (
        f"Port {port} cannot be used (Address already in use). "
        f"Choose another, for example: make demo PORT={demo.another(port)}"
    )


def test_port_that_is_let_go_a_moment_later_is_taken():
    taken = socket.socket()
    taken.bind((demo.HOST, 0))
    taken.listen()
    port = taken.getsockname()[1]
    threading.Timer(0.5, taken.close).start()
    with demo.listening_on(port, patience=5) as door:
        assert door.getsockname() == (demo.HOST, port)


@pytest.mark.parametrize(("port", "suggested"), [(80, 8001), (8000, 8001), (65535, 8001), (9000, 9001)])
def test_suggested_port_is_one_that_anybody_may_use(port, suggested):
    assert demo.another(port) == suggested


def test_demo_reaches_no_real_service_whatever_the_shell_says(monkeypatch, tmp_path):
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_URL", "SECRET_KEY"):
        monkeypatch.setenv(name, "CANARY")
    monkeypatch.setenv("DEBUG", "1")
    monkeypatch.setenv("COUNCIL_NAME", "Wexcombe Council")
    env = programs.environment(demo.settings(tmp_path, 8001))
    assert [name for name, value in env.items() if value == "CANARY"] == []
    assert "DEBUG" not in env
    chosen = {name: env[name] for name in ("DEMO", "DATA_DIR", "PORT", "COUNCIL_NAME")}
    assert chosen == {"DEMO": "1", "DATA_DIR": str(tmp_path), "PORT": "8001", "COUNCIL_NAME": "Wexcombe Council"}


def test_second_demo_on_the_same_data_is_refused_until_the_first_ends(tmp_path):
    first = demo.only_one(tmp_path)
    with pytest.raises(SetUpError) as refused:
        demo.only_one(tmp_path)
    assert str(refused.value) == (
        f"A demo with the data in {tmp_path} is running already. Stop it, or choose another DATA_DIR="
    )
    first.close()
    demo.only_one(tmp_path).close()


def test_data_folder_is_made(monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "a" / "b"))
    assert demo.data_folder() == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()


def test_data_folder_that_cannot_be_made_is_named(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "b"))
    with pytest.raises(SetUpError, match="The folder for the demo's data cannot be made"):
        demo.data_folder()


def test_logs_of_the_time_before_are_gone(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "web.log").write_text("old")
    assert list(demo.fresh(tmp_path / "logs").iterdir()) == []


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/well" else 500)
        self.end_headers()

    def log_message(self, *words):
        pass


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer((demo.HOST, 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{demo.HOST}:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_page_answers_only_when_it_is_really_there(site):
    assert demo.answers(f"{site}/well") is True
    assert demo.answers(f"{site}/broken") is False
    assert demo.answers("http://127.0.0.1:1/") is False


def test_settings_of_none_are_taken_out_and_others_kept(monkeypatch):
    monkeypatch.setenv("FROM_THE_SHELL", "kept")
    monkeypatch.setenv("NOT_WANTED", "x")
    env = programs.environment({"NOT_WANTED": None, "GIVEN": "1"})
    assert env == {name: value for name, value in os.environ.items() if name != "NOT_WANTED"} | {
        "GIVEN": "1",
        "PYTHONUNBUFFERED": "1",
    }
