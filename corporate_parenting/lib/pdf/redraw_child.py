"""Pages of a safe PDF as pictures: one to look at, or all of them in place of the pages. Runs in a limited child only.

`redraw.py` is the door. The drawing itself is done by poppler's pdftoppm, which takes over the child's limits of memory
and processor time.
"""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from corporate_parenting.lib import words

from . import ready
from .ptree import TreeWriter
from .tree import Node

DRAWER = "pdftoppm"
DOTS = 200
QUALITY = 82
NO_DRAWER = (
    "Pages cannot be drawn on this server: the program pdftoppm (Debian package poppler-utils) is missing. Tell "
    "whoever runs the system."
)
NOT_DRAWN = "A page of the file could not be drawn. Have the file made anew, and put that in its place."
TOO_LONG = (
    "Only files of up to {} pages are made into pictures; this one has {}. Have it made anew without those words."
)
MOST_PAGES = 60
PAGE_ALT = "{}Page {} of {}, as a picture."


class Refusal(Exception):
    """Why the pages cannot be drawn, in plain words."""


def picture(request, blob):
    """One page as a PNG with the longer side of request["side"] pixels."""
    return answered(lambda: ({}, one_page(blob, request["page"], request["side"])))


def flatten(request, blob):
    """The file with every page redrawn as a picture, described by request["alt"]: nothing else of it is left."""
    return answered(lambda: flattened(blob, request["alt"], request["title"]))


def reword(request, blob):
    """A file that `flatten` made, with another description."""
    return answered(lambda: reworded(blob, request["alt"]))


def page_text(request, blob):
    """Every word that one page of the file holds, seen or not, as somebody who copies it would get them."""
    return answered(lambda: ({"text": words_on(blob, request["page"])}, b""))


def answered(work):
    """What the work gives; where it cannot be done {"refused": words}."""
    try:
        return work()
    except Refusal as refusal:
        return {"refused": str(refusal)}, b""
    except Exception:  # noqa: BLE001  a library fell over a stranger's file: to the officer it cannot be drawn
        return {"refused": NOT_DRAWN}, b""


def drawn(blob, *options):
    """Files that pdftoppm made of a PDF, in the order of pages."""
    program = shutil.which(DRAWER)
    if program is None:
        raise Refusal(NO_DRAWER)
    folder = Path(tempfile.mkdtemp())
    (folder / "in.pdf").write_bytes(blob)
    command = [program, *options, str(folder / "in.pdf"), str(folder / "page")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    made = sorted(folder.glob("page*"), key=lambda path: (len(path.name), path.name))
    if done.returncode or not made:
        raise Refusal(NOT_DRAWN)
    return made


def one_page(blob, number, side):
    return drawn(blob, "-png", "-singlefile", "-f", str(number), "-l", str(number), "-scale-to", str(side))[
        0
    ].read_bytes()


def flattened(blob, alt, title):
    """The PDF as pictures of its pages, `alt` on the first of them: nothing that was hidden is left. Raises Refusal."""
    with pikepdf.open(io.BytesIO(blob)) as old:
        boxes = [[float(edge) for edge in page.mediabox][2:] for page in old.pages]
    if len(boxes) > MOST_PAGES:
        raise Refusal(TOO_LONG.format(MOST_PAGES, len(boxes)))
    made = drawn(blob, "-jpeg", "-jpegopt", f"quality={QUALITY}", "-r", str(DOTS))
    if len(made) != len(boxes):
        raise Refusal(NOT_DRAWN)
    pdf, document = pikepdf.new(), Node("Document")
    for number, (file, size) in enumerate(zip(made, boxes, strict=True)):
        add_picture(pdf, file.read_bytes(), size)
        figure = Node("Figure", kids=[(number, 0)])
        figure.strings["Alt"] = described(alt, number + 1, len(made))
        figure.attributes["Layout"] = {"BBox": Array([0, 0, *size])}
        document.kids.append(figure)
    TreeWriter(pdf).write(document)
    pdf.Root.Lang = String("en-GB")
    return {"pages": len(made), "title": title}, ready.seal(pdf)


def described(alt, number, count):
    return PAGE_ALT.format(f"{alt.rstrip()} " if number == 1 else "", number, count)


def add_picture(pdf, jpeg, size):
    """A page that is one picture, and is marked as one."""
    with Image.open(io.BytesIO(jpeg)) as image:
        width, height, space = *image.size, Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    drawing = pdf.make_stream(jpeg, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height)
    drawing.write(jpeg, filter=Name.DCTDecode)
    drawing.ColorSpace, drawing.BitsPerComponent = space, 8
    page = Dictionary(Type=Name.Page, MediaBox=[0, 0, *size], Resources=Dictionary(XObject=Dictionary(CPPage=drawing)))
    contents = "/Figure <</MCID 0>> BDC q {:.2f} 0 0 {:.2f} 0 0 cm /CPPage Do Q EMC".format(*size)
    page.Contents = pdf.make_stream(contents.encode())
    pdf.pages.append(pikepdf.Page(page))


def reworded(blob, alt):
    with pikepdf.open(io.BytesIO(blob)) as pdf:
        figures = list(pdf.Root.StructTreeRoot.K[0].K)
        for number, figure in enumerate(figures, start=1):
            figure.Alt = String(described(alt, number, len(figures)))
        return {"pages": len(figures)}, ready.written(pdf)


def words_on(blob, number):
    with pikepdf.open(io.BytesIO(blob)) as pdf:
        if not 1 <= number <= len(pdf.pages):
            raise Refusal(NOT_DRAWN)
        return " ".join("".join(words.Pages().words(pdf.pages[number - 1].obj)).split())
