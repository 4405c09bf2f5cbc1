"""Who came, trained and visited; which organisations come. What is not recorded counts neither way; no note shows."""

import csv
import io
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import attendance, engagement, partners
from committees.models import Attendance, Body, Meeting, Seat
from committees.models.bodies import LegalBasis
from roles import periods
from roles.models import Affiliation, Appointment, Evidence, Office, Organisation, Person, Responsibility, Visit
from roles.permissions import OfficeKind
from tests.factories.committees import BodyFactory, MeetingFactory, sit
from tests.factories.roles import (
    AppointmentFactory,
    CourseFactory,
    HomeFactory,
    OfficeFactory,
    PersonFactory,
    TrainingRecordFactory,
    UserFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
THIS = periods.period("this", TODAY)
ALL = periods.period("all", TODAY)


def meet(body, days_ago, status=Meeting.Status.HELD, **came):
    """A meeting so many days ago; came is {recorded word: people}, with _ for a space."""
    starts_at = timezone.make_aware(datetime.combine(TODAY - timedelta(days=days_ago), time(10)))
    meeting = MeetingFactory(body=body, starts_at=starts_at, status=status)
    for words, people in came.items():
        for person in people:
            record(meeting, person, words.replace("_", " "))
    return meeting


def record(meeting, person, status):
    return Attendance.objects.create(
        meeting=meeting, person=person, order=1, name=person.name if person else "A visitor", status=status
    )


def tallies(*bodies, within=ALL):
    return attendance.of_people(attendance.held([body.pk for body in bodies], within))


def counted(tally):
    return (tally.attended, tally.expected, tally.unknown, tally.otherwise)


# --- What recorded words say


@pytest.mark.parametrize(
    ("words", "came"),
    [
        ("Present", attendance.Came.PRESENT),
        ("Present, as expected", attendance.Came.PRESENT),
        ("present (virtual)", attendance.Came.PRESENT),
        ("Present, as substitute, virtual", attendance.Came.OTHERWISE),
        ("In attendance, virtual", attendance.Came.OTHERWISE),
        ("Absent", attendance.Came.ABSENT),
        ("Apologies", attendance.Came.ABSENT),
        ("Apologies, sent representative", attendance.Came.ABSENT),
        ("Expected", attendance.Came.UNKNOWN),
        ("Absent, substitute sent", attendance.Came.ABSENT),
        ("Present (nis)", attendance.Came.LEFT_OUT),
        ("", attendance.Came.UNKNOWN),
        ("Something else", attendance.Came.UNKNOWN),
    ],
)
def test_what_a_recorded_word_says(words, came):
    assert attendance.read(words) == came


# --- Meetings of one person


def test_meetings_attended_of_those_expected(people, body):
    meet(body, 10, present=[people.member], apologies=[people.chair])
    meet(body, 20, present=[people.member, people.chair])
    meet(body, 30, present=[people.chair])
    found = tallies(body)
    assert counted(found[people.member.pk]) == (2, 3, 0, 0)
    assert counted(found[people.chair.pk]) == (2, 3, 0, 0)
    assert found[people.member.pk].last == TODAY - timedelta(days=10)
    assert people.other.pk not in found


def test_a_meeting_without_a_record_counts_neither_way(people, body):
    meet(body, 10)
    meet(body, 20, expected=[people.member])
    meet(body, 30, present=[people.member])
    assert counted(tallies(body)[people.member.pk]) == (1, 1, 2, 0)


def test_a_visitor_whom_nobody_knows_makes_a_record_too(people, body):
    record(meet(body, 10), None, "Present")
    assert counted(tallies(body)[people.member.pk]) == (0, 1, 0, 0)


@pytest.mark.parametrize("status", [Meeting.Status.CANCELLED, Meeting.Status.PLANNED])
def test_a_meeting_that_was_not_held_does_not_count(people, body, status):
    meet(body, 10, status, present=[people.member])
    assert tallies(body) == {}


def test_a_meeting_to_come_does_not_count(people, body):
    meet(body, -10, Meeting.Status.CONFIRMED, expected=[people.member])
    assert tallies(body) == {}


def test_a_place_counts_from_its_first_day_to_its_last(people, body):
    held = sit(people.other, body)
    Appointment.objects.filter(pk=held.pk).update(
        starts_on=TODAY - timedelta(days=25), ends_on=TODAY - timedelta(days=15)
    )
    for days_ago in (10, 20, 30):
        meet(body, days_ago, present=[people.member])
    assert counted(tallies(body)[people.other.pk]) == (0, 1, 0, 0)


def test_a_substitute_is_not_expected_and_counts_apart(people, body):
    sit(people.other, body, Seat.Capacity.SUBSTITUTE, OfficeKind.CO_OPTED_SEAT)
    meet(body, 10, Present_as_substitute=[people.other])
    meet(body, 20, present=[people.member])
    assert counted(tallies(body)[people.other.pk]) == (0, 0, 0, 1)


def test_whom_the_source_expected_counts_without_a_place_kept_here(people):
    old = BodyFactory(name="Old Board")
    meet(old, 10, present=[people.other])
    meet(old, 20, absent=[people.other])
    assert counted(tallies(old)[people.other.pk]) == (1, 2, 0, 0)


def test_what_the_source_leaves_out_is_left_out(people, body):
    meet(body, 10, present=[people.chair], **{"Present_(nis)": [people.member]})
    assert counted(tallies(body)[people.member.pk]) == (0, 0, 0, 0)


def test_municipal_years():
    assert periods.period("this", TODAY.replace(year=2026, month=4, day=30)).first.isoformat() == "2025-05-01"
    assert periods.period("", TODAY.replace(year=2026, month=5, day=1)).first.isoformat() == "2026-05-01"
    last = periods.period("last", TODAY.replace(year=2026, month=11, day=26))
    assert (last.first.isoformat(), last.last.isoformat()) == ("2025-05-01", "2026-04-30")


# --- The page


@pytest.fixture
def lead(people):
    """A lead member, who may see how members are engaged."""
    person = PersonFactory(name="Councillor Lena Ash", category=Person.Category.MEMBER)
    UserFactory(person=person)
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.LEAD_MEMBER))
    return person


