"""What the steps of an action refuse. Each message is for its owner or a clerk: what is wrong, what to do."""


class CannotAgree(Exception):
    """Nothing can be agreed so: it has no owner, says nothing, or is due before it was agreed."""


class CannotAnswer(Exception):
    """The action cannot become that now. The message says why; nothing was changed."""


class AlreadyDone(CannotAnswer):
    """Somebody has already said what was done."""
