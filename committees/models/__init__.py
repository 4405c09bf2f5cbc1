"""WHERE IT IS DECIDED: bodies, meetings, papers, packs and actions."""

from .actions import Action
from .balance import Allocation, OutsidePlace, Review, Waiver
from .bodies import Body, Seat
from .meetings import AgendaItem, Attendance, ItemLink, Meeting
from .packs import Build, Pack, Part, PrintedPart, Worker
from .papers import Document, Exemption, Paper

__all__ = [
    "Action",
    "AgendaItem",
    "Allocation",
    "Attendance",
    "Body",
    "Build",
    "Document",
    "Exemption",
    "ItemLink",
    "Meeting",
    "OutsidePlace",
    "Pack",
    "Paper",
    "Part",
    "PrintedPart",
    "Review",
    "Seat",
    "Waiver",
    "Worker",
]
