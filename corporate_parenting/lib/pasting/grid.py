"""Tables: every cell in its own column, however cells are merged."""

import re

MOST_ACROSS = 60
MOST_ROWS = 3_000
MOST_CELLS = 60_000
OWN_ROWS = {"thead", "tbody", "tfoot"}


def grid(table, words):
    """
    The rows of a table, each as long as the longest; `words` gives what a cell holds.

    What is merged stands in its first place, and the places it covers are empty. Columns that are hidden in every row
    and empty ones at the right and below go.
    """
    rows, covered, count = [], {}, 0
    for line in list(_rows(table))[:MOST_ROWS]:
        row, at = [], 0
        for cell in (child for child in line.children if not isinstance(child, str) and child.tag in {"td", "th"}):
            at = _past(covered, at)
            across, down = _span(cell, "colspan", MOST_ACROSS), _span(cell, "rowspan", MOST_ROWS)
            count += across
            if at + across > MOST_ACROSS * 4 or count > MOST_CELLS:
                break
            row += [None] * (at + across - len(row))
            row[at] = None if "hidden" in cell.attributes else words(cell)
            for place in range(at, at + across):
                covered[place] = max(covered.get(place, 0), down)
                row[place] = row[place] or []
            if "hidden" in cell.attributes:
                row[at : at + across] = [None] * across
            at += across
        rows.append(row)
        covered = {place: left - 1 for place, left in covered.items() if left > 1}
    return _trimmed(rows)


def _rows(table):
    for child in table.children:
        if isinstance(child, str):
            continue
        if child.tag == "tr":
            yield child
        elif child.tag in OWN_ROWS:
            yield from (row for row in child.children if not isinstance(row, str) and row.tag == "tr")


def _past(covered, at):
    while covered.get(at):
        at += 1
    return at


def _span(cell, name, most):
    found = re.match(r"\s*(\d{1,6})", cell.attributes.get(name, ""))
    return min(max(int(found[1]), 1), most) if found else 1


def _trimmed(rows):
    """None stands for a hidden cell, an empty list for an empty one."""
    width = max(map(len, rows), default=0)
    rows = [row + [[]] * (width - len(row)) for row in rows]
    kept = [at for at in range(width) if any(row[at] is not None for row in rows)]
    rows = [[row[at] or [] for at in kept] for row in rows]
    rows = [row for row in rows if any(map(_said, row))]
    used = max((at for row in rows for at, cell in enumerate(row) if _said(cell)), default=-1) + 1
    return [row[:used] for row in rows]


def _said(cell):
    return any(run.words.strip() for run in cell)
