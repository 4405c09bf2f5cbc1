"""Items of the work programme move: to another meeting or month with a reason, or to the meeting of their month."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from committees.models import Meeting, ProgrammeItem, ProgrammeMove
from committees.programme import months, planning
from committees.programme.planning import CannotPlan
from corporate_parenting.lib import dates
from roles.audit import person_or_none, record

TAKES = ["month", "meeting", "agenda_item"]


@transaction.atomic
def move(item, *, reason, by, meeting=None, month=None):
    """
    Plan an item for another meeting or month; that it moved, and why, is kept. Returns the ProgrammeMove.

    One whose agenda item was withdrawn leaves that behind on its agenda. Raises CannotPlan without a reason, for
    an item that is dropped, considered or on an agenda, for the place where it stands already, and as `add` does.
    """
    found = planning.locked(item)
    planning.must_be_free(found, "moved")
    if not reason.strip():
        raise CannotPlan("Say why it moves: the reason is kept with the item. Nothing was changed.")
    to = months.first_of(meeting.starts_at if meeting else month)
    if (found.month, found.meeting_id) == (to, meeting.pk if meeting else None) and found.agenda_item_id is None:
        raise CannotPlan(f"“{item}” is planned for then already. Choose another meeting or month.")
    if meeting:
        planning.must_be_open(found.body, meeting)
    else:
        planning.must_exist(found.body, to)
    made = _to(item, found, (to, meeting), reason=reason.strip(), by=by)
    record(by, "moved in the work programme", item, to=months.key(to), meeting=meeting and meeting.pk)
    return made


def _to(item, found, place, *, reason, by):
    month, meeting = place
    made = ProgrammeMove.objects.create(
        item=item,
        from_month=found.month,
        to_month=month,
        from_meeting=found.meeting,
        to_meeting=meeting,
        reason=reason,
        moved_at=timezone.now(),
        moved_by=person_or_none(by),
    )
    item.month, item.meeting, item.agenda_item = month, meeting, None
    item.save(update_fields=TAKES)
    return made


def meetings_to_come(body, day):
    """The meetings of a body from a day on whose agenda can still be filled, in order. One query."""
    coming = body.meetings.filter(status__in=planning.OPEN_MEETINGS, published_at=None, starts_at__date__gte=day)
    return list(coming.order_by("starts_at", "pk"))


def first_from(meetings, month):
    """Of meetings in order, the first in a month, or the first after it; None when there is none."""
    return next((one for one in meetings if months.first_of(one.starts_at) >= month), None)


@dataclass(frozen=True)
class Given:
    """What came of giving each item its meeting."""

    given: list
    left: list
    dropped: list

    @property
    def words(self):
        """In words, for whoever pressed."""
        parts = [_many(self.given, "has its meeting", "have their meeting")]
        if self.left:
            parts.append(f"{_many(self.left, 'waits', 'wait')} for a meeting: none is called that late")
        if self.dropped:
            words = _many(self.dropped, "was dropped", "were dropped")
            parts.append(f"{words} that come back at every meeting, with the meeting that was cancelled")
        return ". ".join(parts) + "."


def _many(items, one, many):
    return f"{len(items) or 'No'} item{'' if len(items) == 1 else 's'} {one if len(items) == 1 else many}"


@transaction.atomic
def give_meetings(body, *, by):
    """
    Attach every open item without a meeting to the first meeting in its month, or the first after it.

    One that goes to another month, or comes from a cancelled meeting, says so as a move. What comes back at every
    meeting goes where its meeting was postponed to, or is dropped with it. Returns Given.
    """
    planning.lock(body)
    coming = meetings_to_come(body, timezone.localdate())
    result = Given([], [], [])
    waiting = body.programme.without_a_meeting().select_related("body", "meeting__postponed_to", "rule")
    for item in waiting:
        _give(item, coming, result, by)
    done = {"given": len(result.given), "left": len(result.left), "dropped": len(result.dropped)}
    record(by, "gave each item its meeting", body, **done)
    return result


def _give(item, coming, result, by):
    if item.rule and not item.rule.months and item.meeting:
        return _of_every_meeting(item, result, by)
    meeting = first_from(coming, item.month)
    if meeting is None:
        return result.left.append(item)
    attach(item, meeting, by)
    return result.given.append(item)


def _of_every_meeting(item, result, by):
    """Its meeting was cancelled: it goes with the meeting, unless that was postponed."""
    new = getattr(item.meeting, "postponed_to", None)
    taken = new and ProgrammeItem.objects.filter(rule=item.rule, meeting=new, dropped_at=None).exists()
    if new and not taken and new.status in planning.OPEN_MEETINGS:
        attach(item, new, by)
        return result.given.append(item)
    planning.drop(item, why=f"{_cancelled(item.meeting)}. It comes back at every meeting.", by=by)
    return result.dropped.append(item)


def attach(item, meeting, by):
    """An item without a meeting gets one; where that is a move, why it moved is kept."""
    month = months.first_of(meeting.starts_at)
    cancelled = item.meeting is not None and item.meeting.status == Meeting.Status.CANCELLED
    if cancelled or month != item.month:
        reason = _cancelled(item.meeting) if cancelled else f"No meeting was called in {months.words(item.month)}"
        return _to(item, item, (month, meeting), reason=reason, by=by)
    item.meeting, item.agenda_item = meeting, None
    return item.save(update_fields=TAKES)


def _cancelled(meeting):
    return f"The meeting of {dates.day(meeting.starts_at)} was cancelled"


def words(move):
    """A move as people say it, without who and when: "moved from July 2026 to September 2026"."""
    verb = "moved" if move.from_month != move.to_month else "moved within the month,"
    return f"{verb} from {_place(move.from_meeting, move.from_month)} to {_place(move.to_meeting, move.to_month)}"


def sentence(move):
    """The whole: "moved from July 2026 to September 2026 by Hattie Brook on 3 June 2026: so that results are in"."""
    who = move.moved_by.name if move.moved_by else "the system"
    return f"{words(move)} by {who} on {dates.day(move.moved_at)}: {move.reason}"


def _place(meeting, month):
    """A meeting counts as its day, unless it has moved since and stands in another month."""
    if meeting is not None and months.first_of(meeting.starts_at) == month:
        return dates.day(meeting.starts_at)
    return months.words(month)
