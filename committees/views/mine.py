"""A councillor's pages: my meetings, one of them as mine, my notes."""

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from committees import brought, mine, notice, reading, rules
from committees.forms.mine import NoteForm
from committees.mine import asked, chairing, listing, notes, reading_time
from committees.models import AgendaItem, Meeting
from committees.models.packs import Edition, Form
from roles.access import code_given, restricted
from roles.permissions import May

AT_ONCE = 5
ROWS = 25
FEW = 5
ACTIONS = 10


@require_safe
def my_meetings(request):
    """The meetings that are mine, the next one first, with what to read for each and what is asked of me."""
    user, knows = request.user, code_given(request)
    page = Paginator(listing.coming(user), AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "coming": listing.of(list(page), user, knows_titles=knows),
        "past": list(listing.past(user)[:FEW]),
        "others": list(listing.others(user)[:FEW]),
        "actions": list(asked.own_actions(user)[:ACTIONS]),
        "runs": bool(user.remits(May.RUN_MEETINGS)),
        "can_see_balance": rules.can_see_balance(user),
        "knows_titles": knows,
        "rule": reading_time.RULE,
    }
    return render(request, "committees/meetings.html", context)


@require_safe
def past(request):
    """My meetings that are over, by date, with their minutes and what they decided."""
    page = Paginator(listing.past(request.user), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "rows": listing.records(list(page), request.user)}
    return render(request, "committees/mine/past.html", context)


@require_safe
def others(request):
    """Meetings to come of other bodies, which I may read though I have no place there."""
    page = Paginator(listing.others(request.user), ROWS).get_page(request.GET.get("page"))
    return render(request, "committees/mine/others.html", {"page": page})


def _seen(request):
    return Meeting.objects.visible_to(request.user).select_related("body", "presiding")


@require_safe
def meeting(request, pk):
    """A meeting: what is new and asked of me, the agenda with its papers and my notes, what I may not read and why."""
    user, knows = request.user, code_given(request)
    found = get_object_or_404(_seen(request), pk=pk)
    mine.opened(found, user.person)
    (own,) = listing.of([found], user, knows_titles=knows, on_its_page=True)
    context = {
        "mine": own,
        "chairing": chairing.of(user, found, [row.line for row in own.rows]),
        "record": listing.records([found], user)[0],
        "is_over": found.starts_at < timezone.now(),
        "declares": _may_declare(user, found),
        "rule": reading_time.RULE,
    }
    return render(request, "committees/meeting.html", context | _about(found, user, knows))


def _about(found, user, knows):
    """What anybody finds on the page who may read the meeting."""
    minutes = brought.minutes(found, user)
    public = reading.newest_pack(found, Edition.PUBLIC, user)
    private = reading.newest_pack(found, Edition.RESTRICTED, user)
    told = [one for one in minutes if knows or not one.item.likely_private]
    return {
        "meeting": found,
        "notice": notice.of(found),
        "members": reading.members(found.body, timezone.localdate(found.starts_at), user),
        "attended": reading.attended(found, user),
        "public_pack": public,
        "restricted_pack": private,
        "large_packs": _in_form(Form.LARGE, public, private, user),
        "pack_pages": _in_form(Form.WEB, public, private, user),
        "knows_titles": knows,
        "minutes": told,
        "hidden_minutes": len(minutes) > len(told),
        "can_run": rules.can_run(user, found),
    } | reading.put_off(found, user)


def _in_form(form, public, private, user):
    """Each pack at hand in a form, once: the young people's edition is of every build."""
    found = {one.pk: one for pack in (private, public) for one in reading.other_forms(pack, user, form)}
    return list(found.values())


def _may_declare(user, found):
    """May somebody with a place say beforehand that they have an interest? Until the meeting begins."""
    return found.opened_at is None and found.starts_at > timezone.now() and user.may(May.READ_BODY, found)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request, pk):
    """My note on an item: shown and saved; on one about something private, after a one-time code."""
    items = AgendaItem.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    item = get_object_or_404(items.select_related("meeting__body"), pk=pk)
    if request.user.person is None:
        raise Http404
    return _guarded_note(request, item) if notes.is_guarded(item) else _note(request, item)


@restricted
def _guarded_note(request, item):
    return _note(request, item)


def _note(request, item):
    stands = notes.own(request.user.person, [item.pk]).get(item.pk)
    first = {"text": stands.text, "edition": stands.edition} if stands else {"edition": 0}
    form = NoteForm(request.POST or None, initial=first | {"paper": request.GET.get("paper")})
    if not form.is_valid():
        return _note_page(request, item, form, status=422 if form.is_bound else 200)
    try:
        kept = _keep(request, item, form.cleaned_data)
    except mine.Conflict as conflict:
        return _note_page(request, item, form, theirs=conflict.theirs, status=409)
    return _kept(request, item, kept, form.cleaned_data)


def _keep(request, item, given):
    by = request.user.person
    if "both" in request.POST:
        return mine.keep_both(item, text=given["text"], by=by)
    return mine.note(item, text=given["text"], edition=given["edition"], by=by)


def _kept(request, item, kept, given):
    """To a script, the edition that stands now; to everybody else, the page where the note was written."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"edition": kept.edition if kept else given["edition"]})
    if given["paper"]:
        return redirect(f"{reverse('committees:paper', args=[given['paper']])}#my-note")
    return redirect(f"{reverse('committees:meeting', args=[item.meeting_id])}#item-{item.pk}")


def _note_page(request, item, form, *, theirs=None, status=200):
    context = {"item": item, "meeting": item.meeting, "form": form, "theirs": theirs}
    return render(request, "committees/mine/note.html", context, status=status)


@require_safe
def my_notes(request, pk):
    """All my notes for a meeting on one page, in the order of the agenda, to have at hand or to print."""
    found = get_object_or_404(_seen(request), pk=pk)
    knows = code_given(request)
    rows = listing.of([found], request.user, knows_titles=knows)[0].rows
    context = {"meeting": found, "rows": [row for row in rows if row.note], "knows_titles": knows}
    return render(request, "committees/mine/notes.html", context)
