"""What is declared, resolved, decided and voted in the room."""

from committees.deciding import words
from committees.deciding.deciding import decide, take_back
from committees.deciding.excluding import exclude, exclusion_words, reopen
from committees.deciding.interests import declare, effect, withdraw_interest
from committees.deciding.panel import panel
from committees.deciding.refusals import (
    CannotDecide,
    CannotDeclare,
    CannotExclude,
    CannotVote,
    Conflict,
    NotBehindAnExclusion,
)
from committees.deciding.voting import is_carried, record_own_vote, vote

__all__ = [
    "CannotDecide",
    "CannotDeclare",
    "CannotExclude",
    "CannotVote",
    "Conflict",
    "NotBehindAnExclusion",
    "decide",
    "declare",
    "effect",
    "exclude",
    "exclusion_words",
    "is_carried",
    "panel",
    "record_own_vote",
    "reopen",
    "take_back",
    "vote",
    "withdraw_interest",
    "words",
]
