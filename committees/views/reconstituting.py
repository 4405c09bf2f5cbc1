"""A body becomes another, in two steps: what it is to become, then what follows and who comes over."""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import bodies, links, reading, reconstituting, rules
from committees.forms.reconstituting import AboutForm, ReviewForm
from committees.models import Body
from committees.views import forming
from corporate_parenting.lib import tickets
from roles.access import restricted
from roles.permissions import require

TITLE = "Reconstitute the body"
REFUSALS = (
    reconstituting.CannotReconstitute,
    bodies.CannotChangeBody,
    bodies.CannotSit,
    links.CannotLink,
    ValidationError,
)


@restricted
def reconstitute(request, pk):
    """Ask what the body is to become; look over what follows; do it. Every step sends all that was typed again."""
    old = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_manage_bodies(request.user))
    cancel = reverse("committees:body", args=[old.pk])
    if request.method != "POST":
        return _ask(request, old, AboutForm(initial=_before(old), old=old, viewer=request.user, cancel=cancel))
    about = AboutForm(request.POST, old=old, viewer=request.user, cancel=cancel)
    if not about.is_valid() or "back" in request.POST:
        return _ask(request, old, about)
    try:
        plan = reconstituting.plan(old, about.about())
    except reconstituting.CannotReconstitute as refused:
        about.add_error(None, str(refused))
        return _ask(request, old, about)
    if "ticket" not in request.POST:
        return _look_over(request, about, ReviewForm(plan=plan))
    return _carry_out(request, about, ReviewForm(request.POST, plan=plan))


def _before(old):
    above = links.parent_of(old, timezone.localdate())
    return {"kind": old.kind, "parent": above.pk if above else None}


def _ask(request, old, form):
    lead = "Step 1 of 2. Nothing is done before you have looked over what follows by law and who comes over."
    return forming.page(request, form, TITLE, caption=str(old), lead=lead)


def _purpose(plan):
    return f"reconstitute {plan.old.pk}"


def _look_over(request, about, form):
    context = {
        "form": form,
        "plan": form.plan,
        "about": about.about(),
        "typed": about.typed(),
        "ticket": tickets.give(form.plan.fingerprint(), purpose=_purpose(form.plan)),
        "changed": [one for one in form.plan.differences if one.changes],
        "same": [one for one in form.plan.differences if not one.changes],
        "title": TITLE,
    }
    return render(request, "committees/reconstitute_review.html", context)


def _carry_out(request, about, form):
    """Only what was looked over, in the last hour, is done; otherwise the page comes again with what was chosen."""
    try:
        looked_at = tickets.take(request.POST["ticket"], purpose=_purpose(form.plan))
    except tickets.NoLongerGood:
        looked_at = None
    if form.is_valid() and looked_at != form.plan.fingerprint():
        form.add_error(None, str(reconstituting.Changed()) if looked_at else _TOO_LONG_AGO)
    if not form.is_valid():
        return _look_over(request, about, form)
    try:
        new = reconstituting.carry_out(form.plan, form.choices(), by=request.user.person)
    except REFUSALS as refused:
        form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
        return _look_over(request, about, form)
    return redirect("committees:came_over", new.pk)


_TOO_LONG_AGO = (
    "You looked this over more than an hour ago. Nothing was done and what you chose is kept. Look it over once more."
)


@require_safe
def came_over(request, pk):
    """What was done when this body took the place of another, what the law changed, and what is left to do."""
    new = reading.body(request.user, pk)
    if new.earlier is None or not rules.can_keep(request.user, new):
        raise Http404
    old = new.earlier
    parents = links.parent_of(old, old.ends_on or new.starts_on), links.parent_of(new, new.starts_on)
    said = reconstituting.differences(old, parents[0], new, parents[1])
    context = {
        "body": new,
        "old": old,
        "came": reconstituting.came_over(new),
        "left": reconstituting.left_to_do(new, old),
        "changed": [one for one in said if one.changes],
    }
    return render(request, "committees/reconstitute_done.html", context)
