"""
How seats are shared between political groups: the arithmetic of the Local Government and Housing Act 1989, s15(5).

Nothing here knows the database. In the order of the Act, each principle subject to those before it:

(a) not all the seats on a body go to one group;
(b) a group with a majority of the council's members has a majority of the seats on each body;
(c) over all ordinary committees together, each group has seats in proportion to its members;
(d) on each body, each group has seats in proportion to its members.

"So far as reasonably practicable": whole seats are shared by largest remainder. Where remainders are equal,
nobody is favoured in silence: the seat stays undecided, and those with the same claim to it are named.
Members of no group count as one more claimant (NO_GROUP), to whom (a) and (b) do not apply.
"""

from dataclasses import dataclass, field
from itertools import combinations

NO_GROUP = ""
UNDECIDED = object()


@dataclass(frozen=True)
class Body:
    """A body whose seats are shared: its key, how many voting seats, and whether it is an ordinary committee."""

    key: object
    seats: int
    ordinary: bool = True


@dataclass(frozen=True)
class Tie:
    """So many seats to which several have the same claim. `key` is the body, or None: over all ordinary committees."""

    key: object
    between: tuple
    seats: int


@dataclass(frozen=True)
class Exchange:
    """Two could change a seat on any of `gives` for one on any of `takes`, and all principles be met as well."""

    one: str
    other: str
    gives: tuple
    takes: tuple


@dataclass(frozen=True)
class Proposal:
    """What the arithmetic comes to: {body's key: {group: seats}}, and what it leaves to the council."""

    rows: dict
    undecided: dict
    totals: dict
    shares: dict
    ties: list = field(default_factory=list)
    exchanges: list = field(default_factory=list)


def majority(strengths):
    """The group with more than half of all members, or None."""
    members = sum(strengths.values())
    return next((name for name, count in strengths.items() if name != NO_GROUP and 2 * count > members), None)


def order(strengths):
    """Groups by size, the largest first, then by name; members of no group last."""
    return sorted(strengths, key=lambda name: (name == NO_GROUP, -strengths[name], name))


