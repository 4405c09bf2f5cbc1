"""Pages for the clerk about one item of an agenda: added, changed, moved, removed and withdrawn."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from committees import agenda, conflicts, law
from committees.forms import items as forms
from committees.models import Meeting
from committees.views import forming
from committees.views.clerking import PAGE, back, run_item, run_meeting
from roles.access import restricted

ORDER_CHANGED = (
    "Somebody else changed this agenda since you opened the page. “{}” stands where you put it, among the items as "
    "they are now. Look at the order again."
)


@restricted
def add_item(request, pk):
    """Add an item to an agenda. One that comes too late for the law has a page of its own."""
    found = run_meeting(request, pk)
    if agenda.needs_chair(found):
        return redirect("committees:add_late_item", found.pk)
    form = forms.ItemForm(request.POST or None, body=found.body, cancel=back(found))
    if forming.saved(form, partial(agenda.add_item, found), agenda.CannotChangeAgenda, by=request.user.person):
        return forming.done(request, f"“{form.made.title}” is on the agenda.", PAGE, found.pk)
    return forming.page(request, form, "Add an item", caption=str(found.body))


@restricted
def add_late_item(request, pk):
    """Add an item after the last lawful day, where the body's law lets whoever chairs allow it; else say so."""
    found = run_meeting(request, pk)
    if not agenda.needs_chair(found):
        return redirect("committees:add_item", found.pk)
    regime = law.of(found.body)
    if not regime.chair_may_add:
        return _no_power(request, found, regime)
    form = forms.LateItemForm(request.POST or None, meeting=found, body=found.body, cancel=back(found))
    if forming.saved(form, partial(agenda.add_item, found), agenda.CannotChangeAgenda, by=request.user.person):
        return forming.done(request, f"“{form.made.title}” is on the agenda as a late item.", PAGE, found.pk)
    lead = "The agenda is published, and the last lawful day for an item is past."
    return forming.page(request, form, "Add a late item", caption=str(found.body), lead=lead, warning=regime.urgency)


def _no_power(request, found, regime):
    """Why nobody may add a late item, and what can be done instead."""
    later = Meeting.objects.run_by(request.user).filter(body=found.body_id, starts_at__gt=found.starts_at)
    following = later.exclude(status=Meeting.Status.CANCELLED).order_by("starts_at").first()
    context = {"meeting": found, "regime": regime, "following": following}
    return render(request, "committees/late_refused.html", context)


@restricted
def edit_item(request, pk):
    """Change an item. When somebody else saved it meanwhile, both versions are shown."""
    item = run_item(request, pk)
    initial = forms.initial(item)
    about = {"body": item.meeting.body, "cancel": back(item.meeting), "submit": "Save the item"}
    if request.method != "POST":
        return _edit_page(request, forms.ItemForm(initial=initial, **about), item)
    fields = forms.ItemForm(**about).fields
    posted = conflicts.chosen(request.POST, initial, fields)
    form = forms.ItemForm(posted, initial=initial, **about)
    if conflicts.undecided(request.POST):
        return conflict_page(request, forms.ItemForm(request.POST, **about), item)
    try:
        if forming.saved(form, partial(save, item), agenda.CannotChangeAgenda, by=request.user.person):
            return forming.done(request, "The item is saved.", PAGE, item.meeting_id)
    except Stale as stale:
        return conflict_page(request, forms.ItemForm(posted, **about), stale.theirs)
    return _edit_page(request, form, item)


class Stale(Exception):
    """Somebody else saved the item meanwhile; `theirs` is what they saved."""

    def __init__(self, theirs):
        super().__init__()
        self.theirs = theirs


def save(item, *, by, edition, **changes):
    """Change an item as it was in the `edition` that the clerk had before them. Raises Stale."""
    try:
        return agenda.edit_item(item, by=by, edition=edition, **changes)
    except agenda.Conflict as conflict:
        raise Stale(conflict.theirs) from conflict


def _edit_page(request, form, item):
    if not form.is_bound:
        form.initial[conflicts.WAS] = conflicts.before(form)
    return forming.page(request, form, "Change the item", caption=item.title)


def conflict_page(request, form, theirs):
    """Mine and theirs side by side; the form's own fields are there to be typed anew."""
    for field in form.fields.values():
        field.widget.reveals = {}
    rows = conflicts.rows(form, forms.initial(theirs), request.POST)
    differing = {row.name for row in rows}
    context = {
        "item": theirs,
        "rows": rows,
        "same": [bound for bound in form if bound.name not in {*differing, "edition", conflicts.WAS}],
        "edition": theirs.edition,
        "was": request.POST.getlist(conflicts.WAS),
        "undecided": [row for row in rows if row.missing],
        "cancel": back(theirs.meeting),
    }
    return render(request, "committees/item_conflict.html", context)


@restricted
@require_POST
def move_item(request, pk):
    """Move an item: behind another, up or down by one, or to a place by its number. The others keep their order."""
    item = run_item(request, pk)
    now, seen = _part(item), _seen(request.POST)
    try:
        agenda.move(item, **_where(item, request.POST, seen), by=request.user.person)
    except (agenda.CannotChangeAgenda, ValueError) as why:
        words = "Enter the place as a whole number." if isinstance(why, ValueError) else str(why)
        return forming.refused(request, words, PAGE, item.meeting_id)
    if seen and seen != now:
        messages.warning(request, ORDER_CHANGED.format(item.title))
    return redirect(f"{back(item.meeting)}#item-{item.pk}")


def _part(item):
    """The items of an item's part, in order."""
    return list(item.meeting.items.filter(likely_private=item.likely_private).values_list("pk", flat=True))


def _seen(posted):
    """The items of the part as they stood on the page that was pressed."""
    return [int(pk) for pk in posted.get("seen", "").split(",") if pk.isdecimal()]


def _where(item, posted, seen):
    """Where to, for `agenda.move`: by one, it is past the neighbour that was on the page. Raises ValueError."""
    if "after" in posted:
        return {"after": int(posted["after"] or 0)}
    step = {"up": -1, "down": 1}.get(posted.get("move", ""))
    if step is None:
        return {"to": int(posted.get("number", ""))}
    if item.pk not in seen:
        return {"to": item.order + step}
    place = seen.index(item.pk)
    before = seen[: max(place - 1, 0)] if step < 0 else seen[: place + 2]
    return {"after": before[-1] if before else 0}


@restricted
@require_POST
def remove_item(request, pk):
    """Take an item off an agenda."""
    item = run_item(request, pk)
    try:
        agenda.remove(item, by=request.user.person)
    except agenda.CannotChangeAgenda as why:
        return forming.refused(request, str(why), PAGE, item.meeting_id)
    return forming.done(request, f"“{item.title}” is off the agenda.", PAGE, item.meeting_id)


@restricted
def withdraw_item(request, pk):
    """Withdraw an item from a published agenda: it stays, with the reason."""
    item = run_item(request, pk)
    if not item.meeting.published_at or item.meeting.status == Meeting.Status.CANCELLED:
        words = "Only an item of a published agenda is withdrawn. Remove this one instead."
        return forming.refused(request, words, PAGE, item.meeting_id)
    form = forms.WithdrawForm(request.POST or None, cancel=back(item.meeting))
    if forming.saved(form, partial(agenda.withdraw, item), agenda.CannotChangeAgenda, by=request.user.person):
        return forming.done(request, f"“{item.title}” is withdrawn.", PAGE, item.meeting_id)
    lead = "People have the agenda in their hands, so the item stays on it, marked as withdrawn with your reason."
    return forming.page(request, form, "Withdraw an item", caption=item.title, lead=lead)
