"""
Printed page numbers: every paper starts on the same number in both editions.

A paper takes as many numbers as it has pages in the edition where it is longer. Where the public edition
has a sheet in its place, the sheet carries all of these numbers. A report of which a part is private, and each of
its appendices, has its own numbers: what follows a private part stands on the same number in both.
"""

from dataclasses import dataclass
from itertools import groupby

from committees.models import Part
from committees.models.packs import OF_EVERY_PACK, Edition
from corporate_parenting.lib.jobs import State

SHEET_PAGES = 1  # of the sheet that stands in for a part that could not be made


@dataclass(frozen=True)
class Leaf:
    """A part on its place in an edition, printed as pages `first` to `last`."""

    part: Part
    first: int
    last: int

    @property
    def target(self):
        """Where a link in the contents leads. The same in every build of the same agenda."""
        return f"part-{self.part.order}"


def is_in(part, edition):
    if edition == Edition.YOUNG:
        return part.in_young
    return part.in_restricted if edition == Edition.RESTRICTED else part.in_public


def pages_of(part):
    """The printed numbers that a part takes: one that was made, and is of no use now, keeps those that it had."""
    return part.pages if part.state == State.DONE else part.pages or SHEET_PAGES


def leaves(parts, *, edition, start=1):
    """
    The parts of an edition in order, of one form, each with its printed numbers, the first being `start`.

    The public and the restricted edition share their numbers; what young people read is numbered by itself.
    """
    shared = [edition] if edition == Edition.YOUNG else OF_EVERY_PACK
    parts = [part for part in parts if any(is_in(part, which) for which in shared)]
    found = []
    sheets = {part.paper_id for part in parts if part.kind == Part.Kind.WITHHELD and not part.appendix_id}
    for slot in [list(some) for _, some in groupby(parts, key=lambda part: _place(part, sheets))]:
        width = max(sum(pages_of(part) for part in slot if is_in(part, which)) for which in shared)
        found += _slot([part for part in slot if is_in(part, edition)], start, start + width - 1)
        start += width
    return found


def _place(part, sheets):
    """What has numbers of its own: a paper for which one sheet stands, else a report or one appendix of it."""
    return part.item_id, part.paper_id, None if part.paper_id in sheets else part.appendix_id


def _slot(parts, first, last):
    """The leaves of one paper, which has the numbers first to last in both editions."""
    for part in parts:
        end = last if part.kind == Part.Kind.WITHHELD else first + pages_of(part) - 1
        yield Leaf(part, first, end)
        first = end + 1
