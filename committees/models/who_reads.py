"""
Who may read what, as data: for every thing, the grounds on which somebody reads it, and under what conditions.

What is not in the table is denied. `visible_to` of papers, packs, meetings, minutes and actions is made of it and of
nothing else, each time anew: a seat, a grant or an interest that changes counts at the next request.
"""

from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from roles.models import Appointment
from roles.permissions import May

from .bodies import OPEN_TO_THE_PUBLIC, Seat


class Thing(StrEnum):
    """What is read, by the state it is in."""

    PLANNED_MEETING = auto()
    CALLED_MEETING = auto()
    OPEN_PAPER = auto()
    EXEMPT_PAPER = auto()  # LGA 1972 s100A(4), Schedule 12A; also where nobody decided and the clerk foresees it
    CONFIDENTIAL_PAPER = auto()  # LGA 1972 s100A(2), (3)
    EXEMPT_PARTS = auto()  # the private sections and appendices of a report of which the rest may be open
    CONFIDENTIAL_PARTS = auto()  # the same, where one of them is confidential
    PUBLIC_PACK = auto()
    STALE_PUBLIC_PACK = auto()  # it holds what is not open any more
    RESTRICTED_PACK = auto()
    STALE_RESTRICTED_PACK = auto()  # it holds a paper that became confidential after it was printed
    DRAFT_MINUTES = auto()  # their public part, as all minutes here: part 2 of any of them is a thing of its own
    CHECKED_MINUTES = auto()
    APPROVED_MINUTES = auto()
    PART_2 = auto()  # what is minuted, decided or remarked for who may read part 2 of an item or a meeting
    CONFIDENTIAL_PART_2 = auto()  # the same of a confidential item, or of a meeting that had one
    ACTION = auto()
    PART_2_ACTION = auto()  # the restricted text of an action
    CONFIDENTIAL_PART_2_ACTION = auto()  # the same of one agreed under a confidential item


class Ground(StrEnum):
    """Why somebody may read something."""

    EVERYBODY = auto()  # the law opens the body's meetings to the public (LGA 1972 s100A-100E, SI 2012/2089)
    SIGNED_IN = auto()  # the same body, and an account with a person
    CLERK = auto()  # runs the body's meetings
    PLACE = auto()  # any place on the body today: with a vote, co-opted, substitute, attendee
    SEAT = auto()  # a voting place on the body today, and one on the day of the meeting
    SUBSTITUTE = auto()  # named to stand in at this meeting, and still of the council
    AUTHOR = auto()  # wrote the report: the one that is read, or one that lies on the item
    CLEARER = auto()  # cleared the version that is laid
    NEED = auto()  # a need-to-know grant in force for this paper (LGA 1972 s100F, and common law)
    NAMED = auto()  # named for this confidential paper, for one on the item, or for the part 2 minutes that are laid
    KEEPER = auto()  # the clerk of the body who laid it, or who said that it is confidential
    CHAIR = auto()  # asked to check these minutes
    OWNER = auto()  # has to do it


class If(Flag):
    """Under what conditions a ground counts."""

    ALWAYS = auto()
    PUBLISHED = auto()  # once the agenda of the meeting is published
    UNBARRED = auto()  # not while an interest keeps them out of the item (Localism Act 2011 s31)


MEMBERS = If.ALWAYS | If.PUBLISHED | If.UNBARRED
PUBLISHED = If.ALWAYS | If.PUBLISHED
UNBARRED = If.ALWAYS | If.UNBARRED

