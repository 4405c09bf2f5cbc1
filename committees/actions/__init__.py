"""What somebody agreed to do at a meeting, until a later meeting closes it."""

from committees.actions.agreeing import agree
from committees.actions.answering import change_due, change_owner, close, complete, reopen, report
from committees.actions.laying import lay_log
from committees.actions.refusals import AlreadyDone, CannotAgree, CannotAnswer

__all__ = [
    "AlreadyDone",
    "CannotAgree",
    "CannotAnswer",
    "agree",
    "change_due",
    "change_owner",
    "close",
    "complete",
    "lay_log",
    "reopen",
    "report",
]
