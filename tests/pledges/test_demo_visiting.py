"""The invented council's homes, visits and courses."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pledges import demo
from roles import training, visiting
from roles.models import Course, Home, Person, Visit
from roles.permissions import PUBLIC

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ago", [0, 40, 75, 100, 333])
def test_29_of_42_rota_visits_are_reported_whatever_the_day(ago):
    today = timezone.localdate() - timedelta(days=ago)
    demo.load(today)
    found = visiting.tally(Visit.objects.in_year_to(today), today)
    rota, independent = found.by_kind[Visit.Kind.ROTA], found.by_kind[Visit.Kind.INDEPENDENT]
    assert (rota.due, rota.made, rota.reports, rota.percent) == (42, 35, 29, 69)
    assert (independent.due, independent.made, independent.reports) == (48, 47, 45)
    assert visiting.tally(Visit.objects.all(), today).total == found.total
    assert Visit.objects.filter(due_on__gt=today).exists()
    assert not Visit.objects.filter(done_on__gt=today).exists()


def test_homes_are_names_that_the_public_does_not_see():
    demo.load(timezone.localdate())
    assert [visiting.looks_like_an_address(home.name) for home in Home.objects.all()] == [""] * 4
    assert not Home.objects.visible_to(PUBLIC).exists()


def test_some_have_done_their_induction_and_some_have_not():
    today = timezone.localdate()
    demo.load(today)
    assert Course.objects.count() == 4
    members = Person.objects.filter(category=Person.Category.MEMBER)
    missing = training.without_induction(members, today)
    assert 0 < len(missing) < len(members)
    states = {one.state for standings in training.standing(members, today).values() for one in standings}
    assert states >= {"done", "again", "overdue"}


def test_it_can_be_loaded_on_a_leap_day():
    demo.load(date(2024, 2, 29))
    assert visiting.tally(Visit.objects.in_year_to(date(2024, 2, 29)), date(2024, 2, 29)).total.due == 90
