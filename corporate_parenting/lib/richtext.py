"""Markdown to safe HTML: the only door that people's text passes on its way to a page or a print.

Three walls stand behind one another. Raw HTML is never read as HTML; only the tokens written
below are rendered; and an allow-list cleans the result last. What Markdown does not understand,
or what is not allowed, stays on the page as it was typed: the door loses no word.
"""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from . import direction

MAX_CHARS = 100_000  # beyond, the text is shown without being read as Markdown
MAX_DEPTH = 8  # lists in lists, quotes in quotes, emphasis in emphasis
MAX_INDENT = 16
MAX_BRACKETS = 500
MAX_WORD = 500  # a longer word gets places where a line may break
MAX_COLUMNS = 20
MAX_ROWS = 500
BREAK_HERE = "\u200b"

SCHEMES = ("http", "https", "mailto", "tel")
TAGS = {"p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "a", "blockquote", "hr"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}, "li": {"value"}}
ATTRIBUTES |= {f"h{level}": {"id"} for level in range(2, 7)}
TURNED = {"p", "ul", "ol", "li", "th", "td", *(f"h{level}" for level in range(2, 7))}  # may be read from the right
ATTRIBUTES |= {tag: ATTRIBUTES.get(tag, set()) | {"dir"} for tag in TURNED}

PAGE_CLASSES = {
    "p": "govuk-body",
    "a": "govuk-link",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "blockquote": "govuk-inset-text",
    "hr": "govuk-section-break govuk-section-break--m govuk-section-break--visible",
    "table": "govuk-table",
    "thead": "govuk-table__head",
    "tbody": "govuk-table__body",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "h2": "govuk-heading-l",
    "h3": "govuk-heading-m",
    "h4": "govuk-heading-s",
    "h5": "govuk-heading-s",
    "h6": "govuk-heading-s",
}
NUMERIC = {"th": "govuk-table__header--numeric", "td": "govuk-table__cell--numeric"}
PRINT_NUMERIC = "numeric"

# Control characters, lone surrogates and the marks that turn the direction of writing: they
# cannot be seen, break XML and PDF, or make text read otherwise than it is stored.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
MARKER = re.compile(r"[ \t]*(?:>|[-+*](?=\s)|\d{1,9}(?=[.)]\s))")
LONE_BRACKET = re.compile(r"(?<!\\)\[(?![^\[\]]{0,300}\]\()")
LONG_WORD = re.compile(rf"[^\s{BREAK_HERE}]{{{MAX_WORD}}}(?=\S)")
SAFE_LINK = re.compile(rf"(?:{'|'.join(SCHEMES)}):\S", re.IGNORECASE)


def page(text: str, *, base_level: int = 2, id_prefix: str = "") -> SafeString:
    """HTML for a web page, with GOV.UK Frontend's class names.

    The first heading becomes `<h{base_level}>` (2 to 6) and no level is skipped after it.
    With `id_prefix` (a letter, then letters, digits, "-", "_") headings get the ids
    `<id_prefix>-1`, `<id_prefix>-2` and so on.
    """
    return _html(text, base_level, id_prefix, PAGE_CLASSES)


def print_html(text: str, *, base_level: int = 2, id_prefix: str = "") -> SafeString:
    """The same without class names, but for `numeric` on cells aligned to the right."""
    return _html(text, base_level, id_prefix, {})


def plain(text: str) -> str:
    """The words without markup, one line a block: for search, mail and comparing.

    List items start with "- " or their number, cells stand between " | ", and an address that
    its link's words do not show follows them in brackets.
    """
    lines, prefix, cells = [], "", None
    for token in _tokens(text):
        if token.type == "list_item_open":
            prefix = f"{token.info}{token.markup} " if token.info else "- "
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            lines.append(" | ".join(cells))
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_plain_inline(token.children))
        elif token.type == "inline":
            lines.append(prefix + _plain_inline(token.children))
            prefix = ""
    return "\n".join(lines)


def plain_line(text: str) -> str:
    """The words of one line without markup. What it begins with is never a list or a heading: "- " stays "-"."""
    return _plain_inline(MARKDOWN.parseInline(_unbracketed(_cleaned(text)).strip())[0].children)


def findings(text: str) -> list[str]:
    """What in this text is beyond the limits, one sentence each; an empty list when nothing is.

    Such text is still shown with every word, but not laid out as its author meant.
    """
    return parsed(text)[1]


