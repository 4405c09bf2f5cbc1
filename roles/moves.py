"""On which days somebody's list of responsibilities changed, what came and went, and what made it so."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from roles import tiers
from roles.acknowledging import words_of
from roles.models import Appointment, Wording
from roles.models.responsibilities import ALWAYS

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Move:
    """
    What changed on one day, as Duty: came, went (as it was the day before), and changed (as it reads now).

    `began` and `ended` are the appointments whose first day it is, and whose last day was the day before;
    `catalogue` says whether the wordings in force changed that day.
    """

    day: object
    came: list
    went: list
    changed: list
    began: list
    ended: list
    catalogue: bool

    @property
    def is_to_come(self):
        return self.day > timezone.localdate()

    @property
    def in_short(self):
        """ "12 responsibilities came, 3 went and 1 changed"."""
        counted = ((self.came, "came"), (self.went, "went"), (self.changed, "changed"))
        said = [(len(duties), what) for duties, what in counted if duties]
        first, *rest = [f"{number} {what}" for number, what in said]
        thing = "responsibility" if said[0][0] == 1 else "responsibilities"
        first = first.replace(" ", f" {thing} ", 1)
        return " and ".join([", ".join([first, *rest[:-1]]), *rest[-1:]])


def moves(person):
    """The days on which this person's list changed or will change, the newest first. Two queries."""
    appointments = list(Appointment.objects.held_by(person).order_by("starts_on", "pk"))
    return through(appointments, list(Wording.objects.in_order())) if appointments else []


def through(appointments, wordings):
    """The same from every appointment and wording there ever was. No query."""
    lists = Lists(appointments, wordings)
    found = (_move(day, lists) for day in sorted(_days(appointments) | _days(wordings), reverse=True))
    return [move for move in found if move]


def in_force(rows, day):
    """Those of these dated rows that are in force on a day, in their order."""
    return [row for row in rows if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)]


class Lists:
    """Somebody's list on any day. Days with offices of the same kinds and the same catalogue are reckoned once."""

    def __init__(self, appointments, wordings):
        self.appointments, self.wordings = appointments, wordings
        self.turns = sorted(_days(wordings))
        self._in_force, self._duties = {}, {}

    def held_on(self, day):
        """The appointments held that day."""
        return in_force(self.appointments, day)

    def duties_on(self, day):
        """{code: Duty} of that day; each is because of the first appointment of its kind."""
        kinds = {}
        for held in self.held_on(day):
            kinds.setdefault(held.office.kind, held)
        era = sum(turn <= day for turn in self.turns)
        key = (era, frozenset(kinds))
        if key not in self._duties:
            duties = tiers.duties_through(list(kinds.values()), self._wordings(era, day)) if kinds else []
            self._duties[key] = {duty.code: duty for duty in duties}
        return self._duties[key]

    def _wordings(self, era, day):
        if era not in self._in_force:
            self._in_force[era] = in_force(self.wordings, day)
        return self._in_force[era]


def _move(day, lists):
    """What changed on this day, or None when the list stayed as it was."""
    before, after = lists.duties_on(day - DAY), lists.duties_on(day)
    came = [duty for code, duty in after.items() if code not in before]
    went = [duty for code, duty in before.items() if code not in after]
    changed = [duty for code, duty in after.items() if code in before and _differ(before[code], duty)]
    if not (came or went or changed):
        return None
    return Move(
        day=day,
        came=came,
        went=went,
        changed=changed,
        began=[held for held in lists.appointments if held.starts_on == day],
        ended=[held for held in lists.appointments if held.ends_on == day - DAY],
        catalogue=day in lists.turns,
    )


def _differ(before, after):
    """Do they say something else, or ask it at another level? A new source alone moves nothing."""
    then, now = before.wording, after.wording
    if before.tier != after.tier or then.historic != now.historic:
        return True
    return then.pk != now.pk and words_of(then) != words_of(now)


def _days(dated):
    """The first days, and the days after the last ones."""
    first = {row.starts_on for row in dated if row.starts_on > ALWAYS}
    return first | {row.ends_on + DAY for row in dated if row.ends_on}
