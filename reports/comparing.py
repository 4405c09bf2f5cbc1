"""
Two texts compared in place, as people read them: paragraphs word by word, tables cell by cell.

A part is compared with itself at another time; a whole version with another, part by part.
"""

import re
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from corporate_parenting.lib import richtext
from corporate_parenting.lib.differing import DELETED, INSERTED, KEPT, Run, runs
from reports import texts
from reports.models import Block
from reports.texts import Part, Piece
from reports.writing import flow

# A table or a figure takes one sign's place in the running text, so that it is found again on the other side.
FIRST_SIGN, SIGNS = 0xE000, 0x1900
SIGN = re.compile("[\ue000-\uf8ff]")
LINE_END_OR_SIGN = re.compile("(\n|[\ue000-\uf8ff])")
ALIKE = 0.5


@dataclass(frozen=True)
class Line:
    """A paragraph or a row of a list; `number` counts the places where something changed."""

    runs: list
    number: int = 0


@dataclass(frozen=True)
class Row:
    """A row of a table: cells of runs."""

    cells: list
    number: int = 0


@dataclass(frozen=True)
class Grid:
    """A table or a figure's words, with its caption."""

    caption: list
    rows: list
    is_headed: bool = False


@dataclass
class Compared:
    """One part on both sides: what stands there now, what is gone, what is new."""

    label: str
    items: list = field(default_factory=list)
    state: str = "same"  # or changed, new, gone
    was_called: str = ""

    @property
    def is_changed(self):
        """Is there anything to see?"""
        return self.state != "same" or bool(self.was_called)


class Count:
    """Gives each changed place its number, from the first of the page to the last."""

    def __init__(self):
        self.last = 0

    def of(self, runs_):
        """The next number, or 0 where nothing changed."""
        if all(run.kind == KEPT for run in runs_):
            return 0
        self.last += 1
        return self.last


class Once(Count):
    """A part that is new, or gone, is one change."""

    def __init__(self, count):
        super().__init__()
        self.count = count

    def of(self, runs_):
        """A number for the first place alone."""
        if self.last or not any(run.text for run in runs_):
            return 0
        self.last = self.count.of(runs_)
        return self.last


def section_pieces(text, tables=None):
    """
    What the text of a section shows, as its writer saw it: tables and figures stand there by their names, but for the
    `tables` given ({key: Block}), which are shown. A table that was typed is so told to be the one it became.
    """
    found = []
    for item in flow.parse(text):
        if isinstance(item, flow.Drawn):
            rows = [list(item.head), *map(list, item.rows)]
            found.append(Piece(rows=rows, caption=item.caption, is_headed=True))
        elif isinstance(item, flow.Place) and item.pk in (tables or {}):
            found.append(texts.piece_of_block(tables[item.pk]))
        elif isinstance(item, flow.Place):
            about = item.line.removeprefix("[[").removesuffix("]]").partition(":")[2].strip()
            found.append(Piece(text=f"({item.kind.capitalize()}: {about or 'without a caption'})"))
        else:
            found.append(Piece(text=item.line if isinstance(item, flow.Heading) else item.text))
    return found


def part_of(name, label, text, tables=None):
    """A kept text as a part that can be drawn and compared; `tables` as from `tables_of`."""
    pieces = section_pieces(text, tables) if name.startswith("section:") else texts.pieces_of(name, text)
    return Part(name, label, pieces)


def tables_of(name, *written):
    """
    {key: Block} of the tables that stand in a section (its name) now, where one of these texts has any by its name.
    Never one of another section: that one may be private.
    """
    kind, _, section = name.partition(":")
    if kind != "section" or not any("[[table" in text for text in written):
        return {}
    return {block.pk: block for block in Block.objects.filter(section=section, kind=Block.Kind.TABLE)}


def compare(old, new, count=None):
    """Two states of one part; None where it is not there on one side."""
    count = count or Count()
    if old is None or new is None:
        count = Once(count)
    before, after = (part.pieces if part else [] for part in (old, new))
    compared = Compared((new or old).label, list(_items(before, after, count)))
    if old is None or new is None:
        compared.state = "new" if old is None else "gone"
    elif any(_is_changed(item) for item in compared.items):
        compared.state = "changed"
    if old and new and old.name.startswith(("section:", "implication:")) and old.label != new.label:
        compared.was_called = old.label
    return compared


def compare_versions(old, new):
    """(parts of two versions of a report side by side, how many places changed): each with its like."""
    count, found = Count(), []
    for before, after in pairs(texts.parts_of(old), texts.parts_of(new)):
        said = [part for part in (before, after) if part is not None and not part.is_empty]
        if said:
            compared = compare(before if before in said else None, after if after in said else None, count)
            found.append(compared)
    return found, count.last


def _is_changed(item):
    return (
        bool(item.number) if isinstance(item, Line) else any(row.number for row in item.rows) or _differs(item.caption)
    )


def _differs(found):
    return any(run.kind != KEPT for run in found)


# --- Parts find their like


def pairs(old, new):
    """[(old part or None, new part or None)] of two versions, in the order of the new one."""
    kinds = dict.fromkeys(part.name.split(":")[0] for part in [*new, *old])
    for kind in kinds:
        mine, theirs = ([part for part in side if part.name.split(":")[0] == kind] for side in (old, new))
        yield from _matched(mine, theirs, lambda part: (part.label, part.words()), _alike)


