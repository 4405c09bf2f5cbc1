"""
What changed between two texts, word by word: for people, who read words and not lines.

The time is bounded: words, or words in a row, that stand once in each text anchor the two to one another, small
stretches between anchors are compared exactly, and a long stretch without any anchor counts as rewritten.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

KEPT, DELETED, INSERTED = "kept", "deleted", "inserted"
# A number with its sign, a word with what joins its parts, a line's end, other spaces, one sign.
TOKEN = re.compile(r"[£€$]?\d+(?:[.,:/]\d+)*%?|\w+(?:[’'‑-]\w+)*|\n|[^\S\n]+|.", re.DOTALL)
MOST_READ = 5_000_000  # tokens looked at in all; what is left then counts as rewritten
EXACT = 60_000  # up to so many pairs of words are compared exactly
ROWS = (1, 5, 9, 17)  # tokens in a row that are looked for; words and the spaces between them
SHORT = 2  # words that stand by chance between two long changes


@dataclass(frozen=True)
class Run:
    """A stretch of text that both have, or only the old, or only the new."""

    kind: str
    text: str


def runs(old, new):
    """
    The changes from `old` to `new` in reading order, as Runs.

    Kept and deleted runs together are the old text to the letter, kept and inserted ones the new.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    return _joined(_readable(_edits(before, after)))


class _Stretch(NamedTuple):
    """Places start to end of the old words, first to last of the new; are they the same?"""

    start: int
    end: int
    first: int
    last: int
    same: bool = False


def _edits(old, new):
    """[(words both have, words gone, words come)] in order: each step has either the first or the others."""
    done, todo, read = [], [_Stretch(0, len(old), 0, len(new))], 0
    while todo:
        ends, middle = _ends(old, new, todo.pop())
        done += ends
        size, others = middle.end - middle.start, middle.last - middle.first
        read += size + others
        if 0 < size * others <= EXACT:
            done += _exactly(old, new, middle)
        elif size and others and read < MOST_READ and (anchors := _anchors(old, new, middle)):
            todo += _between(anchors, middle)
            done += [_Stretch(place, place + 1, other, other + 1, same=True) for place, other in anchors]
        else:
            done.append(middle)
    # A stretch that only one text has sorts by where it stands in both.
    for start, end, first, last, same in sorted(done):
        yield (old[start:end], [], []) if same else ([], old[start:end], new[first:last])


def _ends(old, new, stretch):
    """What is the same at the beginning and at the end, and the stretch between."""
    start, end, first, last, _ = stretch
    most = min(end - start, last - first)
    head = next((n for n in range(most) if old[start + n] != new[first + n]), most)
    most -= head
    tail = next((n for n in range(most) if old[end - 1 - n] != new[last - 1 - n]), most)
    before = _Stretch(start, start + head, first, first + head, same=True)
    after = _Stretch(end - tail, end, last - tail, last, same=True)
    return [before, after], _Stretch(before.end, after.start, before.last, after.first)


def _exactly(old, new, stretch):
    start, end, first, last, _ = stretch
    found = SequenceMatcher(None, old[start:end], new[first:last], autojunk=False).get_opcodes()
    return [_Stretch(start + a, start + b, first + c, first + d, tag == "equal") for tag, a, b, c, d in found]


def _anchors(old, new, stretch):
    """
    Pairs of places where the same words stand, once in each text: the longest line of them that keeps the order.

    Single words first; where every word comes more than once, words in a row.
    """
    start, end, first, last, _ = stretch
    for row in ROWS:
        once = _once(old[start:end], row)
        places = {words: first + place for words, place in _once(new[first:last], row).items() if words in once}
        if places:
            return _longest_rising(sorted((start + once[words], place) for words, place in places.items()))
    return []


def _once(tokens, row):
    """{words in a row: place} of those, not of spaces and signs alone, that stand there once."""
    rows = list(zip(*(tokens[shift:] for shift in range(row)), strict=False))
    counted = Counter(rows)
    return {words: place for place, words in enumerate(rows) if counted[words] == 1 and _is_word(words[0])}


def _is_word(token):
    return token[-1].isalnum() or token[0].isalnum()


def _longest_rising(pairs):
    """The longest part of the pairs whose second places rise too (patience sorting)."""
    ends, piles, back = [], [], {}
    for pair in pairs:
        pile = bisect_left(ends, pair[1])
        ends[pile : pile + 1] = [pair[1]]
        piles[pile : pile + 1] = [pair]
        back[pair] = piles[pile - 1] if pile else None
    line, pair = [], piles[-1] if piles else None
    while pair is not None:
        line.append(pair)
        pair = back[pair]
    return line[::-1]


def _between(anchors, stretch):
    """The stretches before, between and after the anchors."""
    here, there = stretch.start, stretch.first
    for place, other in anchors:
        yield _Stretch(here, place, there, other)
        here, there = place + 1, other + 1
    yield _Stretch(here, stretch.end, there, stretch.last)


def _readable(edits):
    """One change for each stretch: spaces, signs and lone words that two changes share by chance join them."""
    steps = _merged(edits)
    held = []
    for place, (same, gone, come) in enumerate(steps):
        if same and _by_chance(steps, place):
            held.append(([], same, same))
        else:
            held.append((same, gone, come))
    return _slid(_merged(held))


def _slid(steps):
    """What was only added or taken out between words that stay begins with a line or after a space, where it can."""
    for place in range(1, len(steps) - 1):
        (before, *_), (_, gone, come), (after, *_) = steps[place - 1 : place + 2]
        if not before or not after or bool(gone) == bool(come):
            continue
        row = [*before, *(gone or come), *after]
        start, size = _best_place(row, len(before), len(gone or come))
        change = row[start : start + size]
        steps[place - 1] = (row[:start], [], [])
        steps[place] = ([], change, []) if gone else ([], [], change)
        steps[place + 1] = (row[start + size :], [], [])
    return [step for step in steps if any(step)]


def _best_place(row, start, size):
    """Where a stretch of this size may stand as well: after a line's end best of all, then where it is, near it."""
    first = start
    while first > 1 and row[first - 1] == row[first + size - 1]:
        first -= 1
    last = start
    while last + size < len(row) - 1 and row[last] == row[last + size]:
        last += 1
    places = range(first, last + 1)
    return min(
        places, key=lambda place: (row[place - 1] != "\n", row[place - 1].strip() != "", abs(place - start))
    ), size


def _by_chance(steps, place):
    """Is this common stretch so short, between changes so long, that it only looks common?"""
    same = steps[place][0]
    if not 0 < place < len(steps) - 1 or "\n" in same:
        return False
    words = sum(map(_is_word, same))
    around = [sum(map(_is_word, [*step[1], *step[2]])) for step in (steps[place - 1], steps[place + 1])]
    if words == 0:
        return min(around) > 0 and max(around) > 1
    return words <= SHORT and min(around) >= 6 * words


def _merged(steps):
    """Neighbours of one sort as one step: [(same, gone, come)]."""
    merged = []
    for _, group in groupby((step for step in steps if any(step)), key=lambda step: bool(step[0])):
        neighbours = list(group)
        merged.append(tuple([word for step in neighbours for word in step[side]] for side in range(3)))
    return merged


def _joined(steps):
    found = []
    for step in steps:
        for kind, words in zip((KEPT, DELETED, INSERTED), step, strict=True):
            if words:
                found.append(Run(kind, "".join(words)))
    return found
