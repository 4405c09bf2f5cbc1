"""The model check through its pages: begun, judged, finished and compared; accessible and narrow enough for a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from pledges.modelcheck import steps
from pledges.models import Finding, ModelCheck
from tests.browser.conftest import PHONE
from tests.factories.pledges import FindingFactory, ModelCheckFactory
from tests.factories.reports import ready_report

WORDS = "The council made the group a sub-committee in May."


def address(name, *args):
    return reverse(f"pledges:{name}", args=args)


@pytest.fixture
def last_year(people):
    check = ModelCheckFactory(year=2025, finished=True, finished_by=people.participation)
    FindingFactory(of=check, component="leadership", state="absent", next_step="Ask the council for powers.")
    FindingFactory(
        of=check, component="decisions", name="Decision making", state="partial", evidence="A page says who."
    )
    return check


@pytest.fixture
def faults(axe, overflow):
    """faults(page): what is not accessible, here and at 320 pixels, and by how many pixels the page is too wide."""

    def found(page):
        wide = page.viewport_size
        faults = axe(page)
        page.set_viewport_size(PHONE)
        faults += [*axe(page), *([overflow(page)] if overflow(page) else [])]
        page.set_viewport_size(wide)
        return faults

    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_check_from_its_beginning_to_its_end(new_page, signed_in, people, last_year, scripts):
    page = signed_in(new_page(java_script_enabled=scripts), people.participation)
    page.goto(address("index"))
    page.get_by_role("link", name="Read the model checks").click()
    page.get_by_role("button", name="Begin a check").or_(page.get_by_role("link", name="Begin a check")).click()
    page.get_by_label("Which year is the check for?").fill("2026")
    page.get_by_role("button", name="Begin the check").click()
    page.get_by_role("link", name="Judge Leadership and governance").click()
    leadership(page)
    decisions(page, people)
    finish(page)
    compare(page)
    found = dict(Finding.objects.filter(of__year=2026).exclude(state="").values_list("component", "state"))
    assert found == {"leadership": "present", "decisions": "partial"}


def leadership(page):
    """Present without evidence is an error that keeps what was typed; then it is saved, and the next one comes."""
    expect(page.get_by_text("In 2025 it was absent.")).to_be_visible()
    page.get_by_label("Present").check()
    page.get_by_label("What is missing, and the next step").fill("Tell the new members.")
    page.get_by_role("button", name="Save and go to the next").click()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link", name="Say what shows that it is present")).to_be_visible()
    expect(page.get_by_label("What is missing, and the next step")).to_have_value("Tell the new members.")
    expect(page.get_by_label("Present")).to_be_checked()
    page.get_by_label("Evidence").fill(WORDS)
    page.get_by_role("button", name="Save and go to the next").click()
    expect(page.get_by_role("heading", name="Decision making", level=1)).to_be_visible()


def decisions(page, people):
    """Still so: last year's words come with one press, then somebody owns them."""
    page.get_by_role("button", name="Still so: take over last year’s words").click()
    expect(page.get_by_label("Evidence")).to_have_value("A page says who.")
    page.get_by_label("Who sees to it?").select_option(label=people.member.name)
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("3")
    page.get_by_label("Year").fill("2027")
    page.get_by_role("button", name="Save and go back").click()
    expect(page.get_by_text("by 31 March 2027")).to_be_visible()


def finish(page):
    page.get_by_role("link", name="Finish the check").or_(page.get_by_role("button", name="Finish the check")).click()
    page.get_by_role("button", name="Finish the check").click()
    expect(page.get_by_role("alert").get_by_text("Tick that you mean to finish")).to_be_visible()
    page.get_by_label("Finish with 19 components not judged").check()
    page.get_by_role("button", name="Finish the check").click()
    expect(
        page.get_by_text("Of 21 components 1 is present, 1 partial and 0 absent; 19 are not judged.")
    ).to_be_visible()


def compare(page):
    row = page.get_by_role("row").filter(has_text="Leadership and governance")
    expect(row.get_by_text("Was absent, now present")).to_be_visible()
    page.get_by_role("link", name="Better than before 1").click()
    expect(page.get_by_role("rowheader", name="Decision making")).to_have_count(0)
    expect(page.get_by_role("link", name="Change Leadership and governance")).to_have_count(0)
    page.get_by_role("link", name="See the picture").or_(page.get_by_role("button", name="See the picture")).click()
    expect(page.get_by_role("img", name="The model of corporate parenting in the check of 2026")).to_be_visible()
    expect(page.get_by_text("Leadership and governance: present (was absent, now present)")).to_be_visible()


@pytest.fixture
def check(people, last_year):
    check = steps.begin(2026, by=people.participation)
    for place, finding in enumerate(check.findings.all()):
        state = ["present", "partial", "absent", ""][place % 4]
        words = {"evidence": WORDS * 3, "next_step": "Ask again. " * 8, "owner": people.member}
        steps.judge(finding, state=state, by=people.participation, **words)
    return check


def test_every_page_of_a_check_is_accessible_and_fits_a_phone(page, signed_in, people, check, faults):
    signed_in(page, people.participation)
    ready_report(people.participation, title="How we parent, " * 5)
    finding = check.findings.get(component="decisions").pk
    pages = [address("index"), address("checks"), address("begin_check"), address("finding", finding)]
    pages += [address(name, check.pk) for name in ("check", "check_picture", "finish_check")]
    seen = {where: look(page, where, faults) for where in pages}
    steps.finish(check, by=people.participation)
    steps.reopen(check, reason="A figure was wrong.", by=people.participation)
    steps.finish(check, by=people.participation)
    for name in ("check", "reopen_check", "check_into_report"):
        seen[f"{name}, finished"] = look(page, address(name, check.pk), faults)
    assert {where: wrong for where, wrong in seen.items() if wrong} == {}


def look(page, where, faults):
    assert page.goto(where).status == 200
    return faults(page)


def test_the_pages_of_an_owner_and_of_errors_are_accessible(page, signed_in, people, check, faults):
    signed_in(page, people.member)
    page.goto(address("finding", check.findings.get(component="leadership").pk))
    expect(page.get_by_label("Is it in place?")).to_have_count(0)
    page.get_by_label("Evidence").fill("")
    page.get_by_role("button", name="Save and go back").click()
    expect(page.get_by_role("alert").get_by_text("Say what shows that it is present")).to_be_visible()
    assert faults(page) == []


def test_a_phone_shows_the_narrow_picture_and_print_the_broad_one(page, signed_in, people, check):
    signed_in(page, people.participation).goto(address("check_picture", check.pk))
    broad, narrow = page.locator(".app-model__broad svg"), page.locator(".app-model__narrow svg")
    expect(broad).to_be_visible()
    expect(narrow).to_be_hidden()
    page.set_viewport_size(PHONE)
    expect(narrow).to_be_visible()
    expect(broad).to_be_hidden()
    letters = narrow.locator("text", has_text="Leadership and governance").bounding_box()
    assert letters["height"] >= 14
    page.emulate_media(media="print")
    expect(broad).to_be_visible()
    expect(narrow).to_be_hidden()


def test_a_check_is_judged_by_keyboard_alone(page, signed_in, people, last_year):
    check = steps.begin(2026, by=people.participation)
    signed_in(page, people.participation).goto(address("finding", check.findings.get(component="skills").pk))
    page.get_by_label("Not judged").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Nobody was trained.")
    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Resources: placements", level=1)).to_be_visible()
    kept = ModelCheck.objects.get(year=2026).findings.get(component="skills")
    assert (kept.state, kept.next_step) == ("absent", "Nobody was trained.")
