"""The structure of a rendered document, as a screen reader will meet it.

WeasyPrint's own tags split every element at a page break, repeat table heads as content and leave inline
wrappers in the tree. This builds the tree from the same boxes with one node for each HTML element, however
many pages and lines it runs over. It stands in for a private function, so WeasyPrint is pinned exactly.
"""

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from . import meant
from .tree import GROUPING, Node

SVG = "{http://www.w3.org/2000/svg}"
ROLES = {
    "article": "Art", "section": "Sect", "nav": "Sect", "aside": "Sect", "blockquote": "BlockQuote",
    "p": "P", "pre": "P", "address": "P", "figcaption": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel", "pack"}
LAYOUT_ONLY = {"presentation", "none"}
NUMBERING = {
    "decimal": "Decimal", "lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha", "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman", "disc": "Disc", "circle": "Circle", "square": "Square",
}  # fmt: skip


class TagBuilder:
    """Walks the boxes of all pages and grows one tree of Nodes."""

    def __init__(self, dests):
        self.root = Node("Document")
        self.dests = dests
        self.warnings = []
        self.faults = []
        self.artifacts = []
        self.meant = {}
        self.heading = 0
        self.nodes = {}
        self.repeatable = {}

    def add_page(self, number, height, page_box, marks):
        """Take in one page. `marks` maps boxes to their marked content; what is left of it was drawn as decoration."""
        self.number, self.height, self.marks = number, height, marks
        self.walk(page_box, self.root)
        self.artifacts += [(number, mark["mcid"]) for mark in marks.values()]
        marks.clear()

    def walk(self, box, parent):
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox) or self.is_repeated(box):
            return
        if isinstance(box, boxes.TextBox):
            self.add_mark(box, self.for_text(parent))
        elif isinstance(box, boxes.ReplacedBox):
            self.add_figure(box, parent)
        else:
            node = self.node_for(box, parent)
            for child in getattr(box, "children", ()):
                self.walk(child, node)

    def is_repeated(self, box):
        """A table head or foot that the layout repeats on a later page is decoration there."""
        if not (getattr(box, "is_header", False) or getattr(box, "is_footer", False)) or box.element is None:
            return False
        first_page = self.repeatable.setdefault(id(box.element), self.number)
        return first_page != self.number

    def node_for(self, box, parent):
        """The element that what is in this box belongs to."""
        element, tag = box.element, box.element_tag or ""
        if tag.endswith("::marker"):
            return self.list_label(element, parent)
        if element is None or parent.element is element or "::" in tag:
            return parent
        if (annotation := getattr(box, "link_annotation", None)) and may_be_followed(annotation):
            return self.link(box, parent)
        role = None if element.get("role") in LAYOUT_ONLY else ROLES.get(tag)
        return self.block(role, box, parent) if role else self.inline(element, tag, parent)

    def block(self, role, box, parent):
        known = self.nodes.get((id(box.element), role))
        if known is not None:
            return known
        node = self.new(role, self.home_of(role, box, parent), box.element)
        if role in ("TH", "TD"):
            cell_attributes(node, box)
        elif role == "L":
            node.attributes["List"] = {"ListNumbering": NUMBERING.get(box.style["list_style_type"], "None")}
        elif role[0] == "H" and role[1:].isdigit():
            self.level(node, int(role[1:]))
        return node

    def home_of(self, role, box, parent):
        """Lists hold items, items hold a label and a body, whatever the HTML says."""
        if role == "LI" and parent.role != "L":
            return self.implied("L", parent)
        if role in ("Lbl", "LBody") and box.element_tag in ("dt", "dd"):
            return self.description(role, parent)
        if role == "TR" and parent.role == "Table":
            return self.implied("TBody", parent)
        return self.list_body(parent) if parent.role == "LI" else parent

    def description(self, role, parent):
        holder = parent if parent.role == "L" else self.implied("L", parent)
        last = holder.kids[-1] if holder.kids else None
        if role == "LBody" and isinstance(last, Node) and last.role == "LI":
            return last
        return self.new("LI", holder, None)

    def list_label(self, element, parent):
        known = self.nodes.get((id(element), "Lbl"))
        if known is not None:
            return known
        return self.new("Lbl", parent, element) if parent.role == "LI" else parent

    def list_body(self, item):
        bodies = [kid for kid in item.kids if isinstance(kid, Node) and kid.role == "LBody"]
        return bodies[-1] if bodies else self.new("LBody", item, item.element, key="body")

    def inline(self, element, tag, parent):
        """Only what a listener should hear is kept of inline elements: another language, a spelt-out abbreviation."""
        lang, spelt = element.get("lang"), element.get("title") if tag == "abbr" else None
        if tag in ("html", "body") or not (lang or spelt):
            return parent
        if (known := self.nodes.get((id(element), "Span"))) is not None:
            return known
        node = self.new("Span", self.for_text(parent), element)
        node.strings.update({k: v for k, v in (("Lang", lang), ("E", spelt)) if v})
        return node

    def for_text(self, parent):
        """Words need a paragraph to stand in."""
        if parent.role == "LI":
            return self.list_body(parent)
        return self.implied("P", parent) if parent.role in GROUPING else parent

    def implied(self, role, parent):
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node) and last.role == role and last.element is None:
            return last
        return self.new(role, parent, None)

    def new(self, role, parent, element, key=None):
        node = Node(role, element)
        parent.kids.append(node)
        if element is not None:
            self.nodes[id(element), key or role] = node
            if lang := element.get("lang"):
                node.strings["Lang"] = lang
        return node

    def level(self, node, wanted):
        """No level of heading may be skipped on the way down."""
        allowed = min(wanted, self.heading + 1)
        if allowed != wanted:
            words = " ".join("".join(node.element.itertext()).split())[:60]
            self.warnings.append(f"Heading “{words}” skips a level: it was marked as level {allowed}.")
        node.role, self.heading = f"H{allowed}", allowed

    def add_mark(self, box, node):
        mark = self.marks.pop(box, None)
        if mark is None:
            return
        place = (self.number, mark["mcid"])
        if span := meant.span(getattr(box, "text", ""), place):
            self.meant[place] = span.strings["ActualText"]
        node.kids.append(span or place)

    def add_figure(self, box, parent):
        element = box.element
        alt = alternative(element)
        if alt == "" or box not in self.marks:
            return
        node = self.new("Figure", self.for_figure(parent), element)
        if alt is None:
            source = element.get("src", "")
            name = f"“{source.removeprefix('asset:')}”" if source else "A chart"
            self.faults.append(f"Picture {name} has no description for people who cannot see it.")
        else:
            node.strings["Alt"] = alt
        x, y = box.content_box_x() * 0.75, (self.height - box.content_box_y()) * 0.75
        box_in_points = [x, y - box.height * 0.75, x + box.width * 0.75, y]
        node.attributes["Layout"] = {"BBox": [round(value, 2) for value in box_in_points]}
        self.add_mark(box, node)

    def for_figure(self, parent):
        return self.list_body(parent) if parent.role == "LI" else parent

    def link(self, box, parent):
        """One Link for one HTML link, however many lines it runs over and whatever is marked up inside it."""
        annotation, element = box.link_annotation, box.element
        node = parent if parent.role == "Link" else self.nodes.get((id(element), "Link"))
        if node is None:
            node = self.new("Link", self.for_text(parent), element)
        annotation["Contents"] = pydyf.String(words_of(node.element))
        self.point(annotation)
        node.kids.append((self.number, annotation))
        return node

    def point(self, annotation):
        """Names of places would collide in a pack: links say page and position instead."""
        name = annotation.get("Dest")
        if name is not None:
            annotation["Dest"] = self.dests[name.string]


def may_be_followed(annotation):
    """Links to places in the document, to other parts of the pack, to the web and to people; no other kind."""
    if "Dest" in annotation:
        return True
    return annotation["A"]["URI"].string.partition(":")[0].lower() in SCHEMES


def alternative(element):
    """The words for a picture: None when they are missing, empty when it is decoration."""
    if element.tag == f"{SVG}svg":
        title = element.find(f"{SVG}title")
        if title is not None and (title.text or "").strip():
            return title.text.strip()
        return "" if element.get("aria-hidden") == "true" else None
    if element.get("role") in LAYOUT_ONLY:
        return ""
    alt = element.get("alt")
    return alt.strip() if alt is not None else None


def words_of(link):
    words = " ".join("".join(link.itertext()).split())
    pictures = " ".join(alternative(picture) or "" for picture in link.iter("img")).strip()
    return words or pictures or link.get("title") or "Link"


def cell_attributes(node, box):
    table = node.attributes["Table"] = {}
    if box.colspan != 1:
        table["ColSpan"] = box.colspan
    if box.rowspan != 1:
        table["RowSpan"] = box.rowspan
    scope = box.element.get("scope", "")
    if node.role == "TH" and scope:
        table["Scope"] = "Row" if scope.startswith("row") else "Column"
