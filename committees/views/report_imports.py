"""Pages for a report that comes in from another program: read and shown first, kept when its writer says so."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committees import report_files, rules
from committees.forms.imports import ConfirmReportForm, ReportForm
from committees.models import Body
from committees.views import forming
from corporate_parenting.lib import files, tickets
from corporate_parenting.lib.reading import ReadError
from reports import drafting
from reports.models import Format, Report, Unplaced
from roles.access import restricted
from roles.permissions import May, require

PURPOSE = "report to bring in"
AGAIN = "committees:import_report"
# What was found, by kind: a word for what becomes of it, and its colour.
BECOMES = {
    "note": ("Comes in", "done"),
    "text box": ("Check it", "waiting"),
    "tracked": ("As accepted", "waiting"),
    "white": ("Check it", "waiting"),
    "tiny": ("Check it", "waiting"),
    "formula": ("Check it", "waiting"),
    "table": ("Check it", "waiting"),
}
LEFT_OUT = ("Left out", "stopped")
NOT_EMPTY = (
    "Somebody has begun to write this report in the meantime, so nothing was brought in. Make a new report of it."
)
BUSY = "This report is with somebody who clears it, or is final already, so nothing was brought in."


@restricted
def report(request):
    """Read a Word, Markdown or text file and say what is in it; nothing is kept as a report before it is confirmed."""
    require(rules.can_bring_in_any(request.user))
    waiting = report_files.waiting_for_words(request.user.person)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        initial={"report": request.GET.get("report")},
        cancel=reverse("reports:list"),
        bodies=_meant(request.user),
        reports=waiting,
    )
    if not form.is_valid():
        return _ask(request, form)
    told = form.cleaned_data
    file, into = told["file"], told.get("report")
    data = file.read()
    try:
        coming = report_files.look(data, file.name, format=told["format"], into=into)
    except ReadError as error:
        form.add_error("file", f"{error} Nothing was brought in.")
        return _ask(request, form)
    return _review(request, coming, _ticket(request, data, told), told)


def _ask(request, form):
    lead = "You see what the file holds, what is hidden in it and what would come in, before anything does."
    return forming.page(request, form, "Bring in a report", lead=lead)


def _ticket(request, data, told):
    chosen = {name: told[name].pk if told.get(name) else None for name in ("report", "body", "format")}
    about = chosen | {"name": told["file"].name, "sha256": files.keep(data), "by": request.user.person.pk}
    return tickets.give(about, purpose=PURPOSE)


def _review(request, coming, ticket, told):
    form = ConfirmReportForm(initial={"ticket": ticket}, cancel=reverse(AGAIN))
    form.helper.form_action = reverse("committees:confirm_report")
    found = [(one, *BECOMES.get(one.kind, LEFT_OUT)) for one in coming.read.found]
    shown = {
        "form": form,
        "name": told["file"].name,
        "into": told.get("report"),
        "body": told["body"],
        "coming": coming,
        "found": found,
        "unplaced": coming.with_words,
        "missing": _missing(coming),
    }
    return render(request, "committees/import_report.html", shown)


def _missing(coming):
    """Headings that the template begins a report with and that the file has not."""
    there = {" ".join(section.heading.split()).casefold().rstrip(":") for section in coming.sections}
    return [heading for heading in coming.format.sections if heading.casefold() not in there]


@restricted
@require_POST
def confirm(request):
    """Bring in what was read and shown."""
    require(rules.can_bring_in_any(request.user))
    try:
        about = tickets.take(request.POST.get("ticket", ""), purpose=PURPOSE)
        data = files.read(about["sha256"])
    except (tickets.NoLongerGood, FileNotFoundError):
        words = "The file was read too long ago. Nothing was brought in. Choose it again."
        return forming.refused(request, words, AGAIN)
    require(about["by"] == request.user.person.pk)
    try:
        made = _brought(request.user, about, data)
    except (ReadError, drafting.NotEmpty, drafting.Frozen, drafting.BeingCleared, Gone) as error:
        return forming.refused(request, _why(error), AGAIN)
    return forming.done(request, _said(made, report_files.unplaced(made)), "reports:report", made.pk)


class Gone(Exception):
    """What was chosen for the file is not there any more for this person."""


def _brought(user, about, data):
    """The report. Raises Gone, ReadError and what `report_files.fill` raises."""
    if about["report"]:
        into = Report.objects.filter(pk=about["report"]).first()
        if into is None or into not in report_files.waiting_for_words(user.person):
            raise drafting.NotEmpty
        return report_files.fill(into, data, about["name"], by=user.person)
    body = _meant(user).filter(pk=about["body"]).first()
    format_ = Format.objects.filter(pk=about["format"]).first()
    if body is None:
        raise Gone
    return report_files.bring_in(data, about["name"], body=body, format=format_, by=user.person)


def _why(error):
    if isinstance(error, drafting.NotEmpty):
        return NOT_EMPTY
    if isinstance(error, Gone):
        return "You can no longer bring in reports for that body. Nothing was brought in."
    return f"{error} Nothing was brought in." if isinstance(error, ReadError) else BUSY


def _meant(user):
    """The bodies that this user may bring in reports for."""
    meeting = Body.objects.on(timezone.localdate()).order_by("name")
    seen = Body.objects.visible_to(user) if user.may(May.WRITE_REPORTS) else Body.objects.clerked_by(user)
    return meeting.filter(pk__in=seen.values("pk"))


def _said(made, left):
    words = sum(where != Unplaced.ABOUT_THE_FILE for where, _ in left)
    said = f"“{made.title}” is a draft now."
    if words:
        said += f" {words} piece{'s' if words > 1 else ''} of text found no place: look at the draft."
    if len(left) > words:
        said += " What was left out of the file is listed with the draft."
    return said
