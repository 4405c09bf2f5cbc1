"""manage.py import_councillors: the pages after an election, from the shell."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from corporate_parenting.lib.commands import Refused
from roles import councillor_files, councillors
from roles.audit import SYSTEM
from roles.models import Affiliation, Appointment, AuditRow, Person
from roles.permissions import OfficeKind
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
BEFORE, AFTER = SAMPLES / "councillors.csv", SAMPLES / "councillors_by_ward.xml"
FIRST, ELECTED = "2025-05-06", "2026-05-11"

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(capsys):
    """told("file", …) runs the command; gives its lines on stdout and on stderr."""

    def run(*words):
        call_command("import_councillors", *words)
        said = capsys.readouterr()
        return said.out.splitlines(), said.err.splitlines()

    return run


def counts():
    return [model.objects.count() for model in (Person, Affiliation, Appointment, AuditRow)]


def test_councillors_come_in(told):
    assert told(BEFORE, "--on", FIRST) == (
        ["From Tuesday 6 May 2025 the council has 3 members: 3 join."],
        ["Joins: Councillor Ada Marsh", "Joins: Councillor Mrs. Bede O'Loan", "Joins: Councillor Cai Prys"],
    )
    ada = Person.objects.get(name="Councillor Ada Marsh")
    assert (ada.category, ada.email, ada.telephone) == ("member", "ada.marsh@weir.example", "07000 000001")
    assert list(ada.affiliations.order_by("kind").values_list("kind", "name", "starts_on", "ends_on")) == [
        ("party", "Weir Independents", date(2025, 5, 6), None),
        ("ward", "Upper Weir", date(2025, 5, 6), None),
    ]
    held = Appointment.objects.values_list("office__kind", "starts_on")
    assert list(held) == [(OfficeKind.COUNCILLOR, date(2025, 5, 6))] * 3


def test_the_next_list_says_who_joins_leaves_and_changes(told):
    told(BEFORE, "--on", FIRST)
    assert told(AFTER, "--on", ELECTED) == (
        ["From Monday 11 May 2026 the council has 3 members: 1 joins, 1 leaves, 1 changes, 1 stays as they are."],
        [
            "Joins: Councillor Dilys O'Dea",
            "Leaves: Councillor Mrs. Bede O'Loan",
            "Changes: Councillor Ada Marsh, party: Weir Independents → Green Party",
            "Changes: Councillor Ada Marsh, political group: none → Green and Independent Group",
        ],
    )
    assert Person.objects.get(name__endswith="O'Loan").left_on == date(2026, 5, 11)


def test_a_second_time_changes_nothing(told):
    told(BEFORE, "--on", FIRST)
    before = counts()
    assert told(BEFORE, "--on", "2025-06-08") == (
        ["From Sunday 8 June 2025 the council has 3 members: 3 stay as they are."],
        [],
    )
    assert counts() == before


def test_a_dry_run_keeps_nothing(told):
    told(BEFORE, "--on", FIRST)
    before = counts()
    out, err = told(AFTER, "--on", ELECTED, "--dry-run")
    assert out == [
        "From Monday 11 May 2026 the council has 3 members: 1 joins, 1 leaves, 1 changes, 1 stays as they are."
    ]
    assert err[0] == "A dry run: nothing was kept."
    assert "Leaves: Councillor Mrs. Bede O'Loan" in err
    assert counts() == before


def test_a_part_of_a_list_is_refused_unless_it_is_said_to_be_the_whole(told):
    for name in ("Councillor Old Hand", "Councillor Older Hand", "Councillor Oldest Hand"):
        member = PersonFactory(name=name, category="member")
        AppointmentFactory(person=member, office=OfficeFactory(kind=OfficeKind.COUNCILLOR))
    with pytest.raises(Refused, match=r"councillors\.csv: 3 of 3 members would leave.*\nNothing was brought in") as no:
        told(BEFORE, "--on", FIRST)
    assert no.value.returncode == 1
    out, _ = told(BEFORE, "--on", FIRST, "--whole-council")
    assert out == ["From Tuesday 6 May 2025 the council has 3 members: 3 join, 3 leave."]


def test_changed_ids_are_refused_with_every_line(told, tmp_path):
    told(BEFORE, "--on", FIRST)
    before = counts()
    changed = tmp_path / "changed.csv"
    changed.write_bytes(BEFORE.read_bytes().replace(b"UID=3", b"UID=70"))
    with pytest.raises(Refused) as refused:
        told(changed, "--on", ELECTED)
    lines = str(refused.value).splitlines()
    assert [line.partition(": “")[0].removeprefix(str(changed)) for line in lines] == [
        ": Line 2",
        ": Line 3",
        ": Line 4",
        "Nothing was brought in.",
    ]
    assert counts() == before


def test_a_broken_list_brings_nothing_in(tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_bytes(BEFORE.read_bytes() + b"Councillor Di Orr,Labour,Mill,,not an address,,\n")
    with pytest.raises(Refused, match=r"line 8, field “email”: .*Nothing was brought in") as refused:
        call_command("import_councillors", broken)
    assert refused.value.returncode == 1
    assert Person.objects.count() == 0


def test_a_truncated_list_brings_nothing_in(tmp_path):
    cut = tmp_path / "cut.xml"
    cut.write_bytes(AFTER.read_bytes()[:3000])
    with pytest.raises(Refused, match=r"cut\.xml, line \d+, field “\w+”: broken XML .*Nothing was brought in"):
        call_command("import_councillors", cut)
    assert Person.objects.count() == 0


def test_a_list_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_councillors", tmp_path / "none.csv")


def test_every_councillor_of_a_real_list(real_data):
    for path in (real_data / "real" / "councillors").glob("*.csv"):
        found = councillor_files.read(path.read_bytes(), path.name)
        done = councillors.bring_in(found, on=date(2026, 5, 8), by=SYSTEM)
        assert len(done.plan.joins) == len(found) == Person.objects.count()
        assert councillors.plan(found, on=date(2026, 5, 8)).is_empty
        changed = councillors.plan([*found[1:]], on=date(2026, 5, 9))
        assert [leaver.person.name for leaver in changed.leaves] == [found[0].name]
