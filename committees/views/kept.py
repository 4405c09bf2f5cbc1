"""Pages about what is kept from the public: one part of a laid report, and the register of everything that is."""

from functools import partial

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import exempt, kept
from committees.forms import kept as forms
from committees.kept_filters import KeptFilter
from committees.models import Meeting, Paper
from committees.views import forming
from committees.views.papers import GROUNDS
from corporate_parenting.lib import csvwrite
from roles.access import restricted
from roles.permissions import require

PER_PAGE = 50
COLUMNS = [
    "body", "meeting", "item", "public title", "what is private", "class and paragraphs", "decided on", "decided by",
    "looked at again", "opened on", "opened by", "with", "reason",
]  # fmt: skip


@require_safe
@restricted
def register(request):
    """Everything kept from the public, now or before."""
    found, today = _found(request), timezone.localdate()
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = [kept.row(one, request.user, today) for one in page.object_list]
    return render(request, "committees/kept.html", {"filter": found, "page": page})


@require_safe
@restricted
def table(request):
    """The same rows for a spreadsheet."""
    found, today = _found(request), timezone.localdate()
    rows = (_cells(kept.row(one, request.user, today)) for one in found.qs)
    return csvwrite.response(f"kept-from-the-public-{today}", COLUMNS, rows)


def _found(request):
    require(kept.can_see(request.user))
    return KeptFilter(request.GET, kept.visible_to(request.user), request=request)


def _cells(row):
    one, meeting = row.exemption, row.item.meeting
    where = [meeting.body.name, timezone.localdate(meeting.starts_at), row.item.printed_number, row.item.title]
    decided = [timezone.localdate(one.decided_at), one.decided_by, row.review]
    ended = [one.ended_at and timezone.localdate(one.ended_at), one.ended_by, one.ended_with]
    return [*where, row.what, row.law, *decided, *ended, row.reason]


@restricted
def review(request, pk):
    """The clerk has looked again, and it stays private."""
    found = get_object_or_404(kept.visible_to(request.user).filter(reads=True), pk=pk)
    row = kept.row(found, request.user, timezone.localdate())
    require(row.may_review)
    form = forms.ReviewForm(request.POST or None, cancel=reverse("committees:kept"))
    if forming.saved(form, partial(kept.review, found), kept.CannotReview, by=request.user.person):
        return forming.done(request, "It stays private. The new day is in the register.", "committees:kept")
    lead = f"{row.what}. {row.law}. If nothing speaks against it any more, open it to the public instead."
    return forming.page(request, form, "Look again at what is private", caption=found.paper.item.title, lead=lead)


@restricted
def keep_part(request, pk):
    """The clerk keeps a section or an appendix of a laid report from the public."""
    papers = Paper.objects.whole_for(request.user).filter(
        item__meeting__in=Meeting.objects.run_by(request.user), version__isnull=False
    )
    paper = get_object_or_404(papers.select_related("item__meeting__body", "version"), pk=pk)
    parts, back = _parts(paper), reverse("committees:agenda", args=[paper.item.meeting_id])
    names = [(key, name) for key, (name, _) in parts.items()]
    form = forms.PartForm(request.POST or None, parts=names, cancel=back, **GROUNDS)
    if forming.saved(form, partial(_keep, paper, parts), exempt.CannotKeepPrivate, by=request.user.person):
        words = f"A part of “{paper.title}” is kept from the public. Build the pack again, if there is one."
        return forming.done(request, words, "committees:agenda", paper.item.meeting_id)
    lead = "The rest of the report stays open. In the place of this part stands that it is private, and by what law."
    return forming.page(request, form, "Keep a part of a report private", caption=paper.title, lead=lead)


def _parts(paper):
    """{key: (name, the section or appendix)} of what is not private by itself yet."""
    taken = {(one.section_id, one.appendix_id) for one in paper.kept_parts}
    found = {}
    for section in paper.version.sections.all():
        if (section.pk, None) not in taken and section.heading:
            found[f"section-{section.pk}"] = (_named(section), section)
    for number, one in enumerate(paper.version.appendices.all(), start=1):
        if (None, one.pk) not in taken:
            found[f"appendix-{one.pk}"] = (f"Appendix {number}: {one.title}", one)
    return found


def _named(section):
    under = " (part of the section before it)" if section.level > 1 else ""
    return f"Section “{section.heading}”{under}"


def _keep(paper, parts, *, part, by, **grounds):
    return exempt.keep_private(paper, part=parts[part][1], by=by, **grounds)
