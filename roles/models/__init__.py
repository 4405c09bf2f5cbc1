"""WHO: people, offices and appointments over time, responsibilities, council facts, and what was done."""

from .accounts import Invitation, User
from .council import ClosureDay, CouncilFact
from .doing import Acknowledgement, Evidence
from .offices import Appointment, Delegation, Office, Remit
from .people import Affiliation, Organisation, Person
from .responsibilities import Provision, Responsibility, Wording
from .trail import AuditLink, AuditRow
from .training import Course, TrainingRecord
from .visits import Home, Visit, VisitAction

__all__ = [
    "Acknowledgement",
    "Affiliation",
    "Appointment",
    "AuditLink",
    "AuditRow",
    "ClosureDay",
    "CouncilFact",
    "Course",
    "Delegation",
    "Evidence",
    "Home",
    "Invitation",
    "Office",
    "Organisation",
    "Person",
    "Provision",
    "Remit",
    "Responsibility",
    "TrainingRecord",
    "User",
    "Visit",
    "VisitAction",
    "Wording",
]
