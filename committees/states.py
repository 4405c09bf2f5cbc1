"""
What a meeting can be and become, and what must be true of it and its items at any time.

`MEETING` and `why_not` are asked before a step; `illegal` afterwards, by checks and by the test of random steps.
"""

from django.utils import timezone

from committees import exempt, law
from committees.models import Exemption, Meeting
from reports.grounds import why_no_class

_S = Meeting.Status

MEETING = {
    _S.PLANNED: {_S.CONFIRMED, _S.HELD, _S.INQUORATE, _S.CANCELLED},
    _S.CONFIRMED: {_S.PLANNED, _S.HELD, _S.INQUORATE, _S.CANCELLED},
    _S.HELD: {_S.INQUORATE},
    _S.INQUORATE: {_S.HELD},
    _S.CANCELLED: {_S.CONFIRMED},
}
OVER = {_S.HELD, _S.INQUORATE}
NOT_YET = "The meeting has not been yet. It is held, or inquorate, on its day at the earliest."


def why_not(meeting, status):
    """In words, why a meeting cannot become that; empty when it can, or is it already."""
    was, status = _S(meeting.status), _S(status)
    if status in OVER and timezone.localdate(meeting.starts_at) > timezone.localdate():
        return NOT_YET
    if status == was:
        return ""
    if status not in MEETING[was]:
        return _WORDS.get(was, "").format(status=status.label.lower())
    if status == _S.PLANNED and meeting.published_at:
        return "The agenda is published, so the meeting is no longer only planned. Cancel or postpone it instead."
    if was == _S.CANCELLED:
        return _why_not_called_again(meeting)
    return ""


_WORDS = {
    _S.PLANNED: "A planned meeting cannot become {status}.",
    _S.CONFIRMED: "A confirmed meeting cannot become {status}.",
    _S.HELD: "The meeting is over: it was held. It can be inquorate at most, not {status}.",
    _S.INQUORATE: "The meeting is over: it was inquorate. It can have been held at most, not {status}.",
    _S.CANCELLED: "The meeting is cancelled, so it cannot be {status}. Call another one.",
}


def _why_not_called_again(meeting):
    if meeting.published_at:
        return (
            "The public was told that this meeting is cancelled, and that stands. Postpone it: that calls another "
            "meeting with this agenda."
        )
    if Meeting.objects.filter(instead_of=meeting.pk).exists():
        return "Another meeting was called in place of this one. Change that one."
    return ""


def illegal(meeting):
    """What is wrong with a meeting and its agenda, in words; empty when nothing is. For checks: reads it anew."""
    meeting = Meeting.objects.select_related("body", "instead_of").get(pk=meeting.pk)
    items = list(meeting.items.order_by("order", "pk"))
    for item in items:
        item.meeting = meeting
    return [
        *_of_the_meeting(meeting),
        *_of_the_order(meeting, items),
        *(wrong for item in items for wrong in _of_an_item(meeting, item)),
        *_of_the_papers(meeting),
    ]


def _said(wrong):
    return [words for words, is_so in wrong.items() if is_so]


def _of_the_meeting(meeting):
    day, old = timezone.localdate(meeting.starts_at), meeting.instead_of
    return _said(
        {
            "published by nobody": meeting.published_at and not meeting.published_by_id,
            "published and only planned": meeting.published_at and meeting.status == _S.PLANNED,
            "published without a law": meeting.published_at and not meeting.body.is_settled,
            "over before its day": meeting.status in OVER and day > timezone.localdate(),
            "in place of one that takes place": old and old.status != _S.CANCELLED,
            "in place of a meeting of another body": old and old.body_id != meeting.body_id,
        }
    )


def _of_the_order(meeting, items):
    parts = [item.likely_private for item in items]
    printed = [item.printed_number for item in items]
    return _said(
        {
            "numbers with gaps": [item.order for item in items] != list(range(1, len(items) + 1)),
            "part 1 behind part 2": not meeting.published_at and parts != sorted(parts),
            "two items under one number": not meeting.source_id and len(set(printed)) < len(printed),
        }
    )


def _of_an_item(meeting, item):
    said_late = bool(item.late_reason and item.late_agreed_by_id)
    has_grounds = bool(item.private_kind or item.private_reason or item.private_paragraphs)
    wrong = {
        "late without a reason, or not late with one": bool(item.late_at) != said_late,
        "late where nobody may allow it": item.late_at and not law.of(meeting.body).chair_may_add,
        "late on an agenda that was not published": item.late_at
        and not (meeting.published_at and meeting.published_at <= item.late_at),
        "withdrawn without saying why": bool(item.withdrawn_at) != bool(item.withdrawn_why),
        "withdrawn from an agenda that was never published": item.withdrawn_at and not meeting.published_at,
        "private without grounds": not item.source_id and exempt.grounds_missing(item),
        "published as private without grounds": meeting.published_at
        and meeting.body.public_has_a_right
        and exempt.grounds_missing(item),
        "grounds of an item in part 1": has_grounds and not item.likely_private,
    }
    return [f"{item}: {words}" for words in _said(wrong)]


def _of_the_papers(meeting):
    """Exempt without a paragraph, confidential with one, or either without a reason."""
    kept = Exemption.objects.filter(paper__item__meeting=meeting)
    return [f"{one.paper_id}: kept private without grounds" for one in kept if not _is_grounded(one)]


def _is_grounded(exemption):
    return bool(exemption.reason.strip()) and not why_no_class(exemption.kind, exemption.paragraphs)
