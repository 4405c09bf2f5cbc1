"""The register of what is kept from the public, for a clerk with hundreds of rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import SectionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["kept", "kept_table"])
def test_many_rows_cost_as_many_queries_as_one(people, body, sign_in, name):
    client, page = sign_in(people.clerk), reverse(f"committees:{name}")

    def more(count):
        for number in range(count):
            paper = PaperFactory(item=AgendaItemFactory(meeting=meeting), version__title=f"Paper {number}")
            ExemptionFactory(paper=paper, decided_by=people.clerk)
            ExemptionFactory(paper=paper, decided_by=people.clerk, section=SectionFactory(version=paper.version))

    def read():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(page)
            found = answer.getvalue() if answer.streaming else answer.content
        return len(asked), found.count(b"It would tell who a child is.")

    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    more(1)
    read()
    few = read()
    more(20)
    many = read()
    assert (few[1], many[1]) == (2, 42)
    assert many[0] == few[0] <= 16
