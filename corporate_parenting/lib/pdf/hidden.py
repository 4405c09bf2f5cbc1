"""Reads what a page draws, to find words that a reader does not see and a searcher does.

A box drawn over words does not take them out of the file. This follows the drawing closely enough to name such
words: under a box or a picture, in white on white, off the page, invisible, or in a layer that is switched off.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Name

from .geometry import IDENTITY, box_of, moved, numbers, times

MOST_NESTED = 8
BAND = 16
EDGE = 2
WHITE = 0.97
DEVICE = {"/DeviceGray", "/DeviceRGB", "/DeviceCMYK"}
PLAIN_SPACES = {"/ICCBased", "/CalGray", "/CalRGB"}
NONSENSE = (IndexError, KeyError, TypeError, ValueError, ArithmeticError, AttributeError)
INVISIBLE_MODES = {3, 7}


@dataclass
class State:
    """The part of the graphics state that decides what is seen."""

    ctm: tuple = IDENTITY
    white: bool = False
    plain: bool = True
    see_through: bool = False
    mode: int = 0
    size: float = 1
    leading: float = 0


@dataclass
class Seen:
    """What was found on one page: counts of stretches of words and pictures.

    `open_states` are q without Q, `broken` is Q without q; `unread` when the drawing could not be followed to its end.
    """

    words: int = 0
    pictures: int = 0
    under_box: int = 0
    under_picture: int = 0
    white: int = 0
    off_page: int = 0
    invisible: int = 0
    layer: int = 0
    open_states: int = 0
    broken: bool = False
    unread: bool = False


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
        self.hidden = 0
        self.bands = defaultdict(list)
        self.painted = []

    def word(self, x, y, size, state):
        """A stretch of words that starts at x, y."""
        seen, (left, bottom, right, top) = self.seen, self.box
        seen.words += 1
        if self.hidden:
            seen.layer += 1
        elif not (left - EDGE <= x <= right + EDGE and bottom - size <= y <= top + EDGE):
            seen.off_page += 1
        elif state.mode in INVISIBLE_MODES:
            seen.invisible += 1
        elif state.white and not self.on_colour(x, y):
            seen.white += 1
        else:
            self.bands[int(y // BAND)].append((x + size * 0.2, y + size * 0.25, size))

    def on_colour(self, x, y):
        return any(a - EDGE <= x <= c + EDGE and b - EDGE <= y <= d + EDGE for a, b, c, d in self.painted)

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


def covers(box, word):
    left, bottom, right, top = box
    x, y, size = word
    return left <= x <= right and bottom <= y <= top and top - bottom > size * 0.5


class Drawing:
    """One content stream: a page, or a drawing within it. Methods are called by what the PDF operator does."""

    def __init__(self, sheet, resources, state, depth):
        self.sheet, self.resources, self.state, self.depth = sheet, resources, state, depth
        self.stack, self.marks, self.path = [], [], []
        self.tm = self.tlm = IDENTITY

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
        self.state.plain, self.state.white = True, is_white(numbers(operands))

    def set_space(self, operands):
        self.state.plain, self.state.white = is_plain(operands[0], self.resources), False

    def set_colour_in_space(self, operands):
        values = [float(each) for each in operands if not isinstance(each, Name)]
        self.state.white = self.state.plain and is_white(values)

    def set_state(self, operands):
        settings = self.resources.get(Name.ExtGState, {}).get(operands[0], {})
        if Name.ca in settings:
            self.state.see_through = float(settings.ca) < 1

    def rectangle(self, operands):
        x, y, w, h = numbers(operands)
        self.path.append((True, box_of(self.state.ctm, x, y, x + w, y + h)))

    def line(self, operands):
        x, y = moved(self.state.ctm, *numbers(operands)[-2:])
        self.path.append((False, (x, y, x, y)))

    def end_path(self, operands):
        self.path = []

    def fill(self, operands):
        path, self.path = self.path, []
        if not path or self.sheet.hidden or self.state.see_through:
            return
        boxes = [box for is_box, box in path if is_box]
        points = [box for is_box, box in path if not is_box]
        shape = around(points) if points else None
        if len(points) in (4, 5):
            boxes.append(shape)
        self.sheet.seen.under_box += sum(self.sheet.cover(box) for box in boxes)
        if not self.state.white:
            self.sheet.painted += [*boxes, shape] if shape else boxes

    def shade(self, operands):
        self.sheet.painted.append(self.sheet.box)

    def begin_mark(self, operands):
        self.marks.append(is_hidden_mark(operands, self.resources, self.sheet.off))
        self.sheet.hidden += self.marks[-1]

    def end_mark(self, operands):
        self.sheet.hidden -= self.marks.pop() if self.marks else 0

    def draw(self, operands):
        drawn = self.resources.get(Name.XObject, {}).get(operands[0])
        if drawn is None or self.depth > MOST_NESTED:
            return
        off = is_off(drawn.get(Name.OC), self.sheet.off)
        self.sheet.hidden += off
        if drawn.get(Name.Subtype) == Name.Image:
            self.picture(drawn)
        elif drawn.get(Name.Subtype) == Name.Form:
            matrix = tuple(numbers(drawn.get(Name.Matrix, IDENTITY)))
            state = replace(self.state, ctm=times(matrix, self.state.ctm))
            Drawing(self.sheet, drawn.get(Name.Resources, self.resources), state, self.depth + 1).follow(drawn)
        self.sheet.hidden -= off

    def picture(self, drawn):
        sheet = self.sheet
        sheet.seen.pictures += 1
        box = box_of(self.state.ctm, 0, 0, 1, 1)
        masked = Name.SMask in drawn or Name.Mask in drawn or drawn.get(Name.ImageMask, False)
        if not (sheet.hidden or self.state.see_through or masked):
            sheet.seen.under_picture += sheet.cover(box)
        sheet.painted.append(box)


DOES = {
    "q": Drawing.push, "Q": Drawing.pop, "cm": Drawing.transform, "gs": Drawing.set_state,
    "BT": Drawing.begin_text, "Tm": Drawing.set_matrix, "Td": Drawing.step, "TD": Drawing.step_and_lead,
    "T*": Drawing.next_line, "TL": Drawing.set_leading, "Tf": Drawing.set_font, "Tr": Drawing.set_mode,
    "Tj": Drawing.show, "TJ": Drawing.show, "'": Drawing.next_line_and_show, '"': Drawing.next_line_and_show,
    "g": Drawing.set_colour, "rg": Drawing.set_colour, "k": Drawing.set_colour, "cs": Drawing.set_space,
    "sc": Drawing.set_colour_in_space, "scn": Drawing.set_colour_in_space,
    "re": Drawing.rectangle, **dict.fromkeys(("m", "l", "c", "v", "y"), Drawing.line),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*"), Drawing.fill),
    **dict.fromkeys(("s", "S", "n"), Drawing.end_path),
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


def is_white(values):
    if len(values) == 4:
        return max(values) <= 1 - WHITE
    return len(values) in (1, 3) and min(values) >= WHITE


def is_plain(name, resources):
    """Whether ones mean white in a colour space: not so for inks, palettes and patterns."""
    if str(name) in DEVICE:
        return True
    space = resources.get(Name.ColorSpace, {}).get(name)
    return isinstance(space, pikepdf.Array) and str(space[0]) in PLAIN_SPACES
