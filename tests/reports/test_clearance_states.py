"""
However people write, send, answer, name deputies, pass over, change offices and stages, lay and publish, in whatever
order: nothing is frozen or laid without every stage's yes, or a recorded exception, for the very words that are frozen.

The walk keeps a book of its own: who was asked when it was sent, and what was said of which words.
"""

import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
import time_machine

from committees import agenda
from reports import checks, clearance, drafting, stages
from reports.clearance import excepting, turns, words
from reports.models import Clearance, ClearanceStage, Implication, Report, Version
from roles import delegating
from roles.audit import SYSTEM
from roles.models import Appointment, Delegation, Person
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory
from tests.factories.reports import ready_report
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAMES = ("Financial", "Legal")
REFUSALS = (
    clearance.NotAClearer,
    clearance.AlreadySent,
    clearance.AlreadyDecided,
    clearance.CannotExcept,
    clearance.WordsChanged,
    drafting.BeingCleared,
    drafting.Frozen,
    drafting.AlreadyDrafting,
    delegating.NotHeld,
    delegating.NotHere,
    delegating.WrongDays,
    agenda.NotCleared,
)
EXCEPTING = {OfficeKind.DIRECTOR, OfficeKind.CHIEF_EXECUTIVE, OfficeKind.MONITORING_OFFICER}


def said(version, covers):
    """The words as the book knows them: written apart from the code that is tested, in plain text."""
    told = [[one.name, one.text.strip() or version.no_implications] for one in version.implications.order_by("order")]
    asked = [version.recommendation_intro, *version.recommendations.order_by("order").values_list("verb", "text")]
    if covers:
        return json.dumps([asked, sorted(pair for pair in told if pair[0] in covers)])
    blocks = (
        version.sections.order_by("order").values_list("heading", "blocks__text").order_by("order", "blocks__order")
    )
    return json.dumps([version.title, version.reasons, asked, told, list(blocks)])


