"""The page that seats those whom brought-in meetings name."""

from functools import partial

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse

from committees import bodies, brought, rules
from committees.forms.brought import SeatNamedForm
from committees.models import Body
from committees.views import forming
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:body"


@restricted
def seat_named(request, pk):
    """Seat the members that a body's newest recorded meeting names."""
    found = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_manage_bodies(request.user))
    named = brought.named(found)
    if not named:
        words = f"No meeting of {found} names a member who has no place on it yet."
        return forming.refused(request, words, PAGE, found.pk)
    form = SeatNamedForm(request.POST or None, named=named, cancel=reverse(PAGE, args=[found.pk]))
    if forming.saved(form, partial(_seat, found), bodies.CannotSit, ValidationError, by=request.user.person):
        return forming.done(request, f"{form.made} of them have their places.", PAGE, found.pk)
    lead = "The newest meeting that was brought in names these members. Choose who of them still sits on the body."
    return forming.page(request, form, "Seat the members", caption=str(found), lead=lead)


def _seat(found, *, people, starts_on, by):
    return brought.seat(found, list(people), starts_on=starts_on, by=by)
