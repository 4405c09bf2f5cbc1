"""A version as it is set out on paper and on a page: parts in the order of its format, with their printed numbers."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from corporate_parenting.lib import dates, richtext
from reports import numbering
from reports.models import Block, Contact, Format

BODY_LABELS = ("to", "report to", "body", "committee")
DATE_LABELS = ("date", "meeting date", "date of meeting")
AUTHOR_LABELS = {"from", "author", "authors", "report of", "by"}
NUMBER = re.compile(r"[£+−-]?\s?\d[\d,. ]*\s?%?|[-–—]?|n/a|\*", re.IGNORECASE)
PARAGRAPH = re.compile(r"<p(?: class=\"[^\"]*\")?>")
CONTACT_ROWS = (("Name", "name"), ("Post or role", "post"), ("Email", "email"), ("Telephone", "telephone"))


@dataclass(frozen=True)
class Grid:
    """A table ready to be drawn: each cell is (text, is a number); the first of a row names it."""

    head: list
    rows: list


@dataclass(frozen=True)
class Piece:
    """A block or a recommendation with its printed number."""

    kind: str
    number: str = ""
    html: SafeString = ""
    grid: Grid | None = None
    caption: str = ""
    image: str = ""
    alt: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Chapter:
    """A heading, which may be empty, with what stands under it."""

    heading: str
    number: str = ""
    level: int = 1
    pieces: list = field(default_factory=list)
    pk: int | None = None
    intro: SafeString = ""


@dataclass(frozen=True)
class Laid:
    """A whole report in the order of print."""

    title: str
    format: Format
    fields: list
    before_title: list
    after_title: list
    contacts: Grid | None
    recommendations: Chapter | None
    reasons: Chapter | None
    chapters: list
    sources_heading: str
    sources_intro: SafeString
    sources: list
    appendices: list
    footer: list


def lay_out(version, *, text=richtext.print_html, body_name="", meeting_on=None):
    """
    Everything that is printed of a version. `text` turns Markdown into HTML, for paper or for a page.

    The meeting it is laid before says body and date; where it names none, what the author wrote stands.
    """
    format_ = version.report.format
    first = format_.recommendation_place == Format.Place.BEFORE
    count = numbering.Count(format_.numbering)
    asked = _asked(version, count, text) if first else None
    chapters = [_chapter(section, count, text) for section in version.sections.prefetch_related("blocks")]
    asked = asked if first else _asked(version, count, text)
    header = _header(version, body_name, meeting_on)
    before, after = _around_title(header, format_)
    return Laid(
        title=version.title,
        format=format_,
        fields=header,
        before_title=before,
        after_title=after,
        contacts=_contacts(version.contacts.all()),
        recommendations=asked,
        reasons=_reasons(version, count, text, first),
        chapters=chapters,
        sources_heading=version.headings.get("sources") or format_.sources_heading,
        sources_intro=text(version.sources_intro),
        sources=list(version.sources.all()),
        appendices=list(version.appendices.all()),
        footer=[(label, value) for label, value in version.footer if value],
    )


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


def _asked(version, count, text):
    """The recommendations: lettered before the background, numbered as paragraphs after it."""
    rows = list(version.recommendations.all())
    if not rows:
        return None
    counted = "Recommendations" if len(rows) > 1 else "Recommendation"
    heading = version.headings.get("recommendation") or counted
    intro = text(version.recommendation_intro)
    if version.report.format.recommendation_place == Format.Place.AFTER:
        number = count.heading()
        pieces = [_said(row.text, count.paragraph(row.given_number), text, row.pk) for row in rows]
        return Chapter(heading, number, pieces=pieces, intro=intro)
    letters = [row.given_number or (numbering.letter(i) if len(rows) > 1 else "") for i, row in enumerate(rows)]
    pieces = [_said(row.text, number, text, row.pk) for row, number in zip(rows, letters, strict=True)]
    return Chapter(heading, pieces=pieces, intro=intro)


def _reasons(version, count, text, first):
    if not version.reasons.strip():
        return None
    heading = version.headings.get("reasons") or "Reasons"
    if first and not version.reasons_number:
        return Chapter(heading, pieces=[_said(version.reasons, "", text)])
    number = count.heading()
    return Chapter(heading, number, pieces=[_said(version.reasons, count.paragraph(version.reasons_number), text)])


def _chapter(section, count, text):
    number = count.heading(section.level, section.given_number) if section.heading else ""
    pieces = [_piece(block, count, text, section.level + 2) for block in section.blocks.all()]
    return Chapter(section.heading, number, section.level, pieces, section.pk)


def _piece(block, count, text, base_level):
    number = count.paragraph(block.given_number) if block.is_numbered else ""
    if block.kind == Block.Kind.TEXT:
        return _said(block.text, number, text, block.pk, base_level=base_level)
    grid = grid_of(block.table) if block.kind == Block.Kind.TABLE else None
    return Piece(block.kind, number, "", grid, block.caption, block.image, block.alt, block.pk)


def _said(words, number, text, pk=None, **how):
    return Piece(Block.Kind.TEXT, number, with_number(text(words, **how), number), pk=pk)


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


def _contacts(contacts):
    """Officers on one side and members on the other, one pair after the next."""
    officers = [row for row in contacts if row.side == Contact.Side.OFFICER]
    members = [row for row in contacts if row.side == Contact.Side.MEMBER]
    sides = [side for side in (officers, members) if side]
    if not sides:
        return None
    head = [Contact.Side(side[0].side).label for side in sides]
    rows = []
    for pair in zip_longest(*sides):
        rows += [[label, *(getattr(row, name, "") for row in pair)] for label, name in CONTACT_ROWS]
    return Grid(head, [row for row in rows if any(row[1:])])
