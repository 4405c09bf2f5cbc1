"""Why an item is likely to be taken in private: what its clerk foresees, since only the meeting can close itself."""

from committees import exempt
from committees.agenda.refusals import NoGrounds

FIELDS = ("likely_private", "private_kind", "private_paragraphs", "private_reason")


def none():
    """The columns of an item in part 1."""
    return {"likely_private": False, "private_kind": "", "private_paragraphs": [], "private_reason": ""}


def read(body, private, *, from_source=False):
    """
    Grounds as given (kind, paragraphs, reason) in the columns of an item. Raises NoGrounds.

    An item of another system may come without: its agenda is not published before its clerk has given them.
    """
    kind, reason = str(private.get("kind") or ""), str(private.get("reason") or "").strip()
    paragraphs = sorted({int(number) for number in private.get("paragraphs") or []})
    if not from_source and (why := exempt.why_no_grounds(body, kind, paragraphs, reason)):
        raise NoGrounds(why)
    return {
        "likely_private": True,
        "private_kind": kind,
        "private_paragraphs": paragraphs,
        "private_reason": reason,
    }


def known(item):
    """The grounds that an item has, as they were given."""
    return {"kind": item.private_kind, "paragraphs": item.private_paragraphs, "reason": item.private_reason}