def parsed(text: str) -> tuple[list[Token], list[str]]:
    """The tokens that a text is shown from, and what `findings` says of it: one reading for both."""
    if len(text) > MAX_CHARS:
        return _tokens(text), [f"The text is longer than {MAX_CHARS:,} characters."]
    found, env = [], {}
    if any(_shallow(line) != line for line in _cleaned(text).split("\n")):
        found.append(f"Lists or quotes stand more than {MAX_DEPTH} deep in one another.")
    if any(len(word) > MAX_WORD for word in text.split()):
        found.append(f"A word is longer than {MAX_WORD} characters.")
    tokens = _tokens(text, env)
    return tokens, found + env.get("findings", [])


def _html(text, base_level, id_prefix, classes):
    if not 2 <= base_level <= 6:
        raise ValueError("base_level must be 2 to 6")
    if id_prefix and not re.fullmatch(r"[A-Za-z][\w-]*", id_prefix, re.ASCII):
        raise ValueError("id_prefix must be a letter, then letters, digits, '-' or '_'")
    tokens = _tokens(text)
    _level_headings(tokens, base_level, id_prefix)
    _dress(tokens, classes)
    return mark_safe(CLEANER.clean(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})))


def _tokens(text, env=None):
    env = {} if env is None else env
    cleaned = _cleaned(text)
    if len(cleaned) > MAX_CHARS:
        return [token for part in re.split(r"\n\s*\n", cleaned) for token in _as_typed(part.strip())]
    tokens = MARKDOWN.parse("\n".join(_shallow(line) for line in _unbracketed(cleaned).split("\n")), env)
    for token in tokens:
        if token.children:
            token.children = _shallow_inline(token.children)
    return tokens


def _cleaned(text):
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _unbracketed(text):
    """In a text of very many brackets, those that open no plain link are escaped: the parser tries each for long."""
    return LONE_BRACKET.sub(r"\\[", text) if text.count("[") > MAX_BRACKETS else text


def _shallow(line):
    """The line with its indent capped and, after so many list or quote marks, the rest escaped."""
    body = line.lstrip(" \t")
    indent = len(line[: len(line) - len(body)].expandtabs(4))
    if indent > MAX_INDENT:
        line = " " * MAX_INDENT + body
    position = depth = 0
    while mark := MARKER.match(line, position):
        depth += 1
        if depth > MAX_DEPTH:
            at = mark.end() if mark[0][-1].isdigit() else mark.end() - 1
            return line[:at] + "\\" + line[at:]
        position = mark.end() + (mark[0][-1].isdigit())
    return line


def _shallow_inline(children):
    kept, depth = [], 0
    for token in children:
        depth += token.nesting == 1
        if depth <= MAX_DEPTH or token.nesting == 0:
            kept.append(token)
        depth -= token.nesting == -1
    return kept


def _as_typed(content):
    return _paragraph(content, Token("text", "", 0, content=content))


def _paragraph(content, *children):
    """Tokens of a paragraph; without children the parser is still to read its content."""
    inline = Token("inline", "", 0, content=content, children=list(children))
    return [Token("paragraph_open", "p", 1, block=True), inline, Token("paragraph_close", "p", -1, block=True)]


def _mend_tables(state):
    """Keep what the parser would drop from a row too long, and show a table too big as text."""
    lines = state.src.split("\n")
    starts = [n for n, token in enumerate(state.tokens) if token.type == "table_open"]
    for start in reversed(starts):
        end = next(n for n in range(start, len(state.tokens)) if state.tokens[n].type == "table_close")
        table = state.tokens[start : end + 1]
        first, last = table[0].map
        columns = sum(token.type == "th_open" for token in table)
        if columns > MAX_COLUMNS or last - first > MAX_ROWS:
            state.tokens[start : end + 1] = _paragraph("\n".join(lines[first:last]))
            _find(state, f"The table on line {first + 1} has more than {MAX_COLUMNS} columns or {MAX_ROWS} rows.")
        elif _keep_surplus(table, lines, columns):
            _find(state, f"The table on line {first + 1} has a row with more cells than its heading.")


def _find(state, sentence):
    state.env.setdefault("findings", []).insert(0, sentence)


