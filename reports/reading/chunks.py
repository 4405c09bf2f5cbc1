"""From lines to chunks: paragraphs, list items, tables and marked headings, each with its line."""

import re
from dataclasses import dataclass, field

MARKS = "-*+•●▪◦‣–—·❖➢➤✓■□\uf0b7\uf0a7"
SECOND_LEVEL_MARKS = set("◦▪❖➢➤■□\uf0a7o")
TAGS = ((r"</?(?:i|em)>", "*"), (r"</?(?:b|strong)>", "**"))
OTHER_TAGS = r"</?(?:p|u|span|div|font|sup|sub|center)(?:\s[^<>]*)?>"
BULLET = re.compile(rf"(?P<mark>[{re.escape(MARKS)}]|o(?=\s+\S))\s+(?P<rest>\S.*)")
NUMBER = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})+\\?\.?|\d{1,3}(?=\\?[.)]))\\?[.)]?\s+(?P<rest>\S.*)")
LETTER = re.compile(r"\\?\(?(?:[a-z]|[ivx]{1,5})\\?\)\s+\S")
HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
RULE = re.compile(r"[-*_=]{3,}|\\?[-*_]{3,}")
DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
PAGE = re.compile(r"(?:page\s+\d+(?:\s+of\s+\d+)?|-\s*\d+\s*-|\d{1,3})", re.IGNORECASE)
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u00ad\ufeff"), None) | {0xA0: " ", 0x0C: "\n\n", 0x2028: "\n"}
MOST_LINES_OF_A_ROW = 20


@dataclass
class Chunk:
    """A piece of the file. `kind` is "para", "item", "table", "heading" or "page" (a page's number).

    `level` is a heading's number of marks, or how deep an item stands. Table rows are raw cells.
    """

    kind: str
    line: int
    lines: list[str] = field(default_factory=list)
    number: str = ""
    level: int = 0
    indent: int = 0
    rows: list[list[str]] = field(default_factory=list)
    has_head: bool = False
    lettered: bool = False

    @property
    def text(self):
        return "\n".join(self.lines)


def split(text: str) -> list[Chunk]:
    """The chunks of a text in order. Pieces that a page break tore apart are joined again."""
    found = _Splitter(_untagged(text).split("\n")).chunks
    _set_levels(found)
    return _joined(found)


def _untagged(text):
    """Without the few HTML tags that Markdown from other programs holds; `<br>` stays for tables."""
    text = text.translate(UNSEEN)
    for tag, mark in TAGS:
        text = re.sub(tag, mark, text, flags=re.IGNORECASE)
    return re.sub(OTHER_TAGS, "", text, flags=re.IGNORECASE)


