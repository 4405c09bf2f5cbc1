"""Pages about minutes: the record for those who may read it, the clerk's steps, the chair's check, authors' remarks."""

import contextlib
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from committees import minutes as steps
from committees.forms.minutes import ApproveForm, FreezeForm, RemarkForm, SendBackForm, SendForm, SignForm
from committees.minutes import composing, pages, printing, reading, remarks, stages
from committees.models import Meeting, Minutes, MinutesComment
from committees.views import forming
from committees.views.clerking import run_meeting
from corporate_parenting.lib import pdf as pdfs
from corporate_parenting.lib import richtext
from roles.access import code_given, restricted
from roles.audit import record
from roles.models import Person
from roles.permissions import require

PAGE = "committees:minutes"
DEBATE = "The body may debate whether the minutes are accurate, and nothing else of them."


def _seen(request, pk):
    """The minutes of a meeting, for who may read them. Raises Http404."""
    return get_object_or_404(reading.seen(request.user), meeting__pk=pk)


def _run(request, pk):
    """The minutes of a meeting, for its clerk. Raises Http404, PermissionDenied."""
    found = _seen(request, pk)
    require(stages.can_run(request.user, found))
    return found


def _page(pk):
    return reverse(PAGE, args=[pk])


@require_safe
def page(request, pk):
    """The minutes of a meeting as this person may read them, and what is next."""
    found = reading.seen(request.user).filter(meeting__pk=pk).first()
    if found:
        return render(request, "committees/minutes/page.html", pages.about(found, request.user))
    meeting = run_meeting(request, pk)
    return render(request, "committees/minutes/page.html", pages.of_none(meeting))


@restricted
@require_safe
def part_2(request, pk):
    """Part 2 of the minutes, for who may read it; that they did is written down."""
    found, private = _part_2(request, pk)
    may = reading.readable_items(found.meeting, request.user)
    of_part_2 = remarks.of(found, private=True) if found.pk else []
    of_part_2 = [one for one in of_part_2 if one.is_private and one.item_id in may]
    context = {
        "minutes": found,
        "meeting": found.meeting,
        "content": composing.laid_out(private, richtext.page),
        "remarks": of_part_2 if found.pk and _sees_remarks(request, found) else [],
        "runs": stages.can_run(request.user, found),
        "version": steps.newest(found) if found.pk else None,
    }
    response = render(request, "committees/minutes/part_2.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _sees_remarks(request, found):
    return stages.can_run(request.user, found) or stages.can_check(request.user, found)


def _part_2(request, pk):
    """(minutes, what this person may read of part 2). Raises Http404 where that is nothing."""
    found = reading.seen(request.user).filter(meeting__pk=pk).first()
    if found is None:
        found = Minutes(meeting=run_meeting(request, pk))
        private = reading.of_readable(found.meeting, composing.compose(found.meeting)[1], request.user)
    else:
        private = reading.part_2(found, request.user)
    if not private:
        raise Http404
    record(request.user.person, "read part 2 of the minutes of", found.meeting)
    return found, private


def _file(found, version, name, **part):
    try:
        data = printing.file(found, version, **part)
    except pdfs.RenderFailed as why:
        raise Http404 from why
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}-{found.meeting_id}.pdf"'
    return response


@require_safe
def pdf(request, pk):
    """The newest version of the minutes as a file; there is none before the check."""
    found = _seen(request, pk)
    version = steps.newest(found)
    if version is None:
        raise Http404
    version.minutes = found
    return _file(found, version, "minutes")


@restricted
@require_safe
def part_2_pdf(request, pk):
    """What this person may read of part 2, as a file."""
    found, private = _part_2(request, pk)
    version = steps.newest(found) if found.pk else None
    if version is None:
        raise Http404
    version.minutes = found
    response = _file(found, version, "restricted-minutes", part_2=True, content=private)
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
def start(request, pk):
    """Begin to draft: from now on authors may remark on the minute of their item."""
    try:
        steps.start(run_meeting(request, pk), by=request.user.person)
    except steps.CannotMinute as why:
        return forming.refused(request, str(why), PAGE, pk)
    return forming.done(request, "The draft is begun. Authors can remark on the minute of their item.", PAGE, pk)


def send(request, pk):
    """Send the draft to whoever checks it."""
    meeting = run_meeting(request, pk)
    form = SendForm(request.POST or None, people=steps.who_may_check(meeting), cancel=_page(pk))
    if forming.saved(form, partial(steps.send_to_chair, meeting), steps.CannotMinute, by=request.user.person):
        return forming.done(request, f"The draft is with {form.made.sent_to}.", PAGE, pk)
    lead = "They read the draft on the page of the minutes, both parts, and check it or send it back."
    return forming.page(request, form, "Send the draft to be checked", caption=str(meeting.body), lead=lead)


