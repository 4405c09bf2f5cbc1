"""The short rows of a version with one query: the same as each by itself."""

import pytest
from django.forms.models import model_to_dict

from reports import at_hand
from reports.models import Implication, Version
from tests.factories.reports import ContactFactory, RecommendationFactory, SourceFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    made = VersionFactory()
    for place in (2, 1, 3):
        ContactFactory(version=made, order=place, email=f"{place}@council.example", telephone="0161 496 0000")
        RecommendationFactory(version=made, order=place, text=f"Note {place}", level=1 + place % 2, given_number="7")
        SourceFactory(version=made, order=place, title=f"Source {place}", is_published_work=place == 2)
        Implication.objects.create(version=made, order=place, name=f"Money {place}", text="None.\n\nNone.")
    VersionFactory()
    return made


def test_they_are_the_same_as_each_by_itself(version, django_assert_num_queries):
    alone = {name: [model_to_dict(row) for row in getattr(version, name).all()] for name in at_hand.ROWS}
    again = Version.objects.get(pk=version.pk)
    with django_assert_num_queries(1):
        at_hand.fetch(again)
        together = {name: [model_to_dict(row) for row in getattr(again, name).all()] for name in at_hand.ROWS}
    assert together == alone
    assert [len(rows) for rows in together.values()] == [3, 3, 3, 3]


def test_no_field_of_theirs_is_forgotten():
    for model, texts, number in at_hand.ROWS.values():
        known = {"id", "order", "version", *texts, *([number] if number else [])}
        assert {field.name for field in model._meta.concrete_fields} == known


def test_a_version_without_any_has_none(django_assert_num_queries):
    version = VersionFactory()
    with django_assert_num_queries(1):
        at_hand.fetch(version)
        assert [list(getattr(version, name).all()) for name in at_hand.ROWS] == [[], [], [], []]
