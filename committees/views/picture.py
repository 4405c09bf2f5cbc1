"""The page of the governance picture, and what it shares with the public one."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import picture
from committees.picture.changes import year_before
from corporate_parenting.lib import csvwrite, dates
from roles.forms.evidence import DayForm

TITLE = "How the council’s corporate parenting is arranged"
HEAD = ["Body or post", "How it stands", "To which", "Note"]
LEAD = "Which bodies and posts there are, and how they stand to each other, on any day."


@require_safe
def arrangements(request):
    """The picture of a day, as far as whoever is signed in may know."""
    return show(request, request.user, "committees/picture.html", page="committees:body")


@require_safe
def lines(request):
    """Every line of the picture of a day, for spreadsheets."""
    _, day = DayForm.read(request.GET)
    standing = picture.stands(day or timezone.localdate(), request.user, everything="all" in request.GET)
    nodes = standing.nodes()
    rows = sorted([nodes[one.low].name, one.words, nodes[one.high].name, one.note] for one in standing.edges)
    return csvwrite.response(f"arrangements-{standing.day}", HEAD, rows)


def show(request, viewer, template, *, page):
    """
    The picture of the day in the address (?on=2026-05-18), or today's; a day that is none is said above today's.

    `page` is the name of the page of a body for this viewer.
    """
    today, everything = timezone.localdate(), "all" in request.GET
    form, day = DayForm.read(request.GET)
    if day and "on" not in request.GET:
        more = "&all=1" if everything else ""
        return redirect(f"{request.path}?on={day.isoformat()}{more}")
    standing = picture.stands(day or today, viewer, everything=everything)
    said, title = picture.lines(standing), f"{TITLE} on {dates.day(standing.day)}"
    desc = (
        f"{len(standing.bodies)} bodies and {len(standing.posts)} posts, from the council down, and {len(said)} "
        "lines besides what is part of what. The same stands below as text."
    )
    context = {
        "form": form,
        "title": TITLE,
        "lead": LEAD,
        "page": page,
        "standing": standing,
        "everything": everything,
        "is_today": standing.day == today,
        "drawing": picture.draw(standing, title, desc, page=page),
        "tree": picture.tree(standing),
        "lines": said,
        "changes": picture.changes(standing, viewer, everything=everything),
        "since": year_before(standing.day),
    }
    return render(request, template, context)
