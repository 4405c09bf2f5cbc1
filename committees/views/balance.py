"""Pages about political balance: the seats by group, what the council agreed about them, and waivers."""

from functools import partial

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from committees import links, rules
from committees.balance import duty, groups, standing, steps
from committees.balance.allocation import NO_GROUP
from committees.forms.balance import GroupForm, ReviewForm, SeatsForm, WaiverForm
from committees.models import Body, Review, Waiver
from committees.views import forming
from corporate_parenting.lib import csvwrite
from roles.access import restricted
from roles.models import Person
from roles.permissions import require

PAGE = "committees:balance"
HEAD = ["body", "voting seats", "group", "proposed", "agreed", "held", "difference", "why"]


@require_safe
def index(request):
    """How the seats are shared: proposed, agreed and held; and what needs a decision."""
    require(rules.can_see_balance(request.user))
    today = timezone.localdate()
    found = standing.on(today, request.user)
    context = {
        "standing": found,
        "checks": _checks(found),
        "ties": _ties(found),
        "exchanges": _exchanges(found),
        "past_waivers": _past_waivers(request, today),
        "reviews": Review.objects.all()[:20],
        "can_manage": rules.can_manage_bodies(request.user),
        "today": today,
    }
    return render(request, "committees/balance.html", context)


def _checks(found):
    """Waivers in force whose council has changed since: [(line, what changed)]."""
    checked = ((line, groups.changes(line.waiver.strengths, found.groups.strengths)) for line in found.waived)
    return [(line, changed) for line, changed in checked if changed]


def _ties(found):
    """What is the council's to decide: [(where, between whom, how many seats)]."""
    called = {line.body.pk: line.body for line in found.lines}
    return [(called.get(tie.key), [groups.in_words(name) for name in tie.between], tie.seats) for tie in found.ties]


def _exchanges(found):
    """Where two groups may change seats: [(one, other, bodies, bodies)]."""
    called = {line.body.pk: line.body for line in found.lines}
    return [
        (
            groups.in_words(one.one),
            groups.in_words(one.other),
            [called[key] for key in one.gives],
            [called[key] for key in one.takes],
        )
        for one in found.proposal.exchanges
    ]


def _past_waivers(request, today):
    seen = Waiver.objects.filter(body__in=Body.objects.visible_to(request.user)).select_related("body")
    return seen.exclude(pk__in=Waiver.objects.on(today))[:50]


@require_safe
def table(request):
    """The same as a table for spreadsheets."""
    require(rules.can_see_balance(request.user))
    today = timezone.localdate()
    found = standing.on(today, request.user)
    return csvwrite.response(f"political-balance-{today}", HEAD, _rows(found))


def _rows(found):
    for line in found.lines:
        cells = [cell for cell in line.cells if line.is_shared] or [None]
        for cell in cells:
            yield [line.body, line.body.seats_total, *_numbers(cell), _why(line)]


def _numbers(cell):
    return [cell.in_words, cell.proposed, cell.agreed, cell.held, cell.held - cell.due] if cell else [None] * 5


def _why(line):
    return f"Waived until {line.waiver.lapses_on}: {line.waiver.reference}" if line.waiver else line.duty.why


@require_safe
def review(request, pk):
    """What the council once decided, as it was recorded."""
    require(rules.can_see_balance(request.user))
    found = get_object_or_404(Review.objects.select_related("noted_by"), pk=pk)
    seen = found.allocations.filter(body__in=Body.objects.visible_to(request.user)).select_related("body")
    rows = {}
    for row in seen.order_by("body__name", "pk"):
        rows.setdefault(row.body, {})[row.group] = row.seats
    names = list(dict.fromkeys(group for row in rows.values() for group in row))
    table = [(body, [(groups.in_words(name), row.get(name)) for name in names]) for body, row in rows.items()]
    strengths = [(groups.in_words(name), count) for name, count in _sorted(found.strengths)]
    head = [groups.in_words(name) for name in names]
    context = {"review": found, "head": head, "rows": table, "strengths": strengths}
    return render(request, "committees/balance_review.html", context)


def _sorted(strengths):
    return sorted(strengths.items(), key=lambda pair: (pair[0] == NO_GROUP, -pair[1], pair[0]))


