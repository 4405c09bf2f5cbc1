"""What waits: for clearers, and for those whose drafts are theirs to go on with."""

import pytest

from reports import clearance, waiting
from tests.factories.reports import ready_report

pytestmark = pytest.mark.django_db


def texts(person):
    return [thing.text for thing in waiting.waiting_for(person.user)]


def test_a_draft_waits_for_its_author_then_its_clearer_then_its_author_again(people):
    report = ready_report(people.author, title="Dentists")
    assert (texts(people.author), texts(people.clearer)) == (["“Dentists” is being written"], [])
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    assert (texts(people.author), texts(people.clearer)) == ([], ["“Dentists” waits for your clearance"])
    clearance.send_back(sent, comment="No", by=people.clearer)
    assert texts(people.author) == ["“Dentists” was sent back by Finance officer Finn Wade"]
    assert texts(people.clearer) == []


def test_nothing_waits_once_a_report_is_cleared(people):
    report = ready_report(people.author)
    clearance.clear(clearance.submit(report, to=people.clearer, by=people.author), by=people.clearer)
    assert (texts(people.author), texts(people.clearer)) == ([], [])


def test_a_draft_waits_for_who_shares_the_writing_and_for_nobody_else(people, body):
    report = ready_report(people.author, title="Dentists", remit=body.remit)
    report.co_authors.add(people.participation)
    assert texts(people.participation) == ["“Dentists” is being written"]
    assert [texts(person) for person in (people.clerk, people.member, people.admin)] == [[], [], []]


def test_what_waits_costs_the_same_for_one_and_for_many(people, django_assert_num_queries):
    def some(count):
        for _ in range(count):
            ready_report(people.author)
            clearance.submit(ready_report(people.author), to=people.clearer, by=people.author)

    some(1)
    for _ in range(2):
        with django_assert_num_queries(6):
            waiting.waiting_for(people.author.user)
            waiting.waiting_for(people.clearer.user)
        some(3)
