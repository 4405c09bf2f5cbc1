"""Reports in the one daily mail: to clear, sent back, due, gone on without somebody. No titles, no second mail."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPException

import pytest
import time_machine
from django.core import mail

from committees.actions import digest
from committees.models import Digest
from reports import clearance, stages
from reports.models import Brief
from roles.audit import SYSTEM
from roles.permissions import OfficeKind
from tests.factories.committees import ActionFactory
from tests.factories.reports import ready_report
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 6, 0, tzinfo=UTC)
TODAY = NOW.date()
TITLE = "CANARY of a title"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def report(people):
    return ready_report(people.author, title=TITLE)


@pytest.fixture
def finance(people):
    """One stage of one office, held by somebody with an account; gives them."""
    office = OfficeFactory(kind=OfficeKind.CLEARER, label="Finance")
    stages.add(name="Finance", office=office, working_days=3, by=SYSTEM)
    person = PersonFactory(name="Nell Ash")
    UserFactory(person=person)
    AppointmentFactory(person=person, office=office)
    return person


def morning(clock, days):
    """Sends the mails of a morning some days on; gives (whom, subject, body) of each."""
    clock.move_to(NOW + timedelta(days=days))
    mail.outbox.clear()
    digest.send_all(TODAY + timedelta(days=days))
    return [(letter.to[0], letter.subject, letter.body) for letter in mail.outbox]


def test_whoever_is_asked_is_told_the_next_morning_and_the_day_after_the_last_day(clock, people, report, finance):
    sent = clearance.submit(report, by=people.author)
    assert sent.due_on == date(2026, 3, 17)
    told = [day for day in range(1, 9) if morning(clock, day)]
    assert told == [1, 4, 6]
    (whom, subject, body) = morning(clock, 13)[0]
    assert (whom, subject.split(" at ")[0]) == (finance.user.email, "1 report for you")
    assert "* 1 report waits for your clearance\n* 1 of them late" in body
    assert "/reports/" in body
    assert TITLE not in subject + body


def test_one_mail_holds_actions_and_reports(clock, people, body, report, finance):
    clearance.submit(report, by=people.author)
    ActionFactory(body=body, owner=finance, due_on=TODAY + timedelta(days=1))
    ((_, subject, text),) = morning(clock, 0)
    assert subject.startswith("1 action and 1 report for you at ")
    assert "* 1 due within seven days" in text
    assert "* 1 report waits for your clearance" in text
    assert Digest.objects.get().count == 2
    assert morning(clock, 0) == []


def test_with_nothing_new_no_mail_goes(clock, people, report, finance):
    clearance.submit(report, by=people.author)
    assert [bool(morning(clock, day)) for day in (1, 2, 3)] == [True, False, False]


def test_what_no_mail_server_took_is_tried_again(clock, people, report, finance, monkeypatch):
    clearance.submit(report, by=people.author)
    sending = digest.send_mail

    def refuse(*args, **kwargs):
        raise SMTPException("away")

    monkeypatch.setattr(digest, "send_mail", refuse)
    assert (morning(clock, 0), Digest.objects.count()) == ([], 0)
    monkeypatch.setattr(digest, "send_mail", sending)
    assert len(morning(clock, 0)) == 1


def test_an_author_is_told_that_it_came_back_and_of_its_day(clock, people, report, finance):
    due = {"what": "First draft", "with": "Finance", "on": "2026-03-25", "why": ""}
    Brief.objects.create(
        report=report,
        body_name="B",
        meeting_on=date(2026, 4, 8),
        due=[due, due | {"with": "the clerk"}],
        written_at=NOW,
    )
    assert morning(clock, 0) == []
    assert "* 1 report is due from you" in morning(clock, 6)[0][2]
    clearance.send_back(clearance.submit(report, by=people.author), comment="CANARY of a comment", by=finance)
    ((whom, _, text),) = [one for one in morning(clock, 7) if one[0] == people.author.user.email]
    assert whom == people.author.user.email
    assert "* 1 report was sent back to you" in text
    assert "CANARY" not in text


def test_whose_clearance_was_passed_over_is_told_once(clock, people, report, finance):
    sent = clearance.submit(report, by=people.author)
    morning(clock, 0)
    director = PersonFactory(name="Director")
    AppointmentFactory(person=director, office=OfficeFactory(kind=OfficeKind.DIRECTOR))
    clock.move_to(NOW + timedelta(days=6))
    clearance.let_through(sent, reason="CANARY of a reason", by=director)
    assert "* 1 report went on without your clearance, which was late" in morning(clock, 7)[0][2]
    assert morning(clock, 8) == []


def test_whoever_wrote_it_is_not_asked_and_the_costs_do_not_grow(people, finance, django_assert_num_queries):
    report = ready_report(people.author)
    report.co_authors.add(finance)
    clearance.submit(report, by=people.author)
    assert digest.send_all(TODAY) == 0
    for _ in range(12):
        other = ready_report(people.author)
        other.co_authors.add(finance)
        clearance.submit(other, by=people.author)
    with django_assert_num_queries(8):
        assert digest.send_all(TODAY) == 0
