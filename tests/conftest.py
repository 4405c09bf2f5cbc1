"""The people every test knows, and how they come in."""

import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation
from django.test import Client
from pytest_django.plugin import blocking_manager_key

from committees.models import Seat
from roles import triggers
from roles.models import Person
from roles.permissions import OfficeKind
from tests.factories.committees import BodyFactory, sit
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory
from tests.putting_back import put_back

# Tests of the set-up itself look for services without a fixture of ours.
OF_THE_SET_UP = ("bootstrap", "test_deployment_files")
LONGEST = ("ten_thousand", "test_matrix.py", "test_every_page.py", "test_poisoned.py", "_journey.py")
ASKS_THE_ENGINE = ("test_search_pages",)
TOUCHES = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_modifyitems(items):
    """
    Whatever is not allowed to touch the database is plain: pytest-django holds it to that.

    What only looks at pages of forms and lists says the same on every database: it runs once, and the browser opens
    every page on the other. Search is not among them: each database has an engine of its own.
    """
    for item in items:
        of_the_set_up = item.path.parent.name in OF_THE_SET_UP or item.path.stem in OF_THE_SET_UP
        touches = item.get_closest_marker("django_db")
        if not (of_the_set_up or touches or TOUCHES.intersection(item.fixturenames)):
            item.add_marker(pytest.mark.plain)
        if item.path.stem.endswith("_pages") and item.path.stem not in ASKS_THE_ENGINE and not _commits(touches):
            item.add_marker(pytest.mark.once)
    # What takes minutes comes first, so that no process waits for another at the end.
    items.sort(key=_how_soon)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """
    After a test that really commits, which empties every table: what the migrations brought comes back.

    Django puts such tests last. Two processes that take work from each other do not keep that order.
    """
    done = yield
    if nextitem and _empties(item) and not _empties(nextitem):
        with item.config.stash[blocking_manager_key].unblock():
            put_back(connection.creation, connection._test_serialized_contents)
    return done


def _empties(item):
    return _commits(item.get_closest_marker("django_db"))


def _how_soon(item):
    return next((place for place, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST))


def _commits(touches):
    return touches is not None and touches.kwargs.get("transaction", False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Without the audit trail's triggers: tests that really commit empty every table afterwards."""
    BaseDatabaseCreation.deserialize_db_from_string = put_back
    with django_db_blocker.unblock():
        triggers.drop(connection)


@pytest.fixture
def audit_triggers(db):
    """The audit trail as it is outside the tests. They go away with the test's transaction."""
    triggers.create(connection)


@pytest.fixture
def real_data():
    """The folder of real files that nobody here wrote; tests that need it are left out where it is not."""
    folder = os.environ.get("REAL_DATA", "")
    if not folder:
        pytest.skip("REAL_DATA is not set")
    return Path(folder)


@pytest.fixture
def body(db):
    """The sub-committee that the known people belong to."""
    return BodyFactory(name="Corporate Parenting Sub-Committee")


@pytest.fixture
def people(body):
    """One of each kind of user, by a short name: people.clerk, people.member, …"""
    return SimpleNamespace(
        clerk=_officer("Clerk Hattie Brook", OfficeKind.CLERK, body.remit),
        head_clerk=_officer("Head Clerk Mina Vale", OfficeKind.HEAD_CLERK),
        chair=_seated("Councillor Ada Marsh", body, Seat.Capacity.CHAIR),
        member=_seated("Councillor Bram Holt", body, Seat.Capacity.MEMBER),
        other=_councillor("Councillor Cleo Frost"),
        co_opted=_co_opted("Foster carer Dev Lane", body),
        author=_officer("Officer Edda Stone", OfficeKind.OFFICER),
        clearer=_officer("Finance officer Finn Wade", OfficeKind.CLEARER),
        participation=_officer("Participation worker Gwen Reed", OfficeKind.PARTICIPATION),
        admin=_officer("Administrator Hugo Pike", OfficeKind.SYSTEM_ADMIN),
        guardian=_officer("Data protection officer Iris Moor", OfficeKind.DATA_PROTECTION),
    )


def _person(name, category=Person.Category.OFFICER):
    person = PersonFactory(name=name, category=category)
    UserFactory(person=person)
    return person


def _officer(name, kind, remit=None):
    person = _person(name)
    AppointmentFactory(person=person, office=OfficeFactory(kind=kind, remit=remit))
    return person


def _councillor(name):
    person = _person(name, Person.Category.MEMBER)
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.COUNCILLOR))
    return person


def _seated(name, body, capacity):
    person = _councillor(name)
    sit(person, body, capacity)
    return person


def _co_opted(name, body):
    person = _person(name, Person.Category.CO_OPTEE)
    sit(person, body, Seat.Capacity.CO_OPTED, OfficeKind.CO_OPTED_SEAT)
    return person


@pytest.fixture
def sign_in():
    """sign_in(person) gives a client signed in with both factors; code=False leaves the second out."""

    def enter(person, *, code=True):
        client = Client()
        client.force_login(person.user)
        if code:
            _with_second_factor(client)
        return client

    return enter


def _with_second_factor(client):
    """As the sign-in pages leave the session after a right code."""
    session = client.session
    methods = session.get("account_authentication_methods", [])
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [*methods, {"method": "mfa", "type": "totp", "at": time.time()}]
    session.save()
