"""Parts that were made, and whose file turns out to be damaged or of no use when the pack is joined."""

from committees.models import Part
from corporate_parenting.lib import files
from corporate_parenting.lib.jobs import State

DAMAGED = (
    "A stored file that it needs was damaged or lost. What the council printed itself is printed anew when the pack is "
    "built again; a file that somebody supplied has to be restored, or put in again."
)
OF_NO_USE = "The stored file is not one that can be joined. Put the file in again, and build the pack again."


def look_at(parts):
    """Give up those parts that are done and whose file is gone, or not what was stored any more."""
    for part in parts:
        if part.state == State.DONE and not files.is_whole(part.file):
            give_up(part, DAMAGED)


def give_up(part, words):
    """
    A sheet stands for the part from now on, in every edition that is not finished. It keeps the page numbers that it
    had, so that what follows it stands on the same page as in an edition that was joined before.
    """
    part.state, part.error = State.FAILED, words
    Part.objects.filter(pk=part.pk).update(state=part.state, error=part.error)
