"""The catalogue of responsibilities as it comes: read from our own files, and the documents its sources name."""

import csv
import re
from pathlib import Path

DATA = Path(__file__).parent / "data"

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
    """(fields of Responsibility, fields of its Wording, codes it overlaps with), in the order of the file."""
    practice = {row["code"]: row for row in _read("in_practice.csv")}
    return [_row(order, row, practice[row["id"]]) for order, row in enumerate(_read("responsibilities.csv"), start=1)]


def provisions():
    """The law beside the catalogue, as fields of Provision, in the order of the file."""
    return [_provision(order, row) for order, row in enumerate(_read("law.csv"), start=1)]


def keys(written):
    """The list that a cell holds: "a;b"."""
    return [key for key in written.split(";") if key]


def tiers(written):
    """('S', 'U') from '(s) -> (u)'; ('T', '') from '(t)'; nothing where an organisation holds the duty."""
    letters = [letter for letter in written.upper() if letter in "UTS"]
    return (*letters, "", "")[:2]


def tier_is_stated(written):
    """A tier in brackets is one that we placed."""
    return written in {"U", "T", "S"}


def source_in_words(source):
    """('the document', 'paragraph 8, point 1') from the short form 'F3 para 8 b1'."""
    short, _, place = source.partition(" ")
    if short not in DOCUMENTS:
        return source, ""
    for written, words in PLACES:
        place = re.sub(written, words, place)
    return DOCUMENTS[short], place[:1].lower() + place[1:]


def _read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _row(order, row, practice):
    tier, done_by_tier = tiers(row["tier"])
    wording = {
        "tier": tier,
        "tier_is_stated": tier_is_stated(row["tier"]),
        "done_by_tier": done_by_tier,
        "theme": practice["theme"],
        "holder": row["holder"],
        "held_by": keys(practice["held_by"]),
        "done_by": keys(practice["done_by"]),
        "is_joint": practice["joint"] == "yes",
        "text": row["text"],
        "practice": practice["practice"],
        "question": practice["question"],
        "is_listed": row["form"] == "L",
        "source": row["source"],
        "historic": row["flag"] == "H",
        "replaced_by": practice["replaced_by"],
    }
    return {"code": row["id"], "order": order}, wording, keys(practice["overlaps"])


def _provision(order, row):
    return {
        "code": row["code"],
        "order": order,
        "group": row["group"],
        "title": row["title"],
        "text": row["text"],
        "source": row["source"],
        "state": row["state"],
        "commences_on": row["commences_on"] or None,
        "held_by": keys(row["held_by"]),
        "note": row["note"],
    }
