"""Pages about leave to read one restricted paper: asked for, decided, given, ended; and why somebody may not."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees import exempt, granting, rules, why_not
from committees.forms import granting as forms
from committees.models import Grant, Meeting, Paper
from committees.models.papers import in_part, kept_back
from committees.views import forming
from corporate_parenting.lib import dates
from reports.grounds import PARAGRAPHS
from roles.access import restricted
from roles.audit import record
from roles.permissions import May, require

PAST = 50


def refused(request, pk):
    """403, and why: for somebody who may know that the paper is there. Raises Http404 where they may not."""
    found = why_not.of(pk, request.user)
    if found is None:
        raise Http404
    record(request.user.person, "was told why they may not read a paper of", found.item, paper=found.paper.pk)
    words, reason = why_not.answer(found.asked)
    context = {"found": found, "meeting": found.item.meeting, "answer": words, "reason": reason}
    response = render(request, "committees/why_not.html", context, status=403)
    response["Cache-Control"] = "no-store, private"
    return response


def ask(request, pk):
    """Ask to read a paper that one may not read yet."""
    found = why_not.of(pk, request.user)
    if found is None:
        raise Http404
    form = forms.AskForm(request.POST or None, cancel=reverse("committees:paper", args=[pk]))
    if forming.saved(form, partial(granting.ask, found.paper), granting.CannotGrant, by=request.user.person):
        return forming.done(request, _asked(form.made), "committees:paper", pk)
    meeting = found.item.meeting
    lead = f"Item {found.item.printed_number} of {meeting.body}, {dates.weekday(meeting.starts_at)}."
    return forming.page(request, form, "Ask to read a private paper", caption=found.item.title, lead=lead)


def _asked(made):
    if made.outcome:
        return f"You may read it. {made.reason}"
    return "You have asked to read it. The monitoring officer decides. You find the answer here and on your first page."


@restricted
@require_safe
def index(request):
    """What was asked, who reads by leave now, and what was decided: for who decides, and for clerks of their bodies."""
    user = request.user
    require(user.may(May.GRANT_ACCESS) or user.remits(May.RUN_MEETINGS))
    seen = Grant.objects.visible_to(user).select_related("person", "decided_by", "paper__item__meeting__body")
    now = timezone.now()
    current = seen.in_force(now)
    context = {
        "waiting": seen.open().order_by("asked_at", "pk"),
        "current": current.order_by("expires_at", "pk"),
        "past": seen.exclude(decided_at=None).exclude(pk__in=current.values("pk")).order_by("-decided_at")[:PAST],
        "decides": user.may(May.GRANT_ACCESS),
    }
    return render(request, "committees/granting.html", context)


@restricted
def decide(request, pk):
    """The monitoring officer decides what somebody asked for."""
    require(request.user.may(May.GRANT_ACCESS))
    asked = get_object_or_404(Grant.objects.open().select_related("person", "paper__item__meeting__body"), pk=pk)
    form = forms.DecisionForm(request.POST or None, cancel=reverse("committees:leave"))
    if forming.saved(form, partial(_decide, asked), granting.CannotGrant, by=request.user.person):
        words = f"Decided. {asked.person} finds your answer on their first page."
        return forming.done(request, words, "committees:leave")
    return render(request, "committees/granting_decide.html", {"asked": asked, "form": form} | _about(asked.paper))


def _decide(asked, *, outcome, until, reason, by):
    if outcome == Grant.Outcome.REFUSED:
        return granting.refuse(asked, reason=reason, by=by)
    return granting.grant(asked, reason=reason, until=until, by=by)


def _about(paper):
    """What may be told of a paper to who decides about it without reading it."""
    found = exempt.standing(paper)
    paragraphs = found.paragraphs if found else []
    return {
        "paper": paper,
        "marking": exempt.marking_on(paper),
        "paragraphs": [(number, PARAGRAPHS[number]) for number in paragraphs],
    }


def _known(request, pk):
    """A private paper, for the clerk of its body; for the monitoring officer once its agenda is published."""
    runs = Paper.objects.filter(item__meeting__in=Meeting.objects.run_by(request.user))
    if request.user.may(May.GRANT_ACCESS):
        runs |= Paper.objects.filter(item__meeting__published_at__isnull=False)
    return get_object_or_404(runs.filter(kept_back() | in_part()).select_related("item__meeting__body"), pk=pk)


@restricted
@require_safe
def paper(request, pk):
    """Who reads one paper by leave, now and before."""
    found = _known(request, pk)
    now = timezone.now()
    given = found.grants.select_related("person", "decided_by")
    current = granting.in_force(found)
    context = {
        "current": current,
        "past": given.exclude(decided_at=None).exclude(pk__in=given.in_force(now).values("pk")).order_by("-decided_at"),
        "may_give": rules.can_give_leave(request.user, found),
        "is_confidential": exempt.is_read_by_name(found),
    }
    return render(request, "committees/granting_paper.html", context | _about(found))


@restricted
def give(request, pk):
    """Give somebody leave without being asked, or name a reader of a confidential paper."""
    found = _known(request, pk)
    require(rules.can_give_leave(request.user, found))
    secret, back = exempt.is_read_by_name(found), reverse("committees:paper_leave", args=[pk])
    people = granting.can_be_given_to(found)
    form = forms.GiveForm(request.POST or None, people=people, is_confidential=secret, cancel=back)
    step = partial(granting.name_reader if secret else granting.give, found)
    if forming.saved(form, step, granting.CannotGrant, by=request.user.person):
        return forming.done(request, f"{form.made.person} may read it now.", "committees:paper_leave", pk)
    title = "Name a reader" if secret else "Give leave to read a paper"
    return forming.page(request, form, title, caption=found.item.title)


@restricted
@require_POST
def end(request, pk):
    """End leave early."""
    given = get_object_or_404(Grant.objects.visible_to(request.user).select_related("paper__item"), pk=pk)
    require(rules.can_end_leave(request.user, given))
    try:
        granting.end(given, by=request.user.person)
    except granting.CannotGrant as why:
        return forming.refused(request, str(why), "committees:leave")
    return forming.done(request, f"Ended. {given.person} cannot read it any more.", "committees:leave")
