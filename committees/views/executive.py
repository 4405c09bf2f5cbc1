"""Pages for the clerk of an executive body: a notice is written, looked at, and published for good."""

from functools import partial

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from committees import executive, reading
from committees.executive import words
from committees.executive.words import ABOUT, Kind
from committees.forms.executive import NoticeForm
from committees.models import ExecutiveNotice
from committees.views import forming
from committees.views.clerking import PAGE, back, run_item
from roles.access import restricted
from roles.permissions import PUBLIC

FOR_GOOD = (
    "Everybody can read this from now on, on the council’s website. It cannot be changed or taken back. The law wants "
    "it at the offices too: put a copy there."
)


@restricted
def notice(request, pk, kind):
    """Write a notice, look at it, publish it. One that is published already has its own address."""
    item = run_item(request, pk)
    if kind not in Kind.values:
        return redirect(PAGE, item.meeting_id)
    if said := ExecutiveNotice.objects.filter(item=item, kind=kind).first():
        return redirect("committees:public_notice", said.pk)
    if why := executive.why_not(item, kind):
        return forming.refused(request, why, PAGE, item.meeting_id)
    form = _form(request, item, kind)
    if "publish" in request.POST and forming.saved(
        form, partial(executive.give_notice, item, kind=kind), executive.CannotGiveNotice, by=request.user.person
    ):
        return forming.done(request, "The notice is published. Everybody can read it.", PAGE, item.meeting_id)
    if form.is_bound and "change" not in request.POST and form.is_valid():
        return _review(request, form, item, kind)
    return _page(request, form, item, kind)


def _form(request, item, kind):
    about = {"item": item, "kind": kind, "day": timezone.localdate(), "cancel": back(item.meeting)}
    if request.method == "POST":
        return NoticeForm(request.POST, **about)
    return NoticeForm(initial=_initial(item, kind), **about)


def _initial(item, kind):
    """What an earlier notice about the item said; else what the agenda says."""
    law = words.PRIVATE if kind in words.PRIVATE else words.KEY
    before = item.notices.filter(kind__in=law).order_by("-published_at").first()
    if before:
        names = ("matter", "decision_maker", "documents", "contact")
        return {name: getattr(before, name) for name in names}
    maker, members = _who_decides(item.meeting)
    matter = words.proposed_matter(item, kind)
    if members and kind in words.KEY:
        matter = f"{matter}\n\n{members}"
    return {"matter": matter, "decision_maker": maker}


def _who_decides(meeting):
    """
    The body with its members by the names that everybody may know, as the notice must list them (regulation 9(1)(c)):
    (who decides, members), the second only where the names are too many to stand beside the body.
    """
    members = reading.members(meeting.body, timezone.localdate(meeting.starts_at), PUBLIC)
    names = ", ".join(place.name for place in members)
    together = f"{meeting.body}: {names}" if names else str(meeting.body)
    if len(together) <= ExecutiveNotice._meta.get_field("decision_maker").max_length:
        return together, ""
    return str(meeting.body), f"Members of {meeting.body}: {names}"


def _page(request, form, item, kind):
    about = ABOUT[kind]
    return forming.page(request, form, about.name, caption=item.title, lead=f"{about.lead} {about.law}.")


def _review(request, form, item, kind):
    """The notice as everybody will read it, with the way on and the way back."""
    given = {name: value for name, value in form.cleaned_data.items() if value}
    context = {
        "form": form,
        "item": item,
        "about": ABOUT[kind],
        "notice": ExecutiveNotice(item=item, kind=kind, published_at=timezone.now(), **given),
        "warning": FOR_GOOD,
        "back": reverse("committees:executive_notice", args=[item.pk, kind]),
        "posted": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
    }
    return render(request, "committees/executive_review.html", context)
