"""The pages that belong to no app: home, and what is shown when a form comes too late."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from corporate_parenting import digest, searching
from corporate_parenting.context import more
from roles.access import code_given, restricted


def home(request):
    """What waits for you, what is next, by kind of user; titles of reports only after a one-time code."""
    waiting = digest.waiting_for(request.user)
    if not code_given(request):
        waiting = [thing.discreet() for thing in waiting]
    found = {"waiting": waiting, "next": digest.next_for(request.user), "more": more(request.user, request.path)}
    return render(request, "pages/home.html", found)


@require_safe
def search(request):
    """Everything this person may see that has some words; what is private only after a one-time code."""
    knows = code_given(request)
    results = searching.search(request.user, request.GET, private=knows)
    return render(request, "pages/search.html", {"results": results, "asks_for_code": not knows})


@require_safe
@restricted
def search_private(request):
    """The same search, once a one-time code was given."""
    return redirect(f"{reverse('search')}?{request.GET.urlencode()}")


def csrf_failure(request, reason=""):
    """The form's proof was missing or old. Nothing was changed."""
    return render(request, "403_csrf.html", status=403)
