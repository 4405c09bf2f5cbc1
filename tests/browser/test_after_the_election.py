"""After the election: a new councillor comes in, reads what is theirs, takes it on; a seat moves the list that day."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from roles import councillor_csv, councillors
from roles.audit import SYSTEM
from roles.models import Appointment, Person
from roles.permissions import OfficeKind
from tests.browser.driving import PASSWORD, follow, press, upload, url
from tests.browser.test_elections import AFTER, BEFORE, FIRST
from tests.factories.committees import sit

NEW, GONE = "Councillor Dilys O'Dea", "Councillor Mrs. Bede O'Loan"


@pytest.fixture
def leaver(people, body):
    """The council before the election; one who will not come back has sat on the sub-committee since the start."""
    Appointment.objects.filter(office__kind=OfficeKind.COUNCILLOR).delete()
    Person.objects.filter(pk=people.chair.pk).update(name="Councillor Uma Chair")
    councillors.bring_in(councillor_csv.read(BEFORE, "before.csv"), on=FIRST, by=SYSTEM)
    person = Person.objects.get(source_id="councillor:32")
    sit(person, body)
    return person


def fill_day(page, day):
    for part in ("day", "month", "year"):
        page.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))


def bring_in(clerk, day):
    """The list of the new council, as it takes office on this day."""
    clerk.goto(url("roles:bring_in_councillors"))
    clerk.get_by_label("List of councillors").set_input_files(upload("after.xml", AFTER, "text/xml"))
    fill_day(clerk, day)
    press(clerk, "Read the list")
    expect(clerk.get_by_role("table", name="Who joins")).to_contain_text(NEW)
    press(clerk, "Bring in this list")


def make_account(clerk, page):
    """The clerk invites from the page after the election; the new councillor follows the link and signs in."""
    follow(clerk, f"Invite {NEW}")
    press(clerk, "Invite")
    page.goto(urlsplit(clerk.locator(".app-link").inner_text().strip()).path)
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    press(page, "Make my account")
    page.goto(url("account_login"))
    page.get_by_label("Email address").fill(Person.objects.get(name=NEW).user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def give_seat(clerk, body, day):
    clerk.goto(url("committees:seat", body.pk))
    clerk.get_by_label("Person").select_option(label=NEW)
    clerk.get_by_label("Voting member").check()
    fill_day(clerk, day)
    press(clerk, "Give the place")


def test_the_lists_move_with_the_election_and_are_taken_on(leaver, body, opened, page, axe):
    today = timezone.localdate()
    clerk = opened("head_clerk")
    bring_in(clerk, today)
    make_account(clerk, page)

    page.goto(url("home"))
    follow(page, "Read your role")
    expect(page.locator(".app-lead")).to_contain_text("universal")
    expect(page.locator("#U1")).to_be_visible()
    expect(page.locator("#T2")).to_have_count(0)
    assert axe(page) == []
    press(page, "and take them on")
    expect(page.locator(".app-acknowledge")).to_contain_text("You have acknowledged everything that is yours to do")

    give_seat(clerk, body, today)
    page.goto(url("home"))
    follow(page, "Read your role")
    expect(page.locator("#T2")).to_be_visible()
    expect(page.locator("#U1")).to_have_count(0)  # what was read in these words is not asked again
    press(page, "and take them on")
    expect(page.locator(".app-acknowledge")).to_contain_text("You have acknowledged everything that is yours to do")
    page.goto(url("roles:my_role"))
    expect(page.locator(".app-lead")).to_contain_text("targeted")
    expect(page.locator("#U1")).to_be_visible()

    page.goto(f"{url('roles:my_role')}?on={today - timedelta(days=1)}")
    expect(page.locator("#U1")).to_have_count(0)  # nothing was theirs yesterday
    clerk.goto(f"{url('roles:person_role', leaver.pk)}?on={today - timedelta(days=1)}")
    expect(clerk.locator("#T2")).to_be_visible()  # what was another's until yesterday is still told of that day
    clerk.goto(f"{url('roles:person_role', leaver.pk)}?on={today + timedelta(days=1)}")
    expect(clerk.locator("#T2")).to_have_count(0)
