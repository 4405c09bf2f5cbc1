"""Pages on which writers say what of a report is private, and see what everybody will read of it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import richtext
from reports import drafting, layout, leaving_out, private, rules
from reports.forms.private import PrivateForm
from reports.models import PrivatePart, Report
from reports.views.common import BEING_CLEARED, FROZEN, part_to_write, report_to_write, version_for
from roles.access import restricted
from roles.permissions import require


@require_safe
@restricted
def overview(request, pk):
    """What is private of a report, and on what grounds; for its writers."""
    report, version = report_to_write(request, pk)
    parts = list(version.private_parts.select_related("decided_by"))
    shown = {"report": report, "version": version, "whole": next((p for p in parts if _is_whole(p)), None)}
    shown |= {"sections": _sections(version, parts), "appendices": _appendices(version, parts)}
    shown["can_write"] = rules.can_write(request.user, report)
    shown["several"] = len(parts) > 1
    for part in parts:
        part.marking = private.marking(part)
    return render(request, "reports/private.html", shown)


def _is_whole(part):
    return not (part.section_id or part.appendix_id)


def _sections(version, parts):
    """[(number, section, its PrivatePart or None, does it stand under a private one)] in order."""
    numbers = {one.pk: one.number for one in layout.lay_out(version, text=lambda words, **how: "").chapters}
    of = {part.section_id: part for part in parts if part.section_id}
    under = leaving_out.belonging(version.sections.all(), dict.fromkeys(of, ""))
    return [
        (numbers.get(one.pk, ""), one, of.get(one.pk), one.pk in under and one.pk not in of)
        for one in version.sections.all()
    ]


def _appendices(version, parts):
    of = {part.appendix_id: part for part in parts if part.appendix_id}
    return [(number, one, of.get(one.pk)) for number, one in enumerate(version.appendices.all(), start=1)]


@restricted
def whole(request, pk):
    """All of a report is private, on these grounds."""
    report, version = report_to_write(request, pk)
    return _grounds(request, report, version, None, "The whole report")


@restricted
def section(request, pk):
    """A section is private, with what stands under its sub-headings."""
    part, report = part_to_write(request, "section", pk)
    return _grounds(request, report, part.version, part, f"Section “{part.heading}”")


@restricted
def appendix(request, pk):
    """An appendix is private."""
    part, report = part_to_write(request, "appendix", pk)
    return _grounds(request, report, part.version, part, f"Appendix “{part.title}”")


def _grounds(request, report, version, part, name):
    require(rules.can_write(request.user, report))
    found, back = private.of(version, part), reverse("reports:private", args=[report.pk])
    about = {"cancel": back, "submit": "Save" if found else "Make it private"}
    about["initial"] = PrivateForm.initial_of(found) if found else None
    form = PrivateForm(request.POST or None, **about)
    step = partial(private.change, found) if found else partial(private.declare, version, part=part)
    if request.method == "POST" and form.is_valid() and _saved(form, step, request.user.person):
        messages.success(request, f"{name} is private. The rest is open." if part else f"{name} is private.")
        return redirect(back)
    shown = {"report": report, "form": form, "name": name, "found": found, "is_whole": part is None, "back": back}
    return render(request, "reports/private_grounds.html", shown)


def _saved(form, step, by):
    """Run the step; where it would not, the reason stands in the form beside every word typed."""
    try:
        step(**form.cleaned_data, by=by)
    except private.CannotBePrivate as why:
        form.add_error(None, str(why))
    except drafting.BeingCleared:
        form.add_error(None, BEING_CLEARED)
    except drafting.Frozen:
        form.add_error(None, FROZEN)
    else:
        return True
    return False


@require_POST
@restricted
def withdraw(request, pk):
    """It is not private after all."""
    mine = Report.objects.visible_to(request.user)
    parts = PrivatePart.objects.select_related("version__report").filter(version__report__in=mine.values("pk"))
    found = get_object_or_404(parts, pk=pk)
    report = found.version.report
    require(rules.can_write(request.user, report))
    try:
        private.withdraw(found, by=request.user.person)
        messages.success(request, "It is open now: everybody will be able to read it once it is laid and published.")
    except (drafting.BeingCleared, drafting.Frozen):
        messages.error(request, "Nothing was changed: the report was sent for clearance in the meantime.")
    return redirect("reports:private", report.pk)


@require_safe
@restricted
def open_edition(request, pk):
    """A version as everybody will read it."""
    version = version_for(request, pk)
    is_whole = private.is_whole(version)
    without = private.left_out(version)
    laid = None if is_whole else layout.lay_out(version, text=richtext.page, without=without)
    shown = {"report": version.report, "version": version, "laid": laid, "is_whole": is_whole, "without": without}
    return render(request, "reports/open_edition.html", shown)