def get(client, **asked):
    return client.get(reverse("committees:engagement"), asked)


def text(response):
    return " ".join(response.content.decode().replace("&nbsp;", " ").replace("\xa0", " ").split())


def rows_of(client, page="committees:engagement_table", **asked):
    response = client.get(reverse(page), asked)
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def note(person, kind, days_ago=3, words="CANARY note"):
    made = Evidence.objects.create(
        person=person, kind=kind, done_on=TODAY - timedelta(days=days_ago), note=words, recorded_at=timezone.now()
    )
    made.responsibilities.add(Responsibility.objects.first())
    return made


def test_who_may_see_it(people, lead, sign_in):
    allowed = {person: get(sign_in(person)).status_code for person in [*vars(people).values(), lead]}
    assert {person for person, status in allowed.items() if status == 200} == {people.head_clerk, lead}
    assert set(allowed.values()) == {200, 403}
    tables = {person: sign_in(person).get(reverse("committees:engagement_table")).status_code for person in allowed}
    assert tables == allowed


def test_it_asks_for_the_code(lead, sign_in):
    assert get(sign_in(lead, code=False)).status_code == 302


def test_a_row_says_what_a_member_did_and_when_last(people, body, lead, sign_in):
    meet(body, 10, present=[people.member])
    meet(body, 12, present=[people.chair])
    course = CourseFactory(name="Being a corporate parent")
    TrainingRecordFactory(course=course, person=people.member, done_on=TODAY - timedelta(days=9))
    VisitFactory(home=HomeFactory(), visitor=people.member, due_on=TODAY, done_on=TODAY - timedelta(days=8))
    note(people.member, Evidence.Kind.CHILDRENS_COUNCIL, 2)
    note(people.member, Evidence.Kind.EVENT, 5)
    note(people.member, Evidence.Kind.QUESTION, 6)
    row = next(row for row in rows_of(sign_in(lead)) if row["member"] == people.member.name)
    assert list(row.values())[2:] == ["1", "2", "0", "0", "1", "0", "1", "1", "1", "1", str(TODAY - timedelta(days=2))]


def test_a_note_never_shows_and_what_was_taken_back_does_not_count(people, lead, sign_in):
    for kind in Evidence.Kind:
        note(people.member, kind)
    taken = note(people.member, Evidence.Kind.EVENT)
    Evidence.objects.filter(pk=taken.pk).update(withdrawn_at=timezone.now())
    for who in (lead, people.head_clerk):
        client = sign_in(who)
        assert "CANARY" not in text(get(client))
        rows = rows_of(client)
        assert "CANARY" not in str(rows)
        assert next(row["events"] for row in rows if row["member"] == people.member.name) == "1"


