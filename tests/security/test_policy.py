"""
The policy, tried: who reads each thing in each state, said here once more by hand and apart from the table it checks.

Then every cell of the table is turned over in memory, one by one: for each, at least one expectation must fail.
"""

import pytest
from django.db import transaction

from committees.models import who_reads
from committees.models.who_reads import READS, Ground, If, Thing
from tests.security import policy_world
from tests.security.policy_world import PLACES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EVERYONE = "*"
CLERKS = {"clerk", "keeper", "keeper by decision"}
MEMBERS = {"seat", "dispensed seat", "seat with an old interest"}
SUBSTITUTES = {"substitute", "barred substitute"}  # an interest in an item keeps from its private papers alone
BRINGERS = {"author", "clearer", "barred clearer"}  # what somebody answered for, they read: see docs/adr 11
NOBODY = set()
SIGNED_IN = "signed in"  # everyone but the public

# For each thing: of a body that the law opens, published and not; of one that it does not open, published and not.
EXPECTED = {
    "planned meeting": (EVERYONE, CLERKS, CLERKS, CLERKS),
    "called meeting": (EVERYONE, CLERKS | {"place"}, CLERKS | {"place"} | SUBSTITUTES, CLERKS | {"place"}),
    "open paper": (EVERYONE, CLERKS | BRINGERS, CLERKS | BRINGERS | {"place"} | SUBSTITUTES, CLERKS | BRINGERS),
    "exempt paper": (
        CLERKS | BRINGERS | MEMBERS | {"substitute", "granted"},
        CLERKS | BRINGERS,
        CLERKS | BRINGERS | MEMBERS | {"substitute", "granted"},
        CLERKS | BRINGERS,
    ),
    "confidential paper": (
        {"author", "keeper", "keeper by decision", "named"},
        {"author", "keeper", "keeper by decision"},
        {"author", "keeper", "keeper by decision", "named"},
        {"author", "keeper", "keeper by decision"},
    ),
    # Read as the whole papers of their class are; their open rest is read as any open paper is.
    "exempt parts": (
        CLERKS | BRINGERS | MEMBERS | {"substitute", "granted"},
        CLERKS | BRINGERS,
        CLERKS | BRINGERS | MEMBERS | {"substitute", "granted"},
        CLERKS | BRINGERS,
    ),
    "confidential parts": (
        {"author", "keeper", "keeper by decision", "named"},
        {"author", "keeper", "keeper by decision"},
        {"author", "keeper", "keeper by decision", "named"},
        {"author", "keeper", "keeper by decision"},
    ),
    "public pack": (EVERYONE, CLERKS, CLERKS | {"place"} | SUBSTITUTES, CLERKS),
    "public stale pack": (CLERKS, CLERKS, CLERKS, CLERKS),
    "restricted pack": (
        CLERKS | MEMBERS | {"substitute"},
        CLERKS,
        CLERKS | MEMBERS | {"substitute"},
        CLERKS,
    ),
    "restricted stale pack": (NOBODY, NOBODY, NOBODY, NOBODY),
    "minutes not sent": (CLERKS, CLERKS, CLERKS, CLERKS),
    "draft minutes": (CLERKS | {"chair"},) * 4,
    "checked minutes": (CLERKS | {"chair", "place"} | SUBSTITUTES,) * 4,
    "approved minutes": (
        EVERYONE,
        CLERKS | {"place"} | SUBSTITUTES,
        CLERKS | {"place"} | SUBSTITUTES,
        CLERKS | {"place"} | SUBSTITUTES,
    ),
    "part 2 of an item": (CLERKS | MEMBERS | {"author", "substitute"},) * 4,
    "part 2 of a meeting": (CLERKS | MEMBERS | {"substitute"},) * 4,
    "confidential part 2 of an item": (CLERKS | {"author", "named"},) * 4,
    "confidential part 2 of a meeting": (CLERKS,) * 4,
    "confidential part 2 of an action": (CLERKS | {"owner", "named"},) * 4,
    "action": (EVERYONE, SIGNED_IN, {"place", "owner"}, {"place", "owner"}),
    "part 2 of an action": (CLERKS | MEMBERS | {"owner", "substitute"},) * 4,
}

