"""
Visits to children's homes: planned, made, reported, and what follows.

A councillor's rota visit is the council's own choice. The regulation 44 visit is made by an independent person each
month: Children's Homes (England) Regulations 2015, regulation 44. Homes are names: never an address, never a child.
"""

from roles.models import Visit

from .counting import Figure, HomeTally, Tally, tally
from .homes import add_home, change_home, close_home, looks_like_an_address
from .making import ask, close_action, events, made, needed_again, not_needed, report_in
from .planning import Proposed, plan, rhythm
from .refusals import CannotPlan, NotAName, NotNow, NotTheVisitor, WrongDay
from .visitors import assign, doubt, rota_visitors

MEANING = {
    Visit.Kind.ROTA: "A councillor visits the home as a corporate parent. The law does not ask for it: "
    "it is the council’s own choice today.",
    Visit.Kind.INDEPENDENT: "An independent person visits the home each month and reports on how children are kept "
    "safe and whether they do well: regulation 44 of the Children’s Homes (England) Regulations 2015.",
}

__all__ = [
    "MEANING",
    "CannotPlan",
    "Figure",
    "HomeTally",
    "NotAName",
    "NotNow",
    "NotTheVisitor",
    "Proposed",
    "Tally",
    "WrongDay",
    "add_home",
    "ask",
    "assign",
    "change_home",
    "close_action",
    "close_home",
    "doubt",
    "events",
    "looks_like_an_address",
    "made",
    "needed_again",
    "not_needed",
    "plan",
    "report_in",
    "rhythm",
    "rota_visitors",
    "tally",
]
