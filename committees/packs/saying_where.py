"""Where something stands in an edition, in the words of a clerk: the printed page, its item, the place in the file."""

import re
from dataclasses import dataclass

from committees.models.packs import Form

from . import numbering

THE = ("metadata", "inside of the file", "web page", "head or foot")
NUMBER = re.compile(r"\d{1,6}|[ivxlcdm]{1,12}")  # a label of another form may itself hold what is looked for
MOST_PLACES = 6  # told in one message


@dataclass(frozen=True)
class Place:
    """Words of an edition and where they are; `item` is the number of the item whose papers these are, or ""."""

    words: str
    where: str
    item: str = ""


@dataclass(frozen=True)
class Hit:
    """That something was found. `where` never repeats what."""

    item: str
    where: str
    kind: str

    @property
    def told(self):
        return {"item": self.item, "where": self.where, "kind": self.kind}


def of_pdf(parts, edition, checked):
    """
    The places of a finished file: its pages, which read on, and what stands by itself: what is stamped on each page,
    what is in its bytes besides, and everything that is on no page.
    """
    labels = checked.labels or [str(number) for number in range(1, len(checked.pages) + 1)]
    items = _items(parts, edition, labels)
    told = [label if NUMBER.fullmatch(label) else f"{at} of the file" for at, label in enumerate(labels, start=1)]
    pages = [
        (f"page {number}{among(items.get(label))}", items.get(label, ""))
        for number, label in zip(told, labels, strict=True)
    ]
    own = [Place(page[1], *where) for page, where in zip(checked.pages, pages, strict=True)]
    stamped = [Place(page[2], f"head or foot of {where}", item) for page, (where, item) in _both(checked.pages, pages)]
    aside = [
        Place(text, f"unseen text on {where}", item) for text, (where, item) in _both(checked.asides, pages) if text
    ]
    # What was read before places were told apart has its strings alone.
    rest = checked.places or [["inside of the file", text] for text in checked.strings]
    labelled = [["page label", label] for label in labels]
    return own, [*stamped, *aside, *(Place(text, where) for where, text in [*rest, *labelled])]


def _both(some, pages):
    return zip(some, pages, strict=False)


def among(item):
    """Words for whose papers a page is among."""
    return f" (item {item})" if item else ""


def _items(parts, edition, labels):
    """{printed number: number of the item whose papers stand there}, by those parts that fill the file to its end."""
    last = max((int(label) for label in labels if label.isdecimal()), default=0)
    for form in (Form.STANDARD, Form.LARGE):
        leaves = numbering.leaves([part for part in parts if part.form == form], edition=edition)
        if leaves and leaves[-1].first <= last <= leaves[-1].last:
            return {
                str(number): leaf.part.item.printed_number
                for leaf in leaves
                if leaf.part.item
                for number in range(leaf.first, leaf.last + 1)
            }
    return {}


def message(hits):
    """What was found and where, for the clerk; nothing for no hits."""
    return " ".join(filter(None, [*_of_sentences(hits), _of_protected(hits), hits and TO_DO]))


TO_DO = (
    "So it was not kept. Look at the titles, open papers and supplied files that are named, then build the pack again."
)


def _of_sentences(hits):
    items = dict.fromkeys(hit["item"] for hit in hits if hit["kind"] == "sentence")
    for item in items:
        places = [hit["where"] for hit in hits if hit["kind"] == "sentence" and hit["item"] == item]
        yield f"Words of item {item}, which are kept from the public, stand {_listed(places)}."


def _of_protected(hits):
    places = [hit["where"] for hit in hits if hit["kind"] == "protected"]
    return f"Something that is marked as protected stands {_listed(places)}." if places else ""


def _listed(places):
    """The places, each once, a bookmark as "in a bookmark"; the first few where there are many."""
    named = list(dict.fromkeys(_named(place) for place in places))
    shown, more = named[:MOST_PLACES], len(named) - MOST_PLACES
    if more > 0:
        return f"{', '.join(shown)} and {more} more place{'s' * (more > 1)}"
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _named(place):
    """A place as it follows "stands": on a page, in anything else."""
    if place.startswith("page ") and place != "page label":
        return f"on {place}"
    article = "the" if place.startswith(THE) else "an" if place[0] in "aeiou" else "a"
    return f"in {article} {place}"
