"""Offices over time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from roles import appointments, council
from roles.audit import SYSTEM
from roles.models import Appointment, AuditRow, Office
from roles.permissions import OfficeKind
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

MAY = date(2025, 5, 1)


@pytest.fixture
def director(db):
    return OfficeFactory(kind=OfficeKind.DIRECTOR, single_holder=True)


def test_appoint_is_on_record(director):
    person = PersonFactory()
    made = appointments.appoint(person, director, starts_on=MAY, by=SYSTEM)
    row = AuditRow.objects.get()
    assert (row.actor, row.did, row.kind, row.thing_id) == (
        "The system",
        "appointed",
        "roles.appointment",
        str(made.pk),
    )
    assert row.details == {
        "person": person.pk,
        "office": "Director of children's services",
        "starts_on": "2025-05-01",
        "ends_on": None,
    }


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "refused"),
    [
        (date(2025, 5, 1), None, True),
        (date(2024, 1, 1), None, True),
        (date(2024, 1, 1), date(2025, 5, 1), True),
        (date(2025, 8, 1), date(2025, 8, 2), True),
        (date(2025, 12, 31), None, True),
        (date(2024, 1, 1), date(2025, 4, 30), False),
        (date(2026, 1, 1), None, False),
    ],
)
def test_an_office_of_one_holder_has_one_on_every_day(director, starts_on, ends_on, refused):
    AppointmentFactory(office=director, starts_on=MAY, ends_on=date(2025, 12, 31))
    new = {"starts_on": starts_on, "ends_on": ends_on, "by": SYSTEM}
    if refused:
        with pytest.raises(appointments.Overlap):
            appointments.appoint(PersonFactory(), director, **new)
        assert Appointment.objects.count() == 1
    else:
        appointments.appoint(PersonFactory(), director, **new)
        assert Appointment.objects.count() == 2


def test_somebody_may_act_beside_the_holder(director):
    AppointmentFactory(office=director, starts_on=MAY)
    made = appointments.appoint(PersonFactory(), director, starts_on=MAY, acting=True, by=SYSTEM)
    assert list(Appointment.objects.on(MAY).filter(acting=True)) == [made]


def test_an_office_of_many_has_many_but_nobody_twice(db):
    office, person = OfficeFactory(kind=OfficeKind.COUNCILLOR), PersonFactory()
    appointments.appoint(person, office, starts_on=MAY, by=SYSTEM)
    appointments.appoint(PersonFactory(), office, starts_on=MAY, by=SYSTEM)
    with pytest.raises(appointments.Overlap):
        appointments.appoint(person, office, starts_on=MAY + timedelta(days=9), by=SYSTEM)
    assert office.appointments.count() == 2


def test_hand_over_leaves_no_day_between(director):
    old = AppointmentFactory(office=director, starts_on=MAY)
    new = appointments.hand_over(old, to=PersonFactory(), on=date(2026, 3, 1), by=SYSTEM)
    old.refresh_from_db()
    assert old.ends_on == date(2026, 2, 28)
    assert new.starts_on == date(2026, 3, 1)
    assert list(Appointment.objects.on(date(2026, 2, 28))) == [old]
    assert list(Appointment.objects.on(date(2026, 3, 1))) == [new]


def test_hand_over_that_is_refused_changes_nothing(director):
    old = AppointmentFactory(office=director, starts_on=MAY)
    gone = PersonFactory(left_on=date(2026, 1, 1))
    with pytest.raises(appointments.WrongDates):
        appointments.hand_over(old, to=gone, on=date(2026, 3, 1), by=SYSTEM)
    old.refresh_from_db()
    assert (old.ends_on, Appointment.objects.count()) == (None, 1)


def test_end_keeps_the_row(director):
    held = AppointmentFactory(office=director, starts_on=MAY)
    appointments.end(held, on=date(2026, 1, 1), by=SYSTEM)
    assert list(Appointment.objects.values_list("starts_on", "ends_on")) == [(MAY, date(2026, 1, 1))]


@pytest.mark.parametrize("on", [date(2025, 4, 30), date(2026, 1, 1), date(2026, 2, 1)])
def test_end_on_a_day_that_cannot_be(director, on):
    held = AppointmentFactory(office=director, starts_on=MAY, ends_on=date(2026, 1, 1))
    with pytest.raises(appointments.WrongDates):
        appointments.end(held, on=on, by=SYSTEM)


def test_only_what_has_not_begun_is_withdrawn(director):
    tomorrow = timezone.localdate() + timedelta(days=1)
    to_come = AppointmentFactory(office=director, starts_on=tomorrow)
    begun = AppointmentFactory(starts_on=timezone.localdate())
    appointments.withdraw(to_come, by=SYSTEM)
    with pytest.raises(appointments.WrongDates):
        appointments.withdraw(begun, by=SYSTEM)
    assert list(Appointment.objects.all()) == [begun]
    assert AuditRow.objects.get().did == "withdrew"


def test_an_office_is_made_once_and_bears_the_councils_title(db):
    council.set_fact("title_director", "Executive Director, People", starts_on=MAY, by=SYSTEM)
    made = appointments.office(OfficeKind.DIRECTOR, by=SYSTEM)
    assert (made.label, made.single_holder) == ("Executive Director, People", True)
    assert appointments.office(OfficeKind.DIRECTOR, by=SYSTEM) == made
    assert appointments.office(OfficeKind.OFFICER, by=SYSTEM).single_holder is False
    assert Office.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time by itself")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_clerks_at_once_cannot_both_fill_an_office():
    office = OfficeFactory(kind=OfficeKind.DIRECTOR, single_holder=True)
    start = threading.Barrier(2)

    def fill(person):
        try:
            start.wait()
            appointments.appoint(person, office, starts_on=MAY, by=SYSTEM)
        except appointments.Overlap:
            return "refused"
        finally:
            connection.close()
        return "appointed"

    for _ in range(5):
        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(fill, [PersonFactory(), PersonFactory()]))
        assert sorted(outcomes) == ["appointed", "refused"]
        Appointment.objects.all().delete()
