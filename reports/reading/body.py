"""The middle of a report: headings and, under each, its paragraphs, bullets and tables."""

import re
from dataclasses import replace
from itertools import pairwise

from reports.reading import words
from reports.reading.chunks import Chunk
from reports.reading.shapes import Block, Section

LABELLED = re.compile(r"[*_]{0,3}[A-Z][\w ]{0,30}:")


def levels(chunks: list[Chunk]) -> list[int]:
    """For each chunk 0, or the level of the heading it is (1 or 2)."""
    marked = sorted({chunk.level for chunk in chunks if chunk.kind == "heading"})
    return [_level(chunk, following, marked) for chunk, following in zip(chunks, [*chunks[1:], None], strict=False)]


def start(chunks: list[Chunk]) -> int:
    """Where the body begins: at the first main heading that has a number, a known name, or a numbered text after it."""
    found = levels(chunks)
    for at, chunk in enumerate(chunks):
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        known = words.KNOWN_HEADING.fullmatch(words.one_line(chunk.text).rstrip(":"))
        if found[at] and at and (chunk.number or known or (following is not None and following.number)):
            return at - 1 if found[at] == 2 and found[at - 1] == 1 and at > 1 else at
    at = next((at for at, chunk in enumerate(chunks) if _is_text(chunk, first=at == 0)), len(chunks))
    return at - 1 if at > 1 and at < len(chunks) and found[at - 1] else at


def read(chunks: list[Chunk]) -> list[Section]:
    """The sections in order. Text before any heading is a section without one."""
    sections = []
    for chunk, level in zip(chunks, levels(chunks), strict=True):
        if level:
            sections.append((Section(words.one_line(chunk.text), level, chunk.number), []))
        else:
            sections = sections or [(Section("", 1), [])]
            _add(sections[-1][1], chunk)
    return _raised([replace(section, blocks=tuple(map(_block, blocks))) for section, blocks in sections])


def _is_text(chunk, *, first):
    """Whether this can only be the text of a report without numbers: an item, or words too many for a header."""
    long = chunk.kind == "para" and len(chunk.text.split()) > (40 if first else 25)
    return (long and not LABELLED.match(chunk.text)) or (not first and (bool(chunk.number) or chunk.kind == "item"))


def table(chunk: Chunk) -> Block:
    """A table as plain texts. The first row is its heading where the source marks one."""
    rows = [tuple(words.plain(cell) for cell in row) for row in chunk.rows]
    head = rows.pop(0) if chunk.has_head and rows else ()
    return Block("table", head=head, rows=tuple(rows))


def _level(chunk, following, marked):
    if chunk.kind == "heading":
        return min(marked.index(chunk.level) + 1, 2)
    if chunk.kind != "para" or chunk.lettered:
        return 0
    level = words.heading_level(chunk.text)
    if chunk.number:
        return 1 if _numbered_heading(chunk, following, level) else 0
    bold = chunk.text.startswith(("**", "__"))
    return 0 if level == 2 and not bold and not _opens(following) else level


def _numbered_heading(chunk, following, level):
    """As in "1. BACKGROUND": in capitals, of a known name, or short and followed by its first paragraph "1.1"."""
    below = following is not None and following.number.startswith(f"{chunk.number}.")
    short = len(chunk.text.split()) <= 12 and not chunk.text.rstrip().endswith((".", ":", ";", ","))
    return "." not in chunk.number and (level == 1 or (below and short))


def _opens(following):
    """Whether what follows is text, so that the words before it may be its heading."""
    if following is None or following.kind == "heading":
        return False
    return following.kind in {"item", "table"} or bool(following.number) or len(following.text.split()) > 8


def _add(blocks, chunk):
    """Put a chunk into the block it belongs to. A block is the list of its chunks until all are there."""
    first = blocks[-1][0] if blocks else None
    begins = chunk.kind == "table" or chunk.number or first is None or first.kind == "table"
    if begins or not (chunk.kind == "item" or chunk.lettered or first.number):
        blocks.append([chunk])
    else:
        blocks[-1].append(chunk)


def _block(chunks):
    if chunks[0].kind == "table":
        return table(chunks[0])
    pieces = [_markdown(chunks[0])]
    for before, chunk in pairwise(chunks):
        pieces += ["\n" if before.kind == chunk.kind == "item" else "\n\n", _markdown(chunk)]
    return Block("text", "".join(pieces), chunks[0].number)


def _markdown(chunk):
    if chunk.kind != "item":
        return chunk.text.strip()
    margin = "  " * (chunk.level - 1)
    return "\n".join([f"{margin}- {chunk.lines[0]}", *(f"{margin}  {line}" for line in chunk.lines[1:])])


def _raised(sections):
    """A report without main headings has lesser ones only in name."""
    if sections and min(section.level for section in sections) == 2:
        return [replace(section, level=1) for section in sections]
    return sections
