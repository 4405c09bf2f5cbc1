"""The body approves the minutes as a true record: at a later meeting, with corrections where something was wrong."""

from django.db import transaction
from django.utils import timezone

from committees import publications
from committees.minutes import composing, meetings, states
from committees.minutes.freezing import keep, lock, newest
from committees.minutes.laying import take_away_unseen
from committees.minutes.refusals import CannotApprove, WrongBody
from committees.models import AgendaItem, Meeting, Minutes, Paper
from corporate_parenting.lib import dates, richtext_caps
from roles.audit import record

State = Minutes.State


@transaction.atomic
def approve(minutes, *, on, by, corrections="", from_room=False):
    """
    Write down that the body approved the minutes on an item of its later meeting; returns the Minutes.

    `corrections` say what was wrong: with them a new version is frozen, which shows them. `from_room` takes the text
    over as it was changed on the page of the meeting meanwhile. From now on the public may read them, where the law
    opens the body. Raises WrongBody, CannotApprove, CannotFreeze.
    """
    minutes = lock(minutes)
    item = AgendaItem.objects.select_related("meeting__body__succeeds").get(pk=on.pk)
    _must_be_its_own(minutes, item.meeting)
    _must_lie_there(minutes, item)
    _must_be_held(minutes, item.meeting)
    if why := richtext_caps.refusal(corrections):
        raise CannotApprove(f"{why} Nothing was changed.")
    if corrections.strip() or from_room:
        _correct(minutes, item, corrections.strip(), from_room=from_room, by=by)
    minutes.state, minutes.approved_at, minutes.approved_by = State.APPROVED, timezone.now(), by
    minutes.approved_on, minutes.corrections = item, corrections.strip()
    minutes.edition += 1
    minutes.save(update_fields=["state", "approved_at", "approved_by", "approved_on", "corrections", "edition"])
    take_away_unseen(minutes, but=item)
    record(by, "wrote down the approval of", minutes, item=item.pk, corrected=bool(corrections.strip()))
    publications.note("minutes", minutes, by=by)
    return minutes


def _must_be_its_own(minutes, meeting):
    if not meetings.may_approve(meeting.body, minutes.meeting.body):
        raise WrongBody(
            f"These are the minutes of {minutes.meeting.body}, and {meeting.body} cannot approve them: a body approves "
            "its own minutes, or those of the body in whose place it came. Nothing was changed."
        )
    if meeting.starts_at <= minutes.meeting.starts_at:
        raise CannotApprove(
            f"The minutes of {dates.day(minutes.meeting.starts_at)} are approved at a later meeting, not at one on "
            f"{dates.day(meeting.starts_at)}. Nothing was changed."
        )


def _must_lie_there(minutes, item):
    if why := states.why_not(minutes, State.APPROVED):
        raise CannotApprove(f"The minutes cannot be approved now. {why} Nothing was changed.")
    if item.withdrawn_at:
        raise CannotApprove(f"“{item}” was withdrawn from that agenda. Choose the item that was taken.")
    if not Paper.objects.filter(item=item, minutes=newest(minutes), is_part_2=False).exists():
        raise CannotApprove(
            f"The newest version of the minutes does not lie on “{item}”, so the meeting on "
            f"{dates.day(item.meeting.starts_at)} did not have it before it. Nothing was changed."
        )


def _must_be_held(minutes, meeting):
    if meeting.status == Meeting.Status.INQUORATE:
        raise CannotApprove(
            f"The meeting on {dates.day(meeting.starts_at)} had no quorum and could approve nothing. The minutes are "
            "laid before the next one."
        )
    if not meetings.is_open(meeting):
        raise CannotApprove(
            f"The meeting on {dates.day(meeting.starts_at)} has not begun. Write down the approval when the body has "
            "given it. Nothing was changed."
        )


def _correct(minutes, item, corrections, *, from_room, by):
    """The text as it was checked, or as it stands in the room now, with what the body corrected in it."""
    last = newest(minutes)
    content, private = last.content, last.private_content
    if from_room:
        content, private = composing.compose(minutes.meeting)
    if corrections:
        said = {"text": corrections, "on": dates.day(item.meeting.starts_at)}
        content = content | {"corrections": [said]}
    why = f"Corrected at the meeting on {dates.day(item.meeting.starts_at)}"
    keep(minutes, content, private, why=f"{why}: {corrections}" if corrections else why, by=by)


def open_items(minutes):
    """The items of meetings that are held, or were, on which the newest version lies: where it may be approved."""
    lying = Paper.objects.filter(minutes=newest(minutes), is_part_2=False).select_related("item__meeting__body")
    return [paper.item for paper in lying if meetings.is_open(paper.item.meeting) and not paper.item.withdrawn_at]
