"""Courses, visits and actions among what waits for somebody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roles import waiting
from roles.permissions import OfficeKind
from tests.factories.roles import (
    AppointmentFactory,
    CourseFactory,
    HomeFactory,
    OfficeFactory,
    TrainingRecordFactory,
    VisitActionFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def waits(person, about):
    return [thing for thing in waiting.waiting_for(person.user) if about in thing.url]


def test_a_course_waits_when_it_is_overdue_or_due_within_a_month(people):
    since = people.member.appointments.earliest("starts_on").starts_on
    held = (today() - since).days
    CourseFactory(name="Long due", within_days=5)
    CourseFactory(name="Soon", within_days=held + 30)
    CourseFactory(name="Later", within_days=held + 31)
    TrainingRecordFactory(person=people.member, course__name="Done")
    found = waits(people.member, "/training/")
    assert [(thing.text, thing.due_on) for thing in found] == [
        ("The course Long due was due", since + 5 * DAY),
        ("The course Soon", today() + 30 * DAY),
    ]
    assert waits(people.author, "/training/") == []


def test_ones_own_visits_wait_and_their_reports_and_say_no_home_without_a_code(people):
    home = HomeFactory(name="Larkfield")
    visit = VisitFactory(home=home, visitor=people.other, due_on=today() + 9 * DAY)
    made = VisitFactory(home=home, visitor=people.other, due_on=today(), done_on=today() - DAY)
    VisitFactory(home=home, visitor=people.other, due_on=today() + 60 * DAY)
    VisitFactory(home=home, visitor=people.other, due_on=today() - DAY, not_needed="The home was empty")
    VisitFactory(
        home=home, visitor=people.member, due_on=today() - 2 * DAY, done_on=today(), report_received_on=today()
    )
    found = waits(people.other, "/visits/")
    assert [(thing.text, thing.url, thing.due_on) for thing in found] == [
        ("The report of your rota visit to Larkfield", reverse("roles:visit_report", args=[made.pk]), None),
        ("Rota visit to Larkfield", reverse("roles:visit_made", args=[visit.pk]), today() + 9 * DAY),
    ]
    assert {thing.discreet().text for thing in found} == {"A rota visit to a children’s home"}
    assert waits(people.member, "/visits/") == []


def test_an_action_waits_for_its_owner_until_it_is_done_and_names_no_home(people):
    action = VisitActionFactory(owner=people.clearer, visit__home__name="Larkfield")
    VisitActionFactory(owner=people.clearer, done_on=today())
    found = waits(people.clearer, "/visits/")
    assert [(thing.text, thing.due_on) for thing in found] == [(action.text, action.due_on)]
    assert "Larkfield" not in str(found)
    assert found[0].discreet().text == "An action from a visit to a children’s home"


def test_reports_wait_for_those_who_keep_visits(people):
    for n in range(2):
        VisitFactory(done_on=today() - n * DAY, visitor=people.member)
    assert [thing.text for thing in waits(people.head_clerk, "/visits/")] == [
        "2 reports of visits to children’s homes have not come in"
    ]
    assert waits(people.clerk, "/visits/") == []


def test_what_waits_costs_the_same_for_many(people, django_assert_num_queries, django_assert_max_num_queries):
    AppointmentFactory(person=people.head_clerk, office=OfficeFactory(kind=OfficeKind.COUNCILLOR))
    user = people.head_clerk.user

    def fill(number):
        for n in range(number):
            CourseFactory()
            VisitFactory(visitor=people.head_clerk, due_on=today() - n * DAY)
            VisitActionFactory(owner=people.head_clerk)

    fill(1)
    user.offices_today  # noqa: B018 -- asked once a request, by whatever comes first
    with django_assert_max_num_queries(12) as asked:
        waiting.waiting_for(user)
    fill(20)
    with django_assert_num_queries(len(asked)):
        waiting.waiting_for(user)
