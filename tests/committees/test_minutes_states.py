"""How far minutes can come: never anything else, however many steps in whatever order, at hands that may be wrong."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from committees import agenda, minutes
from committees.minutes import states
from committees.models import AgendaItem, Meeting, Minute, Minutes, MinutesComment, MinutesVersion, Paper, Seat
from roles.models import Person
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory, sit
from tests.factories.reports import VersionFactory
from tests.factories.roles import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
State = Minutes.State
START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
SECRET = "The younger of the two moved to the house with the green door in the spring."
GROUNDS = {"private_kind": "exempt", "private_paragraphs": [1], "private_reason": "A child could be known."}


def _minutes(state, **more):
    meeting = MeetingFactory(starts_at=START - timedelta(days=60), status=Meeting.Status.HELD)
    return Minutes.objects.create(meeting=meeting, state=state, **more)


@pytest.mark.parametrize("was", State)
def test_minutes_become_only_what_they_can(was):
    found = Minutes(state=was)
    assert {state for state in State if not states.why_not(found, state)} == states.MINUTES[was]


@pytest.mark.parametrize(
    ("state", "more", "words"),
    [
        (State.CHECKING, {}, ["with the chair and sent to nobody"]),
        (State.CHECKED, {}, ["checked by nobody", "frozen before the check, or never"]),
        (State.APPROVED, {}, ["checked by nobody", "approved without a place", "frozen before the check, or never"]),
        (
            State.SIGNED,
            {},
            ["checked by nobody", "approved without a place", "signed by nobody", "frozen before the check, or never"],
        ),
    ],
)
def test_what_is_wrong_is_found(state, more, words):
    assert states.illegal(_minutes(state, **more)) == words


def test_a_version_that_was_changed_is_found(people):
    found = _minutes(State.CHECKED, checked_at=START, checked_by=people.chair, sent_at=START, sent_to=people.chair)
    about = {"frozen_at": START, "frozen_by": people.clerk, "content": {}}
    for number in (1, 3):
        MinutesVersion.objects.create(minutes=found, number=number, sha256="x", **about)
    wanted = [
        "versions with gaps",
        "a later version without a reason",
        "a version that does not say what was frozen",
    ]
    assert states.illegal(found) == wanted


# --- Ten thousand steps at random


class Walk:
    """Clerks, chairs and authors at random: real steps, on rows that may be stale, by people who may not."""

    STEPS = {
        "call": 2, "hold": 6, "write": 10, "start": 3, "send": 10, "send_back": 3, "check": 9, "freeze": 5, "lay": 6,
        "lay_waiting": 3, "open": 6, "approve": 14, "sign": 9, "remark": 4, "settle": 2, "publish": 2, "cancel": 1,
        "wait": 4,
    }  # fmt: skip
    REFUSED = (minutes.CannotMinute, agenda.CannotCall, agenda.CannotChangeAgenda, agenda.CannotPublish)

    def __init__(self, seed, travelled):
        self.dice, self.travelled = random.Random(seed), travelled
        self.clerk, self.chair, self.vice, self.stranger, self.author = (PersonFactory() for _ in range(5))
        UserFactory(person=self.author)
        PersonFactory(name="Jay Tamsinson", category=Person.Category.YOUNG, name_is_public=False)
        self.version = VersionFactory(frozen=True, report__author=self.author)
        old, elsewhere = BodyFactory(starts_on=date(2020, 1, 1)), BodyFactory(starts_on=date(2020, 1, 1))
        new = BodyFactory(starts_on=date(2020, 1, 1), succeeds=old)
        self.bodies = [old, old, old, new, elsewhere]
        for body in (old, new, elsewhere):
            sit(self.chair, body, Seat.Capacity.CHAIR)
            sit(self.vice, body, Seat.Capacity.VICE_CHAIR)
        self.meetings, self.done, self.refused, self.frozen = [], {}, {}, {}
        self.touched = None

    def step(self):
        name = self.dice.choices(list(self.STEPS), list(self.STEPS.values()))[0]
        if len(self.meetings) < 4:
            name = "call"
        refusal = None
        try:
            getattr(self, name)()
            self.done[name] = self.done.get(name, 0) + 1
        except self.REFUSED as why:
            refusal = why
        if refusal:
            assert str(refusal).strip()
            kind = type(refusal).__name__
            self.refused[kind] = self.refused.get(kind, 0) + 1
        return refusal is None

    def check_all(self):
        """Nothing is illegal, no version that was frozen is another now, and part 2 stays closed."""
        if (found := Minutes.objects.filter(pk=self.touched).first()) is None:
            return
        assert states.illegal(found) == []
        now = dict(found.versions.values_list("number", "sha256"))
        before = self.frozen.get(found.pk, {})
        assert before.items() <= now.items()
        self.frozen[found.pk] = now
        assert "green door" not in str(list(found.versions.values_list("content", flat=True)))
        if len(self.meetings) > 12:
            self.meetings = self.meetings[1:]

    def _minutes(self, *where):
        """Some minutes: mostly of those that a step is for, at times any."""
        known = Minutes.objects.filter(meeting__in=self.meetings).order_by("pk")
        found = list(known.filter(state__in=where)) if where and self.dice.random() < 0.8 else []
        found = found or list(known)
        if not found:
            raise agenda.CannotCall("There are none yet")
        chosen = self.dice.choice(found)
        self.touched = chosen.pk
        return chosen

    def _meeting(self):
        meeting = self.dice.choice(self.meetings)
        meeting.refresh_from_db()
        self.touched = getattr(Minutes.objects.filter(meeting=meeting).first(), "pk", None)
        return meeting

    def _somebody(self):
        return self.dice.choice([self.chair, self.chair, self.chair, self.vice, self.stranger])

    def call(self):
        body = self.dice.choice(self.bodies)
        starts_at = datetime.now(UTC) + timedelta(days=self.dice.randint(0, 9), minutes=self.dice.randint(1, 500))
        made = agenda.call_meeting(body, starts_at=starts_at, place="Room 1", by=self.clerk)
        self.meetings.append(made)
        AgendaItemFactory(meeting=made, title=self.dice.choice(["Minutes", "Health", "Ten minutes"]))
        PaperFactory(item=AgendaItemFactory(meeting=made, title="A report"), version=self.version)
        if self.dice.random() < 0.6:
            private = AgendaItemFactory(meeting=made, title="A placement", likely_private=True, **GROUNDS)
            Minute.objects.create(item=private, private_text=SECRET, saved_at=START, saved_by=self.clerk)

    def hold(self):
        meeting = self._meeting()
        agenda.close(meeting, status=self.dice.choice(["held", "held", "held", "inquorate"]), by=self.clerk)
        Meeting.objects.filter(pk=meeting.pk).update(
            presiding=self.dice.choice([self.chair, self.vice, None]), ended_at=datetime.now(UTC)
        )

    def open(self):
        lying = Meeting.objects.filter(items__papers__minutes__minutes__state=State.LAID, opened_at=None)
        due = lying.filter(starts_at__lte=datetime.now(UTC), pk__in=[one.pk for one in self.meetings])
        meeting = due.exclude(status="cancelled").first() or self._meeting()
        if meeting.starts_at <= datetime.now(UTC) and meeting.opened_at is None:
            who = self.dice.choice([self.chair, self.vice])
            Meeting.objects.filter(pk=meeting.pk).update(opened_at=datetime.now(UTC), presiding=who)

    def write(self):
        meeting = self._meeting()
        item = self.dice.choice(list(meeting.items.all()))
        wrong = ["Jay Tamsinson spoke.", f"Heard: {self._secret_of(meeting)}"]
        text = self.dice.choice(["It was noted.", f"Noted {self.dice.random()}.", "Well.", *wrong])
        Minute.objects.update_or_create(
            item=item, defaults={"text": text, "saved_at": datetime.now(UTC), "saved_by": self.clerk}
        )

    def _secret_of(self, meeting):
        """What was said in part 2 of the meeting, where it had one."""
        return SECRET if Minute.objects.filter(item__meeting=meeting, private_text=SECRET).exists() else "nothing"

    def start(self):
        minutes.start(self._meeting(), by=self.clerk)

    def send(self):
        minutes.send_to_chair(self._meeting(), to=self._somebody(), by=self.clerk)

    def send_back(self):
        minutes.send_back(
            self._minutes(State.CHECKING), asks=self.dice.choice(["It was Monday.", " "]), by=self._somebody()
        )

    def check(self):
        minutes.check(self._minutes(State.CHECKING), by=self._somebody(), seen=self.dice.choice(["", "", "", "other"]))

    def freeze(self):
        minutes.freeze(
            self._minutes(State.CHECKED, State.LAID), why=self.dice.choice(["The day was wrong.", ""]), by=self.clerk
        )

    def lay(self):
        minutes.lay_next(self._minutes(), by=self.clerk)

    def lay_waiting(self):
        minutes.lay_waiting(self.dice.choice([None, *self.bodies]))
        self._minutes()

    def approve(self):
        found = self._minutes(State.LAID)
        items = AgendaItem.objects.filter(meeting__in=self.meetings, title__startswith="Minutes")[:3]
        lying = AgendaItem.objects.filter(papers__minutes__minutes=found)
        item = self.dice.choice([*items, *lying, *lying, *lying] or [None])
        if item is None:
            raise agenda.CannotCall("There is no item yet")
        corrections = self.dice.choice(["", "", "Read “five”.", f"Read: {self._secret_of(found.meeting)}"])
        minutes.approve(found, on=item, corrections=corrections, from_room=self.dice.random() < 0.2, by=self.clerk)

    def sign(self):
        day = timezone.localdate() + timedelta(days=self.dice.choice([0, 0, 0, -3, 1]))
        minutes.sign(self._minutes(State.APPROVED), signed_by=self._somebody(), signed_on=day, by=self.clerk)

    def remark(self):
        item = self.dice.choice(list(self._minutes(State.DRAFT, State.CHECKING).meeting.items.all()))
        about = {"is_private": self.dice.random() < 0.3, "text": self.dice.choice(["It was five.", ""])}
        minutes.remark(item, viewer=self.author.user, by=self.author, **about)

    def settle(self):
        self._minutes()
        if found := MinutesComment.objects.order_by("?").first():
            minutes.settle(found, by=self.clerk)

    def publish(self):
        agenda.publish(self._meeting(), short_notice="It burns.", by=self.clerk)

    def cancel(self):
        meeting = self._meeting()
        about = {"starts_at": meeting.starts_at, "place": meeting.place, "status": "cancelled"}
        agenda.change_meeting(meeting, by=self.clerk, **about)

    def wait(self):
        self.travelled.shift(timedelta(hours=self.dice.randint(1, 40)))


def walk(steps, seed=5):
    with time_machine.travel(START, tick=False) as travelled:
        them = Walk(seed, travelled)
        for number in range(steps):
            travelled.shift(timedelta(seconds=1))
            # What is refused changes nothing: that is looked at now and then.
            if them.step() or number % 10 == 0:
                them.check_all()
    return them


@pytest.mark.once
def test_ten_thousand_steps_at_random_lead_to_no_illegal_state():
    them = walk(10_000)
    assert set(them.done) == set(Walk.STEPS)
    assert min(them.done.values()) >= 5, them.done
    wanted = {"CannotSend", "CannotCheck", "CannotFreeze", "CannotApprove", "WrongBody", "CannotSign", "CannotRemark"}
    assert wanted <= set(them.refused), them.refused
    assert set(Minutes.objects.values_list("state", flat=True)) == set(State)
    assert not Paper.objects.open().filter(is_part_2=True).exists()


def test_some_steps_at_random_lead_to_no_illegal_state():
    assert walk(250, seed=3).done
