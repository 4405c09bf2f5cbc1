"""The form in which documents wait to be merged: one structure tree, explicit places, nothing of their own above it.

A ready document has /CPReady in its root with the number of this form. Nothing else is ever merged. Uploads are stored
in it, so a new FORM must still be able to merge the old; a new PIPELINE only means that rendered items are made again.
"""

import io

from pikepdf import Array, Name, ObjectStreamMode, String

from .metadata import describe

FORM = "1"
PIPELINE = "2"
MARK = Name.CPReady
PAGE = "Page "  # how the description of a page begins that is a picture of itself
KEPT_OF_ROOT = {"/Type", "/Pages", "/StructTreeRoot", "/Outlines", "/Lang", "/MarkInfo"}


def rendered(pdf, *, title, lang, claims_ua):
    """Finish what WeasyPrint made: links outside the structure go. It can be read by itself as well as merged."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for page in pdf.pages:
        annotations = [each for each in page.obj.get(Name.Annots, []) if Name.StructParent in each]
        set_annotations(page.obj, annotations)
        for annotation in annotations:
            number_place(annotation, pages)
    strip(pdf)
    describe(pdf, title=title, lang=lang, claims_ua=claims_ua)
    return written(pdf)


def number_place(annotation, pages):
    """A place is also told by the number of its page: a page itself does not survive copying in every order."""
    if Name.Dest in annotation:
        page, *position = annotation.Dest
        annotation.CPDest = Array([pages[page.objgen], *position])


def set_annotations(page, annotations):
    if annotations:
        page[Name.Annots] = Array(annotations)
    elif Name.Annots in page:
        del page[Name.Annots]


def seal(pdf):
    """The bytes of an upload that is ready: it says nothing about itself."""
    strip(pdf)
    return written(pdf)


def strip(pdf):
    """Keep of the document's own entries only those that a pack takes over."""
    for key in set(pdf.Root.keys()) - KEPT_OF_ROOT:
        del pdf.Root[key]
    if Name.Info in pdf.trailer:
        del pdf.trailer[Name.Info]


def written(pdf):
    """The same document gives the same bytes."""
    pdf.Root[MARK] = String(FORM)
    data = io.BytesIO()
    pdf.save(data, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return data.getvalue()


def renamed(elements, prefix):
    """Give names of structure elements a prefix, so that those of two documents never meet. Yields (name, element)."""
    for element in elements:
        for attributes in element.get(Name.A, ()):
            if Name.Headers in attributes:
                attributes.Headers = Array([String(prefix + str(name)) for name in attributes.Headers])
        if Name.ID in element:
            element.ID = String(prefix + str(element.ID))
            yield element.ID, element


def call_pages(element, called):
    """Say whose page it is in the description of each that is a picture: "Item 4, appendix 2, page 3 of 8: …"."""
    for figure in element.K:
        words = str(figure.get(Name.Alt, "")) if figure.get(Name.S) == Name.Figure else ""
        if words.startswith(PAGE):
            figure.Alt = String(f"{called}, p{words[1:]}")


def is_ready(pdf):
    return str(pdf.Root.get(MARK, "")) == FORM