def _checked_by(request, pk):
    """Minutes that are with this very person. Raises Http404, PermissionDenied."""
    found = _seen(request, pk)
    require(stages.can_check(request.user, found))
    return found


@restricted
@require_POST
def check(request, pk):
    """Whoever was asked says that the draft is right."""
    found = _checked_by(request, pk)
    try:
        steps.check(found, seen=request.POST.get("seen", ""), by=request.user.person)
    except steps.CannotMinute as why:
        return forming.refused(request, str(why), PAGE, pk)
    return forming.done(request, "The minutes are checked. They go to the next meeting by themselves.", PAGE, pk)


def send_back(request, pk):
    """Whoever was asked sends the draft back, saying what to change."""
    found = _checked_by(request, pk)
    form = SendBackForm(request.POST or None, cancel=_page(pk))
    if forming.saved(form, partial(steps.send_back, found), steps.CannotMinute, by=request.user.person):
        return forming.done(request, "The draft is with the clerk again, who sees what you wrote.", PAGE, pk)
    return forming.page(request, form, "Send the draft back", caption=str(found.meeting.body))


def freeze(request, pk):
    """Keep what was changed since the check as a new version."""
    found = _run(request, pk)
    form = FreezeForm(request.POST or None, cancel=_page(pk))
    if forming.saved(form, partial(steps.freeze, found), steps.CannotMinute, by=request.user.person):
        return forming.done(request, f"Version {form.made.number} is kept and laid.", PAGE, pk)
    lead = "The chair has checked the version before. Tell the chair of anything that is more than a slip."
    return forming.page(request, form, "Keep a new version", caption=str(found.meeting.body), lead=lead)


def approve(request, pk):
    """Write down that the body approved its minutes, with what it corrected."""
    found = _run(request, pk)
    about = {"items": steps.open_items(found), "changed": steps.changed(found), "cancel": _page(pk)}
    form = ApproveForm(request.POST or None, **about)
    if forming.saved(form, partial(_approve, found), steps.CannotMinute, by=request.user.person):
        return forming.done(request, "The approval is written down.", PAGE, pk)
    return forming.page(request, form, "The body approved the minutes", caption=str(found.meeting.body), lead=DEBATE)


def _approve(found, **given):
    return _printed(steps.approve(found, **given))


def _printed(found):
    """Nobody who reads them later has to wait for the print. Without it they are printed when somebody asks."""
    version = steps.newest(found)
    version.minutes = found
    with contextlib.suppress(pdfs.RenderFailed):
        printing.keep(found, version)
    return found


def sign(request, pk):
    """Write down who signed the minutes on paper, and when."""
    found = _run(request, pk)
    people = Person.objects.filter(pk__in=[person.pk for person, _ in steps.signers(found)])
    form = SignForm(request.POST or None, people=people, cancel=_page(pk))
    if forming.saved(form, partial(_sign, found), steps.CannotMinute, by=request.user.person):
        return forming.done(request, "The signature is written down.", PAGE, pk)
    lead = "Print the minutes, have each page initialled, and write down here who signed."
    return forming.page(request, form, "The minutes were signed", caption=str(found.meeting.body), lead=lead)


def _sign(found, **given):
    return _printed(steps.sign(found, **given))


@restricted
def remark(request, pk):
    """Remark on the draft minute of an item: its author, whoever cleared its report, whoever checks."""
    user = request.user
    item = get_object_or_404(remarks.remarkable(user).select_related("meeting__body", "meeting__minutes"), pk=pk)
    may = remarks.reads_part_2(item, user)
    form = RemarkForm(request.POST or None, reads_part_2=may, cancel=_way_back(user, item))
    step = partial(steps.remark, item, viewer=user)
    if forming.saved(form, step, steps.CannotMinute, by=user.person):
        return forming.done(request, "The clerk sees your remark.", "committees:remark_minute", pk)
    about = pages.one_minute(item, user, knows=code_given(request))
    mine = item.meeting.minutes.comments.filter(item=item, made_by=user.person)
    context = about | {"form": form, "item": item, "meeting": item.meeting, "mine": mine}
    return render(request, "committees/minutes/remark.html", context)


def _way_back(user, item):
    seen = Meeting.objects.visible_to(user).filter(pk=item.meeting_id).exists()
    return reverse("committees:meeting", args=[item.meeting_id]) if seen else reverse("home")


@restricted
@require_POST
def settle(request, pk):
    """The clerk has dealt with a remark."""
    found = get_object_or_404(MinutesComment.objects.select_related("minutes__meeting__body"), pk=pk)
    require(stages.can_run(request.user, found.minutes))
    steps.settle(found, by=request.user.person)
    where = "committees:minutes_part_2" if found.is_private else PAGE
    return forming.done(request, "The remark is dealt with.", where, found.minutes.meeting_id)