READS = {
    Thing.PLANNED_MEETING: {Ground.CLERK: If.ALWAYS, Ground.EVERYBODY: PUBLISHED},
    Thing.CALLED_MEETING: {
        Ground.CLERK: If.ALWAYS,
        Ground.PLACE: If.ALWAYS,
        Ground.EVERYBODY: PUBLISHED,
        Ground.SUBSTITUTE: PUBLISHED,
    },
    Thing.OPEN_PAPER: {
        Ground.CLERK: If.ALWAYS,
        Ground.AUTHOR: If.ALWAYS,
        Ground.CLEARER: If.ALWAYS,
        Ground.EVERYBODY: PUBLISHED,
        Ground.PLACE: PUBLISHED,
        Ground.SUBSTITUTE: PUBLISHED,
    },
    Thing.EXEMPT_PAPER: {
        Ground.CLERK: If.ALWAYS,
        Ground.AUTHOR: If.ALWAYS,
        Ground.CLEARER: If.ALWAYS,
        Ground.SEAT: MEMBERS,
        Ground.SUBSTITUTE: MEMBERS,
        Ground.NEED: MEMBERS,
    },
    Thing.CONFIDENTIAL_PAPER: {Ground.AUTHOR: If.ALWAYS, Ground.KEEPER: If.ALWAYS, Ground.NAMED: MEMBERS},
    Thing.EXEMPT_PARTS: {
        Ground.CLERK: If.ALWAYS,
        Ground.AUTHOR: If.ALWAYS,
        Ground.CLEARER: If.ALWAYS,
        Ground.SEAT: MEMBERS,
        Ground.SUBSTITUTE: MEMBERS,
        Ground.NEED: MEMBERS,
    },
    Thing.CONFIDENTIAL_PARTS: {Ground.AUTHOR: If.ALWAYS, Ground.KEEPER: If.ALWAYS, Ground.NAMED: MEMBERS},
    Thing.PUBLIC_PACK: {
        Ground.CLERK: If.ALWAYS,
        Ground.EVERYBODY: PUBLISHED,
        Ground.PLACE: PUBLISHED,
        Ground.SUBSTITUTE: PUBLISHED,
    },
    Thing.STALE_PUBLIC_PACK: {Ground.CLERK: If.ALWAYS},
    Thing.RESTRICTED_PACK: {Ground.CLERK: If.ALWAYS, Ground.SEAT: MEMBERS, Ground.SUBSTITUTE: MEMBERS},
    Thing.STALE_RESTRICTED_PACK: {},
    Thing.DRAFT_MINUTES: {Ground.CLERK: If.ALWAYS, Ground.CHAIR: If.ALWAYS},
    Thing.CHECKED_MINUTES: {
        Ground.CLERK: If.ALWAYS,
        Ground.CHAIR: If.ALWAYS,
        Ground.PLACE: If.ALWAYS,
        Ground.SUBSTITUTE: If.ALWAYS,
    },
    Thing.APPROVED_MINUTES: {
        Ground.CLERK: If.ALWAYS,
        Ground.PLACE: If.ALWAYS,
        Ground.SUBSTITUTE: If.ALWAYS,
        Ground.EVERYBODY: PUBLISHED,
    },
    Thing.PART_2: {
        Ground.CLERK: If.ALWAYS,
        Ground.AUTHOR: If.ALWAYS,
        Ground.SEAT: UNBARRED,
        Ground.SUBSTITUTE: UNBARRED,
    },
    # Read as the confidential papers of the item are; the clerk of the body has written it and keeps the minutes.
    Thing.CONFIDENTIAL_PART_2: {Ground.CLERK: If.ALWAYS, Ground.AUTHOR: If.ALWAYS, Ground.NAMED: UNBARRED},
    Thing.ACTION: {
        Ground.EVERYBODY: PUBLISHED,
        Ground.SIGNED_IN: If.ALWAYS,
        Ground.PLACE: If.ALWAYS,
        Ground.OWNER: If.ALWAYS,
    },
    Thing.PART_2_ACTION: {
        Ground.CLERK: If.ALWAYS,
        Ground.OWNER: If.ALWAYS,
        Ground.SEAT: UNBARRED,
        Ground.SUBSTITUTE: UNBARRED,
    },
    Thing.CONFIDENTIAL_PART_2_ACTION: {
        Ground.CLERK: If.ALWAYS,
        Ground.OWNER: If.ALWAYS,
        Ground.NAMED: UNBARRED,
    },
}


@dataclass(frozen=True)
class Where:
    """Where a row's body, meeting, item, paper and build are: lookups from the row itself; None where it has none."""

    body: str
    meeting: str
    item: str | None = None
    paper: str | None = None
    build: str | None = None


OF_MEETING = Where("body", "pk")
OF_PAPER = Where("item__meeting__body", "item__meeting", "item", "pk")
OF_PACK = Where("build__meeting__body", "build__meeting", build="build")
OF_MINUTES = Where("meeting__body", "meeting")
OF_ACTION = Where("body", "item__meeting", "item")


