"""
The text of a section as one flow: what stands in the box that its writer types in.

An empty line ends a paragraph, and each paragraph is one of the report, with its own number. A list, a quote, a
lettered or an indented line after an empty one belongs to the paragraph before it. A table with bars between its
cells is a table of the report; a table or a figure that is there already stands as a line of its own. What cannot
be said so is said by a line in double brackets, so that a text read back is the same text.
"""

import hashlib
import json
import re
from dataclasses import dataclass

from markdown_it.rules_block.table import escapedSplit

from corporate_parenting.lib import richtext
from reports.models import Block

NEW, SAME, AS_TYPED = "[[new paragraph]]", "[[same paragraph]]", "[[text]] "
LONGEST_HEADING = 300
MARK = re.compile(r"\s*\[\[(?:(new paragraph|same paragraph)|(table|figure) ([0-9]{1,18})(?::.*)?)\]\]\s*")
HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*")
# What goes on with the paragraph before it: an item, a quote, a letter such as "(a)", an indent, a line across.
GOES_ON = re.compile(r"[-*+]\s|[0-9]{1,9}[.)]\s|>|\(?[a-z]{1,4}\)\s|[ \t]+\S|([-*_])[ \t]*(?:\1[ \t]*){2,}$")
UNDER_HEAD = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
CAPTION = re.compile(r"Table:[ \t]*(\S.*)")
BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Words:
    """A paragraph, with the lists that belong to it: Markdown."""

    text: str


@dataclass(frozen=True)
class Place:
    """Where a table or figure stands that is in the report already."""

    kind: str
    pk: int
    line: str


@dataclass(frozen=True)
class Drawn:
    """A table typed or pasted into the text, with bars between its cells."""

    head: tuple
    rows: tuple
    caption: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within the text: it becomes a sub-heading of its own when the section is saved by its button."""

    words: str
    line: str


def normal(text):
    """The same text with one kind of line end and at most one empty line: what a browser's box makes of it."""
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = "\n".join(line if line.strip(" \t") else "" for line in lines)
    return re.sub(r"\n{3,}", "\n\n", found).strip("\n")


def text_of(section):
    """The text of a section as its writer sees it."""
    return written(section.blocks.all())


def written(blocks):
    """The text of these blocks, in order."""
    pieces, after_words = [], False
    for block in blocks:
        if block.kind != Block.Kind.TEXT:
            pieces.append(line_of(block))
        elif text := normal(block.text):
            pieces.append(text if is_heading(text) else _escaped(text, after_words=after_words))
        else:
            continue
        after_words = block.kind == Block.Kind.TEXT and not is_heading(text)
    return "\n\n".join(pieces)


def line_of(block):
    """The line that stands for a table or figure: [[table 12: its caption]]."""
    about = " ".join((block.caption or block.alt[:80]).replace("]]", "] ]").split())
    return f"[[{block.kind} {block.pk}{f': {about}' if about else ''}]]"


def edition(blocks):
    """
    A short name for exactly these words and, after a stop, one for what is in the tables and pictures.

    The text does not show what a table holds, so a text without a table of its own takes nothing of it away.
    """
    tables = [[block.pk, block.table, block.image] for block in blocks if block.kind != Block.Kind.TEXT]
    return f"{_short(written(blocks))}.{_short(json.dumps(tables, sort_keys=True))}"


def _short(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def parse(text):
    """The paragraphs, tables, places and headings of a text, in order."""
    return _Reader(normal(text).split("\n")).read()


def is_heading(line):
    """Is this one line that is a heading, short enough to be one of the report?"""
    found = None if "\n" in line else HEADING.fullmatch(line)
    return found is not None and len(found[1]) <= LONGEST_HEADING


def _starts_table(line, following):
    """A line of cells with a line of dashes under it; within a list it stays as it is."""
    if "|" not in following or not UNDER_HEAD.fullmatch(following):
        return False
    if GOES_ON.match(line) or line.startswith(AS_TYPED) or not line.strip():
        return False
    return len(_cells(line)) == len(_cells(following))


def _cells(line):
    return escapedSplit(re.sub(r"^[ \t]*\||\|[ \t]*$", "", line))


def _escaped(text, *, after_words):
    """A paragraph as it stands in the flow, with marks where it would be read as something else."""
    lines, found, begins = text.split("\n"), [], True
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        first, goes_on = not found, bool(GOES_ON.match(line))
        if first and goes_on and after_words:
            found.append(NEW)
        elif line and begins and not first and not goes_on:
            found.append(SAME)
        special = MARK.fullmatch(line) or line.startswith(AS_TYPED) or is_heading(line)
        found.append(AS_TYPED + line if special or _starts_table(line, following) else line)
        begins = not line
    return "\n".join(found)


class _Reader:
    """Reads a text line by line; `open` is the paragraph at hand, None where none is."""

    def __init__(self, lines):
        self.lines, self.at, self.found = lines, 0, []
        self.open, self.empty, self.told = None, False, ""

    def read(self):
        while self.at < len(self.lines):
            line, following = self.lines[self.at], "".join(self.lines[self.at + 1 : self.at + 2])
            self.at += 1
            if not line:
                self.empty = True
            elif mark := MARK.fullmatch(line):
                self.mark(mark, line)
            elif is_heading(line):
                self.add(Heading(HEADING.fullmatch(line)[1], line))
            elif not (_starts_table(line, following) and self.table()):
                self.words(line.removeprefix(AS_TYPED))
        self.close()
        return self.found

    def close(self):
        if self.open is not None:
            self.found.append(Words("\n".join(self.open).strip("\n")))
        self.open, self.empty, self.told = None, False, ""

    def add(self, item):
        self.close()
        self.found.append(item)

    def mark(self, mark, line):
        if mark[1]:
            self.told, self.empty = mark[1].split()[0], True
        else:
            self.add(Place(mark[2], int(mark[3]), line.strip()))

    def words(self, line):
        goes_on = self.told == "same" or (self.told != "new" and (not self.empty or bool(GOES_ON.match(line))))
        if self.open is not None and goes_on:
            self.open += ["", line] if self.empty else [line]
        else:
            self.close()
            self.open = [line]
        self.empty, self.told = False, ""

    def table(self):
        """The table that begins at the line before this one, if it is one that can be printed; whether it was."""
        end = self.at
        while end < len(self.lines) and self.lines[end]:
            end += 1
        rows = [_texts(line) for line in [self.lines[self.at - 1], *self.lines[self.at + 1 : end]]]
        if len(rows) > richtext.MAX_ROWS or max(map(len, rows)) > richtext.MAX_COLUMNS:
            return False
        self.at = end
        self.add(Drawn(rows[0], tuple(rows[1:]), self.caption()))
        return True

    def caption(self):
        """A line "Table: …" right above a table is its caption."""
        above = self.open[-1] if self.open and not self.empty else ""
        if (found := CAPTION.fullmatch(above)) is None:
            return ""
        self.open = self.open[:-1] or None
        return found[1].strip()[:300]


def _texts(line):
    """The cells of a line as plain words, as tables keep them."""
    return tuple("\n".join(map(richtext.plain_line, BREAK.split(cell))).strip() for cell in _cells(line))
