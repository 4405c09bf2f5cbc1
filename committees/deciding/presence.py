"""Who may vote on an item, and in words why somebody may not."""

from django.db.models import Q
from django.utils import timezone

from committees import room, rules
from committees.deciding.refusals import CannotDecide
from committees.models import Interest, Stay
from roles.models import Appointment


def moment(item):
    """The moment that counts for a vote on an item: when the item ended, or now (the end of a meeting that is over)."""
    minute = getattr(item, "minute", None)
    return (minute and minute.ended_at) or item.meeting.ended_at


def voters(item):
    """The people who may vote on an item (`room.voters`)."""
    return list(room.voters(item.meeting, item, moment=moment(item)))


def must_be_quorate(item):
    """Raise CannotDecide while too few are there for the meeting to decide anything (LGA 1972 s106)."""
    found = room.quorum_at(item.meeting, moment=moment(item), item=item)
    if not found.is_met:
        raise CannotDecide(
            f"There is no quorum for item {item.printed_number}, so nothing can be decided: {found.words}. Record who "
            "is there, or end the meeting as inquorate. Nothing was saved; what you wrote is still here."
        )


def why_no_vote(person, item):
    """In words, why somebody who is not among the voters has no vote on an item."""
    interest = Interest.objects.barring().filter(item=item, person=person).first()
    if interest:
        return (
            f"{person} has declared an interest in item {item.printed_number} ({interest.get_kind_display().lower()}) "
            "and may not vote on it."
        )
    stay = _stay(person, item)
    if stay is None:
        return f"{person} is not in the room, so they have no vote. Record that they came, if they did."
    if stay.is_remote:
        return f"{person} has joined by a link, and only those in the room vote."
    return _why_no_vote_of_their_own(person, item.meeting)


def _stay(person, item):
    """Somebody's stay in the room at the moment of the item, or None."""
    at = moment(item)
    stays = Stay.objects.filter(attendance__meeting=item.meeting, attendance__person=person)
    if at is None:
        return stays.filter(left_at=None).first()
    return stays.filter(came_at__lte=at).filter(Q(left_at=None) | Q(left_at__gte=at)).last()


def _why_no_vote_of_their_own(person, meeting):
    held = Appointment.objects.on(timezone.localdate(meeting.starts_at)).filter(
        person=person, office__seat__body=meeting.body_id
    )
    seats = [one.office.seat for one in held.select_related("office__seat")]
    if any(rules.has_vote(seat, meeting.body) for seat in seats):
        return f"{person} has a vote only in the place of a member who is absent. Name them as substitute first."
    if not seats:
        return f"{person} has no place on {meeting.body}, so they have no vote there."
    return f"{person} is {seats[0].get_capacity_display().lower()} of {meeting.body}, without a vote."