def test_what_is_not_recorded_is_said(people, body, lead, sign_in):
    client = sign_in(lead)
    meet(body, 10, present=[people.member])
    assert "without a record" not in text(get(client))
    meet(body, 20)
    page = text(get(client))
    assert "Attendance was not recorded at every meeting" in page
    assert "1 of 1" in page
    assert "1 without a record" in page


def test_it_is_for_members_in_office_today(people, lead, sign_in):
    gone = PersonFactory(name="CANARY gone", category=Person.Category.MEMBER)
    AppointmentFactory(person=gone, ends_on=TODAY - timedelta(days=1))
    names = {row["member"] for row in rows_of(sign_in(lead))}
    assert names == {people.chair.name, people.member.name, people.other.name, lead.name}


def test_it_is_narrowed_by_body_party_and_by_what_is_missing(people, body, lead, sign_in):
    Affiliation.objects.create(person=people.chair, kind="party", name="Orchard Party", starts_on=THIS.first)
    meet(body, 10, present=[people.member])
    CourseFactory(name="Late course", within_days=1)
    client = sign_in(lead)

    def names(**asked):
        return [row["member"] for row in rows_of(client, **asked)]

    assert set(names(body=body.pk)) == {people.chair.name, people.member.name}
    assert names(party="Orchard Party") == [people.chair.name]
    assert set(names(show="nothing")) == {people.chair.name, people.other.name, lead.name}
    assert people.other.name in names(show="late")
    assert names(order="meetings")[:2] == [people.chair.name, people.member.name]
    assert names(order="silent")[-1] == people.member.name
    assert names(name="bram") == [people.member.name]
    assert len(names(order="nonsense", body="nonsense")) == 4


def test_the_period_is_this_year_the_last_or_all(people, body, lead, sign_in):
    before = (TODAY - THIS.first).days + 5
    meet(body, before, present=[people.member])
    client = sign_in(lead)

    def attended(**asked):
        row = next(row for row in rows_of(client, **asked) if row["member"] == people.member.name)
        return row["meetings attended"], row["meetings expected"]

    assert [attended(), attended(period="last"), attended(period="all")] == [("0", "0"), ("1", "1"), ("1", "1")]


def test_a_body_that_the_viewer_may_not_know_is_neither_named_nor_counted(people, lead, sign_in):
    forum = BodyFactory(name="CANARY forum", kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN)
    sit(people.member, forum)
    meet(forum, 10, present=[people.member])
    client = sign_in(lead)
    assert "CANARY" not in text(get(client))
    row = next(row for row in rows_of(client) if row["member"] == people.member.name)
    assert row["meetings expected"] == "0"


def crowd(number, body, organisation=None, category=Person.Category.MEMBER):
    made = Person.objects.bulk_create(
        Person(name=f"Person {n} of {number}", category=category, organisation=organisation) for n in range(number)
    )
    offices = Office.objects.bulk_create(
        Office(kind=OfficeKind.PARENTING_SEAT, label=f"Seat {n} of {number}", remit=body.remit) for n in range(number)
    )
    Seat.objects.bulk_create(Seat(body=body, office=office, capacity=Seat.Capacity.MEMBER) for office in offices)
    Appointment.objects.bulk_create(
        Appointment(person=person, office=office, starts_on=THIS.first)
        for person, office in zip(made, offices, strict=True)
    )
    meeting = meet(body, 1)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=person, order=1, name=person.name, status="Present") for person in made
    )
    home = HomeFactory()
    Visit.objects.bulk_create(
        Visit(home=home, due_on=TODAY - timedelta(days=n), done_on=TODAY, visitor=made[n % number])
        for n in range(number)
    )
    return made


def test_the_same_number_of_queries_with_ten_members_and_a_thousand(people, body, lead, sign_in):
    CourseFactory()
    client, counts = sign_in(lead), []
    for number in (10, 1000):
        crowd(number, body)
        with CaptureQueriesContext(connection) as queries:
            assert get(client).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


# --- Organisations


