"""The web edition of a pack in a browser: what it tells, the keyboard, a narrow screen, dark and light."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees import packs
from committees.models import Pack
from committees.models.packs import Edition, Form
from committees.packs import numbering, web
from corporate_parenting.lib import files
from roles.audit import SYSTEM
from tests.committees import packing
from tests.factories.reports import SectionFactory, TableFactory

NARROW = {"width": 320, "height": 700}
SEEN = os.environ.get("SEEN")  # a folder for pictures of the page, to be looked at


@pytest.fixture
def meeting(body, people):
    made = packing.meeting_with_everything(body)
    columns = ["Quarter", "Children", "Homes", "Moves", "Schools", "Visits", "Cost in pounds"]
    table = {"head": columns, "rows": [[f"Quarter {row}", *map(str, range(row, row + 6))] for row in range(1, 5)]}
    TableFactory(section=SectionFactory(version=made.papers.programme.version), caption="Placements", table=table)
    build = packs.order(made.meeting, by=SYSTEM)
    packs.work_until_done(build)
    parts = list(build.parts.select_related("item", "paper__document", "appendix").filter(form=Form.STANDARD))
    for edition in (Edition.PUBLIC, Edition.RESTRICTED):
        data = web.page(build, edition=edition, leaves=numbering.leaves(parts, edition=edition))
        kept = {"file": files.keep(data), "size": len(data), "state": "done"}
        Pack.objects.update_or_create(build=build, edition=edition, form=Form.WEB, defaults=kept)
    made.meeting.published_at, made.meeting.published_by = timezone.now(), people.clerk
    made.meeting.save()
    return made.meeting


def look(page, name):
    if SEEN:
        page.screenshot(path=Path(SEEN) / f"{name}.png", full_page=True)


def test_the_public_page_is_read_wide_narrow_dark_and_by_keyboard(meeting, new_page, axe, overflow):
    page = new_page()
    page.goto(f"/meetings/{meeting.pk}/pack/")
    look(page, "wide")
    expect(page.locator("h1")).to_have_count(1)
    assert axe(page) == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the contents")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#papers")).to_be_focused()
    page.get_by_role("link", name="Health of children in care").first.press("Enter")
    part = page.locator("section.part:target")
    expect(part).to_contain_text("of the printed pack")
    expect(part).to_be_in_viewport()
    page.get_by_role("link", name="Back to contents from Item 2").press("Enter")
    expect(page.locator("#contents")).to_be_focused()
    page.set_viewport_size(NARROW)
    assert overflow(page) <= 0
    assert axe(page) == []
    look(page, "narrow")
    table = page.get_by_role("region", name="Table 1")
    assert table.evaluate("one => one.scrollWidth > one.clientWidth")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    assert table.evaluate("one => one.scrollLeft") > 0
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []
    look(page, "dark")


def test_a_restricted_page_has_the_reader_s_name_and_its_markings(meeting, people, desk, axe, overflow):
    page = desk(people.member)
    pack = Pack.objects.get(edition=Edition.RESTRICTED, form=Form.WEB)
    page.goto(f"/committees/packs/{pack.pk}/restricted/")
    expect(page.locator(".copy", has_text=people.member.name)).to_have_count(2)
    expect(page.locator(".marking").first).to_contain_text("Not for publication")
    assert axe(page) == []
    page.set_viewport_size(NARROW)
    assert overflow(page) <= 0
    look(page, "restricted")
