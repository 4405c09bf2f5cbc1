"""The door: signing in, wrong passwords, the second factor, and how sessions end."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from roles import access
from roles.models import AuditRow, User
from tests.factories.roles import PersonFactory, UserFactory

PASSWORD = "lantern gravel otter"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user(db):
    return account("al@wexcombe.example")


def account(email):
    user = UserFactory(email=email, person=PersonFactory(email=email))
    user.set_password(PASSWORD)
    user.save()
    return user


def try_to_enter(client, email, password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_codes(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def test_the_right_password_opens_and_is_noted(client, user):
    assert try_to_enter(client, "AL@wexcombe.example")["Location"] == reverse("home")
    assert [(row.actor, row.did, row.thing_id) for row in AuditRow.objects.all()] == [
        (user.person.name, "signed in", str(user.pk))
    ]


def test_a_wrong_password_is_noted_without_what_was_typed(client, user):
    try_to_enter(client, "al@wexcombe.example", "CANARY-7Q4ZK")
    try_to_enter(client, "canary-7q4zk@wexcombe.example")
    assert [(row.did, row.thing_id) for row in AuditRow.objects.all()] == [
        ("gave a wrong password", ""),
        ("gave a wrong password", str(user.pk)),
    ]
    assert "canary" not in str(list(AuditRow.objects.values())).lower()


def test_an_unknown_address_and_a_wrong_password_look_the_same(client, user):
    known = try_to_enter(client, "al@wexcombe.example", "wrong")
    unknown = try_to_enter(client, "xx@wexcombe.example", "wrong")
    assert known.status_code == unknown.status_code == 200
    assert bare(known, "al") == bare(unknown, "xx")


def bare(response, name):
    """The page without its token and without the address that was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.text)
    return page.replace(f"{name}@wexcombe.example", "")


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(client, user):
    answers = [
        client.post("/account/password/reset/", {"email": email}, follow=True)
        for email in ("al@wexcombe.example", "xx@wexcombe.example")
    ]
    assert [answer.redirect_chain for answer in answers] == [[("/account/password/reset/done/", 302)]] * 2
    assert bare(answers[0], "al") == bare(answers[1], "xx")


def test_wrong_passwords_shut_one_account_at_one_address_only(client, user):
    other = account("bo@wexcombe.example")
    for _ in range(6):
        try_to_enter(client, "al@wexcombe.example", "wrong")
    shut = try_to_enter(client, "al@wexcombe.example")
    assert shut.status_code == 200
    assert "_auth_user_id" not in client.session
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert try_to_enter(elsewhere, "al@wexcombe.example").status_code == 302
    assert try_to_enter(Client(), other.email).status_code == 302


def test_hundreds_of_wrong_passwords_from_one_address_leave_the_others_alone(db):
    """A whole council stands behind one address."""
    untouched = account("untouched@wexcombe.example")
    for number in range(300):
        try_to_enter(Client(), f"person{number % 50}@wexcombe.example", "wrong")
    assert try_to_enter(Client(), untouched.email).status_code == 302


def test_a_made_up_forwarding_header_does_not_count_as_another_address(client, user):
    for number in range(6):
        try_to_enter(client, user.email, "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert try_to_enter(client, user.email, HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 200


def test_wrong_passwords_from_many_addresses_shut_the_account_in_the_end(user):
    for number in range(50):
        try_to_enter(Client(REMOTE_ADDR=f"192.0.2.{number}"), user.email, "wrong")
    assert try_to_enter(Client(REMOTE_ADDR="198.51.100.1"), user.email).status_code == 200


def test_who_has_left_gets_in_with_no_password(client, user):
    user.person.left_on = "2026-01-01"
    user.person.save()
    try_to_enter(client, user.email)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "path",
    [
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "signup/",
        "password/set/",
        "login/code/confirm/",
        "reauthenticate/code/",
    ],
)
def test_what_the_library_offers_beyond_is_shut(client, user, path):
    client.force_login(user)
    assert client.get(f"/account/{path}").status_code == 404
    assert client.post(f"/account/{path}", {"email": "new@wexcombe.example"}).status_code == 404


