"""A body's meetings for a year: proposed by a pattern, looked at for clashes, and put into the calendar."""

from committees.year.clashes import Clash, Diary, clashes_of
from committees.year.patterns import Pattern, municipal_year, next_year, wanted_days
from committees.year.planning import CannotPlan, Made, Planner, Proposal, create, propose

__all__ = [
    "CannotPlan",
    "Clash",
    "Diary",
    "Made",
    "Pattern",
    "Planner",
    "Proposal",
    "clashes_of",
    "create",
    "municipal_year",
    "next_year",
    "propose",
    "wanted_days",
]
