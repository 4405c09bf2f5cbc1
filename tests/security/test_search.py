"""Search tells nobody a planted word that they may not read: no result, no count, no quoted text, no title."""

from unittest import mock

import pytest

from committees import finding
from committees.models import Passage
from corporate_parenting import searching
from roles.permissions import PUBLIC
from tests.security.test_matrix import MAY, PLANTED
from tests.security.world import MARK

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# What is in papers, on agendas and in actions; and where it differs from what pages show, why.
IN_SEARCH = {
    "EXEMPT", "EXEMPTTITLE", "EXEMPTAPPENDIX", "UNDECIDED", "UNDECIDEDTITLE", "UNDECIDEDAPPENDIX", "DOCUMENTTITLE",
    "OLD", "OLDTITLE", "OLDAPPENDIX", "AHEAD", "AHEADTITLE", "AHEADAPPENDIX", "UNPUBLISHED", "PLANNED", "INFORMAL",
    "INFORMALACTION", "PART2ACTION", "FORUM", "DRAFTTITLE", "SENTTITLE", "SHAREDTITLE", "TAKENBACKTITLE", "PLEDGE",
}  # fmt: skip
# Part 2 of an agenda: its page has it for the clerk alone, its restricted pack for who votes on the body too.
PART_2 = {
    "PRIVATETITLE": MAY["EXEMPT"] - {"clearer"},
    "PRIVATEITEM": MAY["EXEMPT"] - {"clearer"},
    "NOTICETITLE": {"clerk", "leader", "chair"},
    "NOTICETEXT": {"clerk", "leader", "chair"},
}
# Who sees a word on another page than search leads to: in the audit trail, or beside the paper that they wrote.
ELSEWHERE = {"UNPUBLISHED": {"guardian", "author", "clearer"}}


@pytest.fixture(scope="module")
def indexed(world):
    while finding.catch_up():
        pass
    return world


@pytest.fixture(scope="module")
def told(indexed):
    """{kind of user: {planted word: where}}, from everything that one search for all planted words shows them."""
    with mock.patch.object(searching, "A_PAGE", 1_000):
        return {kind: _told(user, private=not kind.startswith("code_less")) for kind, user in indexed.kinds.items()}


def _told(user, *, private):
    found = {}
    results = searching.search(user or PUBLIC, {"q": f'"{MARK}"'}, private=private and user is not None)
    assert results.page.paginator.num_pages == 1
    for entry in results.page:
        quoted = "".join(piece for piece, _ in entry.pieces)
        for name in PLANTED.findall(" ".join([entry.title, entry.note, quoted, entry.text]).encode()):
            found.setdefault(name.decode(), entry.title)
    return found


def test_the_world_is_in_the_index(indexed):
    assert Passage.objects.filter(title__contains=MARK).count() > 10
    assert Passage.objects.filter(is_private=True, text__contains=MARK).exists()


def test_nobody_finds_what_they_may_not_read(told):
    leaks = {
        (kind, name): where
        for kind, words in told.items()
        for name, where in words.items()
        if name not in PART_2 and kind not in MAY[name]
    }
    assert leaks == {}


def test_part_2_of_an_agenda_is_for_its_clerk_and_the_voting_members(told):
    found = {(kind, name) for kind, words in told.items() for name in words if name in PART_2}
    assert found == {(kind, name) for name, kinds in PART_2.items() for kind in kinds}


@pytest.mark.parametrize("name", sorted(IN_SEARCH))
def test_who_may_read_it_finds_it(told, name):
    assert {kind for kind, words in told.items() if name in words} == MAY[name] - ELSEWHERE.get(name, {"guardian"})


@pytest.mark.parametrize("name", ["EXEMPT", "DRAFT", "PRIVATEITEM", "AHEADTITLE", "FORUM", "PLEDGE", "YOUNG"])
@pytest.mark.parametrize("kind", ["public", "other", "admin", "guardian", "partner"])
def test_not_even_a_count_tells(indexed, kind, name):
    if kind in MAY.get(name, ()) and name != "YOUNG":
        return
    user = indexed.kinds[kind]
    results = searching.search(user or PUBLIC, {"q": f'"{MARK}{name}"'}, private=user is not None)
    assert (results.count, list(results.page)) == (0, [])
    assert [results.kinds, results.bodies, results.years] == [[], [], []]


def test_without_a_one_time_code_nothing_restricted_is_found(indexed):
    member = indexed.kinds["member"]
    assert searching.search(member, {"q": f'"{MARK}EXEMPT"'}, private=True).count == 1
    for name in ("EXEMPT", "EXEMPTTITLE", "PRIVATETITLE", "DRAFTTITLE"):
        assert searching.search(member, {"q": f'"{MARK}{name}"'}).count == 0
