"""The public leaves, or stays: only the meeting closes the meeting (LGA 1972 s100A; SI 2012/2089 reg 4)."""

import pytest
import time_machine

from committees import deciding, exempt
from committees.deciding import excluding
from committees.models import AgendaItem, Exclusion, Paper, Publication
from committees.models.bodies import LegalBasis
from committees.models.papers import in_part
from roles.permissions import PUBLIC
from tests.committees.sitting import NOW, opened
from tests.factories.committees import ExemptionFactory, PaperFactory
from tests.factories.reports import SectionFactory

pytestmark = pytest.mark.django_db
PRIVATE = {"likely_private": True, "private_kind": "exempt", "private_reason": "A child could be recognised."}
BY_LAW = {"likely_private": True, "private_kind": "confidential", "private_reason": "A court forbids it."}
HANDS = {"way": "hands", "votes_for": 3, "votes_against": 1}
LOST = {"way": "hands", "votes_for": 1, "votes_against": 3}


@pytest.fixture(autouse=True)
def in_the_room():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sitting(body, people):
    return opened(body, people)


def private(sitting, paragraphs=(1, 2), **about):
    return sitting.add(**PRIVATE | {"private_paragraphs": list(paragraphs), "title": "A placement"} | about)


def exclude(sitting, people, items, **about):
    return deciding.exclude(sitting.meeting, items=items, by=people.clerk, **about)


def test_the_resolution_is_worded_from_the_flags(sitting):
    private(sitting)
    private(sitting, [3], title="A contract")
    assert deciding.exclusion_words(sitting.meeting) == (
        "That under section 100A(4) of the Local Government Act 1972 the press and public leave the meeting for item 2 "
        "(A placement) and item 3 (A contract), because if they stayed exempt information described in the paragraphs "
        "named here (item 2: paragraphs 1 and 2; item 3: paragraph 3) of Part 1 of Schedule 12A of the Local "
        "Government Act 1972 would be likely to be disclosed to them, and that in all the circumstances of the case "
        "the public interest in keeping that information exempt outweighs the public interest in disclosing it."
    )


def test_where_all_items_have_the_same_paragraphs_they_are_named_once(sitting):
    private(sitting, [3])
    assert "described in paragraph 3 of Part 1 of Schedule 12A" in deciding.exclusion_words(sitting.meeting)


def test_there_are_no_items(sitting):
    assert deciding.exclusion_words(sitting.meeting) == "There were no items to take in private."


def test_an_executive_body_resolves_by_its_own_regulations(sitting):
    sitting.meeting.body.legal_basis = LegalBasis.EXECUTIVE
    private(sitting)
    assert deciding.exclusion_words(sitting.meeting).startswith(
        "That under regulation 4(2)(b) of the Local Authorities (Executive Arrangements) (Meetings and Access to "
        "Information) (England) Regulations 2012 the press and public"
    )


def test_a_body_without_a_public_needs_no_resolution(sitting, people):
    sitting.meeting.body.legal_basis = LegalBasis.INFORMAL
    item = private(sitting)
    assert deciding.exclusion_words(sitting.meeting).startswith("Only those come whom the body asks.")
    with pytest.raises(deciding.CannotExclude, match="no resolution is needed"):
        exclude(sitting, people, [item])


def test_fact_8_only_the_meeting_closes_the_meeting_and_names_for_what(sitting, people):
    item, other = private(sitting), private(sitting, [3], title="A contract")
    about = {"outcome": "amended", "text": "To go on.", "private_text": "With Ada.", "by": people.clerk}
    with pytest.raises(deciding.NotBehindAnExclusion, match="no resolution names it"):
        deciding.decide(item, **about)
    made = exclude(sitting, people, [item], vote=HANDS)
    assert (made.is_carried, made.paragraphs, list(made.items.all())) == (True, [1, 2], [item])
    assert deciding.decide(item, **about).private_text == "With Ada."
    with pytest.raises(deciding.NotBehindAnExclusion):
        deciding.decide(other, **about)
    assert deciding.decide(other, **about, without_exclusion=True).pk


