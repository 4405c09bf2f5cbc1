"""How elected members are engaged: the meetings, training, visits and events of each. Days and counts, never notes."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max

from committees import attendance
from roles import training
from roles.models import Affiliation, Appointment, Evidence, Person, Visit

Kind = Evidence.Kind


@dataclass
class Engaged:
    """One member: what they did in a period, and what training is late today."""

    person: Person
    party: str = ""
    meetings: attendance.Tally = field(default_factory=attendance.Tally)
    trained: int = 0
    trained_on: date | None = None
    overdue: list = field(default_factory=list)
    visits: int = 0
    visited_on: date | None = None
    noted: dict = field(default_factory=dict)
    noted_on: date | None = None

    @property
    def childrens_council(self):
        return self.noted.get(Kind.CHILDRENS_COUNCIL, 0)

    @property
    def events(self):
        return self.noted.get(Kind.EVENT, 0)

    @property
    def others(self):
        """What else they noted that they did."""
        return sum(self.noted.values()) - self.childrens_council - self.events

    @property
    def last(self):
        """The last day on which they did anything of it, or None."""
        days = [self.meetings.last, self.trained_on, self.visited_on, self.noted_on]
        return max((day for day in days if day), default=None)

    @property
    def nothing_yet(self):
        return self.last is None


def members(day):
    """Elected members in office on a day: a queryset, by name."""
    held = Appointment.objects.on(day).values("person")
    return Person.objects.here_on(day).filter(category=Person.Category.MEMBER, pk__in=held)


def parties(day):
    """{person's id: party} on a day. One query."""
    of_day = Affiliation.objects.on(day).filter(kind=Affiliation.Kind.PARTY).order_by("starts_on")
    return dict(of_day.values_list("person", "name"))


def of(people, viewer, within, *, day, bodies, belongs):
    """
    The Engaged of these people in a period, in the order given; `belongs` as parties gave it.

    Meetings are those of these bodies, which the viewer may know of. Eight queries, however many people.
    """
    found = {person.pk: Engaged(person, belongs.get(person.pk, "")) for person in people}
    meetings = attendance.held([body.pk for body in bodies], within)
    for pk, tally in attendance.of_people(meetings).items():
        if pk in found:
            found[pk].meetings = tally
    _add_training(found, people, within, day)
    _add_visits(found, viewer, within)
    _add_noted(found, viewer, within)
    return list(found.values())


def _add_training(found, people, within, day):
    for pk, standings in training.standing(people, day).items():
        done = [one.done_on for one in standings if one.done_on and _is_within(one.done_on, within)]
        found[pk].trained, found[pk].trained_on = len(done), max(done, default=None)
        found[pk].overdue = [one.course.name for one in standings if one.state == "overdue"]


def _is_within(day, within):
    return day <= within.last and (within.first is None or within.first <= day)


def _add_visits(found, viewer, within):
    made = Visit.objects.visible_to(viewer).filter(visitor__in=found, **within.within("done_on"))
    for pk, number, last in made.order_by().values_list("visitor").annotate(Count("pk"), Max("done_on")):
        found[pk].visits, found[pk].visited_on = number, last


def _add_noted(found, viewer, within):
    noted = Evidence.objects.counted_for(viewer).standing().filter(person__in=found, **within.within("done_on"))
    rows = noted.order_by().values_list("person", "kind").annotate(Count("pk"), Max("done_on"))
    for pk, kind, number, last in rows:
        one = found[pk]
        one.noted[kind] = number
        one.noted_on = max(one.noted_on or last, last)


# --- In which order


def _by_share(one):
    """The least of the meetings first; those of whom nothing is known last."""
    share = one.meetings.share
    return (share is None, share or 0, one.person.name)


ORDERS = {
    "name": ("By name", lambda one: one.person.name),
    "meetings": ("Fewest meetings first", _by_share),
    "training": ("Most training overdue first", lambda one: (-len(one.overdue), one.person.name)),
    "silent": ("Longest without anything first", lambda one: (one.last or date.min, one.person.name)),
}


def in_order(rows, key):
    """The rows as asked for; by name when nothing or nonsense was."""
    _, order = ORDERS.get(key) or ORDERS["name"]
    return sorted(rows, key=order)
