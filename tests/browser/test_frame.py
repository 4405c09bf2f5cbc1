"""The frame of every page, the public pages and the door, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

PUBLIC = ["front", "accessibility", "privacy", "help", "contact", "account_login", "account_reset_password"]
CLOSED = ["home", "account", "account_change_password", "account_logout"]
PASSWORD = "four words make this long"


def with_password(person):
    person.user.set_password(PASSWORD)
    person.user.save()
    return person


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_are_accessible_and_fit_a_phone(phone, axe, overflow, name):
    phone.goto(reverse(name))
    assert axe(phone) == []
    assert overflow(phone) == 0


def test_closed_pages_are_accessible_and_fit_a_phone(phone, signed_in, people, axe, overflow):
    with_password(people.clerk)
    signed_in(phone, people.clerk)
    for name in CLOSED:
        phone.goto(reverse(name))
        assert axe(phone) == []
        assert overflow(phone) == 0


def test_public_pages_leave_no_cookie_behind(page):
    for name in ("front", "accessibility", "privacy", "help", "contact"):
        page.goto(reverse(name))
    assert page.context.cookies() == []


def test_the_menu_opens_on_a_phone(phone, signed_in, people):
    signed_in(phone, people.clerk).goto(reverse("home"))
    desk = phone.get_by_role("link", name="Desk", exact=True)
    expect(desk).to_be_hidden()
    phone.get_by_role("button", name="Menu").click()
    expect(desk).to_be_visible()


def test_the_menu_is_there_without_scripts(new_page, signed_in, people):
    page = new_page(java_script_enabled=False)
    signed_in(page, people.clerk).goto(reverse("home"))
    expect(page.get_by_role("link", name="Desk", exact=True)).to_be_visible()


def test_signing_out_ends_the_session(page, signed_in, people):
    signed_in(page, people.clerk).goto(reverse("home"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.goto(reverse("home"))
    expect(page).to_have_title("Sign in – Wexcombe Council")


def test_a_wrong_password_is_said_in_words_and_nothing_but_it_is_lost(page, people, axe):
    page.goto(reverse("account_login"))
    page.get_by_label("Email address").fill("somebody@wexcombe.example")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Email address")).to_have_value("somebody@wexcombe.example")
    assert axe(page) == []


def test_codes_from_an_app_can_be_turned_on(page, signed_in, people, axe):
    signed_in(page, with_password(people.clerk), code=False).goto(reverse("mfa_activate_totp"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Turn on codes from an app")).to_be_visible()
    assert page.locator(".app-qr svg path").count() == 1
    assert axe(page) == []


@pytest.mark.parametrize("width", [768, 1024, 1180, 1280, 1440])
def test_a_page_keeps_its_margins_on_every_screen(new_page, signed_in, people, overflow, width):
    page = signed_in(new_page(viewport={"width": width, "height": 800}), people.clerk)
    page.goto("/committees/desk/")
    edges = page.locator("#main-content").bounding_box()
    assert edges["x"] >= 15
    assert edges["x"] + edges["width"] <= width - 15
    assert overflow(page) == 0
