"""The part of a text that shows best why it was found, its words marked. A template makes HTML of it, escaping."""

import re
from functools import lru_cache

from corporate_parenting.lib.search import folded, words_of

LENGTH = 260
WORD = re.compile(r"[^\W_]+")
ENDINGS = ("ies", "ied", "ing", "ed", "es", "s", "ly", "e", "y")
SHORTEST_ROOT = 3


def pieces(text, words):
    """
    [(piece, is marked)]: about LENGTH letters around the place where most of the words stand; empty for no text.

    `words` are single words. A word is marked in every form that a reader would call the same.
    """
    text = " · ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    if not text:
        return []
    roots = {root(one) for one in words}
    hits = [(found.start(), found.end()) for found in WORD.finditer(text) if root(found[0]) in roots]
    start, end = _window(text, hits, roots)
    inside = [(a, b) for a, b in hits if a >= start and b <= end]
    return _cut(text, start, end, inside)


@lru_cache(maxsize=20_000)
def root(word):
    """What the forms of a word have in common, near enough for marking: nothing is found or hidden by it."""
    word = folded(word)
    for _ in range(2):
        ending = next((one for one in ENDINGS if word.endswith(one) and len(word) - len(one) >= SHORTEST_ROOT), "")
        word = word[: len(word) - len(ending)]
    return word


def has_any(text, words):
    """Is one of the words in this text?"""
    roots = {root(one) for one in words}
    return any(root(one) in roots for one in words_of(text))


def _window(text, hits, roots):
    """Where to begin and to end: whole words, around most of the different words at once."""
    best, most = 0, 0
    for start, _ in hits:
        near = {root(text[a:b]) for a, b in hits if start <= a and b <= start + LENGTH}
        if len(near) > most:
            best, most = start, len(near)
        if most == len(roots):
            break
    start = max(0, best - LENGTH // 4)
    start = start if start == 0 else text.find(" ", start) + 1 or start
    end = min(len(text), start + LENGTH)
    return start, end if end == len(text) else max(text.rfind(" ", start, end), start + LENGTH // 2)


def _cut(text, start, end, hits):
    found, at = [("… ", False)] if start else [], start
    for a, b in hits:
        found += [(text[at:a], False), (text[a:b], True)]
        at = b
    found += [(text[at:end], False)] + ([(" …", False)] if end < len(text) else [])
    return [(piece, marked) for piece, marked in found if piece]
