"""Pages for the clerk about papers: laid, uploaded, kept private, taken off."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from committees import agenda, exempt, laying, rules
from committees.forms.meetings import DocumentForm, LayForm, PrivateForm
from committees.models import AgendaItem, Exemption, Meeting, Paper
from committees.views import forming
from corporate_parenting.lib import dates, pdf
from reports.grounds import PARAGRAPHS
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:agenda"
REASONS = [
    (Exemption.Class.EXEMPT, "It is exempt: a paragraph of Schedule 12A covers it"),
    (Exemption.Class.CONFIDENTIAL, "It is confidential: the law or the government forbids the council to publish it"),
]
GROUNDS = {"kinds": REASONS, "paragraphs": PARAGRAPHS.items()}
REFUSALS = (agenda.NotCleared, agenda.CannotChangeAgenda, exempt.CannotKeepPrivate)


def _item(request, pk):
    """An item, for the clerk of its meeting."""
    items = AgendaItem.objects.filter(meeting__in=Meeting.objects.run_by(request.user))
    item = get_object_or_404(items.select_related("meeting__body"), pk=pk)
    require(rules.can_lay(request.user, item))
    return item


def _paper(request, pk):
    """A paper, for the clerk of its meeting; a confidential one for who may read it, because its title shows."""
    papers = Paper.objects.visible_to(request.user).filter(item__meeting__in=Meeting.objects.run_by(request.user))
    return get_object_or_404(papers.select_related("item__meeting__body", "version", "document"), pk=pk)


def _back(item):
    return reverse(PAGE, args=[item.meeting_id])


@restricted
def lay(request, pk):
    """Choose a cleared report and lay it on an item: those meant for this body come first."""
    item = _item(request, pk)
    offered = laying.offered(item, request.user)
    if request.method != "POST":
        return render(request, "committees/lay.html", {"item": item, "offered": offered, "back": _back(item)})
    chosen = request.POST.get("version", "")
    version = get_object_or_404(offered, pk=chosen if chosen.isdecimal() else 0)
    if laying.opens_at_once(item):
        return redirect("committees:lay_version", item.pk, version.pk)
    try:
        paper = agenda.lay(version, before=item, by=request.user.person)
    except REFUSALS as why:
        return forming.refused(request, str(why), PAGE, item.meeting_id)
    return _laid(request, paper)


@restricted
def lay_version(request, pk, version):
    """Lay a report on a published agenda, and say who may read it."""
    item = _item(request, pk)
    version = get_object_or_404(laying.offered(item, request.user), pk=version)
    posted = request.POST if request.method == "POST" else None
    about = {"asks": laying.opens_at_once(item), "cancel": reverse("committees:lay", args=[item.pk])}
    form = LayForm(posted, **about, **GROUNDS)
    if forming.saved(form, partial(agenda.lay, version, before=item), *REFUSALS, by=request.user.person):
        return _laid(request, form.made)
    return forming.page(request, form, "Lay a report", caption=version.title, lead=f"On the item “{item.title}”.")


def _laid(request, paper):
    return forming.done(request, f"“{paper.title}” is laid.{_kept(paper)}", PAGE, paper.item.meeting_id)


def _kept(paper):
    exemption = exempt.current(paper)
    if exemption and exemption.decided_at < paper.laid_at:
        return " It was kept from the public before, and stays so for the reason given then."
    if exempt.is_kept_back(paper):
        return " It is kept from the public."
    return (
        " What its writers hold to be private in it is kept from the public."
        if exempt.is_private_in_part(paper)
        else ""
    )


@restricted
def upload(request, pk):
    """Lay a PDF by itself."""
    item = _item(request, pk)
    asks = laying.opens_at_once(item)
    form = DocumentForm(request.POST or None, request.FILES or None, cancel=_back(item), asks=asks, **GROUNDS)
    if forming.saved(form, partial(_upload, item), pdf.Refused, *REFUSALS, by=request.user.person):
        return _laid(request, form.made)
    return forming.page(request, form, "Add a document", caption=item.title)


def _upload(item, *, title, file, by, private=None):
    return agenda.add_document(item, data=file.read(), file_name=file.name, title=title, private=private, by=by)


@restricted
@require_POST
def take_off(request, pk):
    """Take a paper off its item."""
    paper = _paper(request, pk)
    try:
        agenda.take_off(paper, by=request.user.person)
    except agenda.CannotChangeAgenda as why:
        return forming.refused(request, str(why), PAGE, paper.item.meeting_id)
    return forming.done(request, f"“{paper.title}” is taken off. It is kept.", PAGE, paper.item.meeting_id)


@restricted
def keep_private(request, pk):
    """Keep a paper from the public."""
    paper = _paper(request, pk)
    form = PrivateForm(
        request.POST or None,
        cancel=_back(paper.item),
        **GROUNDS,
    )
    keep = partial(exempt.keep_private, paper)
    if forming.saved(form, keep, exempt.CannotKeepPrivate, by=request.user.person):
        words = format_html("“{}” is kept from the public.{}", paper.title, _open_elsewhere(paper, request.user))
        return forming.done(request, words, PAGE, paper.item.meeting_id)
    lead = "This is your opinion for the agenda. The meeting itself decides whether to close its doors."
    return forming.page(request, form, "Keep a paper private", caption=paper.title, lead=lead)


def _open_elsewhere(paper, user):
    """Where else the same lies openly, for the clerk to act on: a sentence with links, or nothing."""
    meetings = {other.item.meeting for other in exempt.open_elsewhere(paper)}
    if not meetings:
        return ""
    seen = Meeting.objects.visible_to(user).filter(pk__in=[one.pk for one in meetings]).select_related("body")
    links = [(_address(one, user), f"{one.body}, {dates.day(one.starts_at)}") for one in seen]
    names = format_html_join(", ", '<a class="govuk-notification-banner__link" href="{}">{}</a>', links)
    others = f"{', and ' if links else ''}a meeting that you cannot see" if len(links) < len(meetings) else ""
    return format_html(" The same still lies openly here, and is not kept private by this: {}{}.", names, others)


def _address(meeting, user):
    return reverse(PAGE if rules.can_run(user, meeting) else "committees:meeting", args=[meeting.pk])
