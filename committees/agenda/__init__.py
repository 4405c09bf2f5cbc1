"""The agenda: a meeting is called, its items are set in order, papers are laid, and it is published."""

from committees.agenda import standing
from committees.agenda.calling import call_meeting, change_meeting, close
from committees.agenda.items import ITEM_FIELDS, YOUNG_READ_NOTHING_ELSE, add_item, edit_item, remove, withdraw
from committees.agenda.late import needs_chair
from committees.agenda.ordering import move
from committees.agenda.papers import add_document, lay, take_off
from committees.agenda.postponing import postpone
from committees.agenda.publishing import publish, why_not_published
from committees.agenda.refusals import (
    CannotCall,
    CannotChangeAgenda,
    CannotPublish,
    Conflict,
    NeedsChair,
    NeedsReason,
    NobodySaid,
    NoGrounds,
    NotCleared,
    NoUrgencyPower,
)

__all__ = [
    "ITEM_FIELDS",
    "YOUNG_READ_NOTHING_ELSE",
    "CannotCall",
    "CannotChangeAgenda",
    "CannotPublish",
    "Conflict",
    "NeedsChair",
    "NeedsReason",
    "NoGrounds",
    "NoUrgencyPower",
    "NobodySaid",
    "NotCleared",
    "add_document",
    "add_item",
    "call_meeting",
    "change_meeting",
    "close",
    "edit_item",
    "lay",
    "move",
    "needs_chair",
    "postpone",
    "publish",
    "remove",
    "standing",
    "take_off",
    "why_not_published",
    "withdraw",
]
