"""Settings from the environment, as a start of the product meets them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
INSTALLATION = {
    "SECRET_KEY": "only-for-this-test-" + "k" * 50,
    "DATABASE_URL": "postgres://user:word@db.council.example:5432/name",
    "CELERY_BROKER_URL": "redis://redis.council.example:6379/0",
    "EMAIL_URL": "smtp+tls://user:word@mail.council.example:587",
    "ALLOWED_HOSTS": "parenting.council.example",
    "BASE_URL": "https://parenting.council.example",
}


def check(folder, **given):
    """(exit code, the last line) of `check --deploy`, with nothing in the environment but what is given."""
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder / "made" / "here"), **INSTALLATION, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, (done.stderr or done.stdout).strip().splitlines()[-1]


def test_an_installation_for_people_is_safe_and_empty_variables_count_as_unset(tmp_path):
    empty = dict.fromkeys(["DEBUG", "DEMO", "PORT", "HTTPS", "LOG_LEVEL", "COUNCIL_COLOUR", "UPLOAD_MEGABYTES"], "")
    assert check(tmp_path, **empty) == (0, "System check identified no issues (0 silenced).")
    assert (tmp_path / "made" / "here").is_dir()


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "CELERY_BROKER_URL", "EMAIL_URL"])
def test_what_is_missing_stops_the_start_and_is_named(tmp_path, name):
    code, last = check(tmp_path, **{name: ""})
    assert code == 1
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {name} is not set. ")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "soon", "PORT must be a whole number, not 'soon'."),
        ("DEBUG", "perhaps", "DEBUG must be 1 or 0, not 'perhaps'."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, not 'LOUD'."),
        (
            "DATABASE_URL",
            "secret-word",
            "DATABASE_URL is no address that can be read. Write it like postgres://user:password@host:5432/name.",
        ),
        (
            "EMAIL_URL",
            "smtp://user:secret-word@mail:door",
            "EMAIL_URL is no address that can be read. "
            "Write it like smtp+tls://user:password@mail.council.example:587.",
        ),
    ],
)
def test_what_makes_no_sense_stops_the_start_and_is_named(tmp_path, name, value, words):
    code, last = check(tmp_path, **{name: value})
    assert (code, last) == (1, f"django.core.exceptions.ImproperlyConfigured: {words}")
