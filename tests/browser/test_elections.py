"""After an election, in the browser: the list is read, looked over and brought in, and what follows is shown."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from roles import councillor_csv, councillors
from roles.audit import SYSTEM
from roles.models import Affiliation, Appointment, Person
from roles.permissions import OfficeKind
from tests.browser.conftest import PHONE
from tests.browser.driving import PASSWORD, follow, press, upload, url, with_codes
from tests.browser.test_keyboard import tab_to, use
from tests.factories.committees import sit
from tests.factories.roles import UserFactory

SAMPLES = Path(__file__).parent.parent / "samples"
BEFORE, AFTER = ((SAMPLES / name).read_bytes() for name in ("councillors.csv", "councillors_by_ward.xml"))
FIRST = date(2025, 5, 6)
DAY = {"Day": "11", "Month": "5", "Year": "2026"}
LIST, WHOLE = "List of councillors", "This is the whole council after the election"


@pytest.fixture
def council(people, body):
    """The council before the election: the three of the first list. The second of them has an account and a seat."""
    Appointment.objects.filter(office__kind=OfficeKind.COUNCILLOR).delete()
    Person.objects.filter(pk=people.chair.pk).update(name="Councillor Uma Chair")
    councillors.bring_in(councillor_csv.read(BEFORE, "before.csv"), on=FIRST, by=SYSTEM)
    leaver = Person.objects.get(source_id="councillor:32")
    UserFactory(person=leaver)
    sit(leaver, body)
    return leaver


def give(page, data, name, kind="text/xml", day=DAY):
    page.get_by_label(LIST).set_input_files(upload(name, data, kind))
    for label, typed in day.items():
        page.get_by_label(label, exact=True).fill(typed)
    press(page, "Read the list")


def test_a_list_is_looked_over_and_brought_in(council, opened, page, axe, overflow):
    with_codes(council)
    clerk = opened("head_clerk")
    clerk.goto(url("roles:people"))
    follow(clerk, "Bring in the councillors after an election")
    expect(clerk).to_have_title("Bring in the councillors – Wexcombe Council")
    assert (axe(clerk), overflow(clerk)) == ([], 0)
    give(clerk, AFTER, "after.xml")

    expect(clerk.get_by_role("heading", level=1)).to_have_text("What the list would do")
    expect(clerk.get_by_text("the council has 3 members: 1 joins, 1 leaves, 1 changes, 1 stays as")).to_be_visible()
    leaves = clerk.get_by_role("table", name="Who leaves")
    expect(leaves).to_contain_text("Councillor Mrs. Bede O'Loan")
    expect(leaves).to_contain_text("Corporate Parenting Sub-Committee")
    expect(clerk.get_by_role("table", name="Who joins")).to_contain_text("Councillor Dilys O'Dea")
    expect(clerk.get_by_role("table", name="What changes")).to_contain_text("Weir Independents")
    assert (axe(clerk), overflow(clerk)) == ([], 0)
    assert Person.objects.get(pk=council.pk).left_on is None

    press(clerk, "Bring in this list")
    expect(clerk.locator(".govuk-notification-banner")).to_contain_text("The list is brought in.")
    expect(clerk.get_by_role("link", name="Invite Councillor Dilys O'Dea")).to_be_visible()
    expect(clerk.get_by_role("link", name="Find somebody for").first).to_be_visible()
    assert (axe(clerk), overflow(clerk)) == ([], 0)

    follow(clerk, "Councillor Ada Marsh", exact=True)
    expect(clerk.get_by_text("Green Party, since 11 May 2026")).to_be_visible()
    expect(clerk.get_by_text("Weir Independents, 6 May 2025 to 10 May 2026")).to_be_visible()

    page.goto(url("account_login"))
    page.get_by_label("Email address").fill(council.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Enter your code")
    page.goto(url("home"))
    expect(page).to_have_title("Sign in – Wexcombe Council")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_truncated_file_is_refused_in_words_and_the_day_stays(council, opened, axe, scripts):
    page = opened("head_clerk", java_script_enabled=scripts)
    page.goto(url("roles:bring_in_councillors"))
    give(page, AFTER[:3000], "after.xml")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("after.xml, line 76, field “ward”: broken XML")
    expect(summary).to_contain_text("Nothing was brought in.")
    expect(page).to_have_title("Error: Bring in the councillors – Wexcombe Council")
    assert {label: page.get_by_label(label, exact=True).input_value() for label in DAY} == DAY
    assert not Person.objects.filter(source_id="councillor:34").exists()
    if scripts:
        expect(summary).to_be_focused()
        assert axe(page) == []


def test_a_part_of_a_list_needs_a_word_more(council, opened):
    page = opened("head_clerk")
    page.goto(url("roles:bring_in_councillors"))
    part = BEFORE[: BEFORE.index(b"Councillor Mrs. Bede")]
    give(page, part, "part.csv", "text/csv")
    expect(page.locator(".govuk-error-summary")).to_contain_text("2 of 3 members would leave")
    page.get_by_label(WHOLE).check()
    give(page, part, "part.csv", "text/csv")
    press(page, "Bring in this list")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("the council has 1 member: 2 leave")


@pytest.mark.usefixtures("council")
def test_on_a_narrow_phone_nothing_runs_over(opened, axe, overflow):
    """With names and addresses longer than the screen is wide."""
    long = AFTER.replace(b"dilys.odea@", b"dilys.odea.of.the.lock.and.weir.residents.association@")
    long = long.replace(b"Councillor Dilys", b"Councillor Dilys Featherstonehaugh-Cholmondeley")
    phone = opened("head_clerk", viewport=PHONE)
    phone.goto(url("roles:bring_in_councillors"))
    for summary in phone.locator("summary").all():
        if summary.is_visible():
            summary.click()
    assert (axe(phone), overflow(phone)) == ([], 0)
    give(phone, long, "after.xml")
    expect(phone.get_by_role("heading", level=1)).to_have_text("What the list would do")
    assert (axe(phone), overflow(phone)) == ([], 0)
    press(phone, "Bring in this list")
    expect(phone.locator(".govuk-notification-banner")).to_contain_text("The list is brought in.")
    assert (axe(phone), overflow(phone)) == ([], 0)


def test_with_the_keyboard_alone(council, opened):
    page = opened("head_clerk")
    page.goto(url("roles:people"))
    use(page, "Bring in the councillors after an election")
    tab_to(page, LIST)
    page.get_by_label(LIST).set_input_files(upload("after.xml", AFTER, "text/xml"))
    for label, typed in DAY.items():
        tab_to(page, label)
        page.keyboard.type(typed)
    use(page, "Read the list")
    expect(page.get_by_role("heading", level=1)).to_have_text("What the list would do")
    use(page, "Bring in this list")
    expect(page.get_by_role("heading", level=1)).to_have_text("The council from 11 May 2026")
    (seat,) = council.appointments.exclude(office__kind=OfficeKind.COUNCILLOR).select_related("office__remit")
    tab_to(page, f"Find somebody for {seat.office.in_full}")
    tab_to(page, "Save the changes as a table (CSV)")
    assert Affiliation.objects.filter(person__source_id="councillor:31", name="Green Party").exists()
