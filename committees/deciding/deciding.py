"""What a meeting makes of each recommendation before it, and what it decides of its own."""

from django.db import transaction
from django.utils import timezone

from committees import law, referring
from committees.deciding import excluding, presence, standing, voting
from committees.deciding.recommended import asked_on, is_kept_back
from committees.deciding.refusals import CannotDecide, Conflict, NotBehindAnExclusion
from committees.models import Decision, Meeting
from corporate_parenting.lib import dates, richtext_caps
from roles.audit import record

Outcome = Decision.Outcome
# Outcomes that decide the matter itself; the others put it off, or ask another body.
FINAL = (Outcome.AS_RECOMMENDED, Outcome.AMENDED, Outcome.NOT_AGREED)
WORDS = ("text", "private_text", "reasons", "alternatives")


@transaction.atomic
def decide(
    item,
    *,
    outcome,
    by,
    recommendation=None,
    decision=None,
    deferred_to=None,
    vote=None,
    refer=None,
    edition=None,
    without_exclusion=False,
    **said,
):
    """
    Record what the meeting decided about a recommendation, or of its own; returns the Decision.

    `said` are `text`, which is public, `private_text`, and `reasons` and `alternatives`, which executive bodies give
    (SI 2012/2089 reg 12(2)). `decision` is one to change; `edition` the one that the clerk had before them, 0 for
    none: raises Conflict where another saved since. `vote` is what `voting.vote` takes, `refer` is {"to": Body,
    "title": public title}. `private_text` needs an exclusion, or `without_exclusion`: raises NotBehindAnExclusion.
    Raises CannotDecide, and CannotVote.
    """
    standing.must_take(item.meeting, CannotDecide, item)
    presence.must_be_quorate(item)
    said = _said(said)
    found = _known(item, recommendation, decision, edition)
    about = {"recommendation": recommendation, "deferred_to": deferred_to, "refer": refer, "found": found}
    if why := _why_not(item, outcome, said, **about):
        raise CannotDecide(f"{why} Nothing was saved.")
    if said["private_text"] and not without_exclusion:
        _must_be_behind_an_exclusion(item)
    found = _keep(found or Decision(item=item, recommendation=recommendation), outcome, said, deferred_to, by)
    _vote(found, vote, by)
    _tell_the_other_body(found, refer, by)
    return found


def _said(said):
    if unknown := set(said) - set(WORDS):
        raise TypeError(f"A decision has no {unknown.pop()}")
    return {name: said.get(name, "").strip() for name in WORDS}


def _must_be_behind_an_exclusion(item):
    if not excluding.is_behind(item):
        raise NotBehindAnExclusion(
            f"The public did not leave for item {item.printed_number}: no resolution names it. Record the resolution "
            "first, take the part 2 words out, or say that they belong in part 2 all the same. Nothing was saved."
        )


def _known(item, recommendation, decision, edition):
    """The decision to change: the one given, or the one about this recommendation; None where it is new."""
    decisions = item.decisions.select_related("item__meeting__body").select_for_update(of=("self",))
    found = None
    if decision is not None:
        found = decisions.filter(pk=decision.pk).first()
    elif recommendation is not None:
        found = decisions.filter(recommendation=recommendation).first()
    if edition is not None and found is not None and found.edition != int(edition):
        raise Conflict(found)
    return found


def _vote(decision, vote, by):
    """Keep the vote that is told with it; one that was recorded before must still say the same."""
    if vote:
        voting.vote(decision, by=by, **vote)
    elif decision.way:
        voting.must_agree_with(decision, decision)


def _why_not(item, outcome, said, *, recommendation, deferred_to, refer, found):
    """In words, why this is no decision of the meeting; empty when it is."""
    if outcome not in Outcome.values:
        return "Say what became of it: as recommended, amended, deferred, referred, or not agreed."
    if not (said["text"] or said["private_text"]):
        return "Write what was decided, in the words of the minutes."
    if why := richtext_caps.refusal(*said.values()):
        return why
    meeting = item.meeting
    whys = (
        _why_not_asked(item, said, recommendation, outcome),
        _why_no_reasons(meeting.body, outcome, said),
        _why_not_deferred(meeting, deferred_to) if outcome == Outcome.DEFERRED and deferred_to else "",
        _why_not_referred(meeting.body, refer, found) if outcome == Outcome.REFERRED else "",
    )
    return next(filter(None, whys), "")


