"""The template pack in a real browser: one form with every kind of field."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.urls("tests.browser.sample")

# Label of the control on which each link of the error summary must land, in the order of the page.
LANDINGS = [
    "home",
    "email",
    "beds",
    "visited_on-day",
    "notes",
    "kind",
    "with_whom",
    "region",
    "plan",
    "secret",
    "agreed",
]


def send(page):
    """Send the form as it is, which is never right, and wait for what is wrong."""
    page.get_by_role("button", name="Plan the visit").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()


def focused(page):
    return page.evaluate("document.activeElement.name || document.activeElement.className")


def test_the_form_has_no_faults_that_axe_knows(page, axe):
    page.goto("/")
    assert axe(page) == []


def test_the_form_with_errors_has_no_faults_either(page, axe):
    page.goto("/")
    send(page)
    assert axe(page) == []


def test_error_summary_takes_focus_and_the_title_says_error(page):
    page.goto("/")
    send(page)
    expect(page).to_have_title("Error: Plan a visit – Wexcombe Council")


def test_error_summary_takes_focus_without_scripts(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    send(page)
    assert page.locator(":focus").get_attribute("class") == "govuk-error-summary"


def test_each_link_of_the_error_summary_lands_on_its_first_control(page):
    page.goto("/")
    send(page)
    links = page.locator(".govuk-error-summary__list a")
    landed = []
    for number in range(links.count()):
        links.nth(number).click()
        landed.append(focused(page))
    assert landed == LANDINGS


def test_each_link_lands_without_scripts(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    send(page)
    links = page.locator(".govuk-error-summary__list a")
    landed = []
    for number in range(links.count()):
        links.nth(number).click()
        landed.append(page.locator(":target").get_attribute("name"))
    assert landed == LANDINGS


def test_a_date_with_one_wrong_part_links_to_that_part(page):
    page.goto("/")
    page.get_by_label("Day").fill("13")
    page.get_by_label("Year").fill("2026")
    send(page)
    page.get_by_role("link", name="Date of the visit must include a month").click()
    assert focused(page) == "visited_on-month"


def test_what_was_typed_is_kept(page):
    page.goto("/")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("sept")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("What you saw").fill("A garden & a <swing>, and much more than sixty characters of it all")
    page.get_by_label("At short notice", exact=True).check()
    page.get_by_label("Why at short notice?").fill("A worry")
    page.get_by_label("An officer").check()
    page.get_by_label("Number of beds").fill("four")
    send(page)
    assert [page.get_by_label(part).input_value() for part in ("Day", "Month", "Year")] == ["31", "sept", "2026"]
    assert page.get_by_label("What you saw").input_value().startswith("A garden & a <swing>, and much more")
    assert page.get_by_label("Why at short notice?").input_value() == "A worry"
    assert page.get_by_label("An officer").is_checked()
    assert page.get_by_label("Number of beds").input_value() == "four"


def test_the_form_can_be_filled_and_sent_with_the_keyboard_alone(page):
    page.goto("/")
    page.get_by_label("Name of the home").focus()
    keys = page.keyboard
    for words in ("Elm House", "elm@home.example", "4", "13", "12", "2026", "A garden"):
        keys.type(words)
        keys.press("Tab")
    keys.press("Space")  # the first radio
    keys.press("Tab")
    keys.press("Space")  # the first checkbox
    keys.press("Tab")
    keys.press("Tab")
    keys.press("ArrowDown")  # the region
    page.set_input_files("[name=plan]", {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"a plan"})
    page.get_by_label("Password", exact=True).focus()
    keys.type("secret")
    keys.press("Tab")  # the button that shows it
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Enter")
    expect(page).to_have_title("Plan a visit – Wexcombe Council")
    expect(page.get_by_label("Name of the home")).to_have_value("")


def test_an_answer_reveals_its_question_and_hides_it_again(page):
    page.goto("/")
    question = page.get_by_label("Why at short notice?")
    expect(question).to_be_hidden()
    page.get_by_label("At short notice", exact=True).check()
    expect(question).to_be_visible()
    page.get_by_label("Planned").check()
    expect(question).to_be_hidden()


def test_a_revealed_question_can_be_answered_without_scripts(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("At short notice", exact=True).check()
    page.get_by_label("Why at short notice?").fill("A worry")
    send(page)
    expect(page.get_by_label("Why at short notice?")).to_have_value("A worry")


def test_characters_are_counted_and_the_password_can_be_shown(page):
    page.goto("/")
    page.get_by_label("What you saw").fill("x" * 62)
    expect(page.get_by_text("You have 2 characters too many").first).to_be_visible()
    page.get_by_label("Password", exact=True).fill("secret")
    page.get_by_role("button", name="Show password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")


def test_the_page_fits_a_screen_320_pixels_wide(phone, overflow):
    phone.goto("/")
    assert overflow(phone) == 0
    send(phone)
    assert overflow(phone) == 0


def test_the_skip_link_comes_first_and_leads_to_the_content(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert focused(page).startswith("govuk-skip-link")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
