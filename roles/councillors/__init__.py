"""
The council after an election: who joins, comes back, changes and leaves, by a list of councillors.

    plan(councillors, on=day)                     what the list would mean; writes nothing
    bring_in(councillors, on=day, by=clerk)       the same, done: all of it or nothing
    following.after(row, …)                       what then needs doing
"""

from .applying import BROUGHT_IN, CannotBringIn, LooksPartial, Outcome, bring_in, check
from .planning import plan, why_not_on
from .plans import Change, Entry, Leaver, Plan, Problem

__all__ = [
    "BROUGHT_IN",
    "CannotBringIn",
    "Change",
    "Entry",
    "Leaver",
    "LooksPartial",
    "Outcome",
    "Plan",
    "Problem",
    "bring_in",
    "check",
    "plan",
    "why_not_on",
]
