"""The visits of a year, planned in one act."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from corporate_parenting.lib import calendar
from corporate_parenting.lib.dates import day as in_words
from roles import audit, council
from roles.models import Home, Visit

from .refusals import CannotPlan
from .visitors import check_visitor

MOST_AT_ONCE = 60  # five years of months
# Bank holidays are not known before, and no plan reaches so far.
FIRST_YEAR, LAST_YEAR = calendar.FIRST_YEAR + 1, 2199


@dataclass(frozen=True)
class Proposed:
    """A day for a visit. `why`: why it is not the day that the rhythm gave; `known`: a visit is due then already."""

    day: date
    why: str = ""
    known: bool = False


def rhythm(home, kind, *, first, until, every_months=1, visitor=None):
    """
    The days on which visits fall due from the first day on, every so many months, as `plan` would take them.

    A day at a weekend, bank holiday or closure day moves to the next working day, or back where that would
    leave its month: a regulation 44 visit is due in each. Raises what `plan` raises.
    """
    if until < first:
        raise CannotPlan("The last day cannot be before the first.")
    if first.year < FIRST_YEAR or until.year > LAST_YEAR:
        raise CannotPlan(f"Visits are planned from {FIRST_YEAR} to {LAST_YEAR}. Choose other days.")
    closed = council.closures()
    known = set(home.visits.filter(kind=kind).values_list("due_on", flat=True))
    found = []
    while (wanted := calendar.months_after(first, len(found) * every_months)) <= until:
        if len(found) == MOST_AT_ONCE:
            raise CannotPlan(f"That is more than {MOST_AT_ONCE} visits. Choose an earlier last day.")
        moved, why = _working_day(wanted, closed)
        found.append(Proposed(moved, why, moved in known))
    _new_visits(home, kind, {one.day for one in found if not one.known}, visitor)
    return found


@transaction.atomic
def plan(home, kind, days, *, by, visitor=None):
    """
    Visits of a kind to a home due on these days, made at once, and by whom if that is known.

    Days on which one is due already are left as they are. Raises CannotPlan when nothing is left to plan or a day
    is not in the home's time; NotTheVisitor.
    """
    home = Home.objects.select_for_update().get(pk=home.pk)
    known = set(home.visits.filter(kind=kind).values_list("due_on", flat=True))
    made = Visit.objects.bulk_create(_new_visits(home, kind, set(days) - known, visitor))
    audit.record(by, "planned visits to", home, kind=str(kind), days=[visit.due_on.isoformat() for visit in made])
    return made


def _new_visits(home, kind, days, visitor):
    """The visits of these days, not saved, when all of them can be. Raises CannotPlan, NotTheVisitor."""
    days = sorted(days)
    _check_days(home, days)
    visits = [Visit(home=home, kind=kind, due_on=day, visitor=visitor) for day in days]
    if visitor:
        check_visitor(visits, visitor)
    return visits


def _working_day(wanted, closed):
    if not (why := calendar.why_not_working(wanted, closed)):
        return wanted, ""
    moved = _next_working(wanted, calendar.DAY, closed)
    if moved.month != wanted.month:
        moved = _next_working(wanted, -calendar.DAY, closed)
    return moved, f"moved from {in_words(wanted)}: {why}"


def _next_working(day, step, closed):
    while calendar.why_not_working(day, closed):
        day += step
    return day


def _check_days(home, days):
    if not days:
        raise CannotPlan("Each of these visits is planned already.")
    if days[0] < home.starts_on:
        raise CannotPlan(
            f"Visits to this home are kept from {in_words(home.starts_on)} on. Choose that day or a later one."
        )
    if home.ends_on and days[-1] > home.ends_on:
        raise CannotPlan(f"This home closes on {in_words(home.ends_on)}: no visit can be due after.")
