"""Dockerfile and docker-compose.yml held to settings, README, package list and programs, without Docker."""

import ast
import fnmatch
import json
import os
import re
import shlex
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import yaml
from django.conf import settings
from psycopg import sql

from bootstrap import ROOT, SetUpError, health, packages, programs, system
from bootstrap.ci import free_port
from bootstrap.processes import end_group, run, start
from tests import services

WEB = programs.web(bind="0.0.0.0:8000")
# Only for the demo and for developers, so an installation for people must not offer them.
NOT_IN_PRODUCTION = {"DEMO", "DEBUG"}
# Set by the image itself, to places inside it.
IN_THE_IMAGE = {"DATA_DIR", "STATIC_DIR"}


def dockerfile():
    """[(instruction, its text)] of the Dockerfile, continued lines joined and comments left out."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


def last_stage():
    """The instructions of the image that is kept."""
    whole = dockerfile()
    begins = [n for n, (instruction, _) in enumerate(whole) if instruction == "FROM"]
    return whole[begins[-1] :]


def texts(instruction, stage):
    return [text for name, text in stage if name == instruction]


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def interpolated():
    """{variable: how it is asked for} of docker-compose.yml: ":?" must be given, ":-" may be."""
    text = "\n".join(
        line for line in (ROOT / "docker-compose.yml").read_text().splitlines() if not line.lstrip().startswith("#")
    )
    return dict(re.findall(r"\$\{(\w+)(:[-?])", text))


def settings_read():
    """Every variable that settings.py asks the environment for."""
    tree = ast.parse((ROOT / "corporate_parenting" / "settings.py").read_text())
    return {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and getattr(call.func.value, "id", "") == "env"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def settings_in_readme():
    """The first column of the README's table of settings."""
    return set(re.findall(r"^\| `([A-Z][A-Z_]+)` ", (ROOT / "README.md").read_text(), re.MULTILINE))


# --- The Dockerfile


def test_image_has_exactly_the_system_packages_of_the_set_up():
    words = shlex.split(texts("RUN", last_stage())[0])
    installed = words[words.index("--no-install-recommends") + 1 :]
    assert installed[: installed.index("&&")] == sorted(needed.name_on("debian", 12) for needed in system.RUN)


def test_image_is_the_debian_that_the_set_up_knows_and_a_python_that_the_locks_allow():
    bases = [text.split()[0] for text in texts("FROM", dockerfile())]
    assert bases == ["python:3.11-slim-bookworm"] * 2
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text()


def test_image_is_made_by_the_same_set_up_and_sheds_what_only_that_needed():
    (build,) = texts("RUN", dockerfile()[: -len(last_stage())])
    assert build.split("&&")[0].strip() == "python -m bootstrap setup"
    pins = [line.split("==")[0] for line in (ROOT / "bootstrap" / "node.lock").read_text().splitlines() if "==" in line]
    assert build.split("&&")[1].split("--quiet ")[1].split() == pins


def test_everything_the_set_up_reads_is_there_when_the_image_is_made():
    copied = [Path(name) for text in texts("COPY", dockerfile()[: -len(last_stage())]) for name in text.split()[:-1]]
    needed = [
        packages.LOCKS["run"],
        *(ROOT / name for name in ("package.json", "package-lock.json", ".npmrc", "bootstrap")),
    ]
    assert sorted(copied) == sorted(path.relative_to(ROOT) for path in needed)
    assert [name for name in copied if not (ROOT / name).exists() or ignored(str(name))] == []


def test_what_the_image_runs_is_not_left_out_of_it():
    kept = (
        "manage.py",
        "bootstrap",
        "corporate_parenting",
        "roles",
        "reports",
        "committees",
        "pledges",
        "templates",
        "static",
    )
    assert [name for name in kept if ignored(name) or not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "name", [".env", ".git", "var", ".venv", "node_modules", "static/build", "tests", "roles/__pycache__"]
)
def test_secrets_and_what_set_up_makes_do_not_come_in_with_the_code(name):
    assert ignored(name)


