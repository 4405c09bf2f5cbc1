"""
The picture of the model: the group in the middle, what it works with around it, children's words in and answers out.

Laid out twice from the same findings: broad for a screen or a page, narrow for a phone. Every state is told by a
word, a mark and a kind of line, never by colour alone; the page says the same beneath in a table.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string

from pledges.modelcheck import comparing
from pledges.modelcheck.components import BY_CODE, COMPONENTS, Part
from pledges.modelcheck.shapes import (
    DASHES,
    DEEP,
    FILLS,
    PALE,
    WHITE,
    Box,
    Path,
    State,
    Words,
    arrow,
    lines_of,
    mark,
)

CHILDREN = "Children in care and care leavers"
BROAD, NARROW = 960, 340
EDGE, GAP, PAD = 36, 10, 14
NAME, SAID, LEADING = 16, 15, 20


@dataclass(frozen=True)
class Scene:
    """A finished layout: its size, and its pieces in the order of painting."""

    width: int
    height: int
    pieces: list


@dataclass(frozen=True)
class Chip:
    """One component in the picture."""

    name: str
    said: str
    state: str

    def height(self, width):
        """How high it is at this width: its name in lines, its state under it."""
        return LEADING * (len(self._lines(width)) + len(self._said(width))) + 16

    def draw(self, x, y, width, height):
        """A box of the state's own look with mark, name and state."""
        yield Box(x, y, width, height, FILLS[self.state], dash=DASHES[self.state])
        yield from mark(x + 10, y + 11, self.state)
        at = y + 26
        for line in self._lines(width):
            yield Words(x + 40, at, line, NAME, bold=True)
            at += LEADING
        for line in self._said(width):
            yield Words(x + 40, at, line, SAID)
            at += LEADING

    def _lines(self, width):
        return lines_of(self.name, width - 48, NAME)

    def _said(self, width):
        return lines_of(self.said, width - 48, SAID)


def both(compared):
    """The picture as a page shows it: {"broad": SVG, "narrow": SVG}."""
    return {"broad": svg(broad(compared), compared), "narrow": svg(narrow(compared), compared)}


def svg(scene, compared):
    """A layout as SVG with a title and a description, and no style in it."""
    title = f"The model of corporate parenting in the check of {compared.check.year}"
    about = {"scene": scene, "title": title, "desc": described(compared)}
    return render_to_string("pledges/modelcheck/picture_svg.html", about)


def described(compared):
    """What the picture shows, for those who do not see it."""
    return (
        "In the middle stands the corporate parenting group. Around it are management information, scrutiny, "
        "resources and plans; below are the Children in Care Council, the pledge, and what children say, with arrows "
        "up to the group and one arrow back for the answers. The systems of the council and of partners frame it all. "
        f"{comparing.in_a_sentence(compared.counts)} Each component is named with its state."
    )


def broad(compared):
    """The layout for a wide screen, a printed page and a report."""
    chips = _chips(compared)
    inner = BROAD - 2 * EDGE
    pieces, y = [], 20
    frame, y = _across(Part.SYSTEMS, chips, EDGE, y, inner, fill=PALE, framed=False)
    plans, y = _across(Part.PLANS, chips, EDGE, y + 22, inner)
    middle, y = _middle(chips, y, inner)
    below, y = _below(chips, y, inner)
    pieces += [Box(8, 8, BROAD - 16, y + 6, PALE, thick=3), *frame, *plans, *middle, *below]
    key, y = _key(28, y + 48, (0, 225, 450, 675))
    return Scene(BROAD, y, pieces + key)


def narrow(compared):
    """The layout for a phone: the same boxes under each other, the group first, the others on one line from it."""
    chips, x, width = _chips(compared), 28, NARROW - 36
    pieces, y = _stacked(Part.GROUP, chips, x, 8, width, strong=True)
    rail = y
    pieces += [*arrow((x + 70, y + 44), (x + 70, y + 4)), Words(x + 84, y + 30, "heard", SAID, bold=True)]
    pieces += [*arrow((x + 180, y + 4), (x + 180, y + 44)), Words(x + 194, y + 30, "answered", SAID, bold=True)]
    voice, y = _stacked(Part.VOICE, chips, x, y + 48, width)
    band, y = _band(x, y + 12, width)
    pieces += voice + band
    for part in (Part.COUNCIL, Part.INFORMATION, Part.SCRUTINY, Part.RESOURCES, Part.PLANS, Part.SYSTEMS):
        last = y + 40
        pieces.append(Path(((10, last), (x, last)), 3))
        box, y = _stacked(part, chips, x, y + 18, width)
        pieces += box
    pieces += [Path(((x, rail - 20), (10, rail - 20), (10, last)), 3)]
    key, y = _key(x, y + 34, (0, 150, 0, 150))
    return Scene(NARROW, y, pieces + key)


def _chips(compared):
    """{part: its chips}. What the table of components no longer has stands in the page's table alone."""
    lines = {line.finding.component: line for line in compared.lines}
    found = {part: [] for part in Part}
    for component in COMPONENTS:
        if component.code in lines:
            found[BY_CODE[component.code].part].append(_chip(component, lines[component.code]))
    return found


