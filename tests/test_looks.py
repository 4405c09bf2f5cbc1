"""The council's look and the frame of every page: readable colours, menus by office, public pages left alone."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve, reverse

from corporate_parenting import context, looks


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#1d70b8", "#ffffff", 5.17),
    ],
)
def test_contrast_is_counted_as_wcag_counts_it(one, other, expected):
    assert looks.contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert looks.contrast(other, one) == pytest.approx(expected, abs=0.01)


def test_the_colours_that_come_with_the_product_pass():
    assert looks.check_colours(None) == []


@pytest.mark.parametrize("name", looks.COLOURS)
def test_a_faint_colour_is_refused_and_a_readable_one_offered(settings, name):
    setattr(settings, name, "#7fc4e0")
    [error] = looks.check_colours(None)
    assert error.id == "looks.E002"
    offered = error.hint.split()[-1].rstrip(".")
    setattr(settings, name, offered)
    assert looks.check_colours(None) == []


@pytest.mark.parametrize("value", ["teal", "#12345", "#1f4a5f;}", "#1f4a5g"])
def test_what_is_not_a_colour_is_refused(settings, value):
    settings.COUNCIL_COLOUR = value
    [error] = looks.check_colours(None)
    assert error.id == "looks.E001"


def test_the_product_does_not_start_with_a_colour_that_cannot_be_read(settings):
    settings.COUNCIL_COLOUR = "#ffff00"
    with pytest.raises(SystemCheckError, match="COUNCIL_COLOUR #ffff00 is too faint"):
        call_command("check")


def test_the_web_server_does_not_start_with_it_either(settings):
    looks.must_be_in_order()
    settings.COUNCIL_COLOUR = "#ffff00"
    with pytest.raises(ImproperlyConfigured, match="COUNCIL_COLOUR #ffff00 is too faint"):
        looks.must_be_in_order()


def test_a_logo_that_is_not_there_is_refused(settings):
    settings.COUNCIL_LOGO = "images/favicon.svg"
    looks.must_be_in_order()
    settings.COUNCIL_LOGO = "images/no-such-logo.svg"
    with pytest.raises(ImproperlyConfigured, match="COUNCIL_LOGO is 'images/no-such-logo"):
        looks.must_be_in_order()


def test_the_style_sheet_carries_the_councils_colours(settings, client):
    settings.COUNCIL_COLOUR, settings.COUNCIL_LINK_COLOUR = "#5A1234", "#00407a"
    css = client.get(reverse("theme")).text
    assert "--app-colour:#5a1234;" in css
    assert "--govuk-link-colour:#00407a;" in css


def test_the_address_of_the_style_sheet_changes_with_the_colours(settings):
    before = looks.theme_version()
    settings.COUNCIL_COLOUR = "#5a1234"
    assert looks.theme_version() != before


@pytest.mark.parametrize(
    ("given", "found"), [("", ""), ("/logo.svg", "/logo.svg"), ("images/favicon.svg", "/static/images/favicon.svg")]
)
def test_the_logo_is_an_address_or_one_of_our_files(settings, given, found):
    settings.COUNCIL_LOGO = given
    assert looks.logo() == found


# --- The frame


def asked(url, user=None):
    """A request as the middleware leaves it; without a user, looking at one is an error."""
    request = RequestFactory().get(url)
    request.resolver_match = resolve(url)
    if user:
        request.user = user
    return request


@pytest.mark.parametrize("name", ["front", "accessibility", "privacy", "help", "contact"])
def test_a_public_page_gets_no_user_and_no_messages(name):
    found = context.shell(asked(reverse(name)))
    assert set(found) == {"shell"}
    assert found["shell"]["public"] is True
    assert "messages" not in found["shell"]
    assert "person_name" not in found["shell"]


def test_an_address_that_leads_nowhere_is_public_too():
    assert context.is_public(RequestFactory().get("/nothing/")) is True


def test_every_name_in_the_menus_leads_somewhere():
    names = [name for _, name, *_ in context.NAVIGATION] + [
        name for _, name in context.PUBLIC_NAVIGATION + context.FOOTER
    ]
    assert [name for name in names if not context._address(name)] == []


@pytest.mark.parametrize(
    ("who", "menu"),
    [
        ("clerk", ["Home", "Desk", "My role", "Reports", "Bodies", "Year"]),
        ("head_clerk", ["Home", "My role", "Bodies", "People", "Year", "Coverage"]),
        ("member", ["Home", "My role", "Meetings", "Actions", "Promises", "Training"]),
        ("author", ["Home", "My role", "Reports", "Actions", "Promises", "Training"]),
        ("admin", ["Home", "My role", "People", "Audit", "Promises", "Training"]),
    ],
)
def test_the_menu_follows_the_offices_held_today(people, who, menu):
    user = getattr(people, who).user
    assert [entry["label"] for entry in context.navigation(user, "/")] == menu


def test_the_menu_has_six_entries_at_most(people):
    class Everything:
        offices_today = (("councillor", None),)
        powers = frozenset((power, None) for _, _, _, powers in context.NAVIGATION for power in powers)

    assert len(context.navigation(Everything, "/")) == context.MOST_ENTRIES


def test_what_finds_no_room_in_the_menu_stands_on_the_home_page(people, sign_in):
    user = people.head_clerk.user
    rest = [entry["label"] for entry in context.more(user, "/")]
    assert rest[:2] == ["Council facts", "Members"]
    assert not {entry["label"] for entry in context.navigation(user, "/")} & set(rest)
    page = sign_in(people.head_clerk).get(reverse("home")).text
    assert all(f'href="{entry["url"]}"' in page for entry in context.more(user, "/"))


def test_the_entry_of_this_page_is_marked(people):
    entries = context.navigation(people.member.user, reverse("roles:my_role"))
    assert [entry["label"] for entry in entries if entry["current"]] == ["My role"]


def test_a_page_that_found_no_room_in_the_menu_marks_the_entry_above_it(people):
    entries = context.navigation(people.head_clerk.user, reverse("committees:balance"))
    assert [entry["label"] for entry in entries if entry["current"]] == ["Bodies"]


def test_the_menu_costs_one_query(people, django_assert_num_queries):
    user = type(people.clerk.user).objects.get(pk=people.clerk.user.pk)
    with django_assert_num_queries(1):
        context.navigation(user, "/")


def test_a_closed_page_names_the_person_and_offers_the_way_out(sign_in, people):
    page = sign_in(people.clerk).get(reverse("help")).text
    assert "Clerk Hattie Brook" not in page
    page = sign_in(people.clerk).get(reverse("home")).text
    assert "Clerk Hattie Brook" in page
    assert f'action="{reverse("account_logout")}" method="post"' in page


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_pages_for_what_goes_wrong_need_nothing_but_themselves(template):
    assert "<h1" in engines["django"].get_template(template).render()
