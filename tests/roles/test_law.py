"""The law beside the catalogue, and the day from which what was enacted binds."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roles import law
from roles.audit import SYSTEM
from roles.models import AuditRow, Provision

pytestmark = pytest.mark.django_db


@pytest.fixture
def enacted():
    return Provision.objects.filter(group=Provision.Group.PARTNERS).first()


def test_the_seven_principles_and_the_guidance_are_in_force_and_the_duty_of_partners_is_not():
    groups = Provision.Group
    assert Provision.objects.filter(group=groups.PRINCIPLES, state=Provision.State.IN_FORCE).count() == 7
    assert set(Provision.objects.filter(group=groups.GUIDANCE).values_list("state", flat=True)) == {"in_force"}
    partners = Provision.objects.filter(group=groups.PARTNERS)
    assert set(partners.values_list("state", "commences_on")) == {("enacted", None)}


def test_what_is_enacted_binds_from_the_day_it_commences(enacted):
    today = timezone.localdate()
    law.commence(enacted, on=today + timedelta(days=30), by=SYSTEM)
    enacted.refresh_from_db()
    assert [enacted.in_force_on(today + timedelta(days=days)) for days in (0, 29, 30)] == [False, False, True]
    law.commence(enacted, on=today, by=SYSTEM)
    enacted.refresh_from_db()
    assert enacted.in_force_on(today)
    assert AuditRow.objects.filter(did="set the commencement of").count() == 2


def test_a_commencement_can_be_taken_back(enacted):
    law.commence(enacted, on=timezone.localdate(), by=SYSTEM)
    law.take_back(enacted, by=SYSTEM)
    enacted.refresh_from_db()
    assert not enacted.in_force_on(timezone.localdate())
    with pytest.raises(law.CannotSay, match="No day is set"):
        law.take_back(enacted, by=SYSTEM)


def test_what_is_in_force_needs_no_commencement():
    with pytest.raises(law.CannotSay, match="in force already"):
        law.commence(Provision.objects.get(code="P1"), on=timezone.localdate(), by=SYSTEM)
