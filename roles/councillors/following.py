"""What now needs doing after a list was brought in: places that became free, and members without an account."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from roles.appointments import DAY
from roles.councillors.applying import BROUGHT_IN
from roles.councillors.plans import KINDS, LABELS, Kind
from roles.models import Affiliation, Appointment, AuditRow, Invitation, Office, Person
from roles.permissions import OfficeKind

# Functions of remits' ids that give {id: address} of where places are filled: an app that ties remits to something
# adds its own.
WHERE_FILLED = []
HEAD = ["What happens", "Name", "Party", "Political group", "Ward", "What changes", "Was", "Becomes", "From"]


@dataclass(frozen=True)
class Change:
    """One thing that changed about a person; was and becomes are told for party, group and ward only."""

    person: Person
    label: str
    was: str
    becomes: str


@dataclass(frozen=True)
class FreePlace:
    """An office that leavers held and that is not filled again."""

    office: Office
    number: int
    url: str


@dataclass(frozen=True)
class Result:
    """What one list did, as the audit trail has it, with the people who may be shown."""

    row: AuditRow
    on: date
    joined: list[Person]
    returned: list[Person]
    left: list[Person]
    changed: list[Change]
    unchanged: int


def lists_brought_in():
    """The lines of the audit trail that each stand for a list, newest first."""
    return AuditRow.objects.filter(did=BROUGHT_IN, kind=Office._meta.label_lower)


def result(row, viewer):
    """The Result of a list, with nobody whom the viewer may not see. One query."""
    told = row.details
    ids = {*told["joined"], *told["returned"], *told["left"], *(change[0] for change in told["changed"])}
    people = {person.pk: person for person in Person.objects.visible_to(viewer).filter(pk__in=ids)}
    return Result(
        row,
        date.fromisoformat(told["on"]),
        *(sorted(_those(people, told[name]), key=str) for name in ("joined", "returned", "left")),
        [Change(people[pk], LABELS[what], was, now) for pk, what, was, now in told["changed"] if pk in people],
        told["unchanged"],
    )


def _those(people, ids):
    return [people[pk] for pk in ids if pk in people]


def free_places(done):
    """What leavers held and nobody holds instead of them since (FreePlace), by label. Three queries."""
    ended = Appointment.objects.filter(person__in=done.left, acting=False, ends_on__gte=done.on - DAY)
    ended = ended.exclude(office__kind=OfficeKind.COUNCILLOR).select_related("office__remit")
    gone = Counter(appointment.office for appointment in ended)
    since = Appointment.objects.filter(office__in=gone, acting=False, starts_on__gte=done.on)
    filled = Counter(since.exclude(person__in=done.left).values_list("office", flat=True))
    free = {office: number - filled[office.pk] for office, number in gone.items() if number > filled[office.pk]}
    where = {}
    for pages in WHERE_FILLED:
        where |= pages({office.remit_id for office in free if office.remit_id})
    members = f"{reverse('roles:people')}?category={Person.Category.MEMBER}"
    places = [FreePlace(office, number, where.get(office.remit_id, members)) for office, number in free.items()]
    return sorted(places, key=lambda place: place.office.in_full)


def without_account(done, viewer):
    """Members from that day on who have no account and no invitation that still works. One query."""
    day = max(done.on, timezone.localdate())
    sitting = Appointment.objects.on(day).filter(office__kind=OfficeKind.COUNCILLOR)
    invited = Invitation.objects.filter(used_at=None, expires_at__gt=timezone.now())
    found = Person.objects.visible_to(viewer).here_on(day).filter(pk__in=sitting.values("person"), user=None)
    return found.exclude(pk__in=invited.values("person"))


def rows(done):
    """The changes as rows below HEAD. Two queries."""
    at = _affiliations(done)
    for what, people in (("Joins", done.joined), ("Comes back", done.returned), ("Leaves", done.left)):
        for person in people:
            yield [what, person.name, *at.get(person.pk, ["", "", ""]), "", "", "", done.on.isoformat()]
    for change in done.changed:
        about = at.get(change.person.pk, ["", "", ""])
        yield ["Changes", change.person.name, *about, change.label, change.was, change.becomes, done.on.isoformat()]


def _affiliations(done):
    """Party, group and ward by person's id: of leavers on their last day in office, of the others on the day."""
    left = {person.pk for person in done.left}
    people = [*done.joined, *done.returned, *(change.person for change in done.changed)]
    here = Affiliation.objects.on(done.on).filter(person__in=people)
    gone = Affiliation.objects.on(done.on - DAY).filter(person__in=left)
    order = {kind: place for place, kind in enumerate((Kind.PARTY, Kind.GROUP, Kind.WARD))}
    found = {}
    for row in [*here, *gone]:
        if row.kind in order:
            found.setdefault(row.person_id, [""] * len(KINDS))[order[row.kind]] = row.name
    return found
