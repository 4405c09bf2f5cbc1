"""What the labels and cells of a table say: does a column count children, and which number does a cell hold or hide?"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .words import CHILD_NOUNS

PEOPLE = re.compile(
    rf"\b(?:{CHILD_NOUNS}|looked[- ]after|UASC|CLA|LAC|CiC|cohort|care[- ]experienced)\b(?![’'-])", re.IGNORECASE
)
MEASURE = re.compile(
    r"%|\bper\s?cent|percentage|\brates?\b|£|\bcosts?\b|\bbudgets?\b|\bspend\w*|\bprices?\b"
    r"|\baverages?\b|\bmean\b|\bmedian\b"
    r"|\bscores?\b|\b(?:days|weeks|months|hours|minutes|miles)\b|per (?:10,000|1,000|100|week|child)"
    r"|\bratio\b|\bchange\b"
    r"|\bdifference\b|\btargets?\b|\brank\w*|\bpoints\b|\bRAG\b|\bdates?\b|\bage\b(?! ?group)"
    r"|\byears?\b|\bgrades?\b|\bratings?\b"
    r"|\bproportion\b|\bno\.\s*$|\bref\b|\bdue\b|\bpriority\b|\brisk\b|\btelephone\b",
    re.IGNORECASE,
)
THINGS = re.compile(
    r"\b(?:approved families|foster(?:ing)? families|adoptive families"
    r"|homes|meetings|visits|reviews|placements|moves|beds|places|schools|plans|complaints|compliments|actions|staff"
    r"|workers|carers|households|referrals|assessments|contacts|teams|posts|councillors|members|practices|sessions"
    r"|events|recommendations|indicators|measures|questions|answers|responses|providers|contracts|inspections|wards"
    r"|promises|priorities|vacancies|officers|visitors|applications|approvals|enquiries|reports|papers|training)\b",
    re.IGNORECASE,
)
BARE = re.compile(r"^(?:number|numbers|no|no\.|count|total|all|n)$", re.IGNORECASE)
TOTAL = re.compile(r"^(?:grand |sub-?|overall )?total\b|^(?:all|overall|sum|altogether|together)\b", re.IGNORECASE)
GRAND = re.compile(r"^(?:grand|overall|all|altogether|together)\b", re.IGNORECASE)
WHOLE = re.compile(r"\b(?:n\s*=|base\s*=?|cohort of|total of)\s*(\d[\d,]*)\b", re.IGNORECASE)

COUNT = re.compile(r"^[~≈]?\s*(\d{1,3}(?:,\d{3})+|\d+)\s*(?:[*†‡§]|\[\w\]|\(\s*<?[\d.]+\s?%\s*\))?$")
SHARE = re.compile(r"^(\d{1,3}(?:\.\d+)?)\s?%(?:\s*\(\s*(\d[\d,]*)\s*\))?$")
PART = re.compile(r"^(\d[\d,]*)\s*(?:/|of|out of)\s*(\d[\d,]*)$", re.IGNORECASE)
HIDDEN = re.compile(
    r"^(?:(?:<|fewer than |less than |under )\s?(\d+)|\*+|\[?[cx]\]?|‡|suppressed|hidden|withheld)$", re.IGNORECASE
)
NOUGHT = re.compile(r"^(?:[-–—]|nil|none|zero)$", re.IGNORECASE)
MOST = 1_000_000


@dataclass(frozen=True)
class Cell:
    """A cell: its count or the bounds of a hidden one, and its percentage as written. Nothing, where it is words."""

    text: str
    count: int | None = None
    bounds: tuple | None = None
    share: str = ""
    whole: int | None = None

    @property
    def is_known(self):
        return self.count is not None


def read(text, threshold):
    """The Cell of a text. A mark such as "*" may hide any number: a bigger one is hidden to keep a small one."""
    text = " ".join(text.split())
    if match := COUNT.match(text):
        share = re.search(r"\(\s*([\d.]+)\s?%", text)
        return Cell(text, _int(match[1]), share=share[1] if share else "")
    if match := SHARE.match(text):
        return Cell(text, _int(match[2]) if match[2] else None, share=match[1])
    if match := PART.match(text):
        return Cell(text, _int(match[1]), whole=_int(match[2]))
    if match := HIDDEN.match(text):
        return Cell(text, bounds=(1, max(int(match[1]) - 1, 1)) if match[1] else (0, MOST))
    return Cell(text, 0) if NOUGHT.match(text) else Cell(text)


def _int(written):
    return int(written.replace(",", ""))


@lru_cache(maxsize=2000)
def about(label):
    """What a label says of the numbers beside it: "measure", "things", "people" or nothing."""
    people, things, measure = PEOPLE.search(label), THINGS.search(label), MEASURE.search(label)
    if measure and not (people and people.start() < measure.start() and not re.search(r"%|per\s?cent|£|rate", label)):
        return "measure"
    if things and not (people and people.start() < things.start()):
        return "things"
    return "people" if people else ""


def is_share(label):
    """Does a label head percentages?"""
    return re.search(r"%|\bper\s?cent|percentage|proportion", label, re.IGNORECASE) is not None


def whole_in(label):
    """The whole that a label names, such as "(n = 45)", or None."""
    match = WHOLE.search(label)
    return _int(match[1]) if match else None