def test_nobody_signs_up(client, db):
    client.post("/account/signup/", {"email": "new@x.example", "password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.count() == 0


# --- The second factor


@pytest.fixture
def gate(people):
    """A page behind the second factor, and whom it is for."""
    return people.head_clerk.user, reverse("roles:people")


def test_without_codes_somebody_is_sent_to_set_them_up_and_then_back(gate):
    user, page = gate
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    try_to_enter(client, user.email)
    sent = client.get(f"{page}?name=al")
    assert sent["Location"] == "/account/2fa/totp/activate/?next=%2Fpeople%2F%3Fname%3Dal"
    form = client.get(sent["Location"]).context["form"]
    done = client.post("/account/2fa/totp/activate/", {"code": code_for(form.secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(done["Location"]).status_code == 200
    assert client.get(reverse("go_on"))["Location"] == f"{page}?name=al"
    assert client.get(page).status_code == 200


def test_with_codes_a_session_of_a_password_alone_is_asked_for_one_and_goes_back(gate, sign_in):
    user, page = gate
    secret = with_codes(user)
    client = sign_in(user.person, code=False)
    sent = client.get(page)
    assert sent["Location"] == "/account/2fa/reauthenticate/?next=%2Fpeople%2F"
    wrong = client.post(sent["Location"], {"code": "000000", "next": page})
    assert wrong.status_code == 200
    assert client.get(page).status_code == 302
    right = client.post(sent["Location"], {"code": code_for(secret), "next": page})
    assert right["Location"] == page
    assert client.get(page).status_code == 200


def test_next_leads_nowhere_else(gate, sign_in):
    user, _ = gate
    secret = with_codes(user)
    client = sign_in(user.person, code=False)
    there = client.post("/account/2fa/reauthenticate/", {"code": code_for(secret), "next": "https://evil.example/"})
    assert there["Location"] == reverse("home")


def test_a_post_without_a_code_changes_nothing(gate, sign_in):
    user, _ = gate
    client = sign_in(user.person, code=False)
    response = client.post(reverse("roles:add_person"), {"name": "Al", "category": "officer"})
    assert response["Location"] == "/account/2fa/totp/activate/?next=%2Fhome%2F"
    assert not AuditRow.objects.filter(did="added").exists()


def test_signing_in_with_codes_asks_for_one(client, user):
    secret = with_codes(user)
    assert try_to_enter(client, user.email)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("home")).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})["Location"] == reverse("home")
    assert Authenticator.objects.get(user=user).type == Authenticator.Type.TOTP


def test_a_recovery_code_counts_once(client, gate):
    user, page = gate
    user.set_password(PASSWORD)
    user.save()
    with_codes(user)
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: PLC0415 -- only here

    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    try_to_enter(client, user.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(page).status_code == 200
    again = Client()
    try_to_enter(again, user.email)
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert again.get(page)["Location"].startswith(LOGIN)


def test_another_accounts_code_is_no_code(people, sign_in, rf):
    client = sign_in(people.clerk)
    request = rf.get("/")
    request.session, request.user = client.session, people.member.user
    assert access.code_given(request) is False


# --- How sessions end


def test_an_hour_without_a_page_ends_the_session(people, sign_in):
    client = sign_in(people.member)
    age(client, seen=3590)
    assert client.get(reverse("account")).status_code == 200
    age(client, seen=3610)
    assert client.get(reverse("account"))["Location"].startswith(LOGIN)


def test_half_a_day_ends_the_session_however_busy(people, sign_in):
    client = sign_in(people.member)
    age(client, began=12 * 3600 + 10)
    assert client.get(reverse("account"))["Location"].startswith(LOGIN)


def test_a_page_within_the_minute_writes_nothing(people, sign_in):
    client = sign_in(people.member)
    before = client.session["seen_at"]
    client.get(reverse("account"))
    assert client.session["seen_at"] == before
    age(client, seen=70)
    client.get(reverse("account"))
    assert time.time() - client.session["seen_at"] < 60


def age(client, *, seen=0, began=0):
    session = client.session
    session["seen_at"], session["began_at"] = time.time() - seen, time.time() - max(seen, began)
    session.save()


def test_a_new_password_signs_out_everywhere_else(user):
    here, there = Client(), Client()
    try_to_enter(here, user.email)
    try_to_enter(there, user.email)
    new = "gravel otter lantern"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get(reverse("account")).status_code == 200
    assert there.get(reverse("account")).status_code == 302


def test_a_reset_password_signs_out_everywhere(user):
    there = Client()
    try_to_enter(there, user.email)
    Client().post("/account/password/reset/", {"email": user.email})
    link = re.search(r"http://\S+?(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    client = Client()
    form = client.get(link)["Location"]
    new = "gravel otter lantern"
    client.post(form, {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert there.get(reverse("account")).status_code == 302


def test_sign_out_everywhere_else(people, sign_in):
    here, there = sign_in(people.member), sign_in(people.member)
    here.post(reverse("end_other_sessions"))
    assert here.get(reverse("account")).status_code == 200
    assert there.get(reverse("account")).status_code == 302


# --- The demo's door


def test_the_demos_door_is_nowhere_else(client, people, rf):
    from django.http import Http404  # noqa: PLC0415 -- only here

    from roles import demo  # noqa: PLC0415 -- only here

    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/{people.clerk.user.pk}/").status_code == 404
    with pytest.raises(Http404):
        demo.door(rf.get("/demo/"))
    with pytest.raises(Http404):
        demo.enter(rf.post("/demo/1/"), people.clerk.user.pk)


@override_settings(DEMO=True, ROOT_URLCONF="tests.roles.demo_site")
def test_the_demos_door_lets_in_with_one_press(client, people):
    page = client.get("/demo/")
    groups = {kind.title: [user.person.name for user, _ in found] for kind, found in page.context["groups"]}
    assert groups == {
        "Democratic services officer": ["Clerk Hattie Brook", "Head Clerk Mina Vale"],
        "Participation worker": ["Participation worker Gwen Reed"],
        "Clearance officer": ["Finance officer Finn Wade"],
        "System administrator": ["Administrator Hugo Pike"],
        "Data protection officer": ["Data protection officer Iris Moor"],
        "Report author": ["Officer Edda Stone"],
        "Co-opted member": ["Foster carer Dev Lane"],
        "Councillor on a body": ["Councillor Ada Marsh", "Councillor Bram Holt"],
        "Other councillor": ["Councillor Cleo Frost"],
    }
    assert client.post(f"/demo/{people.head_clerk.user.pk}/")["Location"] == reverse("home")
    assert client.get(reverse("roles:people")).status_code == 200


@override_settings(DEMO=True, ROOT_URLCONF="tests.roles.demo_site")
def test_the_demos_door_opens_for_invented_accounts_only(client, db):
    real = UserFactory(email="al@council.example", person=PersonFactory())
    assert client.post(f"/demo/{real.pk}/").status_code == 404
    assert client.get(f"/demo/{real.pk}/").status_code == 405
