"""The invented council's partners: who answers for each, what it reports back, and whether it comes to meetings."""

from datetime import timedelta

from django.utils import timezone

from committees import bodies
from committees.models import Attendance, Meeting, Seat
from roles import organisations
from roles import people as step
from roles.audit import SYSTEM
from roles.models import Organisation, Person

Kind, Capacity = Organisation.Kind, Seat.Capacity
PARTNER = Person.Category.PARTNER

# Of the council's own directorates: who answers, and what they report back.
DIRECTORATES = {
    "Children's Services": (
        "edda",
        "How many children are in care, where they live and how they do: to every meeting.",
    ),
    "Adults and Housing": ("thea", "Homes offered to care leavers, and how many were lost: each quarter."),
    "Resources": ("finn", "Apprenticeships and work experience for care leavers: twice a year."),
}
# name, kind, who answers (a short name of PEOPLE, of the cast, or nobody yet), what it reports back
PARTNERS = [
    (
        "Wexcombe Health Trust",
        Kind.HEALTH,
        "rosa",
        "Health assessments done in time, and waiting times for emotional health: each quarter, to the panel.",
    ),
    (
        "Harbour Primary School",
        Kind.SCHOOL,
        "greta",
        "Attendance and personal education plans of children in care: each term.",
    ),
    ("Mill Lane College", Kind.SCHOOL, None, "Places and bursaries taken up by care leavers: each September."),
    ("Wex Homes", Kind.HOUSING, None, ""),
    ("Wexcombe Youth Trust", Kind.COMMUNITY, "saul", "What its mentors hear from young people: twice a year."),
    ("Wexcombe Employment Service", Kind.PARTNER, None, ""),
]
# short name, name, post, organisation: none of them has an account.
PEOPLE = [
    ("ines", "Ines Dale", "Specialist Nurse", "Wexcombe Health Trust"),
    ("greta", "Greta Moss", "Designated Teacher", "Harbour Primary School"),
    ("saul", "Saul Penrose", "Mentoring Manager", "Wexcombe Youth Trust"),
    ("piers", "Piers Hale", "Lettings Manager", "Wex Homes"),
]
COMES_FROM = {"rosa": "Wexcombe Health Trust", "edda": "Children's Services", "selma": "Children's Services"}
ATTEND_THE_PANEL = ("greta", "piers", "saul")
# What was recorded of the meetings that were held, the earliest first.
CAME = {
    "panel": [
        {"Present": ("ada", "omar", "rosa", "greta"), "Apologies": ("saul",), "In attendance": ("edda",)},
        {"Present": ("ada", "saul"), "Apologies": ("rosa", "omar"), "In attendance": ("ines",)},
    ],
}


def bring_in(groups, people, today):
    """Partners with their people and contacts, their places on the panel, and who came to what was held."""
    since = today - timedelta(days=500)
    made = {one.name: one for one in Organisation.objects.all()}
    for name, kind, _, reports_back in PARTNERS:
        made[name] = organisations.add(name=name, kind=kind, reports_back=reports_back, by=SYSTEM)
    everybody = people | {key: _person(key, name, post, made[place]) for key, name, post, place in PEOPLE}
    for key, name in COMES_FROM.items():
        step.change(people[key], organisation=made[name], by=SYSTEM)
    for name, _, contact, _ in PARTNERS:
        if contact:
            organisations.change(made[name], contact=everybody[contact], by=SYSTEM)
    for name, (contact, reports_back) in DIRECTORATES.items():
        organisations.change(made[name], contact=everybody[contact], reports_back=reports_back, by=SYSTEM)
    for key in ATTEND_THE_PANEL:
        bodies.seat(groups["panel"], everybody[key], capacity=Capacity.ATTENDEE, starts_on=since, by=SYSTEM)
    for key, meetings in CAME.items():
        _record(groups[key], meetings, everybody)


def _person(key, name, post, organisation):
    return step.add(
        name=name,
        category=PARTNER,
        by=SYSTEM,
        post=post,
        email=f"{key}@partners.wexcombe.example",
        organisation=organisation,
        source_id=f"demo:{key}",
    )


def _record(body, meetings, everybody):
    """As a system that meetings come from writes it down, where nothing was written down in the room."""
    held = body.meetings.filter(status=Meeting.Status.HELD, starts_at__lt=timezone.now()).order_by("starts_at")
    for meeting, came in zip(held, meetings, strict=False):
        rows = [(everybody[key], status) for status, keys in came.items() for key in keys]
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, person=person, order=order, name=person.name, role=person.post, status=status)
            for order, (person, status) in enumerate(rows, start=1)
        )
