"""Writing and clearing a report in a real browser, also without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from corporate_parenting.lib import files, pdf
from reports.models import Report, Version
from tests.factories.reports import (
    AppendixFactory,
    ClearanceFactory,
    ContactFactory,
    SourceFactory,
    TableFactory,
    UnplacedFactory,
    ready_report,
)


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


@pytest.fixture
def report(people, body):
    report = ready_report(people.author, title="How children in our care see a dentist, " * 3, remit=body.remit)
    version = report.versions.get()
    TableFactory(section=version.sections.get(), table={"head": ["Measure"] * 9, "rows": [["1,024"] * 9]})
    for factory in (ContactFactory, SourceFactory, UnplacedFactory):
        factory(version=version)
    # The page of appendices shows a small picture of its first page.
    made = files.keep(pdf.render("<html lang=en><title>Waiting times</title><p>Waiting times").data)
    AppendixFactory(version=version, safe=made, original=made)
    return report


@pytest.fixture
def faults(axe, overflow):
    """faults(page): what is not accessible, and by how many pixels the page is too wide."""
    return lambda page: [*axe(page), *([overflow(page)] if overflow(page) else [])]


def test_pages_of_a_report_are_accessible_and_fit_a_phone(phone, signed_in, people, report, faults):
    signed_in(phone, people.author)
    version = report.versions.get()
    section, block = version.sections.get(), version.sections.get().blocks.first()
    names = ("report", "details", "write", "recommendations", "sources", "unplaced", "appendices", "check", "writers")
    pages = [address("list"), address("start"), *(address(name, report.pk) for name in names)]
    pages += [address("add_block", section.pk, kind) for kind in ("text", "table", "figure")]
    pages += [
        address("change", "block", block.pk),
        address("remove", "section", section.pk),
        address("read", version.pk),
    ]
    for page in pages:
        phone.goto(page)
        assert (page, faults(phone)) == (page, [])


def test_the_page_of_a_clearer_is_accessible_and_fits_a_phone(phone, signed_in, people, report, faults):
    sent = ClearanceFactory(report=report, version=report.versions.get(), asked=people.clearer, sent_by=people.author)
    signed_in(phone, people.clearer)
    phone.goto(address("clearance", sent.pk))
    assert faults(phone) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_first_word_to_a_cleared_version(new_page, signed_in, people, body, scripts):
    page = signed_in(new_page(java_script_enabled=scripts), people.author)
    page.goto(address("start"))
    page.get_by_label("Title").fill("Dentists")
    page.get_by_label("Unnumbered paragraphs").check()
    page.get_by_role("button", name="Start the report").click()
    page.get_by_role("link", name="Write", exact=True).click()
    for heading in ("Main issues", "Implications"):
        page.get_by_role("navigation", name="Sections").get_by_role("link", name=heading).click()
        page.get_by_role("link", name="Numbers and order").click()
        page.get_by_role("link", name="Remove heading").click()
        page.get_by_role("button", name="Remove it").click()
    page.get_by_label("Text of “Background”").fill("Every child sees one.\n\n- in May\n- in June")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("main")).to_contain_text("Saved at ")
    expect(page.frame_locator("#preview").get_by_role("listitem").filter(has_text="in June")).to_be_visible()
    page.get_by_role("link", name="Add a table").click()
    page.get_by_label("Caption").fill("Seen by a dentist")
    page.get_by_label("Table", exact=True).fill("Year\tSeen\n2026\t83%")
    page.get_by_role("button", name="Save table").click()
    expect(page.frame_locator("#preview").get_by_role("cell", name="83%")).to_be_visible()
    recommend(page)
    page.get_by_role("link", name="Check", exact=True).click()
    page.get_by_role("button", name="Send for clearance").click()
    page.get_by_label("Who clears it?").select_option(label=people.clearer.name)
    page.get_by_role("button", name="Send for clearance").click()
    clear(signed_in(new_page(java_script_enabled=scripts), people.clearer))
    assert (Version.objects.get().number, Report.objects.get().title) == (1, "Dentists")


def recommend(page):
    page.goto(address("recommendations", Report.objects.get().pk))
    page.get_by_role("button", name="Add a recommendation").click()
    page.get_by_label("Recommendation", exact=True).fill("The Sub-Committee is asked to note the report.")
    page.get_by_role("button", name="Save recommendation").click()
    expect(page.get_by_role("button", name="Save recommendation")).to_have_count(0)
    page.goto(address("report", Report.objects.get().pk))


def clear(page):
    page.goto(address("list"))
    page.get_by_role("link", name="Dentists").click()
    page.get_by_role("button", name="Read and answer").click()
    page.get_by_label("Clear it").check()
    page.get_by_role("button", name="Send your answer").click()
    expect(page.get_by_text("Version 1 is final and can be laid before a meeting.")).to_be_visible()
