"""One world for a module, and a watch over what a request writes."""

import time
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client

from corporate_parenting.lib import pdf
from tests.security import world as worlds

# A session notes when it was last used; that a restricted paper was opened is written down; and a meeting or paper
# notes for its reader when they had it before them, so that they are told what is new since.
# A print is remembered by what it says, whoever asked for it first.
NOTED = (
    '"django_session"',
    '"roles_auditrow"',
    '"roles_auditlink"',
    '"committees_opened"',
    '"committees_printedpart"',
    '"committees_packcopy"',
    '"committees_packreading"',
)
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "ALTER", "DROP")


@pytest.fixture(autouse=True, scope="module")
def copies_are_marked_simply():
    """Packs in the worlds are a few bytes that hold a planted word: a copy of one is those bytes and the mark."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "mark", lambda path, *, words, **_: path.read_bytes() + f" {words}".encode())
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The demo with secrets in it, loaded once and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world):
    """A client for each kind of user, signed in with both factors but for those whose name says otherwise."""
    return {kind: enter(user, code=not kind.startswith("code_less")) for kind, user in world.kinds.items()}


def enter(user, *, code=True):
    """A client signed in as this user; nobody at all for None."""
    client = Client(raise_request_exception=False)
    if user is None:
        return client
    client.force_login(user)
    session = client.session
    if code:
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session.save()
    return client


@contextmanager
def written(*, but=NOTED):
    """The statements that change a row, other than in the tables that may be written to."""
    found = []

    def watch(execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITING) and not any(table in sql for table in but):
            found.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found
