"""Who has a place on the old body, and which place the law of the new one leaves them."""

from dataclasses import dataclass, replace

from django.db.models import Q

from committees import law, rules
from committees.bodies.seating import executive
from committees.models import Seat
from roles.models import Appointment, Person

Capacity = Seat.Capacity
PRESIDES = (Capacity.CHAIR, Capacity.VICE_CHAIR)
VOTING_CO_OPTEE = "co_opted_vote"
LEAVES = ""
NAMES = {
    Capacity.CHAIR.value: "Presides, and is a member",
    Capacity.VICE_CHAIR.value: "Vice-chair, and is a member",
    Capacity.MEMBER.value: "Voting member",
    Capacity.SUBSTITUTE.value: "Substitute",
    Capacity.CO_OPTED.value: "Co-opted member, without a vote",
    VOTING_CO_OPTEE: "Co-opted member, with a vote",
    Capacity.YOUNG.value: "Young representative",
    Capacity.ATTENDEE.value: "Standing attendee",
    LEAVES: "Does not come over",
}


@dataclass(frozen=True)
class Holder:
    """Somebody with a place on the old body on or after the first day of the new one."""

    appointment: Appointment
    proposed: str
    allowed: tuple
    why: str
    # The member's place of somebody who presides: it goes with that, and is asked for once.
    member: Appointment | None = None

    @property
    def person(self):
        return self.appointment.person

    @property
    def now(self):
        return NAMES[value_of(self.appointment.office.seat)]

    @property
    def options(self):
        """What can be chosen for them: [(value, words)]."""
        return [(value, words) for value, words in NAMES.items() if value in self.allowed]


def value_of(seat):
    """The choice that stands for a place as it is."""
    return VOTING_CO_OPTEE if seat.has_vote else seat.capacity


def holders(old, new):
    """The Holders of a body's places, whoever presides first; one for each person and kind of place. Two queries."""
    lasting = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=new.starts_on), office__seat__body=old)
    held = lasting.select_related("person", "office__seat").order_by("office__seat__order", "person__name", "pk")
    members = {one.person_id: one for one in held if one.office.seat.capacity == Capacity.MEMBER}
    presiding = {one.person_id for one in held if one.office.seat.capacity in PRESIDES}
    sit, found, taken = executive(new, new.starts_on), [], set()
    for one in held:
        if one.office.seat.capacity == Capacity.MEMBER and one.person_id in presiding:
            continue
        holder = _holder(one, new, sit, members.get(one.person_id))
        if (holder.person.pk, holder.proposed) in taken:
            holder = replace(holder, proposed=LEAVES, why="Has such a place already, by another line of this list.")
        taken.add((holder.person.pk, holder.proposed))
        found.append(holder)
    return found


def _holder(one, new, sit, member):
    now = value_of(one.office.seat)
    allowed = tuple(value for value in NAMES if not why_not(value, one, new, sit))
    if now in allowed:
        return Holder(one, now, allowed, "", member)
    return Holder(one, _instead(one.person, allowed), allowed, why_not(now, one, new, sit), member)


def _instead(person, allowed):
    """An officer attends; anybody else whom the law leaves no vote is co-opted."""
    if person.category == Person.Category.OFFICER or Capacity.CO_OPTED not in allowed:
        return Capacity.ATTENDEE.value
    return Capacity.CO_OPTED.value


def why_not(value, appointment, new, sit):
    """In words, the law that keeps somebody from such a place on the new body; empty when nothing does."""
    person = appointment.person
    if value == LEAVES:
        return ""
    if value == VOTING_CO_OPTEE:
        education = rules.is_education(appointment.office.seat)
        return rules.why_no_vote(person, new, Capacity.CO_OPTED, education=education)
    if value == Capacity.CO_OPTED and person.category == Person.Category.OFFICER and not law.of(new).officers_may_sit:
        return (
            f"{person} is an officer of the council, and may not be a member of a formal committee, co-opted or not "
            "(LGA 1972 sections 80 and 104)."
        )
    if value == Capacity.YOUNG and Capacity.YOUNG not in (person.category, appointment.office.seat.capacity):
        return f"{person} is no young representative."
    return rules.why_not_seated(person, new, value, executive=sit)
