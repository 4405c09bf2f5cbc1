"""Owners get one mail a day at most, and only when there is something to say."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPException

import pytest
import time_machine
from django.core import mail

from committees import actions, tasks
from committees.actions import digest
from committees.models import Digest
from committees.models.bodies import LegalBasis
from corporate_parenting.celery import app
from tests.factories.committees import ActionFactory, AgendaItemFactory, BodyFactory, MeetingFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 7, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


def on_days(clock, days):
    """Sends each morning for some days; gives the days, counted from today, on which a mail went."""
    went = []
    for number in range(days):
        clock.move_to(NOW + timedelta(days=number))
        if digest.send_all(TODAY + timedelta(days=number)):
            went.append(number)
    return went


def test_with_nothing_to_say_nothing_is_sent(people, body):
    ActionFactory(body=body, owner=people.author)
    ActionFactory(body=body, owner=people.author, due_on=TODAY + timedelta(days=30))
    ActionFactory(body=body, owner=people.author, due_on=TODAY, done_at=NOW, done_by=people.author)
    ActionFactory(body=body, due_on=TODAY)
    assert (digest.send_all(TODAY), mail.outbox, Digest.objects.count()) == (0, [], 0)


def test_one_mail_says_all_of_it(people, body):
    published = MeetingFactory(body=body, starts_at=NOW, published_at=NOW, published_by=people.clerk)
    item = AgendaItemFactory(meeting=published)
    ActionFactory(body=body, item=item, owner=people.author, text="Ask the schools", due_on=TODAY - timedelta(days=1))
    ActionFactory(body=body, owner=people.author, text="Not published", due_on=TODAY + timedelta(days=7))
    actions.agree(body, text="Ask the dentists", owner=people.author, item=item, by=people.clerk)
    assert digest.send_all(TODAY) == 1
    (letter,) = mail.outbox
    assert letter.to == [people.author.user.email]
    assert letter.subject.startswith("3 actions for you at ")
    for words in ("* 1 overdue", "* 1 due within seven days", "* 1 new", "Overdue: Ask the schools (by 11 March 2026)"):
        assert words in letter.body
    assert "New: Ask the dentists" in letter.body
    assert "Not published" not in letter.body
    assert "/committees/actions/" in letter.body
    row = Digest.objects.get()
    assert (row.person, row.on, row.count, row.sent_at) == (people.author, TODAY, 3, NOW)


def test_a_second_run_sends_nothing_twice(people, body):
    ActionFactory(body=body, owner=people.author, due_on=TODAY)
    assert [digest.send_all(TODAY) for _ in range(3)] == [1, 0, 0]
    assert len(mail.outbox) == 1


def test_what_is_due_is_told_a_week_and_a_day_before(people, body, clock):
    ActionFactory(body=body, owner=people.author, due_on=TODAY + timedelta(days=10))
    assert on_days(clock, 11) == [3, 9]


def test_what_is_overdue_is_told_weekly_and_not_daily(people, body, clock):
    ActionFactory(body=body, owner=people.author, due_on=TODAY - timedelta(days=1))
    assert on_days(clock, 30) == [0, 7, 14, 21, 28]


def test_a_hundred_actions_are_still_one_mail(people, body, clock):
    for number in range(100):
        ActionFactory(body=body, owner=people.author, due_on=TODAY + timedelta(days=number % 5 - 2))
    went = on_days(clock, 3)
    assert len(mail.outbox) == len(went) <= 3
    assert "100 actions" in mail.outbox[0].subject


def test_what_is_new_is_told_once_and_told_again_when_it_is_given_on(people, body, clock):
    clock.move_to(NOW + timedelta(hours=3))
    action = actions.agree(body, text="Ask", owner=people.author, by=people.clerk)
    clock.move_to(NOW + timedelta(days=1))
    assert digest.send_all(TODAY + timedelta(days=1)) == 1
    assert digest.send_all(TODAY + timedelta(days=2)) == 0
    actions.change_owner(action, owner=people.chair, by=people.clerk)
    assert digest.send_all(TODAY + timedelta(days=2)) == 1
    assert [letter.to[0] for letter in mail.outbox] == [people.author.user.email, people.chair.user.email]


def test_what_no_mail_server_took_is_tried_again_and_not_doubled(people, body, monkeypatch):
    ActionFactory(body=body, owner=people.author, due_on=TODAY)
    sending = digest.send_mail

    def refuse(*args, **kwargs):
        raise SMTPException("away")

    monkeypatch.setattr(digest, "send_mail", refuse)
    assert (digest.send_all(TODAY), Digest.objects.count()) == (0, 0)
    monkeypatch.setattr(digest, "send_mail", sending)
    assert [digest.send_all(TODAY + timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert len(mail.outbox) == 1


def test_what_died_after_the_mail_went_is_not_sent_again_that_day(people, body):
    ActionFactory(body=body, owner=people.author, due_on=TODAY)
    Digest.objects.create(person=people.author, on=TODAY, count=1)
    assert (digest.send_all(TODAY), mail.outbox) == (0, [])


def test_nothing_restricted_and_nothing_of_a_closed_body_is_in_a_mail(people, body):
    published = MeetingFactory(body=body, starts_at=NOW, published_at=NOW, published_by=people.clerk)
    item = AgendaItemFactory(meeting=published)
    panel = BodyFactory(name="Secret Panel", legal_basis=LegalBasis.INFORMAL)
    about = {"owner": people.author, "by": people.clerk, "due_on": TODAY}
    actions.agree(body, text="", private_text="Find a home for J", item=item, **about)
    actions.agree(panel, text="Quiet work", **about)
    digest.send_all(TODAY)
    said = mail.outbox[0].subject + mail.outbox[0].body
    assert [words in said for words in ("home for J", "Quiet work", "Secret Panel")] == [False] * 3
    assert "* 2 due within seven days" in said


def test_whom_no_mail_reaches_is_named_to_the_clerk(people, body):
    gone = PersonFactory(name="B", left_on=date(2026, 3, 1))
    closed = people.other
    closed.user.is_active = False
    closed.user.save()
    for owner in (PersonFactory(name="A", email=""), gone, PersonFactory(name="C"), closed, people.author):
        ActionFactory(body=body, owner=owner, due_on=TODAY)
    assert [(one.name, why) for one, why in digest.not_reached(body)] == [
        ("A", "no address"), ("B", "has left"), ("C", "no account"), (closed.name, "the account is closed"),
    ]  # fmt: skip
    assert digest.send_all(TODAY) == 1


def test_it_costs_the_same_for_many_actions(people, body, django_assert_num_queries):
    for _ in range(20):
        ActionFactory(body=body, owner=people.author, due_on=TODAY)
    with django_assert_num_queries(4):  # two of them about reports
        assert digest.send_all(TODAY - timedelta(days=30)) == 0


def test_the_timetable_sends_them_each_morning_at_seven_in_england(people, body):
    entry = app.conf.beat_schedule["tell owners of their actions"]
    assert (entry["task"], app.conf.timezone) == (tasks.send_digests.name, "Europe/London")
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({7}, {0})
    ActionFactory(body=body, owner=people.author, due_on=TODAY)
    tasks.send_digests()
    assert len(mail.outbox) == 1