def test_fact_8_when_the_resolution_is_lost_exempt_papers_become_public_and_confidential_ones_never(sitting, people):
    item = private(sitting)
    kept = ExemptionFactory(paper=PaperFactory(item=item), decided_by=people.clerk)
    undecided = PaperFactory(item=item)
    secret = ExemptionFactory(
        paper=PaperFactory(item=item), kind="confidential", paragraphs=[], decided_by=people.clerk
    )
    assert list(Paper.objects.visible_to(PUBLIC)) == []
    made = exclude(sitting, people, [item], vote=LOST)
    assert not made.is_carried
    assert set(Paper.objects.visible_to(PUBLIC)) == {kept.paper, undecided}
    kept.refresh_from_db()
    assert (kept.ended_by, kept.ended_with) == (people.clerk, people.chair)
    assert exempt.current(secret.paper) == secret
    item.refresh_from_db()
    assert (item.likely_private, item.private_kind, item.private_paragraphs) == (False, "", [])
    papers = Publication.objects.filter(kind="paper")
    assert set(papers.values_list("thing_id", "at")) == {(kept.paper.pk, NOW), (undecided.pk, NOW)}


def test_a_lost_resolution_publishes_nothing_that_was_public_already(sitting, people):
    PaperFactory(item=sitting.item)
    kept = ExemptionFactory(paper=PaperFactory(item=sitting.item), decided_by=people.clerk)
    exclude(sitting, people, [sitting.item], vote=LOST, paragraphs=[1])
    assert list(Publication.objects.values_list("kind", "thing_id")) == [("paper", kept.paper.pk)]


@pytest.fixture
def partly(sitting, people):
    """An item in public with a paper of which a section is exempt."""
    item = sitting.add(title="The year's placements")
    paper = PaperFactory(item=item)
    section = SectionFactory(version=paper.version)
    ExemptionFactory(paper=paper, section=section, paragraphs=[3], decided_by=people.clerk)
    return item


def test_the_resolution_names_the_private_part_of_an_open_item(sitting, people, partly):
    private(sitting)
    assert [item.title for item in excluding.waiting(sitting.meeting)] == ["The year's placements", "A placement"]
    made = exclude(sitting, people, excluding.waiting(sitting.meeting), vote=HANDS)
    assert "for the private part of item 2 (The year's placements) and item 3 (A placement), because" in made.words
    assert "(item 2: paragraph 3; item 3: paragraphs 1 and 2)" in made.words
    assert made.paragraphs == [1, 2, 3]
    assert excluding.waiting(sitting.meeting) == []


def test_when_it_is_lost_the_private_part_of_an_open_item_becomes_public_and_no_other(sitting, people, partly):
    other = PaperFactory(item=sitting.item)
    kept = ExemptionFactory(paper=other, section=SectionFactory(version=other.version), decided_by=people.clerk)
    [paper] = partly.papers.all()
    assert excluding.opened_if_lost([partly]) == [paper]
    exclude(sitting, people, [partly], vote=LOST)
    assert not Paper.objects.filter(in_part(), item=partly).exists()
    kept.refresh_from_db()
    assert kept.ended_at is None


def test_for_a_confidential_part_of_an_open_item_the_public_leaves_by_law(sitting, people, partly):
    partly.papers.get().exemptions.update(kind="confidential", paragraphs=[])
    assert excluding.waiting(sitting.meeting) == []
    assert excluding.waiting(sitting.meeting, excluding.CONFIDENTIAL) == [partly]
    with pytest.raises(deciding.CannotExclude, match="no resolution can say otherwise"):
        exclude(sitting, people, [partly], vote=HANDS)
    made = exclude(sitting, people, [partly], kind="confidential")
    assert made.words.startswith("The press and public left for the private part of item 2 (The year's placements),")


def test_what_is_confidential_beside_it_waits_still_when_a_resolution_is_lost(sitting, people, partly):
    paper = PaperFactory(item=partly)
    about = {"kind": "confidential", "paragraphs": [], "decided_by": people.clerk}
    ExemptionFactory(paper=paper, section=SectionFactory(version=paper.version), **about)
    exclude(sitting, people, [partly], vote=LOST)
    assert excluding.waiting(sitting.meeting) == []
    assert excluding.waiting(sitting.meeting, excluding.CONFIDENTIAL) == [partly]
    exclude(sitting, people, [partly], kind="confidential")
    assert excluding.waiting(sitting.meeting, excluding.CONFIDENTIAL) == []


