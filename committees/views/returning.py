"""Pages about what comes back: the rules of a body, the usual ones as ticks, its year planned from them."""

from datetime import timedelta
from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees import programme, rules
from committees.forms.bodies import LastDayForm
from committees.forms.programme import RuleForm, UsualForm, YearForm, as_initial, in_words
from committees.models import Body, ProgrammeRule
from committees.programme import usual
from committees.programme.planning import CannotPlan
from committees.views import forming
from roles import periods
from roles.access import restricted
from roles.permissions import require

RULES = "committees:programme_rules"
PROGRAMME = "committees:programme"


def _run_body(request, pk):
    found = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_run(request.user, found))
    return found


def _run_rule(request, pk):
    seen = ProgrammeRule.objects.filter(body__in=Body.objects.clerked_by(request.user))
    return get_object_or_404(seen.select_related("body", "lead"), pk=pk)


def _back(body):
    return reverse(RULES, args=[body.pk])


@restricted
@require_safe
def index(request, pk):
    """What comes back before a body, when, and which law or decision asks for it."""
    body, today = _run_body(request, pk), timezone.localdate()
    found = list(body.programme_rules.select_related("lead"))
    over = [rule for rule in found if rule.ends_on and rule.ends_on < today]
    named = [(rule, in_words(rule.months)) for rule in found if rule not in over]
    context = {"body": body, "rules": named, "over": over, "offers": len(usual.left_for(body, today))}
    return render(request, "committees/programme_rules.html", context)


@restricted
def add(request, pk):
    """Say that something comes back."""
    body = _run_body(request, pk)
    initial = {"starts_on": timezone.localdate(), "often": "some"}
    form = RuleForm(request.POST or None, initial=initial, cancel=_back(body), submit="Add what comes back")
    if forming.saved(form, partial(programme.add_rule, body), CannotPlan, by=request.user.person):
        return forming.done(request, f"“{form.made}” comes back from now on. Plan the year next.", RULES, pk)
    return forming.page(request, form, "Add what comes back", caption=str(body))


@restricted
def change(request, pk):
    """Change what comes back, and when."""
    rule = _run_rule(request, pk)
    form = RuleForm(request.POST or None, initial=as_initial(rule), lead=rule.lead_id, cancel=_back(rule.body))
    if forming.saved(form, partial(programme.change_rule, rule), CannotPlan, by=request.user.person):
        return forming.done(request, "Saved. What is planned already stays as it is.", RULES, rule.body_id)
    return forming.page(request, form, "Change what comes back", caption=str(rule.body))


@restricted
def end(request, pk):
    """Say that something comes back no more."""
    rule = _run_rule(request, pk)
    form = LastDayForm(request.POST or None, submit="End it", cancel=_back(rule.body))
    if forming.saved(form, partial(programme.end_rule, rule), CannotPlan, by=request.user.person):
        return forming.done(request, f"“{rule}” comes back no more after that day.", RULES, rule.body_id)
    return forming.page(request, form, f"End “{rule}”", caption=str(rule.body))


@restricted
def usual_items(request, pk):
    """Choose, from what usually comes back, what comes back before this body."""
    body = _run_body(request, pk)
    initial = {"starts_on": timezone.localdate()}
    form = UsualForm(request.POST or None, body=body, initial=initial, cancel=_back(body))
    if forming.saved(form, partial(usual.add, body), CannotPlan, by=request.user.person):
        words = f"{len(form.made)} thing{'s come' if len(form.made) > 1 else ' comes'} back from now on."
        return forming.done(request, f"{words} Plan the year next.", RULES, pk)
    lead = "Tick what your body considers. You can change the months, the title and the source of each afterwards."
    return forming.page(request, form, "Add what usually comes back", caption=str(body), lead=lead)


@restricted
def plan_year(request, pk):
    """Make the items that come back in a year, each at its meeting."""
    body = _run_body(request, pk)
    form = YearForm(request.POST or None, initial=_this_year(), cancel=reverse(PROGRAMME, args=[pk]))
    if forming.saved(form, partial(programme.plan_year, body), CannotPlan, by=request.user.person):
        return forming.done(request, form.made.words, PROGRAMME, pk)
    lead = (
        "Everything that comes back in this time is added, at the first meeting in its month or the first after it. "
        "What is in the programme already is not added again."
    )
    return forming.page(request, form, "Plan the year", caption=str(body), lead=lead)


def _this_year():
    """From today to the end of the municipal year."""
    today = timezone.localdate()
    begins = periods.period(periods.THIS, today).first
    return {"first_day": today, "last_day": begins.replace(year=begins.year + 1) - timedelta(days=1)}


@restricted
@require_POST
def give_meetings(request, pk):
    """Give each item without a meeting the first one in its month, or the first after it."""
    body = _run_body(request, pk)
    given = programme.give_meetings(body, by=request.user.person)
    return forming.done(request, given.words, PROGRAMME, pk)
