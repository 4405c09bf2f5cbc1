"""The invented council on other days, and where it is not wanted."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pledges import demo
from roles import visiting
from roles.models import Person, Visit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ago", [0, 75, 333])
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


def test_it_can_be_loaded_on_a_leap_day():
    demo.load(date(2024, 2, 29))
    assert visiting.tally(Visit.objects.in_year_to(date(2024, 2, 29)), date(2024, 2, 29)).total.due == 90


def test_the_demo_stays_out_of_a_real_installation(settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError) as refused:
        call_command("load_demo")
    assert refused.value.returncode == 1
    assert not Person.objects.exists()