# Which rows of the world are tried when a cell of a thing is turned over.
TRIED = {
    Thing.PLANNED_MEETING: ["planned meeting"],
    Thing.CALLED_MEETING: ["called meeting"],
    Thing.OPEN_PAPER: ["open paper"],
    Thing.EXEMPT_PAPER: ["exempt paper"],
    Thing.CONFIDENTIAL_PAPER: ["confidential paper"],
    Thing.EXEMPT_PARTS: ["exempt parts"],
    Thing.CONFIDENTIAL_PARTS: ["confidential parts"],
    Thing.PUBLIC_PACK: ["public pack"],
    Thing.STALE_PUBLIC_PACK: ["public stale pack"],
    Thing.RESTRICTED_PACK: ["restricted pack"],
    Thing.STALE_RESTRICTED_PACK: ["restricted stale pack"],
    Thing.DRAFT_MINUTES: ["draft minutes", "minutes not sent"],
    Thing.CHECKED_MINUTES: ["checked minutes"],
    Thing.APPROVED_MINUTES: ["approved minutes"],
    Thing.PART_2: ["part 2 of an item", "part 2 of a meeting"],
    Thing.CONFIDENTIAL_PART_2: ["confidential part 2 of an item", "confidential part 2 of a meeting"],
    Thing.CONFIDENTIAL_PART_2_ACTION: ["confidential part 2 of an action"],
    Thing.ACTION: ["action"],
    Thing.PART_2_ACTION: ["part 2 of an action"],
}
OF_ROWS = {
    Ground.EVERYBODY, Ground.SIGNED_IN, Ground.CLERK, Ground.PLACE, Ground.SEAT, Ground.SUBSTITUTE,
}  # fmt: skip
OF_PAPERS = OF_ROWS | {Ground.AUTHOR, Ground.CLEARER, Ground.NEED, Ground.NAMED, Ground.KEEPER}
# The grounds that a thing can be read on at all: there is no author of a meeting.
CAN_BE_HELD = {
    **dict.fromkeys(Thing, OF_ROWS),
    # Nobody is given leave to read what is open, and whoever keeps a paper is a clerk, who reads both anyway.
    Thing.OPEN_PAPER: OF_PAPERS - {Ground.NEED, Ground.NAMED, Ground.KEEPER},
    Thing.EXEMPT_PAPER: OF_PAPERS - {Ground.KEEPER},
    Thing.CONFIDENTIAL_PAPER: OF_PAPERS,
    Thing.EXEMPT_PARTS: OF_PAPERS - {Ground.KEEPER},
    Thing.CONFIDENTIAL_PARTS: OF_PAPERS,
    Thing.DRAFT_MINUTES: OF_ROWS | {Ground.CHAIR},
    Thing.CHECKED_MINUTES: OF_ROWS | {Ground.CHAIR},
    Thing.APPROVED_MINUTES: OF_ROWS,
    Thing.PART_2: OF_ROWS | {Ground.AUTHOR, Ground.NAMED},
    Thing.CONFIDENTIAL_PART_2: OF_ROWS | {Ground.AUTHOR, Ground.NAMED},
    Thing.ACTION: OF_ROWS | {Ground.AUTHOR, Ground.OWNER},
    Thing.PART_2_ACTION: OF_ROWS | {Ground.AUTHOR, Ground.NAMED, Ground.OWNER},
    Thing.CONFIDENTIAL_PART_2_ACTION: OF_ROWS | {Ground.AUTHOR, Ground.NAMED, Ground.OWNER},
}


# The matrix of the design, by kind of user, for a body that the law opens: R reads, - does not.
KINDS = ("public", "member", "other", "co_opted", "participation", "author", "clearer", "clerk", "chair", "admin",
         "guardian")  # fmt: skip
