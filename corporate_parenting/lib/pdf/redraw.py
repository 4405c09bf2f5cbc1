"""The door to pages as pictures, and to every word of a page. The file is opened in a child with limits alone."""

from dataclasses import replace

from . import child
from .results import UPLOAD_LIMITS, Flattened, Refused

LIMITS = replace(UPLOAD_LIMITS, seconds=25)
TOO_MUCH = (
    "Drawing the pages takes more time or memory than one file may use. Have the file made anew without those words."
)


def picture(data, *, page, side=900):
    """A page (from 1) of a safe PDF as a PNG. Raises Refused."""
    return _asked("picture", {"page": page, "side": side}, data)[1]


def flatten(data, *, alt, title):
    """
    A safe PDF with each page redrawn as a picture, so that what nobody sees is gone for good: Flattened.

    `alt` says what the pages show, for those who cannot see them. Raises Refused.
    """
    reply, made = _asked("flatten", {"alt": alt, "title": title}, data)
    return Flattened(data=made, pages=reply["pages"])


def reword(data, *, alt):
    """A file that `flatten` made, with another description of what it shows. Raises Refused."""
    return _asked("reword", {"alt": alt}, data)[1]


def page_text(data, *, page):
    """Every word that a page holds, seen or not: for whoever must decide about them. Raises Refused."""
    return _asked("page_text", {"page": page}, data)[0]["text"]


def _asked(job, request, data):
    try:
        reply, made = child.run(job, request, data, limits=LIMITS)
    except (child.ChildTimeout, child.ChildDied):
        raise Refused(TOO_MUCH) from None
    if "refused" in reply:
        raise Refused(reply["refused"])
    return reply, made
