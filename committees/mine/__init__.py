"""A councillor's own side of meetings: what to read by when, what is new, what is asked of them, their notes."""

from committees.mine.looking import opened
from committees.mine.notes import Conflict, keep_both, note

__all__ = ["Conflict", "keep_both", "note", "opened"]
