"""The council after an election: who joins, comes back, changes and leaves."""

import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roles import access, appointments, councillor_csv, councillor_xml, councillors, people
from roles.audit import SYSTEM
from roles.councillor_list import Councillor, Term
from roles.councillors import following, names, saying
from roles.models import Affiliation, Appointment, AuditRow, Office, Person
from roles.permissions import OfficeKind
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, RemitFactory, UserFactory

SAMPLES = Path(__file__).parent.parent / "samples"
BEFORE = councillor_csv.read((SAMPLES / "councillors.csv").read_bytes(), "before.csv")
AFTER = councillor_xml.read((SAMPLES / "councillors_by_ward.xml").read_bytes(), "after.xml")
DAY = timedelta(days=1)
FIRST = date(2025, 5, 6)
ELECTED = date(2026, 5, 11)
ADA, BEDE, CAI = "Councillor Ada Marsh", "Councillor Mrs. Bede O'Loan", "Councillor Cai Prys"
DILYS = "Councillor Dilys O'Dea"

pytestmark = pytest.mark.django_db


def one(name, id="", line=2, party="Labour", ward="Mill", **more):  # noqa: A002 -- the field's own word
    more = {"email": "", "telephone": "", "page": ""} | more
    return Councillor(name=name, party=party, ward=ward, line=line, id=str(id), **more)


@pytest.fixture
def council():
    """The three of the first list, by the first letter of their names."""
    councillors.bring_in(BEFORE, on=FIRST, by=SYSTEM)
    return {person.name: person for person in Person.objects.all()}


def sitting(day):
    held = Appointment.objects.on(day).filter(office__kind=OfficeKind.COUNCILLOR)
    return sorted(held.values_list("person__name", flat=True))


def affiliations(person, kind):
    rows = Affiliation.objects.filter(person=person, kind=kind).order_by("starts_on")
    return list(rows.values_list("name", "starts_on", "ends_on"))


def everything():
    """All that an import may touch."""
    models = (Person, Affiliation, Appointment, Office, AuditRow)
    return [list(model.objects.order_by("pk").values()) for model in models]


# --- What a list would do


def test_the_first_list(council):
    assert sitting(FIRST) == [ADA, CAI, BEDE]
    assert sitting(FIRST - DAY) == []
    ada = council[ADA]
    assert (ada.category, ada.source_id, ada.name_is_public) == (Person.Category.MEMBER, "councillor:31", True)
    assert affiliations(ada, "party") == [("Weir Independents", FIRST, None)]
    assert affiliations(ada, "ward") == [("Upper Weir", FIRST, None)]


def test_the_plan_says_who_joins_leaves_and_changes(council):
    planned = councillors.plan(AFTER, on=ELECTED)
    assert [entry.councillor.name for entry in planned.joins] == [DILYS]
    assert [leaver.person for leaver in planned.leaves] == [council[BEDE]]
    told = [(entry.person.name, change.label, change.was, change.becomes)
            for entry in planned.changes for change in entry.changes]  # fmt: skip
    assert told == [
        (ADA, "Party", "Weir Independents", "Green Party"),
        (ADA, "Political group", "", "Green and Independent Group"),
    ]
    assert [entry.person.name for entry in planned.unchanged] == [CAI]
    assert (planned.before, planned.after, planned.vacant, planned.problems) == (3, 3, ["Mill Green"], [])
    said = "From Monday 11 May 2026 the council has 3 members: 1 joins, 1 leaves, 1 changes, 1 stays as they are."
    assert saying.of_plan(planned) == said


def test_a_plan_writes_nothing(council):
    before = everything()
    councillors.plan(AFTER, on=ELECTED)
    assert everything() == before


