"""make test: every test on SQLite, again on PostgreSQL and Redis where they answer, the browser tests once."""

import json
import os
import time
from contextlib import contextmanager

from bootstrap import PYTHON, SetUpError, programs, say
from bootstrap.processes import passes, run
from bootstrap.quality import summary

LONGEST = 40 * 60  # of one run; a test that hangs must not hold a build machine for ever
# What the shell says about a real installation must not reach a test.
NOT_FOR_TESTS = (
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "DEMO",
    "DEBUG",
    "DATA_DIR",
)


def test(words):
    """Run the suite; words go to pytest. Exit code 0 only when every run that was due has passed."""
    found = services()
    for name, trouble in found["missing"].items():
        say(f"{name} does not answer: {trouble}")
    if found["missing"] and required():
        raise SetUpError(f"REQUIRE_SERVICES is set, and these do not answer: {', '.join(found['missing'])}.")
    results = {}
    with databases(found) as served:
        for name, settings, marker in runs(found, served):
            began = time.monotonic()
            say(f"\n=== Tests {name}")
            env = programs.environment(settings)
            passed = passes(pytest(marker, words), seconds=LONGEST, good=good_codes(words), env=env)
            results[f"tests {name}, {time.monotonic() - began:.0f} s"] = passed
    for name in found["missing"]:
        say(f"not run: tests on {name}, which does not answer")
    return summary(results)


def required():
    """Whether a missing service is a failure."""
    return os.environ.get("REQUIRE_SERVICES", "") not in ("", "0")


def runs(found, served):
    """
    (name, settings, marker) of each run. Browser tests are slow: once, on the database that councils use.

    What touches neither a database nor another service ("plain") runs once, too, since it would say the same again,
    and so does what takes minutes and asks nothing of the kind of database ("once").
    """
    embedded = dict.fromkeys(NOT_FOR_TESTS)
    if "PostgreSQL" in found["missing"]:
        return [("on SQLite", embedded, "not browser"), ("in the browser, on SQLite", embedded, "browser")]
    names = " and ".join(name for name in ("PostgreSQL", "Redis") if name not in found["missing"])
    return [
        ("on SQLite", embedded, "not browser"),
        (f"on {names}", {**embedded, **served}, "not browser and not plain and not once"),
        (f"in the browser, on {names}", {**embedded, **served}, "browser"),
    ]


def good_codes(words):
    """Who asks for some tests only may ask for none of a run (pytest's 5); of the whole suite there must be some."""
    return (0, 5) if words else (0,)


def pytest(marker, words):
    """The command of one run: on two cores, the slowest tests named."""
    return [PYTHON, "-m", "pytest", "-n", "2", "--dist", "worksteal", "--durations=10", "-m", marker, *words]


def services():
    """Which services answer. Asked by the tests' own module, because this package has no driver for either."""
    return json.loads(run([PYTHON, "-m", "tests.services", "find"], doing="looking for PostgreSQL and Redis"))


@contextmanager
def databases(found):
    """The settings of databases of our own; whatever the tests made in them is gone afterwards."""
    settings = {}
    if "PostgreSQL" not in found["missing"]:
        settings["DATABASE_URL"] = found["database_url"]
    if "Redis" not in found["missing"]:
        settings["TEST_REDIS_URLS"] = " ".join(found["redis_urls"])
    try:
        yield settings
    finally:
        if settings:
            env = programs.environment(settings)
            run([PYTHON, "-m", "tests.services", "clean"], doing="removing the databases of the tests", env=env)
