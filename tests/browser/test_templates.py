"""A template made with the keyboard alone, a report started in it and printed; pages on a phone and without scripts."""

import pytest
from playwright.sync_api import expect

from reports import drafting, templating
from reports.models import Format, Report
from tests.browser.conftest import PHONE
from tests.browser.driving import press, text, url
from tests.browser.test_body_year_journey import choose
from tests.browser.test_keyboard import use, write
from tests.factories.reports import BlockFactory, RecommendationFactory
from tests.reports.test_templating import WORDS

ORDER = ["sections", "implications", "recommendations", "reasons", "contacts", "sources", "appendices", "closing"]


@pytest.fixture
def template(people):
    return templating.make(**WORDS, by=people.head_clerk)


def test_a_template_is_made_a_report_started_in_it_and_printed_with_the_keyboard(
    people, body, page, signed_in, tmp_path
):
    signed_in(page, people.head_clerk)
    page.goto(url("reports:list"))
    use(page, "Templates: how reports are set out")
    use(page, "Make a template")
    write(page, "Name of the template", "Board report")
    write(page, "Header fields (optional)", "To\nMeeting date\nBy")
    write(page, "Headings that a new report starts with", "Why this matters\nWhat was done")
    _put_recommendations_after_implications(page)
    write(page, "Implications (optional)", "Financial\nLegal")
    write(page, "Heading of the source documents", "Papers behind it")
    use(page, "See how it looks")
    expect(page.get_by_role("region", name="An example")).to_contain_text("3.2 There are no legal implications")
    assert not Format.objects.filter(name="Board report").exists()
    use(page, "Make the template")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("“Board report” is made.")
    assert Format.objects.get(name="Board report").parts == ORDER

    signed_in(page, people.author)
    page.goto(url("reports:start"))
    write(page, "Title", "Dentists for every child")
    choose(page, "Board report")
    use(page, "Start the report")
    report = Report.objects.get()
    version = report.versions.get()
    use(page, "Implications")
    write(page, "Financial", "It costs £5 a child.")
    write(page, "Why are there no others?", "no law changes")
    use(page, "Save the implications")
    BlockFactory(section=version.sections.first(), text="Every child has teeth.")
    RecommendationFactory(version=version, text="The Board is asked to note it.")
    printed = page.request.get(url("reports:print", version))
    (tmp_path / "report.pdf").write_bytes(printed.body())
    told = text(tmp_path / "report.pdf")
    order = [
        "1. Why this matters",
        "1.1 Every child",
        "2. What was done",
        "3. Implications",
        "3.1 It costs",
        "3.2 There are no legal",
    ]
    places = [told.index(words) for words in [*order, "4. Recommendation", "4.1 The Board"]]
    assert places == sorted(places)


def _put_recommendations_after_implications(page):
    """Moved four times to stand after sections and implications, contacts after all of them; the focus goes along."""
    for part, way in (("Recommendations", "down"), ("Recommendations", "down"), ("Recommendations", "down")):
        use(page, f"Move {way}: {part}")
        expect(page.get_by_label(part, exact=True)).to_be_focused()
    for place, part in enumerate(ORDER, start=1):
        write(page, LABELS[part], str(place))


LABELS = {
    "sections": "Sections",
    "implications": "Implications",
    "recommendations": "Recommendations",
    "reasons": "Reasons for the recommendations",
    "contacts": "Contacts",
    "sources": "Source documents",
    "appendices": "List of appendices",
    "closing": "Lines at the end",
}


def test_enter_in_a_box_saves_and_moves_nothing(people, page, signed_in, template):
    signed_in(page, people.head_clerk)
    page.goto(url("reports:change_template", template))
    write(page, "What is new in this version", "Another name")
    write_back = page.get_by_label("Name of the template", exact=True)
    write_back.fill("Cabinet report")
    with page.expect_navigation():
        write_back.press("Enter")
    newer = Format.objects.get(follows=template)
    assert (newer.name, newer.parts) == ("Cabinet report", WORDS["parts"])


def test_without_scripts_a_writer_takes_the_newer_version(people, opened, template):
    report = drafting.start(title="Dentists", format=template, by=people.author)
    templating.change(template, by=people.head_clerk, note="Purpose is asked", header_fields=["To", "Purpose"])
    page = opened("author", java_script_enabled=False)
    page.goto(url("reports:report", report))
    expect(page.get_by_role("region", name="The council’s template has a newer version")).to_contain_text(
        "Purpose is asked"
    )
    press(page, "Take the newer version")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("stands in version 2")


def test_pages_of_templates_are_accessible_and_fit_a_phone(people, opened, axe, overflow, template):
    newer = templating.change(template, by=people.head_clerk, note="A long note, " * 20, numbering="none")
    lines = templating.make(**WORDS | {"name": "Very long " * 9, "opening": "lines"}, by=people.head_clerk)
    report = drafting.start(title="Dentists", format=template, by=people.author)
    phone = opened("head_clerk", viewport=PHONE)
    pages = [url("reports:templates"), url("reports:new_template"), url("reports:change_template", newer)]
    pages += [url("reports:template", one) for one in (template, newer, lines)]
    for page in pages:
        phone.goto(page)
        assert (page, axe(phone), overflow(phone)) == (page, [], 0)
    phone = opened("author", viewport=PHONE)
    for page in (url("reports:report", report), url("reports:implications", report)):
        phone.goto(page)
        assert (page, axe(phone), overflow(phone)) == (page, [], 0)
