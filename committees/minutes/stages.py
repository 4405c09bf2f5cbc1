"""From the draft to the chair's check."""

from django.db import transaction
from django.utils import timezone

from committees import rules
from committees.minutes import composing, looking, states
from committees.minutes.freezing import changed, digest, keep, lock
from committees.minutes.laying import lay_next
from committees.minutes.meetings import OVER
from committees.minutes.refusals import CannotCheck, CannotSend
from committees.models import Minutes, Seat
from corporate_parenting.lib import richtext_caps
from roles.audit import SYSTEM, record
from roles.models import Appointment

State = Minutes.State


@transaction.atomic
def start(meeting, *, by):
    """
    Begin to draft the minutes of a meeting that is over; returns the Minutes, a second time those that are there.

    From now on authors may remark on the minute of their item. Raises CannotSend.
    """
    if meeting.status not in OVER:
        raise CannotSend(
            "The meeting is not over yet. Write down what happens in the room; the minutes are made of it."
        )
    found, is_new = Minutes.objects.get_or_create(meeting=meeting)
    if is_new:
        record(by, "began the minutes of", meeting)
    return found


def who_may_check(meeting):
    """
    Whom the draft can be sent to: who presided, then the chair, vice-chair and other voting members of that day.

    [Person], whoever presided first.
    """
    day = timezone.localdate(meeting.starts_at)
    order = [Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR, Seat.Capacity.MEMBER]
    held = Appointment.objects.on(day).filter(office__seat__body=meeting.body_id, office__seat__capacity__in=order)
    held = held.select_related("person", "office__seat").order_by("office__seat__order", "person__name")
    found = [meeting.presiding] if meeting.presiding else []
    found += [one.person for one in sorted(held, key=lambda one: order.index(one.office.seat.capacity))]
    return list(dict.fromkeys(found))


@transaction.atomic
def send_to_chair(meeting, *, to, by):
    """
    Ask somebody who may preside to check the draft; returns the Minutes. To another person while it is with one.

    Raises CannotSend: before the meeting is over, after the check, to somebody who could not have presided, and
    while something is missing that the minutes need.
    """
    minutes = lock(start(meeting, by=by))
    if why := states.why_not(minutes, State.CHECKING):
        raise CannotSend(f"The draft cannot be sent. {why}")
    if to not in who_may_check(minutes.meeting):
        raise CannotSend(
            f"{to} had no voting place on {meeting.body} that day and did not preside. Choose the chair, the "
            "vice-chair or whoever presided."
        )
    if stops := looking.look(minutes.meeting).stops:
        raise CannotSend(f"The draft is not ready for the chair. {' '.join(stops)}")
    minutes.state, minutes.sent_at, minutes.sent_to, minutes.chair_asks = State.CHECKING, timezone.now(), to, ""
    _save(minutes, "sent_at", "sent_to", "chair_asks")
    record(by, "sent the draft minutes to", minutes, to=to.pk)
    return minutes


@transaction.atomic
def send_back(minutes, *, asks, by):
    """The chair asks for changes: the draft is the clerk's again. Raises CannotCheck."""
    minutes = lock(minutes)
    _must_be_with(minutes, by)
    if not asks.strip():
        raise CannotCheck("Say what should be changed, so that the clerk can do it. Nothing was changed.")
    _must_be_printable(asks)
    minutes.state, minutes.chair_asks = State.DRAFT, asks.strip()
    _save(minutes, "chair_asks")
    record(by, "sent back the draft minutes", minutes)
    return minutes


@transaction.atomic
def check(minutes, *, by, seen=""):
    """
    Whoever was asked has checked the draft: it is frozen as the first version, and laid before the next meeting
    where there is one already. Returns the MinutesVersion.

    `seen` is the digest of what they had before them. Raises CannotCheck when the draft has changed since, or is not
    with them; CannotFreeze when the public text tells what it must not.
    """
    minutes = lock(minutes)
    _must_be_with(minutes, by)
    content, private = composing.compose(minutes.meeting)
    if seen and seen != digest(content, private):
        raise CannotCheck("The clerk changed the draft while you were reading. Read it once more; nothing was done.")
    version = keep(minutes, content, private, why="", by=by)
    minutes.state, minutes.checked_at, minutes.checked_by = State.CHECKED, version.frozen_at, by
    _save(minutes, "checked_at", "checked_by")
    record(by, "checked the minutes", minutes, version=version.number)
    lay_next(minutes, by=SYSTEM)
    return version


@transaction.atomic
def freeze(minutes, *, why, by):
    """
    Freeze what the room says now as the next version, after the chair's check; returns the MinutesVersion.
    It is laid in the place of the version before, or beside that where it was published.

    Raises CannotCheck before the check, after the approval, without a reason and where nothing changed; CannotFreeze
    where the public text tells what it must not.
    """
    minutes = lock(minutes)
    if minutes.state not in (State.CHECKED, State.LAID):
        raise CannotCheck(
            "Checked minutes that nobody has approved yet can be changed, with a reason. These are not, so nothing "
            "was changed."
        )
    if not why.strip():
        raise CannotCheck("Say what changed since the version before, and why. Nothing was changed.")
    _must_be_printable(why)
    if not changed(minutes):
        raise CannotCheck("The page of the meeting says what the newest version says. Change it there first.")
    made = keep(minutes, *composing.compose(minutes.meeting), why=why.strip(), by=by)
    record(by, "changed the checked minutes", minutes, version=made.number)
    lay_next(minutes, by=SYSTEM)
    return made


def _must_be_with(minutes, by):
    if why := states.why_not(minutes, State.CHECKED):
        raise CannotCheck(f"There is nothing to check. {why}")
    if minutes.sent_to_id != by.pk:
        raise CannotCheck(f"The draft was sent to {minutes.sent_to}, who checks it. Nothing was done.")


def _save(minutes, *fields):
    minutes.edition += 1
    minutes.save(update_fields=["state", "edition", *fields])


def can_check(user, minutes):
    """Is the draft with this user?"""
    return minutes.state == State.CHECKING and user.person is not None and minutes.sent_to_id == user.person.pk


def can_run(user, minutes):
    """Is this user the clerk of the body whose minutes these are?"""
    return rules.can_run(user, minutes.meeting)


def _must_be_printable(text):
    if why := richtext_caps.refusal(text):
        raise CannotCheck(f"{why} Nothing was changed.")
