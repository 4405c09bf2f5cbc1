"""Texts as they were are kept: whose words replaced whose, and what is kept of an hour of typing."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from reports import drafting, texts
from reports.models import KeptText
from tests.factories.reports import (
    BlockFactory,
    RecommendationFactory,
    SectionFactory,
    TableFactory,
    UnplacedFactory,
    VersionFactory,
)
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 16, 10, 0, 0, tzinfo=UTC)
How = KeptText.How


@pytest.fixture
def version():
    return VersionFactory()


@pytest.fixture
def edda():
    return PersonFactory(name="Edda Stone")


@pytest.fixture
def kofi():
    return PersonFactory(name="Kofi Mensah")


def kept(version, part=None):
    """[(text, how, who)] of a version's kept texts, or of one part's, oldest first."""
    rows = version.kept_texts.order_by("at", "pk").select_related("by")
    rows = [row for row in rows if part is None or row.part == part]
    return [(texts.read(row), row.how, row.by.name if row.by else None) for row in rows]


# --- What is kept of one part


def keep(version, text, how, by, *, at=START, part="section:1"):
    return texts.keep(version, part, "Background", text, how=how, by=by, at=at)


def test_an_unchanged_text_is_kept_once(version, edda):
    keep(version, "One", How.SAVED, edda)
    assert keep(version, "One", How.SAVED, edda) is None
    assert keep(version, "One", How.AUTOSAVED, edda) is None
    assert kept(version) == [("One", "saved", "Edda Stone")]


def test_a_text_that_was_typed_stays_once_it_is_saved(version, edda):
    keep(version, "One", How.AUTOSAVED, edda)
    keep(version, "One", How.SAVED, edda)
    keep(version, "Two", How.AUTOSAVED, edda, at=START + timedelta(seconds=5))
    assert kept(version) == [("One", "saved", "Edda Stone"), ("Two", "autosaved", "Edda Stone")]


def test_the_last_autosave_of_each_five_minutes_is_kept(version, edda):
    for second in range(0, 15 * 60, 7):
        keep(version, f"Typed after {second}", How.AUTOSAVED, edda, at=START + timedelta(seconds=second))
    assert [text for text, _, _ in kept(version)] == [f"Typed after {second}" for second in (294, 595, 896)]


def test_an_autosave_of_somebody_else_takes_no_ones_place(version, edda, kofi):
    keep(version, "Hers", How.AUTOSAVED, edda)
    keep(version, "His", How.AUTOSAVED, kofi, at=START + timedelta(seconds=1))
    keep(version, "Hers again", How.AUTOSAVED, edda, at=START + timedelta(seconds=2))
    assert [text for text, _, _ in kept(version)] == ["Hers", "His", "Hers again"]


def test_whatever_two_people_save_can_be_read_back(version, edda, kofi):
    """Every save, every text that replaced another's, the last autosave of each five minutes; and little besides."""
    for seed in range(12):
        _save_at_random(version, (edda, kofi), random.Random(seed), part=f"section:{seed}")


def _save_at_random(version, people, chance, part):
    at, now, wanted, windows = START, None, [], {}
    for _ in range(60):
        at += timedelta(seconds=chance.choice((1, 4, 20, 90, 400)))
        text, by = f"Text {chance.randrange(25)} of {part}", chance.choice(people)
        how = chance.choice((How.SAVED, How.AUTOSAVED, How.AUTOSAVED, How.AUTOSAVED))
        if now and now[1] != by and now[0] != text:
            keep(version, now[0], How.REPLACED, now[1], at=at, part=part)
            wanted.append(now[0])
        keep(version, text, how, by, at=at, part=part)
        if how == How.SAVED:
            wanted.append(text)
        windows[int(at.timestamp()) // 300] = text
        now = (text, by if now is None or now[0] != text else now[1])
    found = [texts.read(row) for row in version.kept_texts.filter(part=part)]
    assert set(wanted) | set(windows.values()) <= set(found)
    assert len(found) <= len(wanted) + 2 * len(windows)


def test_hours_of_typing_take_little_room(version, edda):
    """50 kB typed at for two hours, saved by itself every five seconds: 24 texts of a few kilobytes."""
    words = "Every child in our care sees a dentist twice a year, and their social worker asks how it was. "
    text = words * (50_000 // len(words))
    for step in range(2 * 60 * 12):
        keep(version, f"{text} {step}", How.AUTOSAVED, edda, at=START + timedelta(seconds=5 * step))
    sizes = [len(row.packed) for row in version.kept_texts.all()]
    assert len(sizes) == 24
    assert sum(sizes) < 50_000


# --- What the steps of drafting keep


@pytest.fixture
def section(version):
    return SectionFactory(version=version)


def test_a_change_keeps_both_texts(version, section, edda, kofi):
    block = drafting.add_block(section, text="Hers", by=edda)
    drafting.change(block, text="His", by=kofi)
    assert kept(version) == [("Hers", "replaced", "Edda Stone"), ("His", "saved", "Kofi Mensah")]


def test_a_text_nobody_here_wrote_is_kept_when_it_is_replaced(version, section, edda):
    block = BlockFactory(section=section, text="From a Word file")
    drafting.change(block, text="Better", by=edda)
    assert kept(version) == [("From a Word file", "replaced", None), ("Better", "saved", "Edda Stone")]


def test_saving_what_is_there_keeps_nothing(version, section, edda):
    block = BlockFactory(section=section, text="The same")
    drafting.change(block, text="The same", by=edda)
    assert kept(version) == []


def test_the_versions_own_words_are_kept_one_by_one(version, edda):
    drafting.save_details(version, by=edda, title="Dentists", header=[["From", "Edda\nStone"]], reasons="")
    names = [row.part for row in version.kept_texts.all()]
    assert sorted(names) == [f"header:{version.pk}", *[f"title:{version.pk}"] * 2]
    assert ('From\t"Edda\nStone"\n', "saved", "Edda Stone") in kept(version)


def test_what_is_removed_can_be_found(version, edda):
    section = SectionFactory(version=version, heading="Waiting times")
    BlockFactory(section=section, text="Nine weeks")
    TableFactory(section=section)
    row = RecommendationFactory(version=version, text="To note")
    drafting.remove(section, by=edda)
    drafting.remove(row, by=edda)
    found = [text for text, _, _ in kept(version)]
    assert found == [
        "Waiting times",
        "Nine weeks",
        "Table\tDental checks\nYear\tChecked\n2025\t71%\n2026\t83%\n",
        "To note",
    ]


def test_a_text_that_is_placed_is_kept_as_the_paragraph_it_became(version, section, edda):
    text = UnplacedFactory(version=version, text="A line")
    block = drafting.place(text, section=section, by=edda)
    assert kept(version, texts.name_of(block)) == [("A line", "saved", "Edda Stone")]
