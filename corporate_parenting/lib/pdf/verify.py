"""Looks a finished pack over before anybody reads it. Runs in a limited child only; `checking.py` is the door.

What is drawn on a page, without what was stamped on it, is parsed once: the words of it are handed back by a digest of
its exact bytes, and who brings them along next time is spared the parsing. All else is looked at each time.
"""

import hashlib
import json
import os
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, StreamDecodeLevel

from corporate_parenting.lib import words

from . import everything, stamp, survey

MCID = re.compile(rb"/MCID\s+(\d+)")
MOST_FAULTS = 50
WANTED = (Name.StructTreeRoot, Name.Lang, Name.Metadata, Name.PageLabels, Name.Outlines)


def work(request, blob):
    """
    Check the PDF at request["path"]; the blob, if any, is JSON of words known by the digest of what is drawn.

    The reply is {"faults": [words], "sha256": of the very bytes that were looked at}, its blob JSON of
    {"pages": [[digest, words, words stamped]], "strings": [words], "labels": [printed numbers],
    "places": [[place, words]], "asides": [words in the bytes of a page that it may not show]}.
    """
    look = Look(json.loads(blob) if blob else {})
    faults, digest = [], ""
    try:
        with open(request["path"], "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            with pikepdf.open(file) as pdf:
                faults = list(look.faults_of(pdf))
    except (pikepdf.PdfError, OSError) as fault:
        faults = [f"It cannot be opened: {str(fault)[:200]}"]
    read = {"pages": look.pages, "strings": look.strings, "labels": look.labels}
    read |= {"places": look.places, "asides": look.asides}
    return {"faults": faults[:MOST_FAULTS], "sha256": digest}, json.dumps(read).encode()


class Look:
    """One look at a pack: its faults as they are found, and the words that were read on the way."""

    def __init__(self, known):
        self.known = known
        self.reader = words.Pages()
        self.pages, self.strings, self.labels, self.places, self.asides = [], [], [], [], []

    def faults_of(self, pdf):
        yield from said(pdf)
        yield from (f"The document has no {str(key)[1:]}." for key in WANTED if key not in pdf.Root)
        patterns = survey.MAY_BE_FILE, survey.MAY_BE_ACTIVE, survey.MAY_SAY, everything.MAY_BE_STREAM
        files, active, saying, streams = survey.sort_out(pdf, *patterns)
        if survey.attachments(pdf, files):
            yield "It carries attached files."
        if Name.AcroForm in pdf.Root:
            yield "It carries a form."
        yield from (f"It carries {what}." for what in survey.active_content(pdf, active))
        self.strings = list(words.strings(saying))
        self.labels = [page.label for page in pdf.pages]
        yield from structure_faults(pdf, self.labels)
        yield from self.page_faults(pdf)
        self.places = everything.told(pdf, saying, streams, self.reader)

    def page_faults(self, pdf):
        """What is wrong with the drawings of pages, and with the tags that lead from them."""
        tree = pdf.Root.get(Name.StructTreeRoot, Dictionary())
        parents = dict(entries(tree.get(Name.ParentTree, Dictionary())))
        for number, page in enumerate(pdf.pages, start=1):
            try:
                drawn = [part.read_bytes() for part in contents_of(page.obj)]
                self.read(pdf, page.obj, drawn)
            except pikepdf.PdfError as fault:
                drawn = []
                yield f"Page {number}: {str(fault)[:200]}"
            yield from said(pdf)
            if Name.StructTreeRoot in pdf.Root:
                yield from tag_faults(number, page.obj, b"\n".join(drawn), parents)

    def read(self, pdf, page, drawn):
        """
        The words of a page, parsed for them where its bytes are not known. What cannot be parsed is told by `said`,
        and a pack with any fault is not kept, nor is anything that was read in it.
        """
        resources = page.get(Name.Resources)
        own, stamped = stamp.apart(drawn)
        self.asides.append(everything.aside(own))
        digest = self.reader.digest(own, resources)
        if digest not in self.known:
            self.known[digest] = self.words(pdf, own, resources)
        self.pages.append([digest, self.known[digest], self.words(pdf, stamped, resources)])

    def words(self, pdf, drawing, resources):
        return "".join(self.reader.words(Stream(pdf, drawing), resources)) if drawing else ""


def said(pdf):
    """What the library has to say since it was last asked: whatever it is, it is a fault of the file."""
    return (str(what)[:200] for what in pdf.get_warnings())


def structure_faults(pdf, labels):
    """Streams that cannot be decoded, bookmarks and page labels that cannot be followed."""
    with open(os.devnull, "wb") as nowhere:
        pdf.save(nowhere, stream_decode_level=StreamDecodeLevel.all, compress_streams=False, static_id=True)
    yield from said(pdf)
    if not pdf.pages:
        yield "It has no pages."
    if not all(labels):
        yield "A page has no label."
    if Name.Outlines in pdf.Root and not bookmarks_end(pdf.Root.Outlines, set()):
        yield "The bookmarks go round in a circle."


def bookmarks_end(parent, seen):
    """Does the list of bookmarks under this one come to an end, and each list in it?"""
    child = parent.get(Name.First)
    while child is not None:
        if child.objgen in seen:
            return False
        seen.add(child.objgen)
        if not bookmarks_end(child, seen):
            return False
        child = child.get(Name.Next)
    return True


def contents_of(page):
    """The streams that are drawn on a page, in order."""
    found = page.get(Name.Contents)
    return [] if found is None else list(found) if isinstance(found, Array) else [found]


def tag_faults(number, page, drawn, parents):
    """Marks on a page that lead to no structure element, and links that no element holds."""
    elements = parents.get(int(page.get(Name.StructParents, -1)))
    lost = lost_marks(drawn, elements)
    if elements is None or lost:
        yield f"Page {number}: marked content without a structure element ({lost or 'all'})."
    for annotation in survey.annotations(page):
        if parents.get(int(annotation.get(Name.StructParent, -1))) is None:
            yield f"Page {number}: a link that is in no structure element."


def lost_marks(drawn, elements):
    """How many marks in the drawing of a page have no element in the row of the parent tree."""
    row = [each is not None for each in elements] if isinstance(elements, Array) else []
    return sum(number >= len(row) or not row[number] for number in map(int, MCID.findall(drawn)))


def entries(tree, depth=0):
    """The (key, value) pairs of a number tree."""
    nums = tree.get(Name.Nums, ())
    for at in range(0, len(nums), 2):
        yield int(nums[at]), nums[at + 1]
    for kid in tree.get(Name.Kids, ()) if depth < 8 else ():
        yield from entries(kid, depth + 1)
