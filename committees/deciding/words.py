"""
What was declared, resolved, decided, voted and agreed, as sentences for the minutes.

In two flavours: the public one never holds a part 2 text, and says only that something was decided in private. People
are named as the public may know them.
"""

from django.db.models import Prefetch

from committees import law
from committees.deciding import voting
from committees.deciding.excluding import CONFIDENTIAL
from committees.models import Decision, Exclusion, Interest, VoteCast
from committees.models.room import Voted
from corporate_parenting.lib import dates
from reports.models import Recommendation

Outcome, Verb = Decision.Outcome, Recommendation.Verb
IN_PRIVATE = "A decision was taken in private."
# What a body without powers settles for itself, where anything else is its advice to those who decide.
ITS_OWN = (Verb.NOTE, Verb.COMMENT)
LEADS = {
    Outcome.AS_RECOMMENDED: "{resolved}: {text}",
    Outcome.AMENDED: "{resolved}, as amended: {text}",
    Outcome.DEFERRED: "DEFERRED{to}: {text}",
    Outcome.REFERRED: "REFERRED{to}: {text}",
    Outcome.NOT_AGREED: "NOT AGREED: {text}",
}


def of_item(item, private=False):
    """
    What happened under an item, as plain sentences in the order of the minutes, for room and minutes alike.

    `private=False` is for everybody: it holds no part 2 text. With `private=True` part 2 texts are added to it.
    """
    return of_items([item], private=private)[item.pk]


def of_items(items, private=False):
    """The same for several items of one meeting, {item id: [sentences]}, in a constant number of queries."""
    items = list(items)
    found = {item.pk: [] for item in items}
    for interest in _interests(items):
        found[interest.item_id].extend(of_interest(interest))
    for first, exclusion in _exclusions(items):
        if first in found:
            found[first].extend(of_exclusion(exclusion))
    bodies = {item.pk: item.meeting.body for item in items}
    for decision in _decisions(items):
        found[decision.item_id].extend(of_decision(decision, bodies[decision.item_id], private=private))
    return found


def _interests(items):
    return Interest.objects.standing().filter(item__in=items).select_related("person")


def _exclusions(items):
    """Each exclusion of the meeting with the item under which it is minuted: the first that it names."""
    meetings = {item.meeting_id for item in items}
    rows = Exclusion.objects.filter(meeting__in=meetings).select_related("moved_by", "seconded_by", "cast_by")
    for row in rows.prefetch_related("items"):
        yield min(row.items.all(), key=lambda one: (one.order, one.pk)).pk, row


def _decisions(items):
    rows = Decision.objects.filter(item__in=items).order_by("order", "pk")
    rows = rows.select_related("recommendation", "deferred_to", "moved_by", "seconded_by", "cast_by")
    votes = VoteCast.objects.select_related("person")
    return rows.prefetch_related(Prefetch("votes", votes), "referrals__to", "actions__owner")


def of_interest(interest):
    """That somebody declared an interest, and what they did about it. Never the detail of a sensitive one."""
    kind = "a disclosable pecuniary interest" if interest.kind == Interest.Kind.DPI else "an interest"
    about = ", which is sensitive" if interest.is_sensitive else f": {interest.matter}" if interest.matter else ""
    yield f"{interest.person.name_for_public} declared {kind} in this item{_stop(about)}"
    if interest.dispensation:
        yield _stop(f"They had a dispensation: {interest.dispensation}")
    if interest.bars:
        left = "left the room and " if interest.leaves else ""
        yield f"They {left}took no part in the discussion or the vote."


def of_exclusion(exclusion):
    """The resolution as put, how it was voted on, and what came of it."""
    if exclusion.kind == CONFIDENTIAL:
        yield exclusion.words
    else:
        yield f"{'RESOLVED' if exclusion.is_carried else 'NOT CARRIED'}: {_stop(exclusion.words)}"
        yield from of_vote(exclusion)
        if not exclusion.is_carried:
            yield "The press and public stayed, and the items were taken in public."
    if exclusion.reopened_at:
        yield f"The press and public could come back at {dates.clock(exclusion.reopened_at)}."