def _keep_surplus(table, lines, columns):
    """Put cells beyond the last column into the last one; whether there were any."""
    found = False
    inlines = [token for token in table if token.type == "inline"][columns:]
    for last in inlines[columns - 1 :: columns]:
        cells = escapedSplit(re.sub(r"^[\s>|]+|\s*\|?\s*$", "", lines[last.map[0]]))
        if len(cells) > columns:
            last.content = " | ".join([last.content, *(cell.strip() for cell in cells[columns:])])
            found = True
    return found


def _level_headings(tokens, base_level, id_prefix):
    """Headings from the base level down, none skipped, so that a reader of headings can follow."""
    above, count = [], 0
    for token in tokens:
        if token.type == "heading_open":
            level, count = int(token.tag[1]), count + 1
            above = [higher for higher in above if higher < level] + [level]
            if id_prefix:
                token.attrSet("id", f"{id_prefix}-{count}")
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(base_level + len(above) - 1, 6)}"


def _dress(tokens, classes):
    """Class names, scopes, list numbers as given, and places to break long words."""
    _dress_tables(tokens)
    _number_lists(tokens)
    _turn(tokens)
    for token in _every(tokens):
        if token.type == "text":
            token.content = LONG_WORD.sub(lambda word: word[0] + BREAK_HERE, token.content)
        elif token.nesting >= 0 and token.tag:
            names = [classes.get(token.tag, "")]
            if "right" in str(token.attrs.pop("style", "")):
                names.append(NUMERIC[token.tag] if classes else PRINT_NUMERIC)
            if any(names):
                token.attrSet("class", " ".join(filter(None, names)))


def _number_lists(tokens):
    """A number that leaves a gap stays as it was given; the reader may be asked for that very number."""
    nexts = []
    for token in tokens:
        if token.type == "ordered_list_open":
            nexts.append(None)
        elif token.type == "ordered_list_close":
            nexts.pop()
        elif token.type == "list_item_open" and token.info:
            given, wanted = int(token.info), nexts[-1]
            if wanted is not None and given > wanted:
                token.attrSet("value", str(given))
            nexts[-1] = max(given, wanted or 0) + 1


def _turn(tokens):
    """What begins in a script that is read from the right says so, a list if its first item does."""
    opened = []
    for token in tokens:
        if token.type == "inline":
            if direction.is_rtl(_plain_inline(token.children)):
                for holder in opened:
                    holder.attrSet("dir", "rtl")
            opened = []
        elif token.nesting == 1 and token.tag in TURNED:
            opened.append(token)
        elif token.nesting == -1:
            opened = []


def _dress_tables(tokens):
    """Headings know their column or row; an empty corner is a cell, and makes the first column headings."""
    corner_empty, column = False, 0
    for token, inside, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            if column == 0:
                corner_empty = not inside.content
            if inside.content:
                token.attrSet("scope", "col")
            else:
                token.tag = closing.tag = "td"
            column += 1
        elif token.type == "td_open":
            if column == 0 and corner_empty and inside.content:
                token.tag = closing.tag = "th"
                token.attrSet("scope", "row")
            column += 1


def _every(tokens):
    for token in tokens:
        yield token
        yield from token.children or ()


def _plain_inline(children):
    """Words of a line; an address its link does not show follows in brackets."""
    parts, address = [], ""
    for token in children:
        if token.type == "link_open":
            address, since = token.attrGet("href"), len(parts)
        elif token.type == "link_close" and address.removeprefix("mailto:") != "".join(parts[since:]):
            parts.append(f" ({address})")
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n" if token.type == "hardbreak" else " ")
        else:
            parts.append(token.content)
    return "".join(parts)


def _parser():
    """CommonMark without what officers' text holds only by accident.

    Off: code (indented or fenced), underlined headings, images, and reference definitions, which
    would swallow a paragraph that starts with "[note]:". What is off stays as it was typed.
    """
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 40})
    parser.enable(["table", "strikethrough"])
    parser.disable(["code", "fence", "lheading", "reference", "html_block", "backticks", "image", "html_inline"])
    parser.validateLink = lambda url: bool(SAFE_LINK.match(url.strip()))
    parser.core.ruler.after("block", "mend_tables", _mend_tables)
    return parser


def _cleaner():
    """The last wall. It would hold even if everything above had a hole."""
    classes = {tag: set(names.split()) for tag, names in PAGE_CLASSES.items()}
    for tag, name in NUMERIC.items():
        classes[tag] |= {name, PRINT_NUMERIC}
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=classes,
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "svg", "math"},
    )


MARKDOWN = _parser()
CLEANER = _cleaner()
