"""Pages about what one body asks another: who waits for whom, and taking a question back."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from committees import referring, rules
from committees.forms.actions import TakeBackForm
from committees.models import Body
from committees.programme.listing import is_inside
from committees.views import forming
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:referrals"


@require_safe
def of_body(request, pk):
    """What a body asked of others and what it is asked, with the answers: for those tied to it."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(is_inside(request.user, body))
    context = {"body": body, "waits": referring.shown(body, request.user), "runs": rules.can_run(request.user, body)}
    return render(request, "committees/referrals.html", context)


@restricted
def withdraw(request, pk):
    """Take a question back, with a reason: the clerk of the body that asked."""
    found = get_object_or_404(referring.seen_by(request.user), pk=pk)
    require(rules.can_run(request.user, found))
    body = found.decision.item.meeting.body_id
    form = TakeBackForm(request.POST or None, cancel=reverse(PAGE, args=[body]))
    if forming.saved(form, partial(referring.withdraw, found), referring.CannotRefer, by=request.user.person):
        return forming.done(request, f"The question “{found}” is taken back.", PAGE, body)
    return forming.page(request, form, "Take a question back", caption=found.title)
