"""Copies of a restricted pack in a browser: read, saved as a file, and looked up by the clerk when one is found."""

from datetime import UTC, datetime

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees.models import Build, Pack, PackCopy, PackReading
from committees.models.packs import Edition
from committees.packs import copies
from corporate_parenting.lib import files, pdf
from tests.browser.driving import follow, press, text
from tests.committees import packing
from tests.factories.committees import MeetingFactory


@pytest.fixture
def pack(body, people):
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    made = pdf.render(packing.page("Placements", "Some words. " * 700))
    out = files.scratch() / "to-copy.pdf"
    parts = [pdf.Part(made.data, "Placements", first_number=1, header="Item 1", claims_ua=made.claims_ua)]
    pdf.merge(parts, title="A restricted pack", at=datetime(2026, 11, 1, tzinfo=UTC), out=out)
    build = Build.objects.create(meeting=meeting, number=1, ordered_at=timezone.now())
    data = out.read_bytes()
    return Pack.objects.create(
        build=build, edition=Edition.RESTRICTED, state="done", file=files.keep(data), pages=2, size=len(data)
    )


@pytest.fixture
def plain(new_page, signed_in):
    """A page without a script, for somebody."""
    return lambda person: signed_in(new_page(java_script_enabled=False), person)


def test_a_member_saves_their_own_copy_without_a_script_and_sees_its_number(pack, people, plain, tmp_path):
    copies.copy_of(pack, people.chair)
    page = plain(people.member)
    page.goto(f"/committees/meetings/{pack.build.meeting_id}/")
    expect(page.locator("main")).to_contain_text("Your name will be on every page")
    with page.expect_download() as saved:
        follow(page, "Save a copy")
    file = tmp_path / "saved.pdf"
    saved.value.save_as(file)
    said = copies.words(PackCopy.objects.get(person=people.member))
    with pikepdf.open(file) as copy:
        pages = len(copy.pages)
    assert text(file).count(said) == pages > 1
    assert people.chair.name not in text(file)
    assert [one.how for one in PackReading.objects.all()] == ["saved"]
    page.reload()
    expect(page.locator("main")).to_contain_text("Yours is copy 2: its number and your name are on every page")


def test_the_way_to_a_copy_reads_well_on_a_narrow_screen(pack, people, desk, axe, overflow):
    page = desk(people.member)
    page.goto(f"/committees/meetings/{pack.build.meeting_id}/")
    page.set_viewport_size({"width": 320, "height": 700})
    expect(page.get_by_role("link", name="Save a copy")).to_be_visible()
    assert overflow(page) <= 0
    assert axe(page) == []


def test_the_clerk_finds_whose_a_copy_was(pack, people, desk, axe, overflow):
    for person, how in ((people.member, copies.How.OPENED), (people.chair, copies.How.SAVED)):
        copies.opened(pack, by=person, how=how)
    page = desk(people.clerk)
    page.goto(f"/committees/meetings/{pack.build.meeting_id}/pack/")
    follow(page, "Who has read it")
    expect(page.locator("h1")).to_contain_text("Who has read the restricted pack")
    expect(page.locator("tbody th")).to_have_text([people.member.name, people.chair.name])
    assert axe(page) == []
    page.get_by_label("Copy number or name").fill("2")
    press(page, "Show copies")
    expect(page.locator("tbody th")).to_have_text([people.chair.name])
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) <= 0
    assert axe(page) == []
