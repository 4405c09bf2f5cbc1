"""What other forms of a pack there are, and what can be asked for: large print, and the young people's edition."""

from dataclasses import dataclass

from committees.models.packs import OF_EVERY_PACK, Form

from . import planning


@dataclass(frozen=True)
class Wanted:
    """
    Of the newest build: whether large print of it is made or being made, or may be asked for, and of how many items
    young people have words. `young` are the items ticked now; `always`: the body wants large print of every pack.
    """

    build: object
    has_large: bool
    may_ask: bool
    always: bool
    young: list
    without_words: int


def wanted(meeting, build):
    """What the page of a pack says of its other forms. `build` is the newest, or None."""
    packs = list(build.packs.all()) if build else []
    has_large = any(pack.form == Form.LARGE and pack.edition in OF_EVERY_PACK for pack in packs)
    young = planning.for_young(meeting)
    return Wanted(
        build,
        has_large,
        may_ask=build is not None and not has_large and not build.cancelled_at,
        always=meeting.body.pack_large_print,
        young=young,
        without_words=sum(not item.young_words.strip() for item in young),
    )
