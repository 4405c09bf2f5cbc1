"""
What a report that was started from an earlier one still says as that one did, and that may be out of date.

A date, a quarter or a figure that nobody touched since is marked where it stands, until the words change or somebody
who writes the report says that it is still right.
"""

import hashlib
import re
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.urls import reverse
from django.utils.html import conditional_escape

from corporate_parenting.lib import dated, marking, richtext
from corporate_parenting.lib.differing import DELETED, KEPT
from reports import comparing, texts
from reports.drafting.hold import hold
from reports.findings import Finding
from reports.models import KeptText, Version
from roles.audit import record

CONFIRMED = "confirmed:"
BULLET = re.compile(r"^(?:- |\d+[.)] )")
HEARD = "as in the earlier report: "
# A year further back than this is history, and stays what it was.
YEARS_BACK = 3
MOST_QUOTED = 12
AS_BEFORE = (
    "Dates or figures are as in the report that it was started from: change them, or say that they are still right."
)
# Whom to ask, and what the sources are called, is looked at on their own pages.
LEFT_OUT = ("contact", "appendix", "title", "footer")


class NothingThere(Exception):
    """The words changed in the meantime: there is nothing to confirm."""


@dataclass(frozen=True)
class Old:
    """A paragraph or a table that still holds something of before: `words` are what is marked in it."""

    part: str
    label: str
    key: str
    text: str
    words: list
    caption: str = ""
    rows: list = field(default_factory=list)
    is_headed: bool = False
    url: str = ""

    @property
    def anchor(self):
        """The place of its part on the page that lists them."""
        return self.part.replace(":", "-")

    @property
    def said(self):
        """The words, each once, as a sentence has them."""
        return ", ".join(f"“{word}”" for word in dict.fromkeys(self.words))


def source_of(version):
    """The version that this draft was started from, or None."""
    if version.number is not None or version.started_from_id is None:
        return None
    return Version.objects.select_related("report__format").get(pk=version.started_from_id)


def unchanged(version):
    """
    What the draft still says as its source did and nobody confirmed, in the order of the report: a list of Old.

    Empty for a report that was not started from another.
    """
    source = source_of(version)
    if source is None:
        return []
    known = confirmed(version)
    return [one for one in _all_old(version, source) if one.key not in known]


def by_part(version):
    """{name of a part: [Old, …]} for the pages where it is written."""
    found = {}
    for one in unchanged(version):
        found.setdefault(one.part, []).append(one)
    return found


def confirmed(version):
    """{key of a paragraph: the KeptText that says who held it to be still right, and when}."""
    rows = version.kept_texts.filter(part__startswith=CONFIRMED).select_related("by").order_by("at", "pk")
    return {row.part.removeprefix(CONFIRMED): row for row in rows}


def _all_old(version, source):
    since = source.frozen_at.year - YEARS_BACK
    pairs = comparing.pairs(texts.parts_of(source), texts.parts_of(version))
    for before, after in pairs:
        if before and after and after.name.split(":")[0] not in LEFT_OUT:
            for item in comparing.compare(before, after).items:
                old = _of_grid(item, after, since) if isinstance(item, comparing.Grid) else _of_line(item, after, since)
                if old.words:
                    yield replace(old, url=texts.place_of(version, after.name))


def _of_line(line, part, since):
    text = _now(line.runs)
    return Old(part.name, part.label, _key(text), BULLET.sub("", text), _kept(line.runs, since))


def _of_grid(grid, part, since):
    rows = [[_now(cell) for cell in row.cells] for row in grid.rows]
    caption = _now(grid.caption)
    words = _kept(grid.caption, since)
    for number, row in enumerate(grid.rows):
        for place, cell in enumerate(row.cells):
            words += _kept(cell, since, is_name=not place or (grid.is_headed and not number))
    text = "\n".join([caption, *("\t".join(row) for row in rows)])
    return Old(part.name, part.label, _key(text), text, words, caption, rows, grid.is_headed)


def _now(runs):
    return "".join(run.text for run in runs if run.kind != DELETED and run.text != "¶").strip()