def _alike(one, other):
    """Are two parts of one kind the same one, reworded?"""
    same_label = one.label == other.label and not one.label.startswith(("Recommendation", "Title of appendix"))
    ratio = SequenceMatcher(None, one.words().split(), other.words().split(), autojunk=False).quick_ratio()
    return same_label or ratio >= ALIKE


def _matched(old, new, key, alike):
    """Pairs of two lists: what is the same first, and between those what is alike, in order."""
    steps = SequenceMatcher(None, [key(one) for one in old], [key(one) for one in new], autojunk=False).get_opcodes()
    for tag, start, end, first, last in steps:
        if tag == "equal":
            yield from zip(old[start:end], new[first:last], strict=True)
        else:
            yield from _by_likeness(old[start:end], new[first:last], alike)


def _by_likeness(old, new, alike):
    left = list(old)
    for one in new:
        place = next((place for place, other in enumerate(left) if alike(other, one)), None)
        if place is None:
            yield None, one
        else:
            yield from ((gone, None) for gone in left[:place])
            yield left[place], one
            left = left[place + 1 :]
    yield from ((gone, None) for gone in left)


# --- Running text with tables in it


def _items(old, new, count):
    """Lines and grids in reading order."""
    signs = {}
    before, after = (_flow([_readable(piece) for piece in side], signs) for side in (old, new))
    waiting = None
    for what in _split(runs(before[0], after[0])):
        if isinstance(what, Run):
            piece = (before if what.kind == DELETED else after)[1].get(what.text)
            if waiting and what.kind == INSERTED:
                yield _grid(waiting, piece, count)
                waiting = None
                continue
            if waiting:
                yield _grid(waiting, None, count)
            waiting = piece if what.kind == DELETED else None
            if waiting is None:
                yield _grid(before[1].get(what.text) if what.kind == KEPT else None, piece, count)
        else:
            if waiting:
                yield _grid(waiting, None, count)
                waiting = None
            yield Line(what, count.of(what))
    if waiting:
        yield _grid(waiting, None, count)


def _readable(piece):
    """A figure is compared by its words, in rows like a table's."""
    if piece.kind != "figure":
        return piece
    return Piece(rows=[["A picture that shows", piece.text], ["File", piece.image[:8]]], caption=piece.caption)


def _flow(pieces, signs):
    """(the words of all pieces with a sign for each table, {sign: table})."""
    lines, tables = [], {}
    for piece in pieces:
        if piece.rows:
            key = (piece.caption or tuple(piece.rows[0]), piece.is_headed)
            while signs.get(key) in tables:  # two tables that look the same from above
                key = (*key, "again")
            sign = signs.setdefault(key, chr(FIRST_SIGN + len(signs) % SIGNS))
            tables[sign] = piece
            lines.append(sign)
        else:
            lines.append(SIGN.sub("", richtext.plain(piece.text)))
    # So that a last paragraph that was added begins after a line's end, as any other.
    return "\n".join([*lines, "", ""]), tables


def _split(found):
    """Lists of runs, one for each line, and single runs that stand for a table."""
    line = []
    for run in (replace(one, text=text) for one in found for text in LINE_END_OR_SIGN.split(one.text) if text):
        if not LINE_END_OR_SIGN.fullmatch(run.text):
            line.append(run)
            continue
        if line:
            yield _ended(line, run.kind) if run.text == "\n" else line
        line = []
        if run.text != "\n":
            yield run
    if line:
        yield line


def _ended(line, kind):
    """A line's end that is new, or gone, within words that stay is shown by its sign."""
    return [*line, Run(kind, "¶")] if kind != KEPT and any(run.kind == KEPT for run in line) else line


# --- Tables


def _grid(old, new, count):
    caption = runs(old.caption if old else "", new.caption if new else "")
    rows = [Row(cells, count.of([run for cell in cells for run in cell])) for cells in _rows(old, new)]
    headed = (new or old).is_headed
    return Grid(caption, rows, headed)


def _rows(old, new):
    """Rows of cells of runs: columns find their like by heading, rows by their words or by their first cell."""
    before, after = (piece.rows if piece else [] for piece in (old, new))
    if not before or not after:
        kind = INSERTED if after else DELETED
        return [[[Run(kind, cell)] if cell else [] for cell in row] for row in after or before]
    columns = _columns(before[0], after[0])
    pairs = _matched(before, after, tuple, lambda one, other: one[:1] == other[:1])
    pairs = list(pairs)
    return [_cells(one, other, columns) for one, other in pairs]


def _columns(old, new):
    """[(place in the old rows or None, place in the new ones or None)]."""
    if len(old) == len(new):
        return [(place, place) for place in range(len(new))]
    wide = [(place, text) for place, text in enumerate(old)], [(place, text) for place, text in enumerate(new)]
    pairs = _matched(*wide, lambda cell: cell[1], lambda one, other: False)
    return [(one[0] if one else None, other[0] if other else None) for one, other in pairs]


def _cells(old, new, columns):
    found = []
    for before, after in columns:
        was = old[before] if old and before is not None and before < len(old) else ""
        now = new[after] if new and after is not None and after < len(new) else ""
        found.append(runs(was, now))
    return found
