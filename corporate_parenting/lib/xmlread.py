"""XML from other systems into plain nodes that know their line. No entities, no DTD, bounded.

The standard trees forget where an element stood; an error message has to say it.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from corporate_parenting.lib.reading import ReadError, decode

MAX_BYTES = 20_000_000
MAX_DEPTH = 60
MAX_NODES = 400_000
WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")


@dataclass
class Node:
    """An element: its name (lower case, no namespace), attributes, own text, children and line."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def child(self, tag: str) -> "Node | None":
        """The first child of this name, or None."""
        return next(self.named(tag), None)

    def named(self, tag: str):
        """The children of this name, in order."""
        return (child for child in self.children if child.tag == tag)

    def walk(self):
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def read(data: bytes, name: str, *, html_fields: tuple[str, ...] = ()) -> Node:
    """The root of the document. `html_fields` are elements whose content is HTML, escaped or not.

    HTML that stands unescaped in such a field is kept as its text, well formed or not.
    Raises ReadError with line and field for broken, hostile or oversized XML.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(name, None, "", f"the file is larger than {MAX_BYTES // 1_000_000} MB.")
    whole = _text(data, name)
    text = whole.lstrip()
    before = whole[: len(whole) - len(text)].count("\n")
    if WEB_PAGE.match(text):
        raise ReadError(name, before + 1, "", "this is a web page and not XML.")
    builder = _Builder(name)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.place = lambda: before + parser.parser.CurrentLineNumber
    try:
        parser.feed(_kept_as_text(text, html_fields))
        return parser.close()
    except DefusedXmlException as error:
        raise ReadError(name, builder.place(), "", "document types and entities are not accepted.") from error
    except ParseError as error:
        reason = str(error).partition(":")[0] + builder.still_open()
        raise ReadError(name, before + error.position[0], builder.innermost(), f"broken XML ({reason}).") from error


def _text(data, name):
    """Decoded by what the document says of itself; a wrong byte is an error and not a wrong letter."""
    declared = DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    encoding = declared[1].decode() if declared else "utf-8"
    try:
        return decode(data, name, fallback=encoding)
    except LookupError as error:
        raise ReadError(name, 1, "", f"the encoding “{encoding}” is not known.") from error


def _kept_as_text(text, html_fields):
    """HTML fields whose content was not escaped, as CDATA. Adds no line, so that lines stay true."""
    if not html_fields:
        return text
    field = re.compile(rf"<({'|'.join(html_fields)})>(?!\s*<!\[CDATA\[)(.*?)</\1>", re.DOTALL | re.IGNORECASE)

    def wrap(found):
        tag, content = found.groups()
        if "<" not in content:
            return found[0]
        return f"<{tag}><![CDATA[{content.replace(']]>', ']]&gt;')}]]></{tag}>"

    return field.sub(wrap, text)


class _Builder:
    """The parser's target: builds nodes, keeps lines, minds the limits."""

    def __init__(self, name):
        self.name, self.place = name, lambda: 1
        self.open, self.root, self.count = [], None, 0

    def start(self, tag, attributes):
        node = Node(_local(tag), self.place(), {_local(key): value for key, value in attributes.items()})
        self.count += 1
        if self.count > MAX_NODES or len(self.open) >= MAX_DEPTH:
            raise ReadError(self.name, node.line, node.tag, "the document is nested too deep or has too many elements.")
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, tag):
        self.open.pop()

    def data(self, text):
        if self.open:
            self.open[-1].text += text

    def close(self):
        return self.root

    def still_open(self):
        """The element whose end is missing, which the parser notices only further down."""
        return f"; “{self.open[-1].tag}” is open since line {self.open[-1].line}" if self.open else ""

    def innermost(self):
        return self.open[-1].tag if self.open else ""


def _local(name):
    return name.rpartition("}")[2].lower()