class _Splitter:
    """Walks the lines once; `open` is the chunk that the next line may continue."""

    def __init__(self, lines):
        self.lines, self.chunks, self.open, self.unfinished = lines, [], None, 0
        for at, line in enumerate(lines):
            self._take(at, line)

    def _take(self, at, line):
        bare = line.strip()
        if self.unfinished and bare:
            self._continue_row(bare)
        elif not bare or RULE.fullmatch(bare):
            self.open, self.unfinished = None, 0
        elif self._is_row(at, bare):
            self._row(at, bare)
        elif PAGE.fullmatch(bare) and self.open is None:
            self._add(Chunk("page", at + 1, [bare]))
            self.open = None
        else:
            self._words(at, line, bare)

    def _words(self, at, line, bare):
        kept = bare + "  " if line.endswith("  ") else bare
        if marked := HEADING.fullmatch(bare):
            self._heading(at, *marked.groups())
        elif bullet := BULLET.match(kept):
            self._bullet(at, line, bullet)
        elif (numbered := NUMBER.match(kept)) and not (self._in_words() and numbered["rest"][0].islower()):
            self._add(Chunk("para", at + 1, [numbered["rest"]], number=_bare_number(numbered)))
        elif LETTER.match(bare):
            self._add(Chunk("para", at + 1, [kept], lettered=True))
        elif self._in_words():
            self.open.lines += re.split(r"<br\s*/?>", kept)
        else:
            self._add(Chunk("para", at + 1, re.split(r"<br\s*/?>", kept)))

    def _in_words(self):
        return self.open is not None and self.open.kind in {"para", "item"}

    def _heading(self, at, marks, words):
        numbered = NUMBER.match(words)
        number = _bare_number(numbered) if numbered else ""
        self._add(Chunk("heading", at + 1, [numbered["rest"] if numbered else words], number=number, level=len(marks)))
        self.open = None

    def _bullet(self, at, line, bullet):
        """A list item; one whose text begins with a number is that numbered paragraph."""
        marks, rest = {bullet["mark"]}, bullet["rest"]
        while inner := BULLET.match(rest):
            marks.add(inner["mark"])
            rest = inner["rest"]
        if numbered := NUMBER.match(rest):
            self._add(Chunk("para", at + 1, [numbered["rest"]], number=_bare_number(numbered)))
            return
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        self._add(Chunk("item", at + 1, [rest], indent=indent, level=2 if marks & SECOND_LEVEL_MARKS else 1))

    def _is_row(self, at, bare):
        if bare.startswith("|") or (self.open is not None and self.open.kind == "table" and "|" in bare):
            return True
        following = self.lines[at + 1].strip() if at + 1 < len(self.lines) else ""
        return "|" in bare and "|" in following and bool(DELIMITER.fullmatch(following))

    def _row(self, at, bare):
        if self.open is None or self.open.kind != "table":
            self._add(Chunk("table", at + 1))
        table = self.open
        if DELIMITER.fullmatch(bare) and "-" in bare:
            table.has_head = table.has_head or len(table.rows) == 1
            return
        table.rows.append([bare])
        self.unfinished = self._torn(at, bare)

    def _torn(self, at, bare):
        """How many lines may follow before this row ends; 0 when it is whole."""
        if bare.endswith("|") and len(bare) > 1:
            return 0
        ahead = (line.strip() for line in self.lines[at + 1 : at + 1 + MOST_LINES_OF_A_ROW])
        for count, line in enumerate(ahead, 1):
            if not line or line.startswith("|"):
                return 0
            if line.endswith("|"):
                return count
        return 0

    def _continue_row(self, bare):
        self.open.rows[-1][0] += f" {bare}"
        self.unfinished -= 1

    def _add(self, chunk):
        self.chunks.append(chunk)
        self.open = chunk


def _bare_number(numbered):
    return numbered["number"].rstrip("\\.")


def cells(row: str) -> list[str]:
    """The cells of a table row as it stands in the file."""
    inner = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", row)
    parts = re.split(r"(?<!\\)\|", inner)
    return [re.sub(r"\s*<br\s*/?>\s*", "\n", part.replace(r"\|", "|")).strip() for part in parts]


def _set_levels(found):
    """Depth of list items: by their indent against those before, and by marks that stand below others."""
    indents, has_first = [], False
    for before, chunk in zip([None, *found], found, strict=False):
        if chunk.kind == "table":
            chunk.rows = [cells(row) for (row,) in chunk.rows]
        if chunk.kind != "item":
            continue
        if before is None or before.kind != "item":
            indents, has_first = [], False
        has_first = has_first or chunk.level == 1
        while indents and chunk.indent < indents[-1]:
            indents.pop()
        if not indents or chunk.indent >= indents[-1] + 2:
            indents.append(chunk.indent)
        chunk.level = min(max(len(indents), chunk.level if has_first else 1), 4)


def _joined(found):
    """A paragraph that begins in small letters goes on with a sentence that was not finished."""
    kept, before = [], None
    for chunk in found:
        if before is not None and _continues(chunk, before):
            before.lines += chunk.lines
            continue
        kept.append(chunk)
        before = before if chunk.kind == "page" else chunk
    return kept


def _continues(chunk, before):
    if chunk.kind != "para" or chunk.number or chunk.lettered or before.kind not in {"para", "item"}:
        return False
    return chunk.lines[0][:1].islower() and before.lines[-1].rstrip("*_ )”\"'")[-1:] not in set(".:;!?")