def bounds(strengths, seats):
    """
    The fewest and the most seats on a body that principles (a) and (b) leave to each: ({name: int}, {name: int}).

    A body of one seat cannot keep (a); one of two seats cannot keep both (a) and (b), and then (a) is kept.
    """
    most = {name: seats if _is_alone(strengths, name) or seats < 2 else seats - 1 for name in strengths}
    if NO_GROUP in most:
        most[NO_GROUP] = seats
    least = dict.fromkeys(strengths, 0)
    if leading := majority(strengths):
        least[leading] = min(seats // 2 + 1, most[leading]) if seats else 0
    return least, most


def failed(row, strengths, seats):
    """Which of (a) and (b) the seats held or agreed on one body do not meet: "a", "b", "ab" or nothing."""
    letters, leading = "", majority(strengths)
    if seats > 1 and any(row.get(name, 0) >= seats and not _is_alone(strengths, name) for name in _groups(strengths)):
        letters += "a"
    if seats and leading and 2 * row.get(leading, 0) <= seats:
        letters += "b"
    return letters


def _is_alone(strengths, name):
    return strengths[name] == sum(strengths.values())


def _groups(strengths):
    return [name for name in strengths if name != NO_GROUP]


def allocate(strengths, bodies):
    """
    Share out the seats of all bodies; returns a Proposal.

    `strengths` is {group: members}, with members of no group under NO_GROUP. Ordinary committees are shared
    together (principle c), every other body by itself.
    """
    strengths = {name: strengths[name] for name in order(strengths) if strengths[name]}
    ordinary = [body for body in bodies if body.ordinary]
    rows, ties = _one_by_one(strengths, [body for body in bodies if not body.ordinary])
    totals, tie, table = _together(strengths, ordinary)
    rows |= table.rows
    if tie:
        ties.insert(0, tie)
    members, seats = sum(strengths.values()), sum(body.seats for body in ordinary)
    return Proposal(
        rows={body.key: {name: rows[body.key][name] for name in strengths} for body in bodies},
        undecided={body.key: body.seats - sum(rows[body.key][name] for name in strengths) for body in bodies},
        totals=totals,
        shares={name: (seats * count, members) for name, count in strengths.items()},
        ties=ties,
        exchanges=table.exchanges(),
    )


def _one_by_one(strengths, bodies):
    rows, ties = {}, []
    for body in bodies:
        rows[body.key], tied, left = _share(strengths, body.seats, *bounds(strengths, body.seats))
        if left:
            ties.append(Tie(body.key, tied, left))
    return rows, ties


def _together(strengths, bodies):
    """The totals over all ordinary committees first, then each committee's own share in keeping with them."""
    limits = {body.key: bounds(strengths, body.seats) for body in bodies}
    least = {name: sum(low[name] for low, _ in limits.values()) for name in strengths}
    most = {name: sum(high[name] for _, high in limits.values()) for name in strengths}
    totals, tied, left = _share(strengths, sum(body.seats for body in bodies), least, most)
    table = _Table(strengths, bodies, limits, totals | {UNDECIDED: left})
    table.meet_the_totals()
    return totals, Tie(None, tied, left) if left else None, table


def _share(strengths, seats, least, most):
    """
    Largest remainder between a fewest and a most for each: ({name: seats}, those tied, seats left to them).

    A claim is what is missing to the exact share, in members x seats, so that no fraction is ever rounded.
    """
    members = sum(strengths.values())
    given = {name: min(max(seats * count // members, least[name]), most[name]) for name, count in strengths.items()}

    def claim(name):
        return seats * strengths[name] - given[name] * members

    while (left := seats - sum(given.values())) > 0:
        open_to = [name for name in strengths if given[name] < most[name]]
        first = [name for name in open_to if claim(name) == max(map(claim, open_to))]
        if not first or len(first) > left:
            return given, tuple(first), left
        given |= {name: given[name] + 1 for name in first}
    while (over := sum(given.values()) - seats) > 0:
        open_to = [name for name in strengths if given[name] > least[name]]
        last = [name for name in open_to if claim(name) == min(map(claim, open_to))]
        given |= {name: given[name] - 1 for name in last}
        if len(last) > over:
            return given, tuple(last), len(last) - over
    return given, (), 0


class _Table:
    """
    Ordinary committees by claimant. Starts with each committee's own best share, then moves seats by the
    shortest paths until the totals are met: what it ends with is nearest to proportion of all that meet them.
    """

    def __init__(self, strengths, bodies, limits, targets):
        self.strengths, self.bodies, self.limits, self.targets = strengths, bodies, limits, targets
        self.members = sum(strengths.values())
        # Beyond the whole seats on either side of the exact share lies only what nothing else can avoid.
        self.beyond = (self.members * (sum(body.seats for body in bodies) + 1)) ** 2 * (len(bodies) + 1)
        self.columns = [*strengths, UNDECIDED]
        self.rows = {body.key: self._own_share(body) for body in bodies}
        self.steps = {body.key: self._steps(body) for body in bodies}

    def _own_share(self, body):
        row, tied, left = _share(self.strengths, body.seats, *self.limits[body.key])
        return row | {name: row[name] + 1 for name in tied[:left]} | {UNDECIDED: 0}

    def meet_the_totals(self):
        """Move seats from those who have too many over all committees to those who have too few."""
        while path := self._shortest_path():
            for giver, taker, body in path:
                self.rows[body.key][giver] -= 1
                self.rows[body.key][taker] += 1
                self.steps[body.key] = self._steps(body)

    def _total(self, name):
        return sum(row[name] for row in self.rows.values())

    def _shortest_path(self):
        """The cheapest way (Bellman and Ford's) from one with too many to one with too few: [(from, to, body)]."""
        missing = {name: self.targets[name] - self._total(name) for name in self.columns}
        costs = {name: (0, []) for name in self.columns if missing[name] < 0}
        moves = [move for one in self.columns for other in self.columns if (move := self._cheapest(one, other))]
        for _ in self.columns:
            for cost, giver, taker, body in moves:
                here = costs.get(giver)
                if here and (taker not in costs or here[0] + cost < costs[taker][0]):
                    costs[taker] = (here[0] + cost, [*here[1], (giver, taker, body)])
        ends = [costs[name] for name in self.columns if missing[name] > 0 and name in costs]
        return min(ends, key=lambda end: end[0])[1] if ends else []

    def _cheapest(self, giver, taker):
        found = [(cost, body) for body in self.bodies if (cost := self.move(body, giver, taker)) is not None]
        if giver is taker or not found:
            return None
        cost, body = min(found, key=lambda one: one[0])
        return cost, giver, taker, body

    def move(self, body, giver, taker):
        """What it costs to move a seat of a body from one to another; None where that cannot be."""
        less, more = self.steps[body.key][giver][0], self.steps[body.key][taker][1]
        return None if less is None or more is None else less + more

    def _steps(self, body):
        """What one seat less and one more costs each on a body: {name: (less, more)}, None where that cannot be."""
        return {name: self._step(body, name, seats) for name, seats in self.rows[body.key].items()}

    def _step(self, body, name, seats):
        here, near = self._cost(body, name, seats), (self._cost(body, name, seats + by) for by in (-1, 1))
        return tuple(None if cost is None else cost - here for cost in near)

    def _cost(self, body, name, seats):
        """How far so many seats are from the exact share: squared, and dear beyond the next whole seat."""
        if name is UNDECIDED:
            return 0 if seats >= 0 else None
        least, most = self.limits[body.key]
        if not least[name] <= seats <= most[name]:
            return None
        exact = body.seats * self.strengths[name]
        lowest, highest = exact // self.members, -(-exact // self.members)
        out = max(0, seats - highest, lowest - seats)
        return (seats * self.members - exact) ** 2 + out * self.beyond

    def exchanges(self):
        """Pairs that could change seats between committees at no cost: there the choice is the council's."""
        pairs = combinations(self.strengths, 2)
        return [exchange for one, other in pairs if (exchange := self._exchange(one, other))]

    def _exchange(self, one, other):
        there = [(body.key, self.move(body, one, other)) for body in self.bodies]
        back = {body.key: self.move(body, other, one) for body in self.bodies}
        free = [
            (gives, takes)
            for gives, cost in there
            for takes, price in back.items()
            if gives != takes and None not in (cost, price) and cost + price == 0
        ]
        if not free:
            return None
        gives, takes = (tuple(dict.fromkeys(keys)) for keys in zip(*free, strict=True))
        return Exchange(one, other, gives, takes)
