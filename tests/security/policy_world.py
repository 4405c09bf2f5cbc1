"""
Things in every state and readers with exactly one ground each, so that a change of one cell of the policy shows.

Four meetings of each sort: of a body that the law opens and of one that it does not, published and not.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from committees.models import (
    Action,
    AgendaItem,
    Build,
    Exemption,
    Grant,
    Interest,
    Meeting,
    Minutes,
    Pack,
    Paper,
    Part,
    Seat,
    Substitution,
)
from committees.models.bodies import LegalBasis
from committees.models.packs import OF_EVERY_PACK
from committees.models.papers import whole
from committees.models.part_2 import part_2_readers
from corporate_parenting.lib.jobs import State
from reports.models import Clearance
from roles.permissions import PUBLIC, May, OfficeKind
from tests.factories.committees import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    MeetingFactory,
    PaperFactory,
    SeatFactory,
    sit,
)
from tests.factories.reports import ClearanceFactory, SectionFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

DAY = datetime(2026, 12, 15, 10, 0, tzinfo=UTC)
PLACES = ("open, published", "open", "closed, published", "closed")


class Reader:
    """Somebody with a person and just these powers over just these bodies: what `visible_to` asks a viewer."""

    is_authenticated = True

    def __init__(self, name, **powers):
        self.person = PersonFactory(name=name)
        self.powers = powers

    @property
    def pk(self):
        return self.person.pk

    def remits(self, power):
        return self.powers.get(str(power), frozenset())

    def may(self, power, thing=None):
        return False


@dataclass
class Council:
    """Who reads, by the one ground they have; what is read, as {thing: {place: row}}."""

    readers: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    bodies: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)

    def add(self, thing, place, row):
        self.rows.setdefault(thing, {})[place] = row
        return row


def build():
    """Everything, not committed."""
    council = Council()
    council.bodies = {
        "open": BodyFactory(name="A committee", legal_basis=LegalBasis.COMMITTEE),
        "closed": BodyFactory(name="A panel", legal_basis=LegalBasis.INFORMAL),
    }
    _readers(council)
    for place in PLACES:
        _meetings(council, place)
    _kinds(council, council.bodies["open"])
    return council


def _kinds(council, body):
    """The eleven kinds of user that the design names, with the offices they really hold, on the body the law opens."""
    known = {name: council.readers[name].person for name in ("author", "clearer", "chair")}
    offices = {
        "member": [OfficeKind.COUNCILLOR], "other": [OfficeKind.COUNCILLOR], "co_opted": [],
        "participation": [OfficeKind.PARTICIPATION], "author": [OfficeKind.OFFICER], "clearer": [OfficeKind.CLEARER],
        "clerk": [OfficeKind.CLERK], "chair": [OfficeKind.COUNCILLOR, OfficeKind.LEAD_MEMBER],
        "admin": [OfficeKind.SYSTEM_ADMIN], "guardian": [OfficeKind.DATA_PROTECTION],
    }  # fmt: skip
    seats = {"member": Seat.Capacity.MEMBER, "chair": Seat.Capacity.CHAIR, "co_opted": Seat.Capacity.CO_OPTED}
    council.kinds = {"public": PUBLIC}
    for name, held in offices.items():
        person = known.get(name) or PersonFactory(name=name)
        for kind in held:
            remit = body.remit if kind == OfficeKind.CLERK else None
            AppointmentFactory(person=person, office=OfficeFactory(kind=kind, remit=remit))
        if name in seats:
            kind = OfficeKind.CO_OPTED_SEAT if name == "co_opted" else OfficeKind.PARENTING_SEAT
            sit(person, body, seats[name], kind)
        council.kinds[name] = UserFactory(person=person)


def _readers(council):
    remits = frozenset(body.remit_id for body in council.bodies.values())
    run, body, restricted = {May.RUN_MEETINGS: remits}, {May.READ_BODY: remits}, {May.READ_RESTRICTED: remits}
    powers = {
        "signed in": {}, "clerk": run, "keeper": run, "keeper by decision": run, "place": body,
        "seat": restricted, "seat today alone": restricted, "seat then alone": {},
        "barred seat": restricted, "dispensed seat": restricted, "seat with an old interest": restricted,
        "substitute": {}, "substitute who left": {}, "substitute no more": {}, "barred substitute": {},
        "author": {}, "clearer": {}, "barred clearer": {}, "asked to clear": {}, "laid it": {},
        "granted": {}, "barred granted": {}, "grant over": {}, "grant ended": {}, "grant refused": {},
        "named": {}, "barred named": {}, "name ended": {},
        "chair": {}, "chair too early": {}, "owner": {},
    }  # fmt: skip
    council.readers = {"everybody": PUBLIC}
    for name, held in powers.items():
        council.readers[name] = Reader(name, **{str(power): bodies for power, bodies in held.items()})
    for one in council.bodies.values():
        for name in SEATS - {"seat today alone"}:
            seat = SeatFactory(body=one, capacity=Seat.Capacity.MEMBER)
            AppointmentFactory(person=council.readers[name].person, office=seat.office)
    for name in ("substitute", "substitute no more", "barred substitute"):
        office = OfficeFactory(kind=OfficeKind.COUNCILLOR)
        AppointmentFactory(person=council.readers[name].person, office=office)


SEATS = {
    "seat", "seat today alone", "seat then alone", "barred seat", "dispensed seat", "seat with an old interest",
}  # fmt: skip


def _meeting(council, place, **more):
    about = {"body": council.bodies[place.split(",")[0]], "starts_at": DAY}
    if "published" in place:
        about |= {"published_at": DAY - timedelta(days=10), "published_by": PersonFactory()}
    meeting = MeetingFactory(**about | more)
    for name in ("substitute", "substitute who left", "substitute no more", "barred substitute"):
        ended = timezone.now() if name == "substitute no more" else None
        Substitution.objects.create(
            meeting=meeting, absent=PersonFactory(), person=council.readers[name].person, ended_at=ended,
            named_at=timezone.now(), named_by=meeting.published_by or PersonFactory(),
        )  # fmt: skip
    return meeting


def _meetings(council, place):
    council.add("planned meeting", place, _meeting(council, place, status=Meeting.Status.PLANNED))
    meeting = council.add("called meeting", place, _meeting(council, place))
    _papers(council, place, meeting)
    _actions(council, place)
    sent = {"sent_to": council.readers["chair"].person}
    now = timezone.now()
    item = AgendaItemFactory(meeting=meeting)
    checked = {"checked_at": now, "checked_by": PersonFactory()}
    approved = {"approved_at": now, "approved_by": PersonFactory(), "approved_on": item}
    for thing, more in (
        ("draft minutes", {"state": "checking"} | sent),
        ("minutes not sent", {"state": "draft", "sent_to": council.readers["chair too early"].person}),
        ("checked minutes", {"state": "checked"} | sent | checked),
        ("approved minutes", {"state": "approved"} | sent | checked | approved),
    ):
        council.add(thing, place, Minutes.objects.create(meeting=_meeting(council, place), **more))


def _papers(council, place, meeting):
    for thing, kind in (("open paper", ""), ("exempt paper", "exempt"), ("confidential paper", "confidential")):
        item = AgendaItemFactory(meeting=meeting, likely_private=bool(kind), private_kind=kind)
        paper = council.add(thing, place, _paper(council, item))
        if kind:
            paragraphs = [1] if kind == "exempt" else []
            _kept(council, paper, kind, paragraphs)
            _grants(council, paper)
        _interests(council, item)
        if kind:
            name = {"exempt": "part 2 of an item", "confidential": "confidential part 2 of an item"}[kind]
            council.add(name, place, item)
    for kind, paragraphs in (("exempt", [3]), ("confidential", [])):
        _in_part(council, place, meeting, kind, paragraphs)
    council.add("confidential part 2 of a meeting", place, meeting)
    other = AgendaItemFactory(meeting=_meeting(council, place), likely_private=True, private_kind="exempt")
    _interests(council, other)
    _paper(council, other)
    council.add("part 2 of a meeting", place, other.meeting)
    _packs(council, place)


def _in_part(council, place, meeting, kind, paragraphs):
    """An open report with a private section, and one of the same with an exempt section beside a confidential one."""
    item = AgendaItemFactory(meeting=meeting)
    paper = council.add(f"{kind} parts", place, _paper(council, item))
    by = council.readers["keeper by decision"].person
    about = {"paper": paper, "reason": "x", "decided_at": timezone.now(), "decided_by": by}
    section = SectionFactory(version=paper.version)
    Exemption.objects.create(section=section, kind=kind, paragraphs=paragraphs, **about)
    if kind == "confidential":  # the stricter wins over all of them
        other = SectionFactory(version=paper.version)
        Exemption.objects.create(section=other, kind="exempt", paragraphs=[3], **about)
    _grants(council, paper)
    _interests(council, item)


def _paper(council, item):
    who = council.readers
    paper = PaperFactory(item=item, laid_by=who["keeper"].person, version__report__author=who["author"].person)
    about = {"report": paper.version.report, "version": paper.version, "sent_by": who["author"].person}
    for name in ("clearer", "barred clearer"):
        cleared = {"outcome": Clearance.Outcome.CLEARED, "decided_at": timezone.now()}
        ClearanceFactory(asked=who[name].person, **cleared, **about)
    ClearanceFactory(asked=who["asked to clear"].person, **about)
    return paper


def _kept(council, paper, kind, paragraphs):
    Exemption.objects.create(
        paper=paper, kind=kind, paragraphs=paragraphs, reason="x", decided_at=timezone.now(),
        decided_by=council.readers["keeper by decision"].person,
    )  # fmt: skip
    if kind == "confidential":
        # Whoever laid it and is no clerk of the body keeps nothing.
        other = _paper(council, paper.item)
        Paper.objects.filter(pk=other.pk).update(laid_by=council.readers["laid it"].person)
        Exemption.objects.create(
            paper=other, kind=kind, reason="x", decided_at=timezone.now(), decided_by=council.readers["laid it"].person
        )


def _grants(council, paper):
    now = timezone.now()
    later, before = now + timedelta(days=9), now - timedelta(seconds=1)
    given = {"asked_at": now, "decided_at": now, "reason": "x", "outcome": "granted", "expires_at": later}
    ended = {"ended_at": now, "ended_by": PersonFactory()}
    for name, more in (
        ("granted", {}), ("barred granted", {}), ("grant over", {"expires_at": before}), ("grant ended", ended),
        ("grant refused", {"outcome": "refused"}),
        ("named", {"kind": "named", "expires_at": None}), ("barred named", {"kind": "named"}),
        ("name ended", {"kind": "named"} | ended),
    ):  # fmt: skip
        Grant.objects.create(paper=paper, person=council.readers[name].person, **given | more)


def _interests(council, item):
    told = {"item": item, "kind": "dpi", "declared_at": timezone.now(), "declared_by": PersonFactory()}
    for name in ("barred seat", "barred substitute", "barred granted", "barred named", "barred clearer"):
        Interest.objects.create(person=council.readers[name].person, **told)
    Interest.objects.create(person=council.readers["dispensed seat"].person, **told, dispensation="Standards, May")
    old = {"withdrawn_at": timezone.now()}
    Interest.objects.create(person=council.readers["seat with an old interest"].person, **told, **old)


def _packs(council, place):
    papers = {name: council.rows[name][place] for name in ("open paper", "exempt paper", "confidential paper")}
    meeting = papers["open paper"].item.meeting
    sheets = {
        "pack": [("open paper", True, True), ("exempt paper", False, True)],
        "stale pack": [("open paper", True, True), ("exempt paper", True, True), ("confidential paper", False, True)],
    }
    for number, (name, parts) in enumerate(sheets.items(), start=1):
        made = Build.objects.create(meeting=meeting, number=number, ordered_at=timezone.now())
        for order, (thing, in_public, in_restricted) in enumerate(parts, start=1):
            Part.objects.create(
                build=made, order=order, kind=Part.Kind.REPORT, title="x", item=papers[thing].item, state=State.DONE,
                paper=papers[thing], in_public=in_public, in_restricted=in_restricted,
            )  # fmt: skip
        for edition in OF_EVERY_PACK:
            pack = Pack.objects.create(build=made, edition=edition, state=State.DONE)
            council.add(f"{edition.value} {name}", place, pack)


def _actions(council, place):
    owner = council.readers["owner"].person
    for kind in ("exempt", "confidential"):
        item = AgendaItemFactory(meeting=_meeting(council, place), likely_private=True, private_kind=kind)
        _interests(council, item)
        _grants(council, _paper(council, item))
        action = ActionFactory(body=item.meeting.body, item=item, owner=owner, private_text="x")
        if kind == "exempt":
            council.add("action", place, action)
            council.add("part 2 of an action", place, action)
        else:
            council.add("confidential part 2 of an action", place, action)


SEEN = {
    "planned meeting": Meeting.objects.visible_to,
    "called meeting": Meeting.objects.visible_to,
    "open paper": Paper.objects.visible_to,
    "exempt paper": Paper.objects.visible_to,
    "confidential paper": Paper.objects.visible_to,
    # By themselves: whoever may not read the rest of the paper never comes so far.
    "exempt parts": lambda viewer: Paper.objects.filter(whole(viewer)),
    "confidential parts": lambda viewer: Paper.objects.filter(whole(viewer)),
    "public pack": Pack.objects.visible_to,
    "restricted pack": Pack.objects.visible_to,
    "public stale pack": Pack.objects.visible_to,
    "restricted stale pack": Pack.objects.visible_to,
    "draft minutes": Minutes.objects.visible_to,
    "minutes not sent": Minutes.objects.visible_to,
    "checked minutes": Minutes.objects.visible_to,
    "approved minutes": Minutes.objects.visible_to,
    "part 2 of an item": lambda viewer: AgendaItem.objects.filter(part_2_readers(viewer, meeting="meeting", item="pk")),
    "part 2 of a meeting": lambda viewer: Meeting.objects.filter(part_2_readers(viewer, meeting="pk", item=None)),
    "confidential part 2 of an item": lambda viewer: AgendaItem.objects.filter(
        part_2_readers(viewer, meeting="meeting", item="pk")
    ),
    "confidential part 2 of a meeting": lambda viewer: Meeting.objects.filter(
        part_2_readers(viewer, meeting="pk", item=None)
    ),
    "confidential part 2 of an action": lambda viewer: Action.objects.with_private_for(viewer).filter(
        knows_private=True
    ),
    "action": Action.objects.visible_to,
    "part 2 of an action": lambda viewer: Action.objects.with_private_for(viewer).filter(knows_private=True),
}


def seen_by(council, thing, name):
    """The places at which one reader sees a thing. One query."""
    rows = {row.pk: place for place, row in council.rows[thing].items()}
    seen = SEEN[thing](council.readers[name]).filter(pk__in=list(rows))
    return {rows[pk] for pk in seen.values_list("pk", flat=True)}


def readers_of(council, thing):
    """{place: names of those who read it}: one query for each reader."""
    found = {place: set() for place in council.rows[thing]}
    for name in council.readers:
        for place in seen_by(council, thing, name):
            found[place].add(name)
    return found