class Walk:
    """People at work on a few reports; `check` compares what is frozen with the book."""

    STEPS = (
        "write", "write_implication", "write_recommendation", "slip_in", "send", "answer", "answer", "answer", "answer",
        "answer_as_somebody", "send_back", "take_back", "let_through", "name_deputy", "end_deputy", "change_office",
        "change_stage", "new_version", "share", "lay", "wait",
    )  # fmt: skip

    def __init__(self, seed, travelled):
        self.dice, self.travelled, self.now = random.Random(seed), travelled, START
        self.done, self.refused, self.checked, self.count = Counter(), Counter(), set(), 0
        self.book, self.wanted = {}, {}
        self.people = [_person() for _ in range(7)]
        self.by_key = {person.pk: person for person in self.people}
        kinds = (OfficeKind.CLEARER, OfficeKind.MANAGER, OfficeKind.DIRECTOR, OfficeKind.CHIEF_EXECUTIVE)
        self.offices = [OfficeFactory(kind=kind) for kind in kinds]
        for office, person in zip(self.offices, self.people[2:], strict=False):
            AppointmentFactory(person=person, office=office)
        self.body = BodyFactory()
        for name, covers, at_once in (("One", NAMES[:1], 0), ("Two", NAMES[1:], 1), ("All", (), 0)):
            office = self.offices[len(ClearanceStage.objects.all())]
            stages.add(name=name, office=office, working_days=1, covers=covers, at_once=bool(at_once), by=SYSTEM)
        self.reports = [self._report(person) for person in (*self.people[:2], self.people[4])]

    def _report(self, author):
        report = ready_report(author, remit=self.body.remit)
        for order, name in enumerate(NAMES, start=1):
            Implication.objects.create(version=report.versions.get(), order=order, name=name, text="None.")
        return report

    # --- What they do

    def step(self):
        name = self.dice.choice(self.STEPS)
        try:
            getattr(self, name)()
        except REFUSALS as refused:
            self.refused[type(refused).__name__] += 1
        self.done[name] += 1
        self.count += 1

    def _draft(self):
        self.report = self.dice.choice(self.reports)
        draft = self.report.versions.drafts().first()
        return draft or self.report.versions.order_by("-number").first()

    def _text(self):
        return f"Words {self.dice.randint(1, 3)}."

    def write(self):
        part = self._draft().sections.first().blocks.first()
        drafting.change(part, text=self._text(), by=self.report.author)

    def write_implication(self):
        part = self.dice.choice(list(self._draft().implications.all()))
        drafting.change(part, text=self._text(), by=self.report.author)

    def write_recommendation(self):
        part = self._draft().recommendations.first()
        drafting.change(part, text=f"Note {self._text()}", by=self.report.author)

    def slip_in(self):
        """Words that change while somebody reads them, past every step: seldom, and never in what is frozen."""
        draft = self._draft()
        if draft.number is None and self.dice.random() < 0.2:
            draft.implications.filter(name=self.dice.choice(NAMES)).update(text=self._text())

    def send(self):
        draft = self._draft()
        known = {row.name: row for row in stages.for_remit(self.report.remit_id)}
        clearance.submit(self.report, by=self.report.author)
        self.wanted[draft.pk] = {(row.name, row.office_id, tuple(row.covers)) for row in known.values()}

    def _asked(self):
        rows = Clearance.objects.select_related("report", "version")
        found = rows.open() if self.dice.random() < 0.97 else rows.order_by("-pk")[:10]
        return self.dice.choice(list(found) or [None])

    def _able(self, row):
        """By the book: who holds the office today, or was named by somebody who does; not for their own."""
        if row.turn_at is None:
            return set()
        today = self.now.date()
        held = set(Appointment.objects.on(today).filter(office=row.office).values_list("person", flat=True))
        named = Delegation.objects.on(today).filter(office=row.office, person__in=held).values_list("to", flat=True)
        own = {row.report.author_id, row.sent_by_id, *row.report.co_authors.values_list("pk", flat=True)}
        return (held | set(named)) - own

    def answer(self):
        row = self._asked()
        if able := row and sorted(self._able(row)):
            self._clear(row, self.by_key[self.dice.choice(able)])

    def answer_as_somebody(self):
        if row := self._asked():
            self._clear(row, self.dice.choice(self.people))

    def _clear(self, row, person):
        may, text = person.pk in self._able(row), said(row.version, row.covers)
        clearance.clear(row, by=person, conditions=self.dice.choice(["", "", "Soon."]))
        assert may, "somebody answered who may not"
        self._note(row, text)

    def _note(self, row, text):
        key = (row.version_id, row.stage_name, row.office_id, tuple(row.covers))
        self.book.setdefault(key, set()).add(text)

    def send_back(self):
        row = self._asked()
        if row is None or self.dice.random() < 0.5:
            return
        able = sorted(self._able(row))
        person = self.by_key[self.dice.choice(able)] if able else self.dice.choice(self.people)
        clearance.send_back(row, comment="No.", by=person)
        assert able, "somebody sent back who may not"

    def take_back(self):
        if (row := self._asked()) and self.dice.random() < 0.3:
            clearance.withdraw(row, by=row.report.author)

    def let_through(self):
        late = list(Clearance.objects.come_due().select_related("report", "version"))
        row = self.dice.choice(late) if late and self.dice.random() < 0.8 else self._asked()
        if row is None:
            return
        today, text = self.now.date(), said(row.version, row.covers)
        held = Appointment.objects.on(today).filter(office__kind__in=EXCEPTING).values_list("person", flat=True)
        entitled = set(held) - self._able(row) - {row.report.author_id, row.sent_by_id}
        entitled -= set(row.report.co_authors.values_list("pk", flat=True))
        keys = sorted(entitled) if self.dice.random() < 0.7 else None
        person = self.by_key[self.dice.choice(keys)] if keys else self.dice.choice(self.people)
        clearance.let_through(row, reason="It cannot wait.", by=person)
        assert person.pk in entitled, "somebody let through who may not"
        assert row.due_on <= today, "let through before its day"
        self._note(row, text)

    def name_deputy(self):
        person, to = self.dice.sample(self.people, 2)
        first = self.now.date() + timedelta(days=self.dice.randint(0, 2))
        last = first + timedelta(days=self.dice.randint(0, 4))
        delegating.delegate(office=self.dice.choice(self.offices), to=to, starts_on=first, ends_on=last, by=person)

    def end_deputy(self):
        rows = list(Delegation.objects.filter(ends_on__gte=self.now.date()))
        if rows and self.dice.random() < 0.3:
            row = self.dice.choice(rows)
            delegating.end(row, by=row.person)

    def change_office(self):
        """Somebody else holds it from today."""
        if self.dice.random() < 0.3:
            office, person = self.dice.choice(self.offices), self.dice.choice(self.people)
            Appointment.objects.filter(office=office).delete()
            AppointmentFactory(person=person, office=office)

    def change_stage(self):
        if self.dice.random() < 0.2:
            stage = self.dice.choice(list(ClearanceStage.objects.all()))
            covers = self.dice.choice([(), NAMES[:1], NAMES[1:], NAMES])
            words_ = {"office": self.dice.choice(self.offices), "at_once": self.dice.random() < 0.5, "covers": covers}
            stages.change(stage, name=stage.name, working_days=self.dice.randint(0, 2), by=SYSTEM, **words_)

    def new_version(self):
        report = self.dice.choice(self.reports)
        if report.versions.cleared().exists():
            drafting.start_version(report, by=report.author)

    def share(self):
        if self.dice.random() < 0.2:
            draft, person = self._draft(), self.dice.choice(self.people)
            writing = self.report.co_authors.filter(pk=person.pk).exists()
            if person.pk != self.report.author_id and draft.number is None:
                (drafting.stop_sharing if writing else drafting.share)(self.report, with_=person, by=self.report.author)

    def lay(self):
        """Any version that there is, onto an item; sometimes the agenda is published with it."""
        version = self.dice.choice(list(Version.objects.filter(report__in=self.reports)))
        if version.number and self.dice.random() < 0.7:
            return
        item = AgendaItemFactory(meeting=MeetingFactory(body=self.body, starts_at=self.now + timedelta(days=60)))
        paper = agenda.lay(version, before=item, by=SYSTEM)
        assert paper.version.number is not None, "a draft was laid"

    def wait(self):
        hours = timedelta(hours=self.dice.randint(1, 20))
        self.now += hours
        self.travelled.shift(hours)

    # --- What must hold

    def check(self):
        for version in Version.objects.cleared().exclude(pk__in=self.checked):
            self._check(version)
            self.checked.add(version.pk)

    def _check(self, version):
        """Every stage that it was sent through said yes to, or was passed over for, exactly these words."""
        for name, office, covers in self.wanted[version.pk]:
            assert said(version, covers) in self.book.get((version.pk, name, office, covers), ()), (
                f"{name} of {version}"
            )


