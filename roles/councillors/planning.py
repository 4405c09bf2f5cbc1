"""What a list of councillors would mean on a day: who joins, comes back, changes and leaves. Writes nothing."""

from django.utils import timezone

from corporate_parenting.lib import dates
from roles.councillors import names
from roles.councillors.known import Known
from roles.councillors.plans import KINDS, Change, Entry, Kind, Leaver, Plan, Problem
from roles.models import Appointment, Person
from roles.permissions import OfficeKind

# A day further away is a slip of the pen: councillors are elected for four years.
MOST_YEARS_BACK, MOST_YEARS_AHEAD = 10, 1


def plan(councillors, *, on):
    """
    The Plan of a list (of councillor_list.Councillor) that is true from the day `on`. Four queries.

    People are found by the id of the council's own site, else by name where either has no such id.
    """
    return _Planner(councillors, on).plan()


def why_not_on(day):
    """Why no council can take office on such a day; empty when one can."""
    years = (day - timezone.localdate()).days / 365
    if -MOST_YEARS_BACK <= years <= MOST_YEARS_AHEAD:
        return ""
    return f"{dates.day(day)} cannot be the day: it is too far from today. Check the year."


class _Planner:
    def __init__(self, councillors, on):
        self.known = Known(on)
        self.made = Plan(on, vacant=[one.ward for one in councillors if one.is_vacant])
        self.listed = [one for one in councillors if not one.is_vacant]
        self.ids = {one.source_id: one for one in self.listed if one.source_id}
        # Where no line names a group, the list does not tell of groups: nobody leaves theirs because of it.
        self.tells_groups = any(one.group for one in self.listed)

    def plan(self):
        sitting = self.known.sitting
        self.made.before = len(sitting)
        self._check_day()
        met = self._meet()
        self._part_with([person for person in sitting if person.pk not in met])
        self._note()
        return self.made

    def _check_day(self):
        if why := why_not_on(self.made.on):
            self.made.problems.append(Problem(None, why))

    def _meet(self):
        """Everybody on the list; returns the ids of the people it means."""
        met = {}
        for councillor in self.listed:
            person = self._find(councillor)
            if person and person.pk in met:
                self._refuse(councillor, f"“{councillor.name}” is the person whom line {met[person.pk]} names already.")
            elif person:
                met[person.pk] = councillor.line
            self._place(councillor, person)
        return met

    def _find(self, councillor):
        person = self.known.by_id.get(councillor.source_id)
        if person:
            self._check_same(councillor, person)
            return person
        same = self.known.named(councillor)
        if len(same) > 1:
            self._refuse(councillor, f"{len(same)} members here are called “{councillor.name}”, and no id tells whom.")
        if not same:
            self._check_new(councillor)
        return same[0] if same else None

    def _check_same(self, councillor, person):
        """An id is worth nothing once it passes from one person to another."""
        if person.category != Person.Category.MEMBER:
            kind = person.get_category_display().lower()
            self._refuse(councillor, f"the id {councillor.member_id} belongs to {person}, who is here as: {kind}.")
        if names.are_same(person.name, councillor.name):
            return
        elsewhere = self._elsewhere(person.name, councillor)
        if elsewhere:
            self._refuse(
                councillor,
                f"the id {councillor.member_id} was that of “{person.name}” and is now that of “{councillor.name}”, "
                f"while “{elsewhere.name}” has the id {elsewhere.member_id or 'none'} on line {elsewhere.line}. "
                "The ids of the list have changed.",
            )
        elif names.are_strangers(person.name, councillor.name):
            self._refuse(
                councillor,
                f"the id {councillor.member_id} belongs to “{person.name}”, and the list gives it to "
                f"“{councillor.name}”. If that is one person with a new name, change the name on their page first.",
            )

    def _elsewhere(self, name, councillor):
        """Another line of the list with this name, unless its id has borne that name before."""
        others = (one for one in self.listed if one is not councillor and names.are_same(one.name, name))
        return next((one for one in others if not self._is_known_as(one, name)), None)

    def _is_known_as(self, councillor, name):
        person = self.known.by_id.get(councillor.source_id)
        return person is not None and names.are_same(person.name, name)

    def _check_new(self, councillor):
        """A new id with the name of somebody who sits, whose own id is gone from the list, is a changed id."""
        for person in self.known.people:
            if person.source_id in self.ids or not names.are_same(person.name, councillor.name):
                continue  # somebody else of that name is on the list too
            if self.known.sits(person):
                self._refuse(
                    councillor,
                    f"“{councillor.name}” has the id {councillor.member_id} here, and is known with the id "
                    f"{person.source_id.partition(':')[2]}, which the list does not have. The ids of the list have "
                    "changed. If these are two people, note the leaving of the first on their page.",
                )
            else:
                words = f"“{councillor.name}” is brought in as somebody new: the {person} of before had another id."
                self.made.notes.append(words)

    def _place(self, councillor, person):
        """Into the one list of the plan where the councillor belongs."""
        if person is None:
            self.made.joins.append(Entry(councillor, None, tuple(self._affiliations(councillor, None))))
            return
        entry = Entry(councillor, person, (*self._affiliations(councillor, person), *_columns(councillor, person)))
        self._check_not_ahead(entry)
        if self.known.sits(person):
            (self.made.changes if entry.changes else self.made.unchanged).append(entry)
        else:
            (self.made.returns if self.known.sat_before(person) else self.made.joins).append(entry)

    def _check_not_ahead(self, entry):
        """What a later list said stands; an earlier one cannot be slid in before it."""
        person, name = entry.person, entry.councillor.name
        if not self.known.sits(person):
            later, words = self.known.sits_later(person), f"“{name}” is a councillor"
        else:
            kinds = [change.what for change in entry.changes if change.is_dated]
            later, words = self.known.is_ahead(person, kinds), f"what the list says of “{name}” is known"
        if later:
            words += f" from {dates.day(later)} already. A list of an earlier day cannot follow: choose that day, or a "
            self._refuse(entry.councillor, f"{words}later one.")

    def _affiliations(self, councillor, person):
        for kind in KINDS:
            becomes = getattr(councillor, kind)
            was = self.known.affiliation(person, kind) if person else ""
            taken_away = kind == Kind.GROUP and self.tells_groups and was
            if becomes == was or not (becomes or taken_away):
                continue
            yield Change(kind, was, becomes)

    def _part_with(self, people):
        on = self.made.on
        lasting = Appointment.objects.on(on).filter(person__in=people).exclude(office__kind=OfficeKind.COUNCILLOR)
        held = {}
        for appointment in lasting.select_related("office__remit").order_by("office__label", "pk"):
            held.setdefault(appointment.person_id, []).append(appointment)
        for person in people:
            party, ward = (self.known.affiliation(person, kind) for kind in (Kind.PARTY, Kind.WARD))
            self.made.leaves.append(Leaver(person, party, ward, tuple(held.get(person.pk, ()))))

    def _note(self):
        made, nameless = self.made, sum(not one.source_id for one in self.listed)
        if made.after != made.before and made.before:
            made.notes.append(
                f"The council has {made.before} members before that day and {made.after} from then on. "
                "Check that the list is whole."
            )
        if nameless:
            made.notes.append(
                f"{nameless} of {len(self.listed)} lines have no id. These people are known by their names alone."
            )
        made.notes += [_ended(one, made.on) for one in self.listed if _has_ended(one, made.on)]

    def _refuse(self, councillor, words):
        self.made.problems.append(Problem(councillor.line, words))


def _columns(councillor, person):
    """What the list leaves empty is not taken away; an id that another source gave stays."""
    for what in ("name", "email", "telephone"):
        was, becomes = getattr(person, what), getattr(councillor, what)
        if becomes and becomes != was:
            yield Change(what, was, becomes)
    if councillor.source_id and not person.source_id:
        yield Change("source_id", "", councillor.source_id)


def _has_ended(councillor, on):
    """
    Does the file say of every term that it ended before the day?

    That is told and not acted on: the end of a term is what somebody once planned, a member goes on until the
    fourth day after the election, and whoever is elected again goes on without a break. For the same reason no
    appointment gets its last day from a term: it would shut out on that day a member who was elected again.
    """
    return bool(councillor.terms) and all(term.ends_on and term.ends_on < on for term in councillor.terms)


def _ended(councillor, on):
    last = max(term.ends_on for term in councillor.terms)
    return (
        f"Line {councillor.line}: the file says that the last term of “{councillor.name}” ended on {dates.day(last)}, "
        "and still lists them. Check that the list is the one after the election."
    )
