"""One-time links."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from roles import invitations
from roles.audit import SYSTEM
from roles.models import Invitation, User
from tests.factories.roles import PersonFactory, UserFactory

PASSWORD = "lantern gravel otter"


@pytest.fixture
def person(db):
    return PersonFactory(name="Al Reed")


@pytest.fixture
def link(person):
    return path_of(invitations.invite(person, email="Al@Wexcombe.example", by=SYSTEM))


def path_of(url):
    return url.removeprefix("http://127.0.0.1:8000")


def test_only_the_digest_is_kept(person, link):
    secret = link.rstrip("/").rsplit("/", 1)[1]
    kept = Invitation.objects.values().get()
    assert len(secret) == 43
    assert [value for value in kept.values() if secret in str(value)] == []


def test_the_link_makes_an_account_once(client, person, link):
    assert client.post(link, {"password": PASSWORD})["Location"] == reverse("roles:welcome")
    user = User.objects.get()
    assert (user.email, user.person, user.check_password(PASSWORD)) == ("al@wexcombe.example", person, True)
    again = client.post(link, {"password": "another long password"})
    assert again.status_code == 404
    assert User.objects.get().check_password(PASSWORD)


def test_two_presses_at_once_make_one_account(person, link):
    invitation = invitations.find(link.rstrip("/").rsplit("/", 1)[1])
    invitations.accept(invitation, password=PASSWORD, by=person)
    with pytest.raises(invitations.Spent):
        invitations.accept(invitation, password=PASSWORD, by=person)
    assert User.objects.count() == 1


def test_looking_changes_nothing_and_touches_no_session(client, link):
    for _ in range(3):
        response = client.get(link)
        assert response.status_code == 200
    assert (response.cookies, response.get("Vary", ""), Session.objects.count()) == ({}, "", 0)
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_after_seven_days_it_is_too_old(client, person):
    now = timezone.now()
    link = path_of(invitations.invite(person, email="al@wexcombe.example", by=SYSTEM))
    with time_machine.travel(now + timedelta(days=7, seconds=5)):
        assert client.get(link).status_code == 404
    with time_machine.travel(now + timedelta(days=6, hours=23)):
        assert client.get(link).status_code == 200


def test_a_new_link_ends_the_old_one(client, person, link):
    new = path_of(invitations.invite(person, email="al@wexcombe.example", by=SYSTEM))
    assert (client.get(link).status_code, client.get(new).status_code) == (404, 200)


def test_a_used_and_an_unknown_link_say_the_same(client, link):
    client.post(link, {"password": PASSWORD})
    used = client.get(link)
    unknown = client.get(reverse("roles:accept_invitation", args=["x" * 43]))
    assert (used.status_code, used.content) == (unknown.status_code, unknown.content)


@pytest.mark.parametrize("weak", ["short", "password1234", "al@wexcombe.example"])
def test_a_weak_password_is_refused_and_the_link_stays_good(client, link, weak):
    response = client.post(link, {"password": weak})
    assert response.status_code == 200
    assert response.context["form"].errors != {}
    assert User.objects.count() == 0
    assert client.post(link, {"password": PASSWORD}).status_code == 302


def test_who_cannot_be_invited(db):
    has_account, gone = UserFactory().person, PersonFactory(left_on=timezone.localdate())
    for person, email in [
        (has_account, "new@wexcombe.example"),
        (gone, "gone@wexcombe.example"),
        (PersonFactory(), has_account.user.email.upper()),
    ]:
        with pytest.raises(invitations.NotInvited):
            invitations.invite(person, email=email, by=SYSTEM)
    assert Invitation.objects.count() == 0


def test_an_address_taken_meanwhile(client, person, link):
    UserFactory(email="al@wexcombe.example", person=PersonFactory())
    response = client.post(link, {"password": PASSWORD})
    assert response.context["form"].non_field_errors() == ["Another account uses this email address."]
    assert isinstance(invitations.NotInvited("x"), ValidationError)
