"""The minutes that everybody may read: approved, of a body that the law opens. Nothing here looks at who asks."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from committees import retention
from committees.minutes import composing, printing, reading
from committees.models import Publication
from corporate_parenting.lib import pdf, richtext
from roles.permissions import PUBLIC


def _versions(minutes):
    """What the public may read of each version, the newest first. The other part is not even fetched."""
    return list(minutes.versions.defer("private_content").order_by("-number"))


def _found(pk):
    return get_object_or_404(reading.seen(PUBLIC), meeting__pk=pk)


@login_not_required
@require_safe
def minutes(request, pk):
    """The approved minutes of a meeting: their text, what was corrected, who signed, and since when they are public."""
    found = _found(pk)
    versions = _versions(found)
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "content": composing.laid_out(versions[0].content, richtext.page),
        "version": versions[0],
        "earlier": versions[1:],
        "published": Publication.objects.filter(kind="minutes", thing_id=found.pk).order_by("at").first(),
        "kept": next(iter(retention.of(found.meeting)), None),
    }
    return render(request, "committees/public/minutes.html", context)


@login_not_required
@require_safe
def minutes_pdf(request, pk):
    """The same as a file to keep or to print: accessible, its pages numbered, with its signature block."""
    found = _found(pk)
    version = _versions(found)[0]
    version.minutes = found
    try:
        data = printing.file(found, version)
    except pdf.RenderFailed as why:
        raise Http404 from why
    name = f"minutes-{slugify(found.meeting.body)[:60]}-{timezone.localdate(found.meeting.starts_at)}.pdf"
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
