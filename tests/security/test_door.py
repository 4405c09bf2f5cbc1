"""Ways round the door: addresses that lead elsewhere, borrowed host names, old links, sessions, codes, and the demo."""

import logging
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from committees import reading
from roles import invitations
from roles.audit import SYSTEM
from roles.models import AuditRow, User
from tests.factories.roles import PersonFactory, UserFactory
from tests.security import routes
from tests.security.world import MARK

pytestmark = pytest.mark.django_db
PASSWORD = "lantern gravel otter"
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def user():
    made = UserFactory(person=PersonFactory(email="al@wexcombe.example"))
    made.set_password(PASSWORD)
    made.save()
    return made


def enter(client, user, **more):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD, **more})


@pytest.mark.parametrize("where", ELSEWHERE)
def test_signing_in_and_out_lead_nowhere_else(user, client, where):
    assert enter(client, user, next=where)["Location"] == "/home/"
    assert client.get("/account/login/", {"next": where})["Location"] == "/home/"
    assert client.post("/account/logout/", {"next": where})["Location"] == "/"


@pytest.mark.parametrize("header", ["HTTP_HOST", "SERVER_NAME"])
def test_a_borrowed_host_name_gets_no_letter(user, client, header):
    answer = client.post("/account/password/reset/", {"email": user.email}, **{header: "evil.example"})
    assert answer.status_code == 400
    assert mail.outbox == []


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_HOST"])
def test_a_forwarded_host_name_is_not_believed(user, client, header):
    client.post("/account/password/reset/", {"email": user.email}, **{header: "evil.example"}, HTTP_HOST="localhost")
    assert [("evil" in letter.body, len(letter.to)) for letter in mail.outbox] == [(False, 1)]


