"""The invented council's homes, a year of visits to them, and the courses of its corporate parents."""

from datetime import timedelta

from corporate_parenting.lib.calendar import months_after
from roles import appointments, training, visiting
from roles import people as step
from roles.audit import SYSTEM
from roles.models import Organisation, Person, Visit
from roles.permissions import OfficeKind

ROTA, INDEPENDENT = Visit.Kind.ROTA, Visit.Kind.INDEPENDENT

# name, months between rota visits, who visits, who runs it (empty: the council)
HOMES = [
    ("Heron Lodge", 2, "petra", "Wexcombe Youth Trust"),
    ("Larkfield House", 1, "petra", ""),
    ("Meadow Bank", 1, "nesta", ""),
    ("The Old Bakery", 1, "rafe", ""),
]
MORE_ROTA_VISITORS = ("nesta", "rafe")
MONTHS_AHEAD = 3
# Of the rota visits that fell due, in their order: those not made, and those made whose report is awaited.
ROTA_NOT_MADE = {8, 17, 25, 33, 37, 39, 41}
ROTA_AWAITED = {20, 30, 34, 36, 38, 40}
INDEPENDENT_AWAITED = {44, 46}
INDEPENDENT_NOT_MADE = {47}

# what is to be done, who does it, days from the visit, done
ACTIONS = [
    ("Mend the fence behind the house", "edda", 30, True),
    ("Ask for faster internet in the study", "selma", 45, True),
    ("Find a second bus pass for trips at the weekend", "edda", 60, False),
    ("Put a lock on the bicycle shed", "edda", 90, False),
]

GIVEN_FOR = 540  # days
# name, about, who needs it, within days, again after months, induction, who did it and how many days ago
COURSES = [
    (
        "Induction: you are a corporate parent",
        "Two hours in the council chamber. Three young people of Our Voice tell what helped them.",
        ["every_member"],
        90,
        None,
        True,
        {"ada": 500, "bram": 500, "cleo": 480, "nesta": 480, "petra": 500, "lionel": 480},
    ),
    (
        "Listening to children in care and care leavers",
        "Online, one hour, then a conversation with the participation worker.",
        ["every_member", "parenting_seats", "co_opted"],
        240,
        24,
        False,
        {"ada": 210, "petra": 210, "nesta": 190, "dev": 190},
    ),
    (
        "Visiting a children’s home",
        "Before your first visit: what to look at, what to ask, and what to write down.",
        ["home_visitors"],
        30,
        36,
        False,
        {"petra": 470, "nesta": 400},
    ),
    (
        "Corporate parenting for managers",
        "What each service can do for children in care and care leavers. Online, 40 minutes.",
        ["every_manager"],
        180,
        24,
        False,
        {"edda": 300, "selma": 320, "mina": 90, "kofi": 300},
    ),
]


def take_place(people, today):
    """Courses held, homes visited, reports sent in or not: 29 of the 42 rota visits that fell due in a year."""
    for course in COURSES:
        _hold(course, people, today)
    since = people["petra"].appointments.earliest("starts_on").starts_on
    for key in MORE_ROTA_VISITORS:
        office = appointments.office(OfficeKind.ROTA_VISITOR, by=SYSTEM)
        appointments.appoint(people[key], office, starts_on=since, by=SYSTEM)
    independent = step.add(
        name="Agnes Thorn", category=Person.Category.PARTNER, post="Independent visitor", by=people["edda"]
    )
    for number, home in enumerate(HOMES):
        _plan(home, number, people | {"agnes": independent}, today)
    _visit(ROTA, today, not_made=ROTA_NOT_MADE, awaited=ROTA_AWAITED)
    _visit(INDEPENDENT, today, not_made=INDEPENDENT_NOT_MADE, awaited=INDEPENDENT_AWAITED)
    _follow_up(people)
    _call_off(people, today)


def _hold(course, people, today):
    name, about, meant_for, within_days, again, is_induction, done = course
    made = training.add_course(
        name=name, about=about, meant_for=meant_for, within_days=within_days, again_after_months=again,
        is_induction=is_induction, given_from=today - timedelta(days=GIVEN_FOR), by=people["mina"],
    )  # fmt: skip
    for ago in sorted(set(done.values())):
        class_of_that_day = [people[key] for key, days in done.items() if days == ago]
        training.record(made, class_of_that_day, done_on=today - timedelta(days=ago), by=people["mina"])


def _plan(about, number, people, today):
    """A year back and some months on. The homes are visited on different days."""
    name, every_months, visitor, run_by = about
    begins, ends = months_after(today, -12), months_after(today, MONTHS_AHEAD)
    home = visiting.add_home(
        name=name,
        run_by=Organisation.objects.filter(name=run_by).first(),
        rota_every_months=every_months,
        starts_on=begins - timedelta(days=400),
        by=people["edda"],
    )
    rhythms = [(ROTA, visitor, 6, every_months), (INDEPENDENT, "agnes", 14, 1)]
    for kind, who, offset, every in rhythms:
        first = begins + timedelta(days=offset + 2 * number)
        found = visiting.rhythm(home, kind, first=first, until=ends, every_months=every)
        visiting.plan(home, kind, [one.day for one in found], visitor=people[who], by=people["edda"])


def _visit(kind, today, *, not_made, awaited):
    """Made some days before they were due, reported a week or so later; but for those that are not."""
    visits = list(Visit.objects.filter(kind=kind).so_far(today).order_by("due_on", "home__name"))
    for number, visit in enumerate(visits):
        if number not in not_made:
            visit.done_on = visit.due_on - timedelta(days=number % 5)
        if number not in not_made | awaited:
            visit.report_received_on = min(visit.done_on + timedelta(days=6 + number % 9), today)
    Visit.objects.bulk_update(visits, ["done_on", "report_received_on"])


def _follow_up(people):
    visits = Visit.objects.filter(kind=ROTA).complete().order_by("-due_on")
    for (words, owner, days, done), visit in zip(ACTIONS, visits, strict=False):
        due_on = visit.done_on + timedelta(days=days)
        action = visiting.ask(visit, text=words, owner=people[owner], due_on=due_on, by=visit.visitor)
        if done:
            visiting.close_action(action, done_on=visit.report_received_on, by=people[owner])


def _call_off(people, today):
    """One more than the rhythm gave, that was not needed."""
    home = Visit.objects.filter(kind=ROTA, home__name=HOMES[0][0]).earliest("due_on").home
    (extra,) = visiting.plan(home, ROTA, [today - timedelta(days=80)], by=people["edda"])
    visiting.not_needed(extra, why="The home was empty while its roof was mended", by=people["edda"])
