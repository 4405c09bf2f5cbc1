"""What places on bodies are: the offices behind them, what they are called, what they count as."""

from django.db.models import Q

from committees import rules
from committees.models import Body, OutsidePlace, Seat
from roles import council
from roles.models import Office
from roles.permissions import OfficeKind

SEAT_KINDS = {
    Body.Kind.PARENTING: OfficeKind.PARENTING_SEAT,
    Body.Kind.SUBGROUP: OfficeKind.SUBGROUP_SEAT,
    Body.Kind.HEALTH: OfficeKind.HEALTH_SEAT,
    Body.Kind.HOUSING: OfficeKind.HOUSING_SEAT,
    Body.Kind.LEARNING: OfficeKind.LEARNING_SEAT,
    Body.Kind.SCRUTINY: OfficeKind.SCRUTINY_SEAT,
    Body.Kind.PLACEMENT: OfficeKind.PLACEMENT_SEAT,
}
# A substitute reads restricted papers only when somebody is named to stand in, so the place alone gives no more
# than a co-opted one.
CAPACITY_KINDS = {
    Seat.Capacity.SUBSTITUTE: OfficeKind.CO_OPTED_SEAT,
    Seat.Capacity.CO_OPTED: OfficeKind.CO_OPTED_SEAT,
    Seat.Capacity.YOUNG: OfficeKind.CO_OPTED_SEAT,
    Seat.Capacity.ATTENDEE: OfficeKind.ATTENDEE_SEAT,
}
# Members of a corporate parenting body do what its members do, with or without a vote.
MEMBERS_TOO = {Seat.Capacity.SUBSTITUTE, Seat.Capacity.CO_OPTED}
SINGLE = {Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR}
OTHER_PLACES = (OfficeKind.PARENTING_PLACE, OfficeKind.CO_OPTED_SEAT, OfficeKind.ATTENDEE_SEAT)
RANK = {capacity: place for place, capacity in enumerate(Seat.Capacity, start=1)}
LONGEST = 200


def titles(day, chair=""):
    """
    What the council calls each kind of place on a day, by capacity: whoever presides has its own title, which is
    looked up unless it is given.
    """
    chair = chair or council.fact("title_chair", day)
    own = {Seat.Capacity.CHAIR: chair, Seat.Capacity.VICE_CHAIR: f"Vice-{chair[:1].lower()}{chair[1:]}"}
    return {capacity.value: own.get(capacity, capacity.label) for capacity in Seat.Capacity}


def place(body, capacity, label="", *, has_vote=False, education=False):
    """The Seat of this sort on a body, made when there is none yet: a title of its own, or a vote, makes it another."""
    label = _label(body, capacity, label, has_vote=has_vote, education=education)
    same = {"capacity": capacity, "has_vote": has_vote, "office__label": label}
    found = body.seats.filter(**same).select_related("office").first()
    return found or Seat.objects.create(
        body=body,
        capacity=capacity,
        has_vote=has_vote,
        order=RANK[capacity],
        office=_office(body, capacity, label),
    )


def _label(body, capacity, label, *, has_vote, education):
    """An education co-optee's office says so, because they vote on education business alone."""
    if education:
        return f"{(label or capacity.label)[:150]} ({rules.EDUCATION})"
    return (label or f"{capacity.label}{' with a vote' if has_vote else ''}, {body}")[:LONGEST]


def seat_kind(body, capacity):
    """What kind of office a place of this capacity is: powers and responsibilities follow from it."""
    if body.kind == Body.Kind.PARENTING and capacity in MEMBERS_TOO:
        return OfficeKind.PARENTING_PLACE
    return CAPACITY_KINDS.get(capacity) or SEAT_KINDS.get(body.kind, OfficeKind.OTHER_SEAT)


def brings_duties(body, day):
    """Does a place on this body bring duties of a corporate parent on a day?"""
    is_over = body.ends_on is not None and body.ends_on < day
    return not is_over and body.kind in SEAT_KINDS


def kinds_of_places(body):
    """The kinds of office that its places are: a member's first, then those of other places there are. One query."""
    known = set(body.seats.values_list("office__kind", flat=True))
    others = [kind for kind in OTHER_PLACES if kind in known]
    return [SEAT_KINDS[body.kind], *others]


def _office(body, capacity, label):
    kind = seat_kind(body, capacity)
    return Office.objects.create(kind=kind, label=label, single_holder=capacity in SINGLE, remit=body.remit)


def clerks_office(body):
    """The office of a body's clerk, newly made."""
    return Office.objects.create(kind=OfficeKind.CLERK, label=f"Clerk to {body}"[:LONGEST], remit=body.remit)


def office_stands(day):
    """
    Condition on an Office: a place on a body or outside the council that is there on a day, or no place at all.

    A substitute's place without a holder is no vacancy: nobody needs to stand in.
    """
    on_a_body = Q(remit__body=None) | Q(remit__body__in=Body.objects.on(day))
    outside = Q(outside_place=None) | Q(outside_place__in=OutsidePlace.objects.on(day))
    return on_a_body & outside & ~Q(seat__capacity=Seat.Capacity.SUBSTITUTE)
