"""Meetings in a browser: for the clerk, a member and everybody; on a desk, on a phone, and without scripts."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from committees import agenda
from tests.factories.committees import (
    ActionFactory,
    AgendaItemFactory,
    ExemptionFactory,
    MeetingFactory,
    PaperFactory,
    sit,
)
from tests.factories.reports import BlockFactory, ReportFactory, SectionFactory, VersionFactory
from tests.factories.roles import PersonFactory

SOON = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=30)
# A folder to put pictures into, for whoever wants to look.
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def meeting(body, people):
    meeting = MeetingFactory(body=body, starts_at=SOON, how_to_attend="Come to the main door.")
    AgendaItemFactory(meeting=meeting, title="Apologies")
    version = VersionFactory(frozen=True, report=ReportFactory(title="Dentists for every child", remit=body.remit))
    BlockFactory(section=SectionFactory(version=version))
    version.appendices.create(
        order=1, title="Map of dentists", file_name="m.pdf", original="x", safe="x", pages=3, size=4000, tagged=True
    )
    PaperFactory(item=AgendaItemFactory(meeting=meeting, title="Dentists", purpose="decide"), version=version)
    AgendaItemFactory(meeting=meeting, title="Homes for care leavers", expects_paper=True)
    item = AgendaItemFactory(
        meeting=meeting, title="A contract", private_title="Ash House", likely_private=True,
        private_kind="exempt", private_paragraphs=[3], private_reason="The offers are still open.",
    )  # fmt: skip
    ExemptionFactory(paper=PaperFactory(item=item), paragraphs=[3])
    ActionFactory(body=body, owner=people.clerk)
    sit(PersonFactory(name="Councillor Fern Dale"), body)
    return meeting


def looked_at(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def url(name, *args):
    return reverse(f"committees:{name}", args=[arg.pk for arg in args])


def closed_pages(meeting):
    item = meeting.items.get(title="Dentists")
    return {
        "clerk": [
            ("desk", url("desk")),
            ("agenda", url("agenda", meeting)),
            ("add_item", url("add_item", meeting)),
            ("change_meeting", url("change_meeting", meeting)),
            ("publish", url("publish", meeting)),
            ("lay", url("lay", item)),
            ("upload", url("upload", item)),
            ("keep_private", url("keep_private", item.papers.get())),
            ("actions", url("actions")),
        ],
        "head_clerk": [
            ("bodies", url("bodies")),
            ("body", url("body", meeting.body)),
            ("new_body", url("new_body")),
            ("seat", url("seat", meeting.body)),
            ("import_meetings", url("import_meetings")),
        ],
        "member": [
            ("my_meetings", url("my_meetings")),
            ("meeting", url("meeting", meeting)),
            ("paper", url("paper", item.papers.get())),
        ],
        "author": [("import_report", url("import_report"))],
    }


def public_pages(meeting):
    paper = meeting.items.get(title="Dentists").papers.get()
    return [
        ("public_meetings", url("public_meetings")),
        ("public_body", url("public_body", meeting.body)),
        ("public_meeting", url("public_meeting", meeting)),
        ("public_paper", url("public_paper", paper)),
    ]


@pytest.fixture
def check(axe, overflow):
    """check(desk, phone, pages): each page is accessible on a desk and fits a phone."""

    def all_of(desk, phone, pages):
        for name, address in pages:
            desk.goto(address)
            looked_at(desk, name)
            assert axe(desk) == [], address
            phone.goto(address)
            looked_at(phone, f"{name}-phone")
            assert overflow(phone) == 0, address

    return all_of


@pytest.mark.parametrize("who", ["clerk", "head_clerk", "member", "author"])
def test_closed_pages_are_accessible_and_fit_a_phone(meeting, both, come_in, check, who):
    if who == "member":  # who reads papers once the agenda is published
        agenda.publish(meeting, by=PersonFactory())
    desk, phone = (come_in(page, who) for page in both)
    check(desk, phone, closed_pages(meeting)[who])


def test_public_pages_are_accessible_and_fit_a_phone(meeting, people, both, check):
    agenda.publish(meeting, by=people.clerk)
    check(*both, public_pages(meeting))


@pytest.fixture
def both(page, phone):
    """A page on a desk and one on a phone."""
    return page, phone


@pytest.fixture
def come_in(people, signed_in):
    """come_in(page, "clerk")."""
    return lambda page, who: signed_in(page, getattr(people, who))


@pytest.mark.parametrize("scripts", [True, False])
def test_items_move_by_button_and_by_number(meeting, people, new_page, signed_in, scripts):
    page = signed_in(new_page(java_script_enabled=scripts), people.clerk)
    page.goto(url("agenda", meeting))
    page.get_by_role("button", name="Move up Dentists").click()
    number = page.locator("tr[data-title=Dentists] th")
    expect(number).to_have_text("1")
    assert list(meeting.items.values_list("title", flat=True))[:2] == ["Dentists", "Apologies"]
    page.get_by_label("Place in the order of Dentists").fill("3")
    page.get_by_role("button", name="Place Dentists").click()
    expect(number).to_have_text("3")
    assert list(meeting.items.values_list("title", flat=True))[:3] == [
        "Apologies",
        "Homes for care leavers",
        "Dentists",
    ]


def test_a_paragraph_is_asked_for_only_when_a_paper_is_exempt(meeting, people, page, signed_in):
    paper = meeting.items.get(title="Dentists").papers.get()
    signed_in(page, people.clerk).goto(url("keep_private", paper))
    page.get_by_label("Confidential").check()
    assert page.get_by_label("1: information about").is_hidden()
    page.get_by_label("Exempt").check()
    page.get_by_label("1: information about").check()
    page.get_by_label("Why the public interest").fill("It names a child.")
    page.get_by_role("button", name="Keep it private").click()
    assert paper.exemptions.get().paragraphs == [1]
