"""
Where boxes and lines go: boxes in a grid, lines only in the lanes between its rows and columns.

So no line crosses a box and no two boxes touch, however many there are. The same data gives the same picture: all is
sorted, nothing is left to chance.
"""

from collections import defaultdict
from dataclasses import dataclass
from textwrap import wrap

from committees.models import BodyLink
from committees.picture.lanes import Lanes

COLUMNS = 4
FOR_POSTS = 2  # columns at the right of the first two rows
WIDTH, LEADING, PAD = 224, 20, 16
LETTERS = 22  # characters of a name in a line of a box
SMALL = 25  # and of what is said under it
LANE, CLEAR = 14, 22
STEP = 24  # between two lines at one side of a box
BUSES = {BodyLink.Kind.PART_OF, BodyLink.Kind.REPORTS_TO}  # lines to the same box run together


@dataclass(frozen=True)
class Box:
    """A box in its place."""

    node: object
    x: int
    y: int
    width: int
    height: int
    name: tuple
    said: tuple


@dataclass(frozen=True)
class Line:
    """A line in its place: corners from the box that does something to the other."""

    edge: object
    points: tuple


@dataclass(frozen=True)
class Layout:
    """A finished picture: its size, its boxes and lines."""

    width: int
    height: int
    boxes: list
    lines: list


def place(bodies, posts, edges):
    """A Layout of nodes and edges. Edges to boxes that are not there are left out."""
    cells = cells_of(bodies, posts)
    nodes = {node.key: node for node in [*bodies, *posts]}
    edges = sorted(
        {edge for edge in edges if edge.low in cells and edge.high in cells and edge.low != edge.high},
        key=lambda edge: (edge.kind, cells[edge.high], cells[edge.low], edge.high, edge.low),
    )
    return _Grid(nodes, cells, edges).drawn()


