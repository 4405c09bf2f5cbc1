"""What the page "At the meeting" shows: who is here, the agenda with the state of each item, and one item at a time."""

from dataclasses import dataclass, field
from functools import cached_property

from committees import exempt
from committees.models import Attendance, Exclusion, Meeting, Minute, Stay, Substitution
from committees.room import clock, places, quorum, substitutes, writing
from corporate_parenting.lib import dates

How = Attendance.How
LINK, STANDS_IN = "link", "stands_in"
# What is done under an item before its minute is written, and after.
PARTS = {
    "before": ["committees/room/interests.html", "committees/room/exclusion.html"],
    "after": ["committees/room/decisions.html", "committees/room/actions.html"],
}
LABELS = {
    How.PRESENT: "Present",
    LINK: "By link",
    How.APOLOGIES: "Apologies",
    How.ABSENT: "Absent",
    STANDS_IN: "Substitute",
    How.ATTENDING: "In attendance",
    How.SUBSTITUTE: "Standing in",
}


@dataclass
class Who:
    """One line of the attendance: somebody who is expected, or came."""

    key: str
    name: str
    words: str
    place: object = None
    row: object = None
    stays: list = field(default_factory=list)
    stand_in: object = None
    stands_for: object = None
    # What was typed and could not be recorded, and why.
    typed: dict = field(default_factory=dict)
    error: str = ""

    @cached_property
    def choice(self):
        """How they are recorded, as one of the choices; empty while nobody said."""
        if self.stand_in and not self.is_here:
            return STANDS_IN
        if self.row is None or not self.row.how:
            return ""
        return LINK if self.last and self.last.is_remote and self.is_here_by_record else self.row.how

    @property
    def chosen(self):
        return self.typed.get("how") or self.choice

    @property
    def is_here_by_record(self):
        return self.row.how in (How.PRESENT, How.SUBSTITUTE, How.ATTENDING)

    @property
    def last(self):
        return self.stays[-1] if self.stays else None

    @property
    def is_here(self):
        return bool(self.last and self.last.left_at is None)

    @property
    def choices(self):
        """[(value, label, is chosen)] of what can be said of them."""
        return [(value, LABELS[value], value == self.chosen) for value in self._values]

    @property
    def _values(self):
        if self.stands_for or (self.row and self.row.how == How.SUBSTITUTE):
            return [How.SUBSTITUTE, How.ABSENT]
        if self.place is None or self.place.attends or self.place.stands_in:
            return [How.ATTENDING, LINK, How.APOLOGIES, How.ABSENT]
        values = [How.PRESENT, LINK, How.APOLOGIES, How.ABSENT]
        return [*values, STANDS_IN] if self.place.votes else values

    @property
    def times(self):
        """When they were here, in words: what was different from the whole meeting."""
        opened = self.row.meeting.opened_at if self.row else None
        ended = self.row.meeting.ended_at if self.row else None
        said = []
        for stay in self.stays:
            came = "" if stay.came_at == opened else f"came {dates.clock(stay.came_at)}"
            left = f"left {dates.clock(stay.left_at)}" if stay.left_at and stay.left_at != ended else ""
            why = f" for item {stay.left_for.printed_number}" if left and stay.left_for else ""
            said += [came, f"{left}{why}"]
        return ", ".join(filter(None, said))


@dataclass
class Line:
    """One item of the agenda and how far it is."""

    item: object
    minute: object
    is_over: bool

    @property
    def state(self):
        if self.item.withdrawn_at:
            return "withdrawn"
        if self.minute and self.minute.ended_at:
            return "done"
        if self.minute and self.minute.began_at:
            return "now"
        return "not taken" if self.is_over else "to come"


