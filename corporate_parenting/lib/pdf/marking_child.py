"""Marks a copy of a finished pack. Runs in a limited child only; `marking.py` is the door to it."""

import io
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Name, ObjectStreamMode, String

from .stamp import ELLIPSIS, POINTS_PER_MM, SIDE, Stamper, artifact

# Between the page number, of which large print reaches 12.5 mm, and what is on the page, which ends at 18 mm.
ABOVE_FOOT = 13.8 * POINTS_PER_MM
SIZE, LARGE = 8, 12
NAMELESS = "its reader"  # the number says who that is


class Marker(Stamper):
    """Writes one line on pages that were stamped before."""

    OURS = "CPMark"

    def __init__(self, pdf, where, largest):
        super().__init__(pdf, where)
        self.largest = largest

    def mark(self, page, words):
        left, bottom, right, _ = (float(edge) for edge in page.MediaBox)
        ink = self.ink(words, left + SIDE, bottom + ABOVE_FOOT, right - left - 2 * SIDE)
        self.give_fonts(page)
        page[Name.Contents] = Array([*page[Name.Contents], ink])

    def ink(self, words, *place):
        """The line as one stream for all pages of a size: a pack has hundreds."""
        if place not in self.lines:
            x, y, room = place
            line = self.show(self.fitted(words, room), x, y)
            self.lines[place] = self.pdf.make_stream(artifact(b"Footer", line))
        return self.lines[place]

    def fitted(self, words, room):
        """The words in the largest letters in which they have room, then with less and less of the name."""
        before, name, after = words
        if not all(self.is_drawn(each) for each in name):
            name = NAMELESS
        for size in range(self.largest, SIZE - 1, -1):
            self.size = size
            runs = self.runs(before + name + after)
            if self.width(runs) <= room:
                break
        while self.width(runs) > room and name != ELLIPSIS:
            name = name.removesuffix(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
            runs = self.runs(before + name + after)
        return runs


def work(request, blob):
    """Mark the pack at request["path"]. The reply is {} and the bytes, or {"failed": what kind of fault}."""
    try:
        with pikepdf.open(request["path"]) as pdf:
            marker = Marker(pdf, Path(request["fonts"]), LARGE if request["is_large"] else SIZE)
            for page in pdf.pages:
                marker.mark(page.obj, request["words"])
            entitle(pdf, "".join(request["words"]))
            data = io.BytesIO()
            pdf.save(data, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    except Exception as fault:  # noqa: BLE001 -- whatever it is: there is no copy
        return {"failed": type(fault).__name__}, b""
    return {}, data.getvalue()


def entitle(pdf, words):
    """Say the words after the title, in both places where a pack says it (see `metadata.describe`)."""
    title = str(pdf.trailer.Info.Title)
    old, new = (f">{escape(said)}</rdf:li>" for said in (title, f"{title}. {words}"))
    said = pdf.Root.Metadata.read_bytes().decode()
    if old not in said:
        raise ValueError("the pack does not say its title twice")
    pdf.Root.Metadata.write(said.replace(old, new, 1).encode())
    pdf.trailer.Info.Title = String(f"{title}. {words}")
