"""A version as the checks read it: every passage and table with its place, fetched once."""

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.safestring import mark_safe

from corporate_parenting.lib import anatomy
from reports import layout, leaving_out
from reports.checks import pages
from reports.findings import Finding
from reports.models import Block, Version

FETCHED = (
    "sections__blocks",
    "recommendations",
    "implications",
    "contacts",
    "sources",
    "appendices",
    "unplaced",
    "private_parts",
)
NOTHING = mark_safe("")


@dataclass(frozen=True)
class Place:
    """Where something stands: in words, as an address, in which task, and whether the public reads it."""

    words: str
    url: str
    task: str
    private: bool = False

    def finding(self, kind, text, *, stops=False, quote="", more=""):
        """What was found here. `more` says the place more closely."""
        words = f"{self.words}, {more}" if more else self.words
        return Finding(text, self.url, self.task, stops and not self.private, kind, words, quote)


@dataclass(frozen=True)
class Passage:
    """Words of the report in one place. `kind` is what they are: "paragraph", "title", "caption", …"""

    kind: str
    text: str
    place: Place

    @cached_property
    def anatomy(self):
        """What the Markdown is made of; other words than a report's text are taken as they are."""
        if self.kind in MARKDOWN:
            return anatomy.of(self.text)
        return anatomy.Anatomy(lines=[line for line in self.text.splitlines() if line.strip()])

    @property
    def prose(self):
        return self.anatomy.prose


MARKDOWN = {"paragraph", "recommendation", "reasons", "implication", "introduction"}


@dataclass(frozen=True)
class Sheet:
    """A table in one place."""

    head: list
    rows: list
    caption: str
    place: Place


@dataclass
class Script:
    """A version with all that it is made of."""

    version: Version
    passages: list = field(default_factory=list)
    sheets: list = field(default_factory=list)
    # [(section, Place)], [(block, Place)], [(recommendation, Place)]
    sections: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    asked: list = field(default_factory=list)

    @cached_property
    def files(self):
        """[([text of each page] or None where it cannot be read, Place)] of the appendices, read when asked for."""
        page = self.page("appendices")
        kept = {part.appendix_id for part in self.version.private_parts.all() if part.appendix_id}
        rows = enumerate(self.version.appendices.all(), start=1)
        return [(pages.of(row), _of_appendix(number, page, row.pk in kept)) for number, row in rows]

    @cached_property
    def pages(self):
        """A Passage for every few sentences in the files of appendices, with its page in the place."""
        return [
            Passage("page", text, replace(place, words=f"{place.words}, page {number}"))
            for texts, place in self.files
            for number, words in enumerate((texts or [])[: pages.MOST_PAGES], start=1)
            for text in pages.stretches(words)
        ]

    @property
    def brief(self):
        """What whoever asked told the report, or None."""
        return getattr(self.version.report, "brief", None)

    def page(self, name, words=""):
        """The place that is a page of the report."""
        task = name if name in ("details", "recommendations", "sources", "appendices", "unplaced", "write") else "write"
        return Place(words, reverse(f"reports:{name}", args=[self.version.report_id]), task, self.is_private)

    @cached_property
    def is_private(self):
        """Is the whole version kept from the public?"""
        return any(not part.section_id and not part.appendix_id for part in self.version.private_parts.all())

    @cached_property
    def private_sections(self):
        """The keys of the sections that the public does not read."""
        sections = list(self.version.sections.all())
        kept = {part.section_id for part in self.version.private_parts.all() if part.section_id}
        return set(leaving_out.belonging(sections, kept)) if kept else set()


def read(version):
    """The Script of a version, fetched anew: the same few queries for a long report as for a short one."""
    fresh = Version.objects.select_related("report__format", "report__remit", "report__brief").get(pk=version.pk)
    prefetch_related_objects([fresh], *FETCHED)
    return of(fresh)


def of(fresh):
    """The Script of a version whose rows (FETCHED) and report were fetched already. No query."""
    script = Script(fresh)
    laid = layout.lay_out(fresh, text=_no_text)
    _read_head(script)
    _read_sections(script, laid)
    _read_asked(script, laid)
    _read_rest(script)
    return script


def _no_text(words, **how):
    """Numbers are all that is wanted of the layout."""
    return NOTHING


def _read_head(script):
    version = script.version
    details = script.page("details", "Title")
    # A title is public even where the report is not.
    title = Place(details.words, details.url, details.task)
    script.passages.append(Passage("title", version.title, title))
    for label, value in version.header:
        script.passages.append(Passage("field", value, script.page("details", f"“{label}”")))


