"""Blocks of words into Markdown."""

from dataclasses import dataclass, field

from corporate_parenting.lib.pasting import inline

FIRST_HEADING = 2
LAST_HEADING = 6


@dataclass
class Para:
    """A paragraph."""

    runs: list = field(default_factory=list)

    def lines(self):
        return [self.runs]


@dataclass
class Heading:
    """A heading and its level in the source, counted from 1."""

    level: int
    runs: list = field(default_factory=list)

    def lines(self):
        return [self.runs]


@dataclass
class Item:
    """
    A line of a list on its level, counted from 1. The mark is "-", a number ("3."), a label that Markdown has no list
    for ("(a)", "1.2"), or nothing where the words go on with the item before.
    """

    level: int
    mark: str
    runs: list = field(default_factory=list)

    @property
    def is_listed(self):
        return self.mark == "-" or (self.mark[:-1].isdigit() and self.mark.endswith("."))

    def lines(self):
        return [[inline.Run(f"{self.mark} "), *self.runs] if self.mark not in {"", "-"} else self.runs]


@dataclass
class Table:
    """Rows of cells, each a list of runs; all rows are of one length, and the first is the heading."""

    rows: list

    def lines(self):
        cells = ([cell for cell in row if inline.plain(cell)] for row in self.rows)
        return [[run for cell in row for run in [*cell, inline.Run(" ")]] for row in cells if row]


def markdown(blocks) -> str:
    """The text of all blocks in order."""
    top = min((block.level for block in blocks if isinstance(block, Heading)), default=1)
    writer = _Writer(FIRST_HEADING - top)
    for block in blocks:
        writer.write(block)
    return "\n".join(writer.lines).strip("\n")


class _Writer:
    """Writes lines; `open` holds the indents that items of the open list stand at, one for each level."""

    def __init__(self, lower):
        self.lines, self.lower, self.open, self.levels, self.last = [], lower, [], [], None

    def write(self, block):
        if isinstance(block, Item):
            self._item(block)
        else:
            self.open, self.levels = [], []
            self._gap()
            self._whole(block)
        self.last = block

    def _whole(self, block):
        if isinstance(block, Table):
            self.lines += _table(block.rows)
        elif isinstance(block, Heading):
            marks = "#" * min(max(block.level + self.lower, FIRST_HEADING), LAST_HEADING)
            self.lines.append(f"{marks} {_one_line(block.runs)}")
        else:
            self.lines += inline.write(block.runs).split("\n")

    def _item(self, item):
        if not item.is_listed:
            self._goes_on(item)
            return
        while self.levels and self.levels[-1] >= item.level:
            self.levels.pop()
            self.open.pop()
        margin = self.open[-1] if self.open else 0
        after_list = isinstance(self.last, Item) and self.last.is_listed
        if not after_list or (not self.levels and self.last.mark[-1:] != item.mark[-1:]):
            self._gap()
        self.levels.append(item.level)
        self.open.append(margin + len(item.mark) + 1)
        first, *more = inline.write(item.runs).split("\n")
        self.lines.append(f"{' ' * margin}{item.mark} {first}")
        self.lines += [" " * self.open[-1] + line for line in more]

    def _goes_on(self, item):
        """Words with a label of their own, or with none, stand under the item they belong to."""
        while self.levels and self.levels[-1] >= item.level + (not item.mark):
            self.levels.pop()
            self.open.pop()
        margin = self.open[-1] if self.open else 0
        self._gap()
        for line in inline.write(*item.lines()).split("\n"):
            self.lines.append(" " * margin + line)

    def _gap(self):
        if self.lines and self.lines[-1]:
            self.lines.append("")


def _one_line(runs):
    """A heading: one line, and no mark at its end that would be taken for one of a heading."""
    text = inline.write([inline.Run(" ") if run.words == inline.BREAK else run for run in runs])
    text = " ".join(text.split())
    return f"{text[:-1]}\\#" if text.endswith("#") else text


def _table(rows):
    head, *body = [[inline.write(cell, in_table=True) for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return [f"| {' | '.join(line)} |" for line in lines]
