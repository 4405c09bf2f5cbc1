"""Places on bodies on a day: how many voting seats, who holds them, which are vacant, and who stands in or attends."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q

from committees.balance import seated, standing
from committees.bodies import titles
from committees.models import Seat
from committees.models.bodies import LegalBasis
from roles.models import Appointment

Capacity = Seat.Capacity
NO_CHAIR_OF_OURS = {
    LegalBasis.FULL_COUNCIL: "Elected at the annual meeting",
    LegalBasis.CHILDREN: "Young people choose their own",
}


@dataclass(frozen=True)
class Held:
    """Somebody on a body, under the name that this reader may know, with their group where they have one."""

    name: str
    group: str
    place: str

    def __str__(self):
        return f"{self.name} ({self.group})" if self.group else self.name


@dataclass(frozen=True)
class Places:
    """One body's places."""

    line: standing.Line
    by_capacity: dict = field(default_factory=dict)

    @property
    def body(self):
        return self.line.body

    @property
    def chair(self):
        return self.by_capacity.get(Capacity.CHAIR, [])

    @property
    def vice_chair(self):
        return self.by_capacity.get(Capacity.VICE_CHAIR, [])

    @property
    def substitutes(self):
        return self.by_capacity.get(Capacity.SUBSTITUTE, [])

    @property
    def co_opted(self):
        return [*self.by_capacity.get(Capacity.CO_OPTED, []), *self.by_capacity.get(Capacity.YOUNG, [])]

    @property
    def attendees(self):
        return self.by_capacity.get(Capacity.ATTENDEE, [])

    @property
    def needs_chair(self):
        """Has nobody the chair of a body whose chair is the council's to fill?"""
        return not self.chair and self.body.legal_basis not in NO_CHAIR_OF_OURS

    @property
    def why_no_chair(self):
        """Who fills the chair where it is not for the council to appoint."""
        return NO_CHAIR_OF_OURS.get(self.body.legal_basis, "")

    @property
    def by_group(self):
        """Voting seats held by group: ["Labour 2", "Green 1"]."""
        counted = [f"{cell.in_words} {cell.held}" for cell in self.line.cells if cell.held]
        return [*counted, *([f"Not councillors {self.line.others}"] if self.line.others else [])]

    @property
    def missing(self):
        """Vacant seats by group where it is known whose they are: ["Green: 1"]."""
        if not (self.line.vacant and self.line.is_shared):
            return []
        short = [(cell.in_words, cell.due - cell.held) for cell in self.line.cells]
        return [f"{name}: {number}" for name, number in short if number > 0]

    @property
    def missing_substitutes(self):
        """Groups that sit on the body and have named nobody to stand in, where others have."""
        named = {one.group for one in self.substitutes}
        return [
            cell.group for cell in self.line.cells if named and cell.group and cell.held and cell.group not in named
        ]


def on(day, viewer, wanted, *, names):
    """
    The Places of bodies on a day, those in `wanted` (a queryset of Body). `names`: may the reader know every name?

    Ten queries, however many bodies.
    """
    found = standing.on(day, viewer)
    ids = set(wanted.values_list("pk", flat=True))
    lines = [line for line in found.lines if line.body.pk in ids]
    by_body, called = {}, titles(day)
    for one in found.appointments:
        seat = one.office.seat
        shown = one.person.name if names else one.person.name_for_public
        held = Held(shown, found.groups.of.get(one.person_id, ""), called[seat.capacity])
        by_body.setdefault(seat.body_id, {}).setdefault(seat.capacity, []).append(held)
    return [Places(line, by_body.get(line.body.pk, {})) for line in lines]


def vacant_only(bodies, day):
    """Those of these bodies with a voting seat that nobody holds, or without anybody in the chair."""
    on_day = Q(seats__office__appointments__starts_on__lte=day) & (
        Q(seats__office__appointments__ends_on=None) | Q(seats__office__appointments__ends_on__gte=day)
    )
    voting = Q(seats__capacity__in=seated.VOTING_SEATS)
    people = Count("seats__office__appointments__person", filter=on_day & voting, distinct=True)
    chair = Appointment.objects.on(day).filter(office__seat__body=OuterRef("pk"), office__seat__capacity=Capacity.CHAIR)
    counted = bodies.annotate(voters=people, has_chair=Exists(chair))
    headless = Q(has_chair=False) & ~Q(legal_basis__in=[*NO_CHAIR_OF_OURS])
    return counted.filter(Q(seats_total__gt=F("voters")) | headless)
