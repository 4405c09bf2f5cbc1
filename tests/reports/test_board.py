"""Where is my report: with whom, since when, by when; each sees their own, and many cost what few do."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports import board
from reports.filters import BoardFilter
from reports.models import Clearance, Report
from tests.factories.reports import ReportFactory, VersionFactory, ready_report
from tests.factories.roles import OfficeFactory
from tests.reports.test_briefs import told

pytestmark = pytest.mark.django_db

TODAY = date(2025, 12, 22)  # a Monday


@pytest.fixture
def report(people, body):
    report = ready_report(people.author, title="Homes for care leavers")
    Report.objects.filter(pk=report.pk).update(remit=body.remit, made_at=datetime(2025, 12, 15, 9, tzinfo=UTC))
    return Report.objects.get(pk=report.pk)


def asked(report, people, **about):
    """The report is with somebody for clearance."""
    begun = {"sent_at": datetime(2025, 12, 16, 9, tzinfo=UTC), "turn_at": datetime(2025, 12, 16, 9, tzinfo=UTC)}
    return Clearance.objects.create(
        report=report, version=report.versions.get(), sent_by=people.author, **begun | {"asked": people.clearer} | about
    )


def row(person, **told_):
    (found,) = board.rows(board.of(person.user), today=TODAY)
    return found


def seen(person):
    return {report.title for report in board.of(person.user)}


def test_a_draft_is_with_its_author_for_as_many_working_days(people, report):
    found = row(people.author)
    assert (found.standing.word, found.whom) == ("Draft", "Officer Edda Stone, who writes it")
    assert (found.since, found.age) == (date(2025, 12, 15), "5 working days")
    assert (found.due_on, found.due_words, found.is_late) == (None, "", False)


def test_a_brief_says_by_when_and_why_and_what_is_late(people, report):
    told(report, people.clerk)
    found = row(people.author)
    assert (found.due_on, found.is_late) == (date(2025, 12, 18), True)
    assert found.due_words == "Should have been 4 days ago, by Thursday 18 December 2025"
    assert found.why == "Why First draft, with Finance and legal"


def test_a_sent_report_is_with_an_office_since_its_turn_came(people, report):
    office = OfficeFactory(label="Section 151 Officer")
    asked(report, people, stage_name="Finance", office=office, asked=None, due_on=date(2025, 12, 23))
    found = row(people.author)
    assert (found.standing.word, found.whom) == ("Sent", "Finance (Section 151 Officer)")
    assert (found.since, found.age) == (date(2025, 12, 16), "4 working days")
    assert (found.due_on, found.is_late) == (date(2025, 12, 23), False)
    assert found.why == "The day that was given when it was sent on 16 December 2025"


def test_the_day_of_the_brief_gives_its_reason(people, report):
    told(report, people.clerk)
    asked(report, people, due_on=date(2025, 12, 23))
    assert row(people.author).why == "Why With the clerk"


def test_what_was_sent_back_is_with_its_author_since_then(people, report):
    back = {"outcome": "sent_back", "decided_by": people.clearer, "decided_at": datetime(2025, 12, 19, 9, tzinfo=UTC)}
    asked(report, people, **back)
    found = row(people.author)
    assert (found.standing.word, found.since, found.age) == ("Returned", date(2025, 12, 19), "1 working day")


def test_a_cleared_report_is_with_the_clerk(people, report):
    report.versions.update(number=1, frozen_at=datetime(2025, 12, 22, 9, tzinfo=UTC))
    found = row(people.author)
    assert (found.standing.word, found.whom, found.age) == ("Cleared", "The clerk", "Since today")


def test_what_is_longest_in_the_same_hands_stands_first(people, report):
    newer = ready_report(people.author, title="Newer")
    Report.objects.filter(pk=newer.pk).update(made_at=datetime(2025, 12, 17, 9, tzinfo=UTC))
    assert [found.title for found in board.of(people.author.user)] == ["Homes for care leavers", "Newer"]


def test_each_sees_their_own(people, report, body):
    ReportFactory(title="Of somebody else")
    assert seen(people.author) == seen(people.clerk) == {"Homes for care leavers"}
    assert seen(people.clearer) == seen(people.member) == seen(people.participation) == set()
    asked(report, people)
    assert seen(people.clearer) == {"Homes for care leavers"}


def narrowed(person, **chosen):
    return {found.title for found in BoardFilter(chosen, board.of(person.user), viewer=person.user).qs}


def test_narrowed_by_body_by_state_and_to_what_is_late(people, report, body):
    sent = ready_report(people.author, title="Sent")
    asked(sent, people, due_on=timezone.localdate() + timedelta(days=3))
    overdue = ready_report(people.author, title="Overdue")
    asked(overdue, people, due_on=timezone.localdate() - timedelta(days=1))
    back = ready_report(people.author, title="Back")
    asked(back, people, outcome="sent_back", decided_by=people.clearer, decided_at=timezone.now())
    VersionFactory(report=ReportFactory(title="Done", author=people.author), frozen=True)
    told(report, people.clerk)
    under_way = {"Homes for care leavers", "Sent", "Overdue", "Back"}
    assert narrowed(people.author) == under_way
    assert narrowed(people.author, state="all") == under_way | {"Done"}
    assert narrowed(people.author, state="draft") == {"Homes for care leavers"}
    assert narrowed(people.author, state="returned") == {"Back"}
    assert narrowed(people.author, state="sent") == {"Sent", "Overdue"}
    assert narrowed(people.author, state="cleared") == {"Done"}
    assert narrowed(people.author, remit=body.remit.pk) == {"Homes for care leavers"}
    late = {"Homes for care leavers", "Overdue"}
    assert narrowed(people.author, late="yes") == late
    rows = board.rows(board.of(people.author.user))
    assert {found.report.title for found in rows if found.is_late} == late


def test_a_brief_without_days_is_not_late(people, report):
    told(report, people.clerk, due=[])
    assert (narrowed(people.author, late="yes"), row(people.author).is_late) == (set(), False)


def test_the_page_says_where_it_is(people, sign_in, report):
    told(report, people.clerk)
    page = sign_in(people.author).get(reverse("reports:board")).text
    for words in ("Homes for care leavers", "who writes it", "Late", "Why First draft", "working days"):
        assert words in page, words
    assert reverse("reports:board") in sign_in(people.author).get(reverse("reports:list")).text


def test_the_table_for_spreadsheets_holds_the_same_rows(people, sign_in, report):
    answer = sign_in(people.author).get(reverse("reports:board_table"))
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert lines[0] == list(board.HEAD)
    assert [line[0] for line in lines[1:]] == ["Homes for care leavers"]
    empty = sign_in(people.member).get(reverse("reports:board_table"))
    assert len(list(csv.reader(io.StringIO(empty.getvalue().decode("utf-8-sig"))))) == 1


def test_who_has_no_report_is_told_what_will_be_here(people, sign_in):
    assert "Nothing is under way." in sign_in(people.author).get(reverse("reports:board")).text
    assert "No report matches" in sign_in(people.author).get(reverse("reports:board"), {"late": "yes"}).text


@pytest.mark.parametrize("name", ["board", "board_table", "list"])
def test_many_reports_cost_as_many_queries_as_one(people, sign_in, report, django_assert_num_queries, name):
    told(report, people.clerk)
    client = sign_in(people.author)
    page = reverse(f"reports:{name}")

    def read():
        answer = client.get(page)
        return answer.getvalue() if answer.streaming else answer.content

    read()
    with CaptureQueriesContext(connection) as few:
        read()
    for number in range(30):
        made = ready_report(people.author, title=f"Report {number}")
        told(made, people.clerk)
        asked(made, people)
    with django_assert_num_queries(len(few)):
        read()
    assert len(few) <= 16
