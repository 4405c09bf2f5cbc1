"""What changed between two texts, word by word: nothing is lost, and it takes its time and no more."""

import random
import time

import pytest

from corporate_parenting.lib import differing
from corporate_parenting.lib.differing import DELETED, INSERTED, KEPT, Run, runs

ALPHABETS = ("ab \n", "a b c\n1,.", "xyz <&> \n\t", "é’-’5% £")


def old_of(found):
    return "".join(run.text for run in found if run.kind != INSERTED)


def new_of(found):
    return "".join(run.text for run in found if run.kind != DELETED)


def test_words_and_figures_are_compared_whole():
    found = runs("In May 2025 we saw 71% of 1,024 children.", "In May 2026 we saw 83% of 1,024 children.")
    assert found == [
        Run(KEPT, "In May "), Run(DELETED, "2025"), Run(INSERTED, "2026"), Run(KEPT, " we saw "),
        Run(DELETED, "71%"), Run(INSERTED, "83%"), Run(KEPT, " of 1,024 children."),
    ]  # fmt: skip


def test_a_line_that_was_added_is_a_whole_line():
    found = runs("- one\n- two\n- three", "- one\n- two\n- two and a half\n- three")
    assert found == [Run(KEPT, "- one\n- two\n"), Run(INSERTED, "- two and a half\n"), Run(KEPT, "- three")]


def test_words_rewritten_are_not_cut_to_pieces_by_a_word_they_share():
    found = runs(
        "The dentist came to every home of ours last year.", "We asked that nurses visit all homes of children."
    )
    assert len([run for run in found if run.kind == KEPT]) <= 2


def test_the_same_text_has_no_change():
    assert runs("One.\nTwo.", "One.\nTwo.") == [Run(KEPT, "One.\nTwo.")]
    assert runs("", "") == []


@pytest.mark.parametrize("exact", [differing.EXACT, 3])
def test_what_stays_and_what_is_gone_is_the_old_text_and_what_stays_and_is_new_the_new(monkeypatch, exact):
    monkeypatch.setattr(differing, "EXACT", exact)
    chance = random.Random(7)
    for _ in range(1500):
        letters = chance.choice(ALPHABETS)
        old = "".join(chance.choice(letters) for _ in range(chance.randrange(60)))
        new = chance.choice((_reworked(old, letters, chance), "".join(chance.choices(letters, k=30))))
        found = runs(old, new)
        assert (old_of(found), new_of(found)) == (old, new)
        assert all(run.text for run in found)


def _reworked(text, letters, chance):
    """The text with stretches taken out, added and moved."""
    parts = list(text)
    for _ in range(chance.randrange(4)):
        start = chance.randrange(len(parts) + 1)
        taken = parts[start : start + chance.randrange(8)]
        del parts[start : start + len(taken)]
        at = chance.randrange(len(parts) + 1)
        parts[at:at] = taken if chance.random() < 0.4 else chance.choices(letters, k=3)
    return "".join(parts)


@pytest.mark.parametrize("vocabulary", [2, 30, 3000, 100_000])
def test_200_kilobytes_are_compared_within_seconds(vocabulary):
    """About a second each on a slow machine; ten are the bound, so that a busy one does not fail."""
    chance = random.Random(vocabulary)
    words = [f"w{number}" for number in range(vocabulary)]
    old = chance.choices(words, k=40_000)
    new = list(old)
    for _ in range(400):
        new[chance.randrange(len(new))] = "changed"
    other = chance.choices(words, k=40_000)
    for one, two in ((old, new), (old, other), (["a", "b"] * 20_000, ["b", "a"] * 20_000)):
        began = time.monotonic()
        found = runs(" ".join(one)[:200_000], " ".join(two)[:200_000])
        assert time.monotonic() - began < 10
        assert new_of(found) == " ".join(two)[:200_000]
