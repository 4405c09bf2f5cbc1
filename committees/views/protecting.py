"""Pages about names and numbers that no public edition may hold: seen, marked, and ended with a reason."""

from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from committees.forms import protecting as forms
from committees.models.protecting import Protected
from committees.packs import protecting
from committees.views import forming
from roles.access import restricted
from roles.permissions import May, require

PAGE = "committees:protected"
ROWS = 50
LEAD = (
    "Every public edition, in any form, is searched for it before it is kept, in small letters or large, with accents "
    "or without, however its words or digits are spaced. A pack that holds it is not kept."
)


@restricted
@require_safe
def index(request):
    """What is protected now, and what was before: one's own or, for the monitoring officer, everybody's."""
    require(protecting.may_mark(request.user))
    seen = Protected.objects.visible_to(request.user).select_related("added_by", "ended_by")
    context = {
        "page": Paginator(seen.current(), ROWS).get_page(request.GET.get("page")),
        "past": seen.exclude(ended_at=None).order_by("-ended_at", "-pk")[:ROWS],
        "sees_all": request.user.may(May.GRANT_ACCESS),
    }
    return render(request, "committees/protected.html", context)


@restricted
@sensitive_post_parameters("words", "why")
def mark(request):
    """Mark a name, number or other words as protected."""
    require(protecting.may_mark(request.user))
    form = forms.ProtectForm(request.POST or None, cancel=reverse(PAGE))
    if forming.saved(form, protecting.add, protecting.CannotProtect, by=request.user.person):
        return forming.done(request, "Marked. Every public pack from now on is searched for it.", PAGE)
    return forming.page(request, form, "Mark something as protected", lead=LEAD)


@restricted
@sensitive_post_parameters("why")
def end(request, pk):
    """End the protection of something, with a reason."""
    seen = Protected.objects.visible_to(request.user).select_related("added_by")
    found = get_object_or_404(seen, pk=pk)
    require(protecting.may_end(request.user, found))
    if found.ended_at:
        return forming.refused(request, "Somebody ended this already.", PAGE)
    form = forms.EndForm(request.POST or None, cancel=reverse(PAGE))
    if forming.saved(form, partial(protecting.end, found), protecting.CannotProtect, by=request.user.person):
        return forming.done(request, "Ended. It is not searched for any more.", PAGE)
    return render(request, "committees/protect_end.html", {"form": form, "protected": found})
