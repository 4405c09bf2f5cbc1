"""Pages about interests in an item: for its clerk in the room, and for a member ahead of the meeting."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from committees import deciding, rules
from committees.deciding.panel import Known
from committees.forms.deciding import InterestForm
from committees.models import AgendaItem, Interest, Meeting
from committees.views import forming
from committees.views.deciding import at
from roles.access import restricted
from roles.models import Appointment

LAW = (
    "A disclosable pecuniary interest keeps a member out of the discussion and the vote, also when it is in the "
    "register already. One that is not registered is told to the monitoring officer within 28 days (Localism Act 2011 "
    "section 31). What other interests mean is in the council’s code of conduct."
)

CLERKS = (
    "This interest is in the record of the meeting now, so you cannot take it back yourself. Tell the clerk if it is "
    "wrong. Nothing was changed."
)


@restricted
def declare_interest(request, pk):
    """Declare an interest in an item: a member their own, ahead of the meeting; its clerk that of anybody."""
    items = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    item = get_object_or_404(items.select_related("meeting__body"), pk=pk)
    if rules.can_run(request.user, item):
        return _for_anybody(request, item)
    if not _has_a_place(request.user, item.meeting):
        raise Http404
    return _own(request, item)


def _for_anybody(request, item):
    known = Known(item, request.user)
    about = {"people": known.members, "first": known.here, "cancel": at(item, "interests")}
    form = InterestForm(request.POST or None, **about)
    if forming.saved(form, partial(deciding.declare, item), deciding.CannotDeclare, by=request.user.person):
        return _declared(request, form.made, at(item, "interests"))
    return _page(request, item, form, title="Record an interest", submit="Record the interest")


def _own(request, item):
    person = request.user.person
    where = reverse("committees:meeting", args=[item.meeting_id])
    form = InterestForm(request.POST or None, cancel=where)
    if forming.saved(form, partial(deciding.declare, item, person=person), deciding.CannotDeclare, by=person):
        return _declared(request, form.made, where)
    return _page(
        request, item, form, title="Declare an interest", submit="Declare the interest", standing=_mine(item, person)
    )


def _page(request, item, form, *, title, submit, standing=()):
    context = {"item": item, "form": form, "title": title, "submit": submit, "standing": standing, "lead": LAW}
    return render(request, "committees/deciding_interest.html", context)


def _mine(item, person):
    found = list(item.interests.standing().filter(person=person).select_related("person"))
    for one in found:
        one.item, one.effect = item, deciding.effect(one)
        one.is_theirs_to_take_back = _is_theirs_to_take_back(one)
    return found


def _declared(request, interest, where):
    return forming.done(request, " ".join(["The interest is recorded.", *deciding.effect(interest)]), where)


def _has_a_place(user, meeting):
    day = timezone.localdate(meeting.starts_at)
    held = Appointment.objects.on(day).filter(person=user.person, office__seat__body=meeting.body_id)
    return user.person is not None and held.exists()


@restricted
def change_interest(request, pk):
    """Change what was recorded of an interest: another takes its place, and the first is kept as withdrawn."""
    interest = _run_interest(request, pk)
    item, known = interest.item, Known(interest.item, request.user)
    same = ("kind", "was_registered", "is_sensitive", "matter", "leaves", "dispensation")
    before = {name: getattr(interest, name) for name in same} | {"person": interest.person_id}
    people = known.members | {interest.person_id: interest.person}
    about = {"people": people, "first": known.here, "cancel": at(item, "interests"), "initial": before}
    form = InterestForm(request.POST or None, **about)
    step = partial(deciding.declare, item, instead_of=interest)
    if forming.saved(form, step, deciding.CannotDeclare, by=request.user.person):
        return _declared(request, form.made, at(item, "interests"))
    return _page(request, item, form, title="Change an interest", submit="Save the interest")


@restricted
@require_POST
def withdraw_interest(request, pk):
    """Withdraw an interest: the clerk any, a member what they declared ahead of the meeting."""
    mine = Interest.objects.filter(person=request.user.person) | _run(request)
    interest = get_object_or_404(mine.select_related("item__meeting__body", "person"), pk=pk)
    is_clerk = rules.can_run(request.user, interest.item)
    where = (
        at(interest.item, "interests") if is_clerk else reverse("committees:meeting", args=[interest.item.meeting_id])
    )
    if not (is_clerk or _is_theirs_to_take_back(interest)):
        return forming.refused(request, CLERKS, where)
    try:
        deciding.withdraw_interest(interest, by=request.user.person)
    except deciding.CannotDeclare as why:
        return forming.refused(request, str(why), where)
    return forming.done(request, f"The interest of {interest.person} is withdrawn, and bars nobody.", where)


def _is_theirs_to_take_back(interest):
    """What bars somebody in the room, or was written down by the clerk, is the meeting's record."""
    meeting = interest.item.meeting
    is_ahead = meeting.opened_at is None and meeting.starts_at > timezone.now()
    return is_ahead and interest.declared_by_id == interest.person_id


def _run(request):
    return Interest.objects.filter(item__meeting__in=Meeting.objects.run_by(request.user))


def _run_interest(request, pk):
    return get_object_or_404(_run(request).select_related("item__meeting__body", "person"), pk=pk)
