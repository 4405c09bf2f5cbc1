"""A version as it is set out on paper and on a page: parts in the order of its format, with their printed numbers."""

import itertools
import re
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from corporate_parenting.lib import dates, richtext
from reports import implications, leaving_out, numbering
from reports.models import Block, Contact, Format

Part = Format.Part

BODY_LABELS = ("to", "report to", "body", "committee", "meeting")
DATE_LABELS = ("date", "meeting date", "date of meeting")
AUTHOR_LABELS = {"from", "author", "authors", "report of", "by", "lead officer"}
NUMBER = re.compile(r"[£+−-]?\s?\d[\d,. ]*\s?%?|[-–—]?|n/a|\*", re.IGNORECASE)
PARAGRAPH = re.compile(r"<p(?: class=\"[^\"]*\")?>")
COUNTED = (Part.REASONS, Part.SECTIONS, Part.IMPLICATIONS)  # what recommendations that come later are counted after
CONTACT_ROWS = (("Name", "name"), ("Post or role", "post"), ("Email", "email"), ("Telephone", "telephone"))


@dataclass(frozen=True)
class Grid:
    """A table ready to be drawn: each cell is (text, is a number); the first of a row names it."""

    head: list
    rows: list


@dataclass(frozen=True)
class Piece:
    """A block, a recommendation or an implication with its printed number; a part of a recommendation is of level 2."""

    kind: str
    number: str = ""
    html: SafeString = ""
    grid: Grid | None = None
    caption: str = ""
    image: str = ""
    alt: str = ""
    pk: int | None = None
    level: int = 1
    name: str = ""


@dataclass(frozen=True)
class Chapter:
    """A heading, which may be empty, with what stands under it."""

    heading: str
    number: str = ""
    level: int = 1
    pieces: list = field(default_factory=list)
    pk: int | None = None
    intro: SafeString = ""
    withheld: str = ""  # stands in the place of all the rest
    marking: str = ""  # what the law wants on every copy (LGA 1972 s100B(5))


@dataclass(frozen=True)
class Laid:
    """A whole report: `parts` are the Format.Part values that say something, in the order of print."""

    title: str
    format: Format
    parts: list
    fields: list
    before_title: list
    after_title: list
    contacts: Grid | None
    recommendations: Chapter | None
    reasons: Chapter | None
    chapters: list
    implications: Chapter | None
    sources_heading: str
    sources_intro: SafeString
    sources: list
    appendices: list
    footer: list

    @property
    def contacts_heading(self):
        """Contacts before the sections need none: their table says what they are."""
        return (
            "" if Part.CONTACTS in itertools.takewhile(lambda part: part != Part.SECTIONS, self.parts) else "Contacts"
        )

    @property
    def implications_in_table(self):
        """Where paragraphs have numbers, each implication is one of them; else a table names them."""
        return self.format.numbering == Format.Numbering.NONE


def lay_out(
    version, *, text=richtext.print_html, body_name="", meeting_on=None,
    without=leaving_out.NOTHING, marked=leaving_out.NOTHING,
):  # fmt: skip
    """
    Everything that is printed of a version. `text` turns Markdown into HTML, for paper or for a page. What it is
    `without` (leaving_out.Without) is not in it, though every number is as in the whole; what is `marked` is.

    The meeting it is laid before says body and date; where it names none, what the author wrote stands.
    """
    format_ = version.report.format
    order = whole_order(format_.parts)
    laying = _Laying(version, text, early=order[: order.index(Part.SECTIONS)], without=without, marked=marked)
    # One after the other: each number follows from what is printed before it.
    made = {part: laying.of(part) for part in order}
    header = _header(version, body_name, meeting_on)
    before, after = _around_title(header, format_)
    return Laid(
        title=version.title,
        format=format_,
        parts=[part for part in order if made[part] or (part == Part.SOURCES and version.sources_intro.strip())],
        fields=header,
        before_title=before,
        after_title=after,
        contacts=made[Part.CONTACTS],
        recommendations=made[Part.RECOMMENDATIONS],
        reasons=made[Part.REASONS],
        chapters=made[Part.SECTIONS],
        implications=made[Part.IMPLICATIONS],
        sources_heading=version.headings.get("sources") or format_.sources_heading,
        sources_intro=text(version.sources_intro),
        sources=made[Part.SOURCES],
        appendices=made[Part.APPENDICES],
        footer=made[Part.CLOSING],
    )


