"""The pages that belong to no app: home, and what is shown when a form comes too late."""

from django.shortcuts import render

from corporate_parenting import digest
from corporate_parenting.context import more
from roles.access import code_given


def home(request):
    """What waits for you, what is next, by kind of user; titles of reports only after a one-time code."""
    waiting = digest.waiting_for(request.user)
    if not code_given(request):
        waiting = [thing.discreet() for thing in waiting]
    found = {"waiting": waiting, "next": digest.next_for(request.user), "more": more(request.user, request.path)}
    return render(request, "pages/home.html", found)


def csrf_failure(request, reason=""):
    """The form's proof was missing or old. Nothing was changed."""
    return render(request, "403_csrf.html", status=403)
