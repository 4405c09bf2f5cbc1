"""The catalogue of responsibilities as it comes: our own files, how its cells are spelled, and what cannot be so."""

import csv
import re
from pathlib import Path

from roles import holders
from roles.models.responsibilities import Theme

DATA = Path(__file__).parent / "data"

# What the short name of a source stands for. Places and people are left out: the duty counts, not who wrote it down.
DOCUMENTS = {
    "F0": "Appendix to a committee report: the three levels of responsibility after the National Children's Bureau",
    "F1": "Report to a county's corporate parenting sub-committee, 13 December 2017",
    "F2": "The National Children's Bureau's model of corporate parenting, in a select committee's papers",
    "F3": "Report to a borough's corporate parenting board, 29 October 2009",
    "F4": "A county's corporate parenting strategy for 2020 to 2023",
}

NO_TIER, ARROW = "–", " -> "
# One to four capital letters, a number, and for a part of a duty a small letter.
CODE = re.compile(r"[A-Z]{1,4}[0-9]{1,4}[a-z]?")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
CODES_LOOK_SO = "Codes are up to four capital letters, a number, and perhaps one small letter: U1, LM06a."

# The columns of a Wording that say what a responsibility is: everything but its days, and who wrote it and why.
COLUMNS = (
    "tier",
    "tier_is_stated",
    "done_by_tier",
    "holder",
    "is_listed",
    "text",
    "source",
    "historic",
    "theme",
    "held_by",
    "done_by",
    "is_joint",
    "practice",
    "question",
    "replaced_by",
)
LONGEST = {"holder": 300, "source": 200, "text": 2000, "practice": 2000, "question": 1000, "replaced_by": 2000}

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

# What stands in brackets for whoever keeps the catalogue: remarks on the source, and what others call their groups.
REMARK = re.compile(
    r"\s*\((?:tier also|para \d|counterpart of|restated at|earlier |then Regulation)[^)]*\)|\s*\((?:[A-Z][\w!]* ?)+\)"
)
BRACKETS = re.compile(r"\s*\([^)]*\)")


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
    return written[:1] in {"U", "T", "S"}


def tier_in_short(tier, is_stated, done_by_tier=""):
    """A tier as files write it: "U", "(t)", "(s) -> (u)" where one encourages and others do, or "–" for none."""
    if not tier:
        return NO_TIER
    return ARROW.join(letter if is_stated else f"({letter.lower()})" for letter in (tier, done_by_tier) if letter)


def source_in_words(source):
    """('the document', 'paragraph 8, point 1') from the short form 'F3 para 8 b1'."""
    short, _, place = source.partition(" ")
    if short not in DOCUMENTS:
        return source, ""
    for written, words in PLACES:
        place = re.sub(written, words, place)
    return DOCUMENTS[short], place[:1].lower() + place[1:]


def in_short(text):
    """The duty as a reader needs it: without remarks for whoever keeps the catalogue, and from its own beginning."""
    plain = REMARK.sub("", text).removeprefix("...")
    return plain[:1].upper() + plain[1:]


def addressed_to(holder):
    """Whom a source speaks to, without what it says in brackets: no place is named."""
    return BRACKETS.sub("", holder)


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


def columns_of(wording):
    """What a Wording says, by the names in COLUMNS."""
    return {name: getattr(wording, name) for name in COLUMNS}


def tidied(columns):
    """The same columns without blanks at the ends; what stands on one line has no other blanks than single ones."""
    return {name: _tidy(name, value) for name, value in columns.items()}


def fault(columns):
    """(column, why) for the first thing that cannot be so of a responsibility, or None. All of COLUMNS are given."""
    checks = (_words_fault, _keys_fault, _tier_fault, _doing_fault, _history_fault)
    return next((found for check in checks if (found := check(columns))), None)


def _tidy(name, value):
    if not isinstance(value, str):
        return value
    plain = CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return " ".join(plain.split()) if name in ("holder", "source") else plain.strip()


def _words_fault(columns):
    for name in ("text", "holder", "source"):
        if not columns[name]:
            return name, "it is empty."
    for name, most in LONGEST.items():
        if len(columns[name]) > most:
            return name, f"it is longer than {most:,} characters."
    if columns["theme"] not in Theme.values:
        return "theme", f"“{columns['theme']}” is not a theme. Write one of: {', '.join(Theme.values)}."
    return None


def _keys_fault(columns):
    for name in ("held_by", "done_by"):
        for key in columns[name]:
            if key not in holders.RULES:
                return name, f"“{key}” is not known here as somebody who can hold a responsibility."
        if len(set(columns[name])) < len(columns[name]):
            return name, "it names somebody twice."
    if not columns["held_by"]:
        return "held_by", "it names nobody. Say who holds the responsibility."
    if columns["is_joint"] and len(columns["held_by"]) < 2:
        return "joint", "what is held jointly is held by two or more."
    return None


def _tier_fault(columns):
    """A tier is a person's: a duty of organisations has none, one of people has one, and where both hold it, either."""
    people = holders.kinds(columns["held_by"])
    organisations = [key for key in columns["held_by"] if not holders.RULES[key].kinds]
    if columns["tier"] and not people:
        return "tier", f"only an organisation holds this, and an organisation has no tier. Write {NO_TIER}."
    if not columns["tier"] and not organisations:
        return (
            "tier",
            "people hold this, so it has a tier. Write U, T or S, or (u), (t) or (s) where you placed it.",
        )
    if columns["tier_is_stated"] and not columns["tier"]:
        return "tier", "no tier is given that could be stated."
    return None


def _doing_fault(columns):
    """Where one encourages and another does, there are a tier and somebody for both."""
    if columns["done_by_tier"] and not columns["done_by"]:
        return "done_by", "the tier says that others do what the holder encourages. Say who they are."
    if columns["done_by"] and not (columns["tier"] and columns["done_by_tier"]):
        return "tier", "others do what the holder encourages. Write a tier for both, such as (s) -> (u)."
    if columns["done_by_tier"] and columns["done_by_tier"] == columns["tier"]:
        return "tier", "whoever encourages and whoever does cannot stand at the same tier."
    if columns["done_by"] and not all(holders.RULES[key].kinds for key in columns["done_by"]):
        return "done_by", "only people can do what the holder encourages in them."
    return None


def _history_fault(columns):
    if columns["replaced_by"] and not columns["historic"]:
        return "replaced_by", "something has replaced what it names, so mark it as historic."
    return None
