"""
The words of each part of a version as one text with a name, to be kept, compared and spoken about.

Running text is Markdown as it was typed. What has fields or cells (a table, a contact, the header) is rows: one a line,
a tab between cells, quoted where a cell holds lines.
"""

import csv
import io
from dataclasses import dataclass

from reports.models import (
    Appendix,
    Block,
    Contact,
    Implication,
    Recommendation,
    Section,
    SourceDocument,
    Unplaced,
    Version,
)

TABLE, FIGURE = "Table", "Figure"
# A version's own words: kind of the part: (field, label).
OWN = {
    "title": ("title", "Title"),
    "header": ("header", "Header fields"),
    "intro": ("recommendation_intro", "Words before the recommendations"),
    "reasons": ("reasons", "Reasons"),
    "none": ("no_implications", "Why there are no other implications"),
    "sources": ("sources_intro", "Words before the sources"),
    "footer": ("footer", "Lines at the end"),
}
IN_ROWS = ("header", "footer")


@dataclass(frozen=True)
class Wording:
    """What one part says: its name, as "reasons:5" or "block:12", what it is called, and its text."""

    name: str
    label: str
    text: str


def name_of(part):
    """The name of a part of a version, or of the version itself: "section:12", "recommendation:3", "version:5"."""
    return f"{part._meta.model_name}:{part.pk}"


def of(part):
    """The wordings of one part as it stands: a version has several of its own, an emptied one among them."""
    if isinstance(part, Version):
        return [own(part, kind) for kind in OWN]
    label, text = SAID[type(part)](part)
    # "section:12" is all that stands under the heading.
    name = f"heading:{part.pk}" if isinstance(part, Section) else name_of(part)
    return [Wording(name, label[:300], text)]


def own(version, kind):
    """One of the version's own wordings: own(version, "reasons")."""
    field, label = OWN[kind]
    value = getattr(version, field)
    return Wording(f"{kind}:{version.pk}", label, written(value) if kind in IN_ROWS else value)


def written(rows):
    """Rows of cells as text."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def rows_of(text):
    """The rows that `written` wrote."""
    return list(csv.reader(io.StringIO(text), delimiter="\t"))


def _of_block(block):
    about = f"in “{block.section.heading}”" if block.section.heading else "before the first heading"
    if block.kind == Block.Kind.TABLE:
        grid = [block.table.get("head", []), *block.table.get("rows", [])]
        return f"Table “{block.caption}” {about}", written([[TABLE, block.caption], *grid])
    if block.kind == Block.Kind.FIGURE:
        words = [[FIGURE, block.caption], ["Description", block.alt], ["Picture", block.image]]
        return f"Figure “{block.caption or block.alt[:60]}” {about}", written(words)
    return f"Paragraph {about}", block.text


def _of_contact(contact):
    rows = [
        ["Whose contact", contact.get_side_display()],
        ["Name", contact.name],
        ["Post or role", contact.post],
        ["Email address", contact.email],
        ["Telephone", contact.telephone],
    ]
    return f"Contact: {contact.name}", written(rows)


def _of_source(source):
    rows = [
        ["Title", source.title],
        ["Where it can be read", source.location],
        ["Published work", "Yes" if source.is_published_work else "No"],
    ]
    return f"Source: {source.title}", written(rows)


SAID = {
    Section: lambda section: (f"Heading “{section.heading}”", section.heading),
    Block: _of_block,
    Recommendation: lambda row: (f"Recommendation {row.order}", row.text),
    Implication: lambda row: (f"Implications: {row.name}", row.text),
    Contact: _of_contact,
    SourceDocument: _of_source,
    Appendix: lambda row: (f"Title of appendix {row.order}", row.title),
    Unplaced: lambda row: (f"Text without a place: {row.where}", row.text),
}
