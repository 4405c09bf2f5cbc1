"""The door for uploaded PDFs. The file itself is only ever opened in a child with limits."""

from . import child
from .results import MIB, UPLOAD_LIMITS, Examined, Refused

TOO_LARGE = "The file has {:.0f} MB; {:.0f} MB is the most. Save it again with smaller pictures, or upload it in parts."
HIDES = (
    "Words that a reader does not see are still in this file, and anybody could take them out of it. {} Have the file "
    "made anew without them: covering words does not take them out."
)
TOO_MUCH = "The PDF takes more time or memory to read than one document may use. Print it to PDF and upload that."


def examine(data, *, limits=UPLOAD_LIMITS):
    """Check an uploaded PDF, make it safe and bring it to A4, ready to merge.

    Everything worth knowing is in `findings`: what was taken out, what is hidden in it, what keeps people from
    reading it. Raises Refused, saying why and what to do: password, cut off, damaged, not a PDF, too many pages, …
    """
    if len(data) > limits.file_size:
        raise Refused(TOO_LARGE.format(len(data) / MIB, limits.file_size / MIB))
    try:
        reply, made = child.run("examine", {"pages": limits.pages}, data, limits=limits)
    except (child.ChildTimeout, child.ChildDied):
        raise Refused(TOO_MUCH) from None
    if "refused" in reply:
        raise Refused(reply["refused"])
    return Examined(data=made, **reply)


def examine_open(data, *, limits=UPLOAD_LIMITS):
    """The same for what may come before everybody: raises Refused as well where words are hidden in the file."""
    examined = examine(data, limits=limits)
    if examined.hidden:
        raise Refused(HIDES.format(" ".join(examined.hidden)))
    return examined
