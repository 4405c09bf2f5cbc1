"""Young people who sit on a body are those whom the council is a parent to: no duty of a corporate parent is theirs."""

import pytest
from django.urls import reverse
from django.utils import timezone

from roles import acknowledging, profile, tiers, waiting
from roles.models import Person
from roles.permissions import OfficeKind as Kind
from tests.factories.roles import PersonFactory, UserFactory
from tests.roles.words import hold

pytestmark = pytest.mark.django_db
MY_ROLE = reverse("roles:my_role")


@pytest.fixture
def young():
    found = PersonFactory(category=Person.Category.YOUNG, name="Jay Arden")
    UserFactory(person=found)
    for kind in (Kind.CO_OPTED_SEAT, Kind.PARENTING_SEAT):
        hold(found, kind)
    return found


def test_nothing_falls_to_a_young_person_and_everything_to_an_adult_in_the_same_places(young):
    adult = PersonFactory(category=Person.Category.CO_OPTEE)
    for kind in (Kind.CO_OPTED_SEAT, Kind.PARENTING_SEAT):
        hold(adult, kind)
    today = timezone.localdate()
    assert tiers.responsibilities_on(young) == []
    assert tiers.responsibilities_on(adult) != []
    assert (profile.of(young, today).items, profile.of(young, today).held, profile.of(young, today).law) == ([], [], [])
    assert profile.of(adult, today).items != []
    assert acknowledging.missing([young, adult], today)[young.pk] == 0
    assert acknowledging.missing([young, adult], today)[adult.pk] > 0


def test_a_young_person_reads_whose_task_it_is(young, sign_in):
    client = sign_in(young, code=False)
    for page in (client.get(MY_ROLE), client.get(f"{MY_ROLE}?on=2026-06-01")):
        words = page.content.decode()
        assert "The council is there for you" in words
        assert reverse("roles:who_answers") in words
        assert "You are a corporate parent" not in words
        assert "acknowledge" not in words
    assert client.get(reverse("roles:record", args=["U1"])).status_code == 404
    assert not [one for one in waiting.waiting_for(young.user) if MY_ROLE in one.url]


def test_whoever_looks_after_people_is_told_so(young, people, sign_in):
    page = sign_in(people.head_clerk).get(reverse("roles:person_role", args=[young.pk])).content.decode()
    assert "one of those whom the council is a parent to" in page
    assert "is a corporate parent at the" not in page
