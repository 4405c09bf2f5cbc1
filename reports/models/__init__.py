"""WHAT IS WRITTEN: reports, their versions and what they are made of."""

from .briefs import Brief, ClearanceStage
from .parts import Appendix, Block, Contact, Recommendation, Section, SourceDocument, Unplaced
from .reports import Clearance, Format, Report, Version

__all__ = [
    "Appendix",
    "Block",
    "Brief",
    "Clearance",
    "ClearanceStage",
    "Contact",
    "Format",
    "Recommendation",
    "Report",
    "Section",
    "SourceDocument",
    "Unplaced",
    "Version",
]
