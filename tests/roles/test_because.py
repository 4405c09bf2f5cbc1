"""The sentence that says through which posts something falls to somebody."""

from datetime import date

import pytest

from roles.permissions import OfficeKind as Kind
from roles.templatetags.role import because
from tests.factories.roles import AppointmentFactory, OfficeFactory, RemitFactory

pytestmark = pytest.mark.django_db


def on(body, kind, label="Member"):
    office = OfficeFactory(kind=kind, label=label, remit=RemitFactory(name=body))
    return AppointmentFactory(office=office, starts_on=date(2026, 5, 19), ends_on=None)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Corporate Parenting Panel", "the Corporate Parenting Panel"),
        ("The Panel", "The Panel"),
        ("Our Voice, the Children in Care Council", "Our Voice, the Children in Care Council"),
        ("Your Say", "Your Say"),
    ],
)
def test_a_body_is_named_as_people_say_its_name(body, words):
    assert because([on(body, Kind.PARENTING_SEAT)]) == f"you sit on {words}, since 19 May 2026"
    assert because([on(f"{body} 2", Kind.ATTENDEE_SEAT)]) == f"you attend {words} 2, since 19 May 2026"
