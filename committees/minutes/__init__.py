"""The minutes of a meeting: drafted from the room, checked, frozen, laid at the next meeting, approved and signed."""

from committees.minutes.approving import approve, open_items
from committees.minutes.composing import compose
from committees.minutes.freezing import changed, digest, newest
from committees.minutes.laying import lay_next, lay_waiting, lies_on
from committees.minutes.looking import look
from committees.minutes.refusals import (
    CannotApprove,
    CannotCheck,
    CannotFreeze,
    CannotLay,
    CannotMinute,
    CannotRemark,
    CannotSend,
    CannotSign,
    WrongBody,
)
from committees.minutes.remarks import remark, settle
from committees.minutes.signing import sign, signers
from committees.minutes.stages import check, freeze, send_back, send_to_chair, start, who_may_check

__all__ = [
    "CannotApprove",
    "CannotCheck",
    "CannotFreeze",
    "CannotLay",
    "CannotMinute",
    "CannotRemark",
    "CannotSend",
    "CannotSign",
    "WrongBody",
    "approve",
    "changed",
    "check",
    "compose",
    "digest",
    "freeze",
    "lay_next",
    "lay_waiting",
    "lies_on",
    "look",
    "newest",
    "open_items",
    "remark",
    "send_back",
    "send_to_chair",
    "settle",
    "sign",
    "signers",
    "start",
    "who_may_check",
]
