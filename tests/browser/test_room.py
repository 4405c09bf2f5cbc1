"""At the meeting: saved as it is typed, safe when the network drops or the session ends, and used by keyboard alone."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from committees import room
from committees.models import Attendance, KeptMinute, Minute
from tests.browser.conftest import DESK
from tests.browser.driving import press, url
from tests.factories.committees import AgendaItemFactory, MeetingFactory, sit

TEN = datetime(2026, 3, 4, 10, tzinfo=UTC)
NARROW = {"width": 360, "height": 800}
STORES = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"""


@pytest.fixture
def meeting(body, people):
    body.quorum = 2
    body.save()
    sit(people.chair, body)
    meeting = MeetingFactory(body=body, starts_at=TEN)
    for title in ("Apologies", "Dentists"):
        AgendaItemFactory(meeting=meeting, title=title)
    private = {"likely_private": True, "private_kind": "exempt", "private_paragraphs": [3]}
    AgendaItemFactory(meeting=meeting, title="A contract", **private)
    room.begin(meeting, presiding=people.chair, at=TEN, by=people.clerk)
    return meeting


@pytest.fixture
def item(meeting):
    return meeting.items.get(title="Dentists")


def saved(page):
    return page.locator("#room-saved")


def minute(page):
    return page.get_by_label("Minute, for everybody")


def text_of(item):
    return Minute.objects.filter(item=item).values_list("text", flat=True).first()


def quiet(page):
    """What the browser itself says of a broken connection is expected here."""
    page.complaints[:] = [
        words for words in page.complaints if not any(part in words for part in ("ERR_INTERNET", "409", "403"))
    ]


def test_a_minute_is_saved_as_it_is_typed(opened, item, axe, overflow):
    page = opened("clerk")
    page.goto(url("committees:room_item", item))
    assert axe(page) == []
    assert overflow(page) == 0
    minute(page).fill("Members heard")
    expect(saved(page)).to_contain_text("Saved ")
    assert text_of(item) == "Members heard"
    minute(page).press_sequentially(" that")
    expect(saved(page)).to_have_text("Not saved yet")
    expect(saved(page)).to_contain_text("Saved ")
    assert text_of(item) == "Members heard that"


def test_when_the_network_drops_the_text_stays_in_the_page_alone_and_is_saved_when_it_is_back(opened, item):
    page = opened("clerk")
    page.goto(url("committees:room_item", item))
    page.locator("details.app-private summary").click()
    page.context.set_offline(True)
    minute(page).fill("Said while the network was away")
    page.get_by_label("Part 2 minute").fill("SECRET while it was away")
    expect(saved(page)).to_contain_text("Not saved yet: no connection. Keep this page open.")
    assert page.evaluate(STORES) == [0, 0, 0]
    assert Minute.objects.filter(item=item).exclude(text="").count() == 0
    page.context.set_offline(False)
    expect(saved(page)).to_contain_text("Saved ")
    found = Minute.objects.get(item=item)
    assert (found.text, found.private_text) == ("Said while the network was away", "SECRET while it was away")
    assert page.evaluate(STORES) == [0, 0, 0]
    quiet(page)


def test_whoever_leaves_with_a_text_that_is_not_saved_is_asked(opened, item):
    page = opened("clerk")
    page.goto(url("committees:room_item", item))
    page.context.set_offline(True)
    minute(page).press_sequentially("Not saved")
    expect(saved(page)).to_contain_text("no connection")
    quiet(page)
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    with page.expect_event("close"):
        asked.value.accept()


def test_a_session_that_ends_in_mid_sentence_loses_nothing(opened, item, people, signed_in):
    page = opened("clerk")
    page.goto(url("committees:room_item", item))
    minute(page).fill("The first half")
    expect(saved(page)).to_contain_text("Saved ")
    Session.objects.all().delete()
    minute(page).press_sequentially(" and the second")
    expect(saved(page)).to_contain_text("Not saved: you are signed out. Your text is still here.")
    expect(page.get_by_role("link", name="Sign in (opens in a new tab)")).to_be_visible()
    assert minute(page).input_value() == "The first half and the second"
    signed_in(page, people.clerk)  # as in a new tab: with a new session comes a new token
    press(page, "Try again")
    expect(saved(page)).to_contain_text("Saved ")
    assert text_of(item) == "The first half and the second"
    quiet(page)


STANDS = {"both": "Theirs\n\nMine", "mine": "Mine", "theirs": "Theirs"}


