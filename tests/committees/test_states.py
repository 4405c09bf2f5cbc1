"""What a meeting and its agenda can be: never anything else, however many steps in whatever order."""

import random
from copy import copy
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from committees import agenda, exempt, states
from committees.models import AgendaItem, Exemption, Meeting, Paper, Seat
from committees.models.bodies import LegalBasis
from committees.models.papers import kept_back
from roles.audit import SYSTEM
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory, sit
from tests.factories.reports import VersionFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
Status = Meeting.Status
START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
REFUSALS = (
    agenda.CannotCall,
    agenda.CannotChangeAgenda,
    agenda.CannotPublish,
    agenda.NotCleared,
    exempt.CannotKeepPrivate,
    exempt.CannotRelease,
)
GROUNDS = [
    {"kind": "exempt", "paragraphs": [1, 2], "reason": "A child could be recognised."},
    {"kind": "confidential", "paragraphs": [], "reason": "A court forbids it."},
    {"kind": "exempt", "paragraphs": [], "reason": "No paragraph."},
    {"kind": "exempt", "paragraphs": [3], "reason": " "},
    {"kind": "confidential", "paragraphs": [1], "reason": "Both at once."},
    {"kind": "", "paragraphs": [], "reason": "In its own words."},
]


# --- What a meeting can become


@pytest.mark.parametrize("was", Status)
def test_a_meeting_becomes_only_what_it_can(was):
    past = {"starts_at": datetime(2020, 6, 1, 10, tzinfo=UTC), "status": was}
    can = {status for status in Status if not states.why_not(MeetingFactory(**past), status)}
    assert can == states.MEETING[was] | {was}


def test_a_meeting_is_not_over_before_its_day(people):
    meeting = MeetingFactory(starts_at=START + timedelta(days=1))
    with time_machine.travel(START, tick=False) as clock:
        for status in (Status.HELD, Status.INQUORATE):
            with pytest.raises(agenda.CannotCall, match="has not been yet"):
                agenda.close(meeting, status=status, by=people.clerk)
        clock.shift(timedelta(days=1))
        agenda.close(meeting, status=Status.INQUORATE, by=people.clerk)
    meeting.refresh_from_db()
    assert meeting.status == Status.INQUORATE
    with pytest.raises(agenda.CannotCall, match="held, or was inquorate"):
        agenda.close(meeting, status=Status.CANCELLED, by=people.clerk)


def test_a_cancelled_meeting_is_called_again_unless_the_public_was_told(people):
    meeting = MeetingFactory(status=Status.CANCELLED)
    assert states.why_not(meeting, Status.CONFIRMED) == ""
    meeting.published_at = START
    assert "The public was told" in states.why_not(meeting, Status.CONFIRMED)
    meeting.published_at = None
    MeetingFactory(instead_of=meeting)
    assert "Another meeting was called" in states.why_not(meeting, Status.CONFIRMED)


# --- What is wrong is found: each of these could not come about by a step


def _published(**more):
    return {"published_at": START, "published_by": PersonFactory()} | more


@pytest.mark.parametrize(
    ("meeting", "items", "words"),
    [
        ({}, [{"order": 1}, {"order": 3}], "numbers with gaps"),
        ({}, [{"likely_private": True, "source_id": "x"}, {}], "part 1 behind part 2"),
        ({}, [{"number": "2"}, {}], "two items under one number"),
        ({}, [{"title": "X", "likely_private": True}], "X: private without grounds"),
        ({}, [{"title": "X", "private_reason": "So."}], "X: grounds of an item in part 1"),
        ({"status": Status.HELD, "starts_at": START + timedelta(days=9999)}, [], "over before its day"),
        (
            {},
            [{"title": "X", "withdrawn_at": START, "withdrawn_why": "No."}],
            "X: withdrawn from an agenda that was never published",
        ),
    ],
)
def test_what_is_wrong_is_found(meeting, items, words):
    found = MeetingFactory(**meeting)
    for about in items:
        AgendaItemFactory(meeting=found, **about)
    assert states.illegal(found) == [words]


