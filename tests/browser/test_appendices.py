"""Appendices by keyboard alone: a file of each kind, what is told of it, and what is hidden decided about."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports.models import Appendix
from tests.browser.driving import upload
from tests.factories.reports import ready_report
from tests.reports import appendix_files as made

FILES = {
    "A PDF": ("homes.pdf", made.good, "Waiting"),
    "A picture: PNG or JPEG": ("asked.png", made.picture, "asked"),
    "A table: CSV": ("by-quarter.csv", lambda: made.CSV, "by-quarter"),
}


@pytest.fixture
def report(people, body):
    return ready_report(people.author, title="Homes for care leavers", remit=body.remit)


@pytest.fixture
def faults(axe, overflow):
    """faults(page): what is not accessible, and by how many pixels the page is too wide."""
    return lambda page: [*axe(page), *([overflow(page)] if overflow(page) else [])]


@pytest.fixture
def come_in(signed_in, people):
    """come_in(page): as the author of the report."""
    return lambda page: signed_in(page, people.author)


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def pressed(page, locator, key="Enter"):
    locator.focus()
    page.keyboard.press(key)


def test_each_kind_is_added_by_keyboard_and_graded(page, come_in, report, faults):
    come_in(page)
    page.goto(address("appendices", report.pk))
    for what, (name, data, title) in FILES.items():
        pressed(page, page.get_by_label(what, exact=True), "Space")
        if what.startswith("A picture"):
            page.get_by_label("What does the picture show?").focus()
            page.keyboard.type(made.ALT)
        page.get_by_label("File", exact=True).set_input_files(upload(name, data(), ""))
        pressed(page, page.get_by_role("button", name="Add the appendix"))
        expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=40_000)
    expect(page.get_by_text("A screen reader can read this in part.")).to_be_visible()
    assert [row.kind for row in Appendix.objects.order_by("order")] == ["pdf", "png", "csv"]
    pressed(page, page.get_by_role("button", name="Move up appendix 3"))
    expect(page.get_by_role("heading", name="Appendix 2: by-quarter")).to_be_visible()
    assert faults(page) == []


def test_what_is_hidden_is_looked_at_and_flattened_by_keyboard(phone, come_in, report, faults):
    page = come_in(phone)
    page.goto(address("appendices", report.pk))
    page.get_by_label("File", exact=True).set_input_files(upload("plan.pdf", made.covered("Child A")))
    pressed(page, page.get_by_role("button", name="Add the appendix"))
    pressed(page, page.get_by_role("link", name="Decide about what is hidden"))
    expect(page.get_by_text("Words under a filled box")).to_be_visible(timeout=40_000)
    expect(page.get_by_text("Child A")).to_have_count(0)
    assert faults(page) == []
    pressed(page, page.get_by_role("link", name="Show all its words"))
    expect(page.get_by_text("Child A")).to_be_visible()
    page.get_by_label("What does the file tell?").focus()
    page.keyboard.type("A plan of three homes.")
    pressed(page, page.get_by_role("button", name="Turn the pages into pictures"))
    expect(page.get_by_text("Flattened: what was hidden is gone")).to_be_visible(timeout=40_000)
    assert faults(page) == []
    assert Appendix.objects.get().answer == "flattened"
