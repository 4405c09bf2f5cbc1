"""
How far minutes can come, and what must be true of them at any time.

`MINUTES` is asked before a step; `illegal` afterwards, by checks and by the test of random steps.
"""

from django.utils import timezone

from committees.minutes import freezing, meetings
from committees.models import Meeting, Minutes, Paper

_S = Minutes.State

MINUTES = {
    _S.DRAFT: {_S.CHECKING},
    _S.CHECKING: {_S.CHECKING, _S.DRAFT, _S.CHECKED},
    _S.CHECKED: {_S.LAID},
    _S.LAID: {_S.LAID, _S.APPROVED},
    _S.APPROVED: {_S.SIGNED},
    _S.SIGNED: set(),
}
# Frozen at least once; what the body has made its own is not changed any more.
FROZEN = {_S.CHECKED, _S.LAID, _S.APPROVED, _S.SIGNED}
SETTLED = {_S.APPROVED, _S.SIGNED}

_WORDS = {
    _S.DRAFT: "They are being drafted. Send them to the chair first.",
    _S.CHECKING: "They are with the chair, who has not checked them yet.",
    _S.CHECKED: "The chair has checked them. They are laid before the next meeting by themselves.",
    _S.LAID: "They are laid before a meeting and wait for its approval.",
    _S.APPROVED: "They are approved already. What the body approved stands.",
    _S.SIGNED: "They are approved and signed already. What was signed stands.",
}


def why_not(minutes, state):
    """In words, why minutes cannot become that; empty when they can."""
    return "" if state in MINUTES[_S(minutes.state)] else _WORDS[_S(minutes.state)]


def illegal(minutes):
    """What is wrong with some minutes, in words; empty when nothing is. For checks: reads them anew."""
    minutes = Minutes.objects.select_related("meeting__body", "approved_on__meeting__body").get(pk=minutes.pk)
    return [*_of_the_stages(minutes), *_of_the_versions(minutes), *_of_the_laying(minutes), *_of_the_approval(minutes)]


def _said(wrong):
    return [words for words, is_so in wrong.items() if is_so]


def _of_the_stages(minutes):
    state = _S(minutes.state)
    return _said(
        {
            "of a meeting that is not over": minutes.sent_at and minutes.meeting.status not in meetings.OVER,
            "with the chair and sent to nobody": state == _S.CHECKING and not (minutes.sent_at and minutes.sent_to_id),
            "checked by nobody": state in FROZEN and not (minutes.checked_at and minutes.checked_by_id),
            "checked before it was sent": minutes.checked_at
            and minutes.sent_at
            and minutes.checked_at < minutes.sent_at,
            "approved without a place": (state in SETTLED) != bool(minutes.approved_at),
            "signed by nobody": (state == _S.SIGNED) != bool(minutes.signed_on and minutes.signed_by_id),
        }
    )


def _of_the_versions(minutes):
    versions = list(minutes.versions.order_by("number"))
    numbers = [one.number for one in versions]
    return _said(
        {
            "versions with gaps": numbers != list(range(1, len(versions) + 1)),
            "frozen before the check, or never": bool(versions) != (_S(minutes.state) in FROZEN),
            "a later version without a reason": any(not one.why.strip() for one in versions[1:]),
            "a version that does not say what was frozen": any(
                one.sha256 != freezing.digest(one.content, one.private_content) for one in versions
            ),
            "the part 2 of an item without paragraphs": any(
                one.private_content and minutes.meeting.body.public_has_a_right and freezing.has_no_class(one)
                for one in versions
            ),
        }
    )


def _of_the_laying(minutes):
    laid = list(Paper.objects.filter(minutes__minutes=minutes).select_related("item__meeting__body"))
    open_part_2 = Paper.objects.open().filter(minutes__minutes=minutes, is_part_2=True)
    return _said(
        {
            "laid before the check": laid and _S(minutes.state) not in FROZEN - {_S.CHECKED},
            "laid before another body": any(
                not meetings.may_approve(one.item.meeting.body, minutes.meeting.body) for one in laid
            ),
            "laid before no later meeting": any(
                one.item.meeting.starts_at <= minutes.meeting.starts_at
                for one in laid
                if one.item.meeting.status != Meeting.Status.CANCELLED
            ),
            "part 2 open to everybody": open_part_2.exists(),
        }
    )


def _of_the_approval(minutes):
    if not minutes.approved_at:
        return []
    item = minutes.approved_on
    signed = minutes.signed_on
    return _said(
        {
            "approved by another body": not meetings.may_approve(item.meeting.body, minutes.meeting.body),
            "approved at no later meeting": item.meeting.starts_at <= minutes.meeting.starts_at,
            "approved by a meeting that was never opened": not meetings.was_opened(item.meeting),
            "approved where they did not lie": not Paper.objects.filter(item=item, minutes__minutes=minutes).exists(),
            "signed before they were approved": signed and signed < timezone.localdate(item.meeting.starts_at),
        }
    )