def test_bringing_it_in_does_what_the_plan_says(council):
    head = PersonFactory(name="Mina Vale")
    councillors.bring_in(AFTER, on=ELECTED, by=head)
    assert sitting(ELECTED - DAY) == [ADA, CAI, BEDE]
    assert sitting(ELECTED) == [ADA, CAI, DILYS]
    assert affiliations(council[ADA], "party") == [
        ("Weir Independents", FIRST, ELECTED - DAY),
        ("Green Party", ELECTED, None),
    ]
    assert affiliations(council[ADA], "group") == [("Green and Independent Group", ELECTED, None)]
    assert affiliations(council[CAI], "party") == [("Green Party", FIRST, None)]
    assert affiliations(council[CAI], "group") == []
    assert affiliations(council[BEDE], "ward") == [("Lock, Mill and Ferry", FIRST, ELECTED - DAY)]
    row = following.lists_brought_in().first()
    dilys = Person.objects.get(name=DILYS)
    assert (row.actor, row.details["joined"], row.details["left"]) == ("Mina Vale", [dilys.pk], [council[BEDE].pk])
    assert set(AuditRow.objects.filter(pk__gte=row.pk - 5).values_list("actor", flat=True)) == {"Mina Vale"}


def test_a_second_time_changes_nothing(council):
    councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    before = everything()
    again = councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    later = councillors.bring_in(AFTER, on=ELECTED + 30 * DAY, by=SYSTEM)
    assert (again.row, later.row) == (None, None)
    assert len(again.plan.unchanged) == 3
    assert everything() == before


def test_the_next_list_of_all_puts_everybody_back_who_comes_back(council):
    """Found by their id, with their account, and none of their former places."""
    bede = council[BEDE]
    UserFactory(person=bede)
    seat = AppointmentFactory(person=bede, office=OfficeFactory(kind=OfficeKind.PARENTING_SEAT))
    councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    back = ELECTED + 90 * DAY
    planned = councillors.bring_in([*AFTER, one("Cllr Bede O’Loan", 32, party="Labour")], on=back, by=SYSTEM).plan
    assert [entry.person for entry in planned.returns] == [bede]
    bede.refresh_from_db()
    seat.refresh_from_db()
    assert (bede.left_on, bede.name, seat.ends_on) == (None, "Cllr Bede O’Loan", ELECTED - DAY)
    assert access.may_sign_in(bede.user)
    held = Appointment.objects.filter(person=bede, office__kind=OfficeKind.COUNCILLOR).order_by("starts_on")
    assert list(held.values_list("starts_on", "ends_on")) == [(FIRST, ELECTED - DAY), (back, None)]
    assert affiliations(bede, "party")[-1] == ("Labour", back, None)
    told = AuditRow.objects.get(did="noted the return of")
    assert told.details == {"left_on": ELECTED.isoformat(), "on": back.isoformat()}


# --- Leaving


def test_who_leaves_has_the_day_before_as_last_day_and_no_way_in_from_the_day_on(council):
    today = timezone.localdate()
    bede = council[BEDE]
    user = UserFactory(person=bede)
    seat = AppointmentFactory(person=bede, office=OfficeFactory(kind=OfficeKind.PARENTING_SEAT))
    councillors.bring_in(AFTER, on=today, by=SYSTEM)
    bede.refresh_from_db()
    seat.refresh_from_db()
    assert (bede.left_on, seat.ends_on) == (today, today - DAY)
    assert not access.may_sign_in(type(user).objects.get(pk=user.pk))
    assert user.offices_today == []


def test_a_day_to_come_leaves_everybody_where_they_are_until_then(council):
    day = timezone.localdate() + 10 * DAY
    bede = council[BEDE]
    user = UserFactory(person=bede)
    councillors.bring_in(AFTER, on=day, by=SYSTEM)
    user = type(user).objects.get(pk=user.pk)
    assert access.may_sign_in(user)
    assert user.offices_today == [(OfficeKind.COUNCILLOR, None)]
    assert (sitting(day - DAY), sitting(day)) == ([ADA, CAI, BEDE], [ADA, CAI, DILYS])
    assert councillors.plan(AFTER, on=day).is_empty


