"""My role and the catalogue, as pages."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_my_role_says_the_level_and_the_seat_that_brings_it(people, sign_in):
    page = sign_in(people.member).get(reverse("roles:my_role")).content.decode()
    assert "<strong>targeted</strong>" in page
    assert "Corporate Parenting Sub-Committee" in page
    assert 'id="T1"' in page
    assert 'id="LC01"' not in page


def test_my_role_of_somebody_without_an_office_says_what_to_do(sign_in):
    from tests.factories.roles import PersonFactory, UserFactory  # noqa: PLC0415 -- only here

    person = PersonFactory()
    UserFactory(person=person)
    page = sign_in(person).get(reverse("roles:my_role"))
    assert page.context["highest"] is None
    assert "You hold none today" in page.content.decode()


def test_strangers_are_sent_to_the_door(client):
    for name in ("roles:my_role", "roles:catalogue"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_the_catalogue_is_narrowed_by_words_and_tier(people, sign_in):
    page = sign_in(people.other).get(reverse("roles:catalogue"), {"tier": "S", "words": "pledge"})
    assert {r.code for r in page.context["responsibilities"]} == {"LJ06", "WC12"}


def test_history_stands_apart_and_is_not_counted(people, sign_in):
    page = sign_in(people.chair).get(reverse("roles:my_role"))
    for group in page.context["groups"]:
        assert {duty.wording.historic for duty in group["current"]} == {False}
        assert all(duty.wording.historic for duty in group["historic"])
    assert page.context["count"] == sum(len(group["current"]) for group in page.context["groups"])
