"""How political balance stands on a day: what the arithmetic proposes, what was agreed, and who sits."""

from dataclasses import dataclass, field

from committees import links
from committees.balance import allocation, duty, groups, seated
from committees.models import Body, Review, Waiver

YEAR = 366
NUMBERS = {1: "one", 2: "two", 3: "three"}


@dataclass(frozen=True)
class Cell:
    """One group's seats on one body: by the arithmetic, as agreed (None: nothing was), and held."""

    group: str
    proposed: int
    agreed: int | None
    held: int
    is_today: bool = True

    @property
    def due(self):
        """What the group should hold: what the council agreed, else what the arithmetic proposes."""
        return self.proposed if self.agreed is None else self.agreed

    @property
    def difference(self):
        """How far that is from what it holds: "one too few"; empty when it is right."""
        number = abs(self.held - self.due)
        words = NUMBERS.get(number, str(number))
        return f"{words} too {'many' if self.held > self.due else 'few'}" if number else ""

    @property
    def in_words(self):
        """The group's name, or what its members are who have none."""
        return groups.in_words(self.group)


@dataclass(frozen=True)
class Line:
    """One body: whether it must be balanced and why, its seats by group, its waiver if one is in force."""

    body: Body
    duty: duty.Duty
    cells: list = field(default_factory=list)
    undecided: int = 0
    between: tuple = ()
    others: int = 0
    is_decided: bool = False  # the council has shared these seats, and the groups are as they were
    failed: str = ""  # which of (a) and (b) the agreed numbers no longer meet
    waiver: Waiver | None = None

    @property
    def held(self):
        """How many voting seats are held, by whomever."""
        return sum(cell.held for cell in self.cells) + self.others

    @property
    def vacant(self):
        """How many voting seats nobody holds; None while nobody has said how many there are."""
        return None if self.body.seats_total is None else max(0, self.body.seats_total - self.held)

    @property
    def over(self):
        """How many more hold a voting seat than there are seats."""
        return max(0, self.held - (self.body.seats_total or self.held))

    @property
    def between_in_words(self):
        """Those between whom the council decides."""
        return [groups.in_words(name) for name in self.between]

    @property
    def cells_today(self):
        """The cells of groups that there are today, in their order."""
        return [cell for cell in self.cells if cell.is_today]

    @property
    def gone(self):
        """Seats agreed for groups that are no more."""
        return sum(cell.agreed or 0 for cell in self.cells if not cell.is_today)

    @property
    def is_shared(self):
        """Is it part of the arithmetic?"""
        return self.duty.applies and not self.waiver and self.body.seats_total is not None


@dataclass(frozen=True)
class Standing:
    """The whole council on a day."""

    groups: groups.Groups
    lines: list
    totals: list
    proposal: allocation.Proposal
    review: Review | None
    nothing_to_share: str
    appointments: list

    @property
    def shared(self):
        """The bodies whose seats are shared out."""
        return [line for line in self.lines if line.is_shared]

    @property
    def seats(self):
        """How many seats are counted together."""
        return sum(line.body.seats_total for line in self.shared if line.duty.ordinary)

    @property
    def proposed(self):
        """How many of them the arithmetic gives to somebody; the others are the council's to decide."""
        return sum(total.proposed for total in self.totals)

    @property
    def held(self):
        """How many of them councillors hold."""
        return sum(total.held for total in self.totals)

    @property
    def unknown(self):
        """Bodies that must be in balance, and of which nobody has said how many seats they have."""
        return [line for line in self.lines if line.duty.applies and line.body.seats_total is None]

    @property
    def waived(self):
        return [line for line in self.lines if line.waiver]

    @property
    def not_reached(self):
        """Bodies outside section 15."""
        return [line for line in self.lines if not line.duty.applies]

    @property
    def ties(self):
        """What is left to the council and what it has not decided yet, by the body's id (None: over all of them)."""
        open_bodies = {line.body.pk for line in self.shared if line.undecided and not line.is_decided}
        return [tie for tie in self.proposal.ties if tie.key in open_bodies or (tie.key is None and open_bodies)]

    @property
    def changes(self):
        """What has changed in the groups since the council last shared out the seats, in words."""
        return groups.changes(self.review.strengths, self.groups.strengths) if self.review else []

    @property
    def is_old(self):
        """Was the last review more than a year ago? Each annual meeting is followed by one (s15(1))."""
        return bool(self.review) and (self.groups.day - self.review.decided_on).days > YEAR


