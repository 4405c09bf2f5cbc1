"""
The access matrix, tried: each kind of user opens every address with everything there is.

Words are planted wherever something is secret. What each kind of user came to see of them is compared with what
they may see: one word too many is a leak, one too few a page that nobody can use.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

import pytest

from tests.security import routes
from tests.security.conftest import written
from tests.security.world import MARK

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PLANTED = re.compile(rf"{MARK}([A-Z0-9]+)".encode())

SEATED = {"member", "chair"}
PLACES = SEATED | {"co_opted", "substitute", "late", "director", "code_less_member"}
READERS = SEATED | {"author", "clearer", "clerk"}
OFFICERS = {"head_clerk", "admin", "guardian"}
CHECK_KEEPERS = {"participation", "chair", "director", "head_clerk"}
# Who looks after visits to children's homes, or leads: the chair is the lead member, the author manages services.
KEEPERS = {"chair", "author", "director", "head_clerk"}

MAY = {
    "EXEMPT": READERS,
    "EXEMPTTITLE": READERS,
    "EXEMPTAPPENDIX": READERS,
    "EXEMPTFILE": READERS,
    "EXEMPTPICTURE": READERS,
    "EXEMPTPRINT": READERS,
    "UNDECIDED": READERS,
    "UNDECIDEDTITLE": READERS,
    "UNDECIDEDAPPENDIX": READERS,
    "UNDECIDEDFILE": READERS,
    "UNDECIDEDPICTURE": READERS,
    # Confidential, and no report: whoever laid it.
    "DOCUMENTTITLE": {"clerk"},
    "DOCUMENTFILE": {"clerk"},
    # A councillor was given leave to read this one, by name.
    "GRANTED": READERS | {"other"},
    "GRANTEDTITLE": READERS | {"other"},
    "GRANTEDAPPENDIX": READERS | {"other"},
    "GRANTEDFILE": READERS | {"other"},
    "GRANTEDPICTURE": READERS | {"other"},
    # Its author, whoever cleared it (as the report they cleared), whoever laid it, and one member who is named for it.
    "CONFIDENTIAL": {"author", "clearer", "clerk", "member"},
    "CONFIDENTIALTITLE": {"author", "clearer", "clerk", "member"},
    "CONFIDENTIALAPPENDIX": {"author", "clearer", "clerk", "member"},
    "CONFIDENTIALFILE": {"author", "clearer", "clerk", "member"},
    "CONFIDENTIALPICTURE": {"author", "clearer", "clerk", "member"},
    # Why leave was given, and why somebody asks for it.
    "LEAVEREASON": {"clerk", "monitoring"},
    "ASKEDWHY": {"monitoring"},
    "RESTRICTEDPACK": SEATED | {"clerk"},
    "STALEPACK": {"clerk"},
    # Part 2 of the minutes is headed by it; who chairs has it on the run sheet too, behind a code.
    "PRIVATETITLE": SEATED | {"clerk"},
    "CHAIRNOTE": {"chair", "clerk"},
    "KEPTMINUTE": {"clerk"},
    # Minutes that the chair has checked and nobody approved; what is minuted in part 2; a remark on the draft.
    "CHECKEDMINUTES": PLACES | {"clerk"},
    "PARTTWO": SEATED | {"clerk"},
    "REMARK": {"clerk"},
    "PARTTWOREMARK": {"clerk"},
    "PRIVATEITEM": {"clerk"},
    "GROUNDS": {"clerk"},
    # An item of the Cabinet, with its notice to the public.
    "NOTICETITLE": {"clerk"},
    "NOTICEREASON": {"clerk"},
    "NOTICETEXT": {"clerk"},
    "REASON": set(),
    # Of an item with a report of theirs, its author too.
    "MINUTES": SEATED | {"clerk", "author"},
    "LINK": set(),
    "OLD": {"author", "clerk"},
    "OLDTITLE": {"author", "clerk"},
    "OLDAPPENDIX": {"author", "clerk"},
    "OLDFILE": {"author", "clerk"},
    "OLDPICTURE": {"author", "clerk"},
    # Laid on an agenda that is not published yet: those who sit on the body wait as everybody does.
    "AHEAD": {"author", "clearer", "clerk"},
    "AHEADTITLE": {"author", "clearer", "clerk"},
    "AHEADAPPENDIX": {"author", "clearer", "clerk"},
    "AHEADFILE": {"author", "clearer", "clerk"},
    "AHEADPICTURE": {"author", "clearer", "clerk"},
    "DRAFT": {"author", "clerk"},
    # What the author of a commissioned report was told: those who may read the draft.
    "BRIEF": {"author", "clerk"},
    "DRAFTTITLE": {"author", "clerk"},
    "DRAFTAPPENDIX": {"author", "clerk"},
    "DRAFTFILE": {"author", "clerk"},
    "DRAFTPICTURE": {"author", "clerk"},
    "SENT": {"author", "clearer", "clerk"},
    "SENTTITLE": {"author", "clearer", "clerk"},
    "SENTAPPENDIX": {"author", "clearer", "clerk"},
    "SENTFILE": {"author", "clearer", "clerk"},
    "SENTPICTURE": {"author", "clearer", "clerk"},
    "SHARED": {"author", "other_author"},
    "SHAREDTITLE": {"author", "other_author"},
    "SHAREDAPPENDIX": {"author", "other_author"},
    "SHAREDFILE": {"author", "other_author"},
    "SHAREDPICTURE": {"author", "other_author"},
    "TAKENBACK": {"author"},
    "TAKENBACKTITLE": {"author"},
    "TAKENBACKAPPENDIX": {"author"},
    "TAKENBACKFILE": {"author"},
    "TAKENBACKPICTURE": {"author"},
    "COMMENT": {"author"},
    # Titles of items are public by their nature, so the audit trail holds them.
    "UNPUBLISHED": PLACES | {"clerk", "guardian", "author", "clearer"},
    "PLANNED": {"clerk", "guardian"},
    "INFORMAL": {"chair", "clerk", "code_less_member", "partner", "guardian"},
    "INFORMALACTION": {"chair", "clerk", "code_less_member", "partner"},
    # Whoever has to do it, the clerk, and those with a vote: never on a list, in a table or in a mail.
    "PART2ACTION": SEATED | {"clerk", "participation"},
    "PART2PROGRESS": SEATED | {"clerk", "participation"},
    # Written down in the room after the minutes were checked: in no version that members read yet.
    "PART2DECISION": {"clerk"},
    # Those tied to the body that asks, and to the one that is asked.
    "REFERRAL": PLACES | {"clerk", "partner", "guardian"},
    "PROGRAMME": {"chair", "clerk", "code_less_member", "partner", "other_author", "guardian"},
    "PLANNOTE": PLACES | {"clerk"},
    "PLANMOVE": PLACES | {"clerk"},
    "PLANDROP": PLACES | {"clerk"},
    "FORUM": {"head_clerk"},
    # What is said of how a body stands to one that protects who comes to it.
    "FORUMLINK": {"head_clerk"},
    "YOUNG": PLACES | {"clerk"} | OFFICERS,
    "VISITOR": PLACES | {"clerk"},
    "PLEDGE": {"participation", "guardian"},
    "HOME": KEEPERS | {"other_author"},
    "CALLEDOFF": KEEPERS,
    "VISITACTION": KEEPERS | {"other_author", "clearer"},
    # Its keepers, and those who own a component of it.
    "CHECKING": CHECK_KEEPERS | {"member", "author", "clerk", "other_author"},
    "NOTE": {"member"},
    "MEMBERNOTE": {"member"},
    # Every member and officer, whatever they hold; no partner, no carer, nobody who left.
    "CHECKED": CHECK_KEEPERS
    | READERS
    | OFFICERS
    | {"other", "late", "substitute", "former", "leader", "monitoring"}
    | {"code_less_member", "other_author", "other_clerk"},
}


ELEVEN = {"public", "member", "other", "co_opted", "participation", "author", "clearer", "clerk", "chair", "admin"}
ELEVEN |= {"guardian"}


@dataclass
class Seen:
    """What came of opening everything as every kind of user."""

    words: dict = field(default_factory=lambda: defaultdict(dict))
    statuses: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)
    headers: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def seen(world, clients):
    found = Seen()
    tried = [(route, address) for route in routes.ROUTES for address in routes.addresses(route)]
    for kind, client in clients.items():
        for route, address in tried:
            if (kind in ELEVEN or routes.READ.search(route)) and not _is_slow(address, kind):
                _open(found, kind, client, address)
    return found


def _is_slow(address, kind):
    """A preview or a profile is printed anew for who may see it: compressed, it would show no word."""
    if address.endswith("/profile.pdf"):
        return kind not in {"public", "member"}
    return address.endswith("/print/") and kind in MAY["SENT"] | {"other_author"}


def _open(found, kind, client, address):
    with written() as changes:
        response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for name in PLANTED.findall(body + str(response.headers).encode()):
        found.words[name.decode()].setdefault(kind, address)
    found.statuses[kind, address] = response.status_code
    found.headers[kind, address] = response.headers
    found.changes += [(kind, address, change) for change in changes]


def test_every_address_is_tried():
    known = {route for route, _ in routes.patterns()}
    assert known - routes.NOT_TRIED == set(routes.ROUTES)


@pytest.mark.parametrize("name", MAY)
def test_who_sees_it(seen, name):
    who = seen.words[name]
    assert {kind: address for kind, address in who.items() if kind not in MAY[name]} == {}
    assert set(who) == MAY[name]


def test_nothing_else_was_planted(seen):
    assert set(seen.words) - set(MAY) == set()


def test_opening_a_page_changes_nothing(seen):
    assert seen.changes == []


def test_no_page_breaks(seen):
    assert {where: status for where, status in seen.statuses.items() if status >= 500} == {}


def test_a_stranger_is_sent_to_the_door_or_told_that_there_is_nothing(seen, world):
    odd = {
        address: status
        for (kind, address), status in seen.statuses.items()
        if kind == "public" and status not in (200, 302, 404)
    }
    assert odd == {}


def test_who_left_is_a_stranger(seen):
    own = {address: status for (kind, address), status in seen.statuses.items() if kind == "left"}
    assert own == {address: seen.statuses["public", address] for address in own}
    assert set(own.values()) == {302}


def test_what_is_not_public_is_never_stored(seen):
    kept = [
        address
        for (kind, address), headers in seen.headers.items()
        if kind in ("member", "clerk", "author")
        and seen.statuses[kind, address] == 200
        and seen.statuses["public", address] == 302
        and "no-store" not in headers.get("Cache-Control", "")
    ]
    assert kept == []
