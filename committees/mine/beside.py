"""What stands beside a paper that is being read: which is next, how long it is, and one's own note on its item."""

from dataclasses import dataclass

from committees.mine import notes, reading_time


@dataclass(frozen=True)
class Beside:
    """A paper's place among those of its meeting that this person may read."""

    number: int
    count: int
    before: object
    after: object
    reckoned: object
    note: object


def of(paper, near, user):
    """The Beside of a paper that this user reads, among those near it (`reading.with_neighbours`)."""
    place = next(at for at, one in enumerate(near) if one.pk == paper.pk)
    mine = notes.own(user.person, [paper.item_id]) if user.person else {}
    return Beside(
        number=place + 1,
        count=len(near),
        before=near[place - 1] if place else None,
        after=near[place + 1] if place + 1 < len(near) else None,
        reckoned=reading_time.of([paper])[paper.pk],
        note=mine.get(paper.item_id),
    )
