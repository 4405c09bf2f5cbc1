"""Pages on which two people open to the public what was kept private."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from committees import reading, releasing
from committees.exempt import CannotRelease
from committees.forms.granting import ReleaseForm
from committees.models import Exemption, Meeting
from committees.views import forming
from roles.access import restricted
from roles.permissions import require

WARNING = "Everybody can read it from the moment when a second person confirms. What was read cannot be taken back."


@restricted
def propose(request, pk):
    """The clerk proposes that a private paper is opened, and gets the address for whoever confirms it."""
    return _proposal(request, pk, "Open a paper to the public")


@restricted
def propose_part(request, pk):
    """The same for a section or an appendix of a report of which the rest is open."""
    part = get_object_or_404(Exemption.objects.current().of_parts().filter(paper__isnull=False), pk=pk)
    return _proposal(request, part.paper_id, "Open a private part to the public", part)


def _proposal(request, pk, title, part=None):
    mine = reading.papers(request.user).filter(item__meeting__in=Meeting.objects.run_by(request.user))
    found = get_object_or_404(mine.filter(is_whole=True) if part else mine, pk=pk)
    back = reverse("committees:agenda", args=[found.item.meeting_id])
    form = ReleaseForm(_posted(request), submit="Propose to open it", cancel=back)
    if forming.saved(form, partial(_propose, found, part), CannotRelease, by=request.user.person):
        address = request.build_absolute_uri(reverse("committees:confirm_release", args=[form.made]))
        context = {"paper": found, "address": address, "back": back}
        context["seconds"] = releasing.seconds(found, but=request.user.person)
        return render(request, "committees/releasing.html", context)
    lead = f"{releasing.name(part)}." if part else ""
    return forming.page(request, form, title, caption=found.title, lead=lead, warning=WARNING)


def _posted(request):
    """A tick that was left out posts nothing at all, and must be asked for."""
    return request.POST if request.method == "POST" else None


def _propose(paper, part, *, checked, by):
    return releasing.propose(paper, part=part, by=by)


@restricted
def confirm(request, ticket):
    """The second person confirms."""
    try:
        exemption, proposed_by = releasing.proposal(ticket)
    except CannotRelease as why:
        return render(request, "committees/releasing_not_good.html", {"why": str(why)}, status=404)
    found = reading.papers(request.user).filter(pk=exemption.paper_id).first()
    if found is None:
        raise Http404
    require(releasing.can_confirm(request.user, found))
    part = exemption if exemption.section_id or exemption.appendix_id else None
    page = f"{reverse('committees:paper', args=[found.pk])}{'?part=private' if part else ''}"
    form = ReleaseForm(_posted(request), submit="Open it to the public", cancel=page)
    if forming.saved(form, partial(_confirm, ticket), CannotRelease, by=request.user.person):
        words = "The part is open to the public. Build the pack again." if part else "The paper is open to the public."
        return forming.done(request, words, "committees:paper", found.pk)
    context = {"form": form, "paper": found, "proposed_by": proposed_by, "warning": WARNING, "page": page}
    context["part"] = releasing.name(part) if part else ""
    return render(request, "committees/releasing_confirm.html", context | {"marking": reading.marking(found)})


def _confirm(ticket, *, checked, by):
    return releasing.confirm(ticket, by=by)
