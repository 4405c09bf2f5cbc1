"""Reads what a page draws, to find words that a reader does not see and a searcher does.

A box drawn over words does not take them out of the file. This follows the drawing closely enough to name such
words: under a box or a picture, in the colour of their ground, off the page or cut off by a frame, invisible, too
small to read, or in a layer that is switched off.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Name

from .geometry import IDENTITY, box_of, moved, numbers, times

MOST_NESTED = 6  # what lies deeper, the search for words that must not be published would not reach
MOST_DRAWN = 10_000  # drawings within a page, each as often as it is drawn
BAND = 16
EDGE = 2
SAME = 0.03  # colours that differ by less are one to the eye
WHITE = (1, 1, 1)
TINY = 2  # points
MOST_GROUNDS = 200  # of what was painted at a place, the newest that are looked at
DEVICE = {"/DeviceGray", "/DeviceRGB", "/DeviceCMYK"}
PLAIN_SPACES = {"/ICCBased", "/CalGray", "/CalRGB"}
NONSENSE = (IndexError, KeyError, TypeError, ValueError, ArithmeticError, AttributeError)
INVISIBLE_MODES = {3, 7}
OUTLINED_MODES = {1, 2, 5, 6}
FAINT = 0.05


@dataclass
class State:
    """The part of the graphics state that decides what is seen."""

    ctm: tuple = IDENTITY
    colour: tuple | None = (0, 0, 0)  # red, green, blue; None where it cannot be told
    plain: bool = True
    see_through: bool = False
    faint: bool = False
    clip: tuple | None = None
    any_size: bool = False  # a font whose letters are drawings of their own size
    mode: int = 0
    size: float = 1
    leading: float = 0


@dataclass
class Seen:
    """What was found on one page: counts of stretches of words and pictures.

    `open_states` are q without Q, `broken` is Q without q; `unread` when the drawing could not be followed to its end,
    `tangled` when drawings within it hold one another beyond any use.
    """

    words: int = 0
    pictures: int = 0
    under_box: int = 0
    under_picture: int = 0
    white: int = 0
    off_page: int = 0
    invisible: int = 0
    tiny: int = 0
    layer: int = 0
    open_states: int = 0
    broken: bool = False
    unread: bool = False
    tangled: bool = False


def read(page, box, off_layers):
    """Follow the drawing of a page (a pikepdf Page): `box` is what is visible, `off_layers` are objgens."""
    sheet = Sheet(box, off_layers)
    drawing = Drawing(sheet, page.obj.get(Name.Resources, {}), State(), 0)
    try:
        drawing.follow(page.obj)
    except NONSENSE:
        sheet.seen.unread = sheet.seen.broken = True
    sheet.seen.open_states = len(drawing.stack)
    return sheet.seen


class Sheet:
    """The paper that everything on a page is drawn on: which words lie where, and what has been painted."""

    def __init__(self, box, off_layers):
        self.box, self.off = box, off_layers
        self.seen = Seen()
        self.hidden = self.drawn = 0
        self.bands = defaultdict(list)
        self.grounds = defaultdict(list)

    def word(self, x, y, size, state):
        """A stretch of words that starts at x, y."""
        seen, place = self.seen, (x + size * 0.2, y + size * 0.25, size)
        seen.words += 1
        if self.hidden:
            seen.layer += 1
        elif not all(within(frame, x, y, size) for frame in (self.box, state.clip) if frame):
            seen.off_page += 1
        elif state.mode in INVISIBLE_MODES or state.faint:
            seen.invisible += 1
        elif size < TINY and not state.any_size:
            seen.tiny += 1
        elif state.mode not in OUTLINED_MODES and self.is_ground(state.colour, place):
            seen.white += 1
        else:
            self.bands[int(y // BAND)].append(place)

    def is_ground(self, colour, word):
        """Whether a word of this colour cannot be told from what was painted at its place before."""
        if colour is None:
            return False
        x, y, _ = word
        for (left, bottom, right, top), painted in reversed(self.grounds[int(y // BAND)][-MOST_GROUNDS:]):
            if left - EDGE <= x <= right + EDGE and bottom - EDGE <= y <= top + EDGE:
                if painted is None or not alike(painted, colour):
                    return False
                if covers((left, bottom, right, top), word):
                    return True
        return alike(colour, WHITE)

    def paint(self, box, colour):
        """Remember what words drawn later stand on; a colour of None: something that cannot be told."""
        first, last = (int(max(-1e4, min(1e4, edge)) // BAND) for edge in (box[1] - EDGE, box[3] + EDGE))
        for band in range(first, last + 1):
            self.grounds[band].append((box, colour))

    def cover(self, box):
        """Count the words drawn so far that this box comes to lie on, and forget them."""
        left, bottom, right, top = box
        if right - left < 3 or top - bottom < 3:
            return 0
        count = 0
        for band in range(int(bottom // BAND) - 1, int(top // BAND) + 2) if top - bottom < 1e5 else list(self.bands):
            words = self.bands.get(band, ())
            open_words = [w for w in words if not covers(box, w)]
            count += len(words) - len(open_words)
            if words:
                self.bands[band] = open_words
        return count


def within(frame, x, y, size):
    left, bottom, right, top = frame
    return left - EDGE <= x <= right + EDGE and bottom - size <= y <= top + EDGE


def alike(one, other):
    return all(abs(a - b) <= SAME for a, b in zip(one, other, strict=True))


def covers(box, word):
    left, bottom, right, top = box
    x, y, size = word
    return left <= x <= right and bottom <= y <= top and top - bottom > size * 0.5


class Drawing:
    """One content stream: a page, or a drawing within it. Methods are called by what the PDF operator does."""

    def __init__(self, sheet, resources, state, depth):
        self.sheet, self.resources, self.state, self.depth = sheet, resources, state, depth
        self.stack, self.marks, self.path = [], [], []
        self.clipping = self.curved = False
        self.tm = self.tlm = IDENTITY
        self.around = frozenset()

    def follow(self, stream):
        for operands, operator in pikepdf.parse_content_stream(stream, " ".join(DOES)):
            DOES[str(operator)](self, operands)
        self.sheet.hidden -= sum(self.marks)

    def push(self, operands):
        self.stack.append(replace(self.state))

    def pop(self, operands):
        if self.stack:
            self.state = self.stack.pop()
        else:
            self.sheet.seen.broken = True

    def transform(self, operands):
        self.state.ctm = times(tuple(numbers(operands)), self.state.ctm)

    def begin_text(self, operands):
        self.tm = self.tlm = IDENTITY

    def set_matrix(self, operands):
        self.tm = self.tlm = tuple(numbers(operands))

    def step(self, operands):
        x, y = numbers(operands)
        self.tm = self.tlm = times((1, 0, 0, 1, x, y), self.tlm)

    def step_and_lead(self, operands):
        self.state.leading = -float(operands[1])
        self.step(operands)

    def next_line(self, operands):
        self.step((0, -self.state.leading))

    def set_leading(self, operands):
        self.state.leading = float(operands[0])

    def set_font(self, operands):
        self.state.size = float(operands[1])
        font = self.resources.get(Name.Font, {}).get(operands[0], {})
        self.state.any_size = font.get(Name.Subtype) == Name.Type3

    def set_mode(self, operands):
        self.state.mode = int(operands[0])

    def show(self, operands):
        if has_letters(operands[-1]):
            matrix = times(self.tm, self.state.ctm)
            size = abs(self.state.size) * max(abs(part) for part in matrix[:4])
            self.sheet.word(*moved(matrix, 0, 0), size, self.state)

    def next_line_and_show(self, operands):
        self.next_line(())
        self.show(operands)

    def set_colour(self, operands):
        self.state.plain, self.state.colour = True, colour_of(numbers(operands))

    def set_space(self, operands):
        self.state.plain = is_plain(operands[0], self.resources)
        self.state.colour = (0, 0, 0) if self.state.plain else None

    def set_colour_in_space(self, operands):
        values = [float(each) for each in operands if not isinstance(each, Name)]
        self.state.colour = colour_of(values) if self.state.plain else None

    def set_state(self, operands):
        settings = self.resources.get(Name.ExtGState, {}).get(operands[0], {})
        if Name.ca in settings:
            self.state.see_through, self.state.faint = float(settings.ca) < 1, float(settings.ca) <= FAINT

    def rectangle(self, operands):
        x, y, w, h = numbers(operands)
        self.path.append((True, box_of(self.state.ctm, x, y, x + w, y + h)))

    def line(self, operands):
        x, y = moved(self.state.ctm, *numbers(operands)[-2:])
        self.path.append((False, (x, y, x, y)))

    def curve(self, operands):
        self.curved = True
        self.line(operands)

    def clip(self, operands):
        self.clipping = True

    def end_path(self, operands):
        """The path is done with. Where it was to be a frame and is one box, nothing is seen outside that."""
        path, self.path = self.path, []
        if self.clipping and len(path) == 1 and path[0][0]:
            self.state.clip = common(self.state.clip, path[0][1])
        self.clipping = self.curved = False

    def fill(self, operands):
        path, colour = self.path, None if self.curved or self.state.see_through else self.state.colour
        self.end_path(())
        boxes = [box for is_box, box in path if is_box]
        points = [box for is_box, box in path if not is_box]
        shape = around(points) if points else None
        if len(points) in (4, 5):
            boxes, shape = [*boxes, shape], None
        if self.sheet.hidden or self.state.faint:
            return
        solid = not self.state.see_through
        for box in boxes:
            self.sheet.seen.under_box += self.sheet.cover(box) if solid else 0
            self.sheet.paint(box, colour)
        if shape:
            self.sheet.paint(shape, None)

    def shade(self, operands):
        self.sheet.paint(self.sheet.box, None)

    def begin_mark(self, operands):
        self.marks.append(is_hidden_mark(operands, self.resources, self.sheet.off))
        self.sheet.hidden += self.marks[-1]

    def end_mark(self, operands):
        self.sheet.hidden -= self.marks.pop() if self.marks else 0

    def draw(self, operands):
        drawn = self.resources.get(Name.XObject, {}).get(operands[0])
        if drawn is None:
            return
        off = is_off(drawn.get(Name.OC), self.sheet.off)
        self.sheet.hidden += off
        if drawn.get(Name.Subtype) == Name.Image:
            self.picture(drawn)
        elif drawn.get(Name.Subtype) == Name.Form:
            matrix = tuple(numbers(drawn.get(Name.Matrix, IDENTITY)))
            state = replace(self.state, ctm=times(matrix, self.state.ctm))
            if Name.BBox in drawn:
                state.clip = common(state.clip, box_of(state.ctm, *numbers(drawn.BBox)))
            self.within(drawn, state)
        self.sheet.hidden -= off

    def within(self, drawn, state):
        """Follow a drawing in this one, but one that holds itself, is nested too deeply, or is drawn too often."""
        self.sheet.drawn += 1
        if self.depth > MOST_NESTED or self.sheet.drawn > MOST_DRAWN or drawn.objgen in self.around:
            self.sheet.seen.tangled = True
            return
        inner = Drawing(self.sheet, drawn.get(Name.Resources, self.resources), state, self.depth + 1)
        inner.around = {*self.around, drawn.objgen}
        inner.follow(drawn)

    def picture(self, drawn):
        sheet = self.sheet
        sheet.seen.pictures += 1
        box = box_of(self.state.ctm, 0, 0, 1, 1)
        masked = Name.SMask in drawn or Name.Mask in drawn or drawn.get(Name.ImageMask, False)
        if not (sheet.hidden or self.state.see_through or masked):
            sheet.seen.under_picture += sheet.cover(box)
        sheet.paint(box, None)


DOES = {
    "q": Drawing.push, "Q": Drawing.pop, "cm": Drawing.transform, "gs": Drawing.set_state,
    "BT": Drawing.begin_text, "Tm": Drawing.set_matrix, "Td": Drawing.step, "TD": Drawing.step_and_lead,
    "T*": Drawing.next_line, "TL": Drawing.set_leading, "Tf": Drawing.set_font, "Tr": Drawing.set_mode,
    "Tj": Drawing.show, "TJ": Drawing.show, "'": Drawing.next_line_and_show, '"': Drawing.next_line_and_show,
    "g": Drawing.set_colour, "rg": Drawing.set_colour, "k": Drawing.set_colour, "cs": Drawing.set_space,
    "sc": Drawing.set_colour_in_space, "scn": Drawing.set_colour_in_space,
    "re": Drawing.rectangle, "m": Drawing.line, "l": Drawing.line,
    **dict.fromkeys(("c", "v", "y"), Drawing.curve),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*"), Drawing.fill),
    **dict.fromkeys(("s", "S", "n"), Drawing.end_path),
    "W": Drawing.clip, "W*": Drawing.clip,
    "Do": Drawing.draw, "sh": Drawing.shade,
    "BDC": Drawing.begin_mark, "BMC": Drawing.begin_mark, "EMC": Drawing.end_mark,
}  # fmt: skip


def is_hidden_mark(operands, resources, off):
    """Whether marked content (the operands of BDC or BMC) belongs to a layer that is switched off."""
    if len(operands) < 2 or operands[0] != Name.OC or not isinstance(operands[1], Name):
        return False
    return is_off(resources.get(Name.Properties, {}).get(operands[1]), off)


def is_off(group, off):
    """Whether an optional-content group, or a membership of groups, is switched off."""
    if group is None or not off:
        return False
    if group.get(Name.Type) != Name.OCMD:
        return group.objgen in off
    members = group.get(Name.OCGs, [])
    members = list(members) if isinstance(members, pikepdf.Array) else [members]
    off_ones = [member.objgen in off for member in members]
    shown = {
        "/AllOn": not any(off_ones),
        "/AnyOff": any(off_ones),
        "/AllOff": all(off_ones),
    }.get(str(group.get(Name.P, "/AnyOn")), not all(off_ones))
    return bool(members) and not shown


def around(boxes):
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def has_letters(shown):
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    return any(bytes(part).strip(b" \x00") for part in parts if isinstance(part, pikepdf.String))


def common(one, other):
    """What two frames leave to be seen."""
    if one is None:
        return other
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def colour_of(values):
    """Red, green and blue of a colour given in grey, in three or in four inks; None where it is none of these."""
    if len(values) == 4:
        *inks, black = values
        return tuple((1 - ink) * (1 - black) for ink in inks)
    return {1: tuple(values) * 3, 3: tuple(values)}.get(len(values))


def is_plain(name, resources):
    """Whether ones mean white in a colour space: not so for inks, palettes and patterns."""
    if str(name) in DEVICE:
        return True
    space = resources.get(Name.ColorSpace, {}).get(name)
    return isinstance(space, pikepdf.Array) and str(space[0]) in PLAIN_SPACES
