"""The door to copies of a finished pack that say on every page whose they are. The work is done in a limited child."""

from dataclasses import replace
from pathlib import Path

from . import child, fonts
from .results import LIMITS

QUICK = replace(LIMITS, seconds=60)


class NotMarked(Exception):
    """The copy could not be marked, so there is none."""


def mark(path, *, words, is_large=False, limits=QUICK):
    """
    The bytes of the pack at a path with one line above the foot of each page, which its title says too.

    The line is `words`: what stands before a name, the name, and what stands after it. Where there is no room the name
    is cut and nothing else; a name in letters that cannot be drawn is left out, on the pages and not in the title.
    The line is decoration, which a screen reader passes over on each page; the title it reads at the start. The pack
    itself is not touched. The same pack and words give the same bytes. Raises NotMarked.
    """
    where = {"path": str(Path(path).resolve()), "fonts": str(fonts.folder())}
    request = where | {"words": list(words), "is_large": is_large}
    try:
        reply, data = child.run("mark", request, limits=limits)
    except (child.ChildTimeout, child.ChildDied) as fault:
        raise NotMarked from fault
    if "failed" in reply:
        raise NotMarked(reply["failed"])
    return data
