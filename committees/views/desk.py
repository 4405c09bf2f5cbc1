"""The clerk's desk: the meetings that are due, and every deadline of each."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from committees import desk
from committees.models import Body
from roles.access import restricted


@restricted
@require_safe
def my_desk(request):
    """The meetings this person runs, the most urgent first."""
    runs = Body.objects.clerked_by(request.user).order_by("name")
    return render(request, "committees/desk.html", {"rows": desk.rows(request.user), "runs": runs})
