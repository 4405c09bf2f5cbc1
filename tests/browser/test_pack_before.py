"""The page of a pack before it is built, in a browser: what is in the way, holding, releasing, trying."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees.models import Build, DryRun, Meeting
from corporate_parenting.lib import files
from tests.browser.driving import follow, press
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import AppendixFactory, BlockFactory, SectionFactory

PDF = b"%PDF-1.7 the bytes of a file"
WHY = "The finance report comes on Tuesday"


@pytest.fixture
def meeting(body, people):
    body.pack_clear_days, body.pack_time = 5, time(14)
    body.save()
    meeting = MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=40))
    AgendaItemFactory(meeting=meeting, title="Fostering service", expects_paper=True)
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting, title="Health of children in care"))
    BlockFactory(section=SectionFactory(version=paper.version), text="Of them 3 children went missing.")
    hidden = [{"what": "under_box", "page": 2, "count": 1}]
    AppendixFactory(version=paper.version, safe=files.keep(PDF), size=len(PDF), tagged=False, hidden=hidden)
    return meeting


def test_what_is_in_the_way_can_be_read_and_followed_on_a_wide_and_a_narrow_screen(
    meeting, people, desk, axe, overflow
):
    page = desk(people.clerk)
    page.goto(f"/committees/meetings/{meeting.pk}/pack/")
    expect(page.locator(".app-look")).to_have_text("1 thing stops the build, 3 to know")
    expect(page.locator(".app-look__title")).to_have_text(
        ["Item 2: Health of children in care", "Item 1: Fostering service"]
    )
    expect(page.get_by_role("button", name="Build the pack")).to_have_count(0)
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) <= 0
    assert axe(page) == []
    page.get_by_role("link", name="Lay the paper").click()
    expect(page.locator("h1")).to_contain_text("Lay")


def test_a_pack_is_held_tried_built_and_released_without_a_script(meeting, people, new_page, signed_in, axe):
    meeting.items.last().papers.get().version.appendices.update(hidden=[])
    page = signed_in(new_page(java_script_enabled=False), people.clerk)
    page.goto(f"/committees/meetings/{meeting.pk}/pack/")
    follow(page, "Hold the pack")
    press(page, "Hold the pack")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why the pack is held")
    page.get_by_label("Why is the pack held?").fill(WHY)
    press(page, "Hold the pack")
    expect(page.locator(".app-held")).to_contain_text(WHY)
    press(page, "Try it now")
    expect(page.locator("#pack-tried")).to_contain_text("A dry run is being made.")
    assert DryRun.objects.get().ordered_by == people.clerk
    page.get_by_role("button", name="Build the pack").click()
    expect(page.locator("h1")).to_have_text("Build this pack although it is held?")
    press(page, "Build the pack now")
    assert Build.objects.get().meeting == meeting
    press(page, "Release the pack")
    expect(page.locator(".app-held")).to_have_count(0)
    assert Meeting.objects.get().pack_held_at is None


def test_the_pages_of_holding_are_in_order_for_everybody(meeting, people, desk, axe, overflow):
    page = desk(people.clerk)
    page.goto(f"/committees/meetings/{meeting.pk}/pack/hold/")
    assert axe(page) == []
    page.get_by_label("Why is the pack held?").fill(WHY)
    press(page, "Hold the pack")
    assert axe(page) == []
    page.goto(f"/committees/meetings/{meeting.pk}/pack/build/held/")
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) <= 0
