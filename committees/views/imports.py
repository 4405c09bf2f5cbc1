"""Pages for meetings that come in from another system."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from committees import agenda, bodies, importing, rules
from committees.forms.imports import ConfirmForm, MeetingsForm
from committees.views import forming
from corporate_parenting.lib import files, tickets
from corporate_parenting.lib.reading import ReadError
from roles.access import restricted
from roles.permissions import require

PURPOSE = "meetings to bring in"
REFUSALS = (ReadError, ValidationError, agenda.CannotCall, agenda.CannotChangeAgenda, bodies.CannotChangeBody)


@restricted
def meetings(request):
    """Read ModernGov files and say what would come in; nothing is kept before it is confirmed."""
    require(rules.can_manage_bodies(request.user))
    form = MeetingsForm(request.POST or None, request.FILES or None, cancel=reverse("committees:bodies"))
    if not form.is_valid():
        return _ask(request, form)
    kept = [(file.name, files.keep(file.read())) for file in form.cleaned_data["files"]]
    try:
        tally = importing.bring_in(_opened(kept), by=request.user.person, dry_run=True)
    except REFUSALS as error:
        form.add_error("files", f"{_words(error)} Nothing was brought in.")
        return _ask(request, form)
    confirm = ConfirmForm(
        initial={"files": tickets.give(kept, purpose=PURPOSE)}, cancel=reverse("committees:import_meetings")
    )
    confirm.helper.form_action = reverse("committees:confirm_meetings")
    return render(request, "committees/import_review.html", {"tally": tally, "form": confirm, "names": kept})


def _ask(request, form):
    lead = (
        "Bodies, meetings, agenda items and attendees of a ModernGov site. You see what would come in before it does."
    )
    return forming.page(request, form, "Bring in meetings", lead=lead)


@restricted
@require_POST
def confirm_meetings(request):
    """Bring in what was read."""
    require(rules.can_manage_bodies(request.user))
    try:
        kept = tickets.take(request.POST.get("files", ""), purpose=PURPOSE)
        tally = importing.bring_in(_opened(kept), by=request.user.person)
    except (tickets.NoLongerGood, FileNotFoundError):
        words = "The files were read too long ago. Nothing was brought in. Choose them again."
        return forming.refused(request, words, "committees:import_meetings")
    except REFUSALS as error:
        return forming.refused(request, f"{_words(error)} Nothing was brought in.", "committees:import_meetings")
    return forming.done(request, f"{tally}. Settle the legal basis of new bodies next.", "committees:bodies")


def _opened(kept):
    return [(name, files.read(sha256)) for name, sha256 in kept]


def _words(error):
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
