"""
An edition as one web page in one file: for who reads with a screen reader, in large letters, or on a telephone.

It is made of the same leaves as the print, from the same HTML, and holds nothing that the print has not (Public Sector
Bodies Accessibility Regulations 2018). Each part says its printed pages, so that all can follow the chair.
"""

import base64
import copy
import hashlib
import re
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from committees import exempt, printing
from committees.models.packs import Edition, Form
from corporate_parenting.lib import dates, files, pdf
from corporate_parenting.lib.jobs import State
from reports.layout import grid_of
from reports.models import Appendix
from reports.printing import Document

from . import accessible, contents, making, web_html
from .sources import source_of

FRONT, PART = 0, 2  # how far the headings of the agenda, and of a part under its item, are moved down
# What the print says of its own pages is not true of this one, and the item stands above each part.
OF_PRINT = re.compile(r'<div class="accessible">.*?</div>|<p class="item">.*?</p>', re.DOTALL)
CONTENTS = ("<h2>Agenda</h2>", "<h2>What they will talk about</h2>")
NEXT_PAGE = ("starts on the next page", "comes next")
CLOSED = (
    "default-src",
    "script-src",
    "connect-src",
    "font-src",
    "object-src",
    "base-uri",
    "form-action",
    "frame-ancestors",
)
STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """One part on the page: where a link leads, its printed pages, its marking, and its HTML."""

    target: str
    pages: str
    marking: str
    html: str


@dataclass(frozen=True)
class Section:
    """One item with its parts; no title where the parts belong to no item."""

    title: str
    pieces: list


def page(build, *, edition, leaves):
    """
    The bytes of a whole HTML document for the leaves (numbering.Leaf) of an edition: own style, pictures within, no
    script. The same leaves give the same bytes. Raises making.CannotPrint, files.Missing, pdf.Refused.
    """
    outline = web_html.Outline()
    meeting = build.meeting
    context = {
        "title": f"{meeting.body}, {dates.day(meeting.starts_at)}: {printing.edition_title(edition, [])}",
        "council": settings.COUNCIL_NAME,
        "contact": settings.CONTACT_EMAIL,
        "is_restricted": edition == Edition.RESTRICTED,
        "is_young": edition == Edition.YOUNG,
        "front": _front(build, edition, leaves, outline),
        "sections": _sections(leaves, edition, outline),
    }
    style = render_to_string("committees/web/pack.css").strip()
    context |= {"style": mark_safe(style), "style_hash": hash_of(style.encode())}
    return render_to_string("committees/web/pack.html", context).encode()


def hash_of(style):
    """What a content security policy calls a style by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}"


def policy(data):
    """The content security policy of a finished page: its own style and pictures within it, and nothing else."""
    style = STYLE.search(data)
    allowed = [f"'{hash_of(style[1])}'"] if style else ["'none'"]
    return {name: ["'none'"] for name in CLOSED} | {"style-src": allowed, "img-src": ["data:"]}


def _front(build, edition, leaves, outline):
    document = contents.front(build, edition=edition, leaves=leaves)
    html = OF_PRINT.sub("", document.html)
    for heading in CONTENTS:
        html = html.replace(heading, heading.replace("<h2>", '<h2 id="contents" tabindex="-1">'))
    made = web_html.piece(Document(html, document.assets), prefix="", below=FRONT, outline=outline)
    return mark_safe(made)


def _sections(leaves, edition, outline):
    for item, some in groupby(leaves, key=lambda leaf: leaf.part.item):
        outline.heading(2)
        title = f"Item {item.printed_number}: {contents.title_of(item, edition)}" if item else ""
        yield Section(title, [_piece(leaf, outline, PART if item else 1) for leaf in some])


def _piece(leaf, outline, below):
    document = _document(leaf)
    html = OF_PRINT.sub("", document.html).replace(*NEXT_PAGE)
    made = web_html.piece(Document(html, document.assets), prefix=f"{leaf.target}-", below=below, outline=outline)
    return Piece(
        target=leaf.target,
        pages=printing.span(leaf.first, leaf.last),
        marking=_marking(leaf.part),
        html=mark_safe(made),
    )


def _marking(part):
    """What the law wants on every copy of a paper kept back (LGA 1972 s100B(5))."""
    return exempt.marking_on(part.paper, part.appendix) if part.paper and not part.in_public else ""


def _document(leaf):
    part = leaf.part
    if part.state != State.DONE:
        return printing.not_printed(part)
    if part.kind not in contents.FILES:
        return making.document_of(_in_own_letters(part))
    source = source_of(part)
    if source is None:
        raise making.CannotPrint(making.GONE)
    return KINDS.get(getattr(source, "kind", ""), _file)(leaf, source)


def _in_own_letters(part):
    """The part as it is before it is set in large print: on a screen, letters are as large as the reader wants."""
    if part.form == Form.STANDARD:
        return part
    plain = copy.copy(part)
    plain.form = Form.STANDARD
    return plain


def _table(leaf, source):
    return _drawn("table", {"title": leaf.part.title, "grid": grid_of(source.table)})


def _picture(leaf, source):
    """The picture as it is printed: the file as it came may tell where it was taken."""
    drawn = pdf.picture(files.read(source.safe), page=1, side=1600)
    return _drawn("picture", {"title": leaf.part.title, "alt": source.alt}, {"picture": drawn})


def _file(leaf, source):
    """The text of a PDF, page by page; of one that cannot be read, why, and whom to ask."""
    texts = pdf.page_words(files.read(source.safe)) or [""] * source.pages
    pages = [
        {
            "number": leaf.first + place,
            "place": place + 1,
            "paragraphs": [" ".join(one.split()) for one in _split(text)],
        }
        for place, text in enumerate(texts)
    ]
    context = {
        "title": leaf.part.title,
        "pages": pages,
        "lang": getattr(source, "language", ""),
        "is_silent": not any(page["paragraphs"] for page in pages),
        "faults": [] if leaf.part.claims_ua else accessible.faults(leaf.part),
        "contact": settings.CONTACT_EMAIL,
    }
    return _drawn("file", context)


def _split(text):
    return [one for one in re.split(r"\n\s*\n", text) if one.strip()]


def _drawn(name, context, assets=None):
    return Document(render_to_string(f"committees/web/{name}.html", context), assets or {})


KINDS = {Appendix.Kind.CSV: _table, Appendix.Kind.PNG: _picture, Appendix.Kind.JPEG: _picture}
