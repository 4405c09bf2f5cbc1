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

    def __init__(self, theirs):
        super().__init__(
            f"{theirs.saved_by} saved this minute while you were writing. Nothing of theirs or yours is lost: compare "
            "the two, and save what is to stand."
        )
        self.theirs = theirs
