"""Pages for the clerk: a meeting with its agenda, called, changed, published, postponed and closed."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from committees import (
    agenda,
    calling_to_account,
    commissioning,
    desk,
    executive,
    laying,
    notice,
    onward,
    printing,
    programme,
    reading,
    room,
    rules,
    states,
)
from committees.forms.meetings import (
    ChangeMeetingForm,
    CloseForm,
    MeetingForm,
    PostponeForm,
    PublishForm,
    when,
)
from committees.models import Body, Meeting
from committees.models.packs import Edition
from committees.views import forming
from committees.views.clerking import PAGE, back, run_meeting
from committees.year import showing
from roles.access import restricted
from roles.permissions import require

COUNTS_ANEW = (
    "The public was told the day, so that day stands as called off: everybody can read that the meeting is postponed, "
    "and when it takes place instead. The agenda and its papers go along. The notice that the law asks for counts "
    "anew, and the new agenda must be published again."
)
NOT_PUBLISHED = "The agenda goes along, with its papers. The old day stays in the list as cancelled."


@restricted
@require_safe
def meeting(request, pk):
    """A meeting as its clerk works on it."""
    runs = Meeting.objects.run_by(request.user).select_related("postponed_to", "instead_of")
    found = get_object_or_404(desk.counted(runs), pk=pk)
    row, user = desk.row(found), request.user
    lines = commissioning.tell(reading.agenda(found, user))
    part1 = [line for line in lines if not line.item.likely_private]
    part2 = [line for line in lines if line.item.likely_private]
    context = {
        "meeting": found,
        "row": row,
        "steps": desk.steps(row),
        "part1": part1,
        "part2": part2,
        "seen1": _seen(part1),
        "seen2": _seen(part2),
        "exclusion": printing.forecast(found.body, part2) if part2 else "",
        "count": len(lines),
        "hindered": agenda.why_not_published(found),
        "is_cancelled": found.status == Meeting.Status.CANCELLED,
        "can_close": _can_close(found) and not found.opened_at,
        "can_enter": found.opened_at or not room.why_not_open(found),
        "can_postpone": found.status not in states.OVER and not hasattr(found, "postponed_to"),
        "planned": programme.planned_for(found),
        "executive_needs": executive.of_meeting(found),
        "calls": calling_to_account.of_meeting(found),
        "has_actions": not found.published_at and found.body.actions.not_closed().exists(),
        "can_order": not found.published_at and found.status in desk.OPEN,
        "public_pack": reading.newest_pack(found, Edition.PUBLIC, user),
        "to_lay": laying.chosen(found, user, request.GET.get(onward.LAY, "")),
        "restricted_pack": reading.newest_pack(found, Edition.RESTRICTED, user),
    }
    return render(request, "committees/agenda.html", context | reading.put_off(found, user))


def _seen(lines):
    """The items of a part in order, as a form sends them back."""
    return ",".join(str(line.item.pk) for line in lines)


def _can_close(found):
    return found.status in desk.OPEN and not states.why_not(found, Meeting.Status.HELD)


@restricted
def call(request, pk):
    """Call a meeting of a body."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_run(request.user, body))
    cancel, initial = reverse("committees:body", args=[body.pk]), {"place": body.usual_place}
    form = MeetingForm(request.POST or None, initial=initial, cancel=cancel)
    if _no_clash(request, form, body) and _saved(request, form, agenda.call_meeting, body):
        return forming.done(request, "The meeting is called. Add the first item next.", PAGE, form.made.pk)
    return forming.page(request, form, "Call a meeting", caption=str(body))


@restricted
def change(request, pk):
    """Change when and where a body meets, or cancel the meeting. Once published, its day stands."""
    found = run_meeting(request, pk)
    about = {"initial": when(found), "meeting": found, "cancel": back(found), "submit": "Save the meeting"}
    form = ChangeMeetingForm(request.POST or None, **about)
    if _no_clash(request, form, found.body, found) and _saved(request, form, agenda.change_meeting, found):
        return forming.done(request, "The meeting is changed.", PAGE, found.pk)
    lead = "The agenda is published, so the day and the time stand. To meet on another day, postpone the meeting."
    return forming.page(
        request, form, "Change the meeting", caption=str(found.body), lead=lead if found.published_at else ""
    )


def _saved(request, form, step, thing):
    """Call a step with the form, which was told of clashes already."""
    form.cleaned_data.pop("all_the_same", None)
    return forming.saved(form, partial(step, thing), agenda.CannotCall, by=request.user.person)


def _no_clash(request, form, body, found=None):
    """May the form go on: it is filled in, and nothing else is on that day, or the clerk says so all the same?"""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    if found and found.starts_at == given["starts_at"]:
        return True
    return form.accepts(showing.warnings(body, given["starts_at"], given["ends_at"], viewer=request.user, but=found))


@restricted
def publish(request, pk):
    """Publish an agenda: in time, or with the reason for shorter notice."""
    found = run_meeting(request, pk)
    if why := agenda.why_not_published(found):
        return forming.refused(request, why, PAGE, found.pk)
    asked = notice.of(found)
    posted = request.POST if request.method == "POST" else None
    form = PublishForm(posted, late=asked.is_late, cancel=back(found))
    if forming.saved(form, partial(agenda.publish, found), agenda.CannotPublish, by=request.user.person):
        return forming.done(request, _published(found), PAGE, found.pk)
    warning = asked.late_words if asked.is_late else _who_reads(found)
    return forming.page(request, form, "Publish the agenda", caption=str(found.body), warning=warning)


def _who_reads(found):
    if found.body.public_has_a_right:
        return "Everybody can read the agenda and its open papers from now on. Its order stands."
    return "Those with a place on the body are told that the agenda is final. The public has no right to it."


def _published(found):
    if found.body.public_has_a_right:
        return "The agenda is published. Everybody can read it and its open papers."
    return "The agenda is final. Those with a place on the body can read it."


@restricted
def postpone(request, pk):
    """Put a meeting off: another is called in its place, with its agenda."""
    found = run_meeting(request, pk)
    old = when(found)
    initial = {name: old[name] for name in ("begins", "ends", "place")}
    form = PostponeForm(request.POST or None, initial=initial, cancel=back(found))
    if forming.saved(form, partial(agenda.postpone, found), agenda.CannotCall, by=request.user.person):
        return forming.done(request, "The meeting is postponed. This is the new one.", PAGE, form.made.pk)
    lead = COUNTS_ANEW if found.published_at and found.body.public_has_a_right else NOT_PUBLISHED
    return forming.page(request, form, "Postpone the meeting", caption=str(found), lead=lead)


@restricted
def close(request, pk):
    """Say that a meeting was held, or was inquorate."""
    found = run_meeting(request, pk)
    if why := states.why_not(found, Meeting.Status.HELD):
        return forming.refused(request, why, PAGE, found.pk)
    form = CloseForm(request.POST or None, cancel=back(found))
    if forming.saved(form, partial(agenda.close, found), agenda.CannotCall, by=request.user.person):
        return forming.done(request, "The meeting is closed.", PAGE, found.pk)
    return forming.page(request, form, "Close the meeting", caption=str(found.body))
