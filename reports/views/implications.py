"""The implications of a report, and its template: the newer version can be taken."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from reports import drafting, retemplating
from reports.forms.parts import MARKDOWN
from reports.forms.templates import ImplicationsForm
from reports.models import KeptText
from reports.views.common import quick, report_to_write, saved, told
from roles.access import restricted

How = KeptText.How


@restricted
def implications(request, pk):
    """A text for each implication of the template, and one reason for all that have none."""
    report, version = report_to_write(request, pk)
    if not (request.method == "POST" or version.no_implications or version.implications.exists()):
        return render(request, "reports/implications.html", {"report": report, "version": version})
    start_from = ImplicationsForm.initial_of(version) | {"seen": drafting.edition_of_implications(version)}
    form = ImplicationsForm(request.POST or None, initial=start_from, version=version)
    if request.method == "POST":
        done = form.is_valid() and _saved(request, form, version)
        if quick(request):
            return told(form, done.edition_of_implications if done else "")
        if done:
            messages.success(request, "The implications are saved.")
            return redirect("reports:report", pk)
    shown = {"report": report, "version": version, "form": form, "how_to_write": MARKDOWN}
    return render(request, "reports/implications.html", shown)


def _saved(request, form, version):
    about = {"seen": form.cleaned_data["seen"], "how": How.AUTOSAVED if quick(request) else How.SAVED}
    return saved(form, drafting.save_implications, version, by=request.user.person, **about, **form.words())


@require_POST
@restricted
def take_template(request, pk):
    """Set the draft in the newest version of its template."""
    _, version = report_to_write(request, pk)
    try:
        taken = retemplating.take_newest(version, by=request.user.person)
    except (drafting.BeingCleared, drafting.Frozen):
        messages.error(request, "Nothing was changed: the report is with a clearer, or this version is cleared.")
    else:
        messages.success(request, _taken(taken))
    return redirect("reports:report", pk)


def _taken(format_):
    if format_ is None:
        return "The report stands in the newest version of its template already."
    return f"The report stands in version {format_.number} of “{format_.name}” now. Look at each part once more."
