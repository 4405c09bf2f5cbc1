"""What stands in sections of its own, mostly near the end: recommendations, reasons, sources, and the footer."""

import re

from reports.reading import words
from reports.reading.chunks import Chunk
from reports.reading.shapes import Block, Field, Recommendation, Section, Source

FOOTER_LABEL = re.compile(
    r"[*_]{0,3}((?:report )?authors?|contact(?: officers?| details)?|tel(?:ephone)?(?: no| number)?|phone|fax"
    r"|e-?mail(?: address)?|address|website|web(?: ?site)?|date|post|local members?)\s*\.?\s*:[*_]{0,3}\s*(.*)",
    re.IGNORECASE,
)
ITEM = re.compile(r"-\s+(?P<text>.+)|(?P<letter>\\?\(?(?:[a-z]|[ivx]{1,5})\\?\))\s+(?P<lettered>.+)", re.DOTALL)


def footer(chunks: list[Chunk]) -> tuple[list[Field], int]:
    """The labelled lines that end the report, and how many chunks they are."""
    taken, fields = 0, []
    for chunk in reversed(chunks):
        if chunk.kind != "para" or chunk.number or not FOOTER_LABEL.match(chunk.lines[0]):
            break
        fields[:0] = _fields(chunk.lines)
        taken += 1
    return fields, taken


def _fields(lines):
    found = []
    for line in lines:
        labelled = FOOTER_LABEL.match(line)
        if labelled:
            found.append([labelled[1], labelled[2]])
        else:
            found[-1][1] += f"\n{line}"
    return [Field(label, words.plain(value)) for label, value in found]


def recommendations(blocks: list[Block]) -> tuple[list[Recommendation], str, list[str]]:
    """The recommendations, the words that lead in to them, and the numbers of those words.

    Bullets, lettered and numbered paragraphs are one each, since each may be voted on by itself.
    """
    found, intro, labels = [], [], []
    entries = [entry for block in blocks for entry in _entries(block)]
    for number, text, alone in entries:
        leads = alone and len(entries) > 1 and text.rstrip("* ").endswith((":", " to", " that"))
        if leads and not found:
            intro.append(text)
            labels += [number] if number else []
        else:
            found.append(Recommendation(words.verb(text, words.verb(" ".join(intro))), text, number))
    return found, "\n\n".join(intro), labels


def _entries(block):
    """(number, text, whether it is a paragraph and no part of a list) for each piece of a block."""
    pieces = re.split(r"\n\s*\n|\n(?=- )", block.text)
    for at, piece in enumerate(pieces):
        item, number = ITEM.fullmatch(piece.strip()), block.number if at == 0 else ""
        if item is None:
            yield number, piece.strip(), True
        elif item["text"]:
            yield number, item["text"], False
        else:
            yield f"{number} {item['letter']}".replace("\\", "").strip(), item["lettered"], False


def sources(section: Section) -> tuple[list[Source], str, list[str]]:
    """The documents of a section, the words before them, and words that are only a table's heading or a number."""
    found, intro, labels = [], [], []
    for block in section.blocks:
        if block.kind == "table":
            labels += block.head
            found += [Source(*_two(row)) for row in block.rows if any(row)]
            continue
        for number, text, alone in _entries(block):
            labels += [number] if number else []
            if alone and not found and (text.rstrip("*_ ").endswith(":") or "following" in text):
                intro.append(text)
            else:
                found.append(Source(words.one_line(text)))
    return found, "\n\n".join(intro), labels


def _two(row):
    """Title and location; further columns belong to the location."""
    title, *rest = (" ".join(cell.split()) for cell in row)
    return title, ", ".join(cell for cell in rest if cell)
