"""What anyone may read: bodies, published meetings, open papers and public packs. Nothing here looks at who asks."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import bodies, law, notice, quorum, reading, serving, terms
from committees.models import Meeting
from committees.models.packs import Edition
from committees.programme import listing
from committees.views import picture
from committees.year import municipal_year, showing
from roles import answers, tiers
from roles.periods import FIRST_MONTH
from roles.permissions import PUBLIC

MOST = 100
NEAR = 20


def _meetings():
    return Meeting.objects.visible_to(PUBLIC).select_related("body")


@login_not_required
@require_safe
def meetings(request):
    """Meetings to come, and every body by any name it had, with its meetings behind it."""
    standing, past = reading.bodies(PUBLIC)
    coming = _meetings().filter(starts_at__date__gte=timezone.localdate()).order_by("starts_at", "pk")[:MOST]
    latest = _meetings().filter(starts_at__date__lt=timezone.localdate()).order_by("-starts_at", "pk")[:10]
    context = {"coming": coming, "latest": latest, "bodies": standing, "past": past}
    return render(request, "committees/public/meetings.html", context)


@login_not_required
@require_safe
def year(request):
    """The dates of a municipal year: published meetings with their page, planned ones as bare dates."""
    first, last = municipal_year(_a_day_of(request.GET.get("year", "")))
    listed = showing.rows(PUBLIC, first, last)
    months = showing.months(listed, first, last)
    about = {"first": first, "last": last, "before": first.year - 1, "after": first.year + 1, "count": len(listed)}
    return render(request, "committees/public/year.html", about | {"months": months})


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


@login_not_required
@require_safe
def body(request, pk):
    """A body: what it is, who sits on it, its published meetings, what came before and after."""
    found = reading.body(PUBLIC, pk)
    context = {
        "body": found,
        "members": reading.members(found, timezone.localdate(), PUBLIC),
        "meetings": _meetings().filter(body=found).order_by("-starts_at", "pk")[:MOST],
        "brings_duties": bodies.brings_duties(found, timezone.localdate()),
        "law": law.in_short(found) if found.is_settled else [],
        "quorum": quorum.needed(found, timezone.localdate()),
        "terms": terms.on(found, timezone.localdate()) if found.public_has_a_right else None,
    }
    return render(request, "committees/public/body.html", context)


@login_not_required
@require_safe
def programme(request, pk):
    """What a body means to consider this municipal year and later: title, what it is asked, and the month."""
    found, today = reading.body(PUBLIC, pk), timezone.localdate()
    lines = listing.rows(listing.coming(PUBLIC, found, today)[:MOST], PUBLIC)
    context = {"body": found, "months": listing.by_month(lines)}
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


@login_not_required
@require_safe
def meeting(request, pk):
    """A published meeting: when, where, who, how to come, the agenda with its papers, and what is private and why."""
    found = get_object_or_404(_meetings(), pk=pk)
    context = {
        "meeting": found,
        "notice": notice.of(found),
        "lines": reading.agenda(found, PUBLIC),
        "members": reading.members(found.body, timezone.localdate(found.starts_at), PUBLIC),
        "attended": reading.attended(found, PUBLIC),
        "pack": reading.newest_pack(found, Edition.PUBLIC, PUBLIC),
    }
    return render(request, "committees/public/meeting.html", context | reading.put_off(found, PUBLIC))


@login_not_required
@require_safe
def pack(request, pk):
    """The newest public pack of a published meeting."""
    found = get_object_or_404(_meetings(), pk=pk)
    newest = reading.newest_pack(found, Edition.PUBLIC, PUBLIC)
    if newest is None:
        raise Http404
    return serving.download(newest.file, f"{found.body}-{timezone.localdate(found.starts_at)}-public-pack")


def _paper(pk):
    return get_object_or_404(reading.papers(PUBLIC), pk=pk)


@login_not_required
@require_safe
def paper(request, pk):
    """An open paper as a page."""
    found = _paper(pk)
    laid = serving.laid_out(found) if found.version_id else None
    context = {"paper": found, "meeting": found.item.meeting, "laid": laid, "size": reading.size(found.printed)}
    return render(request, "committees/public/paper.html", context)


@login_not_required
@require_safe
def report_pdf(request, pk):
    """The print of an open report."""
    return serving.report(_paper(pk))


@login_not_required
@require_safe
def document(request, pk):
    """An open document that was laid by itself."""
    return serving.document(_paper(pk))


@login_not_required
@require_safe
def appendix(request, pk, appendix):
    """An appendix of an open report."""
    return serving.appendix(_paper(pk), appendix)


@login_not_required
@require_safe
def figure(request, pk, block):
    """A picture of an open report."""
    return serving.figure(_paper(pk), block)