def test_the_link_of_a_new_password_works_once(user, client):
    client.post("/account/password/reset/", {"email": user.email})
    link = re.search(r"http://\S+?(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    new = {"password1": "gravel otter lantern", "password2": "gravel otter lantern"}
    client.post(client.get(link)["Location"], new)
    other = Client()
    again = other.get(link)
    assert again.status_code == 200
    assert 'name="password1"' not in again.text


def test_a_session_gets_a_new_key_at_the_door(user, client):
    client.get("/account/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    enter(client, user)
    assert client.session.session_key != before


def test_an_old_key_is_worth_nothing_after_signing_out(user, client):
    enter(client, user)
    cookie = client.cookies["sessionid"].value
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["sessionid"] = cookie
    assert thief.get("/home/").status_code == 302


@pytest.mark.parametrize("given", [{"code": ""}, {"code": "000000"}, {}, {"code": "0" * 400}])
def test_no_code_is_no_code(people, sign_in, given):
    from tests.roles.test_door import with_codes  # noqa: PLC0415 -- only here

    with_codes(people.clerk.user)
    client = sign_in(people.clerk, code=False)
    client.post("/account/2fa/reauthenticate/", given)
    client.post("/account/2fa/authenticate/", given)
    assert client.get("/committees/desk/")["Location"].startswith("/account/2fa/")


def test_codes_are_not_set_up_anew_over_those_that_are_there(people, sign_in):
    """Or whoever has the password alone would bring a telephone of their own."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 -- only here

    from tests.roles.test_door import with_codes  # noqa: PLC0415 -- only here

    with_codes(people.clerk.user)
    before = list(Authenticator.objects.values_list("pk", "data"))
    client = sign_in(people.clerk, code=False)
    client.get("/account/2fa/totp/activate/")
    client.post("/account/2fa/totp/activate/", {"code": "000000"})
    client.post("/account/2fa/totp/deactivate/")
    assert list(Authenticator.objects.values_list("pk", "data")) == before


def test_the_demos_door_is_nowhere_else(client, people):
    found = [client.get("/demo/").status_code, client.post(f"/demo/{people.clerk.user.pk}/").status_code]
    assert found == [404, 404]
    assert "_auth_user_id" not in client.session


@override_settings(ROOT_URLCONF="tests.roles.demo_site", DEMO=False)
def test_the_demos_door_is_shut_even_where_it_is_on_the_map(client, people):
    assert client.post(f"/demo/{people.clerk.user.pk}/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_an_invitation_is_worth_nothing_when_it_was_used_replaced_or_too_old(client):
    person = PersonFactory(email="bo@wexcombe.example")
    first = invitations.invite(person, email=person.email, by=SYSTEM).rsplit("/", 2)[1]
    second = invitations.invite(person, email=person.email, by=SYSTEM).rsplit("/", 2)[1]
    new = {"password": PASSWORD}
    assert client.post(f"/invitation/{first}/", new).status_code == 404
    assert client.post(f"/invitation/{second}/", new).status_code == 302
    assert client.post(f"/invitation/{second}/", new).status_code == 404
    assert User.objects.filter(person=person).count() == 1


def test_an_invitation_gives_nothing_but_the_account_it_is_for(client):
    person = PersonFactory(email="bo@wexcombe.example")
    secret = invitations.invite(person, email=person.email, by=SYSTEM).rsplit("/", 2)[1]
    more = {"email": "evil@evil.example", "person": "1", "is_active": "0", "is_superuser": "1", "is_staff": "1"}
    client.post(f"/invitation/{secret}/", {"password": PASSWORD, **more})
    made = User.objects.get(person=person)
    assert (made.email, made.is_active, hasattr(made, "is_superuser")) == ("bo@wexcombe.example", True, False)


def test_every_form_wants_its_token(people, db):
    """But for accepting an invitation, whose link is the proof."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.clerk.user)
    open_to_forgery = []
    for route, _ in routes.patterns():
        if route.startswith("/invitation/<"):
            continue
        bare = re.sub(r"<int:\w+>", "1", re.sub(r"<str:\w+>|<slug:\w+>", "x", route.replace("^", "").rstrip("$")))
        bare = re.sub(r"\(\?P<\w+>[^)]*\)", "x", bare)
        if client.post(bare).status_code not in (403, 404, 405):
            open_to_forgery.append(route)
    assert open_to_forgery == []


# --- What is told when something breaks


@pytest.mark.parametrize("page", ["/meetings/", "/committees/bodies/"])
def test_a_fault_tells_nothing_of_what_was_typed(people, sign_in, monkeypatch, caplog, page):
    def broken(viewer):
        raise ValueError("It broke")

    monkeypatch.setattr(reading, "bodies", broken)
    client = sign_in(people.clerk)
    client.raise_request_exception = False
    with caplog.at_level(logging.DEBUG):
        answer = client.get(page, {"q": f"{MARK}TYPED"}, HTTP_X_CANARY=f"{MARK}TYPED", HTTP_COOKIE_X=f"{MARK}TYPED")
    assert answer.status_code == 500
    told = answer.text + "".join(record.getMessage() for record in caplog.records if record.levelno >= logging.INFO)
    assert MARK not in told
    assert "Traceback" not in answer.text
    assert "ValueError" not in answer.text


def test_a_wrong_address_is_not_repeated(client):
    answer = client.get(f"/meetings/{MARK}TYPED/<script>alert(1)</script>/")
    assert answer.status_code == 404
    assert MARK not in answer.text


def test_the_audit_trail_never_holds_what_was_typed_into_private_places(people, body, sign_in):
    from committees import exempt  # noqa: PLC0415 -- only here
    from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory  # noqa: PLC0415

    paper = PaperFactory(item=AgendaItemFactory(meeting=MeetingFactory(body=body)))
    clerk = sign_in(people.clerk)
    told = {"kind": "exempt", "paragraphs": ["1"], "reason": f"{MARK}REASON"}
    clerk.post(reverse("committees:keep_private", args=[paper.pk]), told)
    assert exempt.current(paper).reason == f"{MARK}REASON"
    item = {"title": "Plain", "private_title": f"{MARK}PRIVATE", "text": f"{MARK}TEXT", "likely_private": "on"}
    item |= {"private_kind": "exempt", "private_paragraphs": ["1"], "private_reason": f"{MARK}GROUNDS"}
    clerk.post(reverse("committees:add_item", args=[paper.item.meeting_id]), item)
    rows = str(list(AuditRow.objects.values()))
    assert "kept from the public" in rows
    assert "added to the agenda" in rows
    assert MARK not in rows


def test_without_a_code_the_home_page_names_no_report(people, body, sign_in):
    from tests.factories.reports import ClearanceFactory, VersionFactory, ready_report  # noqa: PLC0415 -- only here

    mine = ready_report(people.author, title=f"{MARK}MINE", remit=body.remit)
    ClearanceFactory(report=mine, asked=people.clearer, sent_by=people.author)
    ready_report(people.author, title=f"{MARK}DRAFT")
    VersionFactory(report__title=f"{MARK}CLEARED", report__remit=body.remit, frozen=True)
    for person, words in (
        (people.author, "is being written"),
        (people.clearer, "waits for"),
        (people.clerk, "cleared"),
    ):
        with_code, without = sign_in(person).get("/home/").text, sign_in(person, code=False).get("/home/").text
        assert (MARK in with_code, MARK in without, words in without) == (True, False, True)