@pytest.mark.parametrize("choice", STANDS)
def test_two_pages_on_one_item_and_nothing_of_either_is_lost(opened, item, people, axe, choice):
    page = opened("clerk")
    page.goto(url("committees:room_item", item))
    room.write(item, text="Theirs", by=people.head_clerk)
    minute(page).fill("Mine")
    expect(page.get_by_role("heading", name="Somebody else saved this minute")).to_be_focused()
    expect(page.locator("[data-their=text]")).to_have_text("Theirs")
    assert minute(page).input_value() == "Mine"
    assert text_of(item) == "Theirs"
    assert axe(page) == []
    page.locator(f"[data-both={choice}]").click()
    expect(saved(page)).to_contain_text("Theirs is here" if choice == "theirs" else "Saved ")
    assert text_of(item) == STANDS[choice]
    assert KeptMinute.objects.filter(text="Theirs").count() == (choice != "theirs")
    quiet(page)


def test_without_scripts_both_texts_are_on_one_page(opened, item, people):
    page = opened("clerk", java_script_enabled=False)
    page.goto(url("committees:room_item", item))
    room.write(item, text="Theirs", by=people.head_clerk)
    minute(page).fill("Mine")
    press(page, "Save the minute")
    expect(page.locator(".app-both")).to_contain_text("Theirs")
    assert minute(page).input_value() == "Mine"
    press(page, "Save this instead")
    expect(page.locator("main")).to_contain_text("The minute is saved")
    assert (text_of(item), KeptMinute.objects.get().text) == ("Mine", "Theirs")
    quiet(page)


def test_the_roll_is_called_by_keyboard_alone(opened, item, people, axe):
    page = opened("clerk")
    page.goto(url("committees:room_item", item))
    expect(page.locator("#room-status")).to_contain_text("NOT QUORATE since the opening: 1 of 2")
    page.keyboard.press("a")
    key = f"p{people.member.pk}"
    page.locator(f"#how-{key}-present").focus()
    page.keyboard.press("Space")
    expect(page.locator("#room-status")).to_contain_text("2 here, 2 needed: quorate")
    expect(page.locator(f"#how-{key}-present")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("10.40")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#room-status")).to_contain_text("QUORUM LOST since 10:40am: 1 of 2")
    expect(page.locator(f"#at-{key}")).to_be_focused()
    assert axe(page) == []
    page.keyboard.type("10.30")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#room-people")).to_contain_text("so they cannot have come back at 10:30am")
    expect(page.locator(f"#at-{key}")).to_have_value("10.30")
    assert Attendance.objects.get(person=people.member).stays.count() == 1


def test_keys_work_outside_boxes_only_and_can_be_turned_off(opened, item):
    page = opened("clerk")
    page.goto(url("committees:room_item", item))
    page.keyboard.press("m")
    expect(minute(page)).to_be_focused()
    page.keyboard.type("name a path")
    assert minute(page).input_value() == "name a path"
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#item-title")).to_contain_text("A contract")
    assert text_of(item) == "name a path"
    page.keyboard.press("?")
    press(page, "Turn the shortcuts off")
    page.keyboard.press("m")
    expect(minute(page)).not_to_be_focused()


def test_an_item_is_done_and_the_next_begins_by_one_press(opened, item, meeting):
    page = opened("clerk")
    page.goto(url("committees:room_item", item))
    minute(page).fill("Typed a moment before")
    page.get_by_label("At", exact=True).fill("10.20")
    press(page, "Start this item")
    expect(page.locator(".app-room__taken")).to_have_text("Began 10:20am")
    page.get_by_label("At", exact=True).fill("10.35")
    press(page, "Done, start 3")
    expect(page.locator("#item-title")).to_contain_text("A contract")
    expect(page.locator(".app-private")).to_have_attribute("open", "")
    assert text_of(item) == "Typed a moment before"


@pytest.mark.parametrize("viewport", [DESK, NARROW], ids=["desk", "phone"])
def test_every_page_of_the_room_is_clean_and_fits(opened, item, axe, overflow, viewport):
    page, meeting = opened("clerk", viewport=viewport), item.meeting
    room.write(item, text="A" * 300, by=room_clerk(item))
    room.write(item, text="B", by=room_clerk(item))
    for name, thing in (
        ("room", meeting), ("run_sheet", meeting), ("plan_run_sheet", meeting), ("end_meeting", meeting),
        ("earlier_minutes", item),
    ):  # fmt: skip
        page.goto(url(f"committees:{name}", thing))
        for one in page.locator("main details").all():
            one.evaluate("one => { one.open = true }")
        assert axe(page) == [], name
        assert overflow(page) == 0, name


def room_clerk(item):
    """Whoever opened the meeting of an item."""
    return item.meeting.presiding
