"""Pages on which a clerk commissions the report for an item, or says for which one it waits."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from committees import commissioning
from committees.forms.commissioning import CommissionForm, LinkForm
from committees.models import AgendaItem, Commission, Meeting
from committees.views import forming
from committees.working_back import WorkingBack
from reports import rules
from roles.access import restricted
from roles.working import Working

PAGE = "committees:agenda"


def _item(request, pk):
    """An item, for the clerk of its meeting."""
    items = AgendaItem.objects.filter(meeting__in=Meeting.objects.run_by(request.user))
    return get_object_or_404(items.select_related("meeting__body"), pk=pk)


def _back(item):
    return reverse(PAGE, args=[item.meeting_id])


@restricted
def commission(request, pk):
    """Ask somebody to write for an item; the due dates that they will be told stand beside the form."""
    item = _item(request, pk)
    if why := commissioning.why_not(item):
        return forming.refused(request, why, PAGE, item.meeting_id)
    form = CommissionForm(request.POST or None, authors=rules.authors(), cancel=_back(item))
    step = partial(commissioning.commission, item)
    if forming.saved(form, step, commissioning.CannotCommission, by=request.user.person):
        author = form.made.report.author
        return forming.done(request, f"{author} is asked to write “{item.title}”.", PAGE, item.meeting_id)
    linkable = commissioning.linkable(item, request.user).exists()
    return _page(request, item, form, "Commission a report", linkable=linkable)


@restricted
def link(request, pk):
    """The item waits for a report of the body that is there already."""
    item = _item(request, pk)
    if why := commissioning.why_not(item):
        return forming.refused(request, why, PAGE, item.meeting_id)
    found = commissioning.linkable(item, request.user)
    form = LinkForm(request.POST or None, reports=found, cancel=_back(item)) if found.exists() else None
    step = partial(commissioning.link, item)
    if form and forming.saved(form, step, commissioning.CannotCommission, by=request.user.person):
        return forming.done(request, f"“{item.title}” waits for “{form.made.report}”.", PAGE, item.meeting_id)
    return _page(request, item, form, "Wait for a report that is there already", is_link=True)


def _page(request, item, form, title, **more):
    plan, working = WorkingBack().of(item.meeting), Working()
    due = [(step, working.by(step.on), step.on < working.today) for step in plan.steps]
    context = {"item": item, "form": form, "title": title, "plan": plan, "due": due, "back": _back(item)}
    context["out_words"] = working.by(plan.out_on)
    return render(request, "committees/commission.html", context | more)


@restricted
@require_POST
def take_back(request, pk):
    """The item no longer waits for its report."""
    mine = Commission.objects.filter(item__meeting__in=Meeting.objects.run_by(request.user))
    found = get_object_or_404(mine.select_related("item__meeting", "report"), item__pk=pk)
    meeting = found.item.meeting_id
    try:
        commissioning.take_back(found, by=request.user.person)
    except commissioning.CannotCommission as why:
        return forming.refused(request, str(why), PAGE, meeting)
    words = "Nobody is asked to write for this item any more. The report stays with its author."
    return forming.done(request, words, PAGE, meeting)
