"""What the pages of a report share: fetching it for this person, and saving without losing a word."""

from functools import wraps

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from corporate_parenting.lib import dates, pdf
from reports import drafting, pictures, rules
from reports.models import Appendix, Block, Contact, Recommendation, Report, Section, SourceDocument, Unplaced, Version
from roles.permissions import require

KINDS = {
    "appendix": Appendix,
    "block": Block,
    "contact": Contact,
    "recommendation": Recommendation,
    "section": Section,
    "source": SourceDocument,
    "unplaced": Unplaced,
}
BEING_CLEARED = (
    "Your text was not saved: the report was sent for clearance in the meantime. Copy your text from below; "
    "its author can take the report back to go on writing."
)
FROZEN = (
    "Your text was not saved: this version was cleared in the meantime and never changes. Copy your text from below, "
    "start a new version and add it there."
)

GONE = "Your text was not saved: somebody removed this part a moment ago. Copy your text from below and add it again."


def report_for(request, pk):
    """The report, if this person may see it; else 404."""
    return get_object_or_404(Report.objects.visible_to(request.user).select_related("format", "author", "remit"), pk=pk)


def version_for(request, pk):
    """A version of a report that this person may see; else 404."""
    mine = Report.objects.visible_to(request.user)
    rows = Version.objects.filter(report__in=mine.values("pk")).select_related("report__format")
    return get_object_or_404(rows, pk=pk)


def report_to_write(request, pk):
    """The report and the version being written, or the last one; for its writers only."""
    report = report_for(request, pk)
    require(rules.writes(request.user, report))
    return report, latest(report)


def latest(report):
    """The draft, or the last cleared version where nothing is being written."""
    version = report.versions.drafts().first() or report.versions.order_by("-number")[0]
    version.report = report
    return version


def part_for(request, kind, pk):
    """A part of a report that this person may see; else 404."""
    model = model_of(kind)
    path = "section__version" if model is Block else "version"
    mine = Report.objects.visible_to(request.user)
    rows = model._default_manager.filter(**{f"{path}__report__in": mine.values("pk")})
    return get_object_or_404(rows.select_related(f"{path}__report__format"), pk=pk)


def model_of(kind):
    """The model that an address names; else 404."""
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def part_to_write(request, kind, pk):
    """A part and its report, for its writers only."""
    part = part_for(request, kind, pk)
    report = drafting.version_of(part).report
    require(rules.writes(request.user, report))
    return part, report


def keeps_words(view):
    """For views that take words for a part: when somebody removed it meanwhile, its writer gets the words back."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.method != "POST":
                raise
        typed = [value for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "seen") and value]
        return render(request, "reports/gone.html", {"typed": typed}, status=404)

    return guarded


def quick(request):
    """Does a script of ours ask, to save what is typed?"""
    return request.headers.get("Accept") == "application/json"


def told(form, edition=""):
    """What a script hears of a save: when and as which edition, or in words why not (409 where others were first)."""
    if edition:
        return JsonResponse({"saved": f"Saved at {dates.clock(timezone.now())}", "seen": edition})
    why = next((str(words) for errors in form.errors.values() for words in errors), "")
    return JsonResponse({"why": why}, status=409 if form.theirs else 422)


def saved(form, step, *things, **words):
    """
    Run a step for a valid form. When it would not, the reason stands in the form beside every word typed.

    Gives what the step made (or that it was done), which is what its writer has seen; False where it would not.
    """
    try:
        made = step(*things, **words)
    except drafting.Conflict as conflict:
        form.meet(conflict.current, drafting.edition(conflict.current))
    except ObjectDoesNotExist:
        form.add_error(None, GONE)
    except drafting.BeingCleared:
        form.add_error(None, BEING_CLEARED)
    except drafting.Frozen:
        form.add_error(None, FROZEN)
    except pdf.Refused as refused:
        form.add_error("file", f"{refused} Your report is saved.")
    except pictures.Refused as refused:
        form.add_error("picture", f"{refused} Your report is saved.")
    else:
        return made or True
    return False
