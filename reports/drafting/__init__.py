"""A report is written: started, worded part by part, given files, and started again for its next version."""

from .bringing_in import bring_in
from .files import add_appendix, add_figure, change_figure, replace_appendix
from .hold import BeingCleared, Conflict, Frozen, edition, version_of
from .parts import (
    add_block,
    add_contact,
    add_recommendation,
    add_section,
    add_source,
    change,
    move,
    neighbours,
    place,
    remove,
    save_details,
)
from .starting import AlreadyDrafting, share, start, start_version, stop_sharing

__all__ = [
    "AlreadyDrafting",
    "BeingCleared",
    "Conflict",
    "Frozen",
    "add_appendix",
    "add_block",
    "add_contact",
    "add_figure",
    "add_recommendation",
    "add_section",
    "add_source",
    "bring_in",
    "change",
    "change_figure",
    "edition",
    "move",
    "neighbours",
    "place",
    "remove",
    "replace_appendix",
    "save_details",
    "share",
    "start",
    "start_version",
    "stop_sharing",
    "version_of",
]
