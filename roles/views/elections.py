"""After an election: a list of councillors is read, looked over, brought in, and what follows is shown."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import csvwrite, dates, files, tickets
from corporate_parenting.lib.reading import ReadError
from roles import access, councillor_files, councillors, rules
from roles.councillors import following, saying
from roles.forms.elections import ConfirmCouncillorsForm, CouncillorsForm
from roles.permissions import require

PURPOSE = "councillors to bring in"
EARLIER, MOST_REASONS = 5, 10
NOTHING = "Nothing was brought in."
TOO_LATE = f"The list was read too long ago. {NOTHING} Choose it again."


@access.restricted
def bring_in(request):
    """Read a list of councillors and say what it would do; nothing of it is done before it is confirmed."""
    require(rules.can_manage_people(request.user))
    form = CouncillorsForm(request.POST or None, request.FILES or None, cancel=reverse("roles:people"))
    planned = _planned(form) if form.is_valid() else None
    if planned is None:
        return render(request, "roles/election.html", {"form": form, "earlier": _earlier()})
    return _review(request, form, planned)


def _planned(form):
    """The plan of the form's list, or None with the reasons beside the fields they are about."""
    given = form.cleaned_data
    try:
        form.read = councillor_files.read(given["file"].read(), given["file"].name)
    except ReadError as error:
        form.add_error("file", f"{error} {NOTHING}")
        return None
    planned = councillors.plan(form.read, on=given["on"])
    try:
        councillors.check(planned, whole_council=given["whole_council"])
    except councillors.LooksPartial as partial:
        form.add_error("whole_council", f"{' '.join(partial.messages)} {NOTHING}")
    except councillors.CannotBringIn as refused:
        form.add_error("file", [f"{given['file'].name}: {words}" for words in _first(refused.messages)])
    return None if form.errors else planned


def _first(reasons):
    """As many reasons as somebody reads, how many more there are, and that nothing was done."""
    more = len(reasons) - MOST_REASONS
    *first, last = [*reasons[:MOST_REASONS], *([f"{more} more lines cannot be brought in either."] if more > 0 else [])]
    return [*first, f"{last} {NOTHING}"]


def _review(request, form, planned):
    given = form.cleaned_data
    ticket = {
        "list": councillor_files.keep(form.read),
        "on": given["on"].isoformat(),
        "whole_council": given["whole_council"],
        "shown": planned.digest,
    }
    confirm = ConfirmCouncillorsForm(
        initial={"list": tickets.give(ticket, purpose=PURPOSE)}, cancel=reverse("roles:bring_in_councillors")
    )
    confirm.helper.form_action = reverse("roles:confirm_councillors")
    said = {"sentence": saying.of_plan(planned), "tally": saying.of_changes(planned), "name": given["file"].name}
    return render(request, "roles/election_review.html", {"plan": planned, "form": confirm, **said})


@require_POST
@access.restricted
def confirm(request):
    """Bring in the list that was shown."""
    require(rules.can_manage_people(request.user))
    try:
        done = _bring_in(tickets.take(request.POST.get("list", ""), purpose=PURPOSE), by=request.user.person)
    except (tickets.NoLongerGood, files.Missing):
        return _refused(request, TOO_LATE)
    except ValidationError as refused:
        return _refused(request, f"{' '.join(refused.messages)} {NOTHING}")
    if done.row is None:
        return _refused(request, "Everything is as the list says already.")
    messages.success(request, f"The list is brought in. {saying.of_plan(done.plan)}")
    return redirect("roles:brought_in", done.row.pk)


def _bring_in(ticket, *, by):
    return councillors.bring_in(
        councillor_files.kept(ticket["list"]),
        on=date.fromisoformat(ticket["on"]),
        whole_council=ticket["whole_council"],
        shown=ticket["shown"],
        by=by,
    )


def _refused(request, words):
    messages.error(request, words)
    return redirect("roles:bring_in_councillors")


@require_safe
@access.restricted
def brought_in(request, pk):
    """What a list did, and what now needs doing."""
    done = _result(request, pk)
    context = {
        "done": done,
        "title": f"The council from {dates.day(done.on)}",
        "places": following.free_places(done),
        "without_account": following.without_account(done, request.user),
    }
    return render(request, "roles/election_done.html", context)


@require_safe
@access.restricted
def changes(request, pk):
    """The same as a table for other programs."""
    done = _result(request, pk)
    return csvwrite.response(f"councillors-{done.on}", following.HEAD, following.rows(done))


def _result(request, pk):
    require(rules.can_manage_people(request.user))
    return following.result(get_object_or_404(following.lists_brought_in(), pk=pk), request.user)


def _earlier():
    """The lists of before, newest first, each with its day."""
    return [(row, date.fromisoformat(row.details["on"])) for row in following.lists_brought_in()[:EARLIER]]
