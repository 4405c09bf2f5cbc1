"""The main work with the keyboard alone, and the same without scripts: coming in, laying a paper, building a pack."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees.models import Meeting, Paper
from tests.browser.driving import PASSWORD, a_worker_beside, code, follow, press, url, with_codes
from tests.factories.committees import AgendaItemFactory, MeetingFactory
from tests.factories.reports import BlockFactory, RecommendationFactory, ReportFactory, SectionFactory, VersionFactory

TITLE = "Dentists for every child"
MOST_TABS = 150
LONG = 90_000  # milliseconds: making a pack, on a machine that is busy with other tests
FOCUSED = """() => {
  const here = document.activeElement;
  const words = [...(here.labels ?? [])].map((label) => label.textContent).join(" ") || here.textContent || here.value;
  return here.matches(":focus-visible") ? words.replace(/\\s+/g, " ").trim() : "";
}"""


@pytest.fixture
def meeting(body):
    meeting = MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=30))
    AgendaItemFactory(meeting=meeting, title="Apologies")
    AgendaItemFactory(meeting=meeting, title="Dentists", expects_paper=True)
    return meeting


@pytest.fixture
def cleared(body):
    """A cleared report meant for the body."""
    version = VersionFactory(frozen=True, title=TITLE, report=ReportFactory(title=TITLE, remit=body.remit))
    BlockFactory(section=SectionFactory(version=version))
    RecommendationFactory(version=version)
    return version


def tab_to(page, words):
    """Press Tab until what has the focus is called so; the focus must be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            return
    raise AssertionError(f"“{words}” is not reached by {MOST_TABS} presses of Tab on {page.url}")


def use(page, words):
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page, label, words):
    tab_to(page, label)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def come_in(page, person):
    """By the door, with password and code."""
    secret = with_codes(person)
    page.goto(url("account_login"))
    write(page, "Email address", person.email)
    write(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Enter your code – Wexcombe Council")
    write(page, "Code", code(secret))
    page.keyboard.press("Enter")
    expect(page).to_have_title("Home – Wexcombe Council")


def test_a_paper_is_laid_and_a_pack_built_with_the_keyboard_alone(meeting, cleared, people, page):
    come_in(page, people.clerk)
    page.goto(url("committees:agenda", meeting))
    use(page, "Lay a report on Dentists")
    use(page, f"Lay {TITLE} on the agenda")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("is laid.")
    assert Paper.objects.get().version == cleared

    use(page, "Pack")
    use(page, "Build the pack")
    a_worker_beside(page)
    expect(page.get_by_role("status")).to_have_text("The build is finished", timeout=LONG)
    tab_to(page, "Public edition")
    tab_to(page, "Restricted edition")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_form_with_one_error_keeps_every_word_and_the_focus_lands_on_what_is_wrong(body, opened, axe, scripts):
    page = opened("clerk", java_script_enabled=scripts)
    page.goto(url("committees:call", body))
    words = {
        "Day": "31",
        "Month": "February",
        "Year": "2031",
        "Start time": "10:00",
        "End time (optional)": "12:30",
        "Place": "Room 2 <by the> “Old” Hall & garden",
        "How the public can come, watch or ask (optional)": "Come to the main door.\nAsk for Hattie.",
        "What sort of meeting (optional)": "Budget meeting",
    }
    for label, typed in words.items():
        page.get_by_label(label, exact=True).fill(typed)
    press(page, "Call the meeting")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Error: Call a meeting – Wexcombe Council")
    assert page.locator(".govuk-error-summary__list li").count() == 1
    assert {label: page.get_by_label(label, exact=True).input_value() for label in words} == words
    assert Meeting.objects.count() == 0
    if scripts:
        assert axe(page) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Day", exact=True)).to_be_focused()

    page.get_by_label("Day", exact=True).fill("13")
    press(page, "Call the meeting")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The meeting is called.")
    made = Meeting.objects.get()
    assert f"{timezone.localtime(made.starts_at):%Y-%m-%d %H:%M}" == "2031-02-13 10:00"
    assert (made.place, made.note) == (words["Place"], words["What sort of meeting (optional)"])


def test_without_scripts_the_clerk_comes_in_sets_the_order_lays_and_builds(meeting, cleared, people, new_page):
    secret = with_codes(people.clerk)
    page = new_page(java_script_enabled=False)
    page.goto(url("committees:agenda", meeting))
    page.get_by_label("Email address").fill(people.clerk.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")
    page.get_by_label("Code").fill(code(secret))
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text(meeting.body.name)

    follow(page, "Add an item")
    page.get_by_label("Title", exact=True).fill("Questions from young people")
    press(page, "Add to the agenda")
    press(page, "Move up Questions from young people")
    number = page.locator("tr[data-title='Questions from young people'] th")
    expect(number).to_have_text("2")
    page.get_by_label("Place in the order of Questions from young people").fill("1")
    press(page, "Place Questions from young people")
    expect(number).to_have_text("1")
    assert list(meeting.items.values_list("title", flat=True)) == [
        "Questions from young people",
        "Apologies",
        "Dentists",
    ]

    follow(page, "Lay a report on Dentists")
    press(page, re.compile(f"^Lay {TITLE} on the agenda$"))
    follow(page, "Pack", exact=True)
    press(page, "Build the pack")
    expect(page.locator("main")).to_contain_text("0 of 5 done")
    a_worker_beside(page)
    expect(page.locator("main")).to_contain_text("The build is finished", timeout=LONG)
    expect(page.get_by_role("link", name="Public edition", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Restricted edition", exact=True)).to_be_visible()
