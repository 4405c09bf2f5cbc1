"""The work programme: what a body means to consider in its year, what comes back, what moved and why, what is late."""

from committees.programme.lateness import Late, late
from committees.programme.moving import give_meetings, move
from committees.programme.planning import CannotPlan, add, change, drop, take_up
from committees.programme.returning import add_rule, change_rule, end_rule, plan_year
from committees.programme.starting import planned_for, put_on, start_agenda

__all__ = [
    "CannotPlan",
    "Late",
    "add",
    "add_rule",
    "change",
    "change_rule",
    "drop",
    "end_rule",
    "give_meetings",
    "late",
    "move",
    "plan_year",
    "planned_for",
    "put_on",
    "start_agenda",
    "take_up",
]
