"""Who answers for what: each office and each kind of organisation, and what it must do. Never a page about a person."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from roles import answers, council, tiers


@login_not_required
@require_safe
def index(request):
    """The offices by group, with who holds those that one person holds; organisations by kind."""
    day, facts = timezone.localdate(), council.facts()
    wordings, held = tiers.wordings_on(day), answers.holders_today(day)
    lines = {kind: _line(slug, kind, facts, wordings, held) for slug, kind in answers.OFFICES.items()}
    groups = [
        (name, [lines[kind] for kind in kinds if lines[kind]["count"] or lines[kind]["is_single"]])
        for name, kinds in answers.GROUPS.items()
    ]
    organisations = [
        (slug, rule.label, answers.of_organisations(rule, wordings).count)
        for slug, rule in answers.ORGANISATIONS.items()
    ]
    context = {"groups": groups, "organisations": [found for found in organisations if found[2]]}
    return render(request, "roles/public/who_answers.html", context)


def _line(slug, kind, facts, wordings, held):
    return {
        "slug": slug,
        "title": answers.title(kind, facts),
        "count": sum(part.count for part in answers.of_office(kind, wordings)),
        "is_single": kind in answers.LED_BY_ONE,
        "holders": held.get(kind, []),
    }


@login_not_required
@require_safe
def who(request, slug):
    """What one office, or one kind of organisation, answers for, by tier and theme, and where each duty comes from."""
    day = timezone.localdate()
    if kind := answers.OFFICES.get(slug):
        context = _office(kind, day)
    elif rule := answers.ORGANISATIONS.get(slug):
        context = {"title": rule.label, "parts": [answers.of_organisations(rule, tiers.wordings_on(day))]}
    else:
        raise Http404
    return render(request, "roles/public/answers_for.html", context)


def _office(kind, day):
    is_single = kind in answers.LED_BY_ONE
    return {
        "title": answers.title(kind),
        "is_office": True,
        "is_single": is_single,
        "holders": answers.holder_today(kind, day) if is_single else [],
        "parts": answers.of_office(kind, tiers.wordings_on(day)),
    }