@pytest.fixture
def trust(body):
    """A health trust with a nurse who attends the body, and a colleague of hers without a place."""
    made = Organisation.objects.create(name="Vale Health Trust", kind=Organisation.Kind.HEALTH)
    made.nurse = PersonFactory(name="CANARY nurse", category=Person.Category.PARTNER, organisation=made)
    sit(made.nurse, body, Seat.Capacity.ATTENDEE, OfficeKind.ATTENDEE_SEAT)
    made.colleague = PersonFactory(name="CANARY colleague", category=Person.Category.PARTNER, organisation=made)
    return made


def lines(*organisations, bodies, within=ALL):
    found = partners.lines(list(organisations), bodies, within)
    return {
        (line.organisation.name, line.body.name): (line.expected, line.holder, line.deputy, line.nobody, line.unknown)
        for line in found
    }


def test_a_representative_a_deputy_or_no_one(people, body, trust):
    meet(body, 10, present=[trust.nurse])
    meet(body, 20, In_attendance=[trust.colleague], apologies=[trust.nurse])
    meet(body, 30, present=[people.member])
    meet(body, 40)
    assert lines(trust, bodies=[body]) == {("Vale Health Trust", body.name): (3, 1, 1, 1, 1)}


def test_two_from_one_organisation_count_once(body, trust):
    meet(body, 10, present=[trust.nurse, trust.colleague])
    (line,) = partners.lines([trust], [body], ALL)
    assert (line.expected, line.came, line.deputy, line.percent) == (1, 1, 0, 100)
    assert line.last == TODAY - timedelta(days=10)


def test_somebody_who_comes_without_a_place_counts_where_nobody_has_one(people, trust):
    panel = BodyFactory(name="Panel")
    meet(panel, 10, In_attendance=[trust.colleague])
    meet(panel, 20, present=[people.member])
    assert lines(trust, bodies=[panel]) == {("Vale Health Trust", "Panel"): (1, 1, 0, 0, 0)}


def test_the_page_of_organisations_names_no_person_and_no_hidden_body(people, body, trust, sign_in):
    forum = BodyFactory(name="CANARY forum", kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN)
    for where in (body, forum):
        meet(where, 10, present=[trust.nurse])
    client = sign_in(people.other)
    page = client.get(reverse("committees:organisation_attendance"))
    assert "1 of 1 = 100 %" in text(page)
    assert "CANARY" not in text(page)
    rows = rows_of(client, "committees:organisation_attendance_table")
    assert [(row["organisation"], row["body"]) for row in rows] == [("Vale Health Trust", body.name)]
    known = rows_of(sign_in(people.head_clerk), "committees:organisation_attendance_table")
    assert {row["body"] for row in known} == {body.name, forum.name}


def test_the_page_of_organisations_is_narrowed(people, body, trust, sign_in):
    school = Organisation.objects.create(name="Mill School", kind=Organisation.Kind.SCHOOL)
    panel = BodyFactory(name="Panel")
    sit(PersonFactory(organisation=school), panel)
    meet(body, 10, present=[trust.nurse])
    meet(panel, (TODAY - THIS.first).days + 5, present=[people.member])
    client = sign_in(people.member)

    def told(**asked):
        return {row["organisation"] for row in rows_of(client, "committees:organisation_attendance_table", **asked)}

    assert told() == {"Vale Health Trust"}
    assert told(period="all") == {"Vale Health Trust", "Mill School"}
    assert told(period="all", kind="school") == {"Mill School"}
    assert told(period="all", organisation=trust.pk) == {"Vale Health Trust"}
    assert told(period="all", body=panel.pk) == {"Mill School"}


def test_the_same_number_of_queries_with_ten_organisations_and_many(people, body, sign_in):
    client, counts = sign_in(people.other), []
    for number in (10, 300):
        for n in range(number):
            place = Organisation.objects.create(name=f"Organisation {n} of {number}", kind=Organisation.Kind.SCHOOL)
            crowd(1, BodyFactory(), place, Person.Category.PARTNER) if n < 30 else None
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("committees:organisation_attendance")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_a_stranger_reads_none_of_it(client):
    for name in ("engagement", "engagement_table", "organisation_attendance", "organisation_attendance_table"):
        response = client.get(reverse(f"committees:{name}"))
        assert response["Location"].startswith(reverse("account_login"))


def test_without_anything_the_pages_say_what_comes_first(people, sign_in):
    page = text(sign_in(people.other).get(reverse("committees:organisation_attendance")))
    assert "Give a partner’s representative a place on a body" in page
    assert engagement.members(TODAY - timedelta(days=40_000)).count() == 0
