"""The audit trail: kept by the database, chained, and shown to those who may see it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from corporate_parenting.lib.commands import Refused
from roles import chain, tasks, triggers
from roles.audit import SYSTEM, record
from roles.models import AuditLink, AuditRow
from tests.factories.roles import PersonFactory


def write(count):
    person = PersonFactory()
    for number in range(count):
        record(SYSTEM, f"did thing {number}", person, number=number)
    return list(AuditRow.objects.order_by("pk"))


# --- The database keeps it


@pytest.mark.parametrize("table", triggers.TABLES)
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_written(audit_triggers, table, change):
    write(2)
    chain.extend()
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))
    assert (AuditRow.objects.count(), AuditLink.objects.count()) == (2, 2)


@pytest.mark.parametrize("table", triggers.TABLES)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_the_database_refuses_to_empty_it(audit_triggers, table):
    write(2)
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert AuditRow.objects.count() == 2


def test_rows_are_still_added(audit_triggers):
    write(2)
    assert chain.extend() == 2
    assert triggers.in_place(connection)


def test_a_step_that_fails_leaves_no_row(db):
    person = PersonFactory()
    with transaction.atomic():
        record(SYSTEM, "began", person)
        transaction.set_rollback(True)
    assert AuditRow.objects.count() == 0


# --- The chain


def test_the_chain_holds_and_grows(audit_triggers):
    write(3)
    assert tasks.chain_audit() is None
    first = chain.verify()
    write(2)
    assert chain.extend() == 2
    second = chain.verify(anchor=first.digest)
    assert ((first.checked, first.wrong), (second.checked, second.wrong)) == ((3, []), (5, []))
    assert chain.extend() == 0


@pytest.mark.parametrize(
    "change",
    [{"actor": "Somebody else"}, {"did": "did nothing"}, {"details": {"number": 2}}, {"at": "2026-01-01T00:00Z"}],
)
def test_a_changed_row_is_named(db, change):
    rows = write(3)
    chain.extend()
    AuditRow.objects.filter(pk=rows[1].pk).update(**change)
    verdict = chain.verify()
    assert verdict.checked == 1
    assert verdict.wrong[0].startswith(f"Row {rows[1].pk} is not what was chained")


def test_a_missing_row_is_named(db):
    rows = write(3)
    chain.extend()
    number = rows[1].pk
    rows[1].delete()
    assert chain.verify().wrong == [f"Row {number} is gone."]


def test_a_link_made_to_fit_a_changed_row_breaks_the_next(db):
    rows = write(3)
    chain.extend()
    AuditRow.objects.filter(pk=rows[1].pk).update(actor="Somebody else")
    rows[1].refresh_from_db()
    before = AuditLink.objects.get(row_id=rows[0].pk).digest
    AuditLink.objects.filter(row_id=rows[1].pk).update(digest=chain._digest(before, rows[1]))
    assert chain.verify().wrong[0].startswith(f"Row {rows[2].pk} is not what was chained")


def test_an_end_that_was_cut_off_is_missed_by_a_noted_digest(audit_triggers):
    write(3)
    chain.extend()
    noted = chain.verify().digest
    triggers.drop(connection)
    AuditLink.objects.last().delete()
    AuditRow.objects.first().delete()
    triggers.create(connection)
    assert chain.verify().wrong == []
    assert chain.verify(anchor=noted).wrong == [
        "The noted digest is not in the chain: what came after some row was taken away."
    ]


def test_rows_that_nobody_chained_and_missing_triggers_are_told(db):
    row = write(1)[0]
    AuditRow.objects.filter(pk=row.pk).update(at="2026-01-01T00:00Z")
    assert chain.verify().wrong == [
        f"Row {row.pk} and those after it are not chained: the job that does it has not run.",
        "The triggers that keep the trail are missing.",
    ]


def test_verify_audit(audit_triggers, capsys):
    rows = write(2)
    chain.extend()
    call_command("verify_audit")
    told = capsys.readouterr()
    assert told.out.strip() == AuditLink.objects.order_by("pk").last().digest
    triggers.drop(connection)
    AuditRow.objects.filter(pk=rows[0].pk).update(did="did nothing")
    triggers.create(connection)
    with pytest.raises(Refused, match=f"Row {rows[0].pk} is not what was chained") as refused:
        call_command("verify_audit")
    assert refused.value.returncode == 1


# --- Its page


def test_who_protects_data_sees_every_row_and_who_runs_the_system_security_alone(people, sign_in):
    record(people.clerk, "CANARY-laid a paper before", people.clerk)
    everything, security = sign_in(people.guardian), sign_in(people.admin)
    page = reverse("roles:audit")
    shown = [row.did for row, _ in everything.get(page).context["rows"]]
    assert shown == ["signed in", "signed in", "CANARY-laid a paper before"]
    response = security.get(page)
    assert [row.kind for row, _ in response.context["rows"]] == ["roles.user", "roles.user"]
    assert "CANARY" not in response.text
    assert security.get(f"{page}?did=CANARY").context["rows"] == []


def test_the_trail_is_narrowed(people, sign_in):
    record(people.clerk, "laid a paper before", people.clerk)
    record(people.author, "wrote", people.author)
    client = sign_in(people.guardian)
    page = reverse("roles:audit")
    for query, expected in [
        ("actor=hattie", ["laid a paper before"]),
        ("did=wrote", ["wrote"]),
        ("kind=roles.user", ["signed in"]),
        ("until=2020-01-01", []),
        ("kind=nonsense", ["signed in", "wrote", "laid a paper before"]),
    ]:
        assert [row.did for row, _ in client.get(f"{page}?{query}").context["rows"]] == expected


@pytest.mark.parametrize("rows", [1, 60])
def test_the_page_costs_the_same_for_many_rows(people, sign_in, rows, django_assert_num_queries):
    client = sign_in(people.guardian)
    for _ in range(rows):
        record(people.clerk, "wrote", people.clerk)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("roles:audit"))


QUERIES = 6


def test_the_table_for_other_programs_holds_no_formula(people, sign_in):
    record(people.clerk, "=cmd|CANARY", people.clerk)
    client = sign_in(people.guardian)
    lines = b"".join(client.get(reverse("roles:audit_export"))).decode("utf-8-sig").splitlines()
    assert lines[0] == "number,at,who,did,to what,its number,details"
    assert ",'=cmd|CANARY," in lines[2]
    assert sign_in(people.admin).get(reverse("roles:audit_export")).status_code == 403


def test_a_detail_is_shown_whatever_it_is_called(people, sign_in):
    """“items”, “keys” and “values” are things that a template would otherwise ask of the details themselves."""
    record(SYSTEM, "planned the year of", people.member, items=[11, 12], keys=3, values="four")
    page = sign_in(people.guardian).get(reverse("roles:audit"))
    assert page.status_code == 200
    assert all(words in page.text for words in ("items: [11, 12]", "keys: 3", "values: four"))