def _person():
    person = PersonFactory()
    UserFactory(person=person)
    return person


def walk(steps, seed=7):
    ready = patch.object(checks, "findings", return_value=[])  # what stands in the way of sending is tested elsewhere
    with time_machine.travel(START, tick=False) as travelled, ready:
        council = Walk(seed, travelled)
        for _ in range(steps):
            council.step()
            council.check()
    return council


@pytest.mark.once
def test_ten_thousand_steps_at_random_freeze_and_lay_nothing_that_is_not_cleared():
    council = walk(10_000)
    assert set(council.done) == set(Walk.STEPS)
    assert len(council.checked) >= 30, len(council.checked)
    assert Clearance.objects.exclude(voided_at=None).count() >= 20
    for outcome in Clearance.Outcome:
        assert Clearance.objects.filter(outcome=outcome).count() >= 5, outcome
    wanted = {refusal.__name__ for refusal in REFUSALS} - {"WordsChanged", "NotHere"}
    assert wanted <= set(council.refused), council.refused
    assert Person.objects.filter(clearances_given__office__isnull=False, clearances_given__outcome="cleared").exists()


def test_a_short_walk_of_another_seed():
    walk(300, seed=23)


def freezes_too_soon(report, version, *, by):
    """A step that thinks it is enough when nobody is in turn any more."""
    if report.clearances.in_turn().exists():
        return None
    return turns._freeze(report, version, by)


def never_looks_again(version):
    """A step that takes whatever was said before for words of today."""
    return []


def anybody(person, row):
    """A rule that asks nobody what they hold."""
    return person.pk != row.sent_by_id


def always(*things):
    """A rule that looks at nothing."""
    return True


@pytest.mark.parametrize(
    ("where", "name", "broken"),
    [
        (turns, "carry_on", freezes_too_soon),
        (words, "holding", lambda version: always),
        (words, "void_changed", never_looks_again),
        ("reports.rules", "may_answer", anybody),
        (excepting.rules, "has_come_due", always),
    ],
)
def test_a_broken_rule_is_found(monkeypatch, where, name, broken):
    if isinstance(where, str):
        monkeypatch.setattr(f"{where}.{name}", broken)
    else:
        monkeypatch.setattr(where, name, broken)
    if name in ("holding", "void_changed"):
        # Nothing that was said is looked at again: what held once would hold for any words.
        monkeypatch.setattr(turns, "_ask_again", lambda version: None)
    with pytest.raises(AssertionError):
        walk(4000)
    assert Report.objects.exists()
