"""The coverage board: what nobody does today, in five lists with what to do about each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from corporate_parenting.lib import csvwrite, dates
from roles import coverage, coverage_filters, periods, rules, visiting
from roles.access import restricted
from roles.councillors.following import WHERE_FILLED
from roles.models import Wording
from roles.permissions import May, require

PAGE = 50


@dataclass(frozen=True)
class Question:
    """
    One list of the board: what narrows it, how its rows are found, how they stand in a table of cells, and what its
    page says more.
    """

    key: str
    title: str
    narrowed_by: Callable
    find: Callable
    head: list
    cells: Callable
    more: Callable = lambda viewer, found, page: {}


@require_safe
@restricted
def board(request):
    """Five questions, each with its number; the number leads to the rows behind it."""
    require(rules.can_see_coverage(request.user))
    found = coverage_filters.BoardFilter(request.GET)
    day = found.day
    within = periods.period(periods.THIS, day)
    overview = coverage.overview(request.user, day, within)
    context = {"filter": found, "overview": overview, "period": within} | _about(day)
    return render(request, "roles/coverage.html", context)


@require_safe
@restricted
def question(request, question):
    """One list, narrowed, with what to do about it first."""
    asked, found, rows = _answer(request, question)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    about = {"question": asked, "filter": found, "page": page, "manages": request.user.may(May.MANAGE_PEOPLE)}
    about |= asked.more(request.user, found, page) | _about(found.day)
    return render(request, f"roles/coverage_{asked.key}.html", about)


@require_safe
@restricted
def table(request, question):
    """The same rows for a spreadsheet."""
    asked, found, rows = _answer(request, question)
    cells = (asked.cells(row, request.user) for row in rows)
    return csvwrite.response(f"coverage-{asked.key}-{found.day}", asked.head, cells)


def _answer(request, key):
    require(rules.can_see_coverage(request.user))
    asked = QUESTIONS.get(key) or _no_such_page()
    found = asked.narrowed_by(request)
    return asked, found, asked.find(request.user, found)


def _no_such_page():
    raise Http404


def _about(day):
    today = timezone.localdate()
    return {"day": day, "is_today": day == today, "is_to_come": day > today}


# --- How each list is narrowed and found


def _gaps_narrowed(request):
    day = coverage_filters.read_day(request.GET.get("on"))
    return coverage_filters.GapFilter(request.GET, Wording.objects.on(day).in_order())


def _gaps(viewer, found):
    rows = coverage.gaps(found.qs, coverage.kinds_held(found.day), coverage.contacts(found.day))
    why = found.chosen("why")
    return [gap for gap in rows if why in ("", gap.state)]


def _gap_cells(gap, viewer):
    wording = gap.wording
    told = [wording.code, wording.get_tier_display(), wording.get_theme_display(), wording.in_plain_words]
    return [*told, wording.holder, gap.state.label, "; ".join(gap.missing)]


def _posts_narrowed(request):
    day = coverage_filters.read_day(request.GET.get("on"))
    return coverage_filters.PostFilter(request.GET, coverage.posts(request.user, day))


def _posts(viewer, found):
    never = [coverage.Vacancy(office) for office in coverage.unmade() if found.fits(office)]
    return [*never, *coverage.vacancies(found.qs, found.day)]


def _where(viewer, found, page):
    """Each vacancy of this page gets the address of the page where its place is given, if there is one."""
    where = {}
    for pages in WHERE_FILLED:
        where |= pages({vacancy.office.remit_id for vacancy in page if vacancy.office.remit_id})
    for vacancy in page:
        vacancy.where = where.get(vacancy.office.remit_id)
    return {}


def _post_cells(vacancy, viewer):
    last, later = vacancy.last, vacancy.next
    return [
        vacancy.office.in_full,
        vacancy.since and vacancy.since.isoformat(),
        last and last.person.name_for_public,
        "; ".join(one.person.name_for_public for one in vacancy.acting),
        later and f"{later.person.name_for_public}, from {dates.day(later.starts_on)}",
    ]


def _people_narrowed(request):
    day = coverage_filters.read_day(request.GET.get("on"))
    return coverage_filters.PeopleFilter(request.GET, _seen(day), request=request)


def _seen(day):
    return coverage.asked(day).select_related("user", "organisation")


def _unread(viewer, found):
    return coverage.unacknowledged(_named(found.qs, viewer), found.day)


def _unread_cells(row, viewer):
    person = row.person
    return [person.shown, person.get_category_display(), person.post, row.number, _can_sign_in(person)]


def _can_sign_in(person):
    user = getattr(person, "user", None)
    return "yes" if user and user.is_active else "no"


def _members_narrowed(request):
    day = coverage_filters.read_day(request.GET.get("on"))
    return coverage_filters.MemberFilter(request.GET, coverage.elected(_seen(day)), request=request)


FITS = {
    "": lambda row: True,
    "induction": lambda row: row.inductions,
    "late": lambda row: any(one.state == "overdue" for one in row.inductions),
    "overdue": lambda row: row.overdue,
}


def _untrained(viewer, found):
    fits = FITS[found.chosen("what")]
    return [row for row in coverage.untrained(_named(found.qs, viewer), found.day) if fits(row)]


def _untrained_cells(row, viewer):
    late = [one.course.name for one in row.overdue]
    inductions = [one.course.name for one in row.inductions]
    return [row.person.shown, "; ".join(inductions), "; ".join(late), row.due_on.isoformat(), row.is_overdue]


def _named(people, viewer):
    """Each person under the name that this viewer may read."""
    people = list(people)
    for person in people:
        person.shown = person.name_for(viewer)
        person.is_colleague = rules.is_colleague(person)
    return people


def _visits_narrowed(request):
    day = coverage_filters.read_day(request.GET.get("on"))
    return coverage_filters.VisitFilter(request.GET, coverage.visits(day))


def _figures(found):
    return visiting.tally(found.qs.filter(**found.within.within("due_on")), found.day)


def _by_home(viewer, found):
    """(home's name, kind, figure); no home is named to those who may not know where children live."""
    told = _figures(found)
    if not rules.can_see_all_visits(viewer):
        return [("", kind, figure) for kind, figure in told.by_kind.items() if figure.due]
    return [(home.name, kind, figure) for home in told.homes for kind, figure in home.by_kind.items() if figure.due]


def _home_cells(row, viewer):
    name, kind, figure = row
    return [name, kind.label, figure.due, figure.made, figure.reports, figure.percent]


def _visits(viewer, found, page):
    told = _figures(found)
    kinds = [(kind, figure) for kind, figure in told.by_kind.items() if figure.due]
    return {"kinds": kinds, "within": found.within, "sees_homes": rules.can_see_all_visits(viewer)}


QUESTIONS = {
    one.key: one
    for one in [
        Question(
            "responsibilities",
            "Responsibilities that nobody holds",
            _gaps_narrowed,
            _gaps,
            ["code", "level", "theme", "responsibility", "holder in the source", "why", "who is missing"],
            _gap_cells,
        ),
        Question(
            "posts",
            "Posts that are vacant",
            _posts_narrowed,
            _posts,
            ["post", "vacant since", "last holder", "acting", "next holder"],
            _post_cells,
            _where,
        ),
        Question(
            "acknowledgements",
            "Acknowledgements that are missing",
            _people_narrowed,
            _unread,
            ["name", "who they are", "post", "responsibilities not acknowledged", "can sign in"],
            _unread_cells,
        ),
        Question(
            "training",
            "Members without an induction",
            _members_narrowed,
            _untrained,
            ["name", "inductions missing", "other courses overdue", "due", "overdue"],
            _untrained_cells,
        ),
        Question(
            "visits",
            "Visits due against reports in",
            _visits_narrowed,
            _by_home,
            ["home", "kind of visit", "visits due", "visits made", "reports in", "per cent"],
            _home_cells,
            _visits,
        ),
    ]
}
