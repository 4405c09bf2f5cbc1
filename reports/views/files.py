"""Pictures of a report, and the whole report to read: as a page and as it will be printed."""

import tempfile
from dataclasses import replace as replace_fields
from pathlib import Path

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render

from corporate_parenting.lib import files, pdf, richtext
from reports import carried_over, comments, layout, printing, private, rules
from reports.models import Block
from reports.views.common import part_for, version_for
from roles.access import restricted

# Somebody waits for this one; a pack has more time.
PREVIEW_LIMITS = replace_fields(pdf.LIMITS, seconds=25)
PICTURE_GONE = "The file of a picture is missing. Add the picture again."


@restricted
def figure(request, pk):
    """The picture of a figure, for the pages of its report."""
    found = part_for(request, "block", pk)
    if found.kind != Block.Kind.FIGURE:
        raise Http404
    handle = _opened(found.image)
    kind = "image/png" if handle.read(4) == b"\x89PNG" else "image/jpeg"
    handle.seek(0)
    return FileResponse(handle, content_type=kind)


@restricted
def read(request, pk):
    """The whole of a version as a page."""
    version = version_for(request, pk)
    still = carried_over.marks(version) if rules.writes(request.user, version.report) else None
    text = still.text if still else richtext.page
    laid = layout.lay_out(version, text=text, marked=private.left_out(version))
    shown = {
        "report": version.report,
        "version": version,
        "laid": still.laid(laid) if still else laid,
        "still": still,
        "marking": private.marking_on(version),
        "comments": comments.open_on(version),
    }
    return render(request, "reports/read.html", shown)


@restricted
def preview(request, pk):
    """A version as it will be printed. Where it cannot be, says why."""
    version = version_for(request, pk)
    try:
        made = _printed(version)
    except (pdf.RenderFailed, FileNotFoundError) as failed:
        why = str(failed) if isinstance(failed, pdf.RenderFailed) else PICTURE_GONE
        shown = {"report": version.report, "version": version, "why": why}
        return render(request, "reports/not_printed.html", shown, status=422)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_file_name(version)}.pdf"'
    return response


def _printed(version):
    document = printing.document(version, marked=private.left_out(version))
    rendered = pdf.render(document.html, assets=document.assets, limits=PREVIEW_LIMITS)
    part = pdf.Part(
        rendered.data, version.title, first_number=1, claims_ua=rendered.claims_ua, marking=private.marking_on(version)
    )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.pdf"
        pdf.merge([part], title=version.title, at=version.frozen_at or version.report.changed_at, out=out)
        return out.read_bytes()


def _opened(sha256):
    try:
        return files.path(sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None


def _file_name(version):
    """By number alone: nobody knows yet whether a report will be private, and many read a folder of downloads."""
    return f"report-{version.report_id}-{f'version-{version.number}' if version.number else 'draft'}"
