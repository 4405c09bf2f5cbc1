"""Every component on one page, in a real browser."""

import pytest

pytestmark = pytest.mark.urls("tests.browser.sample")


def test_the_components_have_no_faults_that_axe_knows(page, axe):
    page.goto("/components/")
    assert axe(page) == []


def test_the_components_fit_a_screen_320_pixels_wide(phone, overflow, axe):
    phone.goto("/components/")
    assert overflow(phone) == 0
    assert axe(phone) == []


def test_a_wide_table_scrolls_with_the_keyboard(phone):
    phone.goto("/components/")
    region = phone.get_by_role("region", name="Visits to homes")
    region.focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("document.activeElement.scrollLeft > 0")


def test_page_links_keep_the_filter(page):
    page.goto("/components/?q=visit&page=7")
    assert page.get_by_role("link", name="Next page").get_attribute("href") == "?q=visit&page=8"
