"""The catalogue of responsibilities, for everybody who is signed in; its keepers change it here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from corporate_parenting.lib import csvwrite, dates
from roles import access, catalogue_csv, catalogue_rows, catalogue_words, holding, keeping, rules, versions
from roles.catalogue_filters import WordingFilter
from roles.forms.catalogue import AddForm, ChangeForm, RetireForm
from roles.models import Responsibility, Wording
from roles.permissions import require

A_PAGE = 250


@require_safe
def catalogue(request):
    """All responsibilities, to be narrowed; more than a page holds can still be had on one, to be printed."""
    found = WordingFilter(request.GET, Wording.objects.in_order())
    wordings = list(found.qs)
    size = max(len(wordings), 1) if request.GET.get("all") else A_PAGE
    context = {
        "filter": found,
        "page": Paginator(wordings, size).get_page(request.GET.get("page")),
        "can_keep": rules.can_keep_catalogue(request.user),
        "is_narrowed": any(request.GET.get(name) for name in found.filters),
    }
    return render(request, "roles/catalogue.html", context)


@require_safe
def download(request):
    """Today's catalogue as a table, which can be brought in again."""
    day = timezone.localdate()
    rows = map(catalogue_rows.marked, catalogue_csv.rows_on(day))
    return csvwrite.response(f"responsibilities-{day.isoformat()}", catalogue_rows.HEAD, rows)


@require_safe
def responsibility(request, code):
    """One responsibility: what it says and said, who holds it today, where it comes from, what it overlaps."""
    found, day = _responsibility(code), timezone.localdate()
    history = versions.of(found, day)
    if not history:
        raise Http404
    wording = versions.standing(history, day)
    context = {
        "responsibility": found,
        "wording": wording,
        "state": versions.state(history, day),
        "held": catalogue_words.held(wording),
        "holders": holding.today(wording.held_by, request.user, day),
        "doers": holding.today(wording.done_by, request.user, day) if wording.done_by else [],
        "overlaps": Wording.objects.on(day).in_order().filter(responsibility__overlaps=found),
        "versions": history,
        "can_keep": rules.can_keep_catalogue(request.user),
    }
    return render(request, "roles/responsibility.html", context)


@access.restricted
def add(request):
    """A responsibility of the council's own."""
    require(rules.can_keep_catalogue(request.user))
    form = AddForm(request.POST or None, cancel=reverse("roles:catalogue"))
    if form.is_valid() and form.attempt(
        keeping.add, form.cleaned_data["code"], by=request.user.person, **form.columns()
    ):
        messages.success(request, f"{form.outcome.code} is added from {dates.day(form.cleaned_data['from_day'])}.")
        return redirect("roles:responsibility", form.outcome.code)
    lead = "Something that your council asks of corporate parents beyond what the founding documents ask."
    return _form(request, form, "Add a responsibility", lead)


@access.restricted
def change(request, code):
    """Other words for a responsibility, from a day on."""
    require(rules.can_keep_catalogue(request.user))
    found = _responsibility(code)
    form = ChangeForm(request.POST or None, wording=_last(found), cancel=_page_of(found))
    if form.is_valid() and form.attempt(keeping.change, found, by=request.user.person, **form.columns()):
        messages.success(request, f"{code} has new words from {dates.day(form.cleaned_data['from_day'])}.")
        return redirect("roles:responsibility", code)
    lead = "Today’s words stand until the day before the new ones. Whoever has acknowledged them is asked again."
    return _form(request, form, f"Change {code}", lead, found)


@access.restricted
def retire(request, code):
    """The last day of a responsibility."""
    require(rules.can_keep_catalogue(request.user))
    found = _responsibility(code)
    form = RetireForm(request.POST or None, cancel=_page_of(found))
    if form.is_valid() and form.attempt(keeping.retire, found, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{code} is retired after {dates.day(form.cleaned_data['last_day'])}.")
        return redirect("roles:responsibility", code)
    lead = "It leaves the lists of everybody who holds it. Earlier days keep it, and the code is never used again."
    return _form(request, form, f"Retire {code}", lead, found)


@require_POST
@access.restricted
def keep_on(request, code):
    """Take a retirement back."""
    require(rules.can_keep_catalogue(request.user))
    return _done(request, code, f"{code} stands on.", keeping.keep_on, _responsibility(code))


@require_POST
@access.restricted
def withdraw(request, code):
    """Take back words that have not begun."""
    require(rules.can_keep_catalogue(request.user))
    return _done(request, code, "The words that were to come are taken back.", keeping.withdraw, _last_of(code))


def _form(request, form, title, lead, responsibility=None):
    context = {"form": form, "title": title, "lead": lead, "responsibility": responsibility}
    return render(request, "roles/responsibility_form.html", context)


def _done(request, code, words, step, thing):
    """Carry out a step on a press of a button; its refusal is told on the page it came from."""
    try:
        step(thing, by=request.user.person)
        messages.success(request, words)
    except keeping.CannotChange as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("roles:responsibility", code)


def _responsibility(code):
    return get_object_or_404(Responsibility.objects.prefetch_related("overlaps"), code=code)


def _last(responsibility):
    found = responsibility.wordings.select_related("responsibility").order_by("starts_on").last()
    if found is None:
        raise Http404
    return found


def _last_of(code):
    return _last(_responsibility(code))


def _page_of(responsibility):
    return reverse("roles:responsibility", args=[responsibility.code])
