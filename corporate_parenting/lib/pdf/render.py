"""HTML to tagged PDF, in a child process with limits."""

from . import child, fonts, long_words
from .results import LIMITS, Rendered, RenderFailed, RenderTimeout

TOO_LONG = "The document took longer than {:.0f} seconds to lay out, so it was stopped."
TOO_MUCH = "The document needed more memory or processor time than one document may use, so it was stopped."


def render(html, *, assets=None, limits=LIMITS):
    """Make `html`, a whole document with a language and a title, into a tagged PDF that is ready to merge.

    `assets` are the files it uses, by the name in src="asset:NAME"; nothing else can be fetched. Raises
    RenderFailed, or RenderTimeout, with a message fit for the officer who wrote the document.
    """
    contents = {**(assets or {}), "": long_words.eased(html).encode()}
    request = {
        "parts": [(name, len(data)) for name, data in contents.items()],
        "fonts": str(fonts.folder()),
        "pages": limits.pages,
    }
    fonts.files()
    try:
        reply, data = child.run("render", request, b"".join(contents.values()), limits=limits)
    except child.ChildTimeout:
        raise RenderTimeout(TOO_LONG.format(limits.seconds)) from None
    except child.ChildDied:
        raise RenderFailed(TOO_MUCH) from None
    if "failed" in reply:
        raise RenderFailed(reply["failed"])
    return Rendered(data=data, pages=reply["pages"], warnings=reply["warnings"], claims_ua=reply["accessible"])