MATRIX = {
    ("called meeting", "open, published"): "RRRRRRRRRRR",
    ("called meeting", "open"): "-R-R---RR--",
    ("planned meeting", "open"): "-------R---",
    ("open paper", "open, published"): "RRRRRRRRRRR",
    ("open paper", "open"): "-----RRR---",
    ("exempt paper", "open, published"): "-R---RRRR--",
    ("exempt paper", "open"): "-----RRR---",
    ("confidential paper", "open, published"): "-----R-----",
    ("confidential paper", "open"): "-----R-----",
    ("exempt parts", "open, published"): "-R---RRRR--",
    ("exempt parts", "open"): "-----RRR---",
    ("confidential parts", "open, published"): "-----R-----",
    ("confidential parts", "open"): "-----R-----",
    ("public pack", "open, published"): "RRRRRRRRRRR",
    ("public pack", "open"): "-------R---",
    ("restricted pack", "open, published"): "-R-----RR--",
    ("restricted pack", "open"): "-------R---",
    ("draft minutes", "open, published"): "-------RR--",
    ("checked minutes", "open, published"): "-R-R---RR--",
    ("approved minutes", "open, published"): "RRRRRRRRRRR",
    ("part 2 of an item", "open, published"): "-R---R-RR--",
    ("part 2 of a meeting", "open, published"): "-R-----RR--",
    ("action", "open, published"): "RRRRRRRRRRR",
    ("action", "open"): "-RRRRRRRRRR",
    ("part 2 of an action", "open, published"): "-R-----RR--",
    ("confidential part 2 of an item", "open, published"): "-----R-R---",
    ("confidential part 2 of a meeting", "open, published"): "-------R---",
    ("confidential part 2 of an action", "open, published"): "-------R---",
}


@pytest.fixture(scope="module")
def council(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield policy_world.build()
        transaction.set_rollback(True)


def expected(council, thing):
    everyone = set(council.readers)
    words = {EVERYONE: everyone, SIGNED_IN: everyone - {"everybody"}}
    return {
        place: words[who] if isinstance(who, str) else who for place, who in zip(PLACES, EXPECTED[thing], strict=True)
    }


@pytest.mark.parametrize("thing", EXPECTED)
def test_each_thing_is_read_by_those_and_nobody_else(council, thing):
    assert policy_world.readers_of(council, thing) == expected(council, thing)


@pytest.mark.parametrize("thing", sorted({thing for thing, _ in MATRIX}))
def test_each_of_the_eleven_kinds_reads_what_the_design_says(council, thing):
    for name, viewer in council.kinds.items():
        seen = {
            place for place, row in council.rows[thing].items() if policy_world.SEEN[thing](viewer).filter(pk=row.pk)
        }
        wanted = {place for (one, place), who in MATRIX.items() if one == thing and who[KINDS.index(name)] == "R"}
        tried = {place for one, place in MATRIX if one == thing}
        assert (name, seen & tried) == (name, wanted)


def test_everything_that_is_there_is_tried(council):
    assert set(council.rows) == set(EXPECTED) == {name for names in TRIED.values() for name in names}
    assert set(TRIED) == set(READS) == set(Thing)
    assert {ground for grounds in CAN_BE_HELD.values() for ground in grounds} == set(Ground)
    assert all(set(grounds) <= CAN_BE_HELD[thing] for thing, grounds in READS.items())


def mutants():
    """(thing, ground, conditions turned over) for every cell: allowed to denied, denied to allowed, less asked."""
    for thing in Thing:
        for ground in sorted(CAN_BE_HELD[thing]):
            conditions = READS[thing].get(ground)
            if conditions is None:
                yield thing, ground, If.ALWAYS
                continue
            yield thing, ground, If(0)
            for condition in conditions & ~If.ALWAYS:
                yield thing, ground, conditions & ~condition


# Words in the names of readers with a ground, who are asked first.
ASKED_FIRST = {Ground.NEED: "grant", Ground.CLEARER: "clear", Ground.SIGNED_IN: "signed in"}


def is_noticed(council, thing, ground):
    """Does any reader see more or less of a thing than expected? Stops at the first who does."""
    words, wanted = ASKED_FIRST.get(ground, str(ground)), expected(council, thing)
    for name in sorted(council.readers, key=lambda name: words not in name):
        seen = policy_world.seen_by(council, thing, name)
        if seen != {place for place, names in wanted.items() if name in names}:
            return True
    return False


def test_every_cell_turned_over_is_noticed(council, monkeypatch):
    alive, tried = [], 0
    for thing, ground, conditions in mutants():
        tried += 1
        with monkeypatch.context() as turned:
            turned.setitem(who_reads.READS, thing, READS[thing] | {ground: conditions})
            noticed = any(is_noticed(council, name, ground) for name in TRIED[thing])
        if not noticed:
            alive.append((str(thing), str(ground), str(conditions)))
    assert (alive, tried > 120) == ([], True)