def _read_sections(script, laid):
    version = script.version
    numbers = {chapter.pk: chapter for chapter in laid.chapters}
    for section in version.sections.all():
        chapter = numbers.get(section.pk)
        private = script.is_private or section.pk in script.private_sections
        url = f"{reverse('reports:write', args=[version.report_id])}?section={section.pk}#section-{section.pk}"
        place = Place(f"“{section.heading}”" if section.heading else "Before the first heading", url, "write", private)
        script.sections.append((section, place))
        script.passages.append(Passage("heading", section.heading, place))
        printed = {piece.pk: piece.number for piece in chapter.pieces} if chapter else {}
        counts = Counter()
        for block in section.blocks.all():
            counts[block.kind] += 1
            _read_block(
                script, block, _place_of(block, section, printed.get(block.pk, ""), counts[block.kind], private)
            )


def _place_of(block, section, number, order, private):
    """ "Paragraph 2.3, “Main issues”", or what it is called where nothing is numbered."""
    what = {Block.Kind.TEXT: "Paragraph", Block.Kind.TABLE: "Table", Block.Kind.FIGURE: "Figure"}[block.kind]
    shown = number.rstrip(".") if block.kind == Block.Kind.TEXT else ""
    name = f"{what} “{block.caption}”" if block.caption.strip() else f"{what} {shown or order}"
    where = f"{name}, “{section.heading}”" if section.heading else name
    return Place(where, block_url(block, section), "write", private)


def block_url(block, section):
    """The page where a block is written, at its place."""
    return f"{reverse('reports:blocks', args=[section.pk])}#block-{block.pk}"


def _read_block(script, block, place):
    script.blocks.append((block, place))
    if block.kind == Block.Kind.TEXT:
        passage = Passage("paragraph", block.text, place)
        script.passages.append(passage)
        script.sheets += [Sheet(table["head"], table["rows"], "", place) for table in passage.anatomy.tables]
        return
    script.passages += [Passage("caption", block.caption, place), Passage("alt", block.alt, place)]
    if block.kind == Block.Kind.TABLE:
        script.sheets.append(Sheet(block.table.get("head", []), block.table.get("rows", []), block.caption, place))


def _read_asked(script, laid):
    page = script.page("recommendations")
    pieces = {piece.pk: piece.number for piece in laid.recommendations.pieces} if laid.recommendations else {}
    for order, row in enumerate(script.version.recommendations.all(), start=1):
        number = pieces.get(row.pk, "").rstrip(".") or str(order)
        place = Place(f"Recommendation {number}", f"{page.url}#recommendation-{row.pk}", page.task, page.private)
        script.asked.append((row, place))
        script.passages.append(Passage("recommendation", row.text, place))


def _read_rest(script):
    version = script.version
    asked, sources = script.page("recommendations"), script.page("sources")
    for kind, text, page, words in (
        ("introduction", version.recommendation_intro, asked, "Words before the recommendations"),
        ("reasons", version.reasons, asked, "Reasons"),
        ("introduction", version.sources_intro, sources, "Words before the sources"),
    ):
        script.passages.append(Passage(kind, text, Place(words, page.url, page.task, page.private)))
    page = script.page("implications")
    for row in version.implications.all():
        place = Place(f"Implication “{row.name}”", page.url, "implications", page.private)
        script.passages.append(Passage("implication", row.text, place))
    reason = Place("Why there are no other implications", page.url, "implications", page.private)
    script.passages.append(Passage("implication", version.no_implications, reason))
    for row in version.sources.all():
        words = f"{row.title}. {row.location}" if row.location else row.title
        script.passages.append(
            Passage("source", words, Place(f"Source “{row.title}”", sources.url, "sources", sources.private))
        )
    page = script.page("appendices")
    kept = {part.appendix_id for part in version.private_parts.all() if part.appendix_id}
    for number, row in enumerate(version.appendices.all(), start=1):
        place = _of_appendix(number, page, row.pk in kept)
        script.passages += [Passage("caption", row.title, place), Passage("alt", row.alt, place)]
        if row.table:
            script.sheets.append(Sheet(row.table.get("head", []), row.table.get("rows", []), row.title, place))


def _of_appendix(number, page, is_private):
    return Place(f"Appendix {number}", page.url, "appendices", page.private or is_private)
