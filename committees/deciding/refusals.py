"""What is refused in the room. Each message is for a clerk: what is wrong, what is safe, what to do."""


class CannotDecide(Exception):
    """What was decided cannot be recorded so. The message says why and what to do."""


class CannotDeclare(CannotDecide):
    """An interest cannot be recorded so."""


class CannotExclude(CannotDecide):
    """The public does not leave, or come back, in this way."""


class CannotVote(CannotDecide):
    """The vote cannot have been so: somebody had none, or the numbers do not agree."""


class NotBehindAnExclusion(CannotDecide):
    """Part 2 words for an item for which the public did not have to leave, and nobody has said that it is right."""


class Conflict(CannotDecide):
    """Somebody else saved the decision in the meantime. `theirs` is the Decision as it stands; nothing was saved."""

    def __init__(self, theirs):
        super().__init__(
            "Somebody else recorded this decision while you were writing. Nothing of theirs or yours is lost: compare "
            "the two, and save again what is to stand."
        )
        self.theirs = theirs
