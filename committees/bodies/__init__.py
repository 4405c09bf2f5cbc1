"""Bodies: constituted, re-constituted under another law, settled, seated and clerked."""

from committees.bodies.constituting import (
    _hand_over,
    constitute,
    describe,
    dissolve,
    schedule_packs,
    settle,
)
from committees.bodies.places import (
    CAPACITY_KINDS,
    MEMBERS_TOO,
    OTHER_PLACES,
    RANK,
    SEAT_KINDS,
    SINGLE,
    brings_duties,
    kinds_of_places,
    office_stands,
    titles,
)
from committees.bodies.refusals import CannotChangeBody, CannotSit
from committees.bodies.seating import (
    end_place,
    make_clerk,
    may_preside,
    once,
    preside,
    seat,
    without_a_place,
    wrongly_seated,
)
from committees.bodies.words import basis_words, executives_name, kind_words, name_bodies, why_executive_is_over

__all__ = [
    "CAPACITY_KINDS",
    "MEMBERS_TOO",
    "OTHER_PLACES",
    "RANK",
    "SEAT_KINDS",
    "SINGLE",
    "CannotChangeBody",
    "CannotSit",
    "_hand_over",
    "basis_words",
    "brings_duties",
    "constitute",
    "describe",
    "dissolve",
    "end_place",
    "executives_name",
    "kind_words",
    "kinds_of_places",
    "make_clerk",
    "may_preside",
    "name_bodies",
    "office_stands",
    "once",
    "preside",
    "schedule_packs",
    "seat",
    "settle",
    "titles",
    "why_executive_is_over",
    "without_a_place",
    "wrongly_seated",
]
