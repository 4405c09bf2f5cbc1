"""What an author is told of a commissioned report: who asks, for which day, and what is due when, and with whom."""

from datetime import date

import pytest
from django.urls import reverse

from reports import briefs, clearance, drafting, waiting, whereabouts
from reports.models import Brief, Report
from roles.council import Calendar
from roles.models import ClosureDay
from roles.working import Working
from tests.factories.reports import FormatFactory, ready_report

pytestmark = pytest.mark.django_db

DUE = [
    ("First draft, with Finance and legal", "Finance and legal", date(2025, 12, 18)),
    ("With the clerk", "the clerk", date(2025, 12, 23)),
    ("The agenda goes out", "", date(2025, 12, 24)),
]


def told(report, by, due=DUE):
    rows = [{"what": what, "with": whom, "on": on, "why": f"Why {what}"} for what, whom, on in due]
    words = {"body_name": "The Sub-Committee", "powers": ["Decides: the plan"], "asked": "What has changed?"}
    return briefs.write(report, **words, purpose="decide", meeting_on=date(2026, 1, 6), due=rows, by=by)


def standing(report):
    return whereabouts.with_standing(Report.objects.select_related("brief")).get(pk=report.pk)


def on(day, report):
    found = standing(report)
    return briefs.due(found.brief, found, Working(Calendar.usual(), today=day))


@pytest.fixture
def report(people):
    report = ready_report(people.author, title="Homes for care leavers")
    told(report, people.clerk)
    return report


# --- How far a day is


def test_working_days_are_counted_and_not_those_of_the_calendar():
    working = Working(Calendar.usual(), today=date(2025, 12, 18))  # a Thursday
    # 19, 22, 23, 24, 29 and 30 December: neither the weekends nor Christmas and Boxing Day.
    assert working.by(date(2025, 12, 30)) == "By Tuesday 30 December 2025, in 6 working days"
    assert working.by(date(2025, 12, 19)) == "By Friday 19 December 2025, in 1 working day"


def test_over_easter_neither_good_friday_nor_easter_monday_counts():
    working = Working(Calendar.usual(), today=date(2026, 4, 1))  # the Wednesday before
    assert working.left(date(2026, 4, 7)) == 2  # Thursday 2 and Tuesday 7 April


def test_a_day_on_which_the_offices_are_closed_does_not_count():
    ClosureDay.objects.create(day=date(2025, 12, 24), reason="Christmas closure")
    assert Working(today=date(2025, 12, 23)).left(date(2025, 12, 29)) == 1


def test_a_past_day_is_said_and_not_moved():
    working = Working(Calendar.usual(), today=date(2025, 12, 21))
    assert working.by(date(2025, 12, 18)) == "Should have been 3 days ago, by Thursday 18 December 2025"
    assert working.by(date(2025, 12, 20)) == "Should have been 1 day ago, by Saturday 20 December 2025"
    assert working.by(date(2025, 12, 21)).endswith(", today")


# --- What is due


def test_a_draft_is_late_with_the_first_who_looks_at_it(report):
    first, clerk, _ = on(date(2025, 12, 21), report)
    assert (first.state, first.words) == (briefs.LATE, "Should have been 3 days ago, by Thursday 18 December 2025")
    assert (clerk.state, clerk.words) == (briefs.DUE, "By Tuesday 23 December 2025, in 2 working days")


def test_a_report_that_is_sent_has_left_its_author_and_a_cleared_one_has_come_through(people, report):
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    assert [row.state for row in on(date(2025, 12, 21), report)] == ["done", "due", "due"]
    clearance.clear(sent, by=people.clearer)
    assert [row.state for row in on(date(2025, 12, 29), report)][:2] == ["done", "done"]
    assert briefs.next_of(standing(report), Working(Calendar.usual())) is None


def test_where_nobody_looks_but_the_clerk_a_sent_report_is_still_on_its_way(people):
    report = ready_report(people.author)
    told(report, people.clerk, DUE[1:])
    clearance.submit(report, to=people.clearer, by=people.author)
    assert next(row.state for row in on(date(2025, 12, 21), report)) == briefs.DUE


def test_a_brief_is_written_anew_and_not_twice(people, report):
    told(report, people.clerk, [("First draft, with the clerk", "the clerk", date(2026, 1, 12))])
    assert [row["on"] for row in Brief.objects.get().due] == ["2026-01-12"]


# --- Where an author sees it


def test_home_says_with_whom_a_draft_is_due_and_by_when(people, report):
    (thing,) = waiting.waiting_for(people.author.user)
    due = "is due with Finance and legal by Thursday 18 December 2025"
    assert thing.text == f"“Homes for care leavers” {due}"
    assert thing.due_on == date(2025, 12, 18)
    assert "Should have been" in thing.note
    assert thing.discreet().text == "A report of yours is due with Finance and legal by Thursday 18 December 2025"


def test_what_waits_with_due_dates_costs_the_same_for_one_and_for_many(people, report, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(5):
            waiting.waiting_for(people.author.user)
        for _ in range(4):
            told(ready_report(people.author), people.clerk)


def test_the_page_of_a_report_says_who_asks_what_and_each_day_with_its_reason(people, sign_in, report):
    shown = sign_in(people.author).get(reverse("reports:report", args=[report.pk])).text
    for words in ["The Sub-Committee", "Tuesday 6 January 2026", "What has changed?", "Decides: the plan",
                  "Should have been", "Why With the clerk", "The agenda goes out"]:  # fmt: skip
        assert words in shown


def test_a_report_that_nobody_asked_for_shows_no_brief(people, sign_in):
    report = ready_report(people.author)
    assert "What was asked" not in sign_in(people.author).get(reverse("reports:report", args=[report.pk])).text


def test_my_reports_say_what_is_due_next(people, sign_in, report, django_assert_max_num_queries):
    client = sign_in(people.author)
    shown = client.get(reverse("reports:list")).text
    assert "First draft, with Finance and legal" in shown
    for _ in range(12):
        told(ready_report(people.author), people.clerk)
    with django_assert_max_num_queries(20):
        client.get(reverse("reports:list"))


def test_who_commissions_a_report_does_not_write_it(people, body):
    report = drafting.start(
        title="Homes", format=FormatFactory(), by=people.clerk, author=people.author, remit=body.remit
    )
    assert report.author == people.author
    assert report.versions.get().contacts.get().name == people.author.name
    assert drafting.start(title="Mine", format=FormatFactory(), by=people.author).author == people.author


def test_a_new_version_of_a_cleared_report_is_being_written_again(people, report):
    clearance.clear(clearance.submit(report, to=people.clearer, by=people.author), by=people.clearer)
    drafting.start_version(report, by=people.author)
    assert on(date(2025, 12, 18), report)[0].state == briefs.DUE


def test_a_brief_of_old_tells_its_powers_by_their_words():
    told = Brief(powers=["Decides: the plan", "Something else", {"reach": "comments", "words": "Comments: on it"}])
    assert told.powers_told == [
        {"reach": "decides", "words": "Decides: the plan"},
        {"reach": "", "words": "Something else"},
        {"reach": "comments", "words": "Comments: on it"},
    ]
