"""
Late items. A body may consider only what was on its agenda for five clear days, or what is urgent by its own law.

LGA 1972 s100B(4): whoever chairs the meeting may allow it, for special circumstances that the minutes must state.
SI 2012/2089 reg 6(2): before an executive body nobody may. A late report on an item that stood there in time is a
different thing: nobody needs to allow it.
"""

from django.db.models import Q
from django.utils import timezone

from committees import law, notice
from committees.agenda.refusals import CannotChangeAgenda, NeedsChair, NoUrgencyPower
from committees.models import Meeting, Seat
from corporate_parenting.lib import dates
from roles.models import Appointment

# Whoever presides: in the absence of the chair another voting member may.
OVER = (Meeting.Status.HELD, Meeting.Status.INQUORATE)
PRESIDES = [Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR, Seat.Capacity.MEMBER]


def needs_chair(meeting):
    """Would an item that is added now be a late one: is the agenda published, and the last lawful day past?"""
    if not meeting.published_at or not law.of(meeting.body).statutory_notice:
        return False
    last_day = notice.of(meeting).last_day
    return last_day is not None and timezone.localdate() > last_day


def allowed(meeting, late):
    """
    The columns of an item that is added now; empty ones where it is not late.

    Raises NoUrgencyPower, and NeedsChair where the reason is missing, or whoever agreed could not.
    """
    if not needs_chair(meeting):
        return {}
    if meeting.status in OVER:
        raise CannotChangeAgenda("The meeting is over: no item can be added to its agenda. Nothing was changed.")
    last_day = dates.weekday(notice.of(meeting).last_day)
    if not law.of(meeting.body).chair_may_add:
        raise NoUrgencyPower(
            f"The last lawful day for an item of this meeting was {last_day}, and nobody may allow a late one before "
            "an executive body (SI 2012/2089 regulation 6(2)). Call a further meeting, at shorter notice if it cannot "
            "wait, and put the item on its agenda. Nothing was added."
        )
    reason, person = (late or {}).get("reason", "").strip(), (late or {}).get("agreed_by")
    if not reason or person is None:
        raise NeedsChair(
            f"The last lawful day for an item of this meeting was {last_day}. Whoever chairs the meeting may still "
            "allow it for special circumstances, which the minutes must state (LGA 1972 section 100B(4)(b)): say "
            "which, and who agreed. Nothing was added."
        )
    _must_preside(meeting, person)
    return {"late_at": timezone.now(), "late_reason": reason, "late_agreed_by": person}


def who_may_agree(meeting):
    """The appointments to places from which a late item can be allowed, on the day of the meeting: chairs first."""
    held = Appointment.objects.on(timezone.localdate(meeting.starts_at)).filter(_from_a_voting_place(meeting))
    return held.select_related("person", "office__seat").order_by("office__seat__order", "person__name", "pk")


def _from_a_voting_place(meeting):
    return Q(office__seat__body=meeting.body_id) & (
        Q(office__seat__capacity__in=PRESIDES) | Q(office__seat__has_vote=True)
    )


def _must_preside(meeting, person):
    if not who_may_agree(meeting).filter(person=person).exists():
        raise NeedsChair(
            f"{person} has no voting place on {meeting.body} on {dates.day(meeting.starts_at)}, and so cannot chair "
            "the meeting or allow a late item. Choose who chairs it. Nothing was added."
        )
