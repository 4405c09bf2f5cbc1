"""The law beside the catalogue, and the day from which what was enacted binds."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles import law
from roles.audit import SYSTEM
from roles.models import AuditRow, Provision


def text(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


pytestmark = pytest.mark.django_db


@pytest.fixture
def enacted():
    return Provision.objects.filter(group=Provision.Group.PARTNERS).first()


def test_fact_17_seven_principles_are_in_force_and_the_duty_of_partners_is_another_that_is_not():
    groups = Provision.Group
    assert Provision.objects.filter(group=groups.PRINCIPLES, state=Provision.State.IN_FORCE).count() == 7
    assert set(Provision.objects.filter(group=groups.GUIDANCE).values_list("state", flat=True)) == {"in_force"}
    partners = Provision.objects.filter(group=groups.PARTNERS)
    assert set(partners.values_list("state", "commences_on")) == {("enacted", None)}


def test_fact_17_to_have_regard_districts_too_and_until_they_are_25(people, sign_in):
    page = text(sign_in(people.member).get(reverse("roles:law")))
    assert "it must have regard to the need each describes" in page
    assert "They bind county, district and London borough councils" in page
    assert "former relevant children until they are 25" in page
    assert "partner bodies are not bound by them" in page
    encourage, take_into_account = Provision.objects.filter(code__in=["P2", "P3"]).order_by("code")
    assert (encourage.source[-3:], take_into_account.source[-3:]) == ("(b)", "(c)")
    assert not any("org_partners" in one.held_by for one in Provision.objects.filter(group="principles"))


def test_fact_17_the_duty_of_partners_binds_on_no_day_until_somebody_says_that_it_commenced():
    for one in Provision.objects.filter(group=Provision.Group.PARTNERS):
        assert not one.in_force_on(timezone.localdate() + timedelta(days=3650))
        assert "different test" in one.note or "check commencement" in one.note


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
