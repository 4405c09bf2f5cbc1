"""The catalogue of responsibilities, for everybody who is signed in."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from roles.filters import WordingFilter
from roles.models import Wording


@require_safe
def catalogue(request):
    """All responsibilities, to be narrowed by tier, source and words."""
    found = WordingFilter(request.GET, Wording.objects.on(timezone.localdate()).in_order())
    return render(request, "roles/catalogue.html", {"filter": found, "responsibilities": found.qs})
