"""From any HTML to a small tree of what matters: well formed, bounded, and without what its reader did not see."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from corporate_parenting.lib.reading import ReadError

MAX_DEPTH = 150
MAX_OPEN = 400  # of one kind of tag, before anything parses it: the parser takes long over very deep nests

INLINE = {"span", "font", "b", "strong", "i", "em", "u", "s", "strike", "del", "ins", "sup", "sub", "a", "br", "small"}
INLINE |= {"code", "kbd", "samp", "var", "cite", "q", "abbr", "mark", "label", "time", "big", "tt"}
BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "center", "pre"}
BLOCKS |= {"blockquote", "figure", "figcaption", "details", "summary", "dl", "dt", "dd", "hr", "ul", "ol", "li"}
BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6"}
TABLE = {"table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
DROPPED = {"script", "style", "template", "noscript", "iframe", "svg", "math", "object", "head", "title", "xml"}
DROPPED |= {"select", "textarea", "button", "audio", "video", "canvas", "map"}
VOID = {"br", "hr", "col"}
NESTING = sorted((INLINE | BLOCKS | TABLE) - VOID - {"p", "li", "dt", "dd", "tr", "td", "th", "col"})

HIDING = re.compile(
    r"(?<![-\w])display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*(?:all|screen)"
    r"|font-size\s*:\s*0*\.?0+(?:px|pt|em|rem|%)?\s*(?:;|$|!)",
    re.IGNORECASE,
)
ASIDE = re.compile(r"mso-element\s*:\s*comment|mso-comment-|mso-special-character\s*:\s*comment", re.IGNORECASE)
ASIDE_CLASS = re.compile(r"\bmso(?:CommentReference|CommentText|CommentSubject|Del)\b", re.IGNORECASE)
STYLES = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.IGNORECASE | re.DOTALL)
NO_RULE = re.compile(r"/\*.*?\*/|<!--|-->|@[\w-]+\s+[^{};]*;", re.DOTALL)
CONDITIONAL_RULES = re.compile(r"@(?:media|supports)[^{}]{0,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE)
RULE = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}")
CLASS = re.compile(r"\s*(\w*)\.([\w-]+)\s*")
TAG = re.compile(rf"<(/?)({'|'.join(NESTING)})\b", re.IGNORECASE)


@dataclass
class Node:
    """An element: its name, its attributes and, in order, its texts and elements."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def style(self):
        return self.attributes.get("style", "")

    def words(self):
        """All words below, without markup."""
        return "".join(child if isinstance(child, str) else child.words() for child in self.children)

    def find(self, tag):
        """The elements of this name below, in order."""
        for child in self.children:
            if not isinstance(child, str):
                if child.tag == tag:
                    yield child
                yield from child.find(tag)


def grow(html: str, name: str, *, sheets: str) -> tuple[Node, int]:
    """
    The tree, and how many words stayed behind because they were hidden. `sheets` is the HTML that holds the styles.

    Raises ReadError when it is nested too deep.
    """
    _refuse_deep(html, name)
    builder = _Builder(name)
    builder.feed(CLEANER.clean(html))
    builder.close()
    pruning = _Pruning(_hidden_classes(sheets))
    pruning.prune(builder.root)
    return builder.root, pruning.words


def _refuse_deep(html, name):
    """What is nested senselessly deep is refused before a parser spends its time on it."""
    open_, most = dict.fromkeys(NESTING, 0), 0
    for closing, found in TAG.findall(html):
        tag = found.lower()
        open_[tag] = max(open_[tag] + (-1 if closing else 1), 0)
        most = max(most, open_[tag])
    if most > MAX_OPEN:
        raise _too_deep(name)


def _too_deep(name):
    return ReadError(name, None, "", "it is nested too deep to be read. Paste it in parts, or as plain text.")


class _Builder(HTMLParser):
    """Builds the tree of what the cleaner wrote, which is well formed."""

    def __init__(self, name):
        super().__init__(convert_charrefs=True)
        self.name, self.root = name, Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag in VOID:
            return
        self.open.append(node)
        if len(self.open) > MAX_DEPTH:
            raise _too_deep(self.name)

    def handle_endtag(self, tag):
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


class _Pruning:
    """Takes out what a reader of the source did not see. A hidden cell leaves its place, so that no other moves."""

    def __init__(self, classes):
        self.classes, self.words = classes, 0

    def prune(self, node):
        kept = []
        for child in node.children:
            if isinstance(child, str):
                kept.append(child)
            elif self._hidden(child):
                self.words += len(child.words().split())
                if child.tag in {"td", "th", "col"}:
                    kept.append(Node(child.tag, child.attributes | {"hidden": "hidden"}))
            elif not _aside(child):
                self.prune(child)
                kept.append(child)
        node.children = kept

    def _hidden(self, node):
        named = node.attributes.get("class", "").lower().split()
        by_class = any(("", one) in self.classes or (node.tag, one) in self.classes for one in named)
        return by_class or "hidden" in node.attributes or HIDING.search(node.style) is not None


def _aside(node):
    """Words that a tracked change took out, and comments beside the text."""
    return node.tag == "del" or bool(ASIDE.search(node.style) or ASIDE_CLASS.search(node.attributes.get("class", "")))


def _hidden_classes(html):
    """(tag or "", class) of the style sheet's plain rules that hide what they name."""
    found = set()
    for sheet in STYLES.findall(html):
        for selectors, body in RULE.findall(CONDITIONAL_RULES.sub("", NO_RULE.sub("", sheet))):
            if HIDING.search(body):
                named = (CLASS.fullmatch(one) for one in selectors.split(","))
                found |= {(one[1].lower(), one[2].lower()) for one in named if one}
    return found


CLEANER = nh3.Cleaner(
    tags=INLINE | BLOCKS | TABLE,
    attributes={
        "*": {"style", "class", "hidden"},
        "a": {"href"},
        "ol": {"start"},
        "li": {"value", "data-aria-level", "aria-level"},
        "td": {"rowspan", "colspan"},
        "th": {"rowspan", "colspan"},
        "col": {"span"},
    },
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel=None,
    clean_content_tags=DROPPED,
)
