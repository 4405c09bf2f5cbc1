"""Interests: what is declared, what it means in words, and that it bars (Localism Act 2011 ss30-34)."""

import pytest
import time_machine

from committees import deciding, room
from committees.models import Interest, Meeting
from tests.committees.sitting import NOW, opened

pytestmark = pytest.mark.django_db
DPI, OTHER = Interest.Kind.DPI, Interest.Kind.OTHER


@pytest.fixture(autouse=True)
def in_the_room():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sitting(body, people):
    return opened(body, people)


def declare(sitting, people, person, kind=DPI, **about):
    return deciding.declare(sitting.item, person=person, kind=kind, by=people.clerk, **about)


def test_fact_14_a_registered_interest_need_not_be_announced_and_still_bars(sitting, people):
    made = declare(sitting, people, people.member, was_registered=True)
    assert made.bars
    assert deciding.effect(made) == [
        "Councillor Bram Holt may not take part in the discussion of item 1 or vote on it (Localism Act 2011 section "
        "31(4)). They do not count for its quorum and may not read its restricted papers.",
        "They need not announce it at the meeting, because it is in the register, and it still bars them.",
    ]
    assert people.member not in room.voters(sitting.meeting, sitting.item)
    assert people.member in room.voters(sitting.meeting, sitting.add())


def test_fact_14_who_is_barred_neither_counts_nor_votes_and_the_words_of_the_refusal_say_so(sitting, people):
    before = room.quorum_at(sitting.meeting, item=sitting.item).here
    declare(sitting, people, people.member, was_registered=True)
    with time_machine.travel(NOW.replace(minute=50), tick=False):
        assert room.quorum_at(sitting.meeting, item=sitting.item).here == before - 1
        decision = deciding.decide(
            sitting.item, outcome="amended", text="To write.", vote={"way": "assent"}, by=people.clerk
        )
        with pytest.raises(deciding.CannotVote, match="Bram Holt has declared an interest in item 1"):
            deciding.record_own_vote(decision, person=people.member, how="for", by=people.clerk)
        with pytest.raises(deciding.CannotVote, match="can neither move nor second"):
            deciding.vote(decision, way="assent", moved_by=people.member, by=people.clerk)
    assert decision.votes.count() == 0


def test_one_that_is_not_registered_is_told_to_the_monitoring_officer_within_28_days(sitting, people):
    made = declare(sitting, people, people.member, matter="My firm cleans the home.")
    assert deciding.effect(made)[1] == (
        "They announce it at the meeting and must tell the monitoring officer by 11 January 2027 "
        "(section 31(2) and (3))."
    )


def test_a_dispensation_lets_somebody_take_part(sitting, people):
    given = "by the monitoring officer on 1 December 2026, to speak and vote"
    made = declare(sitting, people, people.member, was_registered=True, dispensation=given)
    assert not made.bars
    assert (
        deciding.effect(made)[0]
        == f"Councillor Bram Holt may take part in item 1 as far as the dispensation goes: {given}."
    )
    assert people.member in room.voters(sitting.meeting, sitting.item)


def test_of_a_sensitive_interest_the_fact_is_told_and_never_the_detail(sitting, people):
    with pytest.raises(deciding.CannotDeclare, match="never in detail"):
        declare(sitting, people, people.member, is_sensitive=True, matter="Where I live")
    made = declare(sitting, people, people.member, is_sensitive=True)
    assert made.matter == ""
    assert deciding.words.of_item(sitting.item)[0] == (
        "Councillor Bram Holt declared a disclosable pecuniary interest in this item, which is sensitive."
    )


def test_another_interest_bars_only_who_leaves(sitting, people):
    stays = declare(sitting, people, people.member, OTHER, matter="I am a school governor.")
    leaves = declare(sitting, people, people.chair, OTHER, matter="I am a foster carer.", leaves=True)
    assert (stays.bars, leaves.bars) == (False, True)
    assert list(Interest.objects.barring()) == [leaves]
    assert "stays, and may speak and vote" in deciding.effect(stays)[0]
    assert "leaves the room for it" in deciding.effect(leaves)[0]


def test_it_is_withdrawn_and_kept_and_one_takes_the_place_of_another(sitting, people):
    made = declare(sitting, people, people.member, was_registered=True)
    with pytest.raises(deciding.CannotDeclare, match="already, and it stands"):
        declare(sitting, people, people.member, OTHER, matter="Another")
    other = declare(sitting, people, people.member, OTHER, matter="Another", instead_of=made)
    deciding.withdraw_interest(other, by=people.clerk)
    with pytest.raises(deciding.CannotDeclare, match="withdrawn already"):
        deciding.withdraw_interest(other, by=people.clerk)
    assert Interest.objects.count() == 2
    assert list(Interest.objects.standing()) == []
    assert deciding.words.of_item(sitting.item) == []


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"kind": "a friend"}, "disclosable pecuniary interest or another"),
        ({"kind": OTHER}, "Say what the interest is"),
        ({"kind": OTHER, "matter": "  "}, "Say what the interest is"),
        ({"kind": DPI}, "Say what the interest is"),
    ],
)
def test_what_is_missing_is_said(sitting, people, about, words):
    with pytest.raises(deciding.CannotDeclare, match=words):
        declare(sitting, people, people.member, **about)
    assert Interest.objects.count() == 0


def test_an_officer_has_no_disclosable_pecuniary_interest(sitting, people):
    with pytest.raises(deciding.CannotDeclare, match="section 117"):
        declare(sitting, people, people.author, matter="A contract")
    assert declare(sitting, people, people.author, OTHER, matter="A contract").pk


def test_it_can_be_declared_before_the_meeting_and_not_once_it_is_cancelled(body, people):
    sitting = opened(body, people)
    Meeting.objects.update(opened_at=None)
    assert declare(sitting, people, people.member, was_registered=True).pk
    Meeting.objects.update(status="cancelled")
    with pytest.raises(deciding.CannotDeclare, match="The meeting is cancelled"):
        declare(sitting, people, people.chair, was_registered=True)