def among(viewer, where, things):
    """
    Condition on rows that are one of several things, by {Thing: what makes it one}: those this viewer may read.

    Things that are read on the same grounds are asked for together, and what this viewer never reads not at all.
    """
    alike = {}
    for thing, is_one in things.items():
        if grounds := _grounds(thing, viewer):
            alike[grounds] = alike[grounds] | is_one if grounds in alike else is_one
    ways = [(is_one, _on(grounds, viewer, where)) for grounds, is_one in alike.items()]
    return _any([is_one & way for is_one, way in ways if way != _none()])


def readable(thing, viewer, where):
    """Condition on rows of one thing: this viewer (a user, or PUBLIC) may read them."""
    return _on(_grounds(thing, viewer), viewer, where)


def _grounds(thing, viewer):
    """((ground, conditions), …) on which somebody like this viewer can read a thing. The one place that decides."""
    return tuple(
        (ground, conditions)
        for ground, conditions in READS[thing].items()
        if If.ALWAYS in conditions and (viewer.person is not None or ground == Ground.EVERYBODY)
    )


def to_everybody():
    """What the table grants to everybody, as one value: queries that are kept for the public depend on it alone."""
    return tuple(grounds.get(Ground.EVERYBODY) for grounds in READS.values())


def _on(grounds, viewer, where):
    """Condition: one of these grounds, each under its conditions. What several have as condition is asked once."""
    alike = {}
    for ground, conditions in grounds:
        alike.setdefault(conditions, []).append(held(ground, viewer, where))
    ways = [(_any(grounds), conditions) for conditions, grounds in alike.items()]
    return _any([way & _under(conditions, viewer, where) for way, conditions in ways if way != _none()])


def _any(conditions):
    """One of these conditions; those that nothing can meet are left out."""
    possible = [one for one in conditions if one != _none()]
    return reduce(or_, possible) if possible else _none()


def held(ground, viewer, where):
    """Condition: the viewer has this ground for a row. None of them where the row has nothing it could be held for."""
    return GROUNDS[ground](viewer, where)


def barred(viewer, where):
    """
    Condition: an interest keeps this viewer out of the row's item; of any, where the row holds several.

    What lies there as part 2 of earlier minutes is about the items of that earlier meeting too.
    """
    barring = apps.get_model("committees", "Interest").objects.barring().filter(person=viewer.person)
    if where.paper:
        then = _field(where.paper, "minutes__minutes__meeting")
        return Q(Exists(barring.filter(item=OuterRef(where.item)))) | _in_minutes(barring, OuterRef(then), where.paper)
    if where.item:
        return Q(Exists(barring.filter(item=OuterRef(where.item))))
    if where.build:
        parts = apps.get_model("committees", "Part").objects.restricted_papers()
        parts = parts.filter(build=OuterRef(where.build))
        items = barring.filter(item=OuterRef("item"))
        then = barring.filter(_has_part_2(), item__meeting=OuterRef("paper__minutes__minutes__meeting"))
        return Q(Exists(parts.filter(Q(Exists(items)) | Q(Exists(then)))))
    return Q(Exists(barring.filter(_has_part_2(), item__meeting=OuterRef(where.meeting))))


def _in_minutes(barring, meeting, paper):
    """Condition on a Paper: it is part 2 of minutes of a meeting, and an interest in one of its items bars."""
    return Q(**{_field(paper, "is_part_2"): True}) & Q(Exists(barring.filter(_has_part_2(), item__meeting=meeting)))


def barring(paper):
    """The Interests that keep whoever has them out of one paper, as `barred` has it for many."""
    found = apps.get_model("committees", "Interest").objects.barring()
    if not paper.is_part_2:
        return found.filter(item=paper.item_id)
    return found.filter(Q(item=paper.item_id) | (Q(item__meeting=paper.minutes.minutes.meeting_id) & _has_part_2()))


def _has_part_2():
    """Condition on an Interest: its item has anything that is not for everybody."""
    kept = apps.get_model("committees", "Exemption").objects.current().filter(paper__item=OuterRef("item"))
    told = Q(item__likely_private=True) | Q(Exists(kept))
    for name in ("Decision", "Minute", "Action"):
        written = apps.get_model("committees", name).objects.filter(item=OuterRef("item"))
        told |= Q(Exists(written.exclude(private_text="")))
    return told


