"""A file of responsibilities: read, looked over, brought in."""

import json
from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.http import require_POST

from corporate_parenting.lib import files, tickets
from corporate_parenting.lib.reading import ReadError
from roles import access, bringing, catalogue_words, rules
from roles.catalogue_csv import Entry
from roles.forms.catalogue import CatalogueFileForm, ConfirmCatalogueForm
from roles.permissions import require

PURPOSE = "responsibilities to bring in"
NOTHING = "Nothing was brought in."


@access.restricted
def bring_in(request):
    """Read a catalogue and say what it would change; nothing is changed before it is confirmed."""
    require(rules.can_keep_catalogue(request.user))
    form = CatalogueFileForm(request.POST or None, request.FILES or None, cancel=reverse("roles:catalogue"))
    if form.is_valid() and (planned := _planned(form)):
        return _review(request, form, planned)
    return render(request, "roles/catalogue_file.html", {"form": form})


def _planned(form):
    """The plan of the form's file, or None with the reason beside the file's box."""
    given = form.cleaned_data
    file, how = given["file"], {"from_day": given["from_day"], "retire_missing": given["retire_missing"]}
    try:
        if file.size > bringing.MOST_BYTES:
            raise ReadError(file.name, None, "", f"the file is larger than {bringing.MOST_BYTES // 1_000_000} MB.")
        form.entries = bringing.read(file.read(), file.name)
        return bringing.plan(form.entries, name=file.name, **how)
    except ReadError as error:
        form.add_error("file", f"{error} {NOTHING}")
    return None


def _review(request, form, planned):
    given = form.cleaned_data
    how = {"from_day": given["from_day"].isoformat(), "retire_missing": given["retire_missing"]}
    about = {"name": given["file"].name, "reason": given["reason"], "agreed": planned.fingerprint}
    kept = files.keep(json.dumps([entry.__dict__ for entry in form.entries]).encode())
    ticket = tickets.give({"file": kept, **how, **about}, purpose=PURPOSE)
    here = {"cancel": reverse("roles:bring_in_catalogue"), "action": reverse("roles:confirm_catalogue")}
    context = {
        "plan": planned,
        "form": ConfirmCatalogueForm(initial={"ticket": ticket}, **here),
        "name": given["file"].name,
        "from_day": given["from_day"],
        "added": [(change, catalogue_words.lines(change.after)) for change in planned.added],
        "changed": [(change, _differences(change)) for change in planned.changed],
    }
    return render(request, "roles/catalogue_review.html", context)


def _differences(change):
    found = catalogue_words.differences(change.before, change.after)
    if change.linked != change.links:
        found.append(("Overlaps with", ", ".join(change.linked), ", ".join(change.links)))
    return found


@require_POST
@access.restricted
def confirm(request):
    """Bring in the file that was shown."""
    require(rules.can_keep_catalogue(request.user))
    try:
        done = _bring_in(tickets.take(request.POST["ticket"], purpose=PURPOSE), by=request.user.person)
    except (tickets.NoLongerGood, files.Missing, MultiValueDictKeyError):
        return _refused(request, f"The file was read too long ago. {NOTHING} Choose it again.")
    except bringing.AnotherPlan as error:
        return _refused(request, f"{error} {NOTHING} Choose the file again, and look over what it does now.")
    except ReadError as error:
        return _refused(request, f"{error} {NOTHING}")
    messages.success(request, f"The file is brought in: {done}.")
    return redirect("roles:catalogue")


def _bring_in(ticket, *, by):
    entries = [Entry(**fields) for fields in json.loads(files.read(ticket.pop("file")))]
    day = date.fromisoformat(ticket.pop("from_day"))
    return bringing.bring_in(entries, from_day=day, by=by, **ticket)


def _refused(request, words):
    messages.error(request, words)
    return redirect("roles:bring_in_catalogue")
