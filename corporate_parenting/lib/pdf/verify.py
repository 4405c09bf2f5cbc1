"""Looks a finished pack over before anybody reads it. Runs in a limited child only; `checking.py` is the door."""

import re

import pikepdf
from pikepdf import Array, Dictionary, Name

from . import survey

MCID = re.compile(rb"/MCID\s+(\d+)")
MOST_FAULTS = 50
WANTED = (Name.StructTreeRoot, Name.Lang, Name.Metadata, Name.PageLabels, Name.Outlines)


def work(request, blob):
    """Check the PDF at request["path"]. The reply is {"faults": [words]}."""
    try:
        with pikepdf.open(request["path"]) as pdf:
            faults = list(faults_of(pdf))
    except (pikepdf.PdfError, OSError) as fault:
        faults = [f"It cannot be opened: {str(fault)[:200]}"]
    return {"faults": faults[:MOST_FAULTS]}, b""


def faults_of(pdf):
    yield from (str(words)[:200] for words in (*pdf.get_warnings(), *pdf.check_pdf_syntax()))
    yield from (f"The document has no {str(key)[1:]}." for key in WANTED if key not in pdf.Root)
    if survey.attachments(pdf):
        yield "It carries attached files."
    if Name.AcroForm in pdf.Root:
        yield "It carries a form."
    yield from (f"It carries {words}." for words in survey.active_content(pdf))
    if Name.StructTreeRoot in pdf.Root:
        yield from tag_faults(pdf)


def tag_faults(pdf):
    """Marks on pages that lead to no structure element, and links that no element holds."""
    parents = dict(entries(pdf.Root.StructTreeRoot.get(Name.ParentTree, Dictionary())))
    for number, page in enumerate(pdf.pages, start=1):
        elements = parents.get(int(page.obj.get(Name.StructParents, -1)))
        lost = lost_marks(page.obj.get(Name.Contents), elements)
        if elements is None or lost:
            yield f"Page {number}: marked content without a structure element ({lost or 'all'})."
        for annotation in survey.annotations(page.obj):
            if parents.get(int(annotation.get(Name.StructParent, -1))) is None:
                yield f"Page {number}: a link that is in no structure element."


def lost_marks(contents, elements):
    """How many marks in the drawing of a page have no element in the row of the parent tree."""
    row = [each is not None for each in elements] if isinstance(elements, Array) else []
    parts = contents if isinstance(contents, Array) else [contents] if contents is not None else []
    drawn = b"\n".join(part.read_bytes() for part in parts)
    return sum(number >= len(row) or not row[number] for number in map(int, MCID.findall(drawn)))


def entries(tree, depth=0):
    """The (key, value) pairs of a number tree."""
    nums = tree.get(Name.Nums, ())
    for at in range(0, len(nums), 2):
        yield int(nums[at]), nums[at + 1]
    for kid in tree.get(Name.Kids, ()) if depth < 8 else ():
        yield from entries(kid, depth + 1)
