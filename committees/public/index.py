"""Where the public finds a meeting: by body, under any name it ever had, by date, and by how bodies stand."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import calendars, reading
from committees.public import listing, names
from committees.views import picture
from committees.year import municipal_year, showing
from roles.periods import FIRST_MONTH
from roles.permissions import PUBLIC

COMING, LATEST = 12, 10
NEAR = 20


@login_not_required
@require_safe
def meetings(request):
    """Meetings to come and the latest ones, and every body; `q` finds a body by any name it ever had."""
    standing, past = reading.bodies(PUBLIC)
    now, typed = timezone.now(), request.GET.get("q", "").strip()[:200]
    context = {
        "coming": listing.coming(now)[:COMING],
        "latest": listing.over(now)[:LATEST],
        "bodies": standing,
        "past": past,
        "typed": typed,
        "calendar": calendars.address(),
        "found": names.find(typed, [*standing, *past]) if typed else [],
    }
    return render(request, "committees/public/meetings.html", context)


@login_not_required
@require_safe
def year(request):
    """The dates of a municipal year: published meetings with their page, planned ones as bare dates."""
    first, last = municipal_year(_a_day_of(request.GET.get("year", "")))
    listed = showing.rows(PUBLIC, first, last)
    months = showing.months(listed, first, last)
    about = {"first": first, "last": last, "before": first.year - 1, "after": first.year + 1, "count": len(listed)}
    about |= {"months": months, "calendar": calendars.address()}
    return render(request, "committees/public/year.html", about)


def _a_day_of(typed):
    """A day of the municipal year that was asked for by its first year; today for anything that is none."""
    today = timezone.localdate()
    near = {str(year): year for year in range(today.year - NEAR, today.year + NEAR)}
    return date(near[typed], FIRST_MONTH, 1) if typed in near else today


@login_not_required
@require_safe
def arrangements(request):
    """How bodies and posts stand to each other on a day: drawn and as text, never a body that protects who comes."""
    return picture.show(request, PUBLIC, "committees/public/arrangements.html", page="committees:public_body")
