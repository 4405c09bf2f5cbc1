"""Named substitutes: who stands in for which voting member at one meeting, as the law of seats lets them."""

from django.db import transaction
from django.utils import timezone

from committees import law, rules
from committees.bodies.seating import executive
from committees.models import Attendance, Seat, Stay, Substitution
from committees.room import places, presence
from committees.room.locking import to_write
from committees.room.refusals import CannotStandIn
from roles.audit import record as audit
from roles.models import Person

How = Attendance.How


@transaction.atomic
def substitute(meeting, *, absent, person, by):
    """
    Name who stands in for a voting member at one meeting; returns the Substitution.

    The member's apologies are noted where nothing was said of them. One named before for the same member is replaced.
    Raises CannotStandIn, in words, when the one cannot be stood in for or the other cannot stand in.
    """
    to_write(meeting)
    known = places.of(meeting)
    named = list(Substitution.objects.filter(meeting=meeting, ended_at=None).select_related("person", "absent"))
    why = _why_not_for(meeting, absent, known) or _why_not(meeting, absent, person, known, named)
    if why:
        raise CannotStandIn(f"{why} Nothing was changed.")
    for other in named:
        if other.absent_id == absent.pk:
            if other.person_id == person.pk:
                return other
            end(other, by=by)
    made = Substitution.objects.create(
        meeting=meeting, absent=absent, person=person, named_at=timezone.now(), named_by=by
    )
    audit(by, "named a substitute at", meeting, absent=absent.pk, person=person.pk)
    if not Attendance.objects.filter(meeting=meeting, person=absent).exclude(how="").exists():
        presence.record(meeting, absent, how=How.APOLOGIES, by=by, known=known)
    return made


@transaction.atomic
def end(substitution, *, by):
    """A substitute stands in no longer; who was recorded as one is then in attendance."""
    to_write(substitution.meeting)
    substitution.ended_at, substitution.ended_by = timezone.now(), by
    substitution.save(update_fields=["ended_at", "ended_by"])
    row = Attendance.objects.filter(
        meeting=substitution.meeting_id, person=substitution.person_id, how=How.SUBSTITUTE
    ).first()
    if row:
        row.how, row.status, row.edition = How.ATTENDING, How.ATTENDING.label, row.edition + 1
        row.save(update_fields=["how", "status", "edition"])
    audit(by, "ended a substitution at", substitution.meeting, person=substitution.person_id)


def candidates(meeting, known):
    """Who may stand in at a meeting, by name: those with a substitute's place, else councillors who may sit there."""
    held = [place.person for place in known.values() if place.stands_in]
    if held:
        return held
    if law.of(meeting.body).executive_only:
        return []
    day = timezone.localdate(meeting.starts_at)
    allowed = executive(meeting.body, day)
    members = Person.objects.filter(category=Person.Category.MEMBER).here_on(day).order_by("name", "pk")
    members = members.exclude(pk__in=[pk for pk, place in known.items() if place.votes])
    return [one for one in members if not _why_by_law(one, meeting.body, allowed)]


def _why_by_law(person, body, allowed):
    return rules.why_not_seated(person, body, Seat.Capacity.MEMBER, executive=allowed)


def _why_not_for(meeting, absent, known):
    place = known.get(absent.pk)
    if place is None or not place.votes:
        return f"{absent} has no vote on {meeting.body} that day, so nobody stands in for them."
    if law.of(meeting.body).executive_only:
        return "Nobody stands in for a member of the executive (LGA 2000 section 9C)."
    if Stay.objects.filter(attendance__meeting=meeting, attendance__person=absent, left_at=None).exists():
        return f"{absent} is in the room. Write when they left, or that they sent apologies, first."
    return ""


def _why_not(meeting, absent, person, known, named):
    if person.pk == absent.pk:
        return f"{person} cannot stand in for themselves."
    taken = next((one for one in named if one.person_id == person.pk and one.absent_id != absent.pk), None)
    if taken:
        return f"{person} stands in for {taken.absent} already, and has one vote at most."
    place = known.get(person.pk)
    if place and place.votes:
        return f"{person} has a vote of their own on {meeting.body}, and nobody has two."
    return _why_not_from(meeting, person, [one.person for one in known.values() if one.stands_in])


def _why_not_from(meeting, person, holders):
    """Those with a substitute's place stand in where there are such places; else whom the law lets sit there."""
    if person in holders:
        return ""
    if holders:
        called = ", ".join(str(one) for one in holders)
        return f"{person} holds no substitute’s place on {meeting.body}. Choose from: {called}."
    if person.category != Person.Category.MEMBER and law.of(meeting.body).councillors_only:
        return f"{person} is not a councillor, and only a councillor stands in for one here."
    return _why_by_law(person, meeting.body, executive(meeting.body, timezone.localdate(meeting.starts_at)))