def test_what_is_wrong_with_a_published_meeting_is_found():
    planned = MeetingFactory(**_published(status=Status.PLANNED, body__legal_basis=LegalBasis.NOT_SETTLED))
    assert states.illegal(planned) == ["published and only planned", "published without a law"]
    cabinet = MeetingFactory(**_published(body__legal_basis=LegalBasis.EXECUTIVE))
    late = {"late_at": START, "late_reason": "A flood.", "late_agreed_by": PersonFactory()}
    AgendaItemFactory(meeting=cabinet, title="X", **late)
    assert states.illegal(cabinet) == ["X: late where nobody may allow it"]
    imported = MeetingFactory(**_published())
    AgendaItemFactory(meeting=imported, title="X", likely_private=True, source_id="x")
    assert states.illegal(imported) == ["X: published as private without grounds"]


def test_an_exemption_without_a_reason_is_found(people):
    paper = PaperFactory()
    kept = {"kind": "exempt", "paragraphs": [1], "decided_at": START, "decided_by": people.clerk}
    Exemption.objects.create(paper=paper, **kept)
    assert states.illegal(paper.item.meeting) == [f"{paper.pk}: kept private without grounds"]


# --- Ten thousand steps at random


class Walk:
    """Clerks at random: every step is a real one, on objects that may be stale, with values that may be wrong."""

    def __init__(self, seed, clock):
        self.dice, self.clock = random.Random(seed), clock
        self.clerk, self.stranger, self.chair = (PersonFactory() for _ in range(3))
        laws = [LegalBasis.COMMITTEE, LegalBasis.EXECUTIVE, LegalBasis.INFORMAL, LegalBasis.NOT_SETTLED]
        self.bodies = [BodyFactory(legal_basis=law, starts_on=date(2020, 1, 1)) for law in laws]
        for body in self.bodies:
            sit(self.chair, body, Seat.Capacity.CHAIR)
        self.versions = [VersionFactory(frozen=True) for _ in range(80)] + [VersionFactory()] * 9
        self.meetings, self.items, self.papers = [], [], []
        self.seen, self.done, self.refused = {}, {}, {}

    # Each step by its name, with how often it is taken.
    STEPS = {
        "call": 3, "add": 16, "edit": 12, "move": 12, "remove": 5, "withdraw": 5, "lay": 10, "take_off": 6,
        "keep_private": 5, "release": 2, "publish": 9, "change": 5, "postpone": 2, "cancel": 1, "close": 5, "wait": 10,
    }  # fmt: skip

    def step(self):
        """One step. An exception that is no refusal of ours goes through."""
        name = self.dice.choices(list(self.STEPS), list(self.STEPS.values()))[0]
        if not self.meetings or (name == "call" and len(self.meetings) < 5):
            name = "call"
        known = {"edit": self.items, "move": self.items, "remove": self.items, "withdraw": self.items}
        known |= {"lay": self.items, "take_off": self.papers, "keep_private": self.papers, "release": self.papers}
        if not known.get(name, [1]):
            name = "add"
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
            if self.dice.random() < 0.7:
                self.touched = []  # what was refused changed nothing: looked at now and then

    def check(self):
        """Nothing is illegal, and nothing that was published has vanished."""
        for meeting in self.touched:
            assert states.illegal(meeting) == []
            published = AgendaItem.objects.filter(meeting=meeting.pk, meeting__published_at__isnull=False)
            items = set(published.values_list("pk", flat=True))
            papers = dict(self._papers_of(meeting)) if items else {}
            seen_items, seen_papers = self.seen.get(meeting.pk, (set(), set()))
            assert seen_items <= items
            assert seen_papers <= set(papers)
            self.seen[meeting.pk] = (items, seen_papers | {pk for pk, is_kept in papers.items() if not is_kept})
        if len(self.meetings) > 8:
            self._forget(self.meetings[0])

    def _papers_of(self, meeting):
        """Each paper's id, and whether it is kept from the public."""
        papers = Paper.objects.filter(item__meeting=meeting.pk).annotate(is_kept=kept_back()).order_by()
        return papers.values_list("pk", "is_kept")

    def _forget(self, meeting):
        gone = meeting.pk
        self.meetings = [one for one in self.meetings if one.pk != gone]
        self.items = [one for one in self.items if one.meeting_id != gone]
        self.papers = [one for one in self.papers if one.item.meeting_id != gone]

    def _any(self, things):
        thing = self.dice.choice(things)
        if self.dice.random() < 0.5:  # the others are as somebody had them on their screen
            thing = self._now(type(thing)).filter(pk=thing.pk).first() or thing
        meeting = thing if isinstance(thing, Meeting) else None
        meeting = meeting or (thing.item.meeting if isinstance(thing, Paper) else thing.meeting)
        self.touched = [meeting]
        return thing

    def _now(self, model):
        with_meeting = {Meeting: "body", AgendaItem: "meeting__body", Paper: "item__meeting__body"}
        return model.objects.select_related(with_meeting[model]).order_by()

    def _private(self):
        return self.dice.choice([None, None, None, *GROUNDS])

    def _soon(self):
        return self.clock.now + timedelta(days=self.dice.randint(-1, 12), hours=self.dice.randint(0, 3))

    def _late(self):
        agreed_by = self.dice.choice([self.chair, self.chair, self.chair, self.stranger, None])
        return self.dice.choice([None, {"reason": self.dice.choice(["A flood.", " "]), "agreed_by": agreed_by}])

    def call(self):
        body, status = (
            self.dice.choice(self.bodies[:3] * 3 + self.bodies[3:]),
            self.dice.choice(["planned", "confirmed"]),
        )
        made = agenda.call_meeting(body, starts_at=self._soon(), place="Room 1", status=status, by=self.clerk)
        self.meetings.append(made)
        self.touched = [made]

    def add(self):
        public = [one for one in self.meetings if self.seen.get(one.pk, [()])[0]]
        meeting, private = self._any(self.dice.choice([self.meetings, public or self.meetings])), self._private()
        about = {"private": private, "late": self._late(), "kind": self.dice.choice(["ordinary", "standing"])}
        made = agenda.add_item(meeting, title=f"Item {self.dice.random()}", by=self.clerk, **about)
        self.items.append(made)

    def edit(self):
        item = self._any(self.items)
        edition = self.dice.choice([None, item.edition])
        changes = self.dice.choice(
            [
                {"title": f"Item {self.dice.random()}"},
                {"private": self.dice.choice([None, *GROUNDS])},
                {"likely_private": self.dice.choice([True, False])},
                {"text": "Other words", "likely_private": True, "private": self._private()},
            ]
        )
        agenda.edit_item(item, by=self.clerk, edition=edition, **changes)

    def move(self):
        item = self._any(self.items)
        after = self.dice.choice([None, item, *self.items])
        where = self.dice.choice([{"to": self.dice.randint(-1, 12)}, {"after": after}])
        agenda.move(item, by=self.clerk, **where)

    def remove(self):
        agenda.remove(copy(self._any(self.items)), by=self.clerk)

    def withdraw(self):
        public = [one for one in self.items if one.pk in self.seen.get(one.meeting_id, [()])[0]]
        agenda.withdraw(self._any(public or self.items), why=self.dice.choice(["It was settled.", ""]), by=self.clerk)

    def lay(self):
        private = self.dice.choice([None, False, False, False, *GROUNDS])
        version = self.dice.choice(self.versions)
        self.papers.append(agenda.lay(version, before=self._any(self.items), private=private, by=self.clerk))

    def take_off(self):
        paper = self._any(self.papers)
        agenda.take_off(copy(paper), by=self.clerk)

    def keep_private(self):
        paper = self._any(self.papers)
        exempt.keep_private(paper, **self.dice.choice(GROUNDS[:2] * 4 + GROUNDS), by=self.clerk)

    def release(self):
        paper = self._any(self.papers)
        if found := exempt.current(paper):
            exempt.end(found, by=self.clerk, with_=self.dice.choice([self.chair, self.clerk]))

    def publish(self):
        agenda.publish(self._any(self.meetings), by=self.clerk, short_notice=self.dice.choice(["", "It burns."]))

    def change(self):
        meeting = self._any(self.meetings)
        about = {
            "starts_at": self.dice.choice([meeting.starts_at, self._soon()]),
            "place": f"Room {self.dice.random()}",
        }
        status = self.dice.choice([None, None, None, "planned", "confirmed", "held", "inquorate"])
        agenda.change_meeting(meeting, status=status, by=self.clerk, **about)

    def postpone(self):
        old = self._any(self.meetings)
        self.meetings.append(agenda.postpone(old, starts_at=self._soon(), by=self.clerk))
        self.touched.append(self.meetings[-1])
        self.items += self.meetings[-1].items.all()

    def cancel(self):
        meeting = self._any(self.meetings)
        agenda.change_meeting(
            meeting, starts_at=meeting.starts_at, place=meeting.place, status="cancelled", by=self.clerk
        )

    def close(self):
        agenda.close(self._any(self.meetings), status=self.dice.choice(["held", "inquorate"]), by=self.clerk)

    def wait(self):
        hours = timedelta(hours=self.dice.randint(1, 18))
        self.clock.shift(hours)
        self.touched = []


