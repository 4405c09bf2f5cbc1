"""Large print and the young people's edition in a browser: ticked, written, asked for, on wide and narrow screens."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from committees import agenda, packs
from committees.models import AgendaItem
from committees.models.packs import Form
from roles.audit import SYSTEM
from tests.browser.driving import follow, press
from tests.factories.committees import AgendaItemFactory, MeetingFactory

WORDS = "We look at how many of you saw a dentist this year. Most of you did. Four still wait for a first visit."
HARD = "The sufficiency of placement commissioning is scrutinised with reference to LAC placement stability targets."


@pytest.fixture
def item(body):
    return AgendaItemFactory(meeting=MeetingFactory(body=body), title="How children in care see a dentist")


def pictured(page, name):
    """Keep a picture where somebody wants to look (PICTURES names the folder)."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def in_order(page, name, axe, overflow):
    """A page is free of faults, and fits, on a wide and on a narrow screen."""
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == []
        assert overflow(page) <= 0
        pictured(page, f"{name}-{width}")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_clerk_writes_for_young_people_from_the_agenda(item, people, desk, axe, overflow):
    page = desk(people.clerk)
    page.goto(f"/committees/meetings/{item.meeting_id}/agenda/")
    follow(page, "For young people on How children in care see a dentist")
    words = page.get_by_label("What is it about, in plain words?")
    expect(words).to_be_hidden()
    page.get_by_label("In the young people’s edition").check()
    words.fill(HARD)
    press(page, "Save")
    expect(page.locator("#advice")).to_contain_text("“placement stability” is hard to read")
    in_order(page, "young-words", axe, overflow)
    words.fill(WORDS)
    press(page, "Save")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The item is saved.")
    expect(page.locator(f"#item-{item.pk}")).to_contain_text("Words for young people")
    in_order(page, "young-agenda", axe, overflow)
    assert AgendaItem.objects.get().young_words == WORDS


def test_the_whole_form_has_it_and_works_without_a_script(item, people, new_page, signed_in):
    page = signed_in(new_page(java_script_enabled=False), people.clerk)
    page.goto(f"/committees/items/{item.pk}/change/")
    page.get_by_label("In the young people’s edition").check()
    page.get_by_label("What is it about, in plain words?").fill(WORDS)
    press(page, "Save the item")
    assert (AgendaItem.objects.get().for_young, AgendaItem.objects.get().young_words) == (True, WORDS)


def test_the_form_of_an_item_is_in_order(item, people, desk, axe, overflow):
    AgendaItem.objects.update(for_young=True, young_words=WORDS)
    page = desk(people.clerk)
    page.goto(f"/committees/items/{item.pk}/change/")
    in_order(page, "young-item", axe, overflow)


def test_two_clerks_are_shown_both_and_choose(item, people, desk, axe, overflow):
    page = desk(people.clerk)
    page.goto(f"/committees/items/{item.pk}/young/")
    agenda.edit_item(AgendaItem.objects.get(), young_words="The other clerk’s words.", for_young=True, by=SYSTEM)
    page.get_by_label("In the young people’s edition").check()
    page.get_by_label("What is it about, in plain words?").fill(WORDS)
    press(page, "Save")
    expect(page.locator("h1")).to_contain_text("Somebody else saved this item")
    in_order(page, "young-conflict", axe, overflow)


def test_large_print_is_asked_for_on_the_page_of_the_pack(item, people, desk, axe, overflow):
    AgendaItem.objects.update(for_young=True)
    build = packs.order(item.meeting, by=SYSTEM)
    page = desk(people.clerk)
    page.goto(f"/committees/meetings/{item.meeting_id}/pack/?still")
    expect(page.get_by_text("nobody has written any")).to_be_visible()
    in_order(page, "young-pack", axe, overflow)
    press(page, "Make large print")
    expect(page.get_by_text("Large print of both editions is part of build 1.")).to_be_visible()
    assert build.packs.filter(form=Form.LARGE).count() == 3


def test_the_setting_of_a_body_is_in_order(item, people, desk, axe, overflow):
    page = desk(people.clerk)
    page.goto(f"/committees/bodies/{item.meeting.body_id}/packs/")
    page.get_by_label("Make large print of every pack").check()
    in_order(page, "large-body", axe, overflow)
    press(page, "Save the pack timetable")
    expect(page.get_by_text("In large print as well")).to_be_visible()
