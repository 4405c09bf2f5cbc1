"""What was found, in a form that a page can say."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a small number shows itself."""

    COUNT = "count"  # it stands there
    REST = "rest"  # the whole and all but a few are told
    SHARE = "share"  # a percentage, fraction or rate of a known whole
    BASE = "base"  # a percentage of very few
    TOTAL = "total"  # hidden, but a row or column gives it away


@dataclass(frozen=True)
class Found:
    """One small number: how it shows, what it is (or may be, least to most), the words it stands in, and where."""

    kind: Kind
    least: int
    most: int
    quote: str
    row: str = ""
    column: str = ""

    @property
    def number(self):
        """The number in words that a reader takes in: "3", or "3 or 4", or "2 to 4"."""
        if self.least == self.most:
            return str(self.least)
        return f"{self.least} {'or' if self.most == self.least + 1 else 'to'} {self.most}"
