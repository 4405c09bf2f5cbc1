"""What nobody does today: five questions that a clerk asks of the whole council. Every answer is for a day."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, TextChoices

from roles import acknowledging, appointments, holders, tiers, training, visiting
from roles.models import Appointment, Office, Organisation, Person, Remit, Visit
from roles.permissions import OfficeKind

# Functions of a day that give a condition on an Office: an app that makes offices says which of them still stand.
STANDS = []


# --- Responsibilities that nobody holds


class State(TextChoices):
    """Why a responsibility is not held."""

    NOBODY = "nobody", "Nobody is appointed"
    NO_ORGANISATION = "no_organisation", "No such organisation is listed"
    NO_CONTACT = "no_contact", "No organisation names a contact"
    IN_PART = "in_part", "Held jointly, and one holder is missing"


# When all of several classes are missing, what is nearest to being put right is said.
NEAREST = (State.NO_CONTACT, State.NO_ORGANISATION, State.NOBODY)


@dataclass(frozen=True)
class Gap:
    """A responsibility that is not held, why, and the classes of holders that are missing."""

    wording: object
    state: State
    missing: list


def kinds_held(day):
    """The kinds of office in which somebody is on a day, acting or not. One query."""
    return set(Appointment.objects.on(day).order_by().values_list("office__kind", flat=True).distinct())


def contacts(day):
    """{kind of organisation: does one of that kind name a contact who is here?}, of those listed. One query."""
    found = {}
    for kind, contact, left_on in here(day).values_list("kind", "contact", "contact__left_on"):
        found[kind] = found.get(kind, False) or (contact is not None and (left_on is None or left_on > day))
    return found


def here(day):
    """The organisations that had not ended by a day."""
    return Organisation.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day))


def gaps(wordings, held, organisations):
    """The Gaps among these wordings; `held` as kinds_held gave it, `organisations` as contacts did. No query."""
    found = (_gap(wording, held, organisations) for wording in wordings if not wording.historic)
    return [gap for gap in found if gap]


def _gap(wording, held, organisations):
    states = {key: _state(holders.RULES[key], held, organisations) for key in wording.held_by}
    missing = {key: state for key, state in states.items() if state}
    if len(missing) < len(states):
        return Gap(wording, State.IN_PART, holders.labels(missing)) if missing and wording.is_joint else None
    state = next((state for state in NEAREST if state in missing.values()), State.NOBODY)
    return Gap(wording, state, holders.labels(missing))


def _state(rule, held, organisations):
    """Nothing when somebody of the class is there. The council itself always is."""
    if rule.kinds:
        return None if rule.kinds & held else State.NOBODY
    if not rule.organisation or organisations.get(rule.organisation):
        return None
    return State.NO_CONTACT if rule.organisation in organisations else State.NO_ORGANISATION


# --- Posts that are vacant


@dataclass
class Vacancy:
    """A post without a holder in their own right: who acts in it, who held it last, and who comes next."""

    office: Office
    acting: list = field(default_factory=list)
    last: Appointment | None = None
    next: Appointment | None = None

    @property
    def since(self):
        """The first day without a holder; None when nobody held it before."""
        return self.last.ends_on + appointments.DAY if self.last else None

    @property
    def unmade(self):
        """Has nobody ever been appointed, so that there is not even an office?"""
        return self.office.pk is None


def posts(viewer, day):
    """Every office that stands on a day and that this viewer may know, with `filled`: a holder in their own right."""
    holder = Appointment.objects.on(day).filter(office=OuterRef("pk"), acting=False)
    known = Q(remit=None) | Q(remit__in=Remit.objects.visible_to(viewer))
    standing = [condition(day) for condition in STANDS]
    return Office.objects.filter(known, *standing).annotate(filled=Exists(holder)).select_related("remit")


def unmade():
    """The offices of one holder to which this council has never appointed anybody, unsaved. One query."""
    kinds = set(Office.objects.filter(kind__in=appointments.SINGLE_HOLDER).values_list("kind", flat=True))
    missing = [kind for kind in OfficeKind if kind in appointments.SINGLE_HOLDER - kinds]
    return [Office(kind=kind, label=kind.label, single_holder=True) for kind in missing]


def vacancies(offices, day):
    """The Vacancy of each of these offices that has no holder, the longest vacant first. Two queries."""
    empty = {office.pk: Vacancy(office) for office in offices.filter(filled=False)}
    rows = Appointment.objects.filter(office__in=empty).select_related("person").order_by("starts_on", "pk")
    for one in rows:
        _place(empty[one.office_id], one, day)
    return sorted(empty.values(), key=lambda vacancy: (vacancy.since or date.max, vacancy.office.label))


def _place(vacancy, one, day):
    if one.starts_on > day:
        vacancy.next = vacancy.next or one
    elif one.ends_on is None or one.ends_on >= day:
        vacancy.acting.append(one)
    elif not one.acting and (vacancy.last is None or one.ends_on > vacancy.last.ends_on):
        vacancy.last = one


# --- People: what is not acknowledged, and who is not trained


def asked(day):
    """
    Everybody who holds an office on a day and can be asked to acknowledge and to train.

    Not young people who sit on a body: nobody sends reminders to a child.
    """
    held = Appointment.objects.on(day).values("person")
    return Person.objects.here_on(day).filter(pk__in=held).exclude(category=Person.Category.YOUNG)


def elected(people):
    """Those of these people (a queryset) who are elected members."""
    return people.filter(category=Person.Category.MEMBER)


@dataclass(frozen=True)
class Unread:
    """Somebody who has responsibilities that they have not acknowledged, and how many."""

    person: Person
    number: int


def unacknowledged(people, day, *, wordings=None):
    """The Unread among these people, most first. The queries of acknowledging.missing."""
    numbers = acknowledging.missing(people, day, wordings=wordings)
    found = [Unread(person, numbers[person.pk]) for person in people if numbers[person.pk]]
    return sorted(found, key=lambda one: (-one.number, one.person.name))


@dataclass(frozen=True)
class Untrained:
    """Somebody without an induction, or with a course overdue: the standings (roles.training) of these courses."""

    person: Person
    inductions: list
    overdue: list

    @property
    def due_on(self):
        """The earliest day by which something of it is, or was, due."""
        return min(one.due_on for one in [*self.inductions, *self.overdue])

    @property
    def is_overdue(self):
        return bool(self.overdue) or any(one.state == "overdue" for one in self.inductions)


def untrained(people, day):
    """The Untrained among these people, the longest overdue first. The queries of training.standing."""
    found = []
    for person, standings in _with(people, training.standing(people, day)):
        inductions = [one for one in standings if one.course.is_induction and one.done_on is None]
        overdue = [one for one in standings if one.state == "overdue" and one not in inductions]
        if inductions or overdue:
            found.append(Untrained(person, inductions, overdue))
    return sorted(found, key=lambda one: (one.due_on, one.person.name))


def _with(people, by_id):
    return ((person, by_id[person.pk]) for person in people)


# --- Visits to homes


def visits(day, within=None):
    """The visits that count by a day, in a period where one is given: a queryset, for `visiting.tally`."""
    due = Visit.objects.so_far(day)
    return due.filter(**within.within("due_on")) if within else due


# --- All five at once


@dataclass(frozen=True)
class Overview:
    """The five answers as numbers, with what a sentence about each needs."""

    gaps: list
    responsibilities: int
    vacant: int
    posts: int
    unread: list
    asked: int
    untrained: list
    members: int
    figures: object

    @property
    def without_induction(self):
        return [one for one in self.untrained if one.inductions]

    @property
    def overdue(self):
        """Those whose induction is done and some other course overdue."""
        return [one for one in self.untrained if not one.inductions]


def overview(viewer, day, within=None):
    """The five answers of a day. Eleven queries, however many people and however long the catalogue."""
    words = tiers.wordings_on(day)
    current = [wording for wording in words if not wording.historic]
    offices = _offices(viewer, day)
    filled = [filled for _, seen, filled, _ in offices if seen]
    never = len(appointments.SINGLE_HOLDER - {kind for kind, *_ in offices})
    people = list(asked(day))
    members = [person for person in people if person.category == Person.Category.MEMBER]
    return Overview(
        gaps=gaps(current, {kind for kind, _, _, held in offices if held}, contacts(day)),
        responsibilities=len(current),
        vacant=filled.count(False) + never,
        posts=len(filled) + never,
        unread=unacknowledged(people, day, wordings=words),
        asked=len(people),
        untrained=untrained(members, day),
        members=len(members),
        figures=visiting.tally(visits(day, within), day),
    )


def _offices(viewer, day):
    """(kind, is it among `posts`, is it `filled`, is anybody in it at all) of every office. One query."""
    anybody = Appointment.objects.on(day).filter(office=OuterRef("pk"))
    seen = posts(viewer, day).filter(pk=OuterRef("pk"))
    told = Office.objects.annotate(seen=Exists(seen), filled=Exists(anybody.filter(acting=False)), held=Exists(anybody))
    return list(told.order_by().values_list("kind", "seen", "filled", "held"))
