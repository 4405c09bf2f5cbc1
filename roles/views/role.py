"""What is yours to do: your role today and on any other day, what you did for it, and that you have read it."""

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import dates, pdf
from roles import access, acknowledging, evidence, printing, profile, rules, tiers
from roles.forms.evidence import DayForm, EvidenceForm
from roles.models import Evidence, Person
from roles.narrowing import Narrowing

DEEDS_SHOWN, DEEDS_A_PAGE = 10, 50
MOVES_SHOWN = 4
A_MINUTE = 60
BEING_MADE = "It is being made already, in another window. Wait a moment, then try again."


@require_safe
def my_role(request):
    """Today's role, with what was done for it and what waits to be read; or the list of another day."""
    if request.user.person is None:
        return render(request, "roles/my_role.html", {"profile": None})
    form, day = DayForm.read(request.GET)
    if day and "on" not in request.GET:
        return redirect(f"{request.path}?on={day.isoformat()}")
    if day and day != timezone.localdate():
        return _on_another_day(request, form, day)
    mine = profile.mine(request.user, timezone.localdate())
    chosen = Narrowing(request.GET, mine.items)
    context = _shown(mine, chosen.items) | {"form": form, "chosen": chosen, "own": True}
    context["shown_words"] = acknowledging.shown_words(mine.outstanding)
    context |= {"deeds": mine.lately[:DEEDS_SHOWN], "moves": mine.moves[:MOVES_SHOWN]}
    context["earlier_moves"] = mine.moves[MOVES_SHOWN:]
    return render(request, "roles/my_role.html", context)


@require_POST
def acknowledge(request):
    """One press for everything that the page showed; what came or changed since is shown instead."""
    me = _me(request)
    waiting = acknowledging.outstanding(me, tiers.responsibilities_on(me))
    read = acknowledging.read_words(waiting, request.POST.get("shown", ""))
    acknowledging.acknowledge(me, read, by=me)
    left = len(waiting) - len(read)
    if left:
        messages.warning(request, _changed_meanwhile(len(read), left))
        return redirect(f"{reverse('roles:my_role')}?show=new")
    messages.success(request, f"You have read and acknowledged {_number(len(read))}." if read else "Nothing was left.")
    return redirect("roles:my_role")


def record(request, code):
    """Something that the person did for one of their responsibilities."""
    me = _me(request)
    mine = profile.of(me, timezone.localdate())
    item = next((one for one in mine.current if one.code == code), None)
    if item is None:
        raise Http404
    form = EvidenceForm(request.POST or None, item=item, items=mine.current)
    if form.is_valid() and form.attempt(evidence.note, me, by=me, **form.evidence()):
        messages.success(request, f"{_done(form.outcome)} is recorded.")
        return redirect(f"{reverse('roles:my_role')}#{code}")
    return render(request, "roles/role_record.html", {"form": form, "item": item})


@require_safe
def done(request):
    """Everything that the person ever noted."""
    everything = profile.deeds(request.user)
    page = Paginator(everything, DEEDS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "roles/role_done.html", {"page": page, "deeds": page.object_list, "own": True})


@require_POST
def withdraw(request, pk):
    """Take back what was noted by mistake."""
    found = get_object_or_404(Evidence.objects.visible_to(request.user).standing(), pk=pk)
    evidence.withdraw(found, by=request.user.person)
    messages.success(request, f"{_done(found)} is taken back, and its note is gone.")
    return redirect(f"{reverse('roles:my_role')}#done")


@require_safe
def as_pdf(request):
    """The whole role profile to print or keep, one at a time for each person. Where it cannot be made, says why."""
    me = _me(request)
    being_made = f"role-profile-{me.pk}"
    if not cache.add(being_made, True, timeout=A_MINUTE):
        return render(request, "roles/role_not_printed.html", {"why": BEING_MADE}, status=429)
    try:
        made = printing.role_profile(profile.mine(request.user, timezone.localdate()))
    except pdf.RenderFailed as failed:
        return render(request, "roles/role_not_printed.html", {"why": str(failed)}, status=422)
    finally:
        cache.delete(being_made)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="role-profile-{me.pk}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def person_role(request, pk):
    """What somebody else must do; a young person's or a partner's is for those who look after people alone."""
    shown = get_object_or_404(Person.objects.with_role_seen_by(request.user), pk=pk)
    show = _person_role if rules.is_colleague(shown) else access.restricted(_person_role)
    return show(request, shown)


def _person_role(request, shown):
    today = timezone.localdate()
    form, day = DayForm.read(request.GET)
    if day and "on" not in request.GET:
        return redirect(f"{request.path}?on={day.isoformat()}")
    theirs = profile.of(shown, day or today)
    context = _shown(theirs, theirs.items) | {"person": shown, "form": form}
    if day and day != today:
        return render(request, "roles/role_of_person.html", context | {"day": day, "is_to_come": day > today})
    if rules.can_see_engagement(request.user) and access.code_given(request):
        context["missing"] = len(acknowledging.outstanding(shown, [item.duty for item in theirs.items]))
    return render(request, "roles/role_of_person.html", context)


def _on_another_day(request, form, day):
    then = profile.of(request.user.person, day)
    context = _shown(then, then.items) | {"form": form, "day": day, "is_to_come": day > timezone.localdate()}
    return render(request, "roles/my_role.html", context)


def _shown(shown, items):
    """What every page of a role holds."""
    return {
        "profile": shown,
        "ladder": profile.ladder(shown),
        "all_groups": profile.by_tier(shown.items, shown.held),
        "groups": profile.by_tier(items, shown.held),
        "themes": profile.THEMES,
    }


def _me(request):
    if request.user.person is None:
        raise Http404
    return request.user.person


def _number(number):
    return f"{number} responsibilit{'y' if number == 1 else 'ies'}"


def _done(made):
    return f"{made.get_kind_display()} on {dates.day(made.done_on)}"


def _changed_meanwhile(read, left):
    took = f"You acknowledged the {read} that stood on your page. " if read else ""
    return f"Your list changed while you were reading. {took}{_number(left)} with new words still to read."
