"""What is protected, marked and ended in a browser: by keyboard, on a telephone, and in order for axe."""

import pytest
from playwright.sync_api import expect

from committees.packs import protecting
from tests.browser.conftest import PHONE
from tests.browser.driving import press, url

NAME = "Zebedee Quillfeather"


@pytest.fixture
def marked(people):
    first = protecting.add(kind="name", words=NAME, why="Lives with a carer under an order", by=people.clerk)
    protecting.add(kind="number", words="943 476 5919", why="Health number of a child", by=people.clerk)
    protecting.end(first, why="She speaks of it herself", by=people.clerk)
    return protecting.add(
        kind="name", words="Q. Featherstonehaugh-Wintergreen", why="An order of a court", by=people.clerk
    )


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_each_page_is_in_order(marked, opened, axe, overflow, viewport):
    page = opened("clerk", viewport=viewport) if viewport else opened("clerk")
    for name, more in (("protected", ()), ("protect", ()), ("end_protection", (marked,))):
        page.goto(url(f"committees:{name}", *more))
        assert axe(page) == [], name
        assert overflow(page) == 0, name


def test_a_clerk_marks_by_keyboard_and_mistakes_lose_nothing_typed(people, opened, axe):
    page = opened("clerk")
    page.goto(url("committees:protect"))
    page.get_by_label("What must not be public?").focus()
    page.keyboard.type(NAME)
    press(page, "Mark it as protected")
    expect(page.get_by_role("alert")).to_contain_text("Choose what it is")
    assert axe(page) == []
    expect(page.get_by_label("What must not be public?")).to_have_value(NAME)
    page.get_by_label("A name", exact=True).check()
    page.get_by_label("Why is it protected?").fill("An order of a court")
    page.get_by_role("button", name="Mark it as protected").press("Enter")
    expect(page.get_by_text("Marked. Every public pack from now on is searched for it.")).to_be_visible()
    expect(page.get_by_text(NAME, exact=True)).to_be_visible()


def test_nothing_that_is_typed_stays_in_the_browser(people, opened):
    page = opened("clerk")
    page.goto(url("committees:protect"))
    page.get_by_label("What must not be public?").press_sequentially(NAME)
    page.get_by_label("Why is it protected?").press_sequentially("An order of a court")
    page.wait_for_timeout(1500)
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "Quillfeather" not in kept
    assert "order" not in kept
