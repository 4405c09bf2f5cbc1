"""What is open comes back on the next agenda by itself, until a meeting closes it."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from committees import actions, agenda, exempt, programme
from committees.actions import log
from committees.models import ActionLog, Meeting, Paper
from roles.audit import SYSTEM
from roles.permissions import PUBLIC
from tests.factories.committees import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
TITLE = "Actions from earlier meetings"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=datetime(2026, 5, 12, 10, tzinfo=UTC))


@pytest.fixture
def action(people, body):
    return actions.agree(body, text="Ask every school", owner=people.author, by=people.clerk)


def held(body, *days):
    for day in days:
        MeetingFactory(body=body, starts_at=datetime(*day, 10, tzinfo=UTC), status=Meeting.Status.HELD)


def titles(meeting):
    return list(meeting.items.order_by("order").values_list("title", flat=True))


def laid(meeting):
    return [row["text"] for row in Paper.objects.get(item__meeting=meeting).action_log.rows]


def test_the_log_is_laid_when_the_agenda_is_started_before_other_business(people, body, meeting, action):
    agenda.standing.add_usual(body, by=people.clerk)
    programme.add(body, title="Dentists", meeting=meeting, by=people.clerk)
    programme.start_agenda(meeting, by=people.clerk)
    assert titles(meeting) == [
        "Apologies for absence", "Declarations of interests", "Minutes of the last meeting", TITLE, "Dentists",
        "Urgent business",
    ]  # fmt: skip
    paper = meeting.items.get(title=TITLE).papers.get()
    assert str(paper) == "Action log for the meeting on 12 May 2026"
    assert paper.action_log.rows == [
        {
            "action": action.pk, "text": "Ask every school", "owner": "Officer Edda Stone", "agreed_on": "2026-03-12",
            "due_on": None, "state": "Open", "due": "No day set", "age": "open for 2 months", "mark": "",
            "progress": "", "progress_on": None,
        }
    ]  # fmt: skip


def test_it_lies_on_the_standing_item_that_the_body_has_for_it(people, body, meeting, action):
    agenda.standing.add(body, title="Matters arising and action log", by=people.clerk)
    programme.start_agenda(meeting, by=people.clerk)
    assert titles(meeting) == ["Matters arising and action log"]
    assert laid(meeting) == ["Ask every school"]


def test_with_nothing_open_there_is_no_log(people, body, meeting):
    programme.start_agenda(meeting, by=people.clerk)
    assert (titles(meeting), ActionLog.objects.count()) == ([], 0)
    assert actions.lay_log(meeting, by=people.clerk) is None


def test_it_follows_what_happens_until_the_agenda_is_published(people, body, meeting, action):
    programme.start_agenda(meeting, by=people.clerk)
    other = actions.agree(body, text="Ask the dentists", owner=people.chair, by=people.clerk)
    assert laid(meeting) == ["Ask every school", "Ask the dentists"]
    actions.report(action, "Ten of them.", people.author)
    assert Paper.objects.get(item__meeting=meeting).action_log.rows[0]["progress"] == "Ten of them."
    agenda.publish(meeting, by=people.clerk)
    frozen = Paper.objects.get(item__meeting=meeting).action_log
    actions.complete(other, outcome="Asked.", by=people.chair)
    assert actions.lay_log(meeting, by=people.clerk).action_log == frozen
    assert [row["state"] for row in frozen.rows] == ["Open", "Open"]


def test_publishing_lays_it_where_nobody_started_the_agenda(people, body, meeting, action):
    AgendaItemFactory(meeting=meeting, title="Dentists")
    agenda.publish(meeting, by=people.clerk)
    assert titles(meeting) == [TITLE, "Dentists"]
    assert Paper.objects.visible_to(PUBLIC).filter(action_log__isnull=False).exists()


def test_the_same_is_not_laid_twice(people, meeting, action):
    first = actions.lay_log(meeting, by=people.clerk)
    assert actions.lay_log(meeting, by=SYSTEM) == first
    assert (ActionLog.objects.count(), titles(meeting)) == (1, [TITLE])


def test_what_is_reported_done_comes_back_until_a_minute_closes_it(people, body, meeting, action, clock):
    actions.complete(action, outcome="All asked.", by=people.author)
    actions.lay_log(meeting, by=people.clerk)
    row = Paper.objects.get(item__meeting=meeting).action_log.rows[0]
    assert (row["state"], row["progress"]) == ("Reported done", "All asked.")
    now = MeetingFactory(body=body, starts_at=NOW)
    actions.close(action, on=AgendaItemFactory(meeting=now), by=people.clerk)
    assert titles(meeting) == []
    assert Paper.objects.count() == 0


def test_what_is_open_for_more_than_two_meetings_stands_on_top_and_says_so(people, body, meeting, clock):
    held(body, (2026, 1, 10), (2026, 2, 10), (2026, 3, 10))
    about = {"owner": people.author, "by": people.clerk}
    actions.agree(body, text="Newest", agreed_on=NOW.date(), **about)
    actions.agree(body, text="Old", agreed_on=date(2025, 12, 1), **about)
    actions.agree(body, text="Of the first of them", agreed_on=date(2026, 1, 10), **about)
    rows = log.rows(body, before=meeting)
    assert [(row["text"], row["mark"], row["age"]) for row in rows] == [
        ("Old", "Open for 3 meetings", "open for 5 months"),
        ("Of the first of them", "", "open for 4 months"),
        ("Newest", "", "open for 2 months"),
    ]


def test_a_log_holds_public_texts_alone(people, body, meeting):
    young = people.co_opted
    young.name_is_public, young.public_name = False, "A member of Our Voice"
    young.save()
    about = {"owner": young, "by": people.clerk}
    action = actions.agree(body, text="", private_text="Find a home for J", **about)
    actions.report(action, "J has seen one.", young, is_private=True)
    actions.report(action, "It goes well.", young)
    actions.lay_log(meeting, by=people.clerk)
    actions.complete(action, outcome="J has moved.", by=young, is_private=True)
    said = str(list(ActionLog.objects.values()))
    assert [words in said for words in ("for J", "J has", young.name)] == [False] * 3
    assert "It goes well." in said
    assert "A member of Our Voice" in said


def test_it_is_open_to_everybody_with_the_agenda(people, meeting, action):
    paper = actions.lay_log(meeting, by=people.clerk)
    assert exempt.current(paper) is None
    assert not Paper.objects.visible_to(PUBLIC).exists()
    agenda.publish(meeting, by=people.clerk)
    assert Paper.objects.visible_to(PUBLIC).get() == paper


def test_its_rows_take_three_queries_however_many_there_are(people, body, meeting, django_assert_num_queries):
    for number in range(8):
        one = actions.agree(body, text=f"Ask {number}", owner=people.author, by=people.clerk)
        actions.report(one, "So far.", people.author)
    with django_assert_num_queries(3):
        assert len(log.rows(body, before=meeting)) == 8


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "agreed on 15 March 2026"),
        (0, "agreed today"),
        (1, "open for 1 day"),
        (13, "open for 13 days"),
        (14, "open for 2 weeks"),
        (59, "open for 8 weeks"),
        (60, "open for 1 month"),
        (123, "open for 4 months"),
        (700, "open for 22 months"),
        (740, "open for 2 years"),
    ],
)
def test_ages_are_said_as_people_say_them(days, words):
    today = NOW.date()
    assert log.age(today.fromordinal(today.toordinal() - days), today) == words