class Clock:
    """The time of the walk: it stands still but for where somebody waits."""

    def __init__(self, travelled):
        self.now, self.travelled = START, travelled

    def shift(self, by):
        self.now += by
        self.travelled.shift(by)


def walk(steps, seed=4):
    with time_machine.travel(START, tick=False) as travelled:
        clerks = Walk(seed, Clock(travelled))
        for _ in range(steps):
            clerks.clock.shift(timedelta(seconds=1))
            clerks.step()
            clerks.check()
    return clerks


@pytest.mark.once
def test_ten_thousand_steps_at_random_lead_to_no_illegal_state():
    clerks = walk(10_000)
    # Every step was taken and every kind of refusal met, or the walk proves little.
    assert set(clerks.done) == set(Walk.STEPS)
    assert min(clerks.done.values()) >= 5, clerks.done
    wanted = {
        "CannotCall", "CannotChangeAgenda", "CannotPublish", "NeedsReason", "NeedsChair", "NoUrgencyPower", "NoGrounds",
        "Conflict", "NotCleared", "NobodySaid", "CannotKeepPrivate", "CannotRelease",
    }  # fmt: skip
    assert set(clerks.refused) == wanted, clerks.refused
    assert AgendaItem.objects.exclude(late_at=None).count() >= 5


def test_a_short_walk_of_another_seed():
    walk(300, seed=17)


def test_an_illegal_state_would_be_noticed():
    """The walk is not blind: a hand that goes round the steps is found by the next check."""
    with time_machine.travel(START, tick=False) as travelled:
        clerks = Walk(4, Clock(travelled))
        while not (published := [pk for pk, (items, _) in clerks.seen.items() if items]):
            clerks.step()
            clerks.check()
        published = Meeting.objects.get(pk=published[0])
        clerks.touched = [published]
        clerks.check()
        published.items.first().delete()
        with pytest.raises(AssertionError):
            clerks.check()


def test_the_system_lays_a_paper_on_a_private_item_without_deciding_for_anybody():
    item = agenda.add_item(MeetingFactory(), title="X", private=GROUNDS[0], by=SYSTEM)
    paper = agenda.lay(VersionFactory(frozen=True), before=item, by=SYSTEM)
    assert exempt.current(paper) is None
    assert exempt.is_kept_back(paper)
    assert states.illegal(item.meeting) == []
