"""What an action can be: never anything else, however many steps in whatever order."""

import random
from copy import copy
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from committees import actions
from committees.actions import states
from committees.models import Action, ActionLog, ActionUpdate, Meeting, Paper
from committees.models.actions import ActionState as State
from tests.factories.committees import ActionFactory, AgendaItemFactory, BodyFactory, MeetingFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
REFUSALS = (actions.CannotAgree, actions.CannotAnswer)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", states.STEPS)
def test_each_step_is_allowed_by_the_table_alone(step, state, people):
    done = {"done_at": START, "done_by": people.author}
    closed = done | {"closed_at": START, "closed_by": people.clerk, "closed_ref": "Minute 1 of 5 January 2026"}
    action = ActionFactory(**{State.OPEN: {}, State.REPORTED: done, State.CLOSED: closed}[state])
    assert (states.why_not(action, step) == "") == (state in states.STEPS[step]) == states.can(action, step)


class Walk:
    """Owners and clerks at random: each step is a real one, on things that may be stale, with values at random."""

    STEPS = {
        "agree": 8, "report": 10, "complete": 14, "reopen": 7, "close": 10, "change_due": 8, "change_owner": 6,
        "lay": 6, "publish": 1, "meet": 3, "wait": 12,
    }  # fmt: skip

    def __init__(self, seed, clock):
        self.dice, self.clock, self.now = random.Random(seed), clock, START
        self.people = [PersonFactory() for _ in range(4)] + [PersonFactory(left_on=date(2025, 1, 1)), None]
        self.clerk = PersonFactory()
        self.bodies = [BodyFactory(starts_on=date(2020, 1, 1)) for _ in range(2)]
        self.meetings, self.items, self.actions = [], [], []
        self.closed, self.frozen, self.model = {}, {}, {}
        self.done, self.refused = {}, {}
        self.touched = []
        for _ in range(3):
            self.meet()

    def step(self):
        """One step: was it done? An exception that is no refusal of ours goes through."""
        name = self.dice.choices(list(self.STEPS), list(self.STEPS.values()))[0]
        self.touched = []
        if not self.actions and name in states.STEPS:
            name = "agree"
        refusal = None
        try:
            getattr(self, name)()
            self.done[name] = self.done.get(name, 0) + 1
        except REFUSALS as why:
            refusal = why
        if refusal:
            assert str(refusal).strip()
            kind = type(refusal).__name__
            self.refused[kind] = self.refused.get(kind, 0) + 1
        return refusal is None

    def check(self):
        """Nothing illegal, each as the model says, and what was closed or published stays as it was."""
        for action in self.touched:
            assert states.illegal(action) == []
            now = Action.objects.get(pk=action.pk)
            assert now.state == self.model[action.pk]
            if now.state == State.CLOSED:
                told = (now.closed_ref, now.outcome, now.updates.count())
                assert self.closed.setdefault(now.pk, told) == told
        for meeting, digest in self.frozen.items():
            if self.dice.random() < 0.05:
                log = ActionLog.objects.get(papers__item__meeting=meeting)
                assert log.sha256 == digest

    # What people do

    def _one(self):
        action = self.dice.choice(self.actions[-40:])
        if self.dice.random() < 0.5:
            action = Action.objects.get(pk=action.pk)
        self.touched = [action]
        return copy(action)

    def _day(self):
        return self.dice.choice([None, self.now.date() + timedelta(days=self.dice.randint(-30, 200))])

    def agree(self):
        item = self.dice.choice([None, self.dice.choice(self.items)])
        body = item.meeting.body if item else self.dice.choice(self.bodies)
        text = self.dice.choice(["Ask the schools", "Ask the dentists", " "])
        made = actions.agree(
            body, text=text, owner=self.dice.choice(self.people), due_on=self._day(), item=item,
            private_text=self.dice.choice(["", "", "Secret words"]), by=self.clerk,
        )  # fmt: skip
        self.actions.append(made)
        self.touched, self.model[made.pk] = [made], State.OPEN

    def report(self):
        actions.report(self._one(), self.dice.choice(["Half.", ""]), self.clerk, self.dice.random() < 0.3)

    def complete(self):
        action = self._one()
        words = self.dice.choice(["Done.", "Secret words", ""])
        actions.complete(action, outcome=words, by=self.clerk, is_private=words.startswith("Secret"))
        self.model[action.pk] = State.REPORTED

    def reopen(self):
        action = self._one()
        actions.reopen(action, why=self.dice.choice(["Not yet.", ""]), by=self.clerk)
        self.model[action.pk] = State.OPEN

    def close(self):
        action = self._one()
        own = [one for one in self.items if one.meeting.body_id == action.body_id]
        item = self.dice.choice(self.items if self.dice.random() < 0.2 else own[-8:])
        actions.close(action, on=item, by=self.clerk)
        self.model[action.pk] = State.CLOSED

    def change_due(self):
        due_on = self.now.date() + timedelta(days=self.dice.randint(-60, 200))
        actions.change_due(self._one(), due_on=due_on, why=self.dice.choice(["So.", " "]), by=self.clerk)

    def change_owner(self):
        actions.change_owner(self._one(), owner=self.dice.choice(self.people), by=self.clerk)

    def lay(self):
        actions.lay_log(self.dice.choice(self.meetings[-6:]), by=self.clerk)

    def publish(self):
        """As the day of publishing leaves it: from then on the log stays."""
        meeting = self.dice.choice(self.meetings[-6:])
        paper = actions.lay_log(meeting, by=self.clerk)
        if paper and meeting.published_at is None:
            meeting.published_at, meeting.published_by = self.now, self.clerk
            meeting.save()
            self.frozen[meeting.pk] = paper.action_log.sha256

    def meet(self):
        body = self.dice.choice(self.bodies) if len(self.meetings) > 1 else self.bodies[len(self.meetings)]
        starts_at = self.now + timedelta(days=self.dice.randint(0, 20))
        status = self.dice.choices(["confirmed", "cancelled"], [9, 1])[0]
        self.meetings.append(MeetingFactory(body=body, starts_at=starts_at, status=status))
        self.items += [AgendaItemFactory(meeting=self.meetings[-1], order=order) for order in (1, 2)]

    def wait(self):
        hours = timedelta(hours=self.dice.randint(1, 60))
        self.now += hours
        self.clock.shift(hours)
        past = [one for one in self.meetings[-6:] if one.starts_at < self.now and one.status == "confirmed"]
        if past and self.dice.random() < 0.3:
            Meeting.objects.filter(pk=past[0].pk).update(status=Meeting.Status.HELD)
            past[0].refresh_from_db()


