"""Pages for the year: all meetings of all bodies, and a body's dates planned by a pattern."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import rules, year
from committees.forms.year import DateForm, DatesFormSet, PatternForm
from committees.models import Body
from committees.views import forming
from committees.year import showing
from committees.year.filters import YearFilter
from corporate_parenting.lib import calendar, csvwrite, dates
from corporate_parenting.lib.forms import first_control
from roles.access import restricted
from roles.permissions import require

HEAD = ["day", "weekday", "starts", "ends", "body", "place", "state", "clashes"]


@require_safe
def index(request):
    """The meetings of a municipal year, month by month."""
    found = YearFilter(request.GET, request=request, day=timezone.localdate())
    first, last = found.within
    listed = showing.rows(request.user, first, last, found.narrow)
    context = {
        "filter": found,
        "first": first,
        "last": last,
        "count": len(listed),
        "months": _shown(showing.months(listed, first, last), found.chosen("month")),
        "looks_for_clashes": rules.can_see_places(request.user),
        "sees_clashes": any(row.clashes for row in listed),
        "warning": calendar.worked_out(range(first.year, last.year + 1)),
    }
    return render(request, "committees/year.html", context)


def _shown(months, chosen):
    return [month for month in months if chosen in ("", str(month.first.month))]


@require_safe
def table(request):
    """The same as a table for spreadsheets."""
    found = YearFilter(request.GET, request=request, day=timezone.localdate())
    first, last = found.within
    listed = showing.rows(request.user, first, last, found.narrow)
    return csvwrite.response(f"meetings-{first.year}-{last.year}", HEAD, (_cells(row) for row in listed))


def _cells(row):
    starts = timezone.localtime(row.starts_at)
    when = [starts.date(), f"{starts:%A}", f"{starts:%H:%M}", _ends(row)]
    return [*when, row.body, row.place, row.state, " ".join(row.clashes)]


def _ends(row):
    return f"{timezone.localtime(row.ends_at):%H:%M}" if row.ends_at else ""


# --- A body's dates by a pattern


def _keeper(request, pk):
    """A body, for its clerk and for those who manage bodies."""
    body = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_keep(request.user, body))
    return body


@restricted
@require_safe
def plan(request, pk):
    """Say the pattern of a body's meetings."""
    body = _keeper(request, pk)
    first, last = year.next_year(timezone.localdate())
    initial = {"first": first, "last": last, "place": body.usual_place, "every": 2, "unit": "months", "begins": "10:00"}
    form = PatternForm(initial=initial, cancel=reverse("committees:body", args=[body.pk]))
    return _pattern_page(request, body, form)


def _pattern_page(request, body, form):
    form.helper.form_action = reverse("committees:year_review", args=[body.pk])
    lead = "The pattern proposes dates. You see each of them, with its clashes, before any is put into the calendar."
    return forming.page(request, form, "Plan a year of meetings", caption=str(body), lead=lead)


@dataclass(frozen=True)
class Line:
    """A date on the page: its form, what is known of it (nothing while it is typed wrongly), and that in words."""

    form: DateForm
    proposal: object = None
    moved: str = ""
    clashes: tuple = ()
    seen: str = ""


@restricted
def review(request, pk):
    """Each proposed date: change it, leave it out, and put all into the calendar. The pattern is in the address."""
    body = _keeper(request, pk)
    asked = PatternForm(request.GET, cancel=reverse("committees:body", args=[body.pk]))
    if not asked.is_valid():
        return _pattern_page(request, body, asked)
    pattern = asked.pattern
    posted = request.POST if request.method == "POST" else None
    dates_of = DatesFormSet(posted, form_kwargs={"body": body}, initial=None if posted else _initial(body, pattern))
    refused = ""
    if posted and dates_of.is_valid() and "put" in posted:
        lines = _lines(request, body, pattern, dates_of)
        if not (refused := _unseen(lines)):
            try:
                return _put(request, body, pattern, lines)
            except year.CannotPlan as why:
                refused = str(why)
    return _review_page(request, body, pattern, dates_of, refused)


def _initial(body, pattern):
    return [
        {
            "wanted": one.wanted.isoformat(),
            "day": one.day,
            "begins": pattern.begins,
            "ends": pattern.ends,
            "leave_out": bool(one.already),
        }
        for one in year.propose(body, pattern)
    ]


def _lines(request, body, pattern, dates_of):
    """Every date with what is known of it now."""
    typed = [_typed(form) for form in dates_of.forms]
    days = [one[0] for one in typed if one] or [pattern.first]
    planner = year.Planner(body, min([*days, pattern.first]), max([*days, pattern.last]))
    words = showing.Words(request.user)
    return [_line(form, one, planner, words) for form, one in zip(dates_of.forms, typed, strict=True)]


def _typed(form):
    """Day, start, end and the day of the pattern; None when they are not there or typed wrongly."""
    given = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else form.initial
    if form.errors or not (given.get("day") and given.get("begins")):
        return None
    wanted = form.fields["wanted"].to_python(given.get("wanted"))
    return given["day"], given["begins"], given.get("ends"), wanted


def _line(form, typed, planner, words):
    if typed is None:
        return Line(form)
    day, begins, ends, wanted = typed
    found = planner.look(day, begins, ends, wanted=wanted)
    seen = f"{day} {begins:%H:%M} {ends or ''}".strip()
    body = planner.body
    return Line(form, found, words.moved(found, body), tuple(words.clashes(found.clashes, body)), seen)


def _unseen(lines):
    """A changed date about which there is something to say that nobody has read yet."""
    new = [
        dates.weekday(line.proposal.day)
        for line in lines
        if line.form.is_kept and line.proposal.has_warnings and line.form.cleaned_data["seen"] != line.seen
    ]
    if not new:
        return ""
    return f"Read what is said about {', '.join(new)} first. Nothing is in the calendar yet."


def _put(request, body, pattern, lines):
    kept = [(line.proposal.starts_at, line.proposal.ends_at) for line in lines if line.form.is_kept]
    made = year.create(body, kept, place=pattern.place, by=request.user.person)
    count = len(made.meetings)
    words = f"{count} meeting{'' if count == 1 else 's'} of {body} {'is' if count == 1 else 'are'} in the calendar."
    if made.there_already:
        words += f" {len(made.there_already)} stood there already."
    return forming.done(request, words, "committees:body", body.pk)


def _review_page(request, body, pattern, dates_of, refused):
    lines = _lines(request, body, pattern, dates_of)
    years = {found for line in lines if line.proposal and line.proposal.clear
             for found in line.proposal.clear.computed_years}  # fmt: skip
    context = {
        "body": body,
        "formset": dates_of,
        "lines": lines,
        "errors": _errors(dates_of, refused),
        "pattern": pattern,
        "warning": calendar.worked_out(years),
        "needs_notice": body.public_has_a_right,
    }
    return render(request, "committees/year_review.html", context)


def _errors(dates_of, refused):
    """What is wrong, as the error summary shows it."""
    found = [{"text": refused, "href": "#dates"}] if refused else []
    if dates_of.is_bound:
        found += [{"text": text, "href": "#dates"} for text in dates_of.non_form_errors()]
        found += [error for number, form in enumerate(dates_of.forms, start=1) for error in _wrong(number, form)]
    return found


def _wrong(number, form):
    for bound in form:
        yield from ({"text": f"Date {number}: {text}", "href": f"#{first_control(bound)}"} for text in bound.errors)
