"""Votes: who has one, what the numbers say, the casting vote, and a member's own (LGA 1972 Sch 12; LGHA 1989 s13)."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from committees import deciding, room
from committees.deciding import voting
from committees.models import Decision, Meeting
from tests.committees.sitting import NOW, How, opened
from tests.factories.roles import PersonFactory

FEW = st.integers(0, 30)


@pytest.fixture(autouse=True)
def in_the_room():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sitting(body, people):
    return opened(body, people)


@pytest.fixture
def decision(sitting, people):
    return deciding.decide(sitting.item, outcome="amended", text="To write to every carer.", by=people.clerk)


def hands(decision, people, votes_for, votes_against, **about):
    return deciding.vote(
        decision, way="hands", votes_for=votes_for, votes_against=votes_against, by=people.clerk, **about
    )


def refused(decision, words, step=deciding.vote, **about):
    before = Decision.objects.filter(pk=decision.pk).values().get(), list(decision.votes.values())
    with pytest.raises(deciding.CannotVote, match=words):
        step(decision, **about)
    assert (Decision.objects.filter(pk=decision.pk).values().get(), list(decision.votes.values())) == before


# --- What the numbers say


@given(FEW, FEW, st.sampled_from(["", "for", "against"]))
def test_the_majority_decides_and_only_a_tie_is_broken_by_the_casting_vote(ayes, noes, casting):
    found = voting.is_carried(voting.Tally("hands", ayes, noes, 0, casting if ayes == noes else ""))
    if ayes == noes:
        assert found == (casting == "for")
    else:
        assert found == (ayes > noes)


@given(FEW, FEW)
def test_abstentions_change_nothing(ayes, abstained):
    assert voting.is_carried(voting.Tally("hands", ayes, 3, abstained)) == voting.is_carried(
        voting.Tally("hands", ayes, 3, 0)
    )


def test_by_assent_it_is_carried_and_nobody_knows_where_nobody_voted():
    assert voting.is_carried(voting.Tally("assent")) is True
    assert voting.is_carried(voting.Tally("")) is None


@pytest.mark.django_db
def test_counts_are_kept_and_said(decision, people):
    deciding.vote(
        decision, way="hands", votes_for=2, votes_against=1, abstentions=1, moved_by=people.chair,
        seconded_by=people.member, by=people.clerk,
    )  # fmt: skip
    assert deciding.words.of_item(decision.item)[1:] == [
        "Moved by Councillor Ada Marsh and seconded by Councillor Bram Holt.",
        "On a show of hands: 2 for, 1 against, 1 abstained. The motion was carried.",
    ]


@pytest.mark.django_db
def test_more_votes_than_people_who_may_vote_are_refused_by_name(decision, people):
    refused(
        decision,
        r"5 votes cannot be right: 4 people in the room may vote on item 1: Councillor Ada Marsh, Councillor Bram "
        "Holt, Councillor Ivo Thorn and Councillor Jill Sedge",
        way="hands", votes_for=5, votes_against=0, by=people.clerk,
    )  # fmt: skip
    refused(decision, "5 votes", way="hands", votes_for=2, votes_against=2, abstentions=1, by=people.clerk)
    hands(decision, people, 4, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"way": "shout"}, "Say how it was voted on"),
        ({"way": "assent", "votes_for": 3}, "nobody counts votes"),
        ({"way": "assent", "casting": "for"}, "nobody counts votes"),
        ({"way": "hands"}, "Give both numbers"),
        ({"way": "hands", "votes_for": 3}, "Give both numbers"),
        ({"way": "hands", "votes_for": -1, "votes_against": 0}, "less than nothing"),
        ({"way": "hands", "votes_for": 1, "votes_against": 3}, "1 for and 3 against the motion is lost"),
        ({"way": "hands", "votes_for": 2, "votes_against": 2}, "the motion is lost"),
        ({"way": "hands", "votes_for": 3, "votes_against": 1, "casting": "for"}, "only where votes are equal"),
        ({"way": "hands", "votes_for": 2, "votes_against": 2, "casting": "both"}, "for or against"),
        (
            {"way": "hands", "votes_for": 2, "votes_against": 2, "casting": "against"},
            "a casting vote against the motion",
        ),
    ],
)
def test_what_cannot_have_been_so_is_refused_and_nothing_changes(decision, people, about, words):
    refused(decision, words, by=people.clerk, **about)


@pytest.mark.django_db
def test_what_was_lost_was_not_agreed(sitting, people):
    vote = {"way": "hands", "votes_for": 1, "votes_against": 3}
    made = deciding.decide(sitting.item, outcome="not_agreed", text="To write.", vote=vote, by=people.clerk)
    assert deciding.words.of_item(sitting.item) == [
        "NOT AGREED: To write.",
        "On a show of hands: 1 for, 3 against. The motion was lost.",
    ]
    refused(made, "the motion is carried", way="hands", votes_for=3, votes_against=1, by=people.clerk)
    with pytest.raises(deciding.CannotVote, match="the motion is lost"):
        deciding.decide(sitting.item, decision=made, outcome="amended", text="To write.", by=people.clerk)


@pytest.mark.django_db
def test_nobody_seconds_their_own_motion(decision, people):
    refused(
        decision,
        "cannot second their own",
        way="assent",
        moved_by=people.chair,
        seconded_by=people.chair,
        by=people.clerk,
    )


# --- The casting vote


@pytest.mark.django_db
def test_equal_votes_are_decided_by_whoever_presides(decision, people):
    hands(decision, people, 2, 2, casting="for")
    assert decision.cast_by == people.chair
    assert deciding.words.of_item(decision.item)[1] == (
        "On a show of hands: 2 for, 2 against. Councillor Ada Marsh, presiding, gave the casting vote for. The motion "
        "was carried."
    )
    refused(
        decision, "Only whoever presides", way="hands", votes_for=2, votes_against=2, casting="for",
        cast_by=people.member, by=people.clerk,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_co_opted_member_without_a_vote_who_presides_has_no_casting_vote(decision, people):
    room.preside(decision.item.meeting, presiding=people.co_opted, by=people.clerk)
    decision.item.meeting.refresh_from_db()
    refused(
        decision, "Whoever presides without a vote has no casting vote either .LGHA 1989 section 13",
        way="hands", votes_for=2, votes_against=2, casting="for", by=people.clerk,
    )  # fmt: skip


@pytest.mark.django_db
def test_nobody_presides_and_so_nobody_casts(decision, people):
    Meeting.objects.update(presiding=None)
    refused(
        decision, "Nobody is recorded as presiding", way="hands", votes_for=2, votes_against=2, casting="for",
        by=people.clerk,
    )  # fmt: skip


# --- A named vote


def everyone(sitting, *sides):
    return dict(zip(sitting.members, sides, strict=True))


@pytest.mark.django_db
def test_a_named_vote_is_of_everyone_and_makes_the_counts(sitting, decision, people):
    named = everyone(sitting, "for", "for", "against", "abstained")
    deciding.vote(decision, way="named", named=named, by=people.clerk)
    assert (decision.votes_for, decision.votes_against, decision.abstentions) == (2, 1, 1)
    assert deciding.words.of_item(sitting.item)[1:] == [
        "On a named vote: 2 for, 1 against, 1 abstained. The motion was carried.",
        "For: Councillor Ada Marsh, Councillor Bram Holt.",
        "Against: Councillor Ivo Thorn.",
        "Abstained: Councillor Jill Sedge.",
    ]
    hands(decision, people, 4, 0)
    assert decision.votes.count() == 0


@pytest.mark.django_db
def test_a_named_vote_without_somebody_is_refused(sitting, decision, people):
    named = everyone(sitting, "for", "for", "against", "against")
    del named[sitting.members[3]]
    refused(decision, "how Councillor Jill Sedge voted", way="named", named=named, by=people.clerk)


@pytest.mark.django_db
def test_counts_that_contradict_the_named_votes_are_refused(sitting, decision, people):
    named = everyone(sitting, "for", "for", "for", "against")
    refused(
        decision, "You counted 4 for, but 3 of the named votes are so", way="named", named=named, votes_for=4,
        by=people.clerk,
    )  # fmt: skip


@pytest.mark.django_db
def test_somebody_without_a_vote_has_none(sitting, decision, people):
    link, out = sitting.members[2], sitting.members[3]
    room.leave(sitting.meeting.attendances.get(person=out), by=people.clerk)
    room.record(sitting.meeting, link, how=How.ATTENDING, remote=True, by=people.clerk)
    stranger = PersonFactory(name="Councillor Nobody")
    for person, words in [
        (
            people.co_opted,
            "Foster carer Dev Lane is co-opted member of Corporate Parenting Sub-Committee, without a vote",
        ),
        (out, "Councillor Jill Sedge is not in the room"),
        (link, "Councillor Ivo Thorn has joined by a link"),
        (stranger, "Councillor Nobody is not in the room"),
    ]:
        named = {people.chair: "for", people.member: "for", person: "for"}
        refused(decision, words, way="named", named=named, by=people.clerk)
        deciding.vote(decision, way="assent", by=people.clerk)
        refused(decision, words, deciding.record_own_vote, person=person, how="for", by=people.clerk)


# --- Fact 15: a member's own vote


@pytest.mark.django_db
def test_fact_15_a_member_has_their_own_vote_recorded_and_nobody_elses(sitting, decision, people):
    hands(decision, people, 3, 1)
    deciding.record_own_vote(decision, person=people.member, how="against", by=people.clerk)
    assert list(decision.votes.values_list("person", "how", "at_own_request")) == [(people.member.pk, "against", True)]
    assert deciding.words.of_item(sitting.item)[-1] == (
        "Councillor Bram Holt asked for their vote against to be recorded."
    )
    deciding.record_own_vote(decision, person=people.member, how="for", by=people.clerk)
    assert decision.votes.get().how == "for"


@pytest.mark.django_db
def test_fact_15_it_follows_a_vote_and_agrees_with_what_was_counted(sitting, decision, people):
    about = {"person": people.member, "how": "against", "by": people.clerk}
    refused(decision, "right after a vote", deciding.record_own_vote, **about)
    hands(decision, people, 4, 0)
    refused(decision, "1 person asked for a vote “against” to be recorded, and you counted 0",
            deciding.record_own_vote, **about)  # fmt: skip
    refused(decision, "Say whether they voted", deciding.record_own_vote, **about | {"how": "maybe"})
    hands(decision, people, 3, 1)
    deciding.record_own_vote(decision, **about)
    refused(decision, "and you counted 0", way="hands", votes_for=4, votes_against=0, by=people.clerk)


@pytest.mark.django_db
def test_fact_15_a_named_vote_holds_everyones_and_must_not_contradict_one_that_was_asked_for(sitting, decision, people):
    hands(decision, people, 3, 1)
    deciding.record_own_vote(decision, person=people.member, how="against", by=people.clerk)
    refused(
        decision, "asked for their vote to be recorded, and it was “against”", way="named",
        named=everyone(sitting, "for", "for", "for", "against"), by=people.clerk,
    )  # fmt: skip
    deciding.vote(decision, way="named", named=everyone(sitting, "for", "against", "for", "for"), by=people.clerk)
    refused(
        decision, "records everyone’s vote already", deciding.record_own_vote, person=people.member, how="for",
        by=people.clerk,
    )  # fmt: skip


# --- Before and after the meeting


@pytest.mark.django_db
def test_who_was_there_to_the_end_can_still_be_counted_when_the_clerk_writes_it_up(sitting, decision, people):
    with time_machine.travel(NOW.replace(hour=12), tick=False):
        room.finish(sitting.meeting, by=people.clerk)
        hands(Decision.objects.get(), people, 4, 0)
    assert Decision.objects.get().votes_for == 4


@pytest.mark.django_db
def test_nothing_is_decided_before_the_meeting_begins(sitting, people):
    Meeting.objects.update(opened_at=None)
    with pytest.raises(deciding.CannotDecide, match="has not begun"):
        deciding.decide(sitting.item, outcome="amended", text="To write.", by=people.clerk)


@given(FEW, FEW, FEW, FEW)
def test_what_is_accepted_is_never_more_than_the_people_who_may_vote(ayes, noes, abstained, here):
    people, item = [f"Councillor {number}" for number in range(here)], SimpleNamespace(printed_number="1")
    allowed = ayes + noes + abstained <= here
    with nullcontext() if allowed else pytest.raises(deciding.CannotVote, match="cannot be right"):
        voting.must_add_up(item, (ayes, noes, abstained), people)
