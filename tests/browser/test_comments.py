"""Two people and a draft in a real browser: comments on words, texts compared, a report begun from an earlier one."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports import comments, drafting, texts
from reports.models import Report, Version
from tests.browser.driving import follow, press
from tests.factories.reports import BlockFactory, ClearanceFactory, TableFactory, ready_report


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


@pytest.fixture
def report(people, body):
    report = ready_report(people.author, title="How children in our care see a dentist", remit=body.remit)
    section = report.versions.get().sections.get()
    BlockFactory(section=section, text="By June 2026, **71%** of 1,024 children had seen one.")
    TableFactory(section=section)
    return report


@pytest.fixture
def faults(axe, overflow):
    """faults(page): what is not accessible, and by how many pixels the page is too wide."""
    return lambda page: [*axe(page), *([overflow(page)] if overflow(page) else [])]


def select(page, words):
    """Select these words as somebody does who drags over them."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
        }""",
        words,
    )


def test_two_people_comment_answer_and_resolve(opened, people, report, faults):
    ClearanceFactory(report=report, version=report.versions.get(), asked=people.clearer, sent_by=people.author)
    clearer, author = opened("clearer"), opened("author")
    clearer.goto(address("comments", report.pk))
    select(clearer, "once a year")
    clearer.get_by_role("link", name="Comment on these words").click()
    expect(clearer.get_by_label("Which words?")).to_have_value("once a year")
    clearer.get_by_label("Your comment").fill("The pledge says twice a year.")
    press(clearer, "Add the comment")
    expect(clearer.locator("mark")).to_have_text("comment on: once a year (end of the words)")

    author.goto(reverse("home"))
    follow(author, "1 comment on “How children in our care see a dentist” waits for you")
    author.get_by_text("Answer", exact=False).first.click()
    author.get_by_label("Your answer").fill("Right: I change it.")
    press(author, "Add the answer")
    assert faults(author) == []
    press(author, "Resolve the comment by")
    expect(author.get_by_text("Resolved by Officer Edda Stone")).to_be_visible()
    expect(author.get_by_text("No comment is open.")).to_be_visible()
    assert faults(author) == []


def test_without_scripts_the_words_are_typed(new_page, signed_in, people, report):
    page = signed_in(new_page(java_script_enabled=False), people.author)
    page.goto(address("comment", report.pk))
    page.get_by_label("Which part is it about?").select_option(label="Background")
    page.get_by_label("Which words?").fill("no such words")
    page.get_by_label("Your comment").fill("Hm.")
    press(page, "Add the comment")
    expect(page.get_by_role("link", name="These words do not stand in the part you chose")).to_be_visible()
    page.get_by_label("Which words?").fill("71% of 1,024")
    press(page, "Add the comment")
    expect(page.locator("mark").first).to_contain_text("71%")


def test_words_that_are_gone_are_shown_as_gone(opened, people, report):
    version = report.versions.get()
    section = version.sections.get()
    comments.say(version, texts.name_of(section), "Which?", quote="Every child", by=people.author)
    drafting.change(section.blocks.first(), text="Each child sees a dentist twice a year.", by=people.author)
    page = opened("author")
    page.goto(address("comments", report.pk))
    expect(page.get_by_text("These words are gone: “Every child”")).to_be_visible()


def test_texts_are_compared_and_put_back(opened, people, report, faults):
    block = report.versions.get().sections.get().blocks.first()
    drafting.change(
        block, text="Each child in care sees a dentist **twice** a year.\n\nNobody waits.", by=people.author
    )
    page = opened("author")
    page.goto(address("texts", report.pk))
    assert faults(page) == []
    page.get_by_label("Part of the report").select_option(label="Paragraph in “Background”")
    press(page, "Compare the two")
    expect(page.locator("ins").filter(has_text="twice")).to_be_visible()
    page.get_by_role("link", name="Go to the first change").click()
    page.get_by_role("link", name="Next change").click()
    expect(page).to_have_url(re.compile("#change-2$"))
    assert faults(page) == []
    page.get_by_role("link", name=re.compile(r"\d{4} at")).first.click()
    press(page, "Put this text back")
    expect(page.get_by_text("The earlier text is put back.")).to_be_visible()
    block.refresh_from_db()
    assert block.text == "Every child in care sees a dentist once a year."


def test_pages_fit_a_phone(phone, signed_in, people, report, faults):
    version = report.versions.get()
    Version.objects.filter(pk=version.pk).update(number=1, frozen_at=datetime(2026, 11, 20, tzinfo=UTC))
    draft = drafting.start_version(report, by=people.author)
    section = draft.sections.get()
    block = section.blocks.first()
    drafting.change(block, text="x" * 80 + " twice", by=people.author)
    wide = {"head": ["A long home", "Many years"] * 3, "rows": [["71%", "83%"] * 3]}
    drafting.change(section.blocks.last(), table=wide, by=people.author)
    comments.say(draft, texts.name_of(section), "y" * 90, quote="71%", by=people.author)
    kept = draft.kept_texts.order_by("pk").first()
    table = draft.kept_texts.filter(part=texts.name_of(section.blocks.last())).earliest("pk")
    signed_in(phone, people.author)
    pages = [address(name, report.pk) for name in ("comments", "comment", "texts", "compare_versions", "carried_over")]
    pages += [f"{address('texts', report.pk)}?part={kept.part}"]
    pages += [f"{address('compare_texts', report.pk)}?old={text.pk}" for text in (kept, table)]
    pages += [address("kept_text", kept.pk), address("earlier"), address("start_from", version.pk)]
    for page in pages:
        phone.goto(page)
        assert (page, faults(phone)) == (page, [])


def test_a_report_starts_from_an_earlier_one(opened, people, report, faults):
    Version.objects.filter(report=report).update(number=1, frozen_at=datetime(2026, 9, 20, tzinfo=UTC))
    page = opened("author")
    page.goto(address("start"))
    follow(page, "Start from an earlier report")
    follow(page, "How children in our care see a dentist")
    page.get_by_label("Title").fill("Dentists, autumn")
    press(page, "Start the report")
    expect(page.get_by_role("heading", name="Still as in the earlier report")).to_be_visible()
    assert faults(page) == []
    while page.get_by_role("button", name="It is still right").count():
        press(page, "It is still right")
        page.wait_for_load_state()
    expect(page.get_by_text("Nothing is left.")).to_be_visible()
    draft = Report.objects.get(title="Dentists, autumn").versions.get()
    page.goto(address("read", draft.pk))
    expect(page.locator("main mark")).to_have_count(0)
