"""
A body becomes another as one act: a board becomes a sub-committee, or a committee an informal board.

The body ends the day before the new one begins; its past stays under its own name. `plan` says what the law changes
and what would come over, `carry_out` does it as somebody chose.
"""

from committees.reconstituting.about import About, CannotReconstitute, Changed
from committees.reconstituting.afterwards import came_over, left_to_do
from committees.reconstituting.carrying import carry_out
from committees.reconstituting.differences import Difference, differences
from committees.reconstituting.people import LEAVES, VOTING_CO_OPTEE, Holder
from committees.reconstituting.planning import KINDS_OF_WORK, Choices, Plan, plan

__all__ = [
    "KINDS_OF_WORK",
    "LEAVES",
    "VOTING_CO_OPTEE",
    "About",
    "CannotReconstitute",
    "Changed",
    "Choices",
    "Difference",
    "Holder",
    "Plan",
    "came_over",
    "carry_out",
    "differences",
    "left_to_do",
    "plan",
]
