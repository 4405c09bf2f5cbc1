"""Pages about terms of reference: what holds, what held, what changed, and a new version."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import rules, terms
from committees.forms.terms import ROWS, CompareForm, TermsForm, as_typed, from_last, wanted_rows
from committees.models import Body
from committees.models.terms import Terms
from committees.views import forming
from roles.access import restricted
from roles.permissions import require

PAGE = "committees:terms"


def _body(request, pk):
    return get_object_or_404(Body.objects.visible_to(request.user), pk=pk)


@require_safe
def read(request, pk, number=None):
    """A body's terms of reference: the version that holds today, or the one with a number."""
    found, today = _body(request, pk), timezone.localdate()
    versions = terms.history(found)
    chosen = terms.on(found, today) if number is None else get_object_or_404(Terms, body=found, number=number)
    compare = CompareForm(initial=_last_two(versions), versions=versions)
    compare.helper.form_action = reverse("committees:compare_terms", args=[found.pk])
    context = {
        "body": found,
        "versions": versions,
        "compare": compare if len(versions) > 1 else None,
        "can_keep": rules.can_keep(request.user, found),
        "today": today,
    }
    return render(request, "committees/terms.html", context | terms.shown(chosen, versions, today))


def _last_two(versions):
    newest = [one.terms.number for one in versions[:2]]
    return {"after": newest[0], "before": newest[-1]} if newest else {}


@require_safe
def compare(request, pk):
    """What changed between two versions, word by word."""
    found = _body(request, pk)
    versions = terms.history(found)
    form = CompareForm(request.GET or _last_two(versions), versions=versions)
    if len(versions) < 2 or not form.is_valid():
        raise Http404
    of = {one.terms.number: one.terms for one in versions}
    before, after = (of[int(form.cleaned_data[name])] for name in ("before", "after"))
    context = {"body": found, "before": before, "after": after, "parts": terms.compare(before, after), "form": form}
    return render(request, "committees/terms_compare.html", context)


@restricted
def new(request, pk):
    """Keep a new version, beginning with the words of the last."""
    found = _body(request, pk)
    require(rules.can_keep(request.user, found))
    back = reverse(PAGE, args=[found.pk])
    form = _form(request, found, back)
    keep = partial(terms.keep, found, by=request.user.person)
    if form.is_bound and forming.saved(form, keep, terms.CannotKeepTerms):
        return forming.done(request, f"Version {form.made.number} is kept.", PAGE, found.pk)
    return render(request, "committees/terms_form.html", {"form": form, "body": found})


def _form(request, found, back):
    if request.method != "POST":
        last = found.terms.order_by("-number").first()
        first = from_last(last)
        used = sum(1 for name in first if name.startswith("words_"))
        return TermsForm(initial=first, cancel=back, rows=max(ROWS, used + 2))
    if "more" in request.POST:
        return as_typed(request.POST, back)
    return TermsForm(request.POST, cancel=back, rows=wanted_rows(request.POST))
