"""The invented council's bodies, and who sits on them."""

from datetime import time, timedelta

from committees import bodies
from committees.models import Body, Seat
from committees.models.bodies import LegalBasis
from pledges.demo import balance
from roles import appointments
from roles.audit import SYSTEM
from roles.permissions import OfficeKind

Kind = Body.Kind
Capacity = Seat.Capacity
TOWN_HALL = "Committee Room 1, Wexcombe Town Hall, Market Square"


def constitute(people, today):
    """Every body of the demo by a short name, seated and clerked: {key: Body}."""
    first, since = today - timedelta(days=3000), today - timedelta(days=540)
    groups = _standing(first)
    board = _body("Corporate Parenting Board", Kind.PARENTING, LegalBasis.INFORMAL, first)
    bodies.make_clerk(board, people["hattie"], starts_on=first, by=SYSTEM)
    for key, capacity in (("ada", Capacity.CHAIR), ("bram", Capacity.MEMBER)):
        _seat(board, people[key], capacity, first)
    name = "Corporate Parenting Sub-Committee"
    parent = groups["cyp"]
    sub = _body(name, Kind.PARENTING, LegalBasis.COMMITTEE, since, parent=parent, succeeds=board)
    groups |= {"board": board, "sub": sub}
    _seat_everybody(groups, people, since)
    bodies.describe(sub, usual_place=TOWN_HALL, by=SYSTEM)
    bodies.schedule_packs(sub, clear_days=7, time=time(10, 0), by=SYSTEM)
    for key in sorted(groups.keys() - {"board", "sub"}):
        bodies.make_clerk(groups[key], people["hattie"], starts_on=since, by=SYSTEM)
    balance.share(groups, people, today)
    return groups


def _body(name, kind, legal_basis, starts_on, **more):
    return bodies.constitute(name=name, kind=kind, legal_basis=legal_basis, starts_on=starts_on, by=SYSTEM, **more)


def _standing(first):
    whole = _body("Wexcombe Council", Kind.COUNCIL, LegalBasis.FULL_COUNCIL, first)
    cyp = _body("Children and Young People Committee", Kind.COMMITTEE, LegalBasis.COMMITTEE, first, parent=whole)
    panel = _body("Corporate Parenting Panel", Kind.PARENTING, LegalBasis.INFORMAL, first, parent=cyp)
    return {
        "council": whole,
        "cyp": cyp,
        "panel": panel,
        "health": _body("Health Sub-Group", Kind.HEALTH, LegalBasis.INFORMAL, first, parent=panel),
        "housing": _body("Housing and Care Leavers Sub-Group", Kind.HOUSING, LegalBasis.INFORMAL, first, parent=panel),
        "learning": _body("Education and Work Sub-Group", Kind.LEARNING, LegalBasis.INFORMAL, first, parent=panel),
        "scrutiny": _body("Children's Scrutiny Panel", Kind.SCRUTINY, LegalBasis.SCRUTINY, first, parent=whole),
        "placement": _body("Family Placement Panel", Kind.PLACEMENT, LegalBasis.INFORMAL, first),
        "voice": _body("Our Voice, the Children in Care Council", Kind.CHILDREN, LegalBasis.CHILDREN, first),
    }


SEATS = [
    ("sub", "ada", Capacity.CHAIR),
    ("sub", "nesta", Capacity.VICE_CHAIR),
    ("sub", "bram", Capacity.MEMBER),
    ("sub", "omar", Capacity.MEMBER),
    ("sub", "petra", Capacity.MEMBER),
    ("sub", "rafe", Capacity.SUBSTITUTE),
    ("sub", "dev", Capacity.CO_OPTED),
    ("sub", "jay", Capacity.YOUNG),
    ("sub", "selma", Capacity.ATTENDEE),
    ("cyp", "ada", Capacity.CHAIR),
    ("cyp", "rafe", Capacity.MEMBER),
    ("cyp", "bram", Capacity.MEMBER),
    ("cyp", "omar", Capacity.MEMBER),
    ("panel", "ada", Capacity.CHAIR),
    ("panel", "omar", Capacity.MEMBER),
    ("panel", "rosa", Capacity.ATTENDEE),
    ("health", "nesta", Capacity.CHAIR),
    ("housing", "omar", Capacity.CHAIR),
    ("learning", "bram", Capacity.CHAIR),
    ("scrutiny", "cleo", Capacity.CHAIR),
    ("scrutiny", "rafe", Capacity.MEMBER),
    ("scrutiny", "omar", Capacity.MEMBER),
    ("scrutiny", "petra", Capacity.MEMBER),
    ("placement", "petra", Capacity.MEMBER),
]


def _seat_everybody(groups, people, since):
    for body, key, capacity in SEATS:
        _seat(groups[body], people[key], capacity, since)
    voice = appointments.office(
        OfficeKind.ATTENDEE_SEAT, label="Support worker", remit=groups["voice"].remit, by=SYSTEM
    )
    appointments.appoint(people["gwen"], voice, starts_on=since, by=SYSTEM)


def _seat(body, person, capacity, since):
    """Whoever presides is a member first."""
    if capacity in bodies.SINGLE:
        bodies.seat(body, person, capacity=Capacity.MEMBER, starts_on=since, by=SYSTEM)
    bodies.seat(body, person, capacity=capacity, starts_on=since, by=SYSTEM)
