"""WHERE IT IS DECIDED: bodies, meetings, papers, packs and actions."""

from .actions import Action, ActionLog, ActionUpdate, Digest
from .balance import Allocation, OutsidePlace, Review, Waiver
from .bodies import Body, Seat
from .copies import PackCopy, PackReading
from .decisions import Decision, Referral, VoteCast
from .dry_runs import DryRun
from .grants import Grant
from .links import BodyLink
from .meetings import AgendaItem, Attendance, ItemLink, Meeting, StandingItem
from .mine import ItemNote, Opened
from .minutes import Minutes, MinutesComment, MinutesVersion
from .notices import Commission, ExecutiveNotice
from .packs import Build, Pack, Part, PrintedPart, Worker
from .papers import Document, Exemption, Paper
from .passages import Passage
from .programme import ProgrammeItem, ProgrammeMove, ProgrammeRule
from .protecting import Protected
from .publications import Publication
from .room import Exclusion, Interest, KeptMinute, Minute, Stay, Substitution
from .terms import Power, Terms

__all__ = [
    "Action",
    "ActionLog",
    "ActionUpdate",
    "AgendaItem",
    "Allocation",
    "Attendance",
    "Body",
    "BodyLink",
    "Build",
    "Commission",
    "Decision",
    "Digest",
    "Document",
    "DryRun",
    "Exclusion",
    "ExecutiveNotice",
    "Exemption",
    "Grant",
    "Interest",
    "ItemLink",
    "ItemNote",
    "KeptMinute",
    "Meeting",
    "Minute",
    "Minutes",
    "MinutesComment",
    "MinutesVersion",
    "Opened",
    "OutsidePlace",
    "Pack",
    "PackCopy",
    "PackReading",
    "Paper",
    "Part",
    "Passage",
    "Power",
    "PrintedPart",
    "ProgrammeItem",
    "ProgrammeMove",
    "ProgrammeRule",
    "Protected",
    "Publication",
    "Referral",
    "Review",
    "Seat",
    "StandingItem",
    "Stay",
    "Substitution",
    "Terms",
    "VoteCast",
    "Waiver",
    "Worker",
]