def of_decision(decision, body, *, private=False):
    """What was decided, how it was voted on, who asked for their vote to be recorded, and the actions on it."""
    text = decision.text or IN_PRIVATE
    yield _lead(decision, body, text) if decision.text else text
    if private and decision.private_text:
        yield _stop(f"Part 2: {_lead(decision, body, decision.private_text)}")
    if private or not decision.private_text:
        if decision.reasons:
            yield _stop(f"Reasons: {decision.reasons}")
        if decision.alternatives:
            yield _stop(f"Alternatives considered and rejected: {decision.alternatives}")
    yield from of_vote(decision)
    yield from _names(decision)
    for action in decision.actions.all():
        yield from of_action(action, private=private)


def _lead(decision, body, text):
    return _stop(
        LEADS[Outcome(decision.outcome)].format(resolved=resolved(decision, body), to=_to(decision), text=text)
    )


def resolved(decision, body):
    """The word before a decision: a body that the law lets decide resolves, another recommends."""
    if law.of(body).may_decide:
        return "RESOLVED"
    return "AGREED" if decision.recommendation and decision.recommendation.verb in ITS_OWN else "RECOMMENDED"


def _to(decision):
    if decision.outcome == Outcome.DEFERRED and decision.deferred_to:
        return f" to the meeting on {dates.day(decision.deferred_to.starts_at)}"
    to = [_known_as(one.to) for one in decision.referrals.all() if one.withdrawn_at is None]
    return f" to {' and '.join(to)}" if decision.outcome == Outcome.REFERRED and to else ""


def _known_as(body):
    """The name of a body, but for one that protects who comes to it."""
    return str(body) if body.is_known_to_all else "another body"


def of_vote(voted):
    """Who moved and seconded, the counts, the casting vote, and whether it was carried."""
    if voted.moved_by:
        seconded = f" and seconded by {voted.seconded_by.name_for_public}" if voted.seconded_by else ""
        yield f"Moved by {voted.moved_by.name_for_public}{seconded}."
    if voted.way == Voted.Way.ASSENT:
        yield "Agreed by general assent."
    elif voted.way:
        yield _counts(voted)


def _counts(voted):
    how = "On a named vote" if voted.way == Voted.Way.NAMED else "On a show of hands"
    abstained = f", {voted.abstentions} abstained" if voted.abstentions else ""
    casting = (
        f" {voted.cast_by.name_for_public}, presiding, gave the casting vote {voted.casting}." if voted.casting else ""
    )
    result = "carried" if voting.is_carried(voted) else "lost"
    return f"{how}: {voted.votes_for} for, {voted.votes_against} against{abstained}.{casting} The motion was {result}."


def _names(decision):
    casts = list(decision.votes.all())
    if decision.way == Voted.Way.NAMED:
        for how in VoteCast.How:
            if names := [cast.person.name_for_public for cast in casts if cast.how == how]:
                yield f"{how.label}: {', '.join(names)}."
        return
    for cast in casts:
        vote = "abstention" if cast.how == VoteCast.How.ABSTAINED else f"vote {cast.how}"
        yield f"{cast.person.name_for_public} asked for their {vote} to be recorded."


def of_action(action, *, private=False):
    """Who does what by when, and the part 2 text for those who may read it."""
    due = f" by {dates.day(action.due_on)}" if action.due_on else ""
    yield _stop(f"ACTION: {action.text} ({_owner(action)}{due})")
    if private and action.private_text:
        yield _stop(f"Part 2 of the action: {action.private_text}")


def _owner(action):
    return action.owner.name_for_public if action.owner else "nobody yet"


def _stop(text):
    """A sentence ends with a full stop, once."""
    text = text.strip()
    return text if not text or text[-1] in ".!?:;" else f"{text}."
