"""Small numbers in a table: cells, what totals give away, and percentages of a whole beside them."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from . import cells
from .found import Found, Kind
from .prose import FEW
from .shares import all_small, counts_behind, small_rest
from .totals import ranges

NARROW = 3  # a hidden number that can be fewer things than this is as good as told


@dataclass(frozen=True)
class _Grid:
    """A table read: cells by row and column, the labels of both, and which columns and rows count children."""

    names: list
    labels: list
    rows: list
    caption: str

    def counts(self, row, column):
        """Does the cell there count children?"""
        by_column, by_row = cells.about(self.labels[column]), cells.about(self.names[row])
        if {by_column, by_row} & {"measure", "things"}:
            return False
        return "people" in (by_column, by_row) or self.is_about_children

    @cached_property
    def is_about_children(self):
        """Does the caption, or any column beside, count children?"""
        return any(cells.about(label) == "people" for label in (self.caption, *self.labels))


def in_table(head, rows, *, caption="", threshold=5):
    """
    Every small number of children that a table tells, as [Found] with the names of row and column.

    The first cell of a row names it. A column counts children when its heading, the row's name or the caption says so
    and none says money, time, scores, shares or things.
    """
    grid = _read(head, rows, caption, threshold)
    if not grid.rows:
        return []
    return [*_cells(grid, threshold), *_shares(grid, threshold), *_given_away(grid, threshold)]


def _read(head, rows, caption, threshold):
    width = max([len(head), *map(len, rows)], default=0)
    padded = [[*map(str, row), *[""] * (width - len(row))] for row in rows]
    labels = [*map(str, head), *[""] * (width - len(head))]
    names = [row[0].strip() for row in padded] if width else []
    return _Grid(names, labels, [[cells.read(text, threshold) for text in row] for row in padded], caption)


def _each(grid):
    for row, line in enumerate(grid.rows):
        for column, cell in enumerate(line):
            if column and grid.counts(row, column):
                yield row, column, cell


def _found(grid, place, kind, counts, quote=""):
    """`counts` are the least and the most that it can be."""
    row, column = place
    quote = quote or grid.rows[row][column].text
    return Found(
        kind, *counts, quote, grid.names[row] or f"row {row + 1}", grid.labels[column] or f"column {column + 1}"
    )


def _cells(grid, threshold):
    for row, column, cell in _each(grid):
        if cell.is_known and 0 < cell.count < threshold:
            yield _found(grid, (row, column), Kind.COUNT, (cell.count, cell.count))
        elif cell.whole and 0 < cell.whole - cell.count < threshold:
            rest = cell.whole - cell.count
            yield _found(grid, (row, column), Kind.REST, (rest, rest))
        elif cell.bounds and cell.bounds[1] < cells.MOST and cell.bounds[1] < threshold - 1:
            yield _found(grid, (row, column), Kind.COUNT, cell.bounds)


# --- Percentages of a whole in the same row


def _shares(grid, threshold):
    """Percentages whose whole stands in their row or their labels, and which no count beside them tells already."""
    for row, line in enumerate(grid.rows):
        beside = _whole_of(grid, row)
        for column, cell in enumerate(line):
            if not column or not (shown := _share_of(grid, column, cell)):
                continue
            base = beside if beside is not None else _whole_in_words(grid, row, column)
            if base and 0 < Decimal(shown) <= 100:
                yield from _share(grid, (row, column), (shown, base), threshold)


def _share_of(grid, column, cell):
    if cell.is_known and cell.share:
        return ""  # the count itself is told beside it
    if cell.share:
        return cell.share
    return str(cell.count) if cell.is_known and cells.is_share(grid.labels[column]) else ""


def _whole_of(grid, row):
    """The first count of children in a row."""
    return next(
        (cell.count for column, cell in enumerate(grid.rows[row]) if column and _is_whole(grid, row, column)), None
    )


def _is_whole(grid, row, column):
    cell = grid.rows[row][column]
    return cell.is_known and not cell.share and grid.counts(row, column)


def _whole_in_words(grid, row, column):
    labels = (grid.labels[column], grid.names[row], grid.caption)
    people = any(cells.about(label) == "people" or cells.PEOPLE.search(label) for label in labels)
    wholes = [whole for label in labels if (whole := cells.whole_in(label))]
    return wholes[0] if wholes and people else None


def _share(grid, place, share, threshold):
    shown, base = share
    counts = counts_behind(shown, base)
    quote = f"{shown}% of {base}"
    if all_small(counts, threshold):
        yield _found(grid, place, Kind.SHARE, (counts[0], counts[-1]), quote)
    elif counts and small_rest(counts, base, threshold):
        yield _found(grid, place, Kind.REST, (base - counts[-1], base - counts[0]), quote)
    elif counts and base < FEW:
        yield _found(grid, place, Kind.BASE, (base, base), quote)


# --- Hidden numbers that totals give away


def _given_away(grid, threshold):
    """Hidden cells that can be at most two numbers once every total of their row and column is known."""
    hidden = {(row, column): cell.bounds for row, column, cell in _each(grid) if cell.bounds}
    if not hidden:
        return
    sums = [one for one in _sums(grid) if any(place in hidden for place in one[0]) or one[1] in hidden]
    equations = [equation for one in sums if (equation := _equation(grid, *one, hidden))]
    bound = {name for terms, _ in equations for _, name in terms}
    known = _workable(equations, {name: hidden[name] for name in bound})
    for (row, column), (least, most) in sorted(known.items()):
        before = hidden[row, column]
        if most - least + 1 < NARROW and (least, most) != before and most > 0:
            yield _found(grid, (row, column), Kind.TOTAL, (least, most))


def _workable(equations, bounds):
    """The ranges; sums that cannot be (the rows overlap, or a number is rounded) are left out one by one."""
    found = ranges(equations, bounds)
    if found is not None:
        return found
    kept = []
    for equation in equations:
        names = {name for _, name in equation[0]}
        if ranges([*kept, equation], bounds) is not None and names:
            kept.append(equation)
    return ranges(kept, bounds) or {}


def _equation(grid, parts, total, hidden):
    """([(1, place), …], sum) of the hidden ones of a sum; None where a part is words."""
    terms, rest = [], 0
    for place, factor in [*((part, 1) for part in parts), (total, -1)]:
        cell = grid.rows[place[0]][place[1]]
        if place in hidden:
            terms.append((factor, place))
        elif cell.is_known:
            rest += factor * cell.count
        else:
            return None
    return (terms, -rest) if terms else None


def _sums(grid):
    """Every (parts, total) that rows and columns named "Total" make."""
    width = len(grid.labels)
    columns = [column for column in range(1, width) if cells.about(grid.labels[column]) not in ("measure", "things")]
    rows = [row for row in range(len(grid.rows)) if cells.about(grid.names[row]) not in ("measure", "things")]
    for parts, total in _groups(rows, [grid.names[row] for row in rows]):
        for column in columns:
            yield [(part, column) for part in parts], (total, column)
    for parts, total in _groups(columns, [grid.labels[column] for column in columns]):
        for row in rows:
            yield [(row, part) for part in parts], (row, total)


def _groups(places, labels):
    """
    (parts, total) of a line of places: a total sums what stands since the one before it; a grand total the totals;
    one that stands first sums what follows.
    """
    since, totals = [], []
    for place, label in zip(places, labels, strict=True):
        if not cells.TOTAL.match(label):
            since.append(place)
        elif since:
            yield since, place
            if totals and cells.GRAND.match(label):
                yield [*totals, *since], place
            totals.append(place)
            since = []
        elif totals:
            yield totals, place
        else:
            totals.append(place)
    if since and len(totals) == 1 and places[0] == totals[0]:
        yield since, totals[0]
