"""Joins documents that are ready into one pack: one structure tree, one outline, true page numbers.

The work grows with the number of parts and pages, not with what is on the pages. Nothing here reads uploads as
they came: every part has been through `render` or `examine`.
"""

import hashlib
import io
import os
import warnings
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

from . import outlines, ready
from .hidden import NONSENSE
from .metadata import describe
from .results import Merged, NotReady
from .stamp import Stamper

PACK = "pack:"
ROMAN = [
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
]


def merge(parts, *, title, at, out, lang="en-GB"):
    """Write the parts, in order, as one PDF to the path `out`, and say what was written.

    `at` (an aware datetime) is the moment the pack says it was made: the same parts, title and moment give the
    same bytes. It claims PDF/UA only when every part does. ValueError when there are no parts or one is not
    ready: NotReady, which says the place of that part.
    """
    if not parts:
        raise ValueError("a pack needs at least one part")
    clean = all(part.claims_ua for part in parts)
    with ExitStack() as sources:
        pack = Pack(sources.enter_context(pikepdf.new()), lang)
        for place, part in enumerate(parts):
            take_in(pack, place, part, sources)
        pack.finish(parts)
        describe(pack.pdf, title=title, lang=lang, at=at, claims_ua=clean)
        digest = save(pack.pdf, Path(out))
        return Merged(len(pack.pdf.pages), digest, clean, pack.elements, pack.lost_links)


def take_in(pack, place, part, sources):
    """Add part number `place` to the pack. Raises NotReady for what came in by no door of ours."""
    try:
        pack.add(part, sources.enter_context(open_ready(part)))
    except (pikepdf.PdfError, pikepdf.PasswordError, *NONSENSE) as fault:
        raise NotReady(place, part.title) from fault


def open_ready(part):
    source = pikepdf.open(io.BytesIO(part.data) if isinstance(part.data, bytes) else part.data)
    if not ready.is_ready(source):
        source.close()
        raise ValueError("not made ready by render or examine")
    return source


def heads(part, at):
    """The lines at the top of page `at` (from 0) of a part."""
    turned = part.elsewhere[at] if at < len(part.elsewhere) else ""
    return [words for words in (part.header, turned, part.marking) if words]


def foot(part, at):
    """What stands at the foot of page `at` (from 0) of a part."""
    if part.first_number is None or not part.number_label:
        return ""
    number = part.first_number + at
    return part.number_label(roman(number) if part.roman else number)


def roman(number):
    """A number from 1 as a small Roman numeral, as page labels count with them (ISO 32000 12.4.2)."""
    found = ""
    for value, sign in ROMAN:
        found += sign * (number // value)
        number %= value
    return found


def save(pdf, out):
    """Write beside `out` and move into place, so that nobody ever reads half a pack. Gives the SHA-256 in hex."""
    draft = out.with_name(out.name + ".part")
    with draft.open("w+b") as file:
        pdf.save(file, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    draft.replace(out)
    return digest


class Pack:
    """The pack while it grows."""

    def __init__(self, pdf, lang):
        self.pdf, self.lang = pdf, lang
        self.stamper = Stamper(pdf)
        self.tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = pdf.make_indirect(Dictionary(S=Name.Document, P=self.tree, K=Array()))
        self.parents, self.bookmarks, self.labels, self.ids = [], [], [], []
        self.pack_links, self.places, self.lost_links = [], {}, []
        self.next_key, self.elements = 0, 1

    def add(self, part, source):
        """Take in one part. Its pages must be in the pack before its tree, which points to them."""
        first = len(self.pdf.pages)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            self.pdf.pages.extend(source.pages)
        pages = [page.obj for page in self.pdf.pages[first:]]
        self.add_tree(part, self.pdf.copy_foreign(source.Root.StructTreeRoot))
        for page in pages:
            self.connect(page, pages)
        self.number(part, pages, first)
        top = outlines.place(pages[0])
        if part.target:
            self.places[part.target] = top
        own = self.pdf.copy_foreign(source.Root.Outlines) if Name.Outlines in source.Root else None
        self.bookmarks.append(outlines.bookmark(self.pdf, part.bookmark or part.title, top, own))

    def add_tree(self, part, copied):
        element = copied.K[0] if isinstance(copied.K, Array) else copied.K
        element.S, element.P, element.T = Name.Part, self.document, String(part.title)
        if part.lang and part.lang != self.lang:
            element.Lang = String(part.lang)
        self.document.K.append(element)
        if part.called:
            ready.call_pages(element, part.called)
        nums, base = copied.ParentTree.Nums, self.next_key
        for at in range(0, len(nums), 2):
            nums[at] = base + int(nums[at])
        last = int(nums[len(nums) - 2])
        self.parents.append(self.pdf.make_indirect(Dictionary(Nums=nums, Limits=[base, last])))
        self.next_key = last + 1
        for stream in copied.get(Name.CPStreams, ()):
            stream.StructParents = base + int(stream.StructParents)
        self.ids += list(ready.renamed(copied.get(Name.CPNamed, ()), f"{len(self.parents):05d}-"))
        self.base = base
        self.elements += int(copied.CPElements)

    def connect(self, page, pages):
        """Point a page and its links to this part's stretch of the tree, and its links to this pack's pages."""
        page.StructParents = self.base + int(page.StructParents)
        page.Tabs = Name.S
        for annotation in page.get(Name.Annots, ()):
            annotation.StructParent = self.base + int(annotation.StructParent)
            if Name.CPDest in annotation:
                number, *position = annotation.CPDest
                annotation.Dest = Array([pages[int(number)], *position])
                del annotation[Name.CPDest]
            elif str(annotation.get(Name.A, {}).get(Name.URI, "")).startswith(PACK):
                self.pack_links.append(annotation)

    def number(self, part, pages, first):
        """Stamp the pages and say in the page labels what is printed on them."""
        for at, page in enumerate(pages):
            self.stamper.stamp(page, heads(part, at), foot(part, at), part.size)
        if part.first_number is None:
            label = Dictionary(P=String(part.bookmark or part.title))
        else:
            label = Dictionary(S=Name.r if part.roman else Name.D, St=part.first_number)
        self.labels += [first, label]

    def finish(self, parts):
        self.lead_links()
        root = self.pdf.Root
        self.tree.K = Array([self.document])
        self.tree.ParentTree = self.pdf.make_indirect(Dictionary(Kids=self.parents))
        self.tree.ParentTreeNextKey = self.next_key
        if self.ids:
            self.ids.sort(key=lambda pair: bytes(pair[0]))
            self.tree.IDTree = Dictionary(Names=[each for pair in self.ids for each in pair])
        root.StructTreeRoot = self.tree
        root.MarkInfo = Dictionary(Marked=True)
        root.PageLabels = Dictionary(Nums=self.labels)
        root.Outlines = outlines.outline(self.pdf, self.bookmarks)
        root.PageMode = Name.UseOutlines
        if self.places:
            names = [each for name in sorted(self.places) for each in (String(name), self.places[name])]
            root.Names = Dictionary(Dests=Dictionary(Names=names))

    def lead_links(self):
        """Links between parts, once every part has its place. One that leads nowhere is told of and does nothing."""
        for annotation in self.pack_links:
            target = str(annotation.A.URI).removeprefix(PACK)
            del annotation[Name.A]
            if target in self.places:
                annotation.Dest = self.places[target]
            elif target not in self.lost_links:
                self.lost_links.append(target)
