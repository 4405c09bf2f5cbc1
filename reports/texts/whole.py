"""All parts of a version in the order of print, as what is spoken about and compared: names, headings, words."""

import re
from dataclasses import dataclass, field

from corporate_parenting.lib import richtext
from reports.models import Block, Format

from . import wording

DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
FIELDS = ("header", "footer", "contact", "sourcedocument")


@dataclass(frozen=True)
class Piece:
    """Running text (Markdown), or rows of cells whose first may be a heading, or a figure."""

    text: str = ""
    rows: list = field(default_factory=list)
    caption: str = ""
    is_headed: bool = False
    image: str = ""  # of a figure: its file; `text` describes it
    pk: int | None = None

    @property
    def kind(self):
        """How it is drawn."""
        if self.image:
            return "figure"
        return "table" if self.rows else "text"


@dataclass(frozen=True)
class Part:
    """One part: its name, what it is called, and what it says."""

    name: str
    label: str
    pieces: list
    level: int = 1

    @property
    def is_empty(self):
        """Does it say nothing?"""
        return not any(piece.text.strip() or piece.rows or piece.image for piece in self.pieces)

    def words(self):
        """Its words as they are read, with what was typed behind them: where a quote is looked for."""
        return "\n".join(line for piece in self.pieces for line in _lines(piece))


def _lines(piece):
    yield from (piece.caption, richtext.plain(piece.text), piece.text)
    yield from (" ".join(row) for row in piece.rows)
    yield from (cell for row in piece.rows for cell in row)


def parts_of(version):
    """Every part of a version that has a name, in the order of its format. Seven queries, however long it is."""
    groups = {
        Format.Part.CONTACTS: lambda: _each(version.contacts.all()),
        Format.Part.RECOMMENDATIONS: lambda: [_own(version, "intro"), *_each(version.recommendations.all())],
        Format.Part.REASONS: lambda: [_own(version, "reasons")],
        Format.Part.SECTIONS: lambda: list(map(_section, version.sections.prefetch_related("blocks"))),
        Format.Part.IMPLICATIONS: lambda: [*_each(version.implications.all()), _own(version, "none")],
        Format.Part.SOURCES: lambda: [_own(version, "sources"), *_each(version.sources.all())],
        Format.Part.APPENDICES: lambda: _each(version.appendices.all()),
    }
    order = [*dict.fromkeys([*(part for part in version.report.format.parts if part in groups), *groups])]
    found = [_own(version, "title"), _own(version, "header")]
    for group in order:
        found += groups[group]()
    return [*found, _own(version, "footer")]


def _own(version, kind):
    return _part(wording.own(version, kind))


def _each(rows):
    return [_part(said) for row in rows for said in wording.of(row)]


def _part(said):
    return Part(said.name, said.label, pieces_of(said.name, said.text))


def _section(section):
    """A heading with all that stands under it is one part."""
    pieces = list(map(piece_of_block, section.blocks.all()))
    return Part(wording.name_of(section), section.heading or "Before the first heading", pieces, section.level)


def piece_of_block(block):
    """What a block shows."""
    if block.kind == Block.Kind.TABLE:
        head = block.table.get("head", [])
        rows = [*([head] if head else []), *block.table.get("rows", [])]
        return Piece(
            rows=[list(map(str, row)) for row in rows], caption=block.caption, is_headed=bool(head), pk=block.pk
        )
    return Piece(text=block.alt or block.text, caption=block.caption, image=block.image, pk=block.pk)


def pieces_of(name, text):
    """What a part's text shows, by the name of the part: running text with tables in it, or rows of fields."""
    if name.split(":")[0] in FIELDS:
        rows = [row for row in wording.rows_of(text) if any(row[1:])]
        return [Piece(rows=rows)] if rows else []
    if text.startswith((f"{wording.TABLE}\t", f"{wording.FIGURE}\t")):
        return [_of_rows(wording.rows_of(text))]
    return list(_markdown(text))


def _of_rows(rows):
    (what, caption), *rest = rows
    if what == wording.TABLE:
        headed = bool(rest and any(rest[0]))
        return Piece(rows=[row for row in rest if row], caption=caption, is_headed=headed)
    told = dict(row for row in rest if len(row) > 1)
    return Piece(text=told.get("Description", ""), caption=caption, image=told.get("Picture", ""))


def _markdown(text):
    """Running text and the tables typed in it, one after the other."""
    lines, held = text.replace("\r\n", "\n").split("\n"), []
    while lines:
        if len(lines) > 1 and "|" in lines[0] and "|" in lines[1] and DELIMITER.fullmatch(lines[1]):
            if "\n".join(held).strip():
                yield Piece(text="\n".join(held))
            table = [lines.pop(0)]
            lines.pop(0)
            while lines and "|" in lines[0]:
                table.append(lines.pop(0))
            yield Piece(rows=[_cells(line) for line in table], is_headed=True)
            held = []
        else:
            held.append(lines.pop(0))
    if "\n".join(held).strip():
        yield Piece(text="\n".join(held))


def _cells(line):
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [richtext.plain(cell.strip().replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", inner)]