def called(version):
    """
    How each recommendation is called at a meeting, by its printed number: {key: "(a)(ii)" or "4.2(a)"}, "" for one that
    stands alone. Without queries where recommendations, sections with blocks and implications are at hand.
    """
    order = whole_order(version.report.format.parts)
    early = order[: order.index(Part.SECTIONS)]
    nothing = leaving_out.NOTHING
    laying = _Laying(version, _no_words, early=early, without=nothing, marked=nothing)
    counted = [part for part in order[: order.index(Part.RECOMMENDATIONS)] if part in COUNTED]
    for part in counted:
        laying.of(part)
    asked = laying.of(Part.RECOMMENDATIONS)
    whole, found = "", {}
    for piece in asked.pieces if asked else []:
        whole = piece.number.removesuffix(".") if piece.level == 1 else whole
        found[piece.pk] = whole if piece.level == 1 else f"{whole}{piece.number.removesuffix('.')}"
    return found


def _no_words(text, **how):
    return ""


def whole_order(parts):
    """Every Format.Part once, in the order of a template; what it does not name comes before its closing lines."""
    named = [part for part in dict.fromkeys(parts) if part in Part.values]
    others = [part for part in Part.values if part not in named]
    at = len(named) - 1 if named[-1:] == [Part.CLOSING] else len(named)
    return [*named[:at], *others, *named[at:]]


class _Laying:
    """The parts of one version, made in the order of print: numbers are counted as they are given out."""

    def __init__(self, version, text, *, early, without, marked):
        self.version, self.format, self.text = version, version.report.format, text
        self.early, self.without, self.marked = early, without, marked
        self.count = numbering.Count(self.format.numbering)

    def of(self, part):
        """What is printed of a part; None or empty where the version says nothing there."""
        return getattr(self, f"_{part}")()

    def _contacts(self):
        return contacts_grid(self.version.contacts.all())

    def _sections(self):
        """A private one is counted like the others and left out afterwards, with what stands under it."""
        at_hand = "sections" in getattr(self.version, "_prefetched_objects_cache", {})
        sections = list(self.version.sections.all() if at_hand else self.version.sections.prefetch_related("blocks"))
        hidden = leaving_out.belonging(sections, self.without.sections)
        chapters = [(self._chapter(section), hidden.get(section.pk)) for section in sections]
        return [
            self._withheld(chapter) if chapter.pk == head else chapter
            for chapter, head in chapters
            if head in (None, chapter.pk)
        ]

    def _withheld(self, chapter):
        words = leaving_out.section_words(chapter.number, self.without.sections[chapter.pk])
        return Chapter("", level=chapter.level, pk=chapter.pk, withheld=words)

    def _sources(self):
        return list(self.version.sources.all())

    def _appendices(self):
        return [self._appendix(number, one) for number, one in enumerate(self.version.appendices.all(), start=1)]

    def _appendix(self, number, one):
        if by_law := self.without.appendices.get(one.pk):
            return leaving_out.Withheld(leaving_out.appendix_words(number, by_law))
        one.marking = _marking(self.marked.appendices.get(one.pk))
        return one

    def _closing(self):
        return [(label, value) for label, value in self.version.footer if value]

    def _recommendations(self):
        """Lettered before the background, numbered as paragraphs after it."""
        rows = list(self.version.recommendations.all())
        if not rows and not self.version.recommendation_intro.strip():
            return None
        counted = "Recommendation" if len(rows) == 1 else "Recommendations"
        heading = self.version.headings.get("recommendation") or counted
        lettered = Part.RECOMMENDATIONS in self.early
        number = "" if lettered else self.count.heading()
        printed = numbering.asked(rows, self.count, lettered=lettered)
        pieces = [
            self._said(row.text, shown, row.pk, level=level, base_level=3)
            for row, (shown, level) in zip(rows, printed, strict=True)
        ]
        return Chapter(heading, number, pieces=pieces, intro=self.text(self.version.recommendation_intro))

    def _reasons(self):
        version = self.version
        if not version.reasons.strip():
            return None
        heading = version.headings.get("reasons") or "Reasons"
        if Part.REASONS in self.early and not version.reasons_number:
            return Chapter(heading, pieces=[self._said(version.reasons, "", base_level=3)])
        number = self.count.heading()
        said = self._said(version.reasons, self.count.paragraph(version.reasons_number), base_level=3)
        return Chapter(heading, number, pieces=[said])

    def _implications(self):
        """Each with its text; those without one in one sentence with the reason for all of them."""
        rows = list(self.version.implications.all())
        said = [row for row in rows if row.text.strip()]
        none = implications.none_sentence(self.version.no_implications, rows)
        if not said and not none:
            return None
        number = self.count.heading()
        in_table = self.format.numbering == Format.Numbering.NONE
        pieces = [
            self._said(row.text, self.count.paragraph(row.given_number), row.pk, name=row.name, base_level=3 + in_table)
            for row in said
        ]
        if none:
            pieces.append(self._said(none, self.count.paragraph()))
        return Chapter(self.format.implications_heading, number, pieces=pieces)

    def _chapter(self, section):
        number = self.count.heading(section.level, section.given_number) if section.heading else ""
        pieces = [self._piece(block, section.level + 2) for block in section.blocks.all()]
        marking = _marking(self.marked.sections.get(section.pk))
        return Chapter(section.heading, number, section.level, pieces, section.pk, marking=marking)

    def _piece(self, block, base_level):
        number = self.count.paragraph(block.given_number) if block.is_numbered else ""
        if block.kind == Block.Kind.TEXT:
            return self._said(block.text, number, block.pk, base_level=base_level)
        grid = grid_of(block.table) if block.kind == Block.Kind.TABLE else None
        return Piece(block.kind, number, "", grid, block.caption, block.image, block.alt, block.pk)

    def _said(self, words, number, pk=None, *, level=1, name="", base_level=3):
        html = with_number(self.text(words, base_level=base_level), number)
        return Piece(Block.Kind.TEXT, number, html, pk=pk, level=level, name=name)