@restricted
def record(request):
    """Record what the council agreed: the proposal is filled in."""
    require(rules.can_manage_bodies(request.user))
    found = standing.on(timezone.localdate(), request.user)
    if not found.shared:
        words = "There is nothing to record yet: say first how many voting seats the bodies have."
        return forming.refused(request, found.nothing_to_share or words, PAGE)
    lines = [_of_today(line) for line in found.shared]
    form = ReviewForm(request.POST or None, lines=lines, cancel=reverse(PAGE))
    if forming.saved(form, steps.record_review, ValidationError, by=request.user.person):
        return forming.done(request, "What the council agreed is recorded.", PAGE)
    return render(request, "committees/balance_record.html", {"form": form})


def _of_today(line):
    """A line without groups that are no more."""
    return standing.Line(line.body, line.duty, line.cells_today, line.undecided, line.between)


@require_safe
def members(request):
    """Which councillor belongs to which group."""
    require(rules.can_see_balance(request.user))
    found = groups.on(timezone.localdate())
    people = Person.objects.filter(pk__in=found.of).order_by("name", "pk")
    by_group = {name: [] for name in found.strengths}
    for person in people:
        by_group[found.of[person.pk]].append((person, found.alone.get(person.pk, "")))
    rows = [(groups.in_words(name), by_group[name]) for name in found.strengths]
    can_manage = rules.can_manage_bodies(request.user)
    return render(request, "committees/balance_groups.html", {"groups": rows, "can_manage": can_manage})


@restricted
def note_group(request):
    """Note a councillor's notice of their group."""
    require(rules.can_manage_bodies(request.user))
    names = groups.on(timezone.localdate()).names
    page = "committees:balance_groups"
    initial = {"starts_on": timezone.localdate(), "person": request.GET.get("person")}
    form = GroupForm(request.POST or None, names=names, initial=initial, cancel=reverse(page))
    if forming.saved(form, partial(_note, by=request.user.person), ValidationError):
        return forming.done(request, "The group is noted. See whether the seats must be shared anew.", page)
    return forming.page(
        request,
        form,
        "Record a notice about a group",
        lead="Two or more members who give notice are a group. Nobody is in two at a time.",
    )


def _note(*, person, group, starts_on, by):
    return steps.note_group(person, group=group, starts_on=starts_on, by=by)


def _managed(request, pk):
    found = get_object_or_404(Body.objects.visible_to(request.user), pk=pk)
    require(rules.can_manage_bodies(request.user))
    return found


@restricted
def seats(request, pk):
    """How many voting seats a body has."""
    found = _managed(request, pk)
    cancel = reverse("committees:body", args=[found.pk])
    initial = {"seats_total": found.seats_total, "outside_balance": found.outside_balance}
    form = SeatsForm(request.POST or None, initial=initial, cancel=cancel)
    if forming.saved(form, partial(steps.set_seats, found), by=request.user.person):
        return forming.done(request, "The seats are saved.", "committees:body", found.pk)
    return forming.page(request, form, "How many voting seats", caption=str(found))


@restricted
def waive(request, pk):
    """Record that the council decided otherwise for a body."""
    found = _managed(request, pk)
    if not duty.of(found, links.parent_of(found, timezone.localdate())).applies:
        words = f"{found} need not be in political balance, so there is nothing to waive."
        return forming.refused(request, words, PAGE)
    form = WaiverForm(request.POST or None, cancel=reverse(PAGE))
    if forming.saved(form, partial(steps.waive, found), ValidationError, by=request.user.person):
        return forming.done(request, "The waiver is recorded. It lapses by itself.", PAGE)
    lead = "The council may do otherwise for a body if no member votes against it (LGHA 1989 section 17)."
    return forming.page(request, form, "Record a waiver", caption=str(found), lead=lead)


@require_POST
@restricted
def withdraw(request, pk):
    """End a waiver before it lapses."""
    seen = Waiver.objects.filter(body__in=Body.objects.visible_to(request.user))
    found = get_object_or_404(seen, pk=pk)
    require(rules.can_manage_bodies(request.user))
    try:
        steps.withdraw(found, by=request.user.person)
    except steps.CannotWaive as why:
        return forming.refused(request, " ".join(why.messages), PAGE)
    return forming.done(request, "The waiver is withdrawn. The body must be in balance again.", PAGE)
