"""A list of councillors comes in: everybody joins, changes and leaves on the day the new council takes office."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from roles import appointments, people
from roles.audit import record
from roles.councillors.planning import plan
from roles.councillors.plans import KINDS, Plan
from roles.models import Appointment, AuditRow, Office, Person
from roles.permissions import OfficeKind

BROUGHT_IN = "brought in the list of councillors"
PARTIAL = (
    "{leaves} of {before} members would leave, which is more than half. That is more likely a part of a list than "
    "an election. If it is the whole council, say so."
)
MOVED_ON = "Something has changed since you looked at what the list would do. Look again."


class CannotBringIn(ValidationError):
    """The list is refused whole, and nothing was changed. The messages say why, each with its line."""


class LooksPartial(CannotBringIn):
    """More than half of the council would leave, and nobody has said that the list is the whole council."""


@dataclass(frozen=True)
class Outcome:
    """What was done, and the line of the audit trail that says so (None: there was nothing to do)."""

    plan: Plan
    row: AuditRow | None


def check(planned, *, whole_council):
    """Raises CannotBringIn with every reason why this plan may not be carried out."""
    if planned.problems:
        raise CannotBringIn([str(problem) for problem in planned.problems])
    if planned.looks_partial and not whole_council:
        raise LooksPartial(PARTIAL.format(leaves=len(planned.leaves), before=planned.before))


@transaction.atomic
def bring_in(councillors, *, on, by, whole_council=False, shown=None):
    """
    Make the list (of councillor_list.Councillor) true from the day `on`; a second time changes nothing.

    Who joins or comes back is appointed from that day; who leaves has the day before as the last in office, and
    may not sign in from the day on (LGA 1972 s7: councillors retire on the fourth day after the ordinary election,
    and those elected come into office on that day). Returns an Outcome. Raises CannotBringIn, also when the plan
    is no longer the one whose digest was `shown`; nothing is changed then.
    """
    office = appointments.office(OfficeKind.COUNCILLOR, by=by)
    Office.objects.select_for_update().get(pk=office.pk)  # two lists at once would each appoint everybody
    planned = plan(councillors, on=on)
    check(planned, whole_council=whole_council)
    if shown is not None and planned.digest != shown:
        raise CannotBringIn(MOVED_ON)
    if planned.is_empty:
        return Outcome(planned, None)
    for leaver in planned.leaves:
        _part_with(leaver.person, on, by)
    joined = [_join(entry, office, on, by) for entry in planned.joins]
    returned = [_return(entry, office, on, by) for entry in planned.returns]
    for entry in planned.changes:
        _change(entry, entry.person, on, by)
    return Outcome(planned, _note(planned, office, joined, returned, by))


def _part_with(person, on, by):
    """
    Last day in office the day before, no way in from the day on.

    What they stood for ends with it: whoever asks who sits for a ward does not find them.
    """
    appointments.end_all(person, on=on - appointments.DAY, by=by)
    for kind in {affiliation.kind for affiliation in person.affiliations.all()} & set(KINDS):
        people.affiliate(person, kind=kind, name="", starts_on=on, by=by)
    people.leave(person, on=on, by=by)


def _join(entry, office, on, by):
    person = entry.person or _add(entry.councillor, by)
    return _sit(entry, person, office, on, by)


def _return(entry, office, on, by):
    """The person of before, with the account of before: the stable id says that it is the same one."""
    if entry.person.left_on:
        left_on = entry.person.left_on.isoformat()
        people.change(entry.person, left_on=None, by=by)
        record(by, "noted the return of", entry.person, left_on=left_on, on=on.isoformat())
    return _sit(entry, entry.person, office, on, by)


def _sit(entry, person, office, on, by):
    _change(entry, person, on, by)
    if not (entry.person and Appointment.objects.on(on).filter(person=person, office=office).exists()):
        appointments.appoint(person, office, starts_on=on, by=by)
    return person.pk


def _add(councillor, by):
    return people.add(
        name=councillor.name,
        category=Person.Category.MEMBER,
        email=councillor.email,
        telephone=councillor.telephone,
        source_id=councillor.source_id,
        by=by,
    )


def _change(entry, person, on, by):
    columns = {change.what: change.becomes for change in entry.changes if not change.is_dated}
    if columns:
        people.change(person, by=by, **columns)
    for change in entry.changes:
        if change.is_dated:
            people.affiliate(person, kind=change.what, name=change.becomes, starts_on=on, by=by)


def _note(planned, office, joined, returned, by):
    """One line for the whole: who, by number, and titles of parties, groups and wards, which are public."""
    changed = [
        [entry.person.pk, str(change.what), *((change.was, change.becomes) if change.is_dated else ("", ""))]
        for entry in planned.changes
        for change in entry.changes
    ]
    return record(
        by,
        BROUGHT_IN,
        office,
        on=planned.on.isoformat(),
        joined=joined,
        returned=returned,
        left=[leaver.person.pk for leaver in planned.leaves],
        changed=changed,
        unchanged=len(planned.unchanged),
    )
