"""Pages about political balance, places and outside bodies: who gets in, what they show, what is kept and refused."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees.balance import outside, standing, steps
from committees.models import Body, OutsidePlace, Review, Seat, Waiver
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.models import Appointment, Person
from roles.permissions import PUBLIC, OfficeKind
from tests.committees.balancing import affiliate, committee, council, councillor, sit
from tests.factories.committees import BodyFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

TODAY = timezone.localdate()
YOUNG = "Canary Quillfeather"
EVERYBODY = [
    *("clerk", "head_clerk", "chair", "member", "other", "co_opted"),
    *("author", "clearer", "participation", "admin", "guardian"),
]


def url(name, *args):
    return reverse(f"committees:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def csv(client, address):
    return b"".join(client.get(address).streaming_content).decode()


@pytest.fixture
def head(people, sign_in):
    return sign_in(people.head_clerk)


@pytest.fixture
def members(people):
    """The councillors of the tests, beside the three of `people`, who have no party."""
    return council(["Amber"] * 4 + ["Blue"] * 3 + ["Coral"] * 2)


@pytest.fixture
def housing(members):
    body = committee("Housing Committee", 7)
    sit(body, members["Amber 1"], members["Amber 2"], members["Blue 1"])
    return body


def record(housing, **row):
    seats = {housing: {"Amber": 2, "Blue": 2, "Coral": 1, "": 2} | row}
    return steps.record_review(decided_on=TODAY, reference="Annual Council, minute 12", seats=seats, by=SYSTEM)


def waive(body):
    about = {"agreed_on": TODAY, "lapses_on": TODAY + timedelta(days=90), "reference": "Minute 9"}
    return steps.waive(body, **about, words="The two largest groups share the seats.", by=SYSTEM)


# --- Who gets in


def statuses(people, sign_in, address, method="get"):
    return {name: getattr(sign_in(getattr(people, name)), method)(address).status_code for name in EVERYBODY}


def test_all_whom_the_council_works_with_read_and_those_who_manage_bodies_change(people, sign_in, housing):
    review = record(housing)
    [place] = outside.add(name="Mill School", kind=OfficeKind.SCHOOL_GOVERNOR, number=1, starts_on=TODAY, by=SYSTEM)
    held = outside.appoint(place, people.other, starts_on=TODAY, by=SYSTEM)
    for address in [
        url("balance"), url("balance_table"), url("balance_groups"), url("review", review),
        url("outside_bodies"), url("outside_table"),
    ]:  # fmt: skip
        wanted = dict.fromkeys(EVERYBODY, 200)
        assert statuses(people, sign_in, address) == wanted, address
    for address in [
        url("record_review"), url("note_group"), url("voting_seats", housing), url("waive", housing),
        url("add_outside"), url("represent", place), url("close_outside", place), url("end_outside", held),
    ]:  # fmt: skip
        wanted = {name: 200 if name == "head_clerk" else 403 for name in EVERYBODY}
        assert statuses(people, sign_in, address) == wanted, address


def test_places_are_for_clerks_and_those_who_manage_bodies(people, sign_in, housing):
    for address in (url("places"), url("places_table")):
        wanted = {name: 200 if name in {"clerk", "head_clerk"} else 403 for name in EVERYBODY}
        assert statuses(people, sign_in, address) == wanted, address


def test_withdrawing_is_for_those_who_manage_bodies_and_takes_no_get(people, sign_in, housing):
    waiver = waive(housing)
    address = url("withdraw_waiver", waiver)
    assert sign_in(people.head_clerk).get(address).status_code == 405
    found = statuses(people, sign_in, address, "post")
    assert found == {name: 302 if name == "head_clerk" else 403 for name in EVERYBODY}


def test_a_password_alone_changes_nothing_and_shows_no_place(people, sign_in, housing):
    client = sign_in(people.head_clerk, code=False)
    for address in [url("record_review"), url("note_group"), url("voting_seats", housing), url("places")]:
        assert client.get(address).status_code == 302, address
    assert client.get(url("balance")).status_code == 200


def test_a_body_that_one_may_not_know_of_is_on_no_page(people, sign_in, housing):
    hidden = BodyFactory(name="A hidden forum", kind=Body.Kind.CHILDREN, legal_basis=LegalBasis.CHILDREN)
    for who, known in (("clerk", False), ("head_clerk", True)):
        client = sign_in(getattr(people, who))
        for address in (url("balance"), url("places")):
            assert (hidden.name in client.get(address).text) == known, (who, address)
        for address in (url("balance_table"), url("places_table")):
            assert (hidden.name in csv(client, address)) == known, (who, address)


# --- No young person's name


def test_the_name_of_a_young_representative_is_for_those_who_manage_bodies_alone(people, sign_in, body, housing):
    young = PersonFactory(
        name=YOUNG, category=Person.Category.YOUNG, name_is_public=False, public_name="A member of Our Voice"
    )
    for place in (body, housing):
        for capacity in (Seat.Capacity.YOUNG, Seat.Capacity.SUBSTITUTE, Seat.Capacity.ATTENDEE, Seat.Capacity.CHAIR):
            sit(place, young, capacity=capacity)
    affiliate(young, "Amber")
    [place] = outside.add(name="Youth Trust", kind=OfficeKind.OUTSIDE_BODY, number=1, starts_on=TODAY, by=SYSTEM)
    outside.appoint(place, young, starts_on=TODAY, by=SYSTEM)
    pages = [url("balance"), url("balance_groups"), url("places"), url("outside_bodies")]
    tables = [url("balance_table"), url("places_table"), url("outside_table")]
    told = {}
    for who in EVERYBODY:
        client = sign_in(getattr(people, who))
        words = [client.get(address).text for address in pages]
        words += [b"".join(client.get(address)).decode() for address in tables]
        told[who] = YOUNG in "".join(words)
    assert told == {who: who == "head_clerk" for who in EVERYBODY}
    assert "A member of Our Voice" in sign_in(people.clerk).get(url("places")).text


# --- Balance


def test_the_page_says_what_is_proposed_held_and_vacant(people, sign_in, housing):
    page = sign_in(people.member).get(url("balance")).text
    for words in ["Housing Committee", "one too few", "4 vacant", "Nobody has recorded yet what the council agreed"]:
        assert words in page, words
    assert "Record what the council agreed" not in page


def test_a_tie_is_named_and_not_broken(people, sign_in):
    council(["Amber"] * 4 + ["Blue"] * 4)
    for person in (people.chair, people.member, people.other):
        Appointment.objects.filter(person=person, office__kind=OfficeKind.COUNCILLOR).update(ends_on=date(2024, 1, 1))
    committee("Housing Committee", 5)
    page = sign_in(people.clerk).get(url("balance")).text
    assert "decide between Amber and Blue" in page
    assert "1 to decide between Amber and Blue" in page


def test_a_tie_that_the_council_has_decided_is_named_no_more_until_the_groups_change(db):
    council(["Amber"] * 4 + ["Blue"] * 4)
    housing = committee("Housing Committee", 5)
    steps.record_review(decided_on=TODAY, reference="Minute 3", seats={housing: {"Amber": 3, "Blue": 2}}, by=SYSTEM)
    found = standing.on(TODAY, PUBLIC)
    assert (found.ties, found.shared[0].is_decided) == ([], True)
    for name in ("Amber", "Blue"):
        councillor(f"Councillor {name} New", name)
    assert [tie.between for tie in standing.on(TODAY, PUBLIC).ties] == [("Amber", "Blue")]


def test_changes_after_the_review_ask_for_another(head, members, housing):
    record(housing)
    assert "Review the allocation" not in head.get(url("balance")).text
    affiliate(members["Amber 1"], "Blue", "group", TODAY)
    page = head.get(url("balance")).text
    assert "Review the allocation" in page
    assert "Amber 4 to 3" in page


def test_what_the_council_agreed_is_recorded_from_the_page(head, housing):
    form = head.get(url("record_review")).context["form"]
    names = {group: name for (_, group), name in form.boxes.items()}
    assert {group: form.fields[name].initial for group, name in names.items()} == {
        "Amber": 2, "Blue": 2, "Coral": 1, "": 2,
    }  # fmt: skip
    typed = {names["Amber"]: 3, names["Blue"]: 2, names["Coral"]: 1, names[""]: 1, "reference": "Minute 12"}
    response = head.post(url("record_review"), typed | typed_date("decided_on", TODAY), follow=True)
    review = Review.objects.get()
    assert dict(review.allocations.values_list("group", "seats")) == {"Amber": 3, "Blue": 2, "Coral": 1, "": 1}
    assert "What the council agreed is recorded." in response.text
    assert "Minute 12" in head.get(url("review", review)).text


def test_numbers_that_do_not_add_up_are_refused_and_kept(head, housing):
    form = head.get(url("record_review")).context["form"]
    typed = dict.fromkeys(form.boxes.values(), 2) | {"reference": "Minute 12"} | typed_date("decided_on", TODAY)
    page = head.post(url("record_review"), typed).text
    assert "Housing Committee has 7 voting seats, and these numbers add up to 8" in page
    assert 'value="Minute 12"' in page
    assert Review.objects.count() == 0


def test_a_box_left_empty_says_whose(head, housing):
    page = head.post(url("record_review"), {"reference": "Minute 12"} | typed_date("decided_on", TODAY)).text
    assert "Enter the seats of Coral on Housing Committee, or 0" in page
    assert "Enter the seats of Members of no group on Housing Committee, or 0" in page


def test_a_group_that_came_meanwhile_shifts_no_number(head, members, housing):
    form = head.get(url("record_review")).context["form"]
    typed = {name: form.fields[name].initial for name in form.boxes.values()} | {"reference": "Minute 12"}
    for name in ("Blue 1", "Blue 2"):
        affiliate(members[name], "Aardvark", "group", TODAY)
    page = head.post(url("record_review"), typed | typed_date("decided_on", TODAY)).text
    assert "Enter the seats of Aardvark on Housing Committee, or 0" in page
    assert Review.objects.count() == 0


def test_nothing_is_recorded_while_no_body_has_seats(head, members):
    response = head.get(url("record_review"), follow=True)
    assert "say first how many voting seats the bodies have" in response.text


def test_a_waiver_is_recorded_shown_with_its_end_and_withdrawn(head, people, sign_in, housing):
    typed = {"reference": "Minute 9", "words": "One seat for each group.", "unopposed": "on"}
    typed |= typed_date("agreed_on", TODAY) | typed_date("lapses_on", date(2099, 5, 31))
    head.post(url("waive", housing), typed)
    page = sign_in(people.member).get(url("balance")).text
    for words in ["One seat for each group.", "Lapses on 31 May 2099.", "Minute 9"]:
        assert words in page, words
    assert "Withdraw the waiver" not in page
    head.post(url("withdraw_waiver", Waiver.objects.get()))
    page = head.get(url("balance")).text
    assert "No waiver is in force" in page
    assert "(Minute 9): withdrawn on" in page


def test_fact_16_a_vote_against_is_no_waiver_and_nothing_typed_is_lost(head, housing):
    typed = {"reference": "Minute 9", "words": "One seat for each group."}
    typed |= typed_date("agreed_on", TODAY) | typed_date("lapses_on", date(2099, 5, 31))
    page = head.post(url("waive", housing), typed).text
    assert "A waiver needs a decision without a vote against" in page
    assert "One seat for each group." in page
    assert Waiver.objects.count() == 0


def test_a_waiver_asks_to_be_checked_when_the_groups_have_changed(head, members, housing):
    waive(housing)
    assert "Check the waiver" not in head.get(url("balance")).text
    affiliate(members["Coral 1"], "Blue", "group", TODAY)
    assert "Check the waiver for Housing Committee" in head.get(url("balance")).text


def test_a_body_outside_balance_has_nothing_to_waive(head):
    panel = committee("Panel", 5, legal_basis=LegalBasis.INFORMAL)
    assert "nothing to waive" in head.get(url("waive", panel), follow=True).text


def test_the_seats_of_a_body_are_set_from_its_page(head, housing):
    assert url("voting_seats", housing) in head.get(url("body", housing)).text
    page = head.post(url("voting_seats", housing), {"seats_total": "none", "outside_balance": ""}).text
    assert "Enter voting seats as a whole number" in page or "Enter the voting seats as a whole number" in page
    head.post(url("voting_seats", housing), {"seats_total": "9", "outside_balance": "area"})
    housing.refresh_from_db()
    assert (housing.seats_total, housing.outside_balance) == (9, "area")


def test_a_seat_beyond_those_there_are_is_refused_beside_the_form(head, members):
    body = committee("Small Committee", 1)
    sit(body, members["Amber 1"])
    typed = {"person": members["Blue 1"].pk, "capacity": "member"} | typed_date("starts_on", TODAY)
    page = head.post(url("seat", body), typed).text
    assert "Small Committee has 1 voting seat, and none of them is free" in page


@pytest.mark.parametrize(
    ("choice", "name", "group"),
    [("group:Blue", "", "Blue"), ("new", "Dale Group", "Dale Group"), ("none", "", "No group")],
)
def test_a_notice_is_noted(head, members, choice, name, group):
    typed = {"person": members["Amber 1"].pk, "choice": choice, "name": name} | typed_date("starts_on", TODAY)
    head.post(url("note_group"), typed)
    assert members["Amber 1"].affiliations.get(kind="group").name == group


def test_the_list_of_groups_leads_to_the_notice_of_each_councillor(head, people, sign_in, members):
    address = f"{url('note_group')}?person={members['Amber 1'].pk}"
    assert address in head.get(url("balance_groups")).text
    assert address not in sign_in(people.member).get(url("balance_groups")).text
    assert f'value="{members["Amber 1"].pk}" selected' in head.get(address).text
    assert head.get(f"{url('note_group')}?person=nobody").status_code == 200


def test_a_bodys_page_says_what_the_law_says_of_its_balance(head, housing):
    assert "An ordinary committee: its seats count towards the totals" in head.get(url("body", housing)).text
    panel = committee("Panel", legal_basis=LegalBasis.INFORMAL, parent=housing)
    assert "so section 15 does not reach it" in head.get(url("body", panel)).text


def test_a_new_group_needs_a_name(head, members):
    typed = {"person": members["Amber 1"].pk, "choice": "new"} | typed_date("starts_on", TODAY)
    assert "Enter the name of the group, as in its notice" in head.post(url("note_group"), typed).text
    assert not members["Amber 1"].affiliations.filter(kind="group").exists()


def test_the_table_has_a_row_for_each_body_and_group(head, housing):
    record(housing)
    rows = csv(head, url("balance_table")).splitlines()
    assert rows[0].lstrip("\ufeff") == "body,voting seats,group,proposed,agreed,held,difference,why"
    assert [row.split(",")[:7] for row in rows if row.startswith("Housing Committee")] == [
        ["Housing Committee", "7", "Amber", "2", "2", "2", "0"],
        ["Housing Committee", "7", "Blue", "2", "2", "1", "'-1"],
        ["Housing Committee", "7", "Coral", "1", "1", "0", "'-1"],
        ["Housing Committee", "7", "Members of no group", "2", "2", "0", "'-2"],
    ]


# --- Places


def test_places_say_what_is_vacant_and_for_whom(people, sign_in, members, housing):
    sit(housing, members["Blue 2"], capacity=Seat.Capacity.SUBSTITUTE)
    page = sign_in(people.clerk).get(url("places"), {"name": "Housing"}).text
    for words in ["3 of 7 held", "Blue: 1", "Coral: 1", "Councillor Blue 2 (Blue)", "Amber: nobody named"]:
        assert words in page, words
    assert "Corporate Parenting Sub-Committee" not in page


def test_places_are_narrowed_by_kind_vacancy_and_day(people, sign_in, members):
    full = committee("Full Committee", 1)
    sit(full, members["Amber 1"], capacity=Seat.Capacity.CHAIR)
    short = committee("Short Committee", 2)
    sit(short, members["Amber 1"], capacity=Seat.Capacity.CHAIR)
    headless = committee("Headless Board", kind=Body.Kind.OTHER)
    committee("The council", kind=Body.Kind.COUNCIL, legal_basis=LegalBasis.FULL_COUNCIL)
    committee("Old Committee", 3, ends_on=date(2024, 12, 31))
    client = sign_in(people.clerk)

    def named(**query):
        return [str(one.body) for one in client.get(url("places"), query).context["places"]]

    assert named(vacant="1", name="committee") == ["Short Committee"]
    assert named(kind="other") == [str(headless)]
    assert named(kind="other", vacant="1") == [str(headless)]
    assert named(kind="council", vacant="1") == []
    assert named(day="2024-06-03", name="Old") == ["Old Committee"]
    assert named(name="Old") == []


def test_a_day_that_is_none_says_so(people, sign_in, housing):
    response = sign_in(people.clerk).get(url("places"), {"day": "someday"})
    assert response.status_code == 200
    assert "Enter the day with day, month and year, for example 26 November 2026" in response.text


@pytest.mark.parametrize("written", ["1 March 2026", "1 Mar 2026", "01 03 2026", "01/03/2026", "2026-03-01"])
def test_a_day_is_written_as_people_write_days(people, sign_in, housing, written):
    assert "on 1 March 2026: " in sign_in(people.clerk).get(url("places"), {"day": written}).text


def test_the_table_of_places_is_what_the_page_shows(people, sign_in, members, housing):
    rows = csv(sign_in(people.clerk), f"{url('places_table')}?name=Housing").splitlines()
    assert len(rows) == 2
    assert rows[1].startswith(
        "Housing Committee,Committee,7,3,Amber 2; Blue 1,4,Blue: 1; Coral: 1; Members of no group: 2"
    )


# --- Outside bodies


def test_an_outside_body_is_added_filled_and_closed(head, people, sign_in):
    typed = {"name": "Mill School", "kind": "school_governor", "number": 2} | typed_date("starts_on", TODAY)
    head.post(url("add_outside"), typed)
    first, second = OutsidePlace.objects.order_by("pk")
    assert [str(first), str(second)] == ["Governor of Mill School, place 1", "Governor of Mill School, place 2"]
    typed = {"person": people.other.pk, "nominated_by": "The council"} | typed_date("starts_on", TODAY)
    head.post(url("represent", first), typed)
    page = sign_in(people.member).get(url("outside_bodies")).text
    for words in ["Mill School", "Councillor Cleo Frost", "Vacant", "EM03", "nominated by The council"]:
        assert words in page, words
    assert "Close the place" not in page
    head.post(url("close_outside", first), typed_date("on", TODAY))
    assert Appointment.objects.get(office=first.office).ends_on == TODAY
    assert outside.places(TODAY + timedelta(days=1))[0].office == second.office


def test_a_second_representative_in_the_same_place_is_refused(head, people):
    [place] = outside.add(name="Mill School", kind=OfficeKind.SCHOOL_GOVERNOR, number=1, starts_on=TODAY, by=SYSTEM)
    outside.appoint(place, people.other, starts_on=TODAY, by=SYSTEM)
    typed = {"person": people.member.pk} | typed_date("starts_on", TODAY)
    assert "only one person can" in head.post(url("represent", place), typed).text


def test_more_places_on_the_same_body_are_numbered_on(db):
    about = {"kind": OfficeKind.OUTSIDE_BODY, "starts_on": TODAY, "by": SYSTEM}
    outside.add(name="Water Trust", number=1, **about)
    [more] = outside.add(name=" water  trust", number=1, **about)
    assert str(more) == "Representative on Water Trust, place 2"


def test_a_place_cannot_be_closed_before_it_began_or_twice(db):
    [place] = outside.add(name="Mill School", kind=OfficeKind.SCHOOL_GOVERNOR, number=1, starts_on=TODAY, by=SYSTEM)
    with pytest.raises(outside.CannotChangePlaces, match="before the first"):
        outside.close(place, on=TODAY - timedelta(days=1), by=SYSTEM)
    outside.close(place, on=TODAY, by=SYSTEM)
    with pytest.raises(outside.CannotChangePlaces, match="closed by that day already"):
        outside.close(place, on=TODAY, by=SYSTEM)


def test_somebody_who_was_to_begin_after_the_close_never_begins(people):
    [place] = outside.add(name="Mill School", kind=OfficeKind.SCHOOL_GOVERNOR, number=1, starts_on=TODAY, by=SYSTEM)
    held = outside.appoint(place, people.other, starts_on=TODAY + timedelta(days=40), by=SYSTEM)
    outside.close(place, on=TODAY + timedelta(days=10), by=SYSTEM)
    assert not Appointment.objects.filter(pk=held.pk).exists()


def test_a_governor_of_whom_nobody_said_where_is_on_the_list(head, people):
    AppointmentFactory(person=people.other, office=OfficeFactory(kind=OfficeKind.SCHOOL_GOVERNOR))
    page = head.get(url("outside_bodies")).text
    assert "Not said which" in page
    assert "Councillor Cleo Frost" in page


def test_the_appointment_ends_from_the_list(head, people):
    [place] = outside.add(name="Mill School", kind=OfficeKind.SCHOOL_GOVERNOR, number=1, starts_on=TODAY, by=SYSTEM)
    held = outside.appoint(place, people.other, starts_on=TODAY, by=SYSTEM)
    head.post(url("end_outside", held), typed_date("on", TODAY))
    held.refresh_from_db()
    assert held.ends_on == TODAY
    assert head.get(url("end_outside", AppointmentFactory())).status_code == 404


# --- As fast with many


def test_the_pages_cost_as_many_queries_with_many_bodies_as_with_few(people, sign_in, members, housing):
    pages = ["balance", "balance_table", "balance_groups", "places", "places_table", "outside_bodies", "outside_table"]
    client = sign_in(people.head_clerk)

    def asked(name):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url(name))
            assert response.status_code == 200
            b"".join(response.streaming_content) if response.streaming else None
        return len(queries)

    record(housing)
    outside.add(name="Mill School", kind=OfficeKind.SCHOOL_GOVERNOR, number=1, starts_on=TODAY, by=SYSTEM)
    few = {name: asked(name) for name in pages}
    everybody = list(members.values())
    for number in range(15):
        body = committee(f"Committee {number}", 9, parent=housing if number % 2 else None)
        sit(body, *everybody)
        sit(body, *everybody[:3], capacity=Seat.Capacity.SUBSTITUTE)
        waive(body) if number % 5 == 0 else None
        [place] = outside.add(
            name=f"School {number}", kind=OfficeKind.SCHOOL_GOVERNOR, number=1, starts_on=TODAY, by=SYSTEM
        )
        outside.appoint(place, everybody[number % 9], starts_on=TODAY, by=SYSTEM)
    assert {name: asked(name) for name in pages} == few
    assert max(few.values()) <= 15, few
