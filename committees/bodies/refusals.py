"""What a step about a body refuses, in words for a clerk."""


class CannotChangeBody(Exception):
    """A body cannot be changed so. The message says why and what to do."""


class CannotSit(Exception):
    """Somebody may not hold such a place on such a body. The message names the law."""