def cells_of(bodies, posts):
    """{key: (row, column)}: the council first, each layer in rows of its own, the posts beside the first two rows."""
    first, row = COLUMNS - FOR_POSTS, 0
    cells = {post.key: (number // FOR_POSTS, first + number % FOR_POSTS) for number, post in enumerate(posts)}
    for layer in layers(bodies):
        waiting = list(layer)
        while waiting:
            room = COLUMNS - FOR_POSTS if posts and row < FOR_POSTS else COLUMNS
            for column, key in enumerate(waiting[:room]):
                cells[key] = (row, column)
            waiting, row = waiting[room:], row + 1
    return cells


def layers(bodies):
    """Keys by how far below the council each body stands; brothers and sisters next to each other."""
    known = {body.key: body for body in bodies}
    below = defaultdict(list)
    for body in sorted(bodies, key=lambda body: (body.name, body.key)):
        below[_above(body, known)].append(body.key)
    tops = sorted(below[""], key=lambda key: (not known[key].is_council, not below[key], known[key].name, key))
    first = [key for key in tops if known[key].is_council] or [key for key in tops if below[key]] or tops
    found, layer = [], first
    beside = [key for key in tops if key not in first]
    while layer or beside:
        found.append(layer)
        layer = [key for one in layer for key in below[one]] + beside
        beside = []
    return [layer for layer in found if layer]


def _above(body, known):
    """The key of the body it stands under; empty where that is not shown, or it would come round to itself."""
    seen, at = {body.key}, body.above
    while at in known and at not in seen:
        seen.add(at)
        at = known[at].above
    return body.above if body.above in known and at not in seen else ""


class _Grid:
    """The sizes of rows, columns and lanes, worked out one after the other."""

    def __init__(self, nodes, cells, edges):
        self.nodes, self.cells, self.edges = nodes, cells, edges
        self.rows = max((row for row, _ in cells.values()), default=0) + 1
        self.columns = max((column for _, column in cells.values()), default=0) + 1
        self.words = {key: _words(node) for key, node in nodes.items()}
        self.routes = {edge: self._route(edge) for edge in edges}
        self.ports = self._ports()
        self._set_columns()
        self._set_rows()

    def drawn(self):
        boxes = [self._box(key) for key in sorted(self.cells, key=lambda key: (self.cells[key], key))]
        lines = [Line(edge, self._points(edge)) for edge in self.edges]
        return Layout(self.right, self.bottom, boxes, lines)

    # Which lanes a line takes

    def _route(self, edge):
        """(side of the low box, lane between rows next to it, side of the high box, its lane, lane between columns)."""
        (low, low_column), (high, high_column) = self.cells[edge.low], self.cells[edge.high]
        if high < low:
            sides, rows = ("top", "bottom"), (low, high + 1)
        elif high > low:
            sides, rows = ("bottom", "top"), (low + 1, high)
        else:
            sides, rows = ("top", "top"), (low, low)
        if rows[0] == rows[1]:
            return sides, rows, None
        away = {at: abs(at - low_column - 0.5) + abs(at - high_column - 0.5) for at in range(self.columns + 1)}
        return sides, rows, min(away, key=lambda at: (away[at], at))

    def _bus(self, edge):
        """Lines of one bus share their lane and where they arrive."""
        if edge.kind in BUSES:
            return (edge.kind, edge.high, *self.routes[edge][0])
        return (edge.kind, edge.high, edge.low)

    # Where lines leave and arrive

    def _ports(self):
        """{(key, side, bus or edge): steps from the middle of the box}."""
        wanted = defaultdict(dict)
        for edge in self.edges:
            (low, high), _, _ = self.routes[edge]
            wanted[edge.low, low].setdefault(("from", edge), self._rank(edge, edge.low, edge.high))
            wanted[edge.high, high].setdefault(("to", self._bus(edge)), self._rank(edge, edge.high, edge.low))
        found = {}
        for (key, side), ends in wanted.items():
            for end, steps in zip(sorted(ends, key=ends.get), _offsets(side), strict=False):
                found[key, side, end] = steps
        self._make_way(found)
        most = max((abs(steps) for steps in found.values()), default=0)
        self.box_width = max(WIDTH, 2 * (most + STEP))
        return found

    def _rank(self, edge, here, there):
        """What is part of what goes down the middle, or else what goes straight; the others by where they go."""
        (row, column), (other_row, other_column) = self.cells[here], self.cells[there]
        is_straight = column == other_column and abs(row - other_row) == 1
        return edge.kind != BodyLink.Kind.PART_OF, not is_straight, other_column, edge.kind, there

    def _make_way(self, found):
        """Straight down the middle runs one line only: from a box to the one right above it. Others go aside."""
        at = {cell: key for key, cell in self.cells.items()}
        low = {port: steps for port, steps in found.items() if port[1] == "bottom"}
        middle = {key: self._line_at(end) for (key, _, end), steps in low.items() if steps == 0}
        for (key, side, end), steps in list(found.items()):
            row, column = self.cells[key]
            other = middle.get(at.get((row - 1, column)))
            if (side, steps) == ("top", 0) and other and other != self._line_at(end):
                taken = {steps for (one, where, _), steps in found.items() if (one, where) == (key, "top")}
                found[key, side, end] = next(free for free in _offsets("top") if free not in taken)

    def _line_at(self, end):
        what, line = end
        return self._bus(line) if what == "from" else line

    # Sizes

    def _set_columns(self):
        lanes = defaultdict(Lanes)
        for edge, (_, rows, between) in self.routes.items():
            if between is not None:
                lanes[between].add(self._bus(edge), min(rows), max(rows))
        self.column_lanes, self.lefts, x = {}, [], 0
        for column in range(self.columns + 1):
            placed, count = lanes[column].placed()
            for bus, lane in placed.items():
                self.column_lanes[column, bus] = x + CLEAR + lane * LANE
            x += 2 * CLEAR + max(0, count - 1) * LANE
            self.lefts.append(x)
            x += self.box_width
        self.right = x - self.box_width

    def _set_rows(self):
        lanes = defaultdict(Lanes)
        for edge, (_, rows, between) in self.routes.items():
            start, end = self._x(edge, "low"), self._x(edge, "high")
            if between is None:
                if start != end:
                    lanes[rows[0]].add(self._bus(edge), min(start, end), max(start, end))
                continue
            middle = self.column_lanes[between, self._bus(edge)]
            lanes[rows[0]].add(self._bus(edge), min(start, middle), max(start, middle))
            lanes[rows[1]].add(self._bus(edge), min(end, middle), max(end, middle))
        self.row_lanes, self.tops, y = {}, [], 0
        self.heights = [self._height(row) for row in range(self.rows)]
        for row in range(self.rows + 1):
            placed, count = lanes[row].placed()
            for bus, lane in placed.items():
                self.row_lanes[row, bus] = y + CLEAR + lane * LANE
            y += 2 * CLEAR + max(0, count - 1) * LANE
            self.tops.append(y)
            y += self.heights[row] if row < self.rows else 0
        self.bottom = y

    def _height(self, row):
        lines = [sum(map(len, self.words[key])) for key, cell in self.cells.items() if cell[0] == row]
        return 2 * PAD + LEADING * max(lines, default=0)

    # Places

    def _x(self, edge, end):
        (low, high), _, _ = self.routes[edge]
        key, side, port = edge.low, low, ("from", edge)
        if end == "high":
            key, side, port = edge.high, high, ("to", self._bus(edge))
        return self.lefts[self.cells[key][1]] + self.box_width // 2 + self.ports[key, side, port]

    def _box(self, key):
        row, column = self.cells[key]
        name, said = self.words[key]
        return Box(self.nodes[key], self.lefts[column], self.tops[row], self.box_width, self.heights[row], name, said)

    def _y(self, key, side):
        row = self.cells[key][0]
        return self.tops[row] + (self.heights[row] if side == "bottom" else 0)

    def _points(self, edge):
        (low, high), rows, between = self.routes[edge]
        start, end = self._x(edge, "low"), self._x(edge, "high")
        first, last = (start, self._y(edge.low, low)), (end, self._y(edge.high, high))
        bus = self._bus(edge)
        if between is None:
            if start == end:
                return (first, last)
            y = self.row_lanes[rows[0], bus]
            return (first, (start, y), (end, y), last)
        x, y1, y2 = self.column_lanes[between, bus], self.row_lanes[rows[0], bus], self.row_lanes[rows[1], bus]
        return (first, (start, y1), (x, y1), (x, y2), (end, y2), last)


def _words(node):
    return tuple(wrap(node.name, LETTERS)) or ("",), tuple(wrap(node.said, SMALL))


def _offsets(side):
    """Steps from the middle: 0, then out to both sides; those of tops and bottoms never meet."""
    yield 0
    at = STEP if side == "top" else STEP * 3 // 2
    while True:
        yield at
        yield -at
        at += STEP
