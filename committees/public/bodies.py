"""A body as the public may know it: what it is, who sits on it, its meetings, programme, terms and duties."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import bodies, calendars, law, quorum, reading, terms
from committees.models import Body
from committees.programme import listing as programmes
from committees.public import listing, names
from roles import answers, council, tiers
from roles.permissions import PUBLIC

MOST = 100
COMING, A_PAGE = 6, 25


@login_not_required
@require_safe
def body(request, pk):
    """A body: what it is, who sits on it, its meetings page by page, what came before and after. Eight queries."""
    today, now = timezone.localdate(), timezone.now()
    facts = council.facts(today)
    found = _with_names(pk, facts)
    page, listed = _page(request.GET.get("page", ""), listing.over(now, body=found.pk))
    context = {
        "body": found,
        "members": reading.members(found, today, PUBLIC, chair=facts["title_chair"]),
        "coming": listing.coming(now, body=found.pk)[:COMING] if page == 1 else [],
        "over": listed[:A_PAGE],
        "newer": page - 1,
        "older": page + 1 if len(listed) > A_PAGE else 0,
        "brings_duties": bodies.brings_duties(found, today),
        "law": law.in_short(found) if found.is_settled else [],
        "quorum": quorum.needed(found, today),
        "terms": terms.on(found, today) if found.public_has_a_right else None,
        "calendar": calendars.address(found),
    }
    return render(request, "committees/public/body.html", context)


def _with_names(pk, facts):
    """The body with all that came before and after it, above and below it: two queries. Raises Http404."""
    known = {one.pk: one for one in Body.objects.visible_to(PUBLIC)}
    if pk not in known:
        raise Http404
    found = known[pk]
    bodies.call_bodies([found], facts["title_executive"])
    found.before, found.after = names.before(found, known), names.after(found, known)
    reading.place(found, known)
    return found


def _page(typed, rows):
    """(number of the page that was asked for, its rows and one more where there is another page)."""
    page = int(typed) if typed.isdecimal() and 0 < int(typed) < 1_000 else 1
    first = (page - 1) * A_PAGE
    return page, rows[first : first + A_PAGE + 1]


@login_not_required
@require_safe
def programme(request, pk):
    """What a body means to consider this municipal year and later: title, what it is asked, and the month."""
    found, today = reading.body(PUBLIC, pk), timezone.localdate()
    lines = programmes.rows(programmes.coming(PUBLIC, found, today)[:MOST], PUBLIC)
    context = {"body": found, "months": programmes.by_month(lines)}
    return render(request, "committees/public/programme.html", context)


@login_not_required
@require_safe
def body_terms(request, pk, number=None):
    """The terms of reference of a body that the law opens: those that hold, or earlier ones; none that are to come."""
    found, today = reading.body(PUBLIC, pk), timezone.localdate()
    versions = [one for one in terms.history(found) if one.terms.starts_on <= today]
    if not (found.public_has_a_right and versions):
        raise Http404
    chosen = next((one.terms for one in versions if number in (None, one.terms.number)), None)
    if chosen is None:
        raise Http404
    context = {"body": found, "versions": versions} | terms.shown(chosen, versions, today)
    return render(request, "committees/public/terms.html", context)


@login_not_required
@require_safe
def body_answers(request, pk):
    """What a place on a body brings, by the kind of place: duties, tiers and sources, and nobody's name."""
    found, day = reading.body(PUBLIC, pk), timezone.localdate()
    kinds = bodies.kinds_of_places(found) if bodies.brings_duties(found, day) else []
    wordings = tiers.wordings_on(day) if kinds else []
    places = [(kind.label, answers.of_office(kind, wordings)) for kind in kinds]
    return render(request, "committees/public/body_answers.html", {"body": found, "places": places})
