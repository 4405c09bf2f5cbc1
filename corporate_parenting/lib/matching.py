"""
Whether a text holds certain words, however it writes them: in large letters or small, with accents or without, broken
into lines, with soft hyphens, joined letters or other spaces, over the end of a page.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from functools import cached_property
from itertools import accumulate, chain

WORD = re.compile(r"[^\W_]+")
# Accents once they stand apart from their letters, and signs that nobody sees.
UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u20d0-\u20ff\ufe20-\ufe2f\ufeff]"
)
APART = "\n"  # no letter and no digit, so that nothing that is looked for holds it
STEP, HEAD = 8, 4
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"})


def words_of(text):
    """The words and numbers of a text, in small letters without accents."""
    if text.isascii():
        return WORD.findall(text.lower())
    # Before accents are split off, what is unseen goes: it must not part a word in two.
    plain = UNSEEN.sub("", unicodedata.normalize("NFKD", text).casefold())
    return WORD.findall(plain.translate(LETTERS))


def squeezed(text):
    """The letters and digits of a text and nothing else."""
    return "".join(words_of(text))


class Text:
    """
    Pieces of text to be searched as one: they read on from one to the next, as pages do, or each is `apart`, and then
    nothing is found that begins in one and ends in another.
    """

    def __init__(self, pieces, *, apart=False):
        words = [[*words_of(piece), *([APART] if apart else [])] for piece in pieces]
        self.text = "".join(map("".join, words))
        self.ends = [0, *accumulate(map(len, chain.from_iterable(words)))]
        self.edges = set(self.ends)
        self.starts = [0, *accumulate(sum(map(len, some)) for some in words)][:-1]

    def find(self, wanted, *, whole=False):
        """The numbers, from 0, of the pieces in which these squeezed words begin; `whole`: never within a word."""
        found = {}
        for at in self._places(wanted, whole=whole):
            if not whole or (at in self.edges and at + len(wanted) in self.edges):
                found[bisect_right(self.starts, at) - 1] = True
        return list(found)

    def holds(self, wanted, *, whole=False):
        return wanted in self.text and (not whole or bool(self.find(wanted, whole=True)))

    def _places(self, wanted, *, whole):
        """Where the words begin in the text, in order: by what is known of it where they are long enough."""
        if whole and len(wanted) >= HEAD:
            return (at for at in self._heads.get(wanted[:HEAD], ()) if self.text.startswith(wanted, at))
        if len(wanted) >= 2 * STEP - 1:
            return sorted(self._by_samples(wanted))
        return (found.start() for found in re.finditer(f"(?={re.escape(wanted)})", self.text)) if wanted else ()

    def _by_samples(self, wanted):
        """Words of so many letters hold one of the samples whole, wherever they begin."""
        for before in range(STEP):
            for at in self._samples.get(wanted[before : before + STEP], ()):
                if at >= before and self.text.startswith(wanted, at - before):
                    yield at - before

    @cached_property
    def _samples(self):
        """Where each run of STEP letters stands, of those that begin at every STEPth letter."""
        found = defaultdict(list)
        for at in range(0, len(self.text), STEP):
            found[self.text[at : at + STEP]].append(at)
        return found

    @cached_property
    def _heads(self):
        """Where the first letters of each word stand, those of the next word with them where it is short."""
        found = defaultdict(list)
        for at in self.ends:
            found[self.text[at : at + HEAD]].append(at)
        return found
