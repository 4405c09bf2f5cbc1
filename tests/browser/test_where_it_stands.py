"""A table or figure is added where the writer's cursor stood, or where they say."""

from django.urls import reverse
from playwright.sync_api import expect

from reports.models import Block
from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory


def section(people, body):
    made = SectionFactory(
        version=VersionFactory(report__author=people.author, report__remit=body.remit), heading="News"
    )
    for order, text in enumerate(["The first paragraph. 👩‍👧👩‍👧👩‍👧👩‍👧👩‍👧", "The second.", "The third."]):
        BlockFactory(section=made, text=text, order=order)
    return made


def add(page):
    page.get_by_label("Caption").fill("Dentists by year")
    page.get_by_label("Table", exact=True).fill("Year|Seen\n2025|12")
    page.get_by_role("button", name="Save table").click()
    expect(page.get_by_text("The table is added.")).to_be_visible()


def kinds(made):
    return list(Block.objects.filter(section=made).order_by("order").values_list("kind", flat=True))


def test_a_table_is_added_where_the_cursor_stood(opened, people, body):
    made, page = section(people, body), opened("author")
    page.goto(f"{reverse('reports:write', args=[made.version.report_id])}?section={made.pk}")
    box = page.get_by_role("textbox", name="Text of “News”")
    box.focus()
    box.evaluate(
        "(box) => box.setSelectionRange(box.value.indexOf('The second') - 3, box.value.indexOf('The second') - 3)"
    )
    page.get_by_role("link", name="Add a table").click()
    expect(page.get_by_label("Where is it to stand?")).to_have_value(str(made.blocks.first().pk))
    add(page)
    assert kinds(made) == ["text", "table", "text", "text"]


def test_it_is_added_at_the_end_or_where_its_writer_says(opened, people, body):
    made, page = section(people, body), opened("author", java_script_enabled=False)
    for place, order in (
        ("At the end of the section", ["text", "text", "text", "table"]),
        ("After “The second.”", ["text", "text", "table", "text", "table"]),
    ):
        page.goto(reverse("reports:add_block", args=[made.pk, "table"]))
        page.get_by_label("Where is it to stand?").select_option(place)
        add(page)
        assert kinds(made) == order
