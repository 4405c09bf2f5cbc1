"""Visits to homes: planned, given to somebody, made, reported and counted; and what is refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from roles import visiting
from roles.audit import SYSTEM
from roles.models import AuditRow, Home, Person, Visit
from roles.permissions import OfficeKind
from roles.visiting import homes
from tests.factories.roles import (
    AppointmentFactory,
    HomeFactory,
    OfficeFactory,
    PersonFactory,
    VisitActionFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
ROTA, INDEPENDENT = Visit.Kind.ROTA, Visit.Kind.INDEPENDENT
DAY = timedelta(days=1)


def tomorrow():
    return timezone.localdate() + DAY


def rota_visitor(**days):
    person = PersonFactory(category=Person.Category.MEMBER)
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.ROTA_VISITOR), **days)
    return person


def made_visit(**more):
    return VisitFactory(due_on=date(2026, 1, 12), done_on=date(2026, 1, 10), visitor=rota_visitor(), **more)


# --- Homes


@pytest.mark.parametrize(
    "name",
    ["12 Elm Road", "12a Elm Rd", "Larkfield, 7 Old Mill Lane", "Flat 2, Larkfield", "Larkfield QX1 9ZZ", "14 Larch"],
)
def test_an_address_is_no_name_of_a_home(name):
    with pytest.raises(visiting.NotAName):
        visiting.add_home(name=name, by=SYSTEM)
    home = HomeFactory(name="Larkfield")
    with pytest.raises(visiting.NotAName):
        visiting.change_home(home, name=name, by=SYSTEM)
    assert list(Home.objects.values_list("name", flat=True)) == ["Larkfield"]


@pytest.mark.parametrize(
    "name", ["Larkfield", "Home 3", "The Old Rectory", "Elm Road", "St Bride’s House", "Seven Oaks"]
)
def test_a_name_is_a_name(name):
    assert visiting.add_home(name=name, by=SYSTEM).name == name


def test_a_home_has_a_name_of_its_own():
    HomeFactory(name="Larkfield")
    with pytest.raises(visiting.NotAName):
        visiting.add_home(name="LARKFIELD", by=SYSTEM)


def test_a_name_that_was_taken_a_moment_ago_is_refused_in_words(monkeypatch):
    HomeFactory(name="Larkfield")
    monkeypatch.setattr(homes, "_check_name", lambda name: None)  # as whoever looked before the other saved
    with pytest.raises(visiting.NotAName) as refused:
        visiting.add_home(name="Larkfield", by=SYSTEM)
    assert refused.value.messages == [homes.TAKEN]
    assert not AuditRow.objects.filter(did="added").exists()


def test_the_audit_trail_does_not_name_homes():
    home = visiting.add_home(name="Larkfield", by=SYSTEM)
    visiting.change_home(home, name="Meadow", rota_every_months=2, by=SYSTEM)
    visiting.plan(home, ROTA, [tomorrow()], by=SYSTEM)
    visiting.close_home(home, on=timezone.localdate(), by=SYSTEM)
    rows = AuditRow.objects.order_by("pk").values_list("did", "details")
    assert [did for did, _ in rows] == ["added", "changed", "planned visits to", "closed"]
    assert [details for _, details in rows if "Larkfield" in str(details) or "Meadow" in str(details)] == []


def test_visits_after_a_home_closed_are_not_needed():
    home = HomeFactory()
    before, made = VisitFactory(home=home, due_on=date(2026, 1, 5)), made_visit(home=home)
    after = VisitFactory(home=home, due_on=date(2026, 3, 2))
    with pytest.raises(visiting.WrongDay):
        visiting.close_home(home, on=date(2019, 12, 31), by=SYSTEM)
    with pytest.raises(visiting.WrongDay):
        visiting.close_home(home, on=date(2026, 1, 9), by=SYSTEM)
    visiting.close_home(home, on=date(2026, 2, 1), by=SYSTEM)
    assert list(home.visits.needed()) == [before, made]
    after.refresh_from_db()
    assert after.not_needed == "The home has closed"
    with pytest.raises(visiting.NotNow):
        visiting.needed_again(after, by=SYSTEM)
    with pytest.raises(visiting.WrongDay):
        visiting.close_home(home, on=date(2026, 3, 1), by=SYSTEM)


def test_a_home_does_not_begin_after_its_first_visit():
    visit = VisitFactory(due_on=date(2026, 1, 5))
    visiting.change_home(visit.home, starts_on=date(2026, 1, 5), by=SYSTEM)
    with pytest.raises(visiting.WrongDay):
        visiting.change_home(visit.home, starts_on=date(2026, 1, 6), by=SYSTEM)


# --- Planning


def proposed(home, **rhythm):
    return [(one.day, one.why) for one in visiting.rhythm(home, rhythm.pop("kind", ROTA), **rhythm)]


def test_days_that_nobody_works_are_moved_to_the_next_day_that_somebody_does():
    home = HomeFactory()
    assert proposed(home, first=date(2026, 4, 5), until=date(2026, 6, 30)) == [
        (date(2026, 4, 7), "moved from 5 April 2026: Sunday"),  # past Easter Monday
        (date(2026, 5, 5), ""),
        (date(2026, 6, 5), ""),
    ]
    assert [day for day, _ in proposed(home, first=date(2026, 4, 9), until=date(2026, 12, 31), every_months=4)] == [
        date(2026, 4, 9),
        date(2026, 8, 10),
        date(2026, 12, 9),
    ]


def test_a_visit_stays_in_its_month():
    found = proposed(HomeFactory(), kind=INDEPENDENT, first=date(2026, 1, 31), until=date(2026, 12, 31))
    assert [day.month for day, _ in found] == list(range(1, 13))
    assert found[:3] == [
        (date(2026, 1, 30), "moved from 31 January 2026: Saturday"),
        (date(2026, 2, 27), "moved from 28 February 2026: Saturday"),
        (date(2026, 3, 31), ""),
    ]


def test_a_rhythm_has_an_order_and_an_end():
    home = HomeFactory()
    with pytest.raises(visiting.CannotPlan):
        visiting.rhythm(home, ROTA, first=date(2026, 2, 1), until=date(2026, 1, 1))
    with pytest.raises(visiting.CannotPlan):
        visiting.rhythm(home, ROTA, first=date(2026, 2, 1), until=date(2099, 1, 1))


@pytest.mark.parametrize(
    ("first", "until"),
    [
        (date(1, 1, 1), date(1, 12, 31)),
        (date(1972, 1, 1), date(1972, 2, 1)),
        (date(9999, 12, 1), date(9999, 12, 31)),
        (date(2026, 1, 5), date.max),
    ],
)
def test_a_rhythm_outside_the_calendar_is_refused(first, until):
    with pytest.raises(visiting.CannotPlan):
        visiting.rhythm(HomeFactory(starts_on=date(1, 1, 1)), ROTA, first=first, until=until)


def test_visits_are_planned_once():
    home = HomeFactory()
    days = [one.day for one in visiting.rhythm(home, ROTA, first=date(2026, 1, 5), until=date(2026, 3, 31))]
    visiting.plan(home, ROTA, days[:2], by=SYSTEM)
    known = [one.known for one in visiting.rhythm(home, ROTA, first=date(2026, 1, 5), until=date(2026, 3, 31))]
    assert known == [True, True, False]
    assert len(visiting.plan(home, ROTA, days, by=SYSTEM)) == 1
    assert [visit.due_on for visit in home.visits.all()] == days
    with pytest.raises(visiting.CannotPlan):
        visiting.plan(home, ROTA, days, by=SYSTEM)
    visiting.plan(home, INDEPENDENT, days, by=SYSTEM)  # a visit of another kind is another visit
    assert home.visits.count() == 6


def test_what_cannot_be_planned_is_said_before_it_is_tried():
    home = HomeFactory(starts_on=date(2026, 1, 1))
    days = {"first": date(2026, 3, 2), "until": date(2026, 6, 30)}
    with pytest.raises(visiting.NotTheVisitor):
        visiting.rhythm(home, ROTA, **days, visitor=rota_visitor(ends_on=date(2026, 5, 6)))
    with pytest.raises(visiting.CannotPlan):
        visiting.rhythm(home, ROTA, **days | {"first": date(2025, 12, 1)})
    visiting.plan(home, ROTA, [one.day for one in visiting.rhythm(home, ROTA, **days)], by=SYSTEM)
    with pytest.raises(visiting.CannotPlan):
        visiting.rhythm(home, ROTA, **days)


def test_visits_are_planned_while_the_home_is_here():
    home = HomeFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    for day in (date(2025, 12, 31), date(2026, 7, 1)):
        with pytest.raises(visiting.CannotPlan):
            visiting.plan(home, ROTA, [date(2026, 3, 2), day], by=SYSTEM)
    assert home.visits.count() == 0


def test_a_year_is_given_to_somebody_who_may_make_all_of_it():
    home, person = HomeFactory(), rota_visitor(ends_on=date(2026, 5, 6))
    with pytest.raises(visiting.NotTheVisitor):
        visiting.plan(home, ROTA, [date(2026, 3, 2), date(2026, 6, 2)], visitor=person, by=SYSTEM)
    assert home.visits.count() == 0
    visiting.plan(home, ROTA, [date(2026, 3, 2)], visitor=person, by=SYSTEM)
    assert home.visits.get().visitor == person


# --- Who visits


def test_a_rota_visit_is_for_an_elected_member_who_is_a_rota_visitor_that_day():
    visit = VisitFactory(due_on=date(2026, 3, 2))
    member = PersonFactory(category=Person.Category.MEMBER)
    officer = rota_visitor()
    Person.objects.filter(pk=officer.pk).update(category=Person.Category.OFFICER)
    officer.refresh_from_db()
    for wrong in (member, officer, rota_visitor(ends_on=date(2026, 3, 1)), rota_visitor(starts_on=date(2026, 3, 3))):
        with pytest.raises(visiting.NotTheVisitor):
            visiting.assign(visit, wrong, by=SYSTEM)
    visit.refresh_from_db()
    assert visit.visitor is None
    right = rota_visitor(starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 2))
    visiting.assign(visit, right, by=SYSTEM)
    visit.refresh_from_db()
    assert visit.visitor == right
    assert list(visiting.rota_visitors(date(2026, 3, 2)).filter(pk__in=[right.pk, officer.pk])) == [right]


def test_a_regulation_44_visit_by_a_member_is_doubted_and_not_refused():
    visit = VisitFactory(kind=INDEPENDENT)
    visiting.assign(visit, PersonFactory(), by=SYSTEM)
    assert visiting.doubt(visit) == ""
    visiting.assign(visit, rota_visitor(), by=SYSTEM)
    assert "Regulations 43 and 44" in visiting.doubt(visit)
    visit.kind = ROTA
    assert visiting.doubt(visit) == ""


# --- Made, reported, called off


def test_a_visit_is_made_and_its_report_comes_in():
    visit = VisitFactory(due_on=date(2026, 1, 12), visitor=rota_visitor())
    with pytest.raises(visiting.NotNow):
        visiting.report_in(visit, on=date(2026, 1, 12), by=SYSTEM)
    visiting.made(visit, done_on=date(2026, 1, 10), by=SYSTEM)
    assert list(Visit.objects.report_awaited()) == [visit]
    for wrong in (date(2026, 1, 9), tomorrow()):
        with pytest.raises(visiting.WrongDay):
            visiting.report_in(visit, on=wrong, by=SYSTEM)
    visiting.report_in(visit, on=date(2026, 1, 20), by=SYSTEM)
    assert list(Visit.objects.complete()) == [visit]
    with pytest.raises(visiting.WrongDay):
        visiting.made(visit, done_on=date(2026, 1, 21), by=SYSTEM)
    assert [row.did for row in AuditRow.objects.order_by("pk")] == ["noted as made", "noted the report of"]


def test_no_visit_is_made_in_the_future_by_nobody_or_when_the_home_was_not_there():
    visit = VisitFactory(home__starts_on=date(2026, 1, 1), due_on=date(2026, 1, 12))
    with pytest.raises(visiting.NotNow):
        visiting.made(visit, done_on=date(2026, 1, 12), by=SYSTEM)
    visiting.assign(visit, rota_visitor(), by=SYSTEM)
    visit.home.ends_on = date(2026, 1, 31)
    for wrong in (tomorrow(), date(2025, 12, 31), date(2026, 2, 1)):
        with pytest.raises(visiting.WrongDay):
            visiting.made(visit, done_on=wrong, by=SYSTEM)
    visit.refresh_from_db()
    assert visit.done_on is None


def test_a_visit_that_is_not_needed_is_neither_made_nor_given_to_anybody_until_it_is_again():
    visit = VisitFactory(kind=INDEPENDENT, due_on=date(2026, 1, 12))
    visiting.not_needed(visit, why="The home was empty that month", by=SYSTEM)
    with pytest.raises(visiting.NotNow):
        visiting.made(visit, done_on=date(2026, 1, 12), by=SYSTEM)
    with pytest.raises(visiting.NotNow):
        visiting.assign(visit, PersonFactory(), by=SYSTEM)
    assert list(Visit.objects.needed()) == []
    visiting.needed_again(visit, by=SYSTEM)
    visiting.made(visit, done_on=date(2026, 1, 12), by=SYSTEM)
    with pytest.raises(visiting.NotNow):
        visiting.not_needed(visit, why="Too late", by=SYSTEM)


def test_actions_follow_a_visit_and_are_closed_once():
    visit, owner = VisitFactory(due_on=date(2026, 1, 12)), PersonFactory()
    with pytest.raises(visiting.NotNow):
        visiting.ask(visit, text="Mend the gate", owner=owner, due_on=date(2026, 2, 1), by=SYSTEM)
    visit = made_visit(home__name="Meadow")
    with pytest.raises(visiting.WrongDay):
        visiting.ask(visit, text="Mend the gate", owner=owner, due_on=date(2026, 1, 9), by=SYSTEM)
    action = visiting.ask(visit, text="Mend the gate", owner=owner, due_on=date(2026, 2, 1), by=SYSTEM)
    assert "gate" not in str(AuditRow.objects.get().details)
    for wrong in (date(2026, 1, 9), tomorrow()):
        with pytest.raises(visiting.WrongDay):
            visiting.close_action(action, done_on=wrong, by=SYSTEM)
    visiting.close_action(action, done_on=date(2026, 1, 30), by=SYSTEM)
    with pytest.raises(visiting.NotNow):
        visiting.close_action(action, done_on=date(2026, 1, 30), by=SYSTEM)


# --- Counting


def test_29_of_42_are_69_percent(django_assert_num_queries):
    """The figure that a council once gave of its rota visits."""
    homes = [HomeFactory(name=name) for name in ("Larkfield", "Meadow")]
    for n in range(42):
        done = date(2026, 1, 5) if n < 35 else None
        report = date(2026, 1, 9) if n < 29 else None
        due_on = date(2025, 1, 6) + timedelta(days=7 * n)
        VisitFactory(home=homes[n % 2], due_on=due_on, done_on=done, report_received_on=report)
    VisitFactory(home=homes[0], kind=INDEPENDENT, due_on=date(2026, 2, 2), done_on=date(2026, 2, 2))
    VisitFactory(home=homes[0], due_on=date(2026, 2, 3), not_needed="The home was empty")
    VisitFactory(home=homes[0], due_on=date(2026, 3, 1), done_on=date(2026, 2, 1), report_received_on=date(2026, 2, 2))
    with django_assert_num_queries(1):
        found = visiting.tally(Visit.objects.all(), date(2026, 2, 28))
    rota = found.by_kind[ROTA]
    assert (rota.due, rota.made, rota.reports, rota.percent) == (42, 35, 29, 69)
    assert (rota.not_made, rota.awaited) == (7, 6)
    assert rota.words == "29 of 42 reports in, 69\u00a0%"
    assert found.by_kind[INDEPENDENT].words == "0 of 1 report in, 0\u00a0%"
    assert found.total.due == 43
    assert [(home.name, home.by_kind[ROTA].due, home.by_kind[INDEPENDENT].due) for home in found.homes] == [
        ("Larkfield", 21, 1),
        ("Meadow", 21, 0),
    ]
    assert visiting.tally(Visit.objects.all(), date(2026, 3, 1)).by_kind[ROTA].due == 43


@pytest.mark.parametrize(
    ("reports", "due", "percent"),
    [(1, 8, 13), (1, 200, 1), (1, 201, 0), (2, 3, 67), (1, 3, 33), (5, 5, 100), (0, 0, None)],
)
def test_a_half_of_a_percent_goes_up(reports, due, percent):
    assert visiting.Figure(due=due, made=due, reports=reports).percent == percent


def test_what_is_overdue_is_needed_not_made_and_past_its_day():
    late = VisitFactory(due_on=date(2026, 1, 5))
    VisitFactory(due_on=date(2026, 1, 6))
    VisitFactory(due_on=date(2026, 1, 4), not_needed="The home was empty")
    made_visit()
    assert list(Visit.objects.overdue(date(2026, 1, 6))) == [late]


def test_open_actions_are_those_not_done():
    open_one = VisitActionFactory()
    VisitActionFactory(done_on=date(2026, 2, 1))
    assert list(type(open_one).objects.open()) == [open_one]
