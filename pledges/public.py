"""What anyone may read: the pledges that were released, and whether they are kept."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees.models import Action, Body
from pledges import serving
from pledges.models import Pledge, Promise
from roles.permissions import PUBLIC

MOST_PAPERS = 20


@login_not_required
@require_safe
def pledges(request):
    """The pledges of today, and those of the past."""
    seen = Pledge.objects.visible_to(PUBLIC)
    today = seen.on(timezone.localdate())
    context = {"today": today, "past": seen.filter(ends_on__lt=timezone.localdate()), "public_page": True}
    return render(request, "pledges/public/pledges.html", context)


@login_not_required
@require_safe
def pledge(request, pk):
    """A released pledge: each promise, and how many of its public actions are done."""
    body = Prefetch("body", Body.objects.visible_to(PUBLIC))
    found = get_object_or_404(Pledge.objects.visible_to(PUBLIC).prefetch_related(body), pk=pk)
    promises = found.promises.with_progress(PUBLIC)
    return render(request, "pledges/public/pledge.html", {"pledge": found, "promises": promises, "public_page": True})


@login_not_required
@require_safe
def promise(request, pk):
    """One promise in the words of young people: what we said, and what happened."""
    actions = Prefetch("action", Action.objects.select_related("body"))
    seen = Promise.objects.visible_to(PUBLIC).with_progress(PUBLIC).select_related("pledge")
    found = get_object_or_404(seen, pk=pk)
    services = found.services.filter(action__in=Action.objects.visible_to(PUBLIC)).prefetch_related(actions)
    context = {"promise": found, "services": services, "public_page": True}
    context["papers"] = serving.papers_on(found, PUBLIC)[:MOST_PAPERS]
    return render(request, "pledges/public/promise.html", context)