def test_a_place_of_one_holder_can_be_filled_from_the_very_day(council):
    chair = OfficeFactory(kind=OfficeKind.PARENTING_SEAT, label="Chair", single_holder=True)
    AppointmentFactory(person=council[BEDE], office=chair)
    councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    appointments.appoint(council[ADA], chair, starts_on=ELECTED, by=SYSTEM)
    assert list(chair.appointments.on(ELECTED).values_list("person", flat=True)) == [council[ADA].pk]


def test_only_councillors_leave(council):
    """Officers, co-opted members and young representatives are on no such list."""
    young = PersonFactory(name="Jo", category=Person.Category.YOUNG, name_is_public=False, public_name="A young member")
    AppointmentFactory(person=young, office=OfficeFactory(kind=OfficeKind.CO_OPTED_SEAT))
    officer = AppointmentFactory().person
    never_sat = PersonFactory(name="Councillor Visitor", category=Person.Category.MEMBER)
    councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    for person in (young, officer, never_sat):
        before = model_to_dict(person)
        person.refresh_from_db()
        assert model_to_dict(person) == before
    assert young.appointments.get().ends_on is None


def test_a_list_for_the_wrong_day_can_be_put_right(council):
    """Somebody who was brought in by mistake for a day to come is gone before that day."""
    day = timezone.localdate() + 10 * DAY
    stranger = one("Councillor Stray Dog", 99, line=200)
    councillors.bring_in([*AFTER, stranger], on=day, by=SYSTEM)
    councillors.bring_in(AFTER, on=day, by=SYSTEM)
    assert sitting(day) == [ADA, CAI, DILYS]
    assert councillors.plan(AFTER, on=day).is_empty


# --- Who is who


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Cllr. Ada Marsh OBE", True),
        ("Councillor Àda Mársh", True),
        ("The Mayor, Councillor Ada Marsh", True),
        ("Councillor Ada Marsh-Reed", False),
        ("Councillor Adam Arsh", False),
    ],
)
def test_titles_and_accents_make_no_new_name(name, known):
    assert names.are_same(name, "Councillor Ada Marsh") is known


def test_somebody_known_by_name_is_found_and_gets_the_id(council):
    people.change(council[ADA], source_id="", by=SYSTEM)
    planned = councillors.bring_in([one("Cllr Ada Marsh", 31), *BEFORE[1:]], on=ELECTED, by=SYSTEM).plan
    assert [change.label for change in planned.changes[0].changes] == ["Party", "Ward", "Name", "Id in the list"]
    council[ADA].refresh_from_db()
    assert council[ADA].source_id == "councillor:31"
    assert Person.objects.count() == 3


def test_a_new_name_under_the_same_id_is_a_change_of_name(council):
    listed = [one("Councillor Ada Brook", 31, party="Weir Independents", ward="Upper Weir"), *BEFORE[1:]]
    planned = councillors.plan(listed, on=ELECTED)
    assert [(change.what, change.becomes) for change in planned.changes[0].changes] == [
        ("name", "Councillor Ada Brook")
    ]
    assert planned.problems == []


def test_what_the_list_leaves_empty_is_not_taken_away(council):
    bare = [one(ADA, 31, party="", ward=""), *BEFORE[1:]]
    assert councillors.plan(bare, on=ELECTED).is_empty


def test_contact_details_change(council):
    listed = [one(ADA, 31, party="", ward="", email="am@weir.example", telephone="1"), *BEFORE[1:]]
    councillors.bring_in(listed, on=ELECTED, by=SYSTEM)
    council[ADA].refresh_from_db()
    assert (council[ADA].email, council[ADA].telephone) == ("am@weir.example", "1")
    told = following.lists_brought_in().first().details["changed"]
    assert told == [[council[ADA].pk, "email", "", ""], [council[ADA].pk, "telephone", "", ""]]