def _under(conditions, viewer, where):
    met = Q()
    if If.PUBLISHED in conditions:
        met &= Q(**{_field(where.meeting, "published_at__isnull"): False})
    if If.UNBARRED in conditions:
        met &= ~barred(viewer, where)
    return met


def _none():
    return Q(pk__in=[])


def _field(path, name):
    """A field of what stands at a path: "pk" is the row itself."""
    return name if path == "pk" else f"{path}__{name}"


def _everybody(viewer, where):
    return Q(**{f"{where.body}__legal_basis__in": OPEN_TO_THE_PUBLIC})


def _holds(power):
    def condition(viewer, where):
        remits = viewer.remits(power)
        return Q(**{f"{where.body}__remit__in": remits}) if remits else _none()

    return condition


def _seat(viewer, where):
    if not viewer.remits(May.READ_RESTRICTED):
        return _none()
    day = OuterRef(_field(where.meeting, "starts_at__date"))
    then = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day),
        person=viewer.person,
        starts_on__lte=day,
        office__seat__body=OuterRef(where.body),
        office__seat__capacity__in=[Seat.Capacity.CHAIR, Seat.Capacity.VICE_CHAIR, Seat.Capacity.MEMBER],
    )
    return _holds(May.READ_RESTRICTED)(viewer, where) & Q(Exists(then))


def _substitute(viewer, where):
    named = apps.get_model("committees", "Substitution").objects.filter(
        meeting=OuterRef(where.meeting), person=viewer.person, ended_at=None
    )
    still_here = Appointment.objects.on(timezone.localdate()).filter(person=viewer.person)
    return Q(Exists(named)) & Q(Exists(still_here))


def _author(viewer, where):
    if where.paper:
        return Q(version__report__author=viewer.person)
    papers = apps.get_model("committees", "Paper").objects.filter(version__report__author=viewer.person)
    return Q(Exists(papers.filter(item=OuterRef(where.item)))) if where.item else _none()


def _clearer(viewer, where):
    cleared = apps.get_model("reports", "Clearance").objects.filter(
        version=OuterRef("version"), decided_by=viewer.person, outcome__in=["cleared", "conditions"]
    )
    return Q(Exists(cleared)) if where.paper else _none()


def _granted(kind):
    def condition(viewer, where):
        grants = apps.get_model("committees", "Grant").objects.in_force(timezone.now())
        given = grants.filter(person=viewer.person, kind=kind)
        if where.paper:
            return Q(Exists(given.filter(paper=OuterRef(where.paper))))
        return _named_for_item(given, where) if where.item and kind == "named" else _none()

    return condition


def _named_for_item(given, where):
    """For what lies on the item, or for the part 2 minutes of its meeting where they lie before a later one."""
    laid = Q(paper__is_part_2=True, paper__minutes__minutes__meeting=OuterRef(where.meeting))
    return Q(Exists(given.filter(Q(paper__item=OuterRef(where.item)) | laid)))


def _keeper(viewer, where):
    kept = apps.get_model("committees", "Exemption").objects.current().filter(decided_by=viewer.person)
    if not (where.paper and viewer.remits(May.RUN_MEETINGS)):
        return _none()
    by = Q(laid_by=viewer.person) | Q(Exists(kept.filter(paper=OuterRef(where.paper))))
    return by & _holds(May.RUN_MEETINGS)(viewer, where)


def _chair(viewer, where):
    return Q(sent_to=viewer.person, state__in=["checking", "checked"]) if where == OF_MINUTES else _none()


def _owner(viewer, where):
    return Q(owner=viewer.person) if where == OF_ACTION else _none()


GROUNDS = {
    Ground.EVERYBODY: _everybody,
    Ground.SIGNED_IN: _everybody,
    Ground.CLERK: _holds(May.RUN_MEETINGS),
    Ground.PLACE: _holds(May.READ_BODY),
    Ground.SEAT: _seat,
    Ground.SUBSTITUTE: _substitute,
    Ground.AUTHOR: _author,
    Ground.CLEARER: _clearer,
    Ground.NEED: _granted("need"),
    Ground.NAMED: _granted("named"),
    Ground.KEEPER: _keeper,
    Ground.CHAIR: _chair,
    Ground.OWNER: _owner,
}
