"""
The database itself refuses to change or take away what is only ever added to, whoever asks.

The audit trail is kept so; an app above names its own tables with `keep` when it starts, and puts the triggers in
place in a migration of its own.
"""

TABLES = ("roles_auditrow", "roles_auditlink")
WORDS = "The audit trail is only ever added to."
# {table: what the database says when somebody tries}
_kept = dict.fromkeys(TABLES, WORDS)


def keep(table, words):
    """Keep one more table so. `words` end "is only ever added to." and are what the database answers."""
    _kept[table] = words


def create(connection):
    """Put the triggers of every table that is there in place (again): on SQLite a remade table loses its own."""
    drop(connection)
    made = [_CREATE[connection.vendor](table, event) for table, event in _wanted(connection)]
    _run(connection, [*_FUNCTIONS[connection.vendor], *made])


def drop(connection):
    """Take the triggers away: for tests, which empty every table after themselves."""
    _run(connection, [_DROP[connection.vendor](table, event) for table, event in _wanted(connection)])


def in_place(connection):
    """Are all of them there, for each table that is kept?"""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {row[0] for row in cursor.fetchall()}
    return there >= {_name(table, event) for table in _kept for event in _EVENTS[connection.vendor]}


def _wanted(connection):
    """(table, event) of each kept table that was made already: those of later migrations are not there yet."""
    made = set(connection.introspection.table_names())
    return [(table, event) for table in _kept if table in made for event in _EVENTS[connection.vendor]]


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _name(table, event):
    return f"audit_is_kept_{table}_{event}"


def _sqlite(table, event):
    return (
        f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_kept[table]}'); END"
    )


def _postgresql(table, event):
    reach = "STATEMENT" if event == "truncate" else "ROW"
    return (
        f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} "
        f"FOR EACH {reach} EXECUTE FUNCTION audit_is_kept('{_kept[table]}')"
    )


_EVENTS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}
# It says the words that its trigger gives it.
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$"
)
_FUNCTIONS = {"sqlite": [], "postgresql": [_FUNCTION]}
_CREATE = {"sqlite": _sqlite, "postgresql": _postgresql}
_DROP = {
    "sqlite": lambda table, event: f"DROP TRIGGER IF EXISTS {_name(table, event)}",
    "postgresql": lambda table, event: f"DROP TRIGGER IF EXISTS {_name(table, event)} ON {table}",
}
