"""Brings an uploaded document into the ready form: A4, nothing active, tags kept or honest pictures of pages.

Works on the opened file itself, after it has been looked through. What is not on a list of things to keep goes.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from . import ready, survey
from .geometry import A4, box_of, fit, numbers, upright, visible_box
from .hidden import NONSENSE, is_hidden_mark, is_off
from .ptree import TreeReader, TreeWriter
from .tree import Node, prune

KEPT_OF_PAGE = {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Annots", "/Group"}
NEVER_KEPT = ("/AA", "/AF", "/PieceInfo", "/Metadata", "/OPI", "/Ref", "/JS", "/OC", "/Alternates", "/LastModified")
ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")  # a stream whose bytes lie in another file, or on the network
MARKS = {"BDC", "BMC", "EMC", "MP", "DP"}
SAFE_SCHEMES = ("http://", "https://", "mailto:")
MOST_BOOKMARKS, MOST_NESTED = 2000, 6
PAGE_ALT = ready.PAGE + "{} of {}{}: {}"
ASK = " Ask the council for it in another form."
NO_TAGS = "supplied without tags, so its text cannot be read out from here." + ASK
NO_TEXT = "supplied without text, as a picture, so nothing can be read out." + ASK
SCANNED = "supplied as a scanned picture, so its text cannot be read out from here." + ASK
SMALLER = 0.8
JPEG_PICTURE = {0xDA, 0xD9, 0xFF}
JPEG_NOTES = {0xE1, 0xED, 0xFE}


def make_ready(pdf, seen, off, *, tagged, title):
    """
    Rebuild the document in place, after `flatten`. Gives whether its tags could be kept, and findings about its size.
    """
    bookmarks = read_bookmarks(pdf)
    fits = [fit(visible_box(page), int(page.obj.get(Name.Rotate, 0)), unit_of(page)) for page in pdf.pages]
    links = {}
    if tagged:
        links = keep_links(pdf, fits)
        tagged = keep_tags(pdf, links)
    clean_content(pdf, off, keep_marks=tagged)
    if tagged:
        for page, to, read in zip(pdf.pages, fits, seen, strict=True):
            move(pdf, page.obj, to, read.open_states)
    else:
        wrap(pdf, fits, title, seen)
    write_bookmarks(pdf, bookmarks)
    scrub(pdf)
    small = [number for number, to in enumerate(fits, start=1) if to.scale < SMALLER]
    return tagged, [f"Made smaller to fit A4: pages {', '.join(map(str, small[:20]))}."] if small else []


def unit_of(page):
    return float(page.obj.get(Name.UserUnit, 1))


def flatten(pdf):
    """
    Make what is drawn over the pages part of them: form fields, and notes that cover words. Other notes go.

    A box that somebody drew over words as a note must not go: it would bring to light what it covers.
    """
    for page in pdf.pages:
        kept = []
        for each in survey.annotations(page.obj):
            if survey.covers(each):
                as_box(pdf, each)
                kept.append(each)
            elif survey.sort_of(each) in ("links", "fields"):
                kept.append(each)
        ready.set_annotations(page.obj, kept)
    pdf.flatten_annotations("screen")


def as_box(pdf, note):
    """A note that covers words is drawn as a full box; a stamp, and text on a ground, as they look already."""
    for key in (Name.AS, Name.OC):
        if key in note:
            del note[key]
    note.F = 4
    if note.Subtype in (Name.Stamp, Name.FreeText) and Name.N in note.get(Name.AP, ()):
        return
    left, bottom, right, top = upright(numbers(note.Rect))
    colour = [float(each) for each in note.get(Name.IC, note.get(Name.C, ()))]
    ink = written(colour) + {1: b" g", 3: b" rg", 4: b" k"}.get(len(colour), b"0 g")
    look = pdf.make_stream(ink + b" %s re f" % written((0, 0, right - left, top - bottom)))
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, right - left, top - bottom])
    note.AP = Dictionary(N=look)


def keep_links(pdf, fits):
    """Make every link to a page or to the web anew. Gives {objgen of the old: (page number, new)}."""
    places = Places(pdf)
    made = {}
    for number, (page, to) in enumerate(zip(pdf.pages, fits, strict=True)):
        fresh = []
        for old in survey.annotations(page.obj):
            link = new_link(old, to, places) if old.get(Name.Subtype) == Name.Link else None
            if link is not None:
                fresh.append(pdf.make_indirect(link))
                made[old.objgen] = number, fresh[-1]
        ready.set_annotations(page.obj, fresh)
    return made


def new_link(old, to, places):
    """A link made anew where the page now is: to the web, to people, or to a page of this document. Otherwise None."""
    action = old.get(Name.A, Dictionary())
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Border=[0, 0, 0], F=4)
    link.Rect = [round(value, 2) for value in box_of(to.matrix, *numbers(old.Rect))]
    uri = str(action.get(Name.URI, ""))
    if uri.lower().startswith(SAFE_SCHEMES):
        link.A = Dictionary(S=Name.URI, URI=String(uri))
    else:
        page = places.page_of(old.get(Name.Dest, action.get(Name.D)))
        if page is None:
            return None
        link.CPDest = Array([page, Name.XYZ, 0, A4[1], 0])
        link.Dest = Array([places.objects[page], Name.XYZ, 0, A4[1], 0])
    words = old.get(Name.Contents)
    link.Contents = words if isinstance(words, String) else String(uri or f"Page {page + 1}")
    return link


class Places:
    """Finds the number of the page that a destination, explicit or named, means."""

    def __init__(self, pdf):
        self.objects = [page.obj for page in pdf.pages]
        self.pages = {page.objgen: number for number, page in enumerate(self.objects)}
        self.names = {str(key): value for key, value in pdf.Root.get(Name.Dests, Dictionary()).items()}
        if Name.Dests in pdf.Root.get(Name.Names, Dictionary()):
            self.names |= {str(key): value for key, value in pikepdf.NameTree(pdf.Root.Names.Dests).items()}

    def page_of(self, place):
        for _ in range(3):
            if isinstance(place, (String, Name)):
                place = self.names.get(str(place))
            elif isinstance(place, Dictionary):
                place = place.get(Name.D)
        if not isinstance(place, Array) or not len(place):
            return None
        if isinstance(place[0], int):
            return place[0] if 0 <= place[0] < len(self.pages) else None
        return self.pages.get(getattr(place[0], "objgen", None))


def keep_tags(pdf, links):
    """Write the tree anew from what is sound in it. False when there is nothing in it that leads to the pages."""
    reader = TreeReader(pdf, links)
    try:
        document = reader.read()
    except NONSENSE:
        return False
    if not reader.marks:
        return False
    prune(document)
    if isinstance(pdf.Root.get(Name.Lang), String):
        document.strings.setdefault("Lang", str(pdf.Root.Lang))
    TreeWriter(pdf).write(document)
    for page in pdf.pages:
        ready.set_annotations(page.obj, [each for each in page.obj.get(Name.Annots, ()) if Name.StructParent in each])
    return True


def move(pdf, page, to, open_states):
    """Bring what is on a page into its frame on A4; its tags stay where they are."""
    left, bottom, right, top = visible_box(pikepdf.Page(page))
    before = b"q %s cm %s re W n\n" % (written(to.matrix), written((left, bottom, right - left, top - bottom)))
    after = b"\n" + b"Q " * (open_states + 1)
    old = page.get(Name.Contents, Array())
    parts = list(old) if isinstance(old, Array) else [old]
    page.Contents = Array([pdf.make_stream(before), *parts, pdf.make_stream(after)])
    trim(page, to)


def trim(page, to):
    for key in set(page.keys()) - KEPT_OF_PAGE - {"/StructParents"}:
        del page[key]
    page.MediaBox = [0, 0, to.width, to.height]
    if Name.Resources not in page:
        page.Resources = Dictionary()


def wrap(pdf, fits, title, seen):
    """Each page becomes a picture of itself with words that say so: honest, and nothing active survives it."""
    document = Node("Document")
    of, count = f" of “{title}”" if title else "", len(fits)
    for number, (page, to, read) in enumerate(zip(pdf.pages, fits, seen, strict=True)):
        left, bottom, right, top = visible_box(page)
        obj = page.obj
        form = as_form(pdf, page, (left, bottom, right, top))
        obj.Contents = pdf.make_stream(b"/Figure <</MCID 0>> BDC q %s cm /CPPage Do Q EMC" % written(to.matrix))
        obj.Resources = Dictionary(XObject=Dictionary(CPPage=form))
        trim(obj, to)
        ready.set_annotations(obj, [])
        figure = Node("Figure", kids=[(number, 0)])
        figure.strings["Alt"] = PAGE_ALT.format(number + 1, count, of, why_silent(read))
        frame = box_of(to.matrix, left, bottom, right, top)
        figure.attributes["Layout"] = {"BBox": Array([round(value, 2) for value in frame])}
        document.kids.append(figure)
    TreeWriter(pdf).write(document)


def why_silent(read):
    """Why nothing on a page can be read out, by what was found in its drawing (hidden.Seen)."""
    if not read.words:
        return NO_TEXT
    return SCANNED if read.pictures and read.words == read.invisible else NO_TAGS


def as_form(pdf, page, box):
    page.contents_coalesce()
    contents = page.obj.get(Name.Contents)
    form = pdf.make_stream(b"" if contents is None else contents.read_bytes())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array(box)
    form.Resources = page.obj.get(Name.Resources, Dictionary())
    if Name.Group in page.obj:
        form.Group = page.obj.Group
    return form


def written(values):
    return b" ".join(f"{value:.5f}".rstrip("0").rstrip(".").encode() for value in values)


def clean_content(pdf, off, *, keep_marks):
    """Take what is in switched-off layers out of the drawing; and marks that no tree stands behind any more."""
    if keep_marks and not off:
        return
    for page in pdf.pages:
        page.contents_coalesce()
        if (contents := page.obj.get(Name.Contents)) is not None:
            resources = page.obj.get(Name.Resources, {})
            page.obj.Contents = pdf.make_stream(filtered(page.obj, resources, off, keep_marks, contents))
    for thing in pdf.objects:
        if isinstance(thing, Stream) and thing.get(Name.Subtype) == Name.Form:
            thing.write(filtered(thing, thing.get(Name.Resources, {}), off, keep_marks, thing))


def filtered(drawing, resources, off, keep_marks, stream):
    raw = stream.read_bytes()
    if b"BDC" not in raw and b"BMC" not in raw and not off:
        return raw
    try:
        return pikepdf.unparse_content_stream(kept_instructions(drawing, resources, off, keep_marks))
    except NONSENSE:
        if off:
            raise
        return raw


def kept_instructions(drawing, resources, off, keep_marks):
    """The drawing without what is in layers switched off and, unless they are kept, without marks."""
    kept, marks = [], []
    drawn = resources.get(Name.XObject, {})
    for instruction in pikepdf.parse_content_stream(drawing):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            marks.append(is_hidden_mark(operands, resources, off))
        hidden = any(marks)
        if operator == "EMC" and marks:
            marks.pop()
        if operator == "Do" and off and is_off(drawn.get(operands[0], Dictionary()).get(Name.OC), off):
            hidden = True
        if not hidden and (keep_marks or operator not in MARKS):
            kept.append(instruction)
    return kept


def scrub(pdf):
    """Take from every object what a page does not need in order to be seen."""
    for thing in pdf.objects:
        if isinstance(thing, (Dictionary, Stream)):
            for key in NEVER_KEPT:
                if key in thing:
                    del thing[key]
            for key in ELSEWHERE if isinstance(thing, Stream) else ():
                if key in thing:
                    del thing[key]
            if isinstance(thing, Stream) and thing.get(Name.Filter) == Name.DCTDecode:
                how = {"filter": Name.DCTDecode, "decode_parms": thing.get(Name.DecodeParms)}
                thing.write(without_notes(thing.read_raw_bytes()), **how)


def without_notes(jpeg):
    """A photograph without what the camera wrote into it: where, when, by whom, a small copy of the picture."""
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] not in JPEG_PICTURE:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1] not in JPEG_NOTES:
            kept.append(jpeg[at:end])
        at = end
    return b"".join(kept) + jpeg[at:]


def read_bookmarks(pdf):
    """The bookmarks as [(title, page number, [children])], as far as they lead to pages."""
    root = pdf.Root.get(Name.Outlines)
    if not isinstance(root, Dictionary):
        return []
    return BookmarkReader(Places(pdf)).chain(root.get(Name.First), 0)


class BookmarkReader:
    def __init__(self, places):
        self.places, self.seen = places, set()

    def chain(self, item, depth):
        found = []
        while isinstance(item, Dictionary) and item.objgen not in self.seen and len(self.seen) < MOST_BOOKMARKS:
            self.seen.add(item.objgen)
            place = item.get(Name.Dest, item.get(Name.A, Dictionary()).get(Name.D))
            page = self.places.page_of(place)
            children = self.chain(item.get(Name.First), depth + 1) if depth < MOST_NESTED else []
            if page is not None and isinstance(item.get(Name.Title), String):
                found.append((str(item.Title)[:300], page, children))
            item = item.get(Name.Next)
        return found


def write_bookmarks(pdf, bookmarks):
    if Name.Outlines in pdf.Root:
        del pdf.Root.Outlines
    if bookmarks:
        with pdf.open_outline() as outline:
            outline.root.extend(bookmark(each) for each in bookmarks)


def bookmark(told):
    title, page, children = told
    item = pikepdf.OutlineItem(title, page, "XYZ", left=0, top=A4[1], zoom=0)
    item.children.extend(bookmark(each) for each in children)
    return item


def seal(pdf):
    pdf.remove_unreferenced_resources()
    return ready.seal(pdf)
