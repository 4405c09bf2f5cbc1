"""WHAT IS WRITTEN: reports, their versions and what they are made of."""

from .aims import PrincipleServed, ResponsibilityServed
from .briefs import Brief
from .clearances import Clearance, ClearanceStage
from .formats import Format
from .parts import Appendix, Block, Contact, Implication, Recommendation, Section, SourceDocument, Unplaced
from .private import Grounds, PrivatePart, Secrecy
from .reports import Report, Version
from .texts import Comment, KeptText, Writing

__all__ = [
    "Appendix",
    "Block",
    "Brief",
    "Clearance",
    "ClearanceStage",
    "Comment",
    "Contact",
    "Format",
    "Grounds",
    "Implication",
    "KeptText",
    "PrincipleServed",
    "PrivatePart",
    "Recommendation",
    "Report",
    "ResponsibilityServed",
    "Secrecy",
    "Section",
    "SourceDocument",
    "Unplaced",
    "Version",
    "Writing",
]