def test_somebody_leaves_a_group_only_where_the_list_tells_of_groups(council):
    councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    silent = [one(person.name, person.member_id, party="", ward="") for person in AFTER if not person.is_vacant]
    assert councillors.plan(silent, on=ELECTED + DAY).is_empty
    telling = [*silent[1:], one(ADA, 31, party="", ward="", group="The Other Group")]
    councillors.bring_in(telling, on=ELECTED + DAY, by=SYSTEM)
    dilys = Person.objects.get(name=DILYS)
    assert affiliations(dilys, "group") == [("Green and Independent Group", ELECTED, ELECTED)]
    assert affiliations(council[ADA], "group")[-1] == ("The Other Group", ELECTED + DAY, None)


def test_the_end_of_a_term_ends_no_appointment_and_is_told(council):
    stale = (Term(date(2022, 5, 9), ELECTED - 20 * DAY),)
    planned = councillors.bring_in([one(ADA, 31, terms=stale), *BEFORE[1:]], on=ELECTED, by=SYSTEM).plan
    assert planned.notes == [
        f"Line 2: the file says that the last term of “{ADA}” ended on 21 April 2026, and still lists them. "
        "Check that the list is the one after the election."
    ]
    held = council[ADA].appointments.get()
    assert held.ends_on is None


def test_a_member_of_another_source_is_found_by_name_and_keeps_that_id(council):
    Person.objects.filter(pk=council[ADA].pk).update(source_id="elsewhere:1")
    councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    council[ADA].refresh_from_db()
    assert (council[ADA].source_id, Person.objects.count()) == ("elsewhere:1", 4)


# --- What is refused, whole


def refused(listed, on=ELECTED, **more):
    """The words of a list that is refused; and nothing at all was written."""
    before = everything()
    with pytest.raises(councillors.CannotBringIn) as raised:
        councillors.bring_in(listed, on=on, by=SYSTEM, **more)
    assert everything() == before
    return raised.value.messages


def test_changed_ids(council):
    """Each id is one further on than before."""
    changed = "The ids of the list have changed."
    assert refused([one(ADA, 32, 2), one(BEDE, 33, 3), one(CAI, 34, 4)]) == [
        f"Line 2: the id 32 was that of “{BEDE}” and is now that of “{ADA}”, "
        f"while “{BEDE}” has the id 33 on line 3. {changed}",
        f"Line 3: the id 33 was that of “{CAI}” and is now that of “{BEDE}”, "
        f"while “{CAI}” has the id 34 on line 4. {changed}",
    ]


def test_ids_that_were_all_made_anew(council):
    why = "The ids of the list have changed. If these are two people, note the leaving of the first on their page."
    assert refused([one(ADA, 901, 2), one(BEDE, 902, 3), one(CAI, 903, 4)], whole_council=True) == [
        f"Line {line}: “{name}” has the id {now} here, and is known with the id {was}, which the list does not have. "
        f"{why}"
        for line, name, now, was in ((2, ADA, 901, 31), (3, BEDE, 902, 32), (4, CAI, 903, 33))
    ]


def test_an_id_that_passed_to_somebody_else(council):
    """Or the new one would have the account of the old."""
    listed = [one("Councillor Wilf Newby", 31, 2), *BEFORE[1:]]
    assert refused(listed) == [
        f"Line 2: the id 31 belongs to “{ADA}”, and the list gives it to “Councillor Wilf Newby”. "
        "If that is one person with a new name, change the name on their page first."
    ]
    people.change(council[ADA], name="Councillor Wilf Newby", by=SYSTEM)
    assert councillors.plan(listed, on=ELECTED).problems == []


def test_an_id_of_somebody_who_is_no_member(council):
    PersonFactory(name="Officer Di Orr", source_id="councillor:77")
    listed = [*BEFORE, one("Officer Di Orr", 77, 9)]
    assert refused(listed) == ["Line 9: the id 77 belongs to Officer Di Orr, who is here as: officer."]


