"""
"Turn to page 57": where a page of large print stands in the standard print, so that its reader can follow.

A print of the same words has the same words in the same order. So a page of large print stands in the standard print
where a run of its words stands there, and nowhere else. What came in as a file is the same in both, page by page.
"""

import hashlib
import json
import re
from functools import partial

from django.core.cache import cache

from committees.models import Part
from committees.models.packs import Edition, Form
from committees.printing import span
from corporate_parenting.lib import files, pdf
from corporate_parenting.lib.jobs import State

from . import numbering, planning

KEPT = 30 * 24 * 3600  # seconds
RUN = 6  # words in a row that are looked for: fewer stand in a report more than once
WORD = re.compile(r"\w+")
FILES = (Part.Kind.APPENDIX, Part.Kind.DOCUMENT)


def standard_leaves(pack):
    """{place of a part in large print: the leaf of the same part in standard print}; none for other packs."""
    if not is_large(pack):
        return {}
    edition = Edition.PUBLIC if pack.edition == Edition.YOUNG else pack.edition
    parts = list(pack.build.parts.filter(form=Form.STANDARD))
    return {planning.GAP * leaf.part.order: leaf for leaf in numbering.leaves(parts, edition=edition)}


def is_large(pack):
    return pack.form == Form.LARGE


def follow(pack, parts):
    """
    {place of a part in large print: what stands under the running head of each of its pages}.

    In steps: yields what is to be called elsewhere meanwhile, and is sent what came of it.
    """
    found = {}
    there = standard_leaves(pack)
    for part in parts:
        leaf = there.get(part.order)
        if leaf and numbering.is_in(part, pack.edition):
            spans = yield from _spans(part, leaf.part)
            found[part.order] = _lines(leaf, spans, numbering.pages_of(part))
    return found


def _lines(leaf, spans, pages):
    """Page by page where it is known, else for each page where the whole part stands."""
    whole = f"{span(leaf.first, leaf.last)} in standard print"
    if len(spans) != pages:
        return [whole] * pages
    ends = [(min(leaf.first + first, leaf.last), min(leaf.first + last, leaf.last)) for first, last in spans]
    return [f"{span(first, last)} in standard print" for first, last in ends]


def _spans(large, standard):
    """[(first, last)] page in standard print, from 0, for each page of large print; empty where nobody can tell."""
    if large.state != State.DONE or standard.state != State.DONE:
        return []
    if large.kind in FILES:
        return [(at, at) for at in range(large.pages)]
    if standard.pages == 1:
        return [(0, 0)] * large.pages
    key = "turning-" + hashlib.sha256(f"{pdf.code()} {standard.file} {large.file}".encode()).hexdigest()
    if (known := cache.get(key)) is not None:
        return json.loads(known)
    small = yield partial(_words, standard.file)
    big = yield partial(_words, large.file)
    if small is None or big is None:  # for once: too little memory or time
        return []
    spans = matched(small, big)
    cache.set(key, json.dumps(spans), KEPT)
    return spans


def _words(sha256):
    """The words of each page of a print of ours, or None."""
    return pdf.page_words(files.path(sha256).read_bytes(), everything=True)


def matched(small, big):
    """
    [(first, last)] of the pages `small` (texts) that each of the pages `big` says: pages follow each other, so that
    one on which no run of words is found stands where the one before it ended.
    """
    places = _places(small)
    found, at = [], 0
    for text in big:
        pages = [places[run] for run in _runs(text) if places.get(run, -1) >= at]
        first, last = (pages[0], max(pages)) if pages else (at, at)
        found.append((first, last))
        at = last
    return found


def _places(texts):
    """{run of words: the one page on which it begins}; a run that crosses a page belongs to where it begins."""
    words = [(word, page) for page, text in enumerate(texts) for word in _read(text)]
    found, twice = {}, set()
    for at in range(len(words) - RUN + 1):
        run = tuple(word for word, _ in words[at : at + RUN])
        if run in found:
            twice.add(run)
        found[run] = words[at][1]
    return {run: page for run, page in found.items() if run not in twice}


def _runs(text):
    words = _read(text)
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _read(text):
    return WORD.findall(text.lower())