class Room:
    """Everything the page needs about a meeting, in a number of queries that neither people nor items change."""

    def __init__(self, meeting, item=None):
        self.meeting, self.places = meeting, places.of(meeting)
        self.is_open = bool(meeting.opened_at and not meeting.ended_at)
        self.is_over = meeting.ended_at is not None
        minutes = writing.of(meeting)
        items = list(meeting.items.select_related("late_agreed_by", "called"))
        for one in items:
            one.meeting = meeting
        self.lines = [Line(one, minutes.get(one.pk), self.is_over) for one in items]
        self.chosen = self._chosen(item)
        self._read_people()
        self.known = quorum.read(meeting, self.places, self.stays)
        self.quorum = quorum.quorum_at(meeting, item=self.item, known=self.known)

    def _chosen(self, item):
        if item is not None:
            return next((line for line in self.lines if line.item.pk == item.pk), None)
        for state in ("now", "to come"):
            if found := next((line for line in self.lines if line.state == state), None):
                return found
        return self.lines[-1] if self.lines else None

    @property
    def item(self):
        return self.chosen.item if self.chosen else None

    @property
    def minute(self):
        return (self.chosen.minute if self.chosen else None) or Minute(edition=0)

    @property
    def following(self):
        """The Line that comes after the chosen one and is not withdrawn."""
        after = self.lines[self.lines.index(self.chosen) + 1 :] if self.chosen else []
        return next((line for line in after if line.state != "withdrawn"), None)

    @property
    def before(self):
        """The Line before the chosen one."""
        place = self.lines.index(self.chosen) if self.chosen else 0
        return self.lines[place - 1] if place else None

    def _read_people(self):
        rows = list(self.meeting.attendances.exclude(how="").select_related("person"))
        stays = Stay.objects.filter(attendance__meeting=self.meeting, attendance__in=rows)
        self.stays = list(stays.select_related("attendance__person", "left_for"))
        named = Substitution.objects.filter(meeting=self.meeting, ended_at=None).select_related("person", "absent")
        self.stand_ins = {one.absent_id: one for one in named}
        for row in rows:
            row.meeting = self.meeting
        self.rows = rows
        self.people = self._expected() + self._others()

    def _expected(self):
        rows = {row.person_id: row for row in self.rows if row.person_id}
        places_ = [place for place in self.places.values() if place.is_expected]
        return [self._who(rows.get(place.person.pk), place) for place in places_]

    def _others(self):
        """Substitutes who were named, and whoever else is recorded."""
        known = {pk for pk, place in self.places.items() if place.is_expected}
        rows = {row.person_id: row for row in self.rows if row.person_id}
        named = [one for one in self.stand_ins.values() if one.person_id not in rows]
        others = [self._who(row, self.places.get(row.person_id)) for row in self.rows if row.person_id not in known]
        return [self._named(one) for one in named] + others

    def _who(self, row, place):
        person = row.person if row else place.person
        stays = [stay for stay in self.stays if row and stay.attendance_id == row.pk]
        stands_for = self._stands_for(person)
        words = f"for {stands_for.absent}" if stands_for else (row.role if row and not place else place.words)
        key = f"p{person.pk}" if person else f"a{row.pk}"
        stand_in = self.stand_ins.get(person.pk) if person else None
        name = person.name if person else row.name
        return Who(key, name, words, place, row, stays, stand_in, stands_for)

    def _named(self, one):
        words = f"for {one.absent}"
        return Who(f"p{one.person_id}", one.person.name, words, self.places.get(one.person_id), stands_for=one)

    def _stands_for(self, person):
        return next((one for one in self.stand_ins.values() if person and one.person_id == person.pk), None)

    @cached_property
    def candidates(self):
        """Who may stand in for somebody at this meeting."""
        return substitutes.candidates(self.meeting, self.places)

    @cached_property
    def may_preside(self):
        """Who can be said to preside, whoever usually does first."""
        usual = places.who_presides(self.places, self.rows)
        found = [place for place in self.places.values() if place.presides]
        return sorted(found, key=lambda place: place is not usual)

    @property
    def presides_outside(self):
        """Whoever presides is not in the room."""
        pk = self.meeting.presiding_id
        there = {stay.attendance.person_id for stay in self.stays if stay.left_at is None}
        return self.is_open and pk is not None and pk not in there

    @property
    def expected_back(self):
        """Those who left for an item that is done: they can come back."""
        done = {line.item.pk for line in self.lines if line.state == "done"}
        return [who for who in self.people if who.last and who.last.left_at and who.last.left_for_id in done]

    @property
    def unsaid(self):
        """Those who are expected and of whom nobody has said anything."""
        return [who for who in self.people if not who.choice]

    @cached_property
    def is_private_now(self):
        """Is the chosen item likely to be private, or was the public sent out for it?"""
        return self.item.likely_private or Exclusion.objects.filter(items=self.item, is_carried=True).exists()

    @property
    def marking(self):
        """What stands on copies for an item of part 2."""
        return exempt.marking(None, self.item) if self.item.likely_private else ""

    @property
    def clock_now(self):
        return dates.clock(clock.now(self.meeting))

    @property
    def status_words(self):
        """When the meeting was opened and ended, in words."""
        meeting = self.meeting
        if self.is_over:
            how = "Ended, inquorate," if meeting.status == Meeting.Status.INQUORATE else "Ended"
            return f"{how} at {dates.clock(meeting.ended_at)}"
        return f"Opened at {dates.clock(meeting.opened_at)}" if meeting.opened_at else "Not opened yet"
