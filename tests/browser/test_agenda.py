"""An agenda put in order by keyboard alone, by drag and without scripts; part 2; and two clerks on one item."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from committees import agenda
from roles.audit import SYSTEM
from tests.browser.conftest import DESK
from tests.browser.driving import follow, press, url
from tests.factories.committees import AgendaItemFactory, MeetingFactory

FAR = datetime(2035, 1, 9, 10, tzinfo=UTC)
PHONE_IN_PRACTICE = {"width": 360, "height": 2400}  # rows are tall there


@pytest.fixture
def meeting(body, people):
    meeting = MeetingFactory(body=body, starts_at=FAR)
    for title in ("Apologies", "Dentists", "Homes"):
        AgendaItemFactory(meeting=meeting, title=title)
    return meeting


def titles(meeting):
    return list(meeting.items.order_by("order").values_list("title", flat=True))


def shown(page):
    return page.locator("#agenda-items td[data-label=Item] > strong:first-child").all_text_contents()


def handle(page, title):
    return page.get_by_role("button", name=f"Pick up {title}")


def test_items_are_put_in_order_by_keyboard_alone_and_the_focus_stays(opened, meeting, axe):
    page = opened("clerk")
    page.goto(url("committees:agenda", meeting))
    assert axe(page) == []
    handle(page, "Homes").focus()
    page.keyboard.press("Space")
    expect(handle(page, "Homes")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#agenda-said")).to_contain_text("Picked up Homes, place 3 of 3.")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#agenda-said")).to_contain_text("Homes, place 2 of 3.")
    page.keyboard.press("ArrowUp")
    assert axe(page) == []
    assert titles(meeting) == ["Apologies", "Dentists", "Homes"]  # nothing is kept before it is put down
    page.keyboard.press("Space")
    expect(page.locator("#agenda-said")).to_contain_text("Moved: Homes, place 1 of 3.")
    expect(handle(page, "Homes")).to_be_focused()
    assert titles(meeting) == shown(page) == ["Homes", "Apologies", "Dentists"]
    assert page.locator("#agenda-items th.app-agenda__number").all_text_contents() == ["1", "2", "3"]


def test_escape_puts_an_item_back(opened, meeting):
    page = opened("clerk")
    page.goto(url("committees:agenda", meeting))
    handle(page, "Apologies").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "ArrowDown", "Escape"):
        page.keyboard.press(key)
    expect(page.locator("#agenda-said")).to_contain_text("Put back: Apologies, place 1 of 3.")
    expect(handle(page, "Apologies")).to_be_focused()
    assert titles(meeting) == shown(page) == ["Apologies", "Dentists", "Homes"]


def test_what_is_left_held_goes_back(opened, meeting):
    page = opened("clerk")
    page.goto(url("committees:agenda", meeting))
    handle(page, "Apologies").focus()
    for key in ("Space", "ArrowDown", "Tab"):
        page.keyboard.press(key)
    expect(handle(page, "Apologies")).to_have_attribute("aria-pressed", "false")
    assert titles(meeting) == shown(page) == ["Apologies", "Dentists", "Homes"]


@pytest.mark.parametrize("viewport", [DESK, PHONE_IN_PRACTICE], ids=["desk", "phone"])
def test_items_are_put_in_order_by_drag(opened, meeting, viewport):
    page = opened("clerk", viewport=viewport)
    page.goto(url("committees:agenda", meeting))
    start = handle(page, "Homes")
    start.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#agenda-items').scrollIntoView({block: 'end'})")
    box = start.bounding_box()
    goal = page.locator("tr[data-title=Dentists]").bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, goal["y"] + goal["height"] / 2 - 5, steps=8)
    with page.expect_response("**/move/"):
        page.mouse.up()
    expect(page.locator("#agenda-said")).to_contain_text("Moved: Homes, place 2 of 3.")
    expect(handle(page, "Homes")).to_be_focused()
    assert titles(meeting) == shown(page) == ["Apologies", "Homes", "Dentists"]


def test_the_buttons_of_a_row_keep_the_focus_on_the_item(opened, meeting):
    page = opened("clerk")
    page.goto(url("committees:agenda", meeting))
    page.get_by_role("button", name="Move up Homes").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#agenda-said")).to_contain_text("Moved: Homes, place 2 of 3.")
    expect(page.get_by_role("button", name="Move up Homes")).to_be_focused()
    page.get_by_label("Place in the order of Homes").fill("somewhere")
    press(page, "Set place Homes")
    expect(page.locator("#agenda-said")).to_contain_text("Enter the place as a whole number.")
    assert titles(meeting) == ["Apologies", "Homes", "Dentists"]


def test_without_scripts_there_are_buttons_and_numbers_and_no_handles(opened, meeting):
    page = opened("clerk", java_script_enabled=False)
    page.goto(url("committees:agenda", meeting))
    expect(page.get_by_role("button", name="Pick up Homes")).to_have_count(0)
    press(page, "Move up Homes")
    assert titles(meeting) == ["Apologies", "Homes", "Dentists"]
    page.get_by_label("Place in the order of Dentists").fill("1")
    press(page, "Set place Dentists")
    assert titles(meeting) == ["Dentists", "Apologies", "Homes"]


def test_another_clerk_s_change_of_the_order_is_kept_and_said(opened, meeting):
    page = opened("clerk")
    page.goto(url("committees:agenda", meeting))
    agenda.move(meeting.items.get(title="Dentists"), after=None, by=SYSTEM)
    handle(page, "Homes").focus()
    for key in ("Space", "ArrowUp", "ArrowUp", "Space"):
        page.keyboard.press(key)
    expect(page.locator("#agenda-said")).to_contain_text("Somebody else changed this agenda")
    expect(page.locator("main .govuk-notification-banner")).to_contain_text("Somebody else changed this agenda")
    assert titles(meeting) == shown(page) == ["Homes", "Dentists", "Apologies"]


def test_items_of_part_2_stay_behind_the_divider(opened, meeting):
    for title in ("A contract", "A placement"):
        private = {"kind": "exempt", "paragraphs": [3], "reason": "It tells what others bid."}
        agenda.add_item(meeting, title=title, private=private, by=SYSTEM)
    page = opened("clerk")
    page.goto(url("committees:agenda", meeting))
    handle(page, "A placement").focus()
    for key in ("Space", "ArrowUp", "ArrowUp", "ArrowUp", "Space"):
        page.keyboard.press(key)
    expect(page.locator("#agenda-said")).to_contain_text("Moved: A placement, place 1 of 2.")
    assert titles(meeting) == shown(page) == ["Apologies", "Dentists", "Homes", "A placement", "A contract"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_part_2_item_without_a_paragraph_shows_the_error_and_loses_nothing(opened, meeting, axe, scripts):
    page = opened("clerk", java_script_enabled=scripts)
    page.goto(url("committees:agenda", meeting))
    follow(page, "Add an item")
    if scripts:
        assert axe(page) == []
    page.get_by_label("Title", exact=True).fill("A contract for a home")
    assert page.get_by_label("Exempt: a paragraph").is_hidden()
    page.get_by_label("Likely to be taken in private").check()
    page.get_by_label("Exempt: a paragraph").check()
    page.get_by_label("Why does the public interest").fill("It tells what others bid.")
    press(page, "Add to the agenda")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select at least one paragraph")
    if scripts:
        assert axe(page) == []
    assert page.get_by_label("Title", exact=True).input_value() == "A contract for a home"
    assert page.get_by_label("Why does the public interest").input_value() == "It tells what others bid."
    page.get_by_label("3: the money or business").check()
    press(page, "Add to the agenda")
    expect(page.locator("#agenda-items")).to_contain_text("by virtue of paragraph 3 of Part 1 of Schedule 12A")
    expect(page.locator("#agenda-items")).to_contain_text("The meeting decides; this is a forecast.")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_clerks_on_one_item_and_nothing_of_either_is_lost(opened, meeting, axe, overflow, scripts):
    item = meeting.items.get(title="Dentists")
    page = opened("clerk", java_script_enabled=scripts)
    page.goto(url("committees:edit_item", item))
    page.get_by_label("Title", exact=True).fill("Opticians")
    page.get_by_label("Who presents it").fill("Officer Edda Stone")
    agenda.edit_item(item, title="Dentists and doctors", text="As they will be.", by=SYSTEM)
    press(page, "Save the item")
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else saved this item")
    if scripts:
        assert axe(page) == []
        assert overflow(page) == 0
    for words in ("Opticians", "Dentists and doctors", "Officer Edda Stone", "As they will be."):
        expect(page.locator("main")).to_contain_text(words)
    press(page, "Save what is to stand")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose what is to stand for “Title”")
    page.locator("#choose-title-mine").check()
    page.get_by_label("Title", exact=True).fill("Dentists, doctors and opticians")
    press(page, "Save what is to stand")
    expect(page.locator("main")).to_contain_text("The item is saved.")
    item.refresh_from_db()
    assert (item.title, item.presenter, item.text) == (
        "Dentists, doctors and opticians",
        "Officer Edda Stone",
        "As they will be.",
    )
