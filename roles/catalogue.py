"""The catalogue of responsibilities: read from our own file, and the documents its sources name."""

import csv
import re
from pathlib import Path

FILE = Path(__file__).parent / "data" / "responsibilities.csv"

# What the short name of a source stands for. Places and people are left out: the duty counts, not who wrote it down.
DOCUMENTS = {
    "F0": "Appendix to a committee report: the three levels of responsibility after the National Children's Bureau",
    "F1": "Report to a county's corporate parenting sub-committee, 13 December 2017",
    "F2": "The National Children's Bureau's model of corporate parenting, in a select committee's papers",
    "F3": "Report to a borough's corporate parenting board, 29 October 2009",
    "F4": "A county's corporate parenting strategy for 2020 to 2023, section 3",
}

# How the short form of a place in a document reads in full.
PLACES = [
    (r"^(\d+\.\d+)", r"paragraph \1"),
    (r"\bpara (\d+)", r"paragraph \1"),
    (r"\bs(\d+\.\d+)", r"section \1,"),
    (r" p(\d+)-p(\d+)", r" paragraphs \1 to \2"),
    (r" p(\d+)\b", r" paragraph \1"),
    (r" b(\d+)\b", r", point \1"),
    (r" sub-([a-h])\b", r" \1"),
    (r",,", ","),
]


def rows():
    """The catalogue as dictionaries of model fields, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [_fields(order, row) for order, row in enumerate(csv.DictReader(file), start=1)]


def _fields(order, row):
    tier, done_by = _tiers(row["tier"])
    return {
        "code": row["id"],
        "order": order,
        "tier": tier,
        "tier_is_stated": row["tier"] in {"U", "T", "S"},
        "done_by_tier": done_by,
        "holder": row["holder"],
        "text": row["text"],
        "is_listed": row["form"] == "L",
        "source": row["source"],
        "historic": row["flag"] == "H",
    }


def _tiers(written):
    """('S', 'U') from '(s) -> (u)'; ('T', '') from '(t)'; nothing where an organisation holds the duty."""
    letters = [letter for letter in written.upper() if letter in "UTS"]
    return (*letters, "", "")[:2]


def source_in_words(source):
    """('the document', 'paragraph 8, point 1') from the short form 'F3 para 8 b1'."""
    short, _, place = source.partition(" ")
    for written, words in PLACES:
        place = re.sub(written, words, place)
    return DOCUMENTS.get(short, short), place[:1].lower() + place[1:]