def test_what_would_become_public_is_known_before_it_does(sitting, people):
    item = private(sitting)
    kept = ExemptionFactory(paper=PaperFactory(item=item), decided_by=people.clerk)
    ExemptionFactory(paper=PaperFactory(item=item), kind="confidential", paragraphs=[], decided_by=people.clerk)
    assert excluding.opened_if_lost([item]) == [kept.paper]


def test_two_people_answer_for_a_lost_resolution(sitting, people):
    item = private(sitting)
    with pytest.raises(deciding.CannotExclude, match="two people answer"):
        deciding.exclude(sitting.meeting, items=[item], is_carried=False, by=people.chair)
    assert Exclusion.objects.count() == 0


def test_fact_7_confidential_needs_no_resolution_and_cannot_be_voted_down(sitting, people):
    item = sitting.add(**BY_LAW, title="A court paper")
    with pytest.raises(deciding.CannotExclude, match="no resolution can say otherwise"):
        exclude(sitting, people, [item], vote=HANDS)
    for wrong in ({"vote": HANDS}, {"is_carried": False}):
        with pytest.raises(deciding.CannotExclude, match="not voted on"):
            exclude(sitting, people, [item], kind="confidential", **wrong)
    made = exclude(sitting, people, [item], kind="confidential")
    assert made.is_carried
    assert made.words == (
        "The press and public left for item 2 (A court paper), because confidential information would have been "
        "disclosed to them. The law requires it, so no resolution was needed (section 100A(2) of the Local Government "
        "Act 1972)."
    )


@pytest.mark.parametrize("by_law", [True, False])
def test_the_public_comes_back_after_it_left_and_once(sitting, people, by_law):
    item = sitting.add(**BY_LAW) if by_law else private(sitting)
    made = exclude(sitting, people, [item], kind="confidential" if by_law else "exempt")
    with pytest.raises(deciding.CannotExclude, match="before it left"):
        deciding.reopen(made, at=NOW.replace(minute=1), by=people.clerk)
    with pytest.raises(deciding.CannotExclude, match="has not come yet"):
        deciding.reopen(made, at=NOW.replace(hour=12), by=people.clerk)
    deciding.reopen(made, by=people.clerk)
    assert "The press and public could come back at 10:40am." in deciding.words.of_item(item)
    with pytest.raises(deciding.CannotExclude, match="recorded already"):
        deciding.reopen(made, by=people.clerk)


def test_an_item_that_nobody_foresaw_is_closed_when_the_resolution_names_paragraphs(sitting, people):
    with pytest.raises(deciding.CannotExclude, match="Say which paragraphs"):
        exclude(sitting, people, [sitting.item])
    made = exclude(sitting, people, [sitting.item], paragraphs=[2])
    assert "described in paragraph 2 of" in made.words
    with pytest.raises(deciding.CannotExclude, match="left for one of these items already"):
        exclude(sitting, people, [sitting.item], paragraphs=[2])


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"items": []}, "Choose at least one item"),
        ({"kind": "secret"}, "exempt or confidential"),
        ({"kind": "confidential"}, "only a resolution of the meeting closes it"),
        ({"paragraphs": [9]}, "numbered 1 to 7"),
        ({"vote": {"way": "hands", "votes_for": 40, "votes_against": 0}}, "cannot be right"),
        ({"vote": {"way": "assent"}, "is_carried": False}, "By general assent nothing is lost"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(sitting, people, about, words):
    item = private(sitting)
    with pytest.raises(deciding.CannotDecide, match=words):
        exclude(sitting, people, about.pop("items", [item]), **about)
    assert Exclusion.objects.count() == 0
    assert AgendaItem.objects.get(pk=item.pk).likely_private


def test_an_item_of_another_meeting_is_no_item_here(sitting, people, body):
    other = opened(body, people)
    with pytest.raises(deciding.CannotExclude, match="not on the agenda of this meeting"):
        exclude(sitting, people, [private(other)])
