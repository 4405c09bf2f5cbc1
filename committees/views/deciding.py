"""Pages for the clerk in the room: what became of each recommendation, how it was voted on, and what was agreed."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from committees import actions, conflicts, deciding
from committees.deciding import presence
from committees.deciding.panel import Known, advice, initial
from committees.forms import deciding as forms
from committees.models import Decision, Meeting
from committees.models.room import Voted
from committees.views import forming
from committees.views.clerking import run_item
from roles.access import restricted

ITEM = "committees:room_item"


def at(item, part):
    """The page of an item in the room, at one of its parts: there the keyboard goes on."""
    return f"{reverse(ITEM, args=[item.pk])}#{part}"


def run_decision(request, pk):
    """A decision, for the clerk of its meeting. Raises Http404."""
    mine = Decision.objects.filter(item__meeting__in=Meeting.objects.run_by(request.user))
    return get_object_or_404(mine.select_related("item__meeting__body"), pk=pk)


@restricted
def decide(request, pk):
    """Record what the meeting made of a recommendation, or decided of its own."""
    item = run_item(request, pk)
    asked = request.POST.get("recommendation") or request.GET.get("recommendation", "")
    known = Known(item, request.user)
    return _decide(request, known, known.row_for(recommendation=int(asked) if asked.isdecimal() else None))


@restricted
def change_decision(request, pk):
    """Change what was recorded as decided."""
    known = Known(run_decision(request, pk).item, request.user)
    return _decide(request, known, known.row_for(decision=pk))


def _decide(request, known, row):
    if row is None:
        raise Http404
    back = at(known.item, row.key)
    if request.method != "POST":
        return _page(request, known, row, known.form(row, cancel=back))
    posted = conflicts.chosen(request.POST, row.initial, known.form(row).fields)
    if conflicts.undecided(request.POST):
        return _both(request, known, row, known.form(row, request.POST, cancel=back))
    form = known.form(row, posted, cancel=back)
    try:
        if not forming.saved(
            form, partial(_save, known.item, row, form), deciding.CannotDecide, by=request.user.person
        ):
            return _page(request, known, row, form)
    except Stale:
        fresh = Known(known.item, request.user)
        row = fresh.row_for(**_which(row))
        return _both(request, fresh, row, fresh.form(row, request.POST, cancel=back))
    if form.named:
        return redirect(f"{reverse('committees:named_vote', args=[form.made.pk])}?{form.named}")
    return forming.done(
        request, "The decision is recorded.", at(known.item, row.key if row.recommendation else "decisions")
    )


class Stale(Exception):
    """Somebody else recorded the decision meanwhile."""


def _which(row):
    return {"recommendation": row.recommendation.pk} if row.recommendation else {"decision": row.decision.pk}


def _save(item, row, form, *, by, vote, **given):
    """Call the step; a named vote is asked for on a page of its own."""
    form.named = ""
    if vote and vote["way"] == Voted.Way.NAMED:
        movers = (vote["moved_by"], vote["seconded_by"])
        form.named = "&".join(f"mover={person.pk if person else ''}" for person in movers)
        vote = None
    elif not vote and row.decision and row.decision.way:
        vote = {"way": ""}
    about = {"recommendation": row.recommendation, "decision": row.decision, "vote": vote}
    try:
        return deciding.decide(item, **given, **about, by=by)
    except deciding.Conflict as conflict:
        raise Stale from conflict
    except deciding.NotBehindAnExclusion:
        form.ask_to_keep_in_part_2()
        raise


def _page(request, known, row, form):
    context = {"deciding": known, "item": known.item, "meeting": known.meeting, "row": row, "form": form}
    return render(request, "committees/deciding_decision.html", context | {"advice": advice(known)})


def _both(request, known, row, form):
    """Mine and theirs side by side; the form's own fields are there to be typed anew."""
    rows = conflicts.rows(form, initial(row.decision), request.POST)
    differing = {one.name for one in rows}
    context = {
        "item": known.item,
        "rows": rows,
        "same": [bound for bound in form if bound.name not in {*differing, "edition", "recommendation"}],
        "edition": row.decision.edition,
        "recommendation": row.recommendation.pk if row.recommendation else "",
        "undecided": [one for one in rows if one.missing],
        "cancel": at(known.item, row.key),
    }
    return render(request, "committees/deciding_conflict.html", context)


@restricted
@require_POST
def take_back(request, pk):
    """Take out a decision that was recorded by mistake."""
    decision = run_decision(request, pk)
    edition = request.POST.get("edition", "")
    where = at(decision.item, "decisions")
    try:
        deciding.take_back(decision, edition=edition if edition.isdecimal() else None, by=request.user.person)
    except deciding.CannotDecide as why:
        return forming.refused(request, str(why), where)
    return forming.done(request, "The decision is taken out.", where)


@restricted
def named_vote(request, pk):
    """How everybody who may vote voted, by name."""
    decision = run_decision(request, pk)
    voters, cast = presence.voters(decision.item), dict(decision.votes.values_list("person", "how"))
    about = {"voters": voters, "votes": cast, "cancel": at(decision.item, "decisions")}
    form = forms.NamedVoteForm(request.POST or None, initial={"casting": decision.casting}, **about)
    movers = _movers(decision, request.GET.getlist("mover"), voters)
    step = partial(deciding.vote, decision, way=Voted.Way.NAMED, **movers)
    if forming.saved(form, step, deciding.CannotVote, by=request.user.person):
        return forming.done(request, "The named vote is recorded.", at(decision.item, "decisions"))
    context = {"form": form, "decision": decision, "item": decision.item, "meeting": decision.item.meeting}
    return render(request, "committees/deciding_named_vote.html", context)


def _movers(decision, asked, voters):
    """Who moved and seconded, as said on the page before; else as it was recorded."""
    people = {str(person.pk): person for person in voters}
    if not asked:
        return {"moved_by": decision.moved_by, "seconded_by": decision.seconded_by}
    moved_by, seconded_by = [*(people.get(pk) for pk in asked), None, None][:2]
    return {"moved_by": moved_by, "seconded_by": seconded_by}


@restricted
def own_vote(request, pk):
    """A member asked right after the vote that their own vote be recorded."""
    decision = run_decision(request, pk)
    people = {person.pk: person for person in presence.voters(decision.item)}
    form = forms.OwnVoteForm(request.POST or None, people=people, cancel=at(decision.item, "decisions"))
    if forming.saved(form, partial(deciding.record_own_vote, decision), deciding.CannotVote, by=request.user.person):
        return forming.done(request, "Their vote is recorded, and nobody else’s.", at(decision.item, "decisions"))
    lead = (
        "Any member may ask for this right after a vote, and it covers their own vote alone (SI 1993/202 Schedule 2). "
        "A named vote of everyone needs a rule of the council’s own."
    )
    return forming.page(request, form, "A member asks for their vote to be recorded", caption=str(decision), lead=lead)


@restricted
def agree(request, pk):
    """An action was agreed on an item."""
    item = run_item(request, pk)
    known = Known(item, request.user)
    form = forms.AgreedForm(request.POST or None, known=known, cancel=at(item, "agreed"))
    step = partial(actions.agree, item.meeting.body, item=item)
    if forming.saved(form, step, actions.CannotAgree, by=request.user.person):
        return forming.done(request, "The action is agreed.", at(item, "agreed"))
    return render(request, "committees/deciding_action.html", {"form": form, "item": item})
