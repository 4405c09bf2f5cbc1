"""What the law asks of an executive body before it decides: notices to the public, in time (SI 2012/2089)."""

from committees.executive.duties import Need, due, needs, of_meeting, why_day_stands, why_not_published
from committees.executive.noticing import CannotGiveNotice, give_notice, why_not
from committees.executive.scrutiny import who_of_scrutiny

__all__ = [
    "CannotGiveNotice",
    "Need",
    "due",
    "give_notice",
    "needs",
    "of_meeting",
    "who_of_scrutiny",
    "why_day_stands",
    "why_not",
    "why_not_published",
]
