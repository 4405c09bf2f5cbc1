"""Courses: who needs them by when, what counts as done, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from corporate_parenting.lib.calendar import months_after
from roles import training
from roles.audit import SYSTEM
from roles.models import AuditRow, Course, TrainingRecord
from roles.permissions import OfficeKind
from tests.factories.roles import AppointmentFactory, CourseFactory, OfficeFactory, PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db
ELECTED = date(2025, 5, 6)
DAY = timedelta(days=1)


def member(*spans, kind=OfficeKind.COUNCILLOR):
    person = PersonFactory()
    for first, last in spans or [(ELECTED, None)]:
        AppointmentFactory(person=person, office=OfficeFactory(kind=kind), starts_on=first, ends_on=last)
    return person


def stands(person, day):
    return [(one.course.name, one.due_on, one.done_on, one.state) for one in training.due(person, day)]


def test_a_course_is_due_so_many_days_after_the_office_began():
    CourseFactory(name="Listening", within_days=90)
    person, last_day = member(), ELECTED + timedelta(days=90)
    assert stands(person, ELECTED) == [("Listening", last_day, None, "due")]
    assert stands(person, last_day) == [("Listening", last_day, None, "due")]
    assert stands(person, last_day + DAY) == [("Listening", last_day, None, "overdue")]


def test_nobody_needs_what_is_meant_for_others_or_before_they_begin_or_after_they_end():
    CourseFactory(meant_for=["every_manager"])
    CourseFactory(name="Listening")
    person = member((ELECTED, date(2025, 12, 31)))
    assert stands(person, ELECTED - DAY) == []
    assert [name for name, *_ in stands(person, date(2025, 12, 31))] == ["Listening"]
    assert stands(person, date(2026, 1, 1)) == []


def test_a_course_that_ended_is_not_needed_from_that_day():
    CourseFactory(ended_on=date(2025, 8, 1))
    person = member()
    assert len(stands(person, date(2025, 7, 31))) == 1
    assert stands(person, date(2025, 8, 1)) == []


def test_unbroken_time_counts_from_its_first_day_through_any_office_of_the_class():
    CourseFactory(within_days=10)
    person = member((date(2021, 5, 6), ELECTED - DAY), (ELECTED, None))
    assert stands(person, date(2025, 6, 1))[0][1] == date(2021, 5, 16)
    moved = member((date(2021, 5, 6), ELECTED))
    AppointmentFactory(person=moved, office=OfficeFactory(kind=OfficeKind.LEADER), starts_on=date(2023, 1, 1))
    assert stands(moved, date(2026, 6, 1))[0][1] == date(2021, 5, 16)


def test_whoever_comes_back_after_a_gap_has_the_time_of_a_newcomer():
    course = CourseFactory(within_days=10, again_after_months=12)
    person = member((date(2017, 5, 6), date(2021, 5, 5)), (ELECTED, None))
    TrainingRecordFactory(course=course, person=person, done_on=date(2018, 1, 1))
    assert stands(person, ELECTED) == [(course.name, ELECTED + timedelta(days=10), date(2018, 1, 1), "again")]


def test_an_office_to_come_and_an_office_elsewhere_do_not_count():
    CourseFactory()
    person = member((ELECTED + timedelta(days=30), None))
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.CLERK), starts_on=date(2020, 1, 1))
    assert stands(person, ELECTED) == []


def test_done_once_is_done_for_good_unless_it_is_asked_for_again():
    once, again = CourseFactory(name="Once"), CourseFactory(name="Again", again_after_months=24)
    person = member()
    for course in (once, again):
        TrainingRecordFactory(course=course, person=person, done_on=date(2025, 6, 30))
    assert stands(person, date(2025, 7, 1)) == [
        ("Again", date(2027, 6, 30), date(2025, 6, 30), "again"),
        ("Once", None, date(2025, 6, 30), "done"),
    ]
    assert stands(person, date(2027, 7, 1))[0] == ("Again", date(2027, 6, 30), date(2025, 6, 30), "overdue")


def test_the_newest_record_counts_and_none_of_a_later_day():
    course = CourseFactory(again_after_months=12, within_days=0)
    person = member()
    for done_on in (date(2025, 9, 1), date(2025, 6, 1), date(2026, 9, 1)):
        TrainingRecordFactory(course=course, person=person, done_on=done_on)
    assert stands(person, date(2026, 1, 1)) == [(course.name, date(2026, 9, 1), date(2025, 9, 1), "again")]
    assert stands(person, date(2026, 9, 1))[0][2] == date(2026, 9, 1)


def test_a_month_without_that_day_gives_its_last():
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 15), 1) == date(2026, 1, 15)
    assert months_after(date(2025, 1, 31), -2) == date(2024, 11, 30)


def test_the_next_due_comes_first_and_what_is_done_for_good_last():
    late, soon, done = CourseFactory(within_days=400), CourseFactory(within_days=5), CourseFactory()
    person = member()
    TrainingRecordFactory(course=done, person=person, done_on=ELECTED)
    assert [one.course for one in training.due(person, ELECTED)] == [soon, late, done]


def test_a_course_of_two_classes_is_asked_of_somebody_in_both_only_once():
    CourseFactory(meant_for=["every_member", "home_visitors"], within_days=10)
    person = member()
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.ROTA_VISITOR), starts_on=date(2025, 9, 1))
    assert [due_on for _, due_on, _, _ in stands(person, date(2025, 10, 1))] == [ELECTED + timedelta(days=10)]


def test_many_people_cost_as_many_queries_as_one(django_assert_num_queries):
    courses = [CourseFactory() for _ in range(3)]
    some = [member() for _ in range(30)]
    for person in some:
        TrainingRecordFactory(course=courses[0], person=person, done_on=ELECTED)
    with django_assert_num_queries(3):
        training.due(some[0], date(2026, 1, 1))
    with django_assert_num_queries(3):
        found = training.standing(some, date(2026, 1, 1))
    assert found == {person.pk: training.due(person, date(2026, 1, 1)) for person in some}


def test_without_induction_are_those_for_whom_one_is_meant_and_not_done():
    induction = CourseFactory(is_induction=True)
    CourseFactory()
    new, inducted, officer = member(), member(), member(kind=OfficeKind.OFFICER)
    TrainingRecordFactory(course=induction, person=inducted, done_on=ELECTED)
    assert training.without_induction([new, inducted, officer], date(2026, 1, 1)) == [new]


def test_people_meant_are_those_who_hold_such_an_office_that_day():
    course = CourseFactory()
    here, gone = member(), member((ELECTED, date(2025, 12, 31)))
    member(kind=OfficeKind.OFFICER)
    assert set(training.people_meant(course, date(2025, 12, 31))) == {here, gone}
    assert set(training.people_meant(course, date(2026, 1, 1))) == {here}


def test_a_whole_class_is_recorded_at_once_and_it_says_so():
    course, some = CourseFactory(name="Listening"), [member(), member()]
    training.record(course, [*some, some[0]], done_on=date(2025, 6, 3), by=SYSTEM)
    assert set(course.records.values_list("person", "done_on")) == {(one.pk, date(2025, 6, 3)) for one in some}
    row = AuditRow.objects.get()
    assert (row.did, row.details["people"]) == ("recorded who did the course", [one.pk for one in some])


@pytest.mark.parametrize("wrong", ["to_come", "nobody", "double"])
def test_what_cannot_be_recorded_is_refused_whole(wrong):
    course, known, other = CourseFactory(), member(), member()
    TrainingRecordFactory(course=course, person=known, done_on=date(2025, 6, 3))
    today = timezone.localdate()
    asked = {
        "to_come": ([other], today + DAY),
        "nobody": ([], date(2025, 6, 3)),
        "double": ([other, known], date(2025, 6, 3)),
    }[wrong]
    with pytest.raises(training.NotRecorded) as refused:
        training.record(course, asked[0], done_on=asked[1], by=SYSTEM)
    assert (wrong == "double") == (known.name in str(refused.value))
    assert TrainingRecord.objects.count() == 1
    assert not AuditRow.objects.exists()


def test_a_record_is_taken_back_and_that_stays_known():
    record = TrainingRecordFactory()
    training.take_back(record, by=SYSTEM)
    assert not TrainingRecord.objects.exists()
    assert AuditRow.objects.get().details == {
        "name": record.course.name,
        "person": record.person_id,
        "on": record.done_on.isoformat(),
    }


def test_courses_are_added_changed_and_ended():
    course = training.add_course(name="Listening", meant_for=["every_member"], by=SYSTEM)
    assert training.change_course(course, name="Listening", within_days=30, by=SYSTEM) == ["within_days"]
    training.end_course(course, on=date(2026, 1, 1), by=SYSTEM)
    course.refresh_from_db()
    assert (course.within_days, course.ended_on) == (30, date(2026, 1, 1))
    assert [row.did for row in AuditRow.objects.order_by("pk")] == [
        "added the course",
        "changed the course",
        "ended the course",
    ]
    with pytest.raises(training.NoSuchCourse):
        training.end_course(course, on=date(2026, 2, 1), by=SYSTEM)


@pytest.mark.parametrize("meant_for", [[], ["nobody_knows"], ["every_member", "org_schools"]])
def test_a_course_is_for_people_that_the_house_knows(meant_for):
    with pytest.raises(ValidationError):
        training.add_course(name="Listening", meant_for=meant_for, by=SYSTEM)
    assert not Course.objects.exists()


def test_two_courses_cannot_have_one_name():
    CourseFactory(name="Listening")
    other = CourseFactory(name="Talking")
    with pytest.raises(training.NoSuchCourse):
        training.add_course(name="LISTENING", meant_for=["every_member"], by=SYSTEM)
    with pytest.raises(training.NoSuchCourse):
        training.change_course(other, name="listening", by=SYSTEM)
    assert other.name == "Talking"


def test_nobody_is_late_for_a_course_before_it_was_given():
    """A councillor of many years has the same time for a new course as a new one."""
    person, began = PersonFactory(), date(2026, 9, 1)
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.COUNCILLOR), starts_on=date(2010, 5, 6))
    CourseFactory(given_from=began, within_days=90)
    assert training.due(person, began - timedelta(days=1)) == []
    (standing,) = training.due(person, began)
    assert (standing.state, standing.due_on) == ("due", began + timedelta(days=90))
