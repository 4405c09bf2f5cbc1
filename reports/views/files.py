"""Files of a report, and the whole report to read: as a page and as it will be printed."""

import tempfile
from dataclasses import replace as replace_fields
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from corporate_parenting.lib import files, pdf, richtext
from reports import drafting, layout, printing
from reports.forms import AppendixFileForm
from reports.models import Block, Report, Version
from reports.views.common import part_for, part_to_write, report_to_write, saved
from roles.access import restricted

# Somebody waits for this one; a pack has more time.
PREVIEW_LIMITS = replace_fields(pdf.LIMITS, seconds=25)
PICTURE_GONE = "The file of a picture is missing. Add the picture again."


@restricted
def appendices(request, pk):
    """The PDFs added to a report, and adding one more."""
    report, version = report_to_write(request, pk)
    form = AppendixFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and _saved(request, form, drafting.add_appendix, version):
        messages.success(request, "The appendix was checked and is added.")
        return redirect("reports:appendices", pk)
    shown = {"report": report, "version": version, "form": form, "appendices": version.appendices.all()}
    return render(request, "reports/appendices.html", shown)


@restricted
def replace(request, pk):
    """Put another file in the place of an appendix."""
    appendix_, report = part_to_write(request, "appendix", pk)
    initial = {"title": appendix_.title}
    form = AppendixFileForm(request.POST or None, request.FILES or None, initial=initial, button="Replace the file")
    if request.method == "POST" and _saved(request, form, drafting.replace_appendix, appendix_):
        messages.success(request, "The appendix is replaced.")
        return redirect("reports:appendices", report.pk)
    return render(request, "reports/replace.html", {"report": report, "form": form, "appendix": appendix_})


def _saved(request, form, step, thing):
    return form.is_valid() and saved(form, step, thing, by=request.user.person, **form.words())


@restricted
def appendix(request, pk):
    """An appendix as it was made safe."""
    found = part_for(request, "appendix", pk)
    name = f"{_file_name(found.version)}-appendix-{found.order}.pdf"
    return FileResponse(_opened(found.safe), content_type="application/pdf", as_attachment=True, filename=name)


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
    version = _version(request, pk)
    laid = layout.lay_out(version, text=richtext.page)
    return render(request, "reports/read.html", {"report": version.report, "version": version, "laid": laid})


@restricted
def preview(request, pk):
    """A version as it will be printed. Where it cannot be, says why."""
    version = _version(request, pk)
    try:
        made = _printed(version)
    except (pdf.RenderFailed, FileNotFoundError) as failed:
        why = str(failed) if isinstance(failed, pdf.RenderFailed) else PICTURE_GONE
        shown = {"report": version.report, "version": version, "why": why}
        return render(request, "reports/not_printed.html", shown, status=422)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_file_name(version)}.pdf"'
    return response


def _version(request, pk):
    mine = Report.objects.visible_to(request.user)
    rows = Version.objects.filter(report__in=mine.values("pk"))
    return get_object_or_404(rows.select_related("report__format"), pk=pk)


def _printed(version):
    document = printing.document(version)
    rendered = pdf.render(document.html, assets=document.assets, limits=PREVIEW_LIMITS)
    part = pdf.Part(rendered.data, version.title, first_number=1, claims_ua=rendered.claims_ua)
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
