"""Clearance: who may say yes, and what a yes does."""

import pytest

from reports import clearance, drafting
from reports.models import Clearance, Version
from tests.factories.reports import AppendixFactory, UnplacedFactory, ready_report
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(people):
    return ready_report(people.author)


@pytest.fixture
def sent(report, people):
    return clearance.submit(report, to=people.clearer, by=people.author)


def test_clearing_freezes_a_numbered_version(report, sent, people):
    version = clearance.clear(sent, by=people.clearer)
    assert (version.number, version.frozen_by, version.report) == (1, people.clearer, report)
    assert report.versions.drafts().count() == 0
    sent.refresh_from_db()
    assert (sent.outcome, sent.decided_at is not None) == ("cleared", True)


def test_the_next_version_has_the_next_number(report, sent, people):
    clearance.clear(sent, by=people.clearer)
    drafting.start_version(report, by=people.author)
    again = clearance.submit(report, to=people.clearer, by=people.author)
    assert clearance.clear(again, by=people.clearer).number == 2


def test_a_report_that_was_sent_back_can_be_changed_and_sent_again(report, sent, people):
    clearance.send_back(sent, comment="Say what it costs.", by=people.clearer)
    drafting.save_details(report.versions.get(), reasons="It costs £2.", by=people.author)
    clearance.submit(report, to=people.clearer, by=people.author)
    assert [row.outcome for row in report.clearances.order_by("pk")] == ["sent_back", ""]


def test_a_report_can_be_taken_back_before_an_answer(report, sent, people):
    clearance.withdraw(sent, by=people.author)
    assert Clearance.objects.get().outcome == "withdrawn"
    drafting.save_details(report.versions.get(), reasons="More.", by=people.author)


def test_nobody_answers_twice(sent, people):
    clearance.clear(sent, by=people.clearer)
    for step in (clearance.clear, clearance.withdraw):
        with pytest.raises(clearance.AlreadyDecided):
            step(sent, by=people.clearer)
    with pytest.raises(clearance.AlreadyDecided):
        clearance.send_back(sent, comment="No", by=people.clearer)
    assert Version.objects.get().number == 1


def test_a_report_is_with_one_person_at_a_time(report, sent, people):
    with pytest.raises(clearance.AlreadySent):
        clearance.submit(report, to=people.clearer, by=people.author)


def test_only_the_one_who_was_asked_answers(sent, people):
    with pytest.raises(clearance.NotAClearer):
        clearance.clear(sent, by=PersonFactory())


def test_nobody_clears_what_they_wrote(report, people):
    report.co_authors.add(people.clearer)
    with pytest.raises(clearance.NotAClearer):
        clearance.submit(report, to=people.clearer, by=people.author)
    with pytest.raises(clearance.NotAClearer):
        clearance.submit(report, to=people.author, by=people.author)


def test_who_came_to_share_the_writing_after_it_was_sent_cannot_clear_it(report, sent, people):
    report.co_authors.add(people.clearer)
    with pytest.raises(clearance.NotAClearer):
        clearance.clear(sent, by=people.clearer)


def test_who_holds_no_post_that_clears_is_not_asked(report, people):
    with pytest.raises(clearance.NotAClearer):
        clearance.submit(report, to=people.member, by=people.author)


def test_a_report_with_something_in_its_way_is_not_sent(report, people):
    UnplacedFactory(version=report.versions.get())
    report.versions.get().recommendations.all().delete()
    with pytest.raises(clearance.NotReady) as refused:
        clearance.submit(report, to=people.clearer, by=people.author)
    assert len(refused.value.findings) == 2
    assert Clearance.objects.count() == 0


def test_what_is_only_worth_a_look_does_not_stop_it(report, people):
    AppendixFactory(version=report.versions.get(), tagged=False)
    clearance.submit(report, to=people.clearer, by=people.author)
    assert Clearance.objects.count() == 1