def _why_not_asked(item, said, recommendation, outcome):
    if recommendation is None:
        no = (
            "No recommendation was before the meeting, so nothing is agreed as recommended. Choose “Agreed as amended”."
        )
        return no if outcome == Outcome.AS_RECOMMENDED and asked_on(item) else ""
    if recommendation.version_id not in {paper.version_id for paper in asked_on(item)}:
        return "This recommendation is in no report that is laid on the item."
    if said["text"] and is_kept_back(item, recommendation) and recommendation.text.strip() in said["text"]:
        return (
            "The recommendation stands in a report that is kept from the public, and you put its words where everybody "
            "reads them. Move them to the part 2 decision, and write what the public may know."
        )
    return ""


def _why_no_reasons(body, outcome, said):
    if outcome not in FINAL or not law.of(body).executive_notices or (said["reasons"] and said["alternatives"]):
        return ""
    return (
        "The record of an executive decision gives the reasons, and the alternatives that were considered and "
        "rejected; write “None” where there were none (SI 2012/2089 regulation 12(2))."
    )


def _why_not_deferred(meeting, to):
    if to.body_id != meeting.body_id:
        return f"{to.body} is another body. Choose “Referred to another body” to ask it."
    if to.starts_at <= meeting.starts_at:
        return f"It cannot be deferred to {dates.day(to.starts_at)}: that is not after this meeting."
    if to.status == Meeting.Status.CANCELLED:
        return f"The meeting on {dates.day(to.starts_at)} is cancelled. Choose another, or leave it open."
    return ""


def _why_not_referred(body, refer, found):
    has_one = found is not None and found.pk and found.referrals.filter(withdrawn_at=None).exists()
    if has_one:
        return ""
    if not refer or refer.get("to") is None:
        return "Choose the body to which it is referred."
    if refer["to"] == body:
        return f"{body} cannot refer a matter to itself. Choose “Deferred” to take it at a later meeting."
    if not refer.get("title", "").strip():
        return "Give the public title that the other body will have on its agenda."
    return ""


def _keep(decision, outcome, said, deferred_to, by):
    is_new = decision.pk is None
    if is_new:
        decision.order = _place(decision)
    decision.edition += 1
    for name, value in said.items():
        setattr(decision, name, value)
    decision.outcome = outcome
    decision.deferred_to = deferred_to if outcome == Outcome.DEFERRED else None
    decision.made_at, decision.made_by = timezone.now(), by
    decision.save()
    about = {"recommendation": decision.recommendation_id, "outcome": str(outcome)}
    record(by, "recorded a decision on" if is_new else "changed a decision on", decision.item, **about)
    return decision


def _place(decision):
    """Decisions stand in the order of what was asked, and those of the meeting's own behind them."""
    taken = set(decision.item.decisions.values_list("order", flat=True))
    asked = [row.pk for paper in asked_on(decision.item) for row in paper.version.recommendations.all()]
    wanted = asked.index(decision.recommendation_id) + 1 if decision.recommendation_id in asked else len(asked) + 1
    return wanted if wanted not in taken else max([*taken, len(asked)]) + 1


def _tell_the_other_body(decision, refer, by):
    """A referral goes out; and where the item came by one, what was decided goes back to the body that asked."""
    try:
        if decision.outcome == Outcome.REFERRED and refer and not decision.referrals.filter(withdrawn_at=None).exists():
            referring.refer(decision, to=refer["to"], title=refer["title"], by=by)
        referring.answer(decision.item, decision, by=by)
    except referring.CannotRefer as refused:
        raise CannotDecide(str(refused)) from refused


@transaction.atomic
def take_back(decision, *, by, edition=None):
    """
    Take out a decision that was recorded by mistake. Raises Conflict, and CannotDecide once another body was told.
    """
    item = decision.item
    standing.must_take(item.meeting, CannotDecide)
    now = _known(item, None, decision, edition)
    if now is None:
        raise CannotDecide("Somebody took this decision out already. Nothing was changed.")
    if now.referrals.exists() or now.answers.exists():
        raise CannotDecide(
            "Another body was told of this decision, so it stays. Change what it says. Nothing was changed."
        )
    if now.actions.exists():
        raise CannotDecide(
            "Actions were agreed on this decision, so it stays. Change what it says. Nothing was changed."
        )
    record(by, "took out a decision on", item, recommendation=now.recommendation_id, outcome=now.outcome)
    now.delete()
