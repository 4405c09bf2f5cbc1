"""The notice of a new version: what changed since the one that the public has read."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from reports import publishing
from reports.forms.notice import NoticeForm
from reports.views.common import report_to_write, saved
from roles.access import restricted


@restricted
def notice(request, pk):
    """Say what changed, for those who have read the published version."""
    report, version = report_to_write(request, pk)
    if not publishing.needs_notice(version):
        raise Http404
    earlier = publishing.published(report)
    form = NoticeForm(request.POST or None, instance=version, cancel=reverse("reports:report", args=[pk]))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if saved(form, publishing.say, version, notice=told["notice"], seen=told["seen"], by=request.user.person):
            messages.success(request, "What changed is saved.")
            return redirect("reports:report", pk)
    return render(request, "reports/notice.html", {"report": report, "form": form, "earlier": earlier})
