"""WHO: people, offices and appointments over time, responsibilities, council facts, and what was done."""

from .accounts import Invitation, User
from .council import ClosureDay, CouncilFact
from .offices import Appointment, Office, Remit
from .people import Affiliation, Organisation, Person
from .responsibilities import Responsibility
from .trail import AuditLink, AuditRow

__all__ = [
    "Affiliation",
    "Appointment",
    "AuditLink",
    "AuditRow",
    "ClosureDay",
    "CouncilFact",
    "Invitation",
    "Office",
    "Organisation",
    "Person",
    "Remit",
    "Responsibility",
    "User",
]
