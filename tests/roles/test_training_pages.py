"""Pages about training: one's own, everybody's for those who may, and what is typed there."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.forms import typed_date
from roles.models import Course, Person, TrainingRecord
from roles.permissions import OfficeKind
from tests.factories.roles import AppointmentFactory, CourseFactory, OfficeFactory, PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db
HELD = date(2026, 1, 12)
EVERYBODY = ["clerk", "chair", "member", "co_opted", "author", "participation", "admin", "guardian"]


@pytest.fixture
def course(db):
    return CourseFactory(name="Listening to children", again_after_months=24)


@pytest.fixture
def lead(people):
    """The chair leads for children too: she sees how everybody is engaged, and changes nothing."""
    AppointmentFactory(person=people.chair, office=OfficeFactory(kind=OfficeKind.LEAD_MEMBER))
    return people.chair


def url(name, *args):
    return reverse(f"roles:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def posted(**more):
    given_from = {"given_from-day": "1", "given_from-month": "9", "given_from-year": "2026"}
    about = {"name": "Talking with care leavers", "about": "", "members": ["every_member"], "within_days": "60"}
    return about | given_from | more


def test_everybody_sees_their_own_and_nobody_elses(people, sign_in, course):
    TrainingRecordFactory(course=course, person=people.member, done_on=HELD)
    other = TrainingRecordFactory(course__name="Canary course", course__meant_for=["every_officer"])
    page = sign_in(people.member, code=False).get(url("training"))
    assert [(one.course, one.done_on) for one in page.context["standings"]] == [(course, HELD)]
    assert list(page.context["records"]) == list(TrainingRecord.objects.filter(person=people.member))
    assert other.course.name not in page.text
    assert other.person.name not in page.text
    assert page.context["courses"] is None


def test_the_page_says_what_is_next(people, sign_in):
    CourseFactory(name="Later", within_days=20_000)
    CourseFactory(name="Long due", within_days=1)
    page = sign_in(people.member).get(url("training"))
    assert page.context["next"].course.name == "Long due"
    assert "which was due on 2 January 2020" in page.text


def test_somebody_without_courses_is_told_what_will_be_here(people, sign_in):
    page = sign_in(people.author).get(url("training"))
    assert "No course is meant for an office that you hold today" in page.text


def test_courses_are_for_those_who_look_after_people_or_lead(people, sign_in, course, lead):
    record = TrainingRecordFactory(course=course, person=people.member)
    reading = [("course", course), ("course_export", course)]
    writing = [("add_course",), ("change_course", course), ("end_course", course), ("record_training", course)]
    for who in EVERYBODY:
        client = sign_in(getattr(people, who))
        read = {client.get(url(*page)).status_code for page in reading}
        write = {client.get(url(*page)).status_code for page in writing}
        write |= {client.post(url("take_back_training", record)).status_code}
        assert (who, read, write) == (who, {200} if who == "chair" else {403}, {403})
    head = sign_in(people.head_clerk)
    assert {head.get(url(*page)).status_code for page in [*reading, *writing]} == {200}
    assert TrainingRecord.objects.count() == 1


def test_a_password_alone_opens_no_list_of_people(people, sign_in, course):
    client = sign_in(people.head_clerk, code=False)
    assert client.get(url("training")).status_code == 200
    for page in ("course", "course_export", "record_training"):
        assert client.get(url(page, course)).status_code == 302


def test_strangers_are_sent_to_the_door(course):
    for page in (url("training"), url("course", course)):
        assert Client().get(page)["Location"].startswith(reverse("account_login"))


def test_who_leads_sees_who_is_late_and_no_button(people, sign_in, course, lead):
    TrainingRecordFactory(course=course, person=people.member, done_on=HELD)
    page = sign_in(lead).get(url("course", course))
    assert (page.context["figures"].needed, page.context["figures"].done, page.context["figures"].overdue) == (3, 1, 2)
    assert [record.person for record in page.context["records"]] == [people.member]
    assert "Take back" not in page.text
    assert "Record who did it" not in page.text


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Ada Marsh", "Bram Holt", "Cleo Frost"]),
        ({"state": "done"}, ["Bram Holt"]),
        ({"state": "overdue"}, ["Ada Marsh", "Cleo Frost"]),
        ({"state": "due"}, []),
        ({"name": "FROST"}, ["Cleo Frost"]),
        ({"state": "nonsense"}, ["Ada Marsh", "Bram Holt", "Cleo Frost"]),
    ],
)
def test_page_and_download_are_narrowed_alike(people, sign_in, course, asked, names):
    TrainingRecordFactory(course=course, person=people.member, done_on=timezone.localdate())
    client = sign_in(people.head_clerk)
    page = client.get(url("course", course), asked)
    assert [person.name.removeprefix("Councillor ") for person, _ in page.context["page"]] == names
    lines = b"".join(client.get(url("course_export", course), asked)).decode().splitlines()
    assert [line.split(",")[0].removeprefix("Councillor ") for line in lines[1:]] == names


def test_a_course_is_added_changed_and_ended(people, sign_in):
    client = sign_in(people.head_clerk)
    client.post(url("add_course"), posted(officers=["director"], is_induction="on", again_after_months="12"))
    course = Course.objects.get()
    assert (course.meant_for, course.within_days, course.again_after_months, course.is_induction) == (
        ["every_member", "director"],
        60,
        12,
        True,
    )
    form = client.get(url("change_course", course)).context["form"]
    assert (form["members"].value(), form["officers"].value()) == (["every_member"], ["director"])
    client.post(url("change_course", course), posted(name="Talking"))
    course.refresh_from_db()
    assert (course.name, course.meant_for, course.again_after_months) == ("Talking", ["every_member"], None)
    client.post(url("end_course", course), typed_date("on", date(2026, 5, 1)))
    course.refresh_from_db()
    assert course.ended_on == date(2026, 5, 1)
    assert "Not given from 1 May 2026 on" in client.get(url("course", course)).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Enter the name of the course"),
        ({"name": "LISTENING TO CHILDREN"}, "There is a course of this name already"),
        ({"members": []}, "Choose at least one group of people"),
        ({"members": ["org_schools"]}, "Choose"),
        ({"within_days": "soon"}, "as a whole number"),
        ({"within_days": "-1"}, "must be 0 or more"),
        ({"again_after_months": "0"}, "must be 1 or more"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(people, sign_in, course, wrong, said):
    page = sign_in(people.head_clerk).post(url("add_course"), posted(about="Kept as it was") | wrong)
    assert page.status_code == 200
    assert said in page.text
    assert "Kept as it was" in page.text
    assert Course.objects.count() == 1


def test_a_class_is_recorded_at_once(people, sign_in, course):
    client = sign_in(people.head_clerk)
    page = client.get(url("record_training", course))
    assert {person.pk for person in page.context["shown"]} == {people.chair.pk, people.member.pk, people.other.pk}
    sent = typed_date("done_on", HELD) | {"people": [people.member.pk, people.author.pk], "words": ""}
    assert client.post(url("record_training", course), sent).status_code == 302
    assert set(course.records.values_list("person", flat=True)) == {people.member.pk, people.author.pk}


def test_looking_for_somebody_loses_no_tick_and_no_day(people, sign_in, course):
    client = sign_in(people.head_clerk)
    sent = {
        "done_on-day": "12",
        "done_on-month": "ja",
        "done_on-year": "",
        "people": [people.member.pk],
        "find": "find",
    }
    page = client.post(url("record_training", course), sent | {"words": "edda"})
    form = page.context["form"]
    assert page.context["shown"] == [people.member, people.author]
    assert (form["people"].value(), form["done_on"].value(), form["words"].value()) == (
        [people.member.pk],
        ["12", "ja", ""],
        "edda",
    )
    assert form.errors == {}
    assert TrainingRecord.objects.count() == 0
    assert client.get(url("record_training", course), {"words": "edda"}).context["shown"] == [people.author]


def test_attendance_that_cannot_be_is_refused_whole(people, sign_in, course):
    TrainingRecordFactory(course=course, person=people.member, done_on=HELD)
    client = sign_in(people.head_clerk)

    def refused(day, *who):
        page = client.post(
            url("record_training", course), typed_date("done_on", day) | {"people": [one.pk for one in who]}
        )
        assert page.status_code == 200
        assert page.context["form"]["people"].value() == [str(one.pk) for one in who]
        assert TrainingRecord.objects.count() == 1
        return page.text

    assert "The day cannot be in the future" in refused(timezone.localdate() + timedelta(days=1), people.other)
    assert "A record of 12 January 2026 is there already for Councillor Bram Holt" in refused(
        HELD, people.other, people.member
    )
    assert "Tick everybody who did the course" in refused(HELD)


def test_a_name_that_is_not_public_is_told_to_those_who_look_after_people_alone(people, sign_in, lead):
    young = PersonFactory(
        name="CANARY", category=Person.Category.YOUNG, name_is_public=False, public_name="A member of the group"
    )
    AppointmentFactory(person=young, office=OfficeFactory(kind=OfficeKind.CO_OPTED_SEAT))
    course = CourseFactory(meant_for=["co_opted", "every_member"])
    TrainingRecordFactory(course=course, person=young, done_on=HELD)

    def told(who, **asked):
        client = sign_in(who)
        page = client.get(url("course", course), asked).text
        return page + b"".join(client.get(url("course_export", course), asked)).decode()

    assert "CANARY" not in told(lead)
    assert told(lead).count("A member of the group") >= 3
    assert "A member of the group" in told(lead, name="the group")
    # A search tells no more than the page: the row of the record stays, the row of the register goes.
    assert told(lead, name="canar").count("A member of the group") < told(lead).count("A member of the group")
    assert told(lead, name="canar").count("A member of the group") == told(lead, name="nobody").count(
        "A member of the group"
    )
    assert "CANARY" in told(people.head_clerk, name="canar")


@pytest.mark.parametrize(
    "sent",
    [{"people": "9" * 5000}, {"people": "9" * 30}, {"find": "1", "words": "\0"}, {"find": "1", "words": "x" * 10**5}],
)
def test_what_no_database_takes_is_nobody(people, sign_in, course, sent):
    page = sign_in(people.head_clerk).post(url("record_training", course), typed_date("done_on", HELD) | sent)
    assert page.status_code == 200
    assert TrainingRecord.objects.count() == 0


def test_who_has_left_cannot_be_ticked(people, sign_in, course):
    people.other.left_on = date(2026, 1, 1)
    people.other.save()
    sent = typed_date("done_on", HELD) | {"people": [people.other.pk]}
    page = sign_in(people.head_clerk).post(url("record_training", course), sent)
    assert page.status_code == 200
    assert TrainingRecord.objects.count() == 0


def test_a_record_is_taken_back(people, sign_in, course):
    record = TrainingRecordFactory(course=course, person=people.member)
    client = sign_in(people.head_clerk)
    assert client.get(url("take_back_training", record)).status_code == 405
    client.post(url("take_back_training", record))
    assert TrainingRecord.objects.count() == 0


def test_pages_ask_as_much_of_many_as_of_few(people, sign_in, course, django_assert_max_num_queries):
    client = sign_in(people.head_clerk)
    pages = [url("training"), url("course", course), url("record_training", course)]

    def queries():
        counts = []
        for page in pages:
            with django_assert_max_num_queries(15) as asked:
                client.get(page)
            counts.append(len(asked))
        return counts

    queries()
    few = queries()
    for _ in range(30):
        person = PersonFactory()
        AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.COUNCILLOR))
        TrainingRecordFactory(course=course, person=person)
        CourseFactory()
    assert queries() == few
