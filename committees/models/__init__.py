"""WHERE IT IS DECIDED: bodies, meetings, papers, packs and actions."""

from .actions import Action
from .balance import Allocation, OutsidePlace, Review, Waiver
from .bodies import Body, Seat
from .links import BodyLink
from .meetings import AgendaItem, Attendance, ItemLink, Meeting, StandingItem
from .notices import Commission, ExecutiveNotice
from .packs import Build, Pack, Part, PrintedPart, Worker
from .papers import Document, Exemption, Paper
from .programme import ProgrammeItem, ProgrammeMove, ProgrammeRule
from .terms import Power, Terms

__all__ = [
    "Action",
    "AgendaItem",
    "Allocation",
    "Attendance",
    "Body",
    "BodyLink",
    "Build",
    "Commission",
    "Document",
    "ExecutiveNotice",
    "Exemption",
    "ItemLink",
    "Meeting",
    "OutsidePlace",
    "Pack",
    "Paper",
    "Part",
    "Power",
    "PrintedPart",
    "ProgrammeItem",
    "ProgrammeMove",
    "ProgrammeRule",
    "Review",
    "Seat",
    "StandingItem",
    "Terms",
    "Waiver",
    "Worker",
]
