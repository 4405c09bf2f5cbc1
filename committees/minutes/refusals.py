"""What the steps of minutes refuse. Each message is for a clerk or a chair: what is wrong, what is safe, what to do."""


class CannotMinute(Exception):
    """The minutes cannot be taken further so. The message says why and what to do."""


class CannotSend(CannotMinute):
    """The draft cannot go to that person, or not now."""


class CannotCheck(CannotMinute):
    """Somebody cannot check the minutes, send them back or have them changed after the check."""


class CannotFreeze(CannotMinute):
    """The public text would tell what it must not, or nothing. `places` says where, one sentence each."""

    def __init__(self, message, places=()):
        super().__init__(message)
        self.places = list(places)


class CannotLay(CannotMinute):
    """The minutes cannot be laid before a meeting."""


class CannotApprove(CannotMinute):
    """A body cannot approve these minutes there, or not now."""


class WrongBody(CannotApprove):
    """A body approves its own minutes, or those of the body in whose place it came, and no others."""


class CannotSign(CannotMinute):
    """The minutes cannot be signed so."""


class CannotRemark(CannotMinute):
    """Nobody remarks on a minute that is settled, or on one that is not of their report."""
