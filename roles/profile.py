"""A role profile: what somebody must do as a corporate parent on a day, why, and how they are doing it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from roles import acknowledging, holders, moves, tiers, training
from roles.models import Appointment, Evidence, Provision, Responsibility, Wording
from roles.models.responsibilities import Theme

YEAR = timedelta(days=365)

THEMES = {
    Theme.KNOW: "Know the children, what they are owed, and how things stand for them.",
    Theme.ASK: "Ask the questions that a parent would ask, and go on until there is an answer.",
    Theme.LISTEN: "Listen to children, care leavers and those who look after them, and tell them what came of it.",
    Theme.ACT: "Do something about it: turn up, put things right, and see that they stay right.",
    Theme.LEAD: "Set the direction, answer for it, and bring others along.",
}


@dataclass(frozen=True)
class Deed:
    """Something that the reader did, with the codes of what it counts for. Shown to nobody else."""

    pk: int
    kind: str
    done_on: date
    note: str
    codes: tuple

    @property
    def label(self):
        return Evidence.Kind(self.kind).label


@dataclass
class Item:
    """One responsibility as its holder reads it."""

    duty: tiers.Duty
    overlaps: list = field(default_factory=list)
    together_with: list = field(default_factory=list)
    encouraged: list = field(default_factory=list)
    asked: str = ""  # "new" or "changed" while it waits to be acknowledged
    deeds: list = field(default_factory=list)

    @property
    def wording(self):
        return self.duty.wording

    @property
    def code(self):
        return self.duty.code

    @property
    def last_done(self):
        return max((deed.done_on for deed in self.deeds), default=None)


@dataclass
class Profile:
    """A person's role on a day. What is theirs alone (acknowledged, done, due) is empty in anybody else's eyes."""

    person: object
    day: date
    appointments: list
    held: list
    items: list
    law: list = field(default_factory=list)
    taken: dict = field(default_factory=dict)
    deeds: list = field(default_factory=list)
    moves: list = field(default_factory=list)
    courses: list = field(default_factory=list)

    @property
    def is_parent(self):
        return tiers.is_parent(self.person)

    @property
    def highest(self):
        return self.held[0] if self.held else None

    @property
    def current(self):
        return [item for item in self.items if not item.wording.historic]

    @property
    def historic(self):
        return [item for item in self.items if item.wording.historic]

    @property
    def outstanding(self):
        """The wordings that wait to be acknowledged."""
        return [item.wording for item in self.items if item.asked]

    @property
    def acknowledged_at(self):
        """When something was acknowledged last, or None."""
        return max(self.taken.values(), default=None)

    @property
    def next_course(self):
        return next((standing for standing in self.courses if standing.is_open), None)

    @property
    def lately(self):
        """What was done in the year up to this day."""
        return [deed for deed in self.deeds if deed.done_on > self.day - YEAR]

    @property
    def done_by_kind(self):
        """[(label, number)] of the last year, in the order of the kinds."""
        numbers = Counter(deed.kind for deed in self.lately)
        return [(label, numbers[kind]) for kind, label in Evidence.Kind.choices if numbers[kind]]


def of(person, day):
    """What anybody who may see this person's role sees of it. Four queries."""
    appointments = tiers.appointments_on(person, day)
    return _profile(person, day, appointments, tiers.wordings_on(day) if appointments else [])


def mine(viewer, day):
    """The whole profile of whoever is looking, for today. Nine queries, whatever they hold and did."""
    person = viewer.person
    if not tiers.is_parent(person):
        return of(person, day)
    ever = list(Appointment.objects.held_by(person).order_by("starts_on", "pk"))
    wordings = list(Wording.objects.in_order())
    made = _profile(person, day, *(moves.in_force(rows, day) for rows in (ever, wordings)))
    made.taken, made.deeds = acknowledging.taken_on(person), deeds(viewer)
    _say_what_waits(made)
    _say_what_was_done(made)
    made.moves = moves.through(ever, wordings)
    made.courses = training.due(person, day)
    return made


