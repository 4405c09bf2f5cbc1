"""Whoever a founding document names sees on their page everything that it asks of them."""

import pytest

from bench import holders

pytestmark = pytest.mark.django_db


def test_every_holder_of_the_two_documents_is_shown_all_that_is_asked_of_them():
    found = list(holders.table())
    assert len(found) >= 12
    assert [line for line in found if line["shown"] != line["asked"]] == []
    assert sum(line["asked"] for line in found) == 15 + 88
