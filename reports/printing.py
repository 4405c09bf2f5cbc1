"""A version as a whole HTML document, ready to become a tagged PDF."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from corporate_parenting.lib import files
from reports import layout, leaving_out


@dataclass(frozen=True)
class Document:
    """HTML, and the files it uses by the name in src="asset:NAME": what lib.pdf.render takes."""

    html: str
    assets: dict


def document(version, *, body_name="", meeting_on=None, without=leaving_out.NOTHING, marked=leaving_out.NOTHING):
    """
    The print of a version. The same version, body and day give the same bytes. What it is `without`
    (leaving_out.Without) is in no way in it, a picture neither; what is `marked` says that it is private.

    `body_name` and `meeting_on` (a date) are the meeting's, and stand in the header; without them the header
    says what the author wrote. Raises FileNotFoundError when a picture's file is gone.
    """
    laid = layout.lay_out(version, body_name=body_name, meeting_on=meeting_on, without=without, marked=marked)
    html = render_to_string("pdf/report.html", {"laid": laid})
    return Document(html, {image: files.read(image) for image in _images(laid)})


def _images(laid):
    return {piece.image for chapter in laid.chapters for piece in chapter.pieces if piece.image}
