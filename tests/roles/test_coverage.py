"""What nobody does on a day: the five questions, their pages and their tables."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import bodies
from committees.models import Body, Seat
from committees.models.bodies import LegalBasis
from roles import acknowledging, appointments, coverage, tiers
from roles.audit import SYSTEM
from roles.models import Affiliation, Appointment, Office, Organisation, Person, Visit, Wording
from roles.permissions import OfficeKind
from tests.factories.committees import BodyFactory, SeatFactory
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
DAY = timedelta(days=1)
QUESTIONS = ["responsibilities", "posts", "acknowledgements", "training", "visits"]


def hold(kind, *, starts_on=date(2020, 1, 1), ends_on=None, acting=False, person=None, **office):
    office = office.get("office") or OfficeFactory(kind=kind, **office)
    person = person or PersonFactory()
    return AppointmentFactory(person=person, office=office, starts_on=starts_on, ends_on=ends_on, acting=acting)


def missing(day=TODAY):
    found = coverage.gaps(tiers.wordings_on(day), coverage.kinds_held(day), coverage.contacts(day))
    return {gap.wording.code: gap for gap in found}


def organisation(kind=Organisation.Kind.HEALTH, *, contact=True, **about):
    about.setdefault("name", f"{kind.label} of the vale")
    return Organisation.objects.create(kind=kind, contact=PersonFactory() if contact else None, **about)


# --- Responsibilities


def test_with_nobody_in_office_everything_current_is_missing_but_what_the_council_itself_holds():
    current = {wording.code for wording in tiers.wordings_on(TODAY) if not wording.historic}
    assert set(missing()) == {code for code in current if not code.startswith("NM")}


def test_a_responsibility_is_held_from_the_first_day_of_an_office_to_its_last():
    code = next(w.code for w in tiers.wordings_on(TODAY) if w.held_by == ["virtual_head"] and not w.historic)
    hold(OfficeKind.VIRTUAL_HEAD, starts_on=date(2025, 5, 19), ends_on=date(2026, 5, 18))
    days = [date(2025, 5, 18), date(2025, 5, 19), date(2026, 5, 18), date(2026, 5, 19)]
    assert [code in missing(day) for day in days] == [True, False, False, True]


def test_whoever_acts_holds_the_responsibility():
    hold(OfficeKind.DIRECTOR, acting=True)
    assert "DC01" not in missing()


def test_an_organisation_holds_one_when_it_is_listed_and_names_a_contact_who_is_here():
    assert missing()["HE01"].state == coverage.State.NO_ORGANISATION
    found = organisation(contact=False)
    assert missing()["HE01"].state == coverage.State.NO_CONTACT
    found.contact = PersonFactory()
    found.save()
    assert "HE01" not in missing()
    Person.objects.filter(pk=found.contact_id).update(left_on=TODAY)
    assert missing()["HE01"].state == coverage.State.NO_CONTACT


def test_an_organisation_that_has_ended_holds_nothing():
    organisation(ended_on=TODAY)
    assert missing()["HE01"].state == coverage.State.NO_ORGANISATION
    assert "HE01" not in missing(TODAY - DAY)


def test_a_joint_responsibility_with_one_holder_missing_is_held_in_part():
    hold(OfficeKind.LEADER)
    gap = missing()["LC01"]
    assert (gap.state, gap.missing) == (coverage.State.IN_PART, ["The chief executive"])
    hold(OfficeKind.CHIEF_EXECUTIVE)
    assert "LC01" not in missing()


def test_one_of_several_classes_is_enough_where_it_is_not_joint():
    wording = Wording.objects.get(responsibility__code="SC04")
    assert wording.held_by == ["school_governors", "org_schools"]
    hold(OfficeKind.SCHOOL_GOVERNOR)
    assert "SC04" not in missing()


def test_what_is_history_is_no_gap():
    historic = {wording.code for wording in tiers.wordings_on(TODAY) if wording.historic}
    assert len(historic) == 15
    assert not historic & set(missing())


# --- Posts


def vacancies(viewer, day=TODAY):
    found = coverage.vacancies(coverage.posts(viewer, day), day)
    return {vacancy.office.label: vacancy for vacancy in found}


def test_a_post_is_vacant_from_the_day_after_its_last_holder(people):
    held = hold(OfficeKind.DIRECTOR, single_holder=True, label="Director", ends_on=date(2026, 3, 31))
    viewer = people.head_clerk.user
    assert "Director" not in vacancies(viewer, date(2026, 3, 31))
    found = vacancies(viewer, date(2026, 4, 1))["Director"]
    assert (found.since, found.last, found.acting, found.next) == (date(2026, 4, 1), held, [], None)


def test_whoever_acts_leaves_the_post_vacant_and_is_named(people):
    office = hold(OfficeKind.DIRECTOR, single_holder=True, label="Director", ends_on=TODAY - DAY).office
    acting = hold(None, office=office, acting=True)
    later = hold(None, office=office, starts_on=TODAY + 9 * DAY)
    found = vacancies(people.head_clerk.user)["Director"]
    assert (found.acting, found.next, found.since) == ([acting], later, TODAY)


def test_statutory_posts_that_were_never_filled_are_listed(people):
    assert {office.kind for office in coverage.unmade()} == set(appointments.SINGLE_HOLDER)
    hold(OfficeKind.DIRECTOR, single_holder=True, ends_on=TODAY - DAY)
    assert {office.kind for office in coverage.unmade()} == appointments.SINGLE_HOLDER - {OfficeKind.DIRECTOR}


def test_places_on_a_body_that_ended_are_no_vacancy(people):
    body = bodies.constitute(
        name="Old Board",
        kind=Body.Kind.PARENTING,
        legal_basis=LegalBasis.INFORMAL,
        starts_on=date(2020, 1, 1),
        by=SYSTEM,
    )
    person = PersonFactory()
    for capacity in (Seat.Capacity.MEMBER, Seat.Capacity.CHAIR):
        bodies.seat(body, person, capacity=capacity, starts_on=date(2020, 1, 1), by=SYSTEM)
    viewer = people.head_clerk.user
    assert "Clerk to Old Board" in vacancies(viewer)
    bodies.dissolve(body, on=date(2026, 6, 30), by=SYSTEM)
    assert "Chair, Old Board" not in vacancies(viewer)
    assert "Clerk to Old Board" not in vacancies(viewer)
    assert "Clerk to Old Board" in vacancies(viewer, date(2026, 6, 30))


def test_a_substitutes_empty_place_is_no_vacancy(people, body):
    SeatFactory(body=body, capacity=Seat.Capacity.SUBSTITUTE, office__label="Substitute")
    SeatFactory(body=body, capacity=Seat.Capacity.VICE_CHAIR, office__label="Vice-chair")
    found = vacancies(people.head_clerk.user)
    assert "Vice-chair" in found
    assert "Substitute" not in found


def test_places_on_a_body_that_a_viewer_may_not_know_are_not_told(people):
    forum = BodyFactory(name="CANARY forum", kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN)
    SeatFactory(body=forum, office__label="CANARY seat")
    assert "CANARY seat" not in vacancies(people.clerk.user)
    assert "CANARY seat" in vacancies(people.head_clerk.user)


# --- People


def test_who_has_not_acknowledged_and_how_much(people):
    found = {row.person: row.number for row in coverage.unacknowledged(coverage.asked(TODAY), TODAY)}
    duties = [duty.wording for duty in tiers.responsibilities_on(people.other, TODAY)]
    current = [wording for wording in duties if not wording.historic]
    assert found[people.other] == len(current) > 0
    acknowledging.acknowledge(people.other, current, by=people.other)
    again = {row.person for row in coverage.unacknowledged(coverage.asked(TODAY), TODAY)}
    assert set(found) - again == {people.other}


def test_nobody_reminds_a_child_nor_who_is_not_in_office(people):
    young = PersonFactory(category=Person.Category.YOUNG)
    hold(OfficeKind.CO_OPTED_SEAT, person=young)
    past = hold(OfficeKind.COUNCILLOR, ends_on=TODAY - DAY).person
    left = hold(OfficeKind.COUNCILLOR).person
    Person.objects.filter(pk=left.pk).update(left_on=TODAY)
    assert not {young, past, left} & set(coverage.asked(TODAY))
    assert past in coverage.asked(TODAY - DAY)


def test_who_has_no_induction_and_who_is_late_with_another_course(people):
    induction = CourseFactory(name="Induction", is_induction=True, within_days=90)
    other = CourseFactory(name="Refresher", within_days=30)
    TrainingRecordFactory(course=induction, person=people.other)
    members = coverage.elected(coverage.asked(TODAY))
    found = {row.person: row for row in coverage.untrained(members, TODAY)}
    assert [one.course for one in found[people.member].inductions] == [induction]
    assert [one.course for one in found[people.member].overdue] == [other]
    assert found[people.other].inductions == []
    assert people.clerk not in found
    TrainingRecordFactory(course=other, person=people.other)
    assert people.other not in {row.person for row in coverage.untrained(members, TODAY)}


def test_a_newcomer_lacks_an_induction_and_is_not_late(people):
    CourseFactory(name="Induction", is_induction=True, within_days=90)
    new = PersonFactory(category=Person.Category.MEMBER)
    hold(OfficeKind.COUNCILLOR, person=new, starts_on=TODAY - DAY)
    row = next(row for row in coverage.untrained([new], TODAY) if row.person == new)
    assert (row.is_overdue, row.due_on) == (False, TODAY - DAY + timedelta(days=90))


# --- The pages


def get(client, question=None, **asked):
    name, args = ("roles:coverage_question", [question]) if question else ("roles:coverage", [])
    return client.get(reverse(name, args=args), asked)


def text(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("&nbsp;", " ").split())


def rows_of(client, question, **asked):
    response = client.get(reverse("roles:coverage_table", args=[question]), asked)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    written = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written)))


@pytest.mark.parametrize("who", ["clerk", "head_clerk"])
def test_the_board_is_for_clerks(people, sign_in, who):
    client = sign_in(getattr(people, who))
    assert get(client).status_code == 200
    assert [get(client, question).status_code for question in QUESTIONS] == [200] * 5


@pytest.mark.parametrize(
    "who", ["member", "other", "co_opted", "author", "clearer", "participation", "admin", "guardian"]
)
def test_the_board_is_for_nobody_else(people, sign_in, who):
    client = sign_in(getattr(people, who))
    tables = [client.get(reverse("roles:coverage_table", args=[question])) for question in QUESTIONS]
    assert [get(client).status_code, *(get(client, question).status_code for question in QUESTIONS)] == [403] * 6
    assert [table.status_code for table in tables] == [403] * 5


def test_the_board_asks_for_the_code(people, sign_in):
    client = sign_in(people.clerk, code=False)
    assert get(client).status_code == 302
    assert get(client, "training").status_code == 302


def test_every_number_of_the_board_is_the_number_of_rows_behind_it(people, sign_in):
    hold(OfficeKind.DIRECTOR, single_holder=True, ends_on=TODAY - DAY)
    CourseFactory(name="Induction", is_induction=True)
    client = sign_in(people.head_clerk)
    overview = get(client).context["overview"]
    numbers = [len(overview.gaps), overview.vacant, len(overview.unread), len(overview.without_induction)]
    assert numbers == [len(rows_of(client, question)) for question in QUESTIONS[:3]] + [
        len(rows_of(client, "training", what="induction"))
    ]
    assert numbers == [get(client, question).context["page"].paginator.count for question in QUESTIONS[:4]]
    assert min(numbers) > 0


def test_the_board_of_another_day(people, sign_in):
    client = sign_in(people.head_clerk)
    hold(OfficeKind.DIRECTOR, single_holder=True, ends_on=date(2026, 3, 31))
    before, after = (get(client, on=day).context["overview"] for day in ("2026-03-31", "1 April 2026"))
    assert len(after.gaps) > len(before.gaps)
    assert after.vacant == before.vacant + 1
    assert "As it stood on Tuesday 31 March 2026" in text(get(client, on="31/3/2026"))
    to_come = date(TODAY.year + 1, 3, 1)
    assert f"As it will stand on {to_come:%A} 1 March {to_come.year}, as far as is known today" in text(
        get(client, on=to_come)
    )


@pytest.mark.parametrize("day", ["0001-01-01", "31 December 9999", "1899-12-31"])
def test_a_day_outside_all_records_is_said_and_today_is_shown(people, sign_in, day):
    client = sign_in(people.head_clerk)
    CourseFactory(name="Induction", is_induction=True)
    for question in [None, *QUESTIONS]:
        page = get(client, question, on=day)
        assert page.context["day"] == TODAY
        assert "Enter a day between 1 January 1900 and 31 December 2199" in text(page)


def test_a_day_that_is_none_is_said_and_today_is_shown(people, sign_in):
    client = sign_in(people.head_clerk)
    for question in [None, *QUESTIONS]:
        page = get(client, question, on="31 February")
        assert page.context["day"] == TODAY
        assert "Enter the day with day, month and year" in text(page)


def test_gaps_are_narrowed_by_level_theme_holder_and_reason(people, sign_in):
    client = sign_in(people.head_clerk)

    def codes(**asked):
        return {row["code"] for row in rows_of(client, "responsibilities", **asked)}

    assert codes(holder="org_health") == {"HE01", "HE02", "HE03", "HE04", "HE05", "HE06"}
    assert codes(holder="leader") == {
        w.code for w in tiers.wordings_on(TODAY) if "leader" in w.held_by and not w.historic
    }
    assert codes(tier="S") == {code for code, gap in missing().items() if gap.wording.tier == "S"}
    assert {row["theme"] for row in rows_of(client, "responsibilities", theme="listen")} == {"Listen"}
    hold(OfficeKind.LEADER)
    in_part = codes(why="in_part")
    assert in_part == {
        w.code for w in tiers.wordings_on(TODAY) if "leader" in w.held_by and w.is_joint and not w.historic
    }
    assert len(in_part) > 0


def test_posts_are_narrowed_and_say_who_was_last(people, sign_in):
    young = PersonFactory(name="CANARY", category=Person.Category.YOUNG, name_is_public=False, public_name="A member")
    hold(
        OfficeKind.CO_OPTED_SEAT, person=young, label="Young seat", ends_on=TODAY - DAY, remit=Body.objects.get().remit
    )
    acting = hold(OfficeKind.DIRECTOR, single_holder=True, acting=True, label="Director")
    client = sign_in(people.clerk)
    page = text(get(client, "posts"))
    assert "A member" in page
    assert "CANARY" not in page
    assert [row["last holder"] for row in rows_of(client, "posts", which="body")] == ["A member"]
    assert [row["acting"] for row in rows_of(client, "posts", acting="1")] == [acting.person.name]
    single = {row["post"] for row in rows_of(client, "posts", which="single")}
    assert single == {"Director"} | {office.label for office in coverage.unmade()}
    assert {row["post"] for row in rows_of(client, "posts", words="monitor")} == {"Monitoring officer"}


def test_people_are_narrowed_by_category_body_level_and_party(people, body, sign_in):
    Affiliation.objects.create(person=people.chair, kind="party", name="Orchard Party", starts_on=date(2020, 1, 1))
    client = sign_in(people.head_clerk)

    def names(**asked):
        return {row["name"] for row in rows_of(client, "acknowledgements", **asked)}

    everybody = names()
    assert names(party="Orchard Party") == {people.chair.name}
    assert names(body=body.remit_id) == {p.name for p in (people.chair, people.member, people.co_opted, people.clerk)}
    assert names(category="co_optee") == {people.co_opted.name}
    assert names(tier="T", category="member") == {people.chair.name, people.member.name}
    assert names(name="marsh") == {people.chair.name}
    assert names(party="No such party") == everybody


def test_a_choice_of_bodies_holds_none_that_the_viewer_may_not_know(people, sign_in):
    forum = BodyFactory(name="CANARY forum", kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN)
    SeatFactory(body=forum, office__label="A place")
    for question in ("acknowledgements", "training"):
        assert "CANARY" not in text(get(sign_in(people.clerk), question))
        assert "CANARY" in text(get(sign_in(people.head_clerk), question))


def test_a_name_that_is_not_public_is_for_those_who_look_after_people(people, sign_in):
    carer = PersonFactory(name="CANARY", category=Person.Category.CARER, name_is_public=False)
    hold(OfficeKind.CO_OPTED_SEAT, person=carer)
    for read in (
        lambda who: text(get(sign_in(who), "acknowledgements")),
        lambda who: str(rows_of(sign_in(who), "acknowledgements")),
    ):
        assert "CANARY" not in read(people.clerk)
        assert "CANARY" in read(people.head_clerk)


def test_a_name_that_is_not_public_cannot_be_guessed_at_by_searching(people, sign_in):
    carer = PersonFactory(
        name="CANARY", category=Person.Category.CARER, name_is_public=False, public_name="A carer for ten years"
    )
    hold(OfficeKind.CO_OPTED_SEAT, person=carer)

    def found(who, words):
        return [row["name"] for row in rows_of(sign_in(who), "acknowledgements", name=words)]

    assert found(people.clerk, "canar") == []
    assert found(people.clerk, "ten years") == ["A carer for ten years"]
    assert found(people.clerk, "marsh") == [people.chair.name]
    assert found(people.head_clerk, "canar") == ["CANARY"]


def test_a_member_whose_induction_is_late_is_marked(people, sign_in):
    CourseFactory(name="Induction", is_induction=True)
    page = text(get(sign_in(people.clerk), "training", what="late"))
    assert people.member.name in page
    assert "Late" in page


# --- Visits: the figure that councils give

IN_JULY = date(2026, 7, 31)


@pytest.fixture
def forty_two(db):
    """42 visits due this year, 29 reports in; one more that was not needed, and one that is still to come."""
    home = HomeFactory(name="CANARY House")
    for number in range(42):
        done = {"done_on": IN_JULY, "report_received_on": IN_JULY} if number < 29 else {}
        VisitFactory(home=home, due_on=IN_JULY - number * DAY, **done)
    VisitFactory(home=home, due_on=IN_JULY - 50 * DAY, not_needed="The home was empty")
    VisitFactory(home=home, due_on=IN_JULY + DAY)
    VisitFactory(home=home, due_on=date(2026, 4, 30))
    return home


def test_twenty_nine_of_forty_two_is_sixty_nine_per_cent(people, sign_in, forty_two):
    client = sign_in(people.head_clerk)
    assert "29 of 42 = 69 %" in text(get(client, on=IN_JULY))
    assert "29 of 42 = 69 %" in text(get(client, "visits", on=IN_JULY))
    (row,) = rows_of(client, "visits", on=IN_JULY)
    assert (row["home"], row["visits due"], row["reports in"], row["per cent"]) == ("CANARY House", "42", "29", "69")
    (earlier,) = rows_of(client, "visits", period="last", on=IN_JULY)
    assert earlier["visits due"] == "1"
    assert rows_of(client, "visits", kind=Visit.Kind.INDEPENDENT, on=IN_JULY) == []


def test_who_may_not_know_where_children_live_gets_totals_alone(people, sign_in, forty_two):
    client = sign_in(people.clerk)
    page = text(get(client, "visits", on=IN_JULY))
    assert "29 of 42 = 69 %" in page
    assert "CANARY" not in page
    assert "CANARY" not in str(rows_of(client, "visits", on=IN_JULY))
    assert "CANARY" not in text(get(client, on=IN_JULY))


def test_what_was_not_made_and_what_was_made_without_a_report_are_told_apart(people, sign_in, forty_two):
    forty_two.visits.filter(done_on=None, due_on__lte=IN_JULY).order_by("-due_on").first().delete()
    VisitFactory(home=forty_two, due_on=IN_JULY - 45 * DAY, done_on=IN_JULY)
    client = sign_in(people.head_clerk)
    assert "; 12 not made; 1 made, report to come" in text(get(client, on=IN_JULY))
    assert "; 12 not made; 1 made, report to come" in text(get(client, "visits", on=IN_JULY))


# --- Empty, and many


def test_a_council_without_anything_says_what_comes_first(people, sign_in):
    client = sign_in(people.head_clerk)
    assert "No visit was due in this time" in text(get(client, "visits"))
    assert "No member lacks an induction" in text(get(client, "training"))
    assert "No row fits" in text(get(client, "training", name="nobody"))


def crowd(number):
    """So many councillors, each with a seat on a body of their own that also has a vacant chair."""
    offices = Office.objects.bulk_create(
        Office(kind=OfficeKind.PARENTING_SEAT, label=f"Seat {TODAY} {n} of {number}") for n in range(number)
    )
    Office.objects.bulk_create(
        Office(kind=OfficeKind.OTHER_SEAT, label=f"Empty {n} of {number}") for n in range(number)
    )
    made = Person.objects.bulk_create(
        Person(name=f"Councillor {n} of {number}", category=Person.Category.MEMBER) for n in range(number)
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, office=office, starts_on=date(2025, 1, 1))
        for person, office in zip(made, offices, strict=True)
    )
    home = HomeFactory()
    Visit.objects.bulk_create(Visit(home=home, due_on=TODAY - n * DAY, kind=Visit.Kind.ROTA) for n in range(number))
    UserFactory(person=made[0], email=f"one.of.{number}@wexcombe.example")


def test_the_same_number_of_queries_with_ten_rows_and_a_thousand(people, sign_in):
    CourseFactory(name="Induction", is_induction=True)
    client = sign_in(people.head_clerk)
    counted = {}
    for number in (10, 1000):
        crowd(number)
        for question in [None, *QUESTIONS]:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert get(client, question).status_code == 200
            counted.setdefault(question, []).append(len(queries))
    assert {question: len(set(numbers)) for question, numbers in counted.items()} == dict.fromkeys(counted, 1), counted
    assert max(numbers[0] for numbers in counted.values()) <= 15, counted
