"""My meetings on a tablet, held upright and sideways, and on a phone: by finger, by keyboard, and without scripts."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees import mine
from committees.models import ItemNote, Opened
from tests.browser.driving import follow, press, url
from tests.browser.test_keyboard import tab_to, use
from tests.factories.committees import (
    ActionFactory,
    AgendaItemFactory,
    ExemptionFactory,
    MeetingFactory,
    PaperFactory,
)
from tests.factories.reports import BlockFactory, ReportFactory, SectionFactory, TableFactory, VersionFactory

NOW = timezone.now()
UPRIGHT, SIDEWAYS, PHONE = (
    {"width": 820, "height": 1180},
    {"width": 1180, "height": 820},
    {"width": 360, "height": 740},
)
# A folder to put pictures into, for whoever wants to look.
PICTURES = os.environ.get("PICTURES", "")
FINGER = 44
PRESSED = ".app-target, .app-number, .app-neighbours__one, .app-main summary, .app-main button"
# What a finger presses is 44 pixels high.
SMALL = """(pressed) => [...document.querySelectorAll(pressed)]
  .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 43.5)
  .map((one) => `${one.textContent.trim().slice(0, 40)}: ${one.getBoundingClientRect().height}`)"""


@pytest.fixture
def meeting(body, people):
    meeting = MeetingFactory(
        body=body, starts_at=NOW + timedelta(days=12), published_at=NOW - timedelta(days=3), published_by=people.clerk
    )  # fmt: skip
    AgendaItemFactory(meeting=meeting, title="Apologies")
    for title, purpose in (("Dentists for every child", "decide"), ("Schools in the autumn", "note")):
        version = VersionFactory(frozen=True, report=ReportFactory(title=title, remit=body.remit))
        for heading in ("Background", "Main issues", "What it costs", "What is next"):
            section = SectionFactory(version=version, heading=heading)
            BlockFactory(section=section, text="Every child in care sees a dentist once a year. " * 30)
        TableFactory(section=section, table={"head": ["Year", *"ABCDEFGHIJ"], "rows": [["2026", *["71 in 100"] * 10]]})
        item = AgendaItemFactory(meeting=meeting, title=title, purpose=purpose, presenter="Councillor Bram Holt")
        PaperFactory(item=item, version=version, laid_at=NOW - timedelta(days=4))
    private = AgendaItemFactory(
        meeting=meeting, title="A contract", private_title="Ash House", likely_private=True, purpose="decide",
        private_kind="exempt", private_paragraphs=[3], private_reason="The offers are still open.",
    )  # fmt: skip
    ExemptionFactory(paper=PaperFactory(item=private, laid_at=NOW - timedelta(days=4)), paragraphs=[3])
    AgendaItemFactory(
        meeting=meeting, title="Floods", late_at=NOW, late_reason="It rained", late_agreed_by=people.chair
    )
    for person in (people.member, people.chair):
        Opened.objects.create(person=person, meeting=meeting, at=NOW - timedelta(days=4))
        ActionFactory(body=body, owner=person, due_on=timezone.localdate() + timedelta(days=5))
        mine.note(meeting.items.first(), text="Bring the figures " * 9, edition=0, by=person)
    for days in (40, 80, 120, 160):
        held = MeetingFactory(body=body, starts_at=NOW - timedelta(days=days), status="held")
    ActionFactory(body=body, owner=people.clerk, agreed_on=timezone.localdate(held.starts_at))
    return meeting


@pytest.fixture
def looks_right(axe, overflow):
    """looks_right(page, name): no sideways scroll, nothing too small for a finger, and accessible."""

    def check(page, name):
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
        assert overflow(page) == 0, name
        assert page.evaluate(SMALL, PRESSED) == [], name
        assert axe(page) == [], name

    return check


def pages(meeting):
    item = meeting.items.all()[1]
    return {
        "my-meetings": url("committees:my_meetings"),
        "past": url("committees:past_meetings"),
        "others": url("committees:other_meetings"),
        "meeting": url("committees:meeting", meeting),
        "paper": url("committees:paper", item.papers.get()),
        "note": url("committees:note", item),
        "my-notes": url("committees:my_notes", meeting),
    }


@pytest.mark.parametrize(
    ("who", "size"), [("member", UPRIGHT), ("chair", SIDEWAYS), ("chair", PHONE), ("co_opted", UPRIGHT)]
)
def test_everything_fits_a_tablet_a_finger_and_a_phone(meeting, opened, looks_right, who, size):
    page = opened(who, viewport=size)
    for name, address in pages(meeting).items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        looks_right(page, f"{name}-{who}-{size['width']}")


def test_papers_are_read_in_order_with_a_note_that_saves_itself(meeting, opened, people):
    page = opened("member", viewport=UPRIGHT)
    page.goto(url("committees:my_meetings"))
    card = page.locator(".app-mine").first
    expect(card).to_contain_text("In 12 days, your next meeting")
    expect(card).to_contain_text("You present item 2, “Dentists for every child”")
    follow(page, "Dentists for every child", exact=True)
    expect(page.locator("main")).to_contain_text("Paper 1 of 3")
    page.get_by_label("My note on item 2").fill("How many wait?")
    expect(page.locator("[data-note-said]")).to_contain_text("Saved at ")
    assert ItemNote.objects.get(person=people.member, item__order=2).text == "How many wait?"
    page.locator(".app-neighbours").get_by_role("link", name="Next: item 3").click()
    expect(page.locator("h1")).to_have_text("Schools in the autumn")
    page.locator(".app-neighbours").get_by_role("link", name="Next: item 4").click()
    page.locator(".app-neighbours").get_by_role("link", name="Back to the meeting").click()
    expect(page.locator("main")).to_contain_text("you opened 3 of 3")
    expect(page.get_by_label("My note on item 2")).to_have_value("How many wait?")


def test_two_windows_lose_nothing(meeting, opened, people):
    first, second = opened("member", viewport=UPRIGHT), opened("member", viewport=UPRIGHT)
    address = url("committees:paper", meeting.items.all()[1].papers.get())
    first.goto(address), second.goto(address)
    first.get_by_label("My note on item 2").fill("From the first window")
    expect(first.locator("[data-note-said]")).to_contain_text("Saved at ")
    second.get_by_label("My note on item 2").fill("From the second window")
    expect(second.locator("[data-note-said]")).to_contain_text("Both texts are here")
    expect(second.locator("[data-note-theirs]")).to_have_text("From the first window")
    second.complaints[:] = [one for one in second.complaints if "409" not in one]
    press(second, "Keep both")
    expect(second.get_by_label("My note on item 2")).to_have_value("From the first window\n\nFrom the second window")
    assert ItemNote.objects.filter(person=people.member, item__order=2).count() == 1


def test_a_note_outlives_a_lost_connection_and_is_never_kept_in_the_browser(meeting, opened, people):
    page = opened("member", viewport=UPRIGHT)
    page.goto(url("committees:meeting", meeting))
    said = page.locator(f"#item-{meeting.items.first().pk} [data-note-said]")
    page.route("**/note/", lambda route: route.abort())
    page.get_by_label("My note on item 1").fill("Written in a tunnel")
    expect(said).to_contain_text("no connection")
    page.complaints[:] = [one for one in page.complaints if "Failed to load" not in one]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.unroute("**/note/")
    expect(said).to_contain_text("Saved at ")
    page.complaints[:] = [one for one in page.complaints if "Failed to load" not in one]
    assert ItemNote.objects.get(person=people.member, item__order=1).text == "Written in a tunnel"


def test_the_keyboard_alone_and_no_script_are_enough(meeting, opened, people):
    page = opened("chair", java_script_enabled=False)
    page.goto(url("committees:meeting", meeting))
    expect(page.locator(".app-chairing")).to_contain_text("State the special circumstances")
    page.get_by_label("My note on item 1").fill("")
    page.get_by_role("button", name="Save my note on item 1").click()
    assert not ItemNote.objects.filter(person=people.chair).exists()
    keys = opened("chair")
    keys.goto(url("committees:meeting", meeting))
    tab_to(keys, "Write a note on item 1")
    keys.keyboard.press("Enter")
    tab_to(keys, "My note on item 1")
    keys.keyboard.type("By keyboard")
    use(keys, "Save my note on item 1")
    assert ItemNote.objects.get(person=people.chair).text == "By keyboard"
