"""
Whether a text holds certain words, however it writes them: in large letters or small, with accents or without, broken
into lines, with soft hyphens, joined letters or other spaces, over the end of a page.
"""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

WORD = re.compile(r"[^\W_]+")
# Accents once they stand apart from their letters, and signs that nobody sees.
UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u20d0-\u20ff\ufe20-\ufe2f\ufeff]"
)
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
    """Pieces of text that follow one another, such as pages, to be searched as one."""

    def __init__(self, pieces):
        words = [words_of(piece) for piece in pieces]
        self.text = "".join(word for some in words for word in some)
        self.edges = {0, *accumulate(len(word) for some in words for word in some)}
        self.starts = [0, *accumulate(sum(map(len, some)) for some in words)][:-1]

    def find(self, wanted, *, whole=False):
        """The numbers, from 0, of the pieces in which these squeezed words begin; `whole`: never within a word."""
        found, at = [], self.text.find(wanted) if wanted else -1
        while at >= 0:
            if not whole or (at in self.edges and at + len(wanted) in self.edges):
                piece = bisect_right(self.starts, at) - 1
                if piece not in found[-1:]:
                    found.append(piece)
            at = self.text.find(wanted, at + 1)
        return found

    def holds(self, wanted, *, whole=False):
        return wanted in self.text and (not whole or bool(self.find(wanted, whole=True)))