def walk(steps, seed=5):
    with time_machine.travel(START, tick=False) as clock:
        everybody = Walk(seed, clock)
        for number in range(steps):
            everybody.now += timedelta(seconds=1)
            clock.shift(timedelta(seconds=1))
            # What is refused changes nothing: that is looked at now and then.
            if everybody.step() or number % 10 == 0:
                everybody.check()
    return everybody


def proves_something(everybody):
    """Nothing of part 2 came where everybody reads, and no agenda has two logs."""
    assert not ActionLog.objects.filter(rows__icontains="Secret").exists()
    assert not Action.objects.filter(text__icontains="Secret").exists()
    assert not Action.objects.filter(outcome__icontains="Secret").exists()
    for meeting in everybody.meetings:
        assert Paper.objects.filter(item__meeting=meeting.pk, action_log__isnull=False).count() <= 1


@pytest.mark.once
def test_ten_thousand_steps_at_random_lead_to_no_illegal_action():
    everybody = walk(10_000)
    assert set(everybody.done) == set(Walk.STEPS)
    assert min(everybody.done.values()) >= 5, everybody.done
    assert set(everybody.refused) == {"CannotAgree", "CannotAnswer", "AlreadyDone"}
    assert {one.state for one in Action.objects.all()} == set(State)
    assert len(everybody.frozen) >= 3
    proves_something(everybody)


def test_a_short_walk_of_another_seed():
    proves_something(walk(300, seed=23))


def test_an_illegal_state_would_be_noticed():
    with time_machine.travel(START, tick=False) as clock:
        everybody = Walk(7, clock)
        while not everybody.actions:
            everybody.step()
            everybody.check()
        action = everybody.actions[0]
        ActionUpdate.objects.create(action=action, kind="closed", at=START)
        everybody.touched = [action]
        with pytest.raises(AssertionError):
            everybody.check()
