"""The database itself refuses to change or take away what the audit trail holds, whoever asks."""

TABLES = ("roles_auditrow", "roles_auditlink")
WORDS = "The audit trail is only ever added to."


def create(connection):
    """Put the triggers in place (again): on SQLite a table that is remade loses its own."""
    drop(connection)
    run(connection, _CREATE[connection.vendor])


def drop(connection):
    """Take the triggers away: for tests, which empty every table after themselves."""
    run(connection, _DROP[connection.vendor])


def in_place(connection):
    """Are all of them there?"""
    query = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_is_kept_%'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'audit_is_kept_%' AND tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0] == len(_CREATE[connection.vendor]) - (connection.vendor == "postgresql")


def run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite(table, event):
    return (
        f"CREATE TRIGGER audit_is_kept_{table}_{event} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    )


def _postgresql(table, event):
    reach = "STATEMENT" if event == "truncate" else "ROW"
    return (
        f"CREATE TRIGGER audit_is_kept_{table}_{event} BEFORE {event} ON {table} "
        f"FOR EACH {reach} EXECUTE FUNCTION audit_is_kept()"
    )


_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
)
_SQLITE = [(table, event) for table in TABLES for event in ("update", "delete")]
_POSTGRESQL = [(table, event) for table in TABLES for event in ("update", "delete", "truncate")]

_CREATE = {
    "sqlite": [_sqlite(table, event) for table, event in _SQLITE],
    "postgresql": [_FUNCTION, *(_postgresql(table, event) for table, event in _POSTGRESQL)],
}
_DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_is_kept_{table}_{event}" for table, event in _SQLITE],
    "postgresql": [f"DROP TRIGGER IF EXISTS audit_is_kept_{table}_{event} ON {table}" for table, event in _POSTGRESQL],
}
