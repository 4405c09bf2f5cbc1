"""How many who count are in the room at a moment, and who may vote on an item then."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from committees import law, quorum
from committees.models import Attendance, Interest, Stay, Substitution
from committees.room import places
from corporate_parenting.lib import dates


@dataclass(frozen=True)
class InTheRoom:
    """
    The quorum at a moment. `here` counts those who count and are in the room, but for those barred from the item.

    `since`: from when on too few are here; None while there are enough, or it was never known.
    """

    needed: int | None
    here: int
    is_open: bool
    since: datetime | None = None
    was_met: bool = False
    barred: int = 0
    is_over: bool = False
    # Enough are in the room, and too few of them may take part in the item.
    is_for_item_alone: bool = False

    @property
    def is_met(self):
        """Can the meeting decide? Where nobody has laid down a quorum, nothing stops it."""
        return self.needed is None or self.here >= self.needed

    @property
    def is_lost(self):
        return self.is_open and not self.is_met

    @property
    def words(self):
        """One line for the page: who is here, how many must be, and what that means."""
        out = f" ({self.barred} out of this item because of an interest)" if self.barred else ""
        if self.needed is None:
            return f"{self.here} who count are here{out}. No quorum is laid down for this body"
        if self.is_met:
            means = "quorate" if self.is_open else "enough to open"
            return f"{self.here} here{out}, {self.needed} needed: {means}"
        if not self.is_open:
            return f"{self.here} here, {self.needed} needed: not enough to open yet"
        if self.is_for_item_alone:
            return f"NOT QUORATE FOR THIS ITEM: {self.here} of {self.needed}{out}"
        if not self.was_met:
            return f"NOT QUORATE since the opening: {self.here} of {self.needed}{out}"
        return f"QUORUM LOST since {dates.clock(self.since)}: {self.here} of {self.needed}{out}"


@dataclass
class Known:
    """All that the count needs, read once: four queries and those of the places, however many people there are."""

    meeting: object
    places: dict
    needed: int | None
    stays: list
    stand_ins: dict
    barred: dict = field(default_factory=lambda: defaultdict(dict))
    link_counts: bool = False

    def counts_as(self, person):
        """The id of whose place somebody's presence counts for; None where it counts for nobody's."""
        person = self.stand_ins.get(person, person)
        place = self.places.get(person)
        return person if place and place.counts else None


def read(meeting, known=None, stays=None):
    """Read what the count of a meeting needs, with the places of the day and the stays where they are known."""
    day = timezone.localdate(meeting.starts_at)
    if stays is None:
        stays = list(Stay.objects.filter(attendance__meeting=meeting).select_related("attendance__person"))
    named = Substitution.objects.filter(meeting=meeting, ended_at=None).values_list("person", "absent")
    found = Known(
        meeting,
        places.of(meeting) if known is None else known,
        quorum.needed(meeting.body, day).number,
        stays,
        dict(named),
        link_counts=law.of(meeting.body).link_counts,
    )
    barring = Interest.objects.filter(item__meeting=meeting).barring()
    for item, person, at in barring.values_list("item", "person", "declared_at"):
        found.barred[item][person] = at
    return found


def quorum_at(meeting, moment=None, item=None, *, known=None):
    """
    The quorum of a meeting at a moment (now, or when it ended), for an item without those barred from it.

    Substitutes count in their member's place; whoever joined by a link does not, but where the body's law lets them.
    """
    known = known or read(meeting)
    moment = _within(meeting, moment)
    barred = known.barred[item.pk] if item else {}
    spans = list(_spans(known, barred, moment))
    here = _here(spans, moment, meeting)
    out = {known.counts_as(stay.attendance.person_id) for stay in known.stays if stay.attendance.person_id in barred}
    since, was_met = _since(known, spans, moment, meeting)
    return InTheRoom(
        known.needed,
        here,
        meeting.opened_at is not None,
        since,
        was_met,
        len(out - {None}),
        bool(meeting.ended_at),
        _is_for_item_alone(known, barred, here, moment, meeting),
    )


def _is_for_item_alone(known, barred, here, moment, meeting):
    """Are there too few for an item because of those who are barred from it, and for them alone?"""
    if not barred or known.needed is None or here >= known.needed:
        return False
    return _here(list(_spans(known, {}, moment)), moment, meeting) >= known.needed


def _within(meeting, moment):
    moment = moment or timezone.now()
    return min(moment, meeting.ended_at) if meeting.ended_at else moment


def _spans(known, barred, moment):
    """(whose place, from, to) of those who count; one who is barred counts until they declared it."""
    for stay in known.stays:
        counted = known.counts_as(stay.attendance.person_id)
        if counted is None or (stay.is_remote and not known.link_counts) or stay.came_at > moment:
            continue
        if stay.attendance.how not in (Attendance.How.PRESENT, Attendance.How.SUBSTITUTE):
            continue
        if stay.attendance.person_id in barred:
            until = max(min(barred[stay.attendance.person_id], moment), stay.came_at)
            yield counted, stay.came_at, min(filter(None, (until, stay.left_at)))
        else:
            yield counted, stay.came_at, stay.left_at


def _here(spans, moment, meeting):
    """Who leaves when the meeting ends was there at its end."""
    is_end = moment == meeting.ended_at
    return len({one for one, came, left in spans if came <= moment and (left is None or left > moment or
                                                                        (is_end and left == moment))})  # fmt: skip


def _since(known, spans, moment, meeting):
    """(from when on too few were here, whether there were ever enough since the opening)."""
    if known.needed is None or not meeting.opened_at:
        return None, True
    moments = {meeting.opened_at, *(at for _, came, left in spans for at in (came, left) if at and at <= moment)}
    since, was_met = None, False
    for at in sorted(one for one in moments if one >= meeting.opened_at):
        if _here(spans, at, meeting) >= known.needed:
            since, was_met = None, True
        else:
            since = since or at
    return since, was_met


def changes(meeting, *, item=None, known=None):
    """
    When the quorum was lost and regained between opening and end, or now: [(moment, is met, how many were here)].

    The first one says that it was met at the opening, or is left out where it was not; for an item, whoever an
    interest bars from it counts until they declared it. Empty where no quorum is laid down.
    """
    known = known or read(meeting)
    if known.needed is None or not meeting.opened_at:
        return []
    until = _within(meeting, None)
    spans = list(_spans(known, known.barred.get(item.pk, {}) if item else {}, until))
    moments = {meeting.opened_at, *(at for _, came, left in spans for at in (came, left) if at)}
    found, was_met = [], False
    for at in sorted(one for one in moments if meeting.opened_at <= one <= until and one != meeting.ended_at):
        here = _here(spans, at, meeting)
        if (here >= known.needed) != was_met:
            was_met = not was_met
            found.append((at, was_met, here))
    return found


def voters(meeting, item, moment=None, *, known=None):
    """
    Those who may vote on an item at a moment, in the order of their places.

    In the room and not by a link, with a vote of their own or named for a member who has one, and not barred.
    """
    known = known or read(meeting)
    moment = _within(meeting, moment)
    there, people = _there(known, moment), {}
    for stay in known.stays:
        people.setdefault(stay.attendance.person_id, stay.attendance)
    barred = known.barred[item.pk]
    found = {}
    for pk in there - set(barred):
        place = known.places.get(known.stand_ins.get(pk, pk))
        if place and place.votes:
            found[pk] = list(known.places).index(place.person.pk)
    return [people[pk].person for pk in sorted(found, key=found.get)]


def _there(known, moment):
    """Ids of those who take part in the room as members at a moment."""
    ended, as_members = known.meeting.ended_at, (Attendance.How.PRESENT, Attendance.How.SUBSTITUTE)
    return {
        stay.attendance.person_id
        for stay in known.stays
        if stay.attendance.how in as_members
        and (known.link_counts or not stay.is_remote)
        and stay.came_at <= moment
        and (stay.left_at is None or stay.left_at > moment or moment == ended == stay.left_at)
    }


def why_no_casting_vote(meeting, *, known=None):
    """In words, why whoever presides has no casting vote (LGHA 1989 s13(9)); empty when they have one."""
    known = known or read(meeting)
    person = meeting.presiding
    if person is None:
        return "Nobody presides yet."
    place = known.places.get(known.stand_ins.get(person.pk, person.pk))
    if place and place.votes:
        return ""
    return f"{person} presides without a vote of their own, and so has no casting vote (LGHA 1989 section 13(9))."
