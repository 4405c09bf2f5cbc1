"""In the room: a meeting is opened, who is there is recorded, its items are minuted, and it is ended."""

from committees.room.presence import add_guest, come_back, leave, record, record_expected
from committees.room.quorum import quorum_at, voters, why_no_casting_vote
from committees.room.refusals import CannotRecord, CannotSitNow, CannotStandIn, Conflict, WrongTime
from committees.room.sitting import begin, end_item, finish, never_quorate, preside, start_item, why_not_open
from committees.room.substitutes import substitute
from committees.room.writing import write

__all__ = [
    "CannotRecord",
    "CannotSitNow",
    "CannotStandIn",
    "Conflict",
    "WrongTime",
    "add_guest",
    "begin",
    "come_back",
    "end_item",
    "finish",
    "leave",
    "never_quorate",
    "preside",
    "quorum_at",
    "record",
    "record_expected",
    "start_item",
    "substitute",
    "voters",
    "why_no_casting_vote",
    "why_not_open",
    "write",
]