def ignored(name):
    """Whether .dockerignore leaves a path out; of its language, what ours uses."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    return any(
        fnmatch.fnmatch(name, pattern.removeprefix("**/"))
        or fnmatch.fnmatch(Path(name).name, pattern.removeprefix("**/"))
        for pattern in patterns
    )


def test_image_does_not_run_as_root_and_keeps_data_in_a_volume():
    stage = last_stage()
    assert texts("USER", stage) == ["app"]
    assert texts("VOLUME", stage) == ["/data"]
    assert stage.index(("USER", "app")) > max(n for n, (name, _) in enumerate(stage) if name in ("RUN", "COPY"))


def test_image_serves_by_default():
    assert json.loads(texts("CMD", last_stage())[0]) == WEB


def test_image_sets_only_settings_that_exist():
    named = {word.split("=")[0] for text in texts("ENV", last_stage()) for word in text.split()}
    assert named - settings_read() == {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
    assert named & settings_read() == IN_THE_IMAGE


# --- docker-compose.yml


def test_services_are_those_of_an_installation(compose):
    assert set(compose["services"]) == {"database", "redis", "migrate", "web", "worker", "beat"}


@pytest.mark.parametrize(("service", "command"), [("web", WEB), ("worker", programs.WORKER), ("beat", programs.BEAT)])
def test_service_runs_the_same_command_as_everywhere(compose, service, command):
    assert compose["services"][service]["command"] == command


def test_every_program_that_a_service_runs_is_installed(compose):
    commands = [compose["services"][name]["command"][0] for name in ("web", "worker", "beat")]
    assert [name for name in commands if not (Path(sys.prefix) / "bin" / name).exists()] == []


def test_every_service_restarts_and_is_watched(compose):
    lasting = {name: service for name, service in compose["services"].items() if name != "migrate"}
    assert {service["restart"] for service in lasting.values()} == {"unless-stopped"}
    assert [name for name, service in lasting.items() if not service["healthcheck"].get("test")] == []
    assert compose["services"]["migrate"]["restart"] == "no"


def test_nothing_starts_before_the_database_is_migrated(compose):
    for name in ("web", "worker", "beat"):
        assert compose["services"][name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert compose["services"]["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_volumes_hold_the_files_the_database_and_the_queue(compose):
    used = {volume.split(":")[0] for service in compose["services"].values() for volume in service["volumes"]}
    assert used == set(compose["volumes"]) == {"data", "database", "redis"}


def test_product_gets_every_setting_there_is(compose):
    given = compose["services"]["web"]["environment"]
    assert set(given) == settings_read() - NOT_IN_PRODUCTION - IN_THE_IMAGE - {"PORT"}
    for name in ("migrate", "worker", "beat"):
        assert compose["services"][name]["environment"] == given


def test_secrets_and_addresses_must_be_given_and_nothing_else():
    required = {name for name, how in interpolated().items() if how == ":?"}
    assert required == {"SECRET_KEY", "BASE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "POSTGRES_PASSWORD"}


def test_no_secret_is_written_down(compose):
    given = compose["services"]["web"]["environment"]
    assert [name for name, value in given.items() if not value.startswith("${")] == []
    assert compose["services"]["database"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")


def test_web_is_open_to_this_machine_alone(compose):
    assert compose["services"]["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["web"]


def test_readme_has_every_setting_in_its_table_and_no_other():
    assert settings_in_readme() == settings_read() | set(interpolated())


# --- The same commands as plain processes


@pytest.fixture
def installation(tmp_path):
    """The environment of an installation for people, on a PostgreSQL database of its own and on Redis."""
    if settings.DATABASES["default"][
        "ENGINE"
    ] != "django.db.backends.postgresql" or not settings.CELERY_BROKER_URL.startswith("redis"):
        pytest.skip("needs PostgreSQL and Redis")
    name = services.own_name()
    with services.connect() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    env = programs.environment(
        dict.fromkeys(NOT_IN_PRODUCTION)
        | {
            "DJANGO_SETTINGS_MODULE": None,
            "HTTPS": None,
            "SECRET_KEY": "only-for-this-test-" + "k" * 50,
            "DATABASE_URL": services.named(name),
            "CELERY_BROKER_URL": settings.CELERY_BROKER_URL,
            "EMAIL_URL": "smtp://127.0.0.1:1",
            "BASE_URL": "https://council.example",
            "ALLOWED_HOSTS": "council.example",
            "DATA_DIR": str(tmp_path),
            "PATH": f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }
    )
    yield env
    services.drop_all(name)


@contextmanager
def running(command, *, env, log):
    """A program for as long as the block lasts; it must end when told to."""
    with log.open("wb") as out:
        process = start(command, stdout=out, stderr=out, env=env, start_new_session=True)
    try:
        yield process
        assert process.poll() is None, log.read_text()
        process.terminate()
        assert process.wait(20) in (0, -15), log.read_text()
    finally:
        end_group(process)


def wait_until_well(words, *, env, seconds=120):
    """Ask until the health check is content."""
    last = time.monotonic() + seconds
    while True:
        try:
            return run([sys.executable, "-m", "bootstrap", "health", *words], doing="asking", env=env)
        except SetUpError:
            assert time.monotonic() < last
            time.sleep(0.3)


def test_installation_comes_up_from_the_commands_of_the_compose_file(installation, tmp_path, compose):
    port = str(free_port())
    env = installation | {"PORT": port}
    web, worker, beat = (compose["services"][name]["command"] for name in ("web", "worker", "beat"))
    web = [word.replace(":8000", f":{port}") for word in web]
    migrate = compose["services"]["migrate"]["command"]
    run([sys.executable, *migrate[1:]], doing="migrating", env=env)
    run(programs.manage("collectstatic", "--no-input"), doing="collecting", env=env)
    with (
        running(web, env=env, log=tmp_path / "web.log"),
        running(worker, env=env, log=tmp_path / "worker.log"),
        running(beat, env=env, log=tmp_path / "beat.log"),
    ):
        wait_until_well([], env=env)
        wait_until_well(["beat"], env=env)
        wait_for_the_worker(env["DATABASE_URL"])


def wait_for_the_worker(url, seconds=120):
    """The timetable rings and the worker answers: it writes down that it was there."""
    last = time.monotonic() + seconds
    with psycopg.connect(url, autocommit=True) as connection:
        while connection.execute("SELECT count(*) FROM committees_worker").fetchone() == (0,):
            assert time.monotonic() < last
            time.sleep(0.3)


def test_web_server_that_does_not_answer_is_not_well():
    with pytest.raises(SetUpError):
        health.web_is_well(str(free_port()), hosts="council.example")


@pytest.mark.parametrize(("age", "well"), [(10, True), (10_000, False)])
def test_timetable_is_well_while_it_is_heard_of(tmp_path, age, well):
    kept = tmp_path / "beat-schedule.db"
    kept.touch()
    os.utime(kept, (time.time() - age,) * 2)
    if well:
        health.beat_is_well(tmp_path)
    else:
        with pytest.raises(SetUpError):
            health.beat_is_well(tmp_path)


def test_timetable_that_never_ran_is_not_well(tmp_path):
    with pytest.raises(SetUpError):
        health.beat_is_well(tmp_path)
