"""Where a cleared report goes from here: before a meeting. Apps above know of meetings, and say it."""

# Of apps above. (version, viewer) -> (which meeting, address), or None: there the viewer can lay the version next.
NEXT_MEETING = []


def next_meeting(version, viewer):
    """(which meeting, in words, and the address) where this viewer can lay a cleared version next, or None."""
    return next(filter(None, (asked(version, viewer) for asked in NEXT_MEETING)), None)