def _marking(by_law):
    """What stands on a private part where it is printed; nothing on an open one."""
    return f"Not for publication{by_law}" if by_law else ""


def _header(version, body_name, meeting_on):
    """The header fields that say something, with what the meeting knows in place of what the author guessed."""
    told = dict.fromkeys(BODY_LABELS, body_name) | dict.fromkeys(DATE_LABELS, dates.day(meeting_on))
    pairs = [(label, told.get(label.lower()) or value) for label, value in version.header]
    return [(label, value) for label, value in pairs if value]


def _around_title(header, format_):
    """Body and date stand above the title, who brings the report below it; a label nobody expects is printed."""
    above = (*BODY_LABELS, *DATE_LABELS)
    silent = {label.lower() for label in format_.header_fields} | AUTHOR_LABELS
    before = [value for label, value in header if label.lower() in above]
    others = [(label, value) for label, value in header if label.lower() not in above]
    return before, [value if label.lower() in silent else f"{label}: {value}" for label, value in others]


def with_number(html, number):
    """
    Put a printed number into the first paragraph of safe HTML.

    It is text of that paragraph, so that it is read out, searched and copied with it; where no paragraph
    comes first it stands in one of its own.
    """
    if not number:
        return html
    shown = format_html('<span class="number">{}</span> ', number)
    start = PARAGRAPH.match(html)
    if start is None:
        return mark_safe(f'<p class="number-alone">{shown}</p>{html}')
    return mark_safe(f"{start[0][:2]}{_numbered_class(start[0])}>{shown}{html[start.end() :]}")


def _numbered_class(tag):
    own = re.search(r"class=\"([^\"]*)\"", tag)
    return f' class="{own[1]} numbered"' if own else ' class="numbered"'


def grid_of(table):
    """A table as it is stored, with every row as long as the longest and columns of numbers known."""
    head, rows = table.get("head", []), table.get("rows", [])
    width = max([len(head), *map(len, rows)], default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    numeric = [column > 0 and _all_numbers([row[column] for row in padded]) for column in range(width)]
    headed = [*head, *[""] * (width - len(head))] if head else []
    return Grid(_cells(headed, numeric), [_cells(row, numeric) for row in padded])


def _cells(row, numeric):
    return list(zip(row, numeric, strict=True)) if row else []


def _all_numbers(cells):
    return any(cells) and all(NUMBER.fullmatch(cell.strip()) for cell in cells)


def contacts_grid(contacts):
    """Officers on one side and members on the other, one pair after the next."""
    officers = [row for row in contacts if row.side == Contact.Side.OFFICER]
    members = [row for row in contacts if row.side == Contact.Side.MEMBER]
    sides = [side for side in (officers, members) if side]
    if not sides:
        return None
    head = [Contact.Side(side[0].side).label for side in sides]
    rows = []
    for pair in itertools.zip_longest(*sides):
        rows += [[label, *(getattr(row, name, "") for row in pair)] for label, name in CONTACT_ROWS]
    return Grid(head, [row for row in rows if any(row[1:])])
