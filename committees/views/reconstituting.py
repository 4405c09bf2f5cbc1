"""A body becomes another, in two steps: what it is to become, then what follows and who comes over."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from committees import bodies, links, rules
from committees.forms.bodies import BodyForm
from committees.models import Body
from committees.views import forming
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:body"


@restricted
def reconstitute(request, pk):
    """A body becomes another: the first ends, the next starts, and each keeps its own meetings."""
    old = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_manage_bodies(request.user))
    above = links.parent_of(old, timezone.localdate())
    before = {"kind": old.kind, "parent": above.pk if above else None}
    cancel = reverse(PAGE, args=[old.pk])
    form = BodyForm(
        request.POST or None, viewer=request.user, cancel=cancel, initial=before, submit="Reconstitute the body"
    )
    if forming.saved(form, bodies.constitute, bodies.CannotChangeBody, succeeds=old, by=request.user.person):
        return forming.done(request, f"{old} became {form.made}. Give it members next.", PAGE, form.made.pk)
    warning = (
        "This body ends the day before the new one begins, and all places on it end too. Its meetings stay its own."
    )
    return forming.page(request, form, "Reconstitute the body", caption=str(old), warning=warning)
