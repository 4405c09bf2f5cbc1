"""The invented council's model checks: last year's is finished, this year's half done."""

from datetime import date

import pytest

from pledges import demo
from pledges.modelcheck import comparing
from pledges.models import ModelCheck
from roles.models import Person

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_finished_check_and_one_to_go_on_with():
    demo.load(date(2026, 11, 26))
    now, earlier = ModelCheck.objects.all()
    assert (now.year, now.finished_at, earlier.year) == (2026, None, 2025)
    assert earlier.begun_at < earlier.finished_at
    counts = comparing.compare(now).counts
    assert (counts["present"], counts["partial"], counts["absent"], counts["not_judged"]) == (7, 4, 1, 9)
    assert (counts["better"], counts["worse"]) == (5, 1)
    owners = Person.objects.filter(findings_owned__isnull=False)
    assert set(owners.values_list("category", flat=True)) == {Person.Category.MEMBER, Person.Category.OFFICER}
