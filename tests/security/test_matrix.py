"""
The access matrix, tried: each kind of user opens every address with everything there is.

Words are planted wherever something is secret. What each kind of user came to see of them is compared with what
they may see: one word too many is a leak, one too few a page that nobody can use. One test for each kind of user, so
that two processes share them.
"""

import re
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
PARTS_OF_A_REPORT = ("", "TITLE", "APPENDIX", "FILE", "PICTURE")
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
    # An open paper of which a section and an appendix are private; why they are stands in the register.
    "PARTLY": READERS,
    "PARTLYPICTURE": READERS,
    "PARTLYAPPENDIX": READERS,
    "PARTLYFILE": READERS,
    # Who wrote it, who cleared it and reads why, and the clerk who keeps the register.
    "PARTLYREASON": {"author", "clearer", "clerk"},
    # Why leave was given, and why somebody asks for it.
    "LEAVEREASON": {"clerk", "monitoring"},
    "ASKEDWHY": {"monitoring"},
    # What must stand in nothing public: who marked it, and who decides.
    "PROTECTEDNAME": {"clerk", "monitoring"},
    "PROTECTEDWHY": {"clerk", "monitoring"},
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
    # In the register of what is kept from the public, for who may read the paper.
    "REASON": {"clerk"},
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
    # What is said about the draft, and what stood in it before.
    "DRAFTCOMMENT": {"author", "clerk"},
    "KEPTTEXT": {"author", "clerk"},
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
    # By office: the Director, and Gwen, who answers for her today.
    **{f"BYOFFICE{part}": {"author", "director", "participation"} for part in PARTS_OF_A_REPORT},
    # Late with finance: those who may let it go on read it for that; what was said of it is theirs to read too.
    **{f"LATE{part}": {"author", "clearer", "director", "monitoring"} for part in (*PARTS_OF_A_REPORT, "SAID")},
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
NEARLY = {"code_less_member", "director", "former", "late", "leader", "left", "monitoring"}
NEARLY |= {"other_author", "other_clerk", "head_clerk", "partner", "substitute"}
KINDS = sorted(ELEVEN | NEARLY)


@dataclass
class Seen:
    """What came of opening everything as one kind of user, by address."""

    words: dict = field(default_factory=dict)
    statuses: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)
    headers: dict = field(default_factory=dict)


def opened(kind, client):
    found = Seen()
    for route in routes.ROUTES:
        for address in routes.addresses(route):
            if (kind in ELEVEN or routes.READ.search(route)) and not _is_slow(address, kind):
                _open(found, client, address)
    return found


def _is_slow(address, kind):
    """A preview or a profile is printed anew for who may see it: compressed, it would show no word."""
    if address.endswith("/profile.pdf"):
        return kind not in {"public", "member"}
    return address.endswith("/print/") and kind in MAY["SENT"] | {"other_author"}


def _open(found, client, address):
    with written() as changes:
        response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    for name in PLANTED.findall(body + str(response.headers).encode()):
        found.words.setdefault(name.decode(), address)
    found.statuses[address] = response.status_code
    found.headers[address] = response.headers
    found.changes += [(address, change) for change in changes]


@pytest.fixture(scope="module")
def stranger(clients):
    """What the public comes to see."""
    return opened("public", clients["public"])


def test_every_address_is_tried():
    known = {route for route, _ in routes.patterns()}
    assert known - routes.NOT_TRIED == set(routes.ROUTES)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_user_sees_what_they_may_and_no_more(clients, stranger, kind):
    seen = stranger if kind == "public" else opened(kind, clients[kind])
    may = {name for name, kinds in MAY.items() if kind in kinds}
    assert {name: address for name, address in seen.words.items() if name not in may} == {}
    assert may - set(seen.words) == set()
    assert seen.changes == [], "opening a page changes nothing"
    assert {address: status for address, status in seen.statuses.items() if status >= 500} == {}
    assert _stored(seen, stranger) == [], "what is not public is never stored"


def _stored(seen, stranger):
    """What is for those who are signed in, and may be kept by a browser or a proxy all the same."""
    return [
        address
        for address, headers in seen.headers.items()
        if seen.statuses[address] == 200
        and stranger.statuses[address] == 302
        and "no-store" not in headers.get("Cache-Control", "")
    ]


def test_every_kind_of_user_is_tried(clients):
    assert set(clients) == set(KINDS)
    assert set().union(*MAY.values()) <= set(KINDS)


def test_a_stranger_is_sent_to_the_door_or_told_that_there_is_nothing(stranger):
    odd = {address: status for address, status in stranger.statuses.items() if status not in (200, 302, 404)}
    assert odd == {}


def test_who_left_is_a_stranger(clients, stranger):
    own = opened("left", clients["left"]).statuses
    assert own == {address: stranger.statuses[address] for address in own}
    assert set(own.values()) == {302}
