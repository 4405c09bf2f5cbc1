"""People come, change and leave."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from roles import invitations, tasks
from roles import people as step
from roles.audit import SYSTEM
from roles.models import Affiliation, Appointment, AuditRow, Person
from tests.factories.roles import AppointmentFactory, PersonFactory

DAY = timedelta(days=1)


def test_a_young_persons_name_is_private_unless_said(db):
    young = step.add(name="Jo Reed", category=Person.Category.YOUNG, public_name="A member of the council", by=SYSTEM)
    grown = step.add(name="Al Reed", category=Person.Category.OFFICER, by=SYSTEM)
    assert (young.name_for_public, grown.name_for_public) == ("A member of the council", "Al Reed")


def test_change_says_which_columns_and_not_what_they_hold(db):
    person = PersonFactory(name="Al Reed", telephone="01632 960001")
    assert step.change(person, name="Al Rede", telephone="01632 960001", by=SYSTEM) == ["name"]
    person.refresh_from_db()
    assert person.name == "Al Rede"
    assert AuditRow.objects.get().details == {"columns": ["name"]}


def test_a_change_of_party_is_a_dated_row(db):
    person = PersonFactory()
    party = {"kind": Affiliation.Kind.PARTY, "by": SYSTEM}
    step.affiliate(person, name="Green Party", starts_on=date(2024, 5, 1), **party)
    assert step.affiliate(person, name="Green Party", starts_on=date(2025, 5, 1), **party) is None
    step.affiliate(person, name="Independent", starts_on=date(2026, 2, 1), **party)
    assert list(person.affiliations.order_by("starts_on").values_list("name", "starts_on", "ends_on")) == [
        ("Green Party", date(2024, 5, 1), date(2026, 1, 31)),
        ("Independent", date(2026, 2, 1), None),
    ]


def test_who_leaves_today_is_out_at_the_next_request(people, sign_in):
    client = sign_in(people.other)
    assert client.get(reverse("account")).status_code == 200
    step.leave(people.other, on=timezone.localdate(), by=people.head_clerk)
    response = client.get(reverse("account"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_leaving_takes_only_their_own_sessions(people, sign_in):
    sign_in(people.other)
    sign_in(people.other)
    stays = sign_in(people.clerk)
    step.leave(people.other, on=timezone.localdate(), by=people.head_clerk)
    assert [row.session_key for row in Session.objects.all()] == [stays.session.session_key]


def test_a_cookie_that_came_back_is_refused_too(people, sign_in):
    """Even where the session's row is still there, as it is until the task has run."""
    client = sign_in(people.other)
    Person.objects.filter(pk=people.other.pk).update(left_on=timezone.localdate())
    assert client.get(reverse("account")).status_code == 302
    assert tasks.end_sessions_of_leavers() is None


def test_the_task_ends_sessions_when_the_day_has_come(people, sign_in):
    sign_in(people.other)
    Person.objects.filter(pk=people.other.pk).update(left_on=timezone.localdate() + DAY)
    tasks.end_sessions_of_leavers()
    assert Session.objects.count() == 1
    Person.objects.filter(pk=people.other.pk).update(left_on=timezone.localdate())
    tasks.end_sessions_of_leavers()
    assert Session.objects.count() == 0


def test_leaving_ends_offices_on_the_day(db):
    today = timezone.localdate()
    person = PersonFactory()
    AppointmentFactory(person=person, starts_on=today - 9 * DAY)
    AppointmentFactory(person=person, starts_on=today - 9 * DAY, ends_on=today - 5 * DAY)
    AppointmentFactory(person=person, starts_on=today + 9 * DAY)
    step.leave(person, on=today, by=SYSTEM)
    assert list(Appointment.objects.order_by("ends_on").values_list("starts_on", "ends_on")) == [
        (today - 9 * DAY, today - 5 * DAY),
        (today - 9 * DAY, today),
    ]


def test_a_leaving_noted_late_ends_what_began_since_today(db):
    today = timezone.localdate()
    person = PersonFactory()
    since = AppointmentFactory(person=person, starts_on=today - 2 * DAY)
    step.leave(person, on=today - 9 * DAY, by=SYSTEM)
    since.refresh_from_db()
    assert since.ends_on == today


def test_leaving_ends_invitations_and_happens_once(db):
    person = PersonFactory()
    link = invitations.invite(person, email="al@wexcombe.example", by=SYSTEM)
    step.leave(person, on=timezone.localdate(), by=SYSTEM)
    assert invitations.find(link.rstrip("/").rsplit("/", 1)[1]) is None
    with pytest.raises(step.AlreadyLeft):
        step.leave(person, on=timezone.localdate(), by=SYSTEM)


def test_the_task_takes_old_sessions_away(people, sign_in):
    kept = sign_in(people.clerk)
    old = sign_in(people.other).session.session_key
    Session.objects.filter(pk=old).update(expire_date=timezone.now() - DAY)
    tasks.end_sessions_of_leavers()
    assert [row.session_key for row in Session.objects.all()] == [kept.session.session_key]


def test_whoever_leaves_has_no_party_or_ward_from_the_next_day(people):
    person, last = people.member, date(2026, 6, 1)
    for kind in (Affiliation.Kind.PARTY, Affiliation.Kind.WARD):
        step.affiliate(person, kind=kind, name="Weir", starts_on=date(2024, 5, 7), by=SYSTEM)
    step.leave(person, on=last, by=SYSTEM)
    assert set(person.affiliations.values_list("ends_on", flat=True)) == {last}


@pytest.mark.parametrize("about", [{"telephone": "01632 960001"}, {"email": "jo@wexcombe.example"}])
def test_a_young_representative_is_kept_by_name_alone(db, about):
    with pytest.raises(step.NameOnly):
        step.add(name="Jo Reed", category=Person.Category.YOUNG, by=SYSTEM, **about)
    officer = step.add(name="Al Reed", category=Person.Category.OFFICER, by=SYSTEM, **about)
    with pytest.raises(step.NameOnly):
        step.change(officer, category=Person.Category.YOUNG, by=SYSTEM, **about)
