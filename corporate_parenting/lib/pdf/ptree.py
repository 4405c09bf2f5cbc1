"""Structure trees of finished PDFs: reads a stranger's tree into Nodes, writes Nodes as a clean tree.

Reading maps every role to a standard one and keeps only what a tree may hold, so that nothing of the stranger's
role map, class map, name spaces or parent tree has to be merged.
"""

from pikepdf import Array, Dictionary, Name, String

from .tree import Node

STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # fmt: skip
SECOND_EDITION = {
    "Title": "H1", "DocumentFragment": "Part", "Aside": "Div", "FENote": "Note", "Sub": "Span", "Em": "Span",
    "Strong": "Span", "H7": "H6", "H8": "H6",
}  # fmt: skip
WORDS = ("Alt", "ActualText", "E", "Lang", "T")
ATTRIBUTES = {
    "Table": {"/RowSpan", "/ColSpan", "/Headers", "/Scope", "/Summary"},
    "List": {"/ListNumbering"},
    "Layout": {"/BBox", "/Placement", "/WritingMode", "/TextAlign"},
}
MOST_ELEMENTS = 400_000
MOST_NESTED = 200
MOST_MARKS = 100_000


class TreeReader:
    """Reads the structure tree of a PDF. Gives a Document Node whose leaves are marks and kept annotations."""

    def __init__(self, pdf, links):
        root = pdf.Root.StructTreeRoot
        self.root, self.links = root, links
        self.roles, self.classes = root.get(Name.RoleMap, {}), root.get(Name.ClassMap, {})
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.seen = set()
        self.marks = 0

    def read(self):
        document = Node("Document")
        for kid in self.kids_of(self.root):
            self.add(kid, document, None, 0)
        only = document.kids[0] if len(document.kids) == 1 else None
        return only if isinstance(only, Node) and only.role == "Document" else document

    def kids_of(self, element):
        kids = element.get(Name.K)
        return [] if kids is None else list(kids) if isinstance(kids, Array) else [kids]

    def add(self, kid, parent, page, depth):
        if depth > MOST_NESTED:
            return
        if isinstance(kid, int):
            self.mark(parent, page, kid, None)
        elif isinstance(kid, Dictionary):
            kind = str(kid.get(Name.Type, "/StructElem"))
            page = self.pages.get(kid.Pg.objgen, page) if Name.Pg in kid else page
            if kind == "/MCR":
                self.mark(parent, page, int(kid.MCID), kid.get(Name.Stm))
            elif kind == "/OBJR":
                self.link(parent, kid.get(Name.Obj))
            else:
                self.element(kid, parent, page, depth)

    def mark(self, parent, page, mcid, stream):
        if page is not None and 0 <= mcid < MOST_MARKS:
            self.marks += 1
            parent.kids.append((page, mcid) if stream is None else (page, mcid, stream))

    def link(self, parent, annotation):
        if annotation is not None and annotation.objgen in self.links:
            number, made = self.links[annotation.objgen]
            parent.kids.append((number, made))

    def element(self, element, parent, page, depth):
        if element.is_indirect:
            if element.objgen in self.seen:
                return
            self.seen.add(element.objgen)
        if len(self.seen) > MOST_ELEMENTS:
            raise ValueError("too many structure elements")
        node = Node(self.role_of(element), element)
        self.describe(node, element)
        parent.kids.append(node)
        for kid in self.kids_of(element):
            self.add(kid, node, page, depth + 1)

    def role_of(self, element):
        role = str(element.get(Name.S, "/NonStruct"))[1:]
        for _ in range(len(STANDARD)):
            if role in STANDARD or Name("/" + role) not in self.roles:
                break
            role = str(self.roles["/" + role])[1:]
        role = SECOND_EDITION.get(role, role)
        return role if role in STANDARD else "NonStruct"

    def describe(self, node, element):
        for key in WORDS:
            value = element.get("/" + key)
            if isinstance(value, String):
                node.strings[key] = str(value)
        if isinstance(element.get(Name.ID), String):
            node.strings["ID"] = str(element.ID)
        listed = [element.get(Name.A), *self.by_class(element.get(Name.C))]
        for each in [part for group in listed for part in (group if isinstance(group, Array) else [group])]:
            if isinstance(each, Dictionary):
                self.take(node, each)

    def by_class(self, classes):
        names = classes if isinstance(classes, Array) else [classes]
        return [self.classes[name] for name in names if isinstance(name, Name) and name in self.classes]

    def take(self, node, attributes):
        owner = str(attributes.get(Name.O, "/"))[1:]
        wanted = ATTRIBUTES.get(owner, set())
        kept = {key[1:]: attributes[key] for key in attributes.keys() if key in wanted}  # noqa: SIM118
        if kept:
            node.attributes.setdefault(owner, {}).update(kept)


class TreeWriter:
    """Writes Nodes into a PDF as its structure tree and numbers pages, streams and annotations to match."""

    def __init__(self, pdf):
        self.pdf, self.pages = pdf, [page.obj for page in pdf.pages]
        self.by_page = [{} for _ in self.pages]
        self.by_stream, self.by_annotation = {}, []
        self.count, self.named = 0, []

    def write(self, document):
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self.element(document, root)])
        root.ParentTree = Dictionary(Nums=self.parents())
        root.CPElements = self.count
        root.CPStreams = Array([stream for stream, _ in self.by_stream.values()])
        root.CPNamed = Array(self.named)
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def element(self, node, parent):
        self.count += 1
        made = self.pdf.make_indirect(Dictionary(S=Name("/" + node.role), P=parent))
        pages = [kid[0] for kid in node.kids if isinstance(kid, tuple)]
        if pages:
            made.Pg = self.pages[pages[0]]
        home = pages[0] if pages else None
        kids = [self.element(kid, made) if isinstance(kid, Node) else self.leaf(kid, made, home) for kid in node.kids]
        if kids:
            made.K = Array(kids)
        for key, words in node.strings.items():
            made["/" + key] = String(words)
        if attributes := [owned(owner, values) for owner, values in node.attributes.items()]:
            made.A = Array(attributes)
        if "ID" in node.strings or "Headers" in node.attributes.get("Table", {}):
            self.named.append(made)
        return made

    def leaf(self, kid, parent, home):
        number, what, *stream = kid
        page = self.pages[number]
        if not isinstance(what, int):
            self.by_annotation.append((what, parent))
            return Dictionary(Type=Name.OBJR, Pg=page, Obj=what)
        if stream:
            marks = self.by_stream.setdefault(stream[0].objgen, (stream[0], {}))[1]
            marks[what] = parent
            return Dictionary(Type=Name.MCR, Pg=page, Stm=stream[0], MCID=what)
        self.by_page[number][what] = parent
        return what if number == home else Dictionary(Type=Name.MCR, Pg=page, MCID=what)

    def parents(self):
        nums = []  # a plain list: an array of the PDF copies itself whenever it grows
        for number, (page, marks) in enumerate(zip(self.pages, self.by_page, strict=True)):
            page.StructParents = number
            nums += [number, row(marks)]
        key = len(self.pages)
        for stream, marks in self.by_stream.values():
            stream.StructParents = key
            nums += [key, row(marks)]
            key += 1
        for annotation, parent in self.by_annotation:
            annotation.StructParent = key
            nums += [key, parent]
            key += 1
        return Array(nums)


def owned(owner, values):
    return Dictionary({"/O": Name("/" + owner)} | {"/" + key: value for key, value in values.items()})


def row(marks):
    """The elements of a page by the number of the mark."""
    return Array([marks.get(mcid) for mcid in range(max(marks, default=-1) + 1)])
