"""Pages about how a body stands to others: all its links with their history, a new one, the end of one."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import links, rules
from committees.forms.bodies import LastDayForm
from committees.forms.links import LinkForm
from committees.models import Body
from committees.views import forming
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:links"


def _body(request, pk):
    return get_object_or_404(Body.objects.visible_to(request.user), pk=pk)


@require_safe
def index(request, pk):
    """Every link of a body, those that ended too."""
    found = _body(request, pk)
    context = {
        "body": found,
        "standing": links.of_body(found, timezone.localdate(), request.user),
        "can_manage": rules.can_manage_bodies(request.user),
    }
    return render(request, "committees/links.html", context)


@restricted
def new(request, pk):
    """Link a body to another."""
    found = _body(request, pk)
    require(rules.can_manage_bodies(request.user))
    cancel = reverse(PAGE, args=[found.pk])
    form = LinkForm(request.POST or None, body=found, viewer=request.user, cancel=cancel)
    if forming.saved(form, partial(links.link, found), links.CannotLink, by=request.user.person):
        return forming.done(request, f"{form.made}: linked.", PAGE, found.pk)
    return forming.page(request, form, "Link this body to another", caption=str(found))


@restricted
def end(request, pk):
    """End a link."""
    found = get_object_or_404(links.visible_to(request.user), pk=pk)
    require(rules.can_manage_bodies(request.user))
    cancel = reverse(PAGE, args=[found.body_id])
    form = LastDayForm(request.POST or None, cancel=cancel, submit="End the link")
    if forming.saved(form, partial(links.end, found), links.CannotLink, by=request.user.person):
        return forming.done(request, "The last day of the link is kept.", PAGE, found.body_id)
    return forming.page(request, form, "End the link", caption=str(found))
