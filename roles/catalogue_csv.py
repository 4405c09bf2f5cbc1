"""What the rows of the catalogue's file say: from a wording to the cells of a row, and back to an Entry."""

from dataclasses import dataclass

from corporate_parenting.lib.reading import ReadError
from roles import catalogue, catalogue_rows
from roles.models import Wording
from roles.models.responsibilities import Tier

LETTERS = [tier.value for tier in Tier]
PAIRS = [(one, "") for one in LETTERS] + [(one, other) for one in LETTERS for other in LETTERS if one != other]
SPELLINGS = {catalogue.NO_TIER: ("", False, "")} | {
    catalogue.tier_in_short(tier, stated, doing): (tier, stated, doing)
    for tier, doing in PAIRS
    for stated in (True, False)
}
FORMS = {"L": True, "P": False}
FLAGS = {"H": True, "": False}
ANSWERS = {"yes": True, "": False}


@dataclass(frozen=True)
class Entry:
    """One row: the line it starts on, its code, the columns of a Wording it gives, and codes (None: not given)."""

    line: int
    code: str
    columns: dict
    overlaps: list | None = None


def rows_on(day):
    """The cells of the catalogue as it stands on a day, in its order. Two queries."""
    wordings = list(Wording.objects.on(day).in_order().prefetch_related("responsibility__overlaps"))
    standing = {wording.code for wording in wordings}
    return [cells(wording, standing) for wording in wordings]


def read(data, name):
    """The entries of a file that is one's own; somebody else's goes through `bringing.read`. Raises ReadError."""
    return entries(catalogue_rows.read(data, name), name)


def entries(rows, name):
    """
    The entries of what catalogue_rows.read found, in the order of the file.

    Raises ReadError with the line and the column for whatever cannot be right of a row by itself, and for a code
    that stands there twice.
    """
    found, lines = [], {}
    for line, given in rows:
        entry = _entry(line, given, name)
        before = lines.setdefault(entry.code.lower(), line)
        if before != line:
            raise ReadError(name, line, "id", f"the code {entry.code} stands on line {before} already.")
        found.append(entry)
    if not found:
        raise ReadError(name, None, "", "there is no responsibility in it.")
    return found


def cells(wording, standing):
    """A wording as the cells of a row; it names overlaps with those that stand (codes)."""
    overlaps = [other.code for other in wording.responsibility.overlaps.all() if other.code in standing]
    return [
        wording.code,
        catalogue.tier_in_short(wording.tier, wording.tier_is_stated, wording.done_by_tier),
        wording.holder,
        "L" if wording.is_listed else "P",
        wording.text,
        wording.source,
        "H" if wording.historic else "",
        wording.theme,
        ";".join(wording.held_by),
        ";".join(wording.done_by),
        "yes" if wording.is_joint else "",
        wording.practice,
        wording.question,
        ";".join(overlaps),
        wording.replaced_by,
    ]


def _entry(line, given, name):
    code = given["id"].strip()
    if not catalogue.CODE.fullmatch(code):
        raise ReadError(name, line, "id", f"“{code}” is not a code. {catalogue.CODES_LOOK_SO}")
    try:
        columns = catalogue.tidied(_first(given) | (_more(given) if "theme" in given else {}))
    except _Unknown as unknown:
        raise ReadError(name, line, *unknown.args) from None
    wrong = catalogue.fault(columns) if "theme" in given else None
    if wrong:
        raise ReadError(name, line, *wrong)
    overlaps = _overlaps(given["overlaps"], code, line, name) if "overlaps" in given else None
    return Entry(line, code, columns, overlaps)


class _Unknown(Exception):
    """A cell is not one of those that may stand there: column, why."""


def _chosen(column, written, known, what):
    if written.strip() not in known:
        raise _Unknown(column, f"“{written}” is not {what}.")
    return known[written.strip()]


def _first(given):
    known_tiers = "a tier. Write U, T or S as the source states it, (u), (t) or (s) as you placed it, " + (
        f"(s) -> (u) where one encourages and others do, or {catalogue.NO_TIER} where an organisation holds it"
    )
    tier, stated, doing = _chosen("tier", given["tier"], SPELLINGS, known_tiers)
    return {
        "tier": tier,
        "tier_is_stated": stated,
        "done_by_tier": doing,
        "holder": given["holder"],
        "is_listed": _chosen("form", given["form"], FORMS, "a form. Write L for a listed point, P for running text"),
        "text": given["text"],
        "source": given["source"],
        "historic": _chosen("flag", given["flag"], FLAGS, "a flag. Write H for what is history, or nothing"),
    }


def _more(given):
    return {
        "theme": given["theme"].strip(),
        "held_by": _codes(given["held_by"]),
        "done_by": _codes(given["done_by"]),
        "is_joint": _chosen("joint", given["joint"], ANSWERS, "an answer. Write yes, or nothing"),
        "practice": given["practice"],
        "question": given["question"],
        "replaced_by": given["replaced_by"],
    }


def _codes(written):
    return [key.strip() for key in catalogue.keys(written)]


def _overlaps(written, code, line, name):
    found = _codes(written)
    if code in found:
        raise ReadError(name, line, "overlaps", f"{code} cannot overlap with itself.")
    if len(set(found)) < len(found):
        raise ReadError(name, line, "overlaps", "it names a code twice.")
    return found
