"""A table out of somebody's CSV file, as text and nothing else. Reads in a child with limits."""

from corporate_parenting.lib import csvread, limited
from corporate_parenting.lib.reading import ReadError

MOST_ROWS, MOST_COLUMNS, MOST_CELLS, LONGEST_CELL = 500, 20, 4000, 2000
MOST_BYTES = 5_000_000
FORMULA = ("=", "+", "-", "@")
NUMBER_STARTS = "0123456789.,£$€ "
LIMITS = limited.Limits(seconds=20, memory=512 * limited.MIB)
TOO_LARGE = f"the file is larger than {MOST_BYTES // 1_000_000} MB. A table of {MOST_ROWS} rows is much smaller."
TOO_MUCH = "reading it takes more time or memory than one table may use."


def read(data, name, *, has_heading=True):
    """
    {"head": [text, …], "rows": [[text, …], …], "told": [sentence, …]} of a CSV file.

    Commas, semicolons or tabs may separate, as Excel's "sep=" line or the first line says. Without a heading the
    columns are numbered. What looks like a formula stays text and is told of. Raises ReadError with the line.
    """
    if len(data) > MOST_BYTES:
        raise ReadError(name, None, "", TOO_LARGE)
    try:
        return limited.run(table, data, name, "1" if has_heading else "", limits=LIMITS)
    except limited.LimitReached:
        raise ReadError(name, None, "", TOO_MUCH) from None


def table(data, name, has_heading):
    """The work of the child."""
    records = [(line, [tidy(cell) for cell in cells]) for line, cells in csvread.records(data, name)]
    records = [(line, cells) for line, cells in records if any(cells)]
    check_size(records, name)
    told = [*formulas(records), *ragged(records)]
    width = max(len(cells) for _, cells in records)
    while width > 1 and not any(cells[width - 1] for _, cells in records if len(cells) >= width):
        width -= 1
    rows = [(cells + [""] * width)[:width] for _, cells in records]
    head = rows.pop(0) if has_heading else [""] * width
    head = [cell or f"Column {number}" for number, cell in enumerate(head, start=1)]
    return {"head": head, "rows": rows, "told": told + one_column(width)}


def tidy(cell):
    """A cell with its line ends, but without blanks and characters that nobody sees."""
    lines = ("".join(each for each in line if each.isprintable()) for line in cell.replace("\t", " ").split("\n"))
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def check_size(records, name):
    """Raises ReadError, with the line, where a table is empty or larger than anybody reads."""
    if len(records) < 2:
        raise ReadError(name, None, "", "there is no table in it: a heading and at least one row.")
    for line, cells in records[: MOST_ROWS + 1]:
        filled = max((number for number, cell in enumerate(cells, start=1) if cell), default=0)
        if filled > MOST_COLUMNS:
            raise ReadError(name, line, "", f"the row has {filled} columns; {MOST_COLUMNS} is the most.")
        if max(map(len, cells)) > LONGEST_CELL:
            raise ReadError(name, line, "", f"a cell has more than {LONGEST_CELL:,} characters.")
    cells = sum(len([cell for cell in row if cell]) for _, row in records)
    if cells > MOST_CELLS and len(records) <= MOST_ROWS + 1:
        raise ReadError(name, None, "", f"it has {cells:,} cells; {MOST_CELLS:,} is the most. Split it, or add up.")
    if len(records) > MOST_ROWS + 1:
        raise ReadError(
            name, None, "", f"it has more than {MOST_ROWS} rows. Nobody reads that many: split it, or add up."
        )


def formulas(records):
    """Cells that a spreadsheet would work out: they stay text, and whoever added them is told where the first is."""
    found = [(line, cell) for line, cells in records for cell in cells if is_formula(cell)]
    if not found:
        return []
    count = "1 cell is a formula" if len(found) == 1 else f"{len(found)} cells are formulas"
    return [f"{count}, first on line {found[0][0]}: shown as it is written, not worked out. Save the values instead."]


def is_formula(cell):
    start, rest = cell[:1], cell[1:]
    if start not in FORMULA or not rest.strip("-– ."):
        return False
    return start in "=@" or (rest[0] not in NUMBER_STARTS and any(each in rest for each in "(!$"))


def ragged(records):
    """Rows of unlike length: often a comma within a cell that was not quoted."""
    lengths = {len(cells) for _, cells in records}
    if len(lengths) < 2:
        return []
    usual = len(records[0][1])
    line = next(line for line, cells in records if len(cells) != usual)
    return [f"Not every row has as many cells as the first; see line {line}. Check that each stands in its column."]


def one_column(width):
    return ["The table has one column. Check that commas, semicolons or tabs separate the cells."] if width == 1 else []