def deeds(viewer):
    """What the viewer noted that they did, newest first. One query."""
    rows = Evidence.objects.visible_to(viewer).standing().order_by("-done_on", "-pk", "responsibilities__order")
    found = {}
    for *deed, code in rows.values_list("pk", "kind", "done_on", "note", "responsibilities__code"):
        found.setdefault(tuple(deed), []).append(code)
    return [Deed(*deed, tuple(codes)) for deed, codes in found.items()]


def levels_of(held):
    """The levels somebody stands on: the highest they hold and, because they build on each other, all below it."""
    return tiers.HIGHEST_FIRST[tiers.HIGHEST_FIRST.index(held[0].tier) :] if held else ()


def by_tier(items, held):
    """
    [{tier, label, is_held, count, themes: [{theme, meaning, items}], historic}], the highest level held first.

    What is history stands apart: the two must not be mistaken for each other. Some duties name somebody who is
    not at their level, and a duty of an organisation has none: these stand last.
    """
    mine = levels_of(held)
    levels = sorted([*tiers.HIGHEST_FIRST, ""], key=lambda level: level not in mine)
    groups = (_group(level, [item for item in items if item.duty.tier == level], mine) for level in levels)
    return [group for group in groups if group["count"] or group["historic"]]


def ladder(profile):
    """The three levels from the widest to the narrowest, for the picture."""
    mine = levels_of(profile.held)
    widest_first = reversed(tiers.HIGHEST_FIRST)
    return [{"name": tier.label, "meaning": tiers.MEANING[tier], "mine": tier in mine} for tier in widest_first]


def _group(level, items, mine):
    current = [item for item in items if not item.wording.historic]
    return {
        "tier": level,
        "label": level.label if level else "Without a level",
        "is_held": level in mine,
        "count": len(current),
        "themes": [_theme(theme, current) for theme in Theme if any(_is_of(item, theme) for item in current)],
        "historic": [item for item in items if item.wording.historic],
    }


def _theme(theme, items):
    return {"theme": theme, "meaning": THEMES[theme], "items": [item for item in items if _is_of(item, theme)]}


def _is_of(item, theme):
    return item.wording.theme == theme


def _profile(person, day, appointments, wordings):
    if not tiers.is_parent(person):
        return Profile(person, day, appointments, held=[], items=[])
    duties = tiers.duties_through(appointments, wordings)
    held_kinds = {appointment.office.kind for appointment in appointments}
    alike = _overlaps(duties, wordings)
    items = [_item(duty, alike, held_kinds) for duty in duties]
    law = _law(held_kinds, day) if appointments else []
    return Profile(person, day, appointments, tiers.tiers_held(appointments), items, law)


def _item(duty, alike, held_kinds):
    wording = duty.wording
    others = [key for key in wording.held_by if not holders.kinds([key]) & held_kinds] if wording.is_joint else []
    encouraged = holders.labels(wording.done_by) if duty.encourages else []
    return Item(duty, alike.get(wording.responsibility_id, []), holders.labels(others), encouraged)


def _overlaps(duties, wordings):
    """{responsibility: wordings in force that say much the same}, for those that fall to somebody. One query."""
    in_force = {wording.responsibility_id: wording for wording in wordings}
    wanted = [duty.wording.responsibility_id for duty in duties]
    links = Responsibility.overlaps.through.objects.filter(from_responsibility__in=wanted)
    found = {}
    for one, other in links.order_by("to_responsibility__order").values_list(
        "from_responsibility", "to_responsibility"
    ):
        if other in in_force:
            found.setdefault(one, []).append(in_force[other])
    return found


def _law(held_kinds, day):
    """The provisions in force that name an office of these kinds. One query."""
    return [one for one in Provision.objects.all() if one.in_force_on(day) and holders.kinds(one.held_by) & held_kinds]


def _say_what_waits(profile):
    waiting = {
        wording.pk
        for wording in acknowledging.outstanding(
            profile.person, [item.duty for item in profile.items], taken=profile.taken
        )
    }
    known = {responsibility for responsibility, *_ in profile.taken}
    for item in profile.items:
        if item.wording.pk in waiting:
            item.asked = "changed" if item.wording.responsibility_id in known else "new"


def _say_what_was_done(profile):
    by_code = {}
    for deed in profile.deeds:
        for code in deed.codes:
            by_code.setdefault(code, []).append(deed)
    for item in profile.items:
        item.deeds = by_code.get(item.code, [])
