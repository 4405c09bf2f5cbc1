"""Writes a structure tree into the PDF that WeasyPrint is about to finish. Runs in the rendering child only."""

import hashlib

import pydyf
import weasyprint.pdf
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import ffi
from weasyprint.text.fonts import get_pango_font_hb_face, get_pango_font_key

from . import meant
from .tags import TagBuilder
from .tree import Node, give_scopes, prune

built = []


def install():
    """Put our tags and fonts in the place of WeasyPrint's. Call once in the child, before rendering."""
    weasyprint.pdf.add_tags = add_tags
    Stream.add_font = add_font


class FontFile(Font):
    """WeasyPrint takes two files of one family, weight and style (Latin, extended Latin) for one font and prints
    the letters of the second with the shapes of the first. Here a font is known by what is in its file."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        digest = hashlib.sha256(self.hash.encode() + self.file_content).digest()
        known_as = self.hash
        self.hash = "".join(chr(65 + byte % 26) for byte in digest[:6])
        self.name = self.name.replace(known_as.encode(), self.hash.encode(), 1)


def add_font(stream, pango_font):
    """Stands in for Stream.add_font, which knows a font by its description alone."""
    description_key, description, size = get_pango_font_key(pango_font)
    key = description_key, int(ffi.cast("uintptr_t", get_pango_font_hb_face(pango_font)))
    if key not in stream._fonts:
        stream._fonts[key] = FontFile(pango_font, description, size)
    return stream._fonts[key], size


def add_tags(pdf, document, pdf_version, page_streams):
    """Stands in for weasyprint.pdf.tags.add_tags: same arguments, same duties."""
    builder = TagBuilder(named_places(pdf))
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        builder.add_page(number, page.height, page._page_box, stream._tags)
    hide(builder.artifacts, page_streams)
    meant.say(builder.meant, page_streams)
    prune(builder.root)
    give_scopes(builder.root)
    TreeWriter(pdf).write(builder.root, len(page_streams))
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    built.append(builder)


def named_places(pdf):
    names = pdf.catalog.pop("Names", {}).get("Dests", {}).get("Names", [])
    return {name.string: place for name, place in zip(names[::2], names[1::2], strict=True)}


def hide(marks, page_streams):
    """Turn marked content that is in no element into decoration, which readers pass over."""
    wanted = set(marks)
    for number in {number for number, _ in marks}:
        items = page_streams[number].stream
        for at, item in enumerate(items):
            if isinstance(item, pydyf.Dictionary) and (number, item.get("MCID")) in wanted:
                items[at - 1 : at + 2] = ["/Artifact", b"", b"BMC"]


class TreeWriter:
    """Writes Nodes as structure elements, and the tables that lead back from the pages to them."""

    def __init__(self, pdf):
        self.pdf = pdf
        self.pages = pdf.page_references  # a property that is slow to ask: once for all elements
        self.count = 0

    def write(self, root, page_count):
        self.by_mark = [{} for _ in range(page_count)]
        self.by_annotation = []
        tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(tree)
        tree["K"] = pydyf.Array([self.element(root, tree.reference)])
        tree["ParentTree"] = pydyf.Dictionary({"Nums": self.parents()})
        tree["ParentTreeNextKey"] = page_count + len(self.by_annotation)
        tree["CPElements"] = self.count
        self.pdf.catalog["StructTreeRoot"] = tree.reference

    def element(self, node, parent):
        self.count += 1
        written = pydyf.Dictionary({"S": f"/{node.role}", "P": parent})
        self.pdf.add_object(written)
        pages = [kid[0] for kid in node.kids if isinstance(kid, tuple)]
        if pages:
            written["Pg"] = self.pages[pages[0]]
        kids = [self.kid(kid, written.reference, pages) for kid in node.kids]
        if kids:
            written["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        for key, words in node.strings.items():
            written[key] = pydyf.String(words)
        if attributes := [self.attributes(owner, of) for owner, of in node.attributes.items() if of]:
            written["A"] = attributes[0] if len(attributes) == 1 else pydyf.Array(attributes)
        return written.reference

    def kid(self, kid, parent, pages):
        if isinstance(kid, Node):
            return self.element(kid, parent)
        number, what = kid
        if isinstance(what, int):
            self.by_mark[number][what] = parent
            if number == pages[0]:
                return what
            return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[number], "MCID": what})
        self.by_annotation.append((what, parent))
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": self.pages[number], "Obj": what.reference})

    def attributes(self, owner, values):
        written = pydyf.Dictionary({"O": f"/{owner}"})
        for key, value in values.items():
            written[key] = pydyf.Array(value) if isinstance(value, list) else value
            if isinstance(value, str):
                written[key] = f"/{value}"
        return written

    def parents(self):
        nums = pydyf.Array()
        for number, marks in enumerate(self.by_mark):
            row = [marks.get(mcid, "null") for mcid in range(max(marks, default=-1) + 1)]
            nums += [number, pydyf.Array(row)]
        for key, (annotation, parent) in enumerate(self.by_annotation, start=len(self.by_mark)):
            annotation["StructParent"] = key
            nums += [key, parent]
        return nums
