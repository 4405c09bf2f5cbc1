"""Pages about people, accounts, the council and the audit trail: who may see them, and what they do."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.forms import typed_date
from roles import council, invitations, waiting
from roles import people as step
from roles.audit import SYSTEM
from roles.models import Affiliation, Appointment, ClosureDay, CouncilFact, Invitation, Person, User
from roles.permissions import OfficeKind
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, RemitFactory, UserFactory

TODAY = timezone.localdate
EVERYBODY = [
    *("clerk", "head_clerk", "chair", "member", "other", "co_opted"),
    *("author", "clearer", "participation", "admin", "guardian"),
]
HEAD = {"head_clerk"}
WATCH = HEAD | {"admin", "guardian"}
FACTS = HEAD | {"clerk"}


@pytest.fixture
def somebody(db):
    """A person with an account, an office today and one to come."""
    person = PersonFactory(name="Al Reed", email="al@wexcombe.example")
    User.objects.create_user(person.email, person=person)
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.MANAGER))
    AppointmentFactory(person=person, starts_on=TODAY() + timedelta(days=30))
    return person


@pytest.fixture
def closure(db):
    return ClosureDay.objects.create(day=date(2026, 12, 29), reason="Closed for the holidays")


# (page, what it is about, method, who may, what others get)
PAGES = [
    ("people", "", "get", WATCH, 403),
    ("person", "person", "get", WATCH, 404),
    ("add_person", "", "get", HEAD, 403),
    ("change_person", "person", "get", HEAD, 404),
    ("appoint", "person", "get", HEAD, 404),
    ("leave", "person", "get", HEAD, 404),
    ("invite", "person", "get", HEAD, 404),
    ("invited", "person", "get", HEAD, 404),
    ("move_account", "person", "get", HEAD, 404),
    ("close_account", "person", "post", HEAD | {"admin"}, 404),
    ("reopen_account", "person", "post", HEAD | {"admin"}, 404),
    ("end_appointment", "held", "get", HEAD, 404),
    ("withdraw_appointment", "to_come", "post", HEAD, 404),
    ("council_facts", "", "get", FACTS, 403),
    ("council_fact", "key", "get", HEAD, 403),
    ("closures", "", "get", FACTS, 403),
    ("remove_closure", "closure", "post", HEAD, 403),
    ("audit", "", "get", {"admin", "guardian"}, 403),
    ("audit_export", "", "get", {"guardian"}, 403),
]


@pytest.fixture
def address(somebody, closure):
    about = {
        "": [],
        "person": [somebody.pk],
        "held": [somebody.appointments.get(starts_on__lte=TODAY()).pk],
        "to_come": [somebody.appointments.get(starts_on__gt=TODAY()).pk],
        "key": ["clear_days"],
        "closure": [closure.pk],
    }
    return lambda page, what: reverse(f"roles:{page}", args=about[what])


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_is_for_those_it_is_for(people, sign_in, address, who):
    client = sign_in(getattr(people, who))
    found = {page: getattr(client, method)(address(page, what)).status_code for page, what, method, _, _ in PAGES}
    wanted = {}
    for page, _, method, allowed, refusal in PAGES:
        # Those who see a person but may not do this are told so; others learn nothing of the person.
        refusal = 403 if who in WATCH else refusal  # noqa: PLW2901 -- a second look at the same thing
        wanted[page] = {"get": 200, "post": 302}[method] if who in allowed else refusal
    assert found == wanted


def test_strangers_are_sent_to_the_door(address):
    client = Client()
    for page, what, method, _, _ in PAGES:
        response = getattr(client, method)(address(page, what))
        assert (page, response.status_code) == (page, 302)
        assert response["Location"].startswith(reverse("account_login"))


def test_what_changes_something_takes_no_get(people, sign_in, address):
    client = sign_in(people.head_clerk)
    found = [client.get(address(page, what)).status_code for page, what, method, _, _ in PAGES if method == "post"]
    assert found == [405] * 4


def test_a_password_alone_opens_none_of_them(people, sign_in, address):
    client = sign_in(people.head_clerk, code=False)
    for page, what, method, _, _ in PAGES:
        response = getattr(client, method)(address(page, what))
        expected = 200 if page == "council_facts" else 302
        assert (page, response.status_code) == (page, expected)


def test_everybody_sees_their_own_page_and_account(people, sign_in):
    for who in EVERYBODY:
        person = getattr(people, who)
        client = sign_in(person)
        assert client.get(reverse("roles:person", args=[person.pk])).context["person"] == person
        assert client.get(reverse("account")).status_code == 200


def test_nobody_closes_their_own_account(people, sign_in):
    for person in (people.head_clerk, people.admin):
        client = sign_in(person)
        assert client.post(reverse("roles:close_account", args=[person.pk])).status_code == 403
        assert client.get(reverse("account")).status_code == 200


# --- The list


def test_the_list_shows_offices_and_accounts(people, sign_in, somebody):
    step.leave(PersonFactory(name="Gone Person"), on=TODAY(), by=SYSTEM)
    page = sign_in(people.head_clerk).get(reverse("roles:people"))
    shown = {person.name: [held.office.label for held in person.held_today] for person in page.context["page"]}
    assert shown["Al Reed"] == ["Council manager"]
    assert "Gone Person" not in shown
    assert len(shown) == 12


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=reed", ["Al Reed", "Participation worker Gwen Reed"]),
        ("category=co_optee", ["Foster carer Dev Lane"]),
        ("office=manager", ["Al Reed"]),
        ("left=1", ["Gone Person"]),
        ("name=gone&left=all", ["Gone Person"]),
        ("name=o&left=shut_out", ["Closed Out", "Never Out"]),
        ("name=nobody", []),
    ],
)
def test_the_list_is_narrowed(people, sign_in, somebody, query, names):
    PersonFactory(name="Gone Person", left_on=date(2026, 1, 1))
    PersonFactory(name="Never Out")
    for name, active in (("Closed Out", False), ("Open Out", True)):
        UserFactory(person=PersonFactory(name=name), is_active=active)
    page = sign_in(people.head_clerk).get(f"{reverse('roles:people')}?{query}").context["page"]
    assert [person.name for person in page] == names


def test_the_list_costs_the_same_for_many(people, sign_in, django_assert_num_queries):
    client = sign_in(people.head_clerk)
    costs = []
    for more in (1, 60):
        for _ in range(more):
            AppointmentFactory()
        with django_assert_num_queries(7) as captured:
            client.get(reverse("roles:people"))
        costs.append(len(captured))
    assert costs == [7, 7]


# --- Doing things


@pytest.fixture
def head(people, sign_in):
    return sign_in(people.head_clerk)


def test_add_change_and_appoint(head):
    added = head.post(reverse("roles:add_person"), {"name": "Jo Lark", "category": "officer", "name_is_public": "on"})
    person = Person.objects.get(name="Jo Lark")
    assert added["Location"] == reverse("roles:person", args=[person.pk])
    head.post(reverse("roles:change_person", args=[person.pk]), {"name": "Jo Larke", "category": "officer"})
    person.refresh_from_db()
    assert (person.name, person.name_is_public) == ("Jo Larke", False)
    day = typed_date("starts_on", date(2026, 5, 1))
    head.post(reverse("roles:appoint", args=[person.pk]), {"office": "director", **day})
    held = Appointment.objects.get(person=person)
    assert (held.office.kind, held.office.single_holder, held.starts_on) == ("director", True, date(2026, 5, 1))


def test_a_form_with_an_error_keeps_every_word(head):
    typed = {"name": "", "category": "officer", "post": "Head of Nothing", "email": "not-an-address"}
    response = head.post(reverse("roles:add_person"), typed)
    assert response.status_code == 200
    assert sorted(response.context["form"].errors) == ["email", "name"]
    assert 'value="Head of Nothing"' in response.text
    assert 'value="not-an-address"' in response.text
    assert response.context["form"].errors["name"] == ["Enter the full name"]


def test_an_office_that_is_held_is_refused_in_words(head, somebody):
    AppointmentFactory(
        person=PersonFactory(name="Ed Hand"), office=OfficeFactory(kind=OfficeKind.DIRECTOR, single_holder=True)
    )
    typed = {"office": "director", **typed_date("starts_on", date(2026, 5, 1))}
    response = head.post(reverse("roles:appoint", args=[somebody.pk]), typed)
    assert response.context["form"].non_field_errors() == [
        "Ed Hand holds this office in that time, and only one person can. "
        "End that appointment first, or choose an acting appointment."
    ]


def test_places_on_bodies_are_not_given_here(head, somebody):
    choices = dict(head.get(reverse("roles:appoint", args=[somebody.pk])).context["form"].fields["office"].choices)
    assert [kind for kind in choices if kind.endswith("_seat") or kind == "clerk"] == []
    typed = {"office": "clerk", **typed_date("starts_on", date(2026, 5, 1))}
    head.post(reverse("roles:appoint", args=[somebody.pk]), typed)
    assert not Appointment.objects.filter(person=somebody, office__kind="clerk").exists()


def test_end_withdraw_and_leave(head, somebody):
    held = somebody.appointments.get(starts_on__lte=TODAY())
    to_come = somebody.appointments.get(starts_on__gt=TODAY())
    head.post(reverse("roles:end_appointment", args=[held.pk]), typed_date("on", date(2026, 5, 1)))
    assert head.post(reverse("roles:withdraw_appointment", args=[held.pk])).status_code == 403
    head.post(reverse("roles:withdraw_appointment", args=[to_come.pk]))
    assert list(somebody.appointments.values_list("ends_on", flat=True)) == [date(2026, 5, 1)]
    head.post(reverse("roles:leave", args=[somebody.pk]), typed_date("on", TODAY()))
    somebody.refresh_from_db()
    assert somebody.left_on == TODAY()


def test_the_link_is_mailed_and_shown_once(head):
    person = PersonFactory(name="Jo Lark")
    invited = head.post(reverse("roles:invite", args=[person.pk]), {"email": "jo@wexcombe.example"}, follow=True)
    link = invited.context["shown"]["link"]
    assert link in invited.text
    assert [(letter.to, link in letter.body) for letter in mail.outbox] == [(["jo@wexcombe.example"], True)]
    again = head.get(reverse("roles:invited", args=[person.pk]))
    assert again.context["shown"] is None
    assert link not in again.text


@pytest.mark.parametrize("person", ["somebody"])
def test_who_has_an_account_is_not_invited(head, person, request):
    person = request.getfixturevalue(person)
    response = head.post(reverse("roles:invite", args=[person.pk]), {"email": "new@wexcombe.example"})
    assert response.context["form"].non_field_errors() == ["This person has an account already."]
    assert (Invitation.objects.count(), len(mail.outbox)) == (0, 0)


def test_a_mail_server_that_is_away_does_not_lose_the_link(head, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = head.post(reverse("roles:invite", args=[PersonFactory().pk]), {"email": "jo@wexcombe.example"}, follow=True)
    assert page.context["shown"]["sent"] is False
    assert page.context["shown"]["link"] in page.text


def test_a_closed_account_is_out_at_once_and_comes_back(head, people, sign_in):
    client = sign_in(people.other)
    head.post(reverse("roles:close_account", args=[people.other.pk]))
    assert client.get(reverse("account")).status_code == 302
    head.post(reverse("roles:reopen_account", args=[people.other.pk]))
    assert sign_in(people.other).get(reverse("account")).status_code == 200


def test_a_moved_account_tells_the_old_address(head, people, sign_in):
    client = sign_in(people.other)
    before = people.other.user.email
    head.post(reverse("roles:move_account", args=[people.other.pk]), {"email": "New@wexcombe.example"})
    assert User.objects.get(person=people.other).email == "new@wexcombe.example"
    assert [letter.to for letter in mail.outbox] == [[before]]
    assert client.get(reverse("account")).status_code == 302


def test_an_account_is_not_moved_to_an_address_in_use(head, people):
    typed = {"email": people.clerk.user.email.upper()}
    response = head.post(reverse("roles:move_account", args=[people.other.pk]), typed)
    assert response.context["form"].non_field_errors() == ["Another account uses this email address."]


def test_a_persons_page_shows_their_time(head, somebody, django_assert_num_queries):
    page = reverse("roles:person", args=[somebody.pk])
    with django_assert_num_queries(9):
        head.get(page)
    for number in range(3):
        AppointmentFactory(person=somebody, starts_on=date(2021, 1, 1), ends_on=date(2021, 2, 1))
        Affiliation.objects.create(person=somebody, kind="ward", name=f"Ward {number}", starts_on=date(2021, 1, 1))
        step.change(somebody, name=f"Al Reed {number}", by=SYSTEM)
    with django_assert_num_queries(9):
        response = head.get(page)
    assert "1 January 2021 to 1 February 2021" in response.text
    assert [event["title"] for event in response.context["events"]] == ["Changed"] * 3


def test_a_persons_page_tells_what_was_done_about_them(head, people):
    page = reverse("roles:person", args=[people.other.pk])
    day = typed_date("starts_on", date(2026, 5, 1))
    head.post(reverse("roles:appoint", args=[people.other.pk]), {"office": "rota_visitor", **day})
    head.post(reverse("roles:appoint", args=[people.member.pk]), {"office": "school_governor", **day})
    head.post(reverse("roles:close_account", args=[people.other.pk]))
    events = [(event["title"], event["text"]) for event in head.get(page).context["events"]]
    assert events == [("Closed the account", ""), ("Appointed", "Rota visitor to children's homes")]


def test_an_office_says_what_it_is_for_once(db):
    remit = RemitFactory(name="Health Sub-Group")
    named = OfficeFactory(label="Clerk to Health Sub-Group", remit=remit)
    assert named.in_full == "Clerk to Health Sub-Group"
    assert OfficeFactory(label="Chair", remit=remit).in_full == "Chair, Health Sub-Group"


# --- The council


def test_a_fact_is_changed_from_a_day_on(head):
    page = reverse("roles:council_fact", args=["title_chair"])
    head.post(page, {"value": "Presiding Member", **typed_date("starts_on", date(2027, 5, 1))})
    assert CouncilFact.objects.get().value == "Presiding Member"
    standing = {row.fact.key: row for row in head.get(reverse("roles:council_facts")).context["facts"]}["title_chair"]
    assert (standing.words, standing.words_to_come) == ("Chair", "Presiding Member")
    assert "set by Head Clerk Mina Vale" in head.get(page).text


def test_a_fact_that_cannot_be_is_refused_in_words(head):
    page = reverse("roles:council_fact", args=["clear_days"])
    response = head.post(page, {"value": "2", **typed_date("starts_on", date(2027, 5, 1))})
    assert response.context["form"].errors["value"] == ["Clear days before a meeting must be 5 or more"]
    assert CouncilFact.objects.count() == 0
    assert head.get(reverse("roles:council_fact", args=["colour"])).status_code == 404


def test_closure_days_are_added_and_removed(head, closure):
    page = reverse("roles:closures")
    twice = head.post(page, {"reason": "Again", **typed_date("day", closure.day)})
    assert twice.context["form"].non_field_errors() == ["This day is on the list already."]
    head.post(page, {"reason": "Closed for the holidays", **typed_date("day", date(2026, 12, 30))})
    head.post(reverse("roles:remove_closure", args=[closure.pk]))
    assert council.closures() == {date(2026, 12, 30): "Closed for the holidays"}


# --- What waits


def test_setting_up_codes_waits_for_everybody_without(people):
    asked = [thing.do for thing in waiting.waiting_for(people.member.user)]
    assert asked == ["Turn on codes from an app", "Read your role"]


def test_codes_are_not_asked_for_in_the_demo_where_one_press_stands_for_them(people, settings):
    settings.DEMO = True
    assert [thing.do for thing in waiting.waiting_for(people.member.user)] == ["Read your role"]


def test_invitations_that_run_out_wait_for_who_looks_after_people(people):
    person = PersonFactory(name="Jo Lark")
    invitations.invite(person, email="jo@wexcombe.example", by=SYSTEM)

    def shown():
        return [thing.text for thing in waiting.waiting_for(people.head_clerk.user) if thing.do == "Invite again"]

    assert shown() == []
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert shown() == ["Jo Lark has not made an account, and the link runs out soon"]
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert shown() == ["Jo Lark has not made an account, and the link no longer works"]
    User.objects.create_user("jo@wexcombe.example", person=person)
    assert shown() == []
