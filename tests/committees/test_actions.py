"""Actions: agreed with an owner, answered for, closed by a meeting's minute, and never anything in between."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from committees import actions
from committees.actions import states
from committees.models import Action, ActionUpdate, Meeting, Seat
from committees.models.actions import ActionState as State
from roles.audit import SYSTEM
from roles.models import AuditRow
from roles.permissions import PUBLIC
from tests.factories.committees import ActionFactory, AgendaItemFactory, BodyFactory, MeetingFactory, sit
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def item(body):
    return AgendaItemFactory(meeting=MeetingFactory(body=body, starts_at=NOW), order=7)


@pytest.fixture
def action(people, body):
    return actions.agree(body, text="Ask every school about dentists", owner=people.author, by=people.clerk)


def kinds(action):
    return list(action.updates.values_list("kind", flat=True))


# --- Agreed


def test_an_action_has_an_owner_and_a_day(people, body, item):
    action = actions.agree(
        body, text=" Ask  every school ", owner=people.author, due_on=date(2026, 12, 1), item=item, by=SYSTEM
    )
    assert (action.text, action.owner, action.due_on, action.agreed_on) == (
        "Ask every school", people.author, date(2026, 12, 1), TODAY,
    )  # fmt: skip
    assert (action.state, action.remit_id) == (State.OPEN, body.remit_id)
    assert action.updates.get().text == "Given to Officer Edda Stone"


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"owner": None}, "Say who does it"),
        ({"text": "  "}, "Say what is to be done"),
        ({"text": "x" * 501}, "500 characters"),
        ({"due_on": date(2026, 3, 11)}, "cannot be due on 11 March 2026"),
    ],
)
def test_what_cannot_be_agreed_is_refused_in_words(people, body, about, words):
    given = {"text": "Ask", "owner": people.author} | about
    with pytest.raises(actions.CannotAgree, match=words):
        actions.agree(body, **given, by=people.clerk)
    assert not Action.objects.exists()


def test_nobody_who_left_is_given_anything(people, body, action):
    gone = PersonFactory(left_on=TODAY)
    with pytest.raises(actions.CannotAgree, match="left on 12 March 2026"):
        actions.agree(body, text="Ask", owner=gone, by=people.clerk)
    with pytest.raises(actions.CannotAnswer, match="left on"):
        actions.change_owner(action, owner=gone, by=people.clerk)


def test_an_action_agreed_in_private_says_in_public_only_that(people, body):
    action = actions.agree(body, text="", private_text="Move J", owner=people.author, by=people.clerk)
    assert action.text == "An action agreed in the private part of the meeting"
    assert "Move J" not in str(list(AuditRow.objects.values()))


# --- Answered for


def test_an_action_is_done_once_and_the_first_words_stay(people, action):
    actions.complete(action, outcome="All 14 answered.", by=people.author)
    with pytest.raises(actions.AlreadyDone):
        actions.complete(action, outcome="Something else", by=people.clerk)
    action.refresh_from_db()
    assert (action.outcome, action.done_by, action.state) == ("All 14 answered.", people.author, State.REPORTED)


def test_what_was_reported_done_is_closed_by_a_meeting_with_its_minute(people, action, item):
    actions.complete(action, outcome="All answered.", by=people.author)
    actions.close(action, on=item, by=people.clerk)
    assert (action.state, action.closed_on, action.closed_by) == (State.CLOSED, item, people.clerk)
    assert action.closed_ref == "Minute 7 of 12 March 2026"
    assert kinds(action) == ["owner", "done", "closed"]
    for step, more in (
        ("reopen", {"why": "No."}),
        ("complete", {"outcome": "x"}),
        ("close", {"on": item}),
        ("change_owner", {"owner": people.chair}),
    ):
        with pytest.raises(actions.CannotAnswer, match="closed by Minute 7 of 12 March 2026"):
            getattr(actions, step)(action, **more, by=people.clerk)


def test_what_a_meeting_does_not_accept_is_open_again_and_says_why(people, action):
    actions.complete(action, outcome="Nearly.", by=people.author)
    with pytest.raises(actions.CannotAnswer, match="Say why it is not accepted"):
        actions.reopen(action, why=" ", by=people.clerk)
    actions.reopen(action, why="Two schools are missing.", by=people.clerk)
    assert (action.state, action.outcome, action.done_by) == (State.OPEN, "", None)
    texts = list(action.updates.values_list("kind", "text"))[1:]
    assert texts == [("done", "Nearly."), ("reopened", "Two schools are missing.")]
    actions.complete(action, outcome="All of them.", by=people.author)
    assert states.illegal(action) == []


def test_only_what_was_reported_done_is_closed(people, action, item):
    with pytest.raises(actions.CannotAnswer, match="Nobody has reported it done yet"):
        actions.close(action, on=item, by=people.clerk)
    with pytest.raises(actions.CannotAnswer, match="open as it is"):
        actions.reopen(action, why="No.", by=people.clerk)


@pytest.mark.parametrize(
    ("meeting", "about", "words"),
    [
        ({"other": True}, {}, "Only Corporate Parenting Sub-Committee can close"),
        ({"status": Meeting.Status.CANCELLED}, {}, "cancelled"),
        ({"starts_at": NOW + timedelta(days=1)}, {}, "has not been yet"),
        ({"starts_at": NOW - timedelta(days=1)}, {}, "Only a later meeting"),
        ({}, {"withdrawn_at": NOW, "withdrawn_why": "So."}, "withdrawn from the agenda"),
    ],
)
def test_by_what_an_action_cannot_be_closed(people, action, meeting, about, words):
    body = BodyFactory() if meeting.pop("other", False) else action.body
    on = AgendaItemFactory(meeting=MeetingFactory(**{"body": body, "starts_at": NOW} | meeting), **about)
    actions.complete(action, outcome="Done.", by=people.author)
    with pytest.raises(actions.CannotAnswer, match=words):
        actions.close(action, on=on, by=people.clerk)
    assert action.state == State.REPORTED


def test_another_day_keeps_the_day_before_and_why(people, action):
    actions.change_due(action, due_on=date(2026, 5, 1), why="Easter", by=people.clerk)
    actions.change_due(action, due_on=date(2026, 6, 1), why="The school term", by=people.clerk)
    moved = action.updates.filter(kind="due")
    assert list(moved.values_list("due_was", "text")) == [(None, "Easter"), (date(2026, 5, 1), "The school term")]
    for day, words in ((date(2026, 6, 1), "already"), (date(2026, 3, 1), "later day")):
        with pytest.raises(actions.CannotAnswer, match=words):
            actions.change_due(action, due_on=day, why="So", by=people.clerk)
    with pytest.raises(actions.CannotAnswer, match="Say why the day changes"):
        actions.change_due(action, due_on=date(2026, 7, 1), why="", by=people.clerk)


def test_it_is_given_to_somebody_else(people, action):
    actions.change_owner(action, owner=people.chair, why="She chairs the group.", by=people.clerk)
    assert action.owner == people.chair
    assert action.updates.last().text == "Given to Councillor Ada Marsh: She chairs the group."
    with pytest.raises(actions.CannotAnswer, match="has it already"):
        actions.change_owner(action, owner=people.chair, by=people.clerk)


def test_progress_is_told_of_open_actions_alone(people, action):
    with pytest.raises(actions.CannotAnswer, match="Say how it goes"):
        actions.report(action, " ", people.author)
    actions.report(action, "Ten of fourteen.", people.author)
    actions.complete(action, outcome="All.", by=people.author)
    with pytest.raises(actions.CannotAnswer, match="reported done on 12 March 2026"):
        actions.report(action, "More.", people.author)


def test_what_is_told_in_private_stands_in_no_public_field(people, action):
    actions.report(action, "J has moved.", people.author, is_private=True)
    actions.complete(action, outcome="J is well.", by=people.author, is_private=True)
    assert (action.outcome, [one.is_private for one in action.updates.all()]) == ("", [False, True, True])
    assert "J " not in str(list(AuditRow.objects.values("details")))


def test_every_step_stands_in_the_audit_record(people, action, item):
    actions.complete(action, outcome="Done.", by=people.author)
    actions.close(action, on=item, by=people.clerk)
    rows = AuditRow.objects.filter(kind="committees.action", thing_id=action.pk).order_by("pk")
    assert list(rows.values_list("did", flat=True)) == ["agreed", "completed", "closed"]
    assert rows.last().details == {"ref": "Minute 7 of 12 March 2026"}


# --- Who reads the restricted text


def test_a_restricted_text_is_for_owner_clerk_and_voting_members_alone(people, body):
    meeting = MeetingFactory(body=body, starts_at=NOW, published_at=NOW, published_by=people.clerk)
    item = AgendaItemFactory(meeting=meeting, likely_private=True)
    action = actions.agree(
        body, text="", private_text="Find a home for J", owner=people.author, item=item, by=people.clerk
    )
    director = PersonFactory()
    sit(director, BodyFactory(), Seat.Capacity.CHAIR)
    who = {name: action.is_known_in_full(person.user) for name, person in vars(people).items()}
    assert {name for name, reads in who.items() if reads} == {"author", "clerk", "chair", "member"}
    assert not action.is_known_in_full(PUBLIC)
    assert Action.objects.with_private_for(people.other.user).get().knows_private is False


def test_an_interest_keeps_a_member_from_the_restricted_text(people, body):
    meeting = MeetingFactory(body=body, starts_at=NOW, published_at=NOW, published_by=people.clerk)
    item = AgendaItemFactory(meeting=meeting, likely_private=True)
    action = actions.agree(body, text="", private_text="J", owner=people.author, item=item, by=people.clerk)
    item.interests.create(person=people.member, kind="dpi", declared_at=NOW, declared_by=people.clerk)
    assert [action.is_known_in_full(one.user) for one in (people.member, people.chair)] == [False, True]


# --- What is wrong is found


def test_the_state_of_an_action_follows_from_what_is_stored(people):
    assert ActionFactory().state == State.OPEN
    assert ActionFactory(done_at=NOW, done_by=people.author).state == State.REPORTED


def test_an_illegal_action_is_found(people, action, item):
    assert states.illegal(action) == []
    Action.objects.filter(pk=action.pk).update(outcome="Said nowhere", owner=None)
    assert states.illegal(action) == ["nobody has to do it", "open with an outcome"]
    Action.objects.filter(pk=action.pk).update(
        done_at=NOW, done_by=people.author, closed_at=NOW, closed_by=people.clerk, closed_ref="x"
    )
    found = states.illegal(action)
    assert {"its history tells otherwise", "closed by no minute"} < set(found)
    ActionUpdate.objects.create(action=action, kind="closed", at=NOW)
    assert "done twice, or reopened before it was done" in states.illegal(action)
