"""Which other bodies meet on the same day with the same people."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from committees.models import Body, Meeting, Seat
from committees.models.bodies import LegalBasis
from roles.models import Appointment
from roles.permissions import OfficeKind

# A meeting whose end nobody said is taken to last so long.
USUALLY = timedelta(hours=2)
# A substitute need not be there, and those who attend come when their item is called.
MUST_BE_THERE = [
    Seat.Capacity.CHAIR,
    Seat.Capacity.VICE_CHAIR,
    Seat.Capacity.MEMBER,
    Seat.Capacity.CO_OPTED,
    Seat.Capacity.YOUNG,
]


@dataclass(frozen=True)
class Clash:
    """Another meeting on the same day, and who would have to be at both. `overlaps`: at the same time."""

    meeting: Meeting
    people: tuple
    overlaps: bool

    @property
    def body(self):
        return self.meeting.body


class Diary:
    """
    Who sits where, and which bodies meet when, between two days: read once, with three queries.

    Whoever shows what it says must ask who may know of each body and name (year.showing).
    """

    def __init__(self, first, last):
        self.meetings = {}
        met = Meeting.objects.exclude(status=Meeting.Status.CANCELLED).filter(starts_at__date__range=(first, last))
        for meeting in met.select_related("body"):
            self.meetings.setdefault(timezone.localdate(meeting.starts_at), []).append(meeting)
        self._held = {}
        for body, appointment in _held(first, last):
            self._held.setdefault(body, []).append(appointment)

    def members(self, body, day):
        """Those who must be at a body's meeting on a day: {person's id: Person}."""
        return {one.person_id: one.person for one in self._held.get(body.pk, ()) if _stands(one, day)}

    def clashes(self, body, starts_at, ends_at=None, *, but=None):
        """The Clashes of a body meeting then, those at the same time first; `but` is a meeting not to look at."""
        day = timezone.localdate(starts_at)
        own, found = self.members(body, day), []
        for meeting in self.meetings.get(day, ()):
            if meeting.body_id == body.pk or meeting == but:
                continue
            shared = own.keys() & self.members(meeting.body, day).keys()
            if shared:
                people = sorted((own[pk] for pk in shared), key=lambda person: (person.name, person.pk))
                found.append(Clash(meeting, tuple(people), _overlap(starts_at, ends_at, meeting)))
        return sorted(found, key=lambda clash: not clash.overlaps)

    def meets_on(self, body, day, *, but=None):
        """Meetings of the body itself on a day."""
        return [one for one in self.meetings.get(day, ()) if one.body_id == body.pk and one != but]


def _held(first, last):
    """(body's id, Appointment) of every place that somebody holds between two days. Every councillor is the council."""
    between = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)
    seated = between.filter(office__seat__capacity__in=MUST_BE_THERE).select_related("person", "office__seat")
    found = [(one.office.seat.body_id, one) for one in seated]
    council = list(Body.objects.filter(legal_basis=LegalBasis.FULL_COUNCIL).values_list("pk", flat=True))
    if council:
        elected = between.filter(office__kind=OfficeKind.COUNCILLOR).select_related("person")
        found += [(body, one) for one in elected for body in council]
    return found


def _stands(appointment, day):
    return appointment.starts_on <= day and (appointment.ends_on is None or appointment.ends_on >= day)


def _overlap(starts_at, ends_at, other):
    ends = ends_at or starts_at + USUALLY
    return starts_at < (other.ends_at or other.starts_at + USUALLY) and other.starts_at < ends


def clashes_of(body, starts_at, ends_at=None, *, but=None):
    """
    The Clashes of a body meeting at a moment; `but` is the meeting that is being changed.

    `showing.warnings(...)` puts them into words that the viewer may read.
    """
    day = timezone.localdate(starts_at)
    return Diary(day, day).clashes(body, starts_at, ends_at, but=but)