@dataclass(frozen=True)
class Total:
    """One group over all bodies that are counted together: members, exact share, seats proposed and held."""

    group: str
    members: int
    share: float
    proposed: int
    held: int

    @property
    def in_words(self):
        """The group's name, or what its members are who have none."""
        return groups.in_words(self.group)


def on(day, viewer):
    """The Standing on a day, of the bodies that this viewer may know of. Nine queries, however many bodies."""
    found = groups.on(day)
    bodies = list(Body.objects.visible_to(viewer).on(day))
    waivers = {waiver.body_id: waiver for waiver in Waiver.objects.on(day).select_related("body").order_by("agreed_on")}
    above = links.parents(day)
    bound = {body.pk: duty.of(body, above.get(body.pk)) for body in bodies}
    counted = [body for body in bodies if _counts(body, bound[body.pk], waivers)]
    why_not = duty.why_nothing_is_shared(found.strengths)
    proposal = _propose(found.strengths, [] if why_not else counted, bound)
    review = Review.objects.filter(decided_on__lte=day).prefetch_related("allocations").first()
    appointments = seated.held(day, bodies)
    make = _Lines(found, proposal, review, seated.voters(appointments))
    lines = [make.line(body, bound[body.pk], waivers.get(body.pk)) for body in bodies]
    return Standing(found, lines, _totals(found, proposal, lines), proposal, review, why_not, appointments)


def _counts(body, bound, waivers):
    return bound.applies and body.seats_total is not None and body.pk not in waivers


def _propose(strengths, bodies, bound):
    shared = [allocation.Body(body.pk, body.seats_total, bound[body.pk].ordinary) for body in bodies]
    return allocation.allocate(strengths, shared)


def agreed(review):
    """{body's id: {group: seats}} as a review has it; nothing for no review."""
    found = {}
    for row in review.allocations.all() if review else []:
        found.setdefault(row.body_id, {})[row.group] = row.seats
    return found


class _Lines:
    """Makes the lines: what is the same for all of them."""

    def __init__(self, found, proposal, review, voters):
        self.found, self.proposal, self.voters = found, proposal, voters
        self.agreed = agreed(review)
        self.is_current = bool(review) and review.strengths == found.strengths
        self.ties = {tie.key: tie for tie in proposal.ties}

    def line(self, body, bound, waiver):
        held, others = self._held(body)
        row, past = self.proposal.rows.get(body.pk, {}), self.agreed.get(body.pk)
        today = self.found.strengths
        cells = [
            Cell(name, row.get(name, 0), None if past is None else past.get(name, 0), held.get(name, 0), name in today)
            for name in dict.fromkeys([*today, *(past or {})])
        ]
        undecided = self.proposal.undecided.get(body.pk, 0)
        tie = self.ties.get(body.pk) or self.ties.get(None)
        return Line(
            body,
            bound,
            cells,
            undecided,
            between=tie.between if tie and undecided else (),
            others=others,
            is_decided=self.is_current and past is not None,
            failed=allocation.failed(past, today, body.seats_total) if row and past else "",
            waiver=waiver,
        )

    def _held(self, body):
        """({group: seats held}, seats held by people who are no councillors)."""
        held, others = {}, 0
        for person in self.voters.get(body.pk, {}):
            if person in self.found.of:
                group = self.found.of[person]
                held[group] = held.get(group, 0) + 1
            else:
                others += 1
        return held, others


def _totals(found, proposal, lines):
    held = {}
    for line in lines:
        for cell in line.cells if line.is_shared and line.duty.ordinary else []:
            held[cell.group] = held.get(cell.group, 0) + cell.held
    return [_total(name, members, proposal, held) for name, members in found.strengths.items()]


def _total(name, members, proposal, held):
    seats, of = proposal.shares.get(name, (0, 1))
    return Total(name, members, seats / of, proposal.totals.get(name, 0), held.get(name, 0))
