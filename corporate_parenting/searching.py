"""Search over every app: what was found for somebody, in one order, by pages, with what it can be narrowed to."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Paginator

import committees.find
import pledges.find
import reports.find
import roles.find
from committees.finding import MOST, Narrowed, snippets
from corporate_parenting.lib.search import MOST_LETTERS, MOST_TERMS, Words, understood

A_PAGE = 20
OTHERS = (roles.find, reports.find, pledges.find)
YEARS = range(1900, 2200)
LONGEST_NUMBER = 9


@dataclass
class Results:
    """What a page of results shows. `page` is a page of a Paginator over lib.search.Found."""

    typed: str = ""
    words: Words = field(default_factory=Words)
    narrowed: Narrowed = field(default_factory=Narrowed)
    page: object = None
    count: int = 0
    is_capped: bool = False
    kinds: list = field(default_factory=list)
    bodies: list = field(default_factory=list)
    years: list = field(default_factory=list)
    chosen: list = field(default_factory=list)

    @property
    def advice(self):
        """What to do about words that cannot be looked for, or were left out; empty where there is nothing to say."""
        words = self.words
        if not self.typed:
            return ""
        if not words:
            return _cannot(words)
        if words.was_cut:
            return f"Only the first {MOST_TERMS} words, and no more than {MOST_LETTERS} letters, were looked for."
        if words.left_out:
            return f"Left out, because nearly everything has it: {', '.join(dict.fromkeys(words.left_out))}."
        return ""


def _cannot(words):
    if words.unwanted:
        return "Type a word to look for too, beside the one that must not be there."
    if words.left_out:
        return f"“{' '.join(words.left_out)}” stands in nearly everything. Add a word that says more."
    return "Type a word with letters or numbers, such as “dentist”, “care leavers” or 2026."


def search(viewer, asked, *, private=False):
    """
    What this viewer may see that has the words of `asked` (the query of a page: q, kind, body, year, page).

    Nothing that is typed raises. `private`: the session gave a one-time code. What is counted is what may be seen.
    """
    typed = " ".join(asked.get("q", "").replace("\x00", " ").split())
    found = Results(typed=typed[: MOST_LETTERS * 2], words=understood(typed), narrowed=_narrowed(asked))
    if found.words:
        _fill(found, viewer, asked.get("page"), private)
    return found


def _fill(found, viewer, number, private):
    words, narrowed = found.words, found.narrowed
    entries = committees.find.find(viewer, words, private=private, narrowed=narrowed)
    found.is_capped = sum(entry.passages for entry in entries) > MOST
    entries += [one for app in OTHERS for one in app.find(viewer, words, private=private) if _is_in(one, narrowed)]
    entries.sort(key=lambda one: (not one.in_title, -(one.day or date.min).toordinal()))
    found.count = len(entries)
    _offer(found, entries)
    found.page = Paginator(entries, A_PAGE).get_page(number)
    found.page.object_list = _quoted(list(found.page.object_list), viewer, words, private)


def _quoted(entries, viewer, words, private):
    """The words around what was found; those of committees are read now, asking once more who may see them."""
    unread = [one for one in entries if one.key is not None]
    left = {id(one) for one in committees.find.quote(unread, viewer, words, private=private)}
    for one in entries:
        if one.key is None:
            one.pieces = snippets.pieces(one.text, words.single)
    return [one for one in entries if one.key is None or id(one) in left]


def _narrowed(asked):
    kind, body, year = asked.get("kind", ""), _number(asked.get("body", "")), _number(asked.get("year", ""))
    return Narrowed(kind=kind[:20], body=body, year=year if year in YEARS else None)


def _number(typed):
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER else None


def _is_in(entry, narrowed):
    """Is something that is not of committees in what was narrowed to?"""
    in_body = narrowed.body is None or entry.body[:1] == (narrowed.body,)
    in_year = narrowed.year is None or (entry.day is not None and entry.day.year == narrowed.year)
    return in_body and in_year and narrowed.kind in ("", entry.kind)


def _offer(found, entries):
    """What it can be narrowed to, each with how many; and what it was narrowed to, to be taken back."""
    narrowed = found.narrowed
    names = {entry.body[0]: entry.body[1] for entry in entries if entry.body and entry.body[1]}
    kinds = Counter(entry.kind for entry in entries)
    bodies = Counter(entry.body[0] for entry in entries if entry.body and entry.body[0] in names)
    years = Counter(entry.day.year for entry in entries if entry.day)
    found.kinds = kinds.most_common() if len(kinds) > 1 else []
    found.bodies = [(pk, names[pk], count) for pk, count in bodies.most_common()] if len(bodies) > 1 else []
    found.years = sorted(years.items(), reverse=True) if len(years) > 1 else []
    chosen = {"kind": narrowed.kind, "body": names.get(narrowed.body), "year": narrowed.year}
    if narrowed.body is not None and not chosen["body"]:
        chosen["body"] = "One body"
    found.chosen = [(name, value) for name, value in chosen.items() if value]
