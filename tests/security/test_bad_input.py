"""No number in an address of the committees' pages, and no day in a field, breaks a page."""

import re

import pytest

from tests.security import routes

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OURS = re.compile(r"^/(committees|meetings)/")
HUGE = ("0", "99999", "9" * 19, "9" * 400)


@pytest.mark.parametrize("kind", ["clerk", "head_clerk", "public"])
def test_a_number_that_is_far_too_large_is_not_found(clients, kind):
    wrong = {}
    for route in filter(OURS.match, routes.ROUTES):
        for huge in HUGE:
            address = re.sub(r"<\w+:\w+>", "key_28", re.sub(r"<int:\w+>", huge, route))
            for ask in (clients[kind].get, clients[kind].post):
                if (status := ask(address).status_code) >= 500:
                    wrong[address[:100], ask.__name__] = status
    assert wrong == {}


@pytest.mark.parametrize("year", ["0001", "0999"])
def test_a_year_before_there_were_councils_is_said_at_its_field(clients, year):
    typed = {"name": "Board", "kind": "council", "legal_basis": "not_settled", "parent": ""}
    day = {"starts_on-day": "1", "starts_on-month": "1", "starts_on-year": year}
    response = clients["head_clerk"].post("/committees/bodies/new/", typed | day)
    assert response.status_code == 200
    assert "must have a year of four digits" in response.content.decode()
    assert f'value="{year}"' in response.content.decode()