def test_two_people_of_one_name_whom_no_id_tells_apart(council):
    for name in ("Councillor Sam Lee", "Cllr Sam Lee"):
        PersonFactory(name=name, category=Person.Category.MEMBER)
    assert refused([*BEFORE, one("Councillor Sam Lee", 50, 9)]) == [
        "Line 9: 2 members here are called “Councillor Sam Lee”, and no id tells whom."
    ]


def test_two_people_of_one_name_with_ids(council):
    twins = [one("Councillor Sam Lee", 50, 9), one("Councillor Sam Lee", 51, 10)]
    councillors.bring_in([*BEFORE, *twins], on=ELECTED, by=SYSTEM)
    assert Person.objects.filter(name="Councillor Sam Lee").count() == 2
    assert councillors.plan([*BEFORE, *twins], on=ELECTED).is_empty


def test_one_person_on_two_lines(council):
    assert refused([*BEFORE, one(ADA, "", 9)]) == [f"Line 9: “{ADA}” is the person whom line 2 names already."]


def test_a_part_of_a_list(council):
    words = (
        "2 of 3 members would leave, which is more than half. That is more likely a part of a list than an election."
    )
    assert refused(BEFORE[:1]) == [f"{words} If it is the whole council, say so."]
    councillors.bring_in(BEFORE[:1], on=ELECTED, by=SYSTEM, whole_council=True)
    assert sitting(ELECTED) == [ADA]


def test_half_of_a_council_may_leave(council):
    councillors.bring_in([*BEFORE, one(DILYS, 34, 9)], on=ELECTED, by=SYSTEM)
    planned = councillors.bring_in(BEFORE[:2], on=ELECTED + DAY, by=SYSTEM).plan
    assert planned.notes == [
        "The council has 4 members before that day and 2 from then on. Check that the list is whole."
    ]


def test_a_list_of_an_earlier_day_after_a_later_one(council):
    councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    found = refused(AFTER, on=ELECTED - DAY)
    already = "from 11 May 2026 already. A list of an earlier day cannot follow: choose that day, or a later one."
    assert found == [
        f"Line 8: what the list says of “{ADA}” is known {already}",
        f"Line 51: “{DILYS}” is a councillor {already}",
    ]


@pytest.mark.parametrize("years", [-20, 3])
def test_a_day_that_cannot_be(council, years):
    day = date(timezone.localdate().year + years, 5, 11)
    assert refused(AFTER, on=day)[0] == (
        f"11 May {day.year} cannot be the day: it is too far from today. Check the year."
    )


def test_what_is_confirmed_is_what_was_shown(council):
    shown = councillors.plan(AFTER, on=ELECTED).digest
    AppointmentFactory(person=council[BEDE], office=OfficeFactory(kind=OfficeKind.PARENTING_SEAT))
    found = refused(AFTER, shown=shown)
    assert found == ["Something has changed since you looked at what the list would do. Look again."]
    councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM, shown=councillors.plan(AFTER, on=ELECTED).digest)
    assert sitting(ELECTED) == [ADA, CAI, DILYS]


def test_a_fault_in_the_middle_takes_everything_back(council, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    before = everything()
    monkeypatch.setattr("roles.councillors.applying._note", broken)
    with pytest.raises(RuntimeError):
        councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM)
    assert everything() == before


# --- What follows


class Everybody:
    """A viewer who looks after people."""

    person = None

    def may(self, power, thing=None):
        return True


@pytest.fixture
def done(council):
    seats = OfficeFactory(kind=OfficeKind.PARENTING_SEAT, label="Member", remit=RemitFactory(name="Panel"))
    chair = OfficeFactory(kind=OfficeKind.LEAD_MEMBER, label="Lead Member", single_holder=True)
    extra = one("Councillor Eli Stone", 35, 8)
    councillors.bring_in([*BEFORE, extra, one(DILYS, 34, 9)], on=FIRST + DAY, by=SYSTEM)
    for name in (BEDE, extra.name):
        AppointmentFactory(person=Person.objects.get(name=name), office=seats)
    AppointmentFactory(person=council[BEDE], office=chair)
    AppointmentFactory(person=council[ADA], office=seats)
    row = councillors.bring_in(AFTER, on=ELECTED, by=SYSTEM).row
    return following.result(row, Everybody())


