"""
A report is sent to those who clear it, by office and in steps; each says yes, yes with conditions, or sends it back.

A yes holds for the words it saw. The last one freezes the report as a numbered version.
"""

from .answering import clear, send_back, withdraw
from .excepting import let_through
from .planning import Asked, plan
from .refusals import AlreadyDecided, AlreadySent, CannotExcept, NotAClearer, NotReady, WordsChanged
from .submitting import submit
from .words import covered, digest, holds

__all__ = [
    "AlreadyDecided",
    "AlreadySent",
    "Asked",
    "CannotExcept",
    "NotAClearer",
    "NotReady",
    "WordsChanged",
    "clear",
    "covered",
    "digest",
    "holds",
    "let_through",
    "plan",
    "send_back",
    "submit",
    "withdraw",
]
