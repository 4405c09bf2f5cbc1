"""
How something was voted on: by general assent, by a show of hands, or by a named vote; the casting vote; own votes.

LGA 1972 Sch 12 para 39 (majority of those present and voting; casting vote); LGHA 1989 s13(9); SI 1993/202 Sch 2.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import transaction

from committees.deciding import presence, standing
from committees.deciding.refusals import CannotVote
from committees.models import Decision, Interest, VoteCast
from committees.models.room import Voted
from roles.audit import record
from roles.models import Person

Way, Side, How = Voted.Way, Voted.Side, VoteCast.How
SIDES = (How.FOR, How.AGAINST, How.ABSTAINED)
# What a motion that was carried may have come to, and one that was lost.
LOST = (Decision.Outcome.NOT_AGREED,)


@dataclass(frozen=True)
class Tally:
    """A vote that was found right, as the columns of Voted. Counts are None where nobody counted."""

    way: str
    votes_for: int | None = None
    votes_against: int | None = None
    abstentions: int | None = None
    casting: str = ""
    cast_by: Person | None = None
    moved_by: Person | None = None
    seconded_by: Person | None = None

    @property
    def columns(self):
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def is_carried(voted):
    """Was it carried: by the counts and the casting vote, or by assent? None where nobody counted or voted."""
    if voted.way == Way.ASSENT:
        return True
    if voted.votes_for is None or voted.votes_against is None:
        return None
    ahead = voted.votes_for - voted.votes_against
    if ahead == 0 and voted.casting:
        return voted.casting == Side.FOR
    return ahead > 0


def tally(
    item,
    *,
    way,
    votes_for=None,
    votes_against=None,
    abstentions=None,
    named=None,
    casting="",
    cast_by=None,
    moved_by=None,
    seconded_by=None,
):
    """
    A vote on an item, looked at: the Tally. `named` is how each person voted, {Person: VoteCast.How}, of everyone.

    `cast_by` is whoever presided where nothing is said. Raises CannotVote, in words, for what cannot have been so.
    """
    counts = (votes_for, votes_against, abstentions)
    if way not in Way.values:
        raise CannotVote("Say how it was voted on: by general assent, by a show of hands or by a named vote.")
    if any(count is not None and count < 0 for count in counts):
        raise CannotVote("A count of votes cannot be less than nothing. Count again; nothing was saved.")
    movers_must_be_two(item, moved_by, seconded_by)
    if way == Way.ASSENT:
        _must_not_be_counted(counts, named, casting)
        return Tally(way, moved_by=moved_by, seconded_by=seconded_by)
    voters = presence.voters(item)
    if way == Way.NAMED:
        counts = _counted(item, named or {}, counts, voters)
    must_add_up(item, counts, voters)
    if casting:
        cast_by = _must_have_a_casting_vote(item, counts, casting, cast_by, voters)
    return Tally(way, *counts, casting, cast_by if casting else None, moved_by, seconded_by)


def movers_must_be_two(item, moved_by, seconded_by):
    """Raise CannotVote when the same person moved and seconded, or one of them is barred from the item."""
    if moved_by is not None and moved_by == seconded_by:
        raise CannotVote(f"{moved_by} cannot second their own motion. Choose who seconded it; nothing was saved.")
    named = [person for person in (moved_by, seconded_by) if person is not None]
    barred = named and Interest.objects.barring().filter(item=item, person__in=named).select_related("person").first()
    if barred:
        raise CannotVote(
            f"{barred.person} has declared an interest that bars them from item {item.printed_number}, so they can "
            "neither move nor second there. Choose somebody else; nothing was saved."
        )


def _must_not_be_counted(counts, named, casting):
    if named or casting or any(counts):
        raise CannotVote(
            "By general assent nobody counts votes. Choose “By a show of hands” to keep the counts, or take the "
            "numbers out; nothing was saved."
        )


def _counted(item, named, counts, voters):
    """The counts of a named vote of everyone. Raises CannotVote for strangers, gaps, and other counts than given."""
    for person, how in named.items():
        if how not in How.values:
            raise CannotVote(f"Say whether {person} voted for, against, or abstained.")
        _must_vote(person, item, voters)
    if missing := [str(person) for person in voters if person not in named]:
        raise CannotVote(
            f"A named vote is of everyone. Say how {_listed(missing)} voted, or choose “By a show of hands”; nothing "
            "was saved."
        )
    found = Counter(named.values())
    counted = tuple(found[side] for side in SIDES)
    for side, given, is_so in zip(SIDES, counts, counted, strict=True):
        if given is not None and given != is_so:
            raise CannotVote(
                f"You counted {given} {side.label.lower()}, but {is_so} of the named votes are so. Count again, or "
                "leave the counts out: they are made from the names. Nothing was saved."
            )
    return counted


def _must_vote(person, item, voters):
    if person not in voters:
        raise CannotVote(f"{presence.why_no_vote(person, item)} Take their vote out; nothing was saved.")


def must_add_up(item, counts, voters):
    """Raise CannotVote when counts are missing, or are more than the people who may vote."""
    votes_for, votes_against, abstentions = counts
    if votes_for is None or votes_against is None:
        raise CannotVote(
            "Give both numbers, for and against (0 where there were none). Where nobody counted, choose “By general "
            "assent”; nothing was saved."
        )
    total = votes_for + votes_against + (abstentions or 0)
    if total > len(voters):
        who = f": {_listed([str(person) for person in voters])}" if voters else ""
        raise CannotVote(
            f"{_votes(total)} cannot be right: {_people(len(voters))} in the room may vote on item "
            f"{item.printed_number}{who}. Count again, or record who else is there; nothing was saved."
        )


def _must_have_a_casting_vote(item, counts, casting, cast_by, voters):
    """Whoever gives the casting vote. Raises CannotVote where votes are not equal, or they have none."""
    if casting not in Side.values:
        raise CannotVote("Say whether the casting vote was for or against.")
    if counts[0] != counts[1]:
        raise CannotVote(
            f"There is a casting vote only where votes are equal, and {counts[0]} were for and {counts[1]} against. "
            "Take the casting vote out, or count again; nothing was saved."
        )
    person = item.meeting.presiding
    if person is None:
        raise CannotVote("Nobody is recorded as presiding, so there is no casting vote. Say who presides first.")
    if cast_by not in (None, person):
        raise CannotVote(f"Only whoever presides has a casting vote: that is {person}. Nothing was saved.")
    if person not in voters:
        raise CannotVote(
            f"{presence.why_no_vote(person, item)} Whoever presides without a vote has no casting vote either "
            "(LGHA 1989 section 13(9)). Nothing was saved."
        )
    return person


@transaction.atomic
def vote(decision, *, by, way, named=None, **counts):
    """
    Record how a decision was voted on, in place of what was recorded; `tally` says what may be given. Returns it.
    Without a way nothing was voted on.

    Counts with the casting vote say whether it was carried. Raises CannotVote when they contradict what was decided,
    or the votes of those who asked for theirs to be recorded.
    """
    standing.must_take(decision.item.meeting, CannotVote, decision.item)
    found = tally(decision.item, way=way, named=named, **counts) if way else Tally("")
    must_agree_with(decision, found)
    own = {cast.person: cast.how for cast in decision.votes.filter(at_own_request=True).select_related("person")}
    _must_hold_own(found, named or {}, own)
    for name, value in found.columns.items():
        setattr(decision, name, value)
    decision.edition += 1
    decision.save(update_fields=[*found.columns, "edition"])
    decision.votes.filter(at_own_request=False).delete()
    if named:
        decision.votes.all().delete()
        VoteCast.objects.bulk_create(VoteCast(decision=decision, person=one, how=how) for one, how in named.items())
    counts = {name: getattr(found, name) for name in ("votes_for", "votes_against", "abstentions")}
    record(by, "recorded the vote on", decision, item=decision.item_id, way=str(way), **counts)
    return decision


def must_agree_with(decision, found):
    """Raise CannotVote when what was decided is not what a vote came to."""
    carried = is_carried(found)
    if carried is None or found.way == Way.ASSENT:
        return
    is_lost = decision.outcome in LOST
    if carried != is_lost:
        return
    casting = f" and a casting vote {found.casting}" if found.casting else ""
    result = "carried" if carried else "lost"
    other = "“Agreed as recommended” or “Agreed as amended”" if carried else "“Not agreed”"
    raise CannotVote(
        f"With {found.votes_for} for and {found.votes_against} against{casting} the motion is {result}, so what was "
        f"decided cannot be “{decision.get_outcome_display()}”. Choose {other}, or mend the numbers; nothing was saved."
    )


def _must_hold_own(found, named, own):
    """The votes of those who asked for theirs to be recorded must be among those counted or named."""
    if found.way == Way.NAMED:
        for person, how in own.items():
            if person in named and named[person] != how:
                raise CannotVote(
                    f"{person} asked for their vote to be recorded, and it was “{How(how).label.lower()}”. The named "
                    "vote says otherwise. Mend one of the two; nothing was saved."
                )
    elif found.way == Way.HANDS:
        asked = Counter(own.values())
        counted = dict(zip(SIDES, (found.votes_for, found.votes_against, found.abstentions), strict=True))
        for side in SIDES:
            if counted[side] is not None and asked[side] > counted[side]:
                raise CannotVote(
                    f"{_people(asked[side])} asked for a vote “{side.label.lower()}” to be recorded, and you counted "
                    f"{counted[side]}. Count again, or mend who asked; nothing was saved."
                )


@transaction.atomic
def record_own_vote(decision, *, person, how, by):
    """
    Record the vote of one member who asked for it right after the vote: theirs alone, nobody else's (SI 1993/202).

    Returns the VoteCast. Raises CannotVote when they had no vote, nothing was voted on, or the counts say otherwise.
    """
    standing.must_take(decision.item.meeting, CannotVote, decision.item)
    if how not in How.values:
        raise CannotVote("Say whether they voted for, against, or abstained.")
    if not decision.way:
        raise CannotVote(
            "A member asks for their vote to be recorded right after a vote. Record how it was voted on first."
        )
    if decision.way == Way.NAMED:
        raise CannotVote("The named vote records everyone’s vote already, this one too. Nothing was changed.")
    _must_vote(person, decision.item, presence.voters(decision.item))
    own = {cast.person: cast.how for cast in decision.votes.select_related("person")} | {person: how}
    _must_hold_own(Tally(decision.way, decision.votes_for, decision.votes_against, decision.abstentions), {}, own)
    cast, _ = VoteCast.objects.update_or_create(
        decision=decision, person=person, defaults={"how": how, "at_own_request": True}
    )
    record(by, "recorded a member’s own vote on", decision, item=decision.item_id, person=person.pk)
    return cast


def _votes(number):
    return f"{number} vote{'' if number == 1 else 's'}"


def _people(number):
    return {0: "nobody", 1: "1 person"}.get(number, f"{number} people")


def _listed(names):
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
