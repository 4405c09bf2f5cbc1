"""Pages about actions: what is mine to do, what bodies wait for, and what became of one."""

from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees import actions, agenda, rules
from committees.actions import digest, listing
from committees.actions.filters import ActionsFilter, BodyActionsFilter
from committees.forms.actions import ActionForm, CloseForm, DoneForm, DueForm, OwnerForm, ProgressForm, ReopenForm
from committees.models import Body
from committees.programme.listing import is_inside
from committees.views import forming
from committees.views.clerking import PAGE as AGENDA
from committees.views.clerking import run_meeting
from corporate_parenting.lib import csvwrite
from roles.access import code_given, restricted
from roles.permissions import May, require

MOST, ROWS = 20, 50
ONE = "committees:action"


# --- Lists


@require_safe
def index(request):
    """What this person has to do, what they reported, and what their bodies wait for."""
    user = request.user
    mine = listing.seen(user).filter(owner=user.person_id, owner__isnull=False)
    others = listing.seen(user).not_closed().filter(body__remit__in=user.remits(May.RUN_MEETINGS))
    others = others.exclude(owner=user.person_id, owner__isnull=False)
    context = {
        "open": listing.rows(mine.open().order_by("due_on", "pk"), user),
        "reported": listing.rows(mine.reported()[:MOST], user),
        "closed": listing.rows(mine.exclude(closed_at=None).order_by("-closed_at")[:MOST], user),
        "others": listing.rows(others[:MOST], user),
        "bodies": _own_bodies(user),
        "today": timezone.localdate(),
    }
    return render(request, "committees/actions.html", context)


def _own_bodies(user):
    tied = user.remits(May.READ_BODY) | user.remits(May.RUN_MEETINGS)
    return Body.objects.visible_to(user).filter(remit__in=tied)


@require_safe
def log(request):
    """The actions of all bodies that this person may know of, the oldest on top."""
    found = ActionsFilter(request.GET, listing.seen(request.user), request=request, inside=False)
    return _log(request, found, None)


@require_safe
def of_body(request, pk):
    """The action log of one body; its clerk is told whom no mail reaches."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    return _log(request, _of_body(request, body), body)


def _of_body(request, body):
    seen = listing.seen(request.user).filter(body=body)
    return BodyActionsFilter(request.GET, seen, request=request, inside=is_inside(request.user, body))


def _log(request, found, body):
    page = Paginator(found.qs, ROWS).get_page(request.GET.get("page"))
    runs = body is not None and rules.can_run(request.user, body)
    context = {
        "filter": found,
        "page": page,
        "rows": listing.rows(page, request.user),
        "body": body,
        "runs": runs,
        "not_reached": digest.not_reached(body) if runs else [],
    }
    return render(request, "committees/actions_log.html", context)


@require_safe
def table(request):
    """The same rows of all bodies for a spreadsheet: public texts alone."""
    found = ActionsFilter(request.GET, listing.seen(request.user), request=request, inside=False)
    return _table(request, found)


@require_safe
def body_table(request, pk):
    """The rows of one body for a spreadsheet: public texts alone."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    return _table(request, _of_body(request, body))


def _table(request, found):
    cells = map(listing.cells, listing.rows(found.qs, request.user))
    return csvwrite.response(f"actions-{timezone.localdate()}", listing.HEAD, cells)


# --- One action


@require_safe
def action(request, pk):
    """One action and what became of it; the part 2 text for who may read it and gave a one-time code."""
    row = _row(request, pk)
    found, user = row.action, request.user
    in_full = found.knows_private and code_given(request)
    context = {
        "row": row,
        "in_full": in_full,
        "asks_code": found.knows_private and not in_full and _has_part_2(found),
        "events": listing.history(row, in_full=in_full),
        "agreed_by": listing.agreed_by(found),
        "can": listing.can(found),
        "can_answer": rules.can_answer(user, found),
        "runs": rules.can_run(user, found),
        "knows_body": Body.objects.visible_to(user).filter(pk=found.body_id).exists(),
    }
    return render(request, "committees/action.html", context)


