"""The words of each page of a safe PDF, for searching. Runs in a limited child only; `page_words.py` is the door.

A page with words that a reader does not see is left out whole: search must not be where somebody finds what was only
painted over. Words that a scanner recognised under its own picture are read: they are what the page says.
"""

import io
import json

import pikepdf
from pikepdf import Array, Name, String

from corporate_parenting.lib import words

from . import hidden, survey
from .geometry import visible_box

SHOWS = "Tj TJ ' \" Tf Do Td TD Tm T* BT"
MOVES = {"Td", "TD", "Tm", "T*", "BT"}
SPACE = -180  # thousandths of the letter's size: a gap that wide in an array stands for a space
DEEPEST = 8


def work(request, blob):
    """
    The reply is {"hidden": [numbers of pages left out]}, its blob JSON of one text for each page. With "all" in the
    request no page is left out.
    """
    try:
        with pikepdf.open(io.BytesIO(blob)) as pdf:
            texts, left_out = _read(pdf, everything=bool(request.get("all")))
    except Exception as fault:  # noqa: BLE001  a library fell over a file: it is found by its title alone
        return {"failed": type(fault).__name__}, b"[]"
    return {"hidden": left_out}, json.dumps(texts).encode()


def _read(pdf, *, everything):
    off = survey.layers(pdf)[1]
    reader, texts, left_out = Reader(), [], []
    for number, page in enumerate(pdf.pages, start=1):
        if not everything and _hides(hidden.read(page, visible_box(page), off)):
            left_out.append(number)
            texts.append("")
        else:
            texts.append(" ".join("".join(reader.words(page.obj)).split()))
    return texts, left_out


def _hides(seen):
    """Are there words on the page that a reader does not see?"""
    covered = seen.under_box or seen.under_picture or seen.white
    return bool(covered or seen.off_page or seen.tiny or seen.unread or seen.layer)


class Reader(words.Pages):
    """Reads as `words.Pages` does, but keeps a word whole whose letters are drawn a few at a time."""

    def words(self, holder, resources=None, depth=0):
        """The words of a page or form: a space wherever the pen moves, or leaves a gap."""
        resources = holder.get(Name.Resources, resources)
        font = words._plainly
        for operands, operator in pikepdf.parse_content_stream(holder, SHOWS):
            what = str(operator)
            if what in MOVES:
                yield " "
            elif what == "Tf":
                font = self.font(resources, operands[0])
            elif what == "Do":
                form = words._form(resources, operands[0])
                if form is not None and depth < DEEPEST:
                    yield from (" ", *self.words(form, resources, depth + 1), " ")
            else:
                yield from _shown(operands[-1], font, starts_line=what in "'\"")


def _shown(shown, font, *, starts_line):
    if starts_line:
        yield " "
    for one in shown if isinstance(shown, Array) else [shown]:
        if isinstance(one, String):
            yield font(bytes(one))
        elif float(one) < SPACE:
            yield " "