def _kept(runs, since, *, is_name=False):
    """What may be out of date and stands in words that both have; a figure that names a row or a column may not."""
    spans, place, text = [], 0, ""
    for run in runs:
        if run.kind != DELETED:
            if run.kind == KEPT:
                spans.append((place, place + len(run.text)))
            text, place = text + run.text, place + len(run.text)
    return [
        one.text
        for one in dated.find(text, since=since)
        if any(start <= one.start and one.end <= end for start, end in spans) and not (is_name and one.kind == "figure")
    ]


def _key(text):
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


@transaction.atomic
def confirm(version, key, *, by):
    """Say that a paragraph is still right as it stands. Raises NothingThere, Frozen or BeingCleared."""
    report = hold(version)
    old = next((one for one in unchanged(version) if one.key == key), None)
    if old is None:
        raise NothingThere
    texts.keep(version, f"{CONFIRMED}{key}", old.label, old.text, how=KeptText.How.SAVED, by=by)
    record(by, "held carried-over words to be still right in", report, part=old.part)
    return old


def findings(version):
    """Each part that still says something of before: nothing that stops the report."""
    found = {}
    for one in unchanged(version):
        found.setdefault((one.part, one.label), []).append(one)
    page = reverse("reports:carried_over", args=[version.report_id])
    for (part, label), old in found.items():
        words = list(dict.fromkeys(word for one in old for word in one.words))
        quote = ", ".join(words[:MOST_QUOTED]) + (" …" if len(words) > MOST_QUOTED else "")
        place = f"{page}#{part.replace(':', '-')}"
        yield Finding(AS_BEFORE, place, "write", stops=False, place=f"“{label}”", quote=quote)


# --- Marked where it stands


def marks(version):
    """The Marks of a draft, or None where nothing is left to look at."""
    old = unchanged(version)
    return Marks(old) if old else None


class Marks:
    """The marks of these old words, for pages that show the text as it is printed."""

    def __init__(self, old):
        self.count = sum(len(one.words) for one in old)
        self.lines = [one for one in old if not one.rows]
        self.tables = {(one.caption, tuple(map(tuple, one.rows))): one for one in old if one.rows}

    def text(self, words, **how):
        """As richtext.page, with what is old marked: for layout.lay_out(version, text=…)."""
        return self.on(richtext.page(words, **how))

    def on(self, html):
        """Safe HTML with the old words of its paragraphs marked."""
        return marking.mark(html, list(self._spans(marking.plain(html))), HEARD)

    def _spans(self, plain):
        whole = " ".join(plain.split())
        for one in (line for line in self.lines if " ".join(line.text.split()) in whole):
            for start, end in marking.where(one.text, plain)[:1]:
                for word in dated.find(plain[start:end]):
                    if " ".join(word.text.split()) in one.words:
                        yield start + word.start, start + word.end

    def laid(self, laid):
        """The same report set out (layout.Laid) with what is old in its tables marked."""
        if not self.tables:
            return laid
        return replace(laid, chapters=[self._chapter(chapter) for chapter in laid.chapters])

    def _chapter(self, chapter):
        return replace(chapter, pieces=[self._piece(piece) for piece in chapter.pieces])

    def _piece(self, piece):
        if piece.grid is None:
            return piece
        rows = [[cell for cell, _ in row] for row in (piece.grid.head, *piece.grid.rows) if row]
        old = self.tables.get((piece.caption, tuple(map(tuple, rows))))
        if old is None:
            return piece
        grid = replace(
            piece.grid,
            head=_cells(piece.grid.head, old, is_head=True),
            rows=[_cells(row, old) for row in piece.grid.rows],
        )
        return replace(piece, grid=grid)


def _cells(row, old, *, is_head=False):
    return [
        (cell_marked(cell, old.words, is_name=is_head or not place), numeric)
        for place, (cell, numeric) in enumerate(row)
    ]


def cell_marked(cell, words, *, is_name=False):
    """A cell as safe HTML, with those of its words marked that are among these."""
    found = [one for one in dated.find(cell) if one.text in words and not (is_name and one.kind == "figure")]
    spans = [(one.start, one.end) for one in found]
    return marking.mark(conditional_escape(cell), spans, HEARD) if spans else cell
