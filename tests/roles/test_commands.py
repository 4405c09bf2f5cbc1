"""The commands of the shell, in-process and as they are run."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from corporate_parenting.lib.commands import Misused, Refused
from roles import council
from roles.audit import SYSTEM
from roles.models import Appointment, AuditRow, Invitation, Person, User
from roles.permissions import May
from tests.factories.roles import PersonFactory, UserFactory

ROOT = Path(__file__).resolve().parents[2]


def run(folder, *words):
    """A command as a process of its own, with a data folder in which there is no database."""
    environment = {"PATH": os.environ["PATH"], "DEBUG": "1", "DATA_DIR": str(folder)}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_database_that_was_never_set_up_is_told_in_a_sentence(tmp_path):
    done = run(tmp_path, "first_clerk", "clerk@council.example")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Refused: The database cannot be used: no such table: roles_office. Has `manage.py migrate` been run on it?\n"
    )


# --- clear_days


def test_clear_days_without_a_database(tmp_path):
    done = run(tmp_path, "clear_days", "2026-01-06")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2025-12-24")
    assert done.stderr == "There is no database with council facts: the usual rule is used, and no closure days.\n"


@pytest.mark.parametrize(
    "words", [["soon"], ["2026-02-30"], [], ["2026-01-06", "--days", "x"], ["2026-01-06", "--days", "-1"]]
)
def test_clear_days_misused(tmp_path, words):
    done = run(tmp_path, "clear_days", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr != ""


@pytest.mark.parametrize(
    ("words", "last"),
    [
        (["2026-01-06"], "2025-12-24"),
        (["2026-01-06", "--days", "28"], "2025-11-21"),
        (["2026-01-06", "--rule", "calendar"], "2025-12-31"),
    ],
)
def test_clear_days_on_an_empty_database(db, capsys, words, last):
    call_command("clear_days", *words)
    told = capsys.readouterr()
    assert (told.out.splitlines()[-1], told.err) == (last, "")


def test_clear_days_shows_every_day_and_why(db, capsys):
    council.close_on(date(2025, 12, 29), reason="Closed for the holidays", by=SYSTEM)
    call_command("clear_days", "2026-01-02", "--days", "2")
    assert capsys.readouterr().out.splitlines() == [
        "Wednesday 24 December 2025: publish by the end of this day",
        "  Thursday 25 December 2025: does not count: Christmas Day",
        "  Friday 26 December 2025: does not count: Boxing Day",
        "  Saturday 27 December 2025: does not count: Saturday",
        "  Sunday 28 December 2025: does not count: Sunday",
        "  Monday 29 December 2025: does not count: Closed for the holidays",
        "  Tuesday 30 December 2025: counts",
        "  Wednesday 31 December 2025: counts",
        "  Thursday 1 January 2026: does not count: New Year’s Day",
        "Friday 2 January 2026: the meeting (2 clear days)",
        "2025-12-24",
    ]


def test_clear_days_warns_of_years_that_are_worked_out(db, capsys):
    call_command("clear_days", "2009-06-10")
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == "2009-06-02"
    assert told.err.startswith("The bank holidays of 2009 are worked out by England's rules")


# --- first_clerk


def test_first_clerk_gets_in_and_looks_after_people(db, client, capsys):
    call_command("first_clerk", "mina@wexcombe.example", "--name", "Mina Vale")
    link = capsys.readouterr().out.strip()
    path = re.sub(r"^http://127\.0\.0\.1:8000", "", link)
    assert client.post(path, {"password": "lantern gravel otter"}).status_code == 302
    user = User.objects.get(email="mina@wexcombe.example")
    assert user.person.name == "Mina Vale"
    assert user.may(May.MANAGE_PEOPLE)
    assert {row.actor for row in AuditRow.objects.exclude(kind="roles.user")} == {"The system"}


def test_first_clerk_asked_again_gives_a_new_link_for_the_same_person(db, capsys):
    call_command("first_clerk", "mina@wexcombe.example")
    call_command("first_clerk", "Mina@wexcombe.example")
    first, second = capsys.readouterr().out.split()
    assert first != second
    assert (Person.objects.count(), Appointment.objects.count(), Invitation.objects.count()) == (1, 1, 2)


def test_first_clerk_is_refused_when_there_is_one(people):
    with pytest.raises(Refused, match="Head Clerk Mina Vale has an account") as refused:
        call_command("first_clerk", "new@wexcombe.example")
    assert refused.value.returncode == 1
    assert not Person.objects.filter(email="new@wexcombe.example").exists()


def test_first_clerk_of_an_address_in_use(db):
    UserFactory(email="al@wexcombe.example", person=PersonFactory(email="al@wexcombe.example"))
    with pytest.raises(Refused):
        call_command("first_clerk", "al@wexcombe.example")
    assert Appointment.objects.count() == 0


def test_first_clerk_after_the_only_one_left(people):
    Person.objects.filter(pk=people.head_clerk.pk).update(left_on=date(2026, 1, 1))
    call_command("first_clerk", "new@wexcombe.example")
    assert Invitation.objects.get().person.email == "new@wexcombe.example"


def test_first_clerk_misused(db):
    with pytest.raises(Misused) as misused:
        call_command("first_clerk", "nobody")
    assert misused.value.returncode == 2
