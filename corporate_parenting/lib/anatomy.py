"""What a Markdown text is made of, for whoever looks through it: lines of words, tables, links, headings."""

from dataclasses import dataclass, field

from corporate_parenting.lib import richtext


@dataclass(frozen=True)
class Link:
    """Words that lead to an address."""

    words: str
    address: str


@dataclass(frozen=True)
class Anatomy:
    """
    `lines` are the words without markup, a paragraph or list item each; `tables` are {"head": […], "rows": [[…], …]};
    `headings` are (level, words); `findings` say what is beyond the limits of the layout.
    """

    lines: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    links: list = field(default_factory=list)
    headings: list = field(default_factory=list)
    findings: list = field(default_factory=list)

    @property
    def prose(self):
        """All lines, one below the other."""
        return "\n".join(self.lines)


def of(text):
    """The Anatomy of a Markdown text. A text too long to be read as Markdown is lines only."""
    tokens, findings = richtext.parsed(text)
    if len(text) > richtext.MAX_CHARS:
        return Anatomy(lines=[line.strip() for line in text.splitlines() if line.strip()], findings=findings)
    made, row, level = Anatomy(findings=findings), None, 0
    for token in tokens:
        if token.type == "table_open":
            made.tables.append({"head": [], "rows": []})
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            _put(made.tables[-1], row)
            row = None
        elif token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "inline":
            words = _words(token.children or (), made.links)
            _place(made, words, row, level)
            level = 0
    return made


def _put(table, row):
    if table["head"] or table["rows"]:
        table["rows"].append(row)
    else:
        table["head"] = row


def _place(made, words, row, level):
    if row is not None:
        row.append(words)
    elif level:
        made.headings.append((level, words))
    elif words.strip():
        made.lines.append(words)


def _words(children, links):
    """The words of a line; its links are added to those known."""
    parts, address, since = [], "", 0
    for token in children:
        if token.type == "link_open":
            address, since = str(token.attrGet("href") or ""), len(parts)
        elif token.type == "link_close":
            links.append(Link("".join(parts[since:]), address))
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        else:
            parts.append(token.content)
    return "".join(parts)