def _has_part_2(found):
    return bool(found.private_text) or found.updates.filter(is_private=True).exists()


def _row(request, pk):
    found = get_object_or_404(listing.seen(request.user).with_private_for(request.user), pk=pk)
    return listing.rows([found], request.user)[0]


@require_safe
@restricted
def in_full(request, pk):
    """Ask for a one-time code, and go back to the action with its part 2 text."""
    return redirect(ONE, _row(request, pk).action.pk)


# --- What is done with it


@restricted
def agree(request, pk):
    """Note an action of a body."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_agree_actions(request.user, body))
    form = ActionForm(request.POST or None, cancel=reverse("committees:body_actions", args=[body.pk]))
    if forming.saved(form, partial(actions.agree, body), actions.CannotAgree, by=request.user.person):
        return forming.done(request, "The action is noted.", "committees:body_actions", body.pk)
    return forming.page(request, form, "Note an action", caption=str(body))


def _answered(request, pk, kind, step, *, title, said, lead=""):
    """A form of whoever answers for an action: its owner, or the clerk."""
    found = _row(request, pk).action
    require(rules.can_complete(request.user, found))
    form = kind(request.POST or None, action=found, cancel=reverse(ONE, args=[pk]))
    if forming.saved(form, partial(step, found), actions.CannotAnswer, by=request.user.person):
        return forming.done(request, said, ONE, pk)
    return forming.page(request, form, title, caption=found.text, lead=lead)


def report(request, pk):
    """Say how it goes."""
    return _answered(request, pk, ProgressForm, actions.report, title="Report progress", said="Your words are kept.")


def complete(request, pk):
    """Mark an action done and say what was done."""
    said = "It is reported done. The next meeting closes it."
    return _answered(request, pk, DoneForm, actions.complete, title="Mark the action done", said=said)


def _clerked(request, pk, kind, step, *, title, said, lead=""):
    """A form of the clerk of an action's body."""
    found = _row(request, pk).action
    require(rules.can_run(request.user, found))
    form = kind(request.POST or None, action=found, cancel=reverse(ONE, args=[pk]))
    if forming.saved(form, partial(step, found), actions.CannotAnswer, by=request.user.person):
        return forming.done(request, said, ONE, pk)
    return forming.page(request, form, title, caption=found.text, lead=lead)


@restricted
def reopen(request, pk):
    """A meeting did not accept it as done."""
    return _clerked(
        request, pk, ReopenForm, actions.reopen, title="Reopen the action", said="The action is open again."
    )


@restricted
def close(request, pk):
    """A meeting accepted it as done, by one of its minutes."""
    lead = "Only a meeting closes an action. Choose the minute that says so."
    about = {"title": "Close the action", "said": "The action is closed.", "lead": lead}
    return _clerked(request, pk, CloseForm, actions.close, **about)


@restricted
def change_due(request, pk):
    """Another day, for a reason."""
    return _clerked(request, pk, DueForm, actions.change_due, title="Change the day", said="The day is changed.")


@restricted
def change_owner(request, pk):
    """Somebody else does it from now on."""
    about = {"title": "Give it to somebody else", "said": "It is given to them. They are told by their next mail."}
    return _clerked(request, pk, OwnerForm, actions.change_owner, **about)


@restricted
@require_POST
def lay_log(request, pk):
    """Lay the open actions before a meeting, as they stand now."""
    found = run_meeting(request, pk)
    try:
        laid = actions.lay_log(found, by=request.user.person)
    except agenda.CannotChangeAgenda as why:
        return forming.refused(request, str(why), AGENDA, found.pk)
    words = f"“{laid}” lies on the agenda." if laid else "Nothing is open, so there is nothing to lay."
    return forming.done(request, words, AGENDA, found.pk)
