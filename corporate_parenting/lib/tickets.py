"""What somebody looks over before it is done: the page carries a signed ticket for it, good for an hour."""

from django.core import signing

AN_HOUR = 3600


class NoLongerGood(Exception):
    """The ticket is older than an hour, or not one of ours."""


def give(content, *, purpose):
    """A ticket for something that JSON can hold; good for this purpose only."""
    return signing.dumps(content, salt=purpose)


def take(ticket, *, purpose):
    """What the ticket was given for. Raises NoLongerGood."""
    try:
        return signing.loads(ticket, salt=purpose, max_age=AN_HOUR)
    except signing.BadSignature as error:
        raise NoLongerGood from error
