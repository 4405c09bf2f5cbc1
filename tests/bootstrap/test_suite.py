import shutil
import socket
import sys

import psycopg
import pytest
import redis
from psycopg import sql

from bootstrap import SetUpError, ci, commands, processes, quality, suite
from tests import services

SERVED = {"DATABASE_URL": "postgres://x/y", "TEST_REDIS_URLS": "redis://x/1"}


def test_suite_runs_twice_where_services_answer_and_the_browser_once():
    runs = suite.runs({"missing": {}}, SERVED)
    assert [(name, marker) for name, _, marker in runs] == [
        ("on SQLite", "not browser"),
        ("on PostgreSQL and Redis", "not browser and not plain and not once"),
        ("in the browser, on PostgreSQL and Redis", "browser"),
    ]
    assert [settings["DATABASE_URL"] for _, settings, _ in runs] == [None, "postgres://x/y", "postgres://x/y"]


def test_suite_runs_on_sqlite_alone_where_nothing_answers():
    runs = suite.runs({"missing": {"PostgreSQL": "refused", "Redis": "refused"}}, {})
    assert [(name, marker) for name, _, marker in runs] == [
        ("on SQLite", "not browser"),
        ("in the browser, on SQLite", "browser"),
    ]


def test_suite_says_so_when_only_redis_is_missing():
    runs = suite.runs({"missing": {"Redis": "refused"}}, {"DATABASE_URL": "postgres://x/y"})
    assert [name for name, _, _ in runs] == ["on SQLite", "on PostgreSQL", "in the browser, on PostgreSQL"]


def test_nothing_of_a_real_installation_reaches_a_test():
    for _, settings, _ in suite.runs({"missing": {}}, SERVED):
        assert {name: settings[name] for name in ("SECRET_KEY", "EMAIL_URL", "CELERY_BROKER_URL", "DATA_DIR")} == {
            "SECRET_KEY": None,
            "EMAIL_URL": None,
            "CELERY_BROKER_URL": None,
            "DATA_DIR": None,
        }


def test_missing_service_is_a_failure_where_services_are_required(monkeypatch):
    monkeypatch.setenv("REQUIRE_SERVICES", "1")
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://127.0.0.1:1/postgres")
    monkeypatch.setenv("TEST_REDIS_URL", "redis://127.0.0.1:1")
    with pytest.raises(SetUpError) as refused:
        suite.test([])
    assert str(refused.value) == "REQUIRE_SERVICES is set, and these do not answer: PostgreSQL, Redis."


@pytest.mark.parametrize(("given", "required"), [("", False), ("0", False), ("1", True)])
def test_services_are_required_only_when_said_so(monkeypatch, given, required):
    monkeypatch.setenv("REQUIRE_SERVICES", given)
    assert suite.required() is required


def test_one_failure_among_passes_fails_the_whole(capsys):
    assert quality.summary({"a": True, "b": True}) == 0
    assert quality.summary({"a": True, "b": False}) == 1
    assert capsys.readouterr().err.splitlines() == ["passed: a", "passed: b", "passed: a", "FAILED: b"]


@pytest.mark.parametrize(("code", "passed"), [("raise SystemExit(0)", True), ("raise SystemExit(5)", False)])
def test_program_passes_only_with_exit_code_zero(code, passed):
    assert processes.passes([sys.executable, "-c", code], seconds=20) is passed


def test_program_that_hangs_is_stopped_and_has_not_passed(capfd):
    assert processes.passes([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.5) is False
    assert "Not finished after 0.5 seconds" in capfd.readouterr().err


def test_failed_step_shows_what_the_program_said(capfd):
    with pytest.raises(SetUpError) as refused:
        processes.run([sys.executable, "-c", "raise SystemExit('no room left')"], doing="trying")
    assert str(refused.value) == "Failed while trying. What the program said is above."
    assert capfd.readouterr().err == "no room left\n"


@pytest.mark.parametrize("words", [[], ["nonsense"]])
def test_unknown_command_is_told_the_usage(words, capsys):
    assert commands.main(words) == 2
    assert capsys.readouterr().err.startswith("usage: python3 -m bootstrap setup|demo|test")


def test_postgresql_of_our_own_serves_and_is_gone_afterwards(monkeypatch):
    if not ci.postgres_programs():
        pytest.skip("PostgreSQL is not installed")
    with ci.postgres() as given:
        monkeypatch.setenv("TEST_DATABASE_URL", given["TEST_DATABASE_URL"])
        assert services.trouble_with_postgres() == ""
        name = services.own_name()
        with services.connect() as connection:
            for made in (name, f"test_{name}", f"test_{name}_gw0", "test_somebody_else"):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(made)))
            services.drop_all(name)
            kept = connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1").fetchall()
        assert kept == [("postgres",), ("test_somebody_else",)]
    with pytest.raises(psycopg.OperationalError):
        services.connect()


def test_redis_of_our_own_serves_and_only_empty_databases_of_it_are_taken(monkeypatch):
    if shutil.which("redis-server") is None:
        pytest.skip("Redis is not installed")
    with ci.redis() as given:
        monkeypatch.setenv("TEST_REDIS_URL", given["TEST_REDIS_URL"])
        url = given["TEST_REDIS_URL"]
        redis.from_url(f"{url}/2").set("somebody", "else")
        urls = services.empty_redis_databases()
        assert urls[:2] == [f"{url}/1", f"{url}/3"]
        redis.from_url(urls[0]).set("ours", "1")
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.setenv("TEST_REDIS_URLS", urls[0])
        services.clean()
        assert [redis.from_url(f"{url}/{number}").dbsize() for number in (1, 2)] == [0, 1]
    with pytest.raises(redis.ConnectionError):
        services.empty_redis_databases()


def test_port_that_somebody_listens_on_answers():
    with socket.socket() as door:
        door.bind((ci.HOST, 0))
        port = door.getsockname()[1]
        assert ci.answers(port) is False
        door.listen()
        assert ci.answers(port) is True


def test_run_without_tests_is_good_only_where_some_tests_were_asked_for():
    assert suite.good_codes([]) == (0,)
    assert suite.good_codes(["-k", "packs"]) == (0, 5)
