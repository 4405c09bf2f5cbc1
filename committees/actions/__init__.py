"""What somebody agreed to do at a meeting, until a later meeting closes it."""

from committees.actions.agreeing import agree
from committees.actions.answering import AlreadyDone, complete

__all__ = ["AlreadyDone", "agree", "complete"]
