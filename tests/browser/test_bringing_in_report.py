"""A Word file comes in in a real browser: chosen, looked over, confirmed, a draft; also by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports import drafting
from reports.models import Block, Report
from tests.committees.test_report_imports import word_file
from tests.factories.reports import FormatFactory

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def template():
    return FormatFactory(name="Ours", implications=["Finance", "Legal"], sections=["Background", "Next steps"])


@pytest.fixture
def faults(axe, overflow):
    """faults(page): what is not accessible, and by how many pixels the page is too wide."""
    return lambda page: [*axe(page), *([overflow(page)] if overflow(page) else [])]


def choose(page, body=None, report=None):
    """From the list of reports to the page that shows what the file holds."""
    page.goto(reverse("reports:list"))
    page.get_by_role("link", name="Bring in a Word file").click()
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "dentists.docx", "mimeType": DOCX, "buffer": word_file()}
    )
    if report:
        page.get_by_label("Report that it is the text of").select_option(label=report.title)
    else:
        page.get_by_label("Body that the report is for").select_option(label=body.name)
        page.get_by_label("Template").select_option(label="Ours")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="Look at it before it comes in")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_word_file_is_looked_over_and_becomes_a_draft(new_page, signed_in, people, body, scripts):
    page = signed_in(new_page(java_script_enabled=scripts), people.author)
    choose(page, body)
    for words in ("Hidden text was left out", "1 comment was left out", "1 embedded file was left out"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.get_by_text("CANARYCOMMENT")).to_be_hidden()
    page.get_by_text("Show it: 1 comment was left out.").click()
    expect(page.get_by_text("CANARYCOMMENT")).to_be_visible()
    assert Report.objects.count() == 0
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("is a draft now")).to_be_visible()
    page.goto(reverse("reports:read", args=[Report.objects.get().versions.get().pk]))
    expect(page.get_by_text("By the health team.")).to_be_visible()
    assert "CANARY" not in page.content()


def test_by_keyboard_alone_into_a_commissioned_report(new_page, signed_in, people, body, template):
    waiting = drafting.start(
        title="Health of children", format=template, by=people.clerk, author=people.author, remit=body.remit
    )
    page = signed_in(new_page(), people.author)
    choose(page, report=waiting)
    shown = page.locator("summary").first
    for _ in range(30):
        page.keyboard.press("Tab")
        if shown.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert page.locator("details").first.evaluate("node => node.open")
    button = page.get_by_role("button", name="Bring it in")
    for _ in range(30):
        page.keyboard.press("Tab")
        if button.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("is a draft now")).to_be_visible()
    assert Report.objects.get() == waiting
    assert Block.objects.filter(text__startswith="Every child sees a dentist.").count() == 1


def test_another_file_leaves_nothing(new_page, signed_in, people, body):
    page = signed_in(new_page(), people.author)
    choose(page, body)
    page.get_by_role("link", name="Choose another file").click()
    expect(page.get_by_role("button", name="Read the file")).to_be_visible()
    assert Report.objects.count() == 0


def test_the_pages_are_accessible_and_fit_a_phone(phone, signed_in, people, body, faults):
    signed_in(phone, people.author)
    phone.goto(reverse("committees:import_report"))
    assert faults(phone) == []
    choose(phone, body)
    assert faults(phone) == []
    phone.get_by_role("button", name="Bring it in").click()
    phone.goto(reverse("reports:board"))
    expect(phone.get_by_text("who writes it")).to_be_visible()
    assert faults(phone) == []
