"""The door to the words of a PDF, page by page. The file itself is only ever opened in a child with limits."""

import json

from . import child
from .results import UPLOAD_LIMITS


def page_words(data, *, limits=UPLOAD_LIMITS, everything=False):
    """
    The text of each page of a PDF that was made safe: empty where no text can be read, or some of it is hidden.

    With `everything` a page with hidden words is read too: for checks before the file is published. None where the
    file cannot be read within its limits; never raises.
    """
    try:
        reply, blob = child.run("words", {"all": everything}, data, limits=limits)
    except (child.ChildTimeout, child.ChildDied):
        return None
    return None if "failed" in reply else json.loads(blob)
