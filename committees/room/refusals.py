"""What the steps in the room refuse. Each message is for a clerk: what is wrong, what is safe, what to do."""


class CannotRecord(Exception):
    """What was to be recorded cannot be so. The message says why; nothing was changed."""


class CannotSitNow(CannotRecord):
    """The meeting cannot be opened or ended, or that person cannot preside."""


class WrongTime(CannotRecord):
    """A time that runs backwards, has not come yet, or cannot be read."""


class CannotStandIn(CannotRecord):
    """That person cannot stand in for that member at this meeting."""


class Conflict(CannotRecord):
    """Somebody else saved the minute in the meantime. `theirs` is it as it stands now; nothing was saved."""

    def __init__(self, theirs, by=None):
        who = "You saved this minute in another window" if theirs.saved_by == by else f"{theirs.saved_by} saved it"
        super().__init__(
            f"{who} while you were writing here. Nothing of either text is lost: compare the two, and save what is to "
            "stand."
        )
        self.theirs = theirs
