"""Looking at the code without running it: style, the order of imports, migrations, safe settings."""

import tempfile

from bootstrap import PYTHON, VENV, programs, say
from bootstrap.processes import passes

LONGEST = 300
# As a real installation would be told; nothing here exists, and nothing is connected to but an empty SQLite file.
PRODUCTION = {
    "DEMO": None,
    "DEBUG": None,
    "HTTPS": None,
    "SECRET_KEY": "only-for-checking-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "DATABASE_URL": "sqlite:////{data}/check.sqlite3",
    "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp://mail.council.example:25",
    "BASE_URL": "https://council.example",
    "ALLOWED_HOSTS": "council.example",
    "DATA_DIR": "{data}",
}


def steps(data):
    """(what it is, command, environment) of each check."""
    settings = {name: value and value.format(data=data) for name, value in PRODUCTION.items()}
    production = programs.environment(settings)
    return [
        ("ruff check", [PYTHON, "-m", "ruff", "check", "."], None),
        ("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."], None),
        ("order of imports", [VENV / "bin" / "lint-imports"], None),
        ("migrations", programs.manage("makemigrations", "--check", "--dry-run", python=PYTHON), production),
        ("safe settings", programs.manage("check", "--deploy", "--fail-level=WARNING", python=PYTHON), production),
    ]


def check():
    """Run every check, whatever the others say. Exit code 0 when all pass."""
    with tempfile.TemporaryDirectory() as data:
        results = {name: passes(command, seconds=LONGEST, env=env) for name, command, env in steps(data)}
    return summary(results)


def summary(results):
    """Say how each part went; the exit code."""
    for name, passed in results.items():
        say(f"{'passed' if passed else 'FAILED'}: {name}")
    return 0 if all(results.values()) else 1


def fix():
    """Put right what ruff can put right."""
    ruff = [PYTHON, "-m", "ruff"]
    fixed = passes([*ruff, "check", "--fix", "."], seconds=LONGEST)
    return 0 if passes([*ruff, "format", "."], seconds=LONGEST) and fixed else 1