def test_places_that_became_free(done):
    free = [(place.office.label, place.number, place.url) for place in following.free_places(done)]
    assert free == [("Lead Member", 1, "/people/?category=member"), ("Member", 2, "/people/?category=member")]


def test_a_place_that_is_filled_again_is_not_free(done):
    ada = Person.objects.get(name=ADA)
    cai = Person.objects.get(name=CAI)
    appointments.appoint(ada, Office.objects.get(label="Lead Member"), starts_on=ELECTED + DAY, by=SYSTEM)
    appointments.appoint(cai, Office.objects.get(label="Member"), starts_on=ELECTED, by=SYSTEM)
    assert [(place.office.label, place.number) for place in following.free_places(done)] == [("Member", 1)]


def test_members_without_an_account(done):
    from roles import invitations  # noqa: PLC0415 -- only here

    UserFactory(person=Person.objects.get(name=ADA))
    invitations.invite(Person.objects.get(name=CAI), email="cai@weir.example", by=SYSTEM)
    assert [person.name for person in following.without_account(done, Everybody())] == [DILYS]


def test_the_changes_as_a_table(done):
    assert list(following.rows(done)) == [
        ["Leaves", "Councillor Eli Stone", "Labour", "", "Mill", "", "", "", "2026-05-11"],
        ["Leaves", BEDE, "Labour", "", "Lock, Mill and Ferry", "", "", "", "2026-05-11"],
        ["Changes", ADA, "Green Party", "Green and Independent Group", "Upper Weir",
         "Party", "Weir Independents", "Green Party", "2026-05-11"],
        ["Changes", ADA, "Green Party", "Green and Independent Group", "Upper Weir",
         "Political group", "", "Green and Independent Group", "2026-05-11"],
        ["Changes", DILYS, "Lock & Weir Residents", "Green and Independent Group", "Upper Weir",
         "Party", "Labour", "Lock & Weir Residents", "2026-05-11"],
        ["Changes", DILYS, "Lock & Weir Residents", "Green and Independent Group", "Upper Weir",
         "Political group", "", "Green and Independent Group", "2026-05-11"],
        ["Changes", DILYS, "Lock & Weir Residents", "Green and Independent Group", "Upper Weir",
         "Ward", "Mill", "Upper Weir", "2026-05-11"],
["Changes", DILYS, "Lock & Weir Residents", "Green and Independent Group", "Upper Weir",
         "Email address", "", "", "2026-05-11"],
        ["Changes", DILYS, "Lock & Weir Residents", "Green and Independent Group", "Upper Weir",
         "Telephone", "", "", "2026-05-11"],
    ]  # fmt: skip


# --- Speed


def many(number, start=1000):
    return [one(f"Councillor N{n} Person{n}", n, n, ward=f"Ward {n}") for n in range(start, start + number)]


def test_a_plan_takes_the_same_queries_for_3_as_for_60(django_assert_num_queries):
    for number in (3, 60):
        councillors.bring_in(many(number), on=FIRST, by=SYSTEM)
        with django_assert_num_queries(4):
            councillors.plan(many(number - 1), on=ELECTED)


def test_a_hundred_change_hands_within_seconds():
    """
    A whole new council. The statements are counted, because each is a way to the database and back; the seconds are
    those of this process, because others may be busy at the same time.
    """
    councillors.bring_in(many(100), on=FIRST, by=SYSTEM)
    began = time.process_time()
    with CaptureQueriesContext(connection) as made:
        councillors.bring_in(many(100, start=2000), on=ELECTED, by=SYSTEM, whole_council=True)
    took = time.process_time() - began
    assert len(sitting(ELECTED)) == 100
    assert len(made) < 60 * 100, f"{len(made)} statements"
    assert took < 15, f"{took:.1f} s"