def _chip(component, line):
    said = line.finding.get_state_display()
    if line.direction in (comparing.BETTER, comparing.WORSE):
        said += f", was {line.before.get_state_display().lower()}"
    return Chip(component.short, said, line.finding.state)


def _head(text, x, y, width):
    """A part's name; gives the pieces and where what follows may begin."""
    found = lines_of(text, width - 2 * PAD, 17)
    words = [Words(x + PAD, y + 26 + 21 * place, line, 17, bold=True, ink=DEEP) for place, line in enumerate(found)]
    return words, y + 36 + 21 * (len(found) - 1)


def _stacked(part, chips, x, y, width, *, strong=False):
    """A part as a box with its components under each other."""
    words, at = _head(part.label, x, y, width)
    inside = []
    for chip in chips[part]:
        height = chip.height(width - 2 * PAD)
        inside += chip.draw(x + PAD, at, width - 2 * PAD, height)
        at += height + GAP
    return [Box(x, y, width, at + 4 - y, thick=5 if strong else 2), *words, *inside], at + 4


def _across(part, chips, x, y, width, *, fill=WHITE, framed=True, columns=0):
    """A part as a box with its components beside each other, in rows of so many columns."""
    words, at = _head(part.label, x, y, width)
    columns = columns or max(len(chips[part]), 1)
    each = (width - 2 * PAD - GAP * (columns - 1)) // columns
    inside = []
    for start in range(0, len(chips[part]), columns):
        row = chips[part][start : start + columns]
        height = max(chip.height(each) for chip in row)
        for place, chip in enumerate(row):
            inside += chip.draw(x + PAD + place * (each + GAP), at, each, height)
        at += height + GAP
    frame = [Box(x, y, width, at + 4 - y, fill)] if framed else []
    return [*frame, *words, *inside], at + 4


def _middle(chips, y, inner):
    """Information and scrutiny at the left, the group in the middle, resources at the right; lines between them."""
    third = (inner - 2 * 40) // 3
    left, centre, right = EDGE, EDGE + third + 40, EDGE + 2 * (third + 40)
    top = y + 40
    information, at = _stacked(Part.INFORMATION, chips, left, top, third)
    scrutiny, end_left = _stacked(Part.SCRUTINY, chips, left, at + 18, third)
    resources, end_right = _stacked(Part.RESOURCES, chips, right, top, third)
    _, tall = _stacked(Part.GROUP, chips, centre, 0, third, strong=True)
    bottom = max(end_left, end_right)
    start = top + max(0, (bottom - top - tall) // 2)
    group, end = _stacked(Part.GROUP, chips, centre, start, third, strong=True)
    halves = ((top + at) // 2, (at + 18 + end_left) // 2)
    level, bend = (start + end) // 2, left + third + 20
    links = [Path(((left + third, half), (bend, half), (bend, level), (centre, level)), 3) for half in halves]
    links.append(Path(((centre + third, level), (right, level)), 3))
    links.append(Path(((centre + third // 2, y), (centre + third // 2, start)), 3))
    return [*links, *information, *scrutiny, *resources, *group, *_stems(centre, third, end, bottom)], bottom


def _stems(centre, third, end, bottom):
    """The upper halves of what runs between the group and the children below."""
    up, back = centre + third // 3, centre + 2 * third // 3
    yield from arrow((up, bottom + 54), (up, end + 3))
    yield from arrow((back, end + 3), (back, bottom + 54))
    yield Words(up - 58, bottom + 34, "heard", NAME, bold=True)
    yield Words(back + 14, bottom + 34, "answered", NAME, bold=True)


def _below(chips, y, inner):
    """The children: their council and pledge at the left, what they say and what they hear back at the right."""
    third = (inner - 2 * 40) // 3
    top, x = y + 56, EDGE + third + 24
    council, end = _stacked(Part.COUNCIL, chips, EDGE, top, third)
    voice, end_voice = _across(Part.VOICE, chips, x, top, inner - third - 24, columns=2)
    bottom = max(end, end_voice)
    band, at = _band(EDGE, bottom + 36, inner)
    arrows = [*arrow((EDGE + third // 2, bottom + 36), (EDGE + third // 2, end + 3))]
    arrows += [*arrow((x + 140, bottom + 36), (x + 140, end_voice + 3))]
    arrows += [*arrow((x + 430, end_voice + 3), (x + 430, bottom + 34))]
    joined = [Path(((EDGE + third, top + 60), (x, top + 60)), 3)]
    return [*joined, *council, *voice, *arrows, *band], at


def _band(x, y, width):
    """Whom it is all for."""
    return [
        Box(x, y, width, 40, DEEP),
        Words(x + width // 2, y + 26, CHILDREN, 17, bold=True, ink=WHITE, middle=True),
    ], y + 40


def _key(x, y, places):
    """What the marks mean, in one row or two."""
    pieces, rows = [], 0
    for place, state in enumerate(State):
        rows += place > 0 and places[place] == 0
        left, at = x + places[place], y + rows * 32
        pieces += [*mark(left, at, state), Words(left + 30, at + 16, state.label, SAID)]
    return pieces, y + rows * 32 + 32
