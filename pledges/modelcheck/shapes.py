"""What the picture is made of: boxes, words, lines and marks, for whichever hand draws them (SVG or PNG)."""

from dataclasses import dataclass
from textwrap import wrap

from pledges.models import Finding

INK, DEEP, PALE, WHITE, QUIET = "#0b0c0c", "#1f4a5f", "#eef3f5", "#ffffff", "#484949"
LETTER = 0.51  # of the size: about how wide a letter is
State = Finding.State

# How a component of each state looks. Each differs by its line and its mark too, so a grey printer loses nothing.
FILLS = {State.PRESENT: "#dcebe2", State.PARTIAL: "#fdf0d5", State.ABSENT: "#f9e3e0", State.NOT_JUDGED: WHITE}
DASHES = {State.PRESENT: (), State.PARTIAL: (10, 5), State.ABSENT: (3, 4), State.NOT_JUDGED: (1, 6)}


@dataclass(frozen=True)
class Box:
    """A rectangle with round corners."""

    x: int
    y: int
    width: int
    height: int
    fill: str = WHITE
    line: str = DEEP
    thick: int = 2
    dash: tuple = ()
    kind: str = "box"

    @property
    def dashes(self):
        return " ".join(map(str, self.dash))


@dataclass(frozen=True)
class Words:
    """One line of text; y is where its letters stand."""

    x: int
    y: int
    text: str
    size: int = 16
    bold: bool = False
    ink: str = INK
    middle: bool = False
    kind: str = "words"


@dataclass(frozen=True)
class Path:
    """A line through points."""

    points: tuple
    thick: int = 2
    ink: str = DEEP
    kind: str = "path"

    @property
    def written(self):
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True)
class Filled(Path):
    """A shape filled with one colour."""

    kind: str = "filled"


def lines_of(text, width, size):
    """The text in lines that fit this width."""
    return wrap(text, max(int(width / (size * LETTER)), 8))


def arrow(*points, thick=3):
    """A line with a head at its last point. Its last stretch is upright."""
    (x, y), (_, before) = points[-1], points[-2]
    back = 11 if before > y else -11
    yield Path((*points[:-1], (x, y + back)), thick)
    yield Filled(((x, y), (x - 8, y + back), (x + 8, y + back)))


def mark(x, y, state):
    """A square of 20: full with a tick, half full, crossed, or with a question mark."""
    yield Box(x, y, 20, 20, DEEP if state == State.PRESENT else WHITE, thick=2)
    if state == State.PRESENT:
        yield Path(((x + 5, y + 10), (x + 9, y + 14), (x + 15, y + 6)), 3, WHITE)
    elif state == State.PARTIAL:
        yield Filled(((x + 1, y + 1), (x + 19, y + 19), (x + 1, y + 19)))
    elif state == State.ABSENT:
        yield Path(((x + 5, y + 5), (x + 15, y + 15)), 3)
        yield Path(((x + 15, y + 5), (x + 5, y + 15)), 3)
    else:
        yield Words(x + 10, y + 16, "?", 16, bold=True, middle=True)
