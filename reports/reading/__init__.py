"""Reads a report from a file: Markdown, plain text as a PDF gives it, or a Word document.

From bytes to plain values and nothing else; the step that imports them decides what to keep.
Nothing is renumbered, and nothing is lost: what has no place is kept and named.
"""

from pathlib import PurePath

from corporate_parenting.lib import word
from corporate_parenting.lib.reading import ReadError, decode
from reports.reading import body, chunks, ending, words
from reports.reading.header import Header
from reports.reading.shapes import (
    Block,
    Contact,
    Field,
    Person,
    ReadReport,
    Recommendation,
    Section,
    Source,
)

__all__ = [
    "Block",
    "Contact",
    "Field",
    "Person",
    "ReadReport",
    "Recommendation",
    "Section",
    "Source",
    "read",
    "read_text",
]

MAX_TEXT = 2_000_000
TEXTS = {".md", ".markdown", ".txt", ""}


def read(data: bytes, name: str) -> ReadReport:
    """The report in a file. `name` is the file's name: its ending says the kind, and errors say it.

    Raises ReadError when the file is of another kind, holds no text, is too large or broken; see
    `corporate_parenting.lib.word` for what a Word document must not hold.
    """
    ending_of_name = PurePath(name).suffix.lower()
    if ending_of_name == ".docx" or data.startswith(b"PK\x03\x04"):
        found = word.read(data, name)
        return read_text(found.markdown, name, found=found.found, outside=found.outside)
    if ending_of_name not in TEXTS:
        raise ReadError(name, None, "", "only Markdown (.md), plain text (.txt) and Word (.docx) can be read.")
    if len(data) > MAX_TEXT:
        raise ReadError(name, None, "", f"the text is larger than {MAX_TEXT // 1_000_000} MB.")
    return read_text(decode(data, name), name)


def read_text(text: str, name: str, *, found=(), outside=()) -> ReadReport:
    """The report in a text. `outside` holds words from around it (page headers), which have no place."""
    pieces = chunks.split(text)
    if not pieces:
        raise ReadError(name, None, "", "the file holds no text.")
    pages = [(f"line {piece.line}, a page’s number", piece.text) for piece in pieces if piece.kind == "page"]
    pieces = [piece for piece in pieces if piece.kind != "page"]
    footer, length = ending.footer(pieces)
    pieces = pieces[: len(pieces) - length]
    begin = body.start(pieces)
    header = Header(pieces[:begin])
    sections = body.read(pieces[begin:])
    parts = _special(sections, header)
    return ReadReport(
        title=header.title,
        body_name=header.body_name,
        meeting_date=header.meeting_date,
        header=tuple(header.fields),
        authors=tuple(header.authors),
        contacts=tuple(header.contacts.found()),
        footer=tuple(footer),
        found=tuple(found),
        unplaced=(*header.unplaced, *pages, *outside),
        **parts,
    )


def _special(sections, header):
    """Takes recommendations, reasons and sources out of the sections and into parts of their own."""
    found = {"recommendation_heading": "", "reasons": "", "reasons_heading": "", "reasons_number": ""}
    found |= {"sources": (), "sources_heading": "", "sources_intro": ""}
    asked, labels, kept = list(header.recommended), list(header.labels), []
    for section in sections:
        heading, only_text = section.heading.rstrip(":"), all(block.kind == "text" for block in section.blocks)
        if words.RECOMMENDATION.fullmatch(heading) and only_text and not found["recommendation_heading"]:
            found["recommendation_heading"] = section.heading
            asked += section.blocks
        elif words.REASONS.fullmatch(heading) and len(section.blocks) == 1 and only_text and not found["reasons"]:
            (block,) = section.blocks
            found |= {"reasons": block.text, "reasons_heading": section.heading, "reasons_number": block.number}
        elif words.SOURCES.fullmatch(heading) and not found["sources_heading"]:
            sources, intro, more = ending.sources(section)
            found |= {"sources": tuple(sources), "sources_heading": section.heading, "sources_intro": intro}
            labels += more
        else:
            kept.append(section)
            continue
        labels += [section.number] if section.number else []
    recommendations, intro, more = ending.recommendations(asked)
    numbers = [block.number for section in kept for block in section.blocks if block.number]
    return found | {
        "template": _template(numbers + [one.number for one in recommendations]),
        "recommendations": tuple(recommendations),
        "recommendation_intro": intro,
        "sections": tuple(kept),
        "labels": (*labels, *more),
    }


def _template(numbers):
    if any("." in number for number in numbers):
        return "decimal"
    return "continuous" if any(number.isdigit() for number in numbers) else "none"
