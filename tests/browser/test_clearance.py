"""
Clearance in the browser, by keyboard: sent to two at once, one sets conditions, the other sends it back; the author
changes one implication, only that office is asked again, and the Director's yes freezes the report.
"""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports import drafting, stages
from reports.models import Clearance, Implication, Report, Version
from roles.audit import SYSTEM
from roles.permissions import OfficeKind
from tests.factories.reports import ready_report
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

MOST_TABS = 80


def address(name, *args):
    return reverse(f"reports:{name}", args=args)


def holder(kind, name):
    """Somebody with an account in an office of their own."""
    person = PersonFactory(name=name)
    UserFactory(person=person)
    person.office = OfficeFactory(kind=kind, label=name)
    AppointmentFactory(person=person, office=person.office)
    return person


@pytest.fixture
def offices(db):
    """Who holds them, by a short name."""
    kinds = {"finance": OfficeKind.CLEARER, "legal": OfficeKind.MANAGER, "director": OfficeKind.DIRECTOR}
    names = {"finance": "Nell Ash", "legal": "Otto Lund", "director": "Pia Fox"}
    return SimpleNamespace(**{key: holder(kind, names[key]) for key, kind in kinds.items()})


@pytest.fixture
def report(people, body, offices):
    stages.add(name="Finance", office=offices.finance.office, working_days=3, covers=["Financial"], by=SYSTEM)
    about = {"office": offices.legal.office, "covers": ["Legal"], "at_once": True}
    stages.add(name="Legal", working_days=2, by=SYSTEM, **about)
    stages.add(name="the Director", office=offices.director.office, working_days=1, by=SYSTEM)
    made = ready_report(people.author, title="Homes for care leavers", remit=body.remit)
    for order, name in enumerate(("Financial", "Legal"), start=1):
        Implication.objects.create(version=made.versions.get(), order=order, name=name, text="None to speak of.")
    return made


def tab_to(page, control):
    """Press Tab until the control has the focus, as somebody does who has no mouse."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if control.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("no Tab leads there")


def by_key(page, control, key="Enter"):
    tab_to(page, control)
    page.keyboard.press(key)


def send(page, report):
    page.goto(address("send", report.pk))
    by_key(page, page.get_by_role("button", name="Send for clearance"))
    expect(page.get_by_text("You can take it back until they answer")).to_be_visible()


def answer(page, report, stage, choice, words=""):
    """Go to the answer of a stage, choose with the arrow keys, write, and send it."""
    row = Clearance.objects.filter(report=report, stage_name=stage).latest("sent_at", "pk")
    page.goto(address("clearance", row.pk))
    by_key(page, page.get_by_label("Clear it"), "Space")
    for _ in range(["Clear it", "Clear with conditions", "Send it back to its author"].index(choice)):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label(choice)).to_be_checked()
    if words:
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    by_key(page, page.get_by_role("button", name="Send your answer"))
    page.wait_for_url(f"**{address('list')}")


def test_by_keyboard_through_two_at_once_a_condition_a_sending_back_and_one_asked_again(
    new_page, signed_in, people, offices, report
):
    author = signed_in(new_page(), people.author)
    send(author, report)
    at_finance, at_legal = signed_in(new_page(), offices.finance), signed_in(new_page(), offices.legal)
    answer(at_finance, report, "Finance", "Clear with conditions", "Name the budget.")
    answer(at_legal, report, "Legal", "Send it back to its author", "Say by which power.")

    author.goto(address("report", report.pk))
    expect(author.get_by_text("Otto Lund sent it back: read what they say and change it")).to_be_visible()
    expect(author.get_by_role("heading", name="Conditions", exact=True)).to_be_visible()
    part = report.versions.get().implications.get(name="Legal")
    drafting.change(part, text="Under the Children Act 1989, section 24B.", by=people.author)
    author.goto(address("send", report.pk))
    expect(author.get_by_text("Nell Ash cleared these words on")).to_be_visible()
    send(author, report)

    answer(at_legal, report, "Legal", "Clear it")
    at_director = signed_in(new_page(), offices.director)
    answer(at_director, report, "the Director", "Clear it")
    expect(at_director.get_by_text("Version 1 is final and can be laid before a meeting.")).to_be_visible()
    assert Version.objects.get().number == 1
    assert Clearance.objects.filter(stage_name="Finance").count() == 1


@pytest.fixture
def faults(axe, overflow):
    """faults(page): what is not accessible, and by how many pixels the page is too wide."""
    return lambda page: [*axe(page), *([overflow(page)] if overflow(page) else [])]


@pytest.mark.usefixtures("report")
def test_the_pages_are_accessible_and_fit_a_phone(phone, signed_in, people, offices, faults):
    report = Report.objects.get()
    signed_in(phone, people.author)
    phone.goto(address("send", report.pk))
    assert faults(phone) == []
    send(phone, report)
    assert faults(phone) == []
    signed_in(phone, offices.legal)
    phone.goto(address("clearance", Clearance.objects.get(stage_name="Legal").pk))
    assert faults(phone) == []
    phone.goto(reverse("away"))
    assert faults(phone) == []
    signed_in(phone, people.head_clerk)
    for page in (address("stages"), address("change_stage", stages.everything()[0].pk)):
        phone.goto(page)
        assert faults(phone) == []
