"""A report is written: started, worded part by part, given files, and started again for its next version."""

from .bringing_in import NotEmpty, bring_in, coming, fill, untouched
from .files import add_appendix, add_figure, change_figure, replace_appendix, reword_appendix
from .hold import BeingCleared, Conflict, Frozen, edition, version_of
from .implying import edition_of_implications, save_implications
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
    "NotEmpty",
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
    "coming",
    "edition",
    "edition_of_implications",
    "fill",
    "move",
    "neighbours",
    "place",
    "remove",
    "replace_appendix",
    "reword_appendix",
    "save_details",
    "save_implications",
    "share",
    "start",
    "start_version",
    "stop_sharing",
    "untouched",
    "version_of",
]
