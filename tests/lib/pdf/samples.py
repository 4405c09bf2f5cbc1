"""Small PDFs and documents made for the tests, and a way to read what came out."""

import io
from datetime import UTC, datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

MOMENT = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
CANARY = "CANARY-7Q4ZK"
STYLE = """@page { size: A4; margin: 22mm 20mm 20mm }
body { font: 11pt/1.4 "Atkinson Hyperlegible Next" } table { width: 100% } td, th { padding: 2mm }"""


def html(body, *, title="Health of children in care", lang="en-GB"):
    """A whole document around a body."""
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title}</title><style>{STYLE}</style></head>'
        f"<body>{body}</body></html>"
    )


def picture(kind="PNG", size=(40, 20)):
    """The bytes of a plain green picture."""
    data = io.BytesIO()
    Image.new("RGB", size, (0, 90, 0)).save(data, kind)
    return data.getvalue()


def long_table(rows):
    body = "".join(f"<tr><th scope=row>Area {n}</th><td>{n}</td></tr>" for n in range(rows))
    return (
        "<table><caption>Numbers</caption><thead><tr><th>Area</th><th>Children</th></tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


class Upload:
    """A PDF as somebody might upload it: pages of drawing instructions, and whatever is put into it besides."""

    def __init__(self, *pages, size=(595, 842), **of_page):
        self.pdf = pikepdf.new()
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        self.resources = self.pdf.make_indirect(Dictionary(Font=Dictionary(F1=self.pdf.make_indirect(font))))
        for drawing in pages or (words("Hello"),):
            page = Dictionary(Type=Name.Page, MediaBox=[0, 0, *size], Resources=self.resources, **of_page)
            page.Contents = self.pdf.make_stream(drawing)
            self.pdf.pages.append(pikepdf.Page(page))

    @property
    def first(self):
        return self.pdf.pages[0].obj

    def annotate(self, subtype, **entries):
        note = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=[50, 50, 90, 90], **entries)
        self.first.Annots = Array([*self.first.get(Name.Annots, ()), self.pdf.make_indirect(note)])

    def layer(self, *, off):
        """A layer called /L1 in the resources."""
        group = self.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Working notes")))
        settings = Dictionary(ON=[] if off else [group], OFF=[group] if off else [])
        self.pdf.Root.OCProperties = Dictionary(OCGs=[group], D=settings)
        self.resources.Properties = Dictionary(L1=group)

    def data(self, **how):
        data = io.BytesIO()
        self.pdf.save(data, **how)
        return data.getvalue()


def words(text, *, x=72, y=700, size=12, before=""):
    """Instructions that write one line."""
    return f"{before} BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n".encode()


def box(*, x=60, y=690, w=300, h=30, colour="0 g"):
    """Instructions that fill a box, by default where `words` writes."""
    return f"{colour} {x} {y} {w} {h} re f 0 g\n".encode()


def tagged_upload(claim=True):
    """A PDF as a word processor makes it when it tags: own role names, a table with named heads, a link."""
    upload = Upload(
        b"/H1 <</MCID 0>> BDC " + words("Plan") + b"EMC /P <</MCID 1>> BDC " + words("Body", y=650) + b"EMC"
        b" /P <</MCID 2>> BDC " + words("Head", y=600) + b"EMC /P <</MCID 3>> BDC " + words("Cell", y=580) + b"EMC",
    )
    pdf, page = upload.pdf, upload.first
    page.StructParents = 7
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[72, 640, 120, 660], StructParent=9)
    link.A = Dictionary(S=Name.URI, URI=String("https://www.example.org/plan"))
    page.Annots = Array([pdf.make_indirect(link)])
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    def element(role, *kids, **entries):
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + role), P=root, Pg=page, **entries))
        made.K = Array(kids)
        return made

    heading = element("Überschrift", 0)
    reference = element("Link", Dictionary(Type=Name.OBJR, Obj=page.Annots[0], Pg=page))
    head = element("TH", 2, ID=String("head"), A=Dictionary(O=Name.Table, Scope=Name.Column))
    cell = element("TD", 3, C=Name.cell, A=Dictionary(O=Name.Table, Headers=[String("head")]))
    table = element("Table", element("TR", head), element("TR", cell))
    root.K = element("Document", heading, element("P", 1, reference), table)
    root.RoleMap = Dictionary({"/Überschrift": Name.H1})
    root.ClassMap = Dictionary(cell=Dictionary(O=Name.Table, RowSpan=1))
    root.ParentTree = Dictionary(Nums=[7, Array([heading, root.K, head, cell]), 9, reference])
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    pdf.docinfo = pdf.make_indirect(Dictionary(Title=String("A plan")))
    if claim:
        xmp = (
            b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
            b"<pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta>"
        )
        pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
    return upload


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def tree(pdf):
    """The structure tree as nested lists of roles; leaves (words, links) are left out."""
    kids = pdf.Root.StructTreeRoot.K
    return [branch(kid) for kid in (kids if isinstance(kids, Array) else [kids])]


def branch(element):
    role = str(element.S)[1:]
    below = [branch(kid) for kid in kids(element) if isinstance(kid, Dictionary) and Name.S in kid]
    return [role, *below] if below else role


def kids(element):
    found = element.get(Name.K, Array())
    return list(found) if isinstance(found, Array) else [found]


def elements(pdf, role):
    """Every element of a role, in reading order."""
    found = []

    def look(element):
        if str(element.S) == "/" + role:
            found.append(element)
        for kid in kids(element):
            if isinstance(kid, Dictionary) and Name.S in kid:
                look(kid)

    root = pdf.Root.StructTreeRoot.K
    for kid in root if isinstance(root, Array) else [root]:
        look(kid)
    return found


def drawn(page):
    """What is drawn on a page, as one run of bytes."""
    contents = page.obj.Contents
    parts = contents if isinstance(contents, Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def plain_bytes(data):
    """Every byte of a PDF with nothing compressed, as somebody looking for something would see it."""
    with opened(data) as pdf:
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        parts = [out.getvalue()]
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    parts.append(thing.read_bytes())
                except pikepdf.PdfError:
                    parts.append(thing.read_raw_bytes())
        return b"\n".join(parts)
