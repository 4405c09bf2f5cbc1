"""Political balance, places and outside bodies in a browser: accessible, narrow enough, and done by keyboard alone."""

import pytest
from django.utils import timezone

from committees.balance import outside, standing, steps
from committees.models import Body, OutsidePlace, Review, Seat
from roles.audit import SYSTEM
from roles.permissions import PUBLIC, OfficeKind
from tests.browser.conftest import PHONE
from tests.browser.driving import follow, press, url
from tests.committees.balancing import committee, council, sit

TODAY = timezone.localdate()


@pytest.fixture
def seats(people, body):
    """A council in groups, a tie to decide, a waiver, a vacancy and places elsewhere."""
    members = council(["Amber"] * 5 + ["Blue"] * 3 + ["Coral"] * 2)
    housing, schools = committee("Housing Committee", 7), committee("Schools Committee", 6)
    advice = committee("Advice Sub-Committee", 5, parent=housing)
    committee("Committee of which nobody said how many seats")
    sit(housing, members["Amber 1"], members["Amber 2"], members["Blue 1"])
    sit(housing, members["Blue 2"], capacity=Seat.Capacity.SUBSTITUTE)
    about = {"agreed_on": TODAY, "lapses_on": steps.usual_lapse(TODAY), "reference": "Minute 9"}
    steps.waive(schools, **about, words="Each group has two seats.", by=SYSTEM)
    kind = OfficeKind.SCHOOL_GOVERNOR
    first, _ = outside.add(name="Mill School", kind=kind, number=2, starts_on=TODAY, by=SYSTEM)
    held = outside.appoint(first, people.other, starts_on=TODAY, by=SYSTEM)
    found = standing.on(TODAY, PUBLIC)
    agreed = {line.body: _whole(line) for line in found.shared}
    review = steps.record_review(decided_on=TODAY, reference="Annual Council, minute 12", seats=agreed, by=SYSTEM)
    return {"housing": housing, "advice": advice, "review": review, "place": first, "held": held}


def _whole(line):
    """The proposal, with what is undecided given to the first."""
    row = {cell.group: cell.proposed for cell in line.cells}
    row[next(iter(row))] += line.undecided
    return row


def pages(seats):
    return {
        "head_clerk": [
            url("committees:balance"),
            url("committees:balance_groups"),
            url("committees:note_group"),
            url("committees:record_review"),
            url("committees:review", seats["review"]),
            url("committees:voting_seats", seats["housing"]),
            url("committees:waive", seats["housing"]),
            url("committees:places"),
            url("committees:outside_bodies"),
            url("committees:add_outside"),
            url("committees:represent", seats["place"]),
            url("committees:end_outside", seats["held"]),
            url("committees:close_outside", seats["place"]),
            url("committees:bodies"),
            url("committees:body", seats["housing"]),
        ],
        "member": [url("committees:balance"), url("committees:balance_groups"), url("committees:outside_bodies")],
        "clerk": [url("committees:places")],
    }


@pytest.mark.parametrize("who", ["head_clerk", "member", "clerk"])
def test_the_pages_are_accessible_and_fit_a_phone(seats, opened, axe, overflow, who):
    desk, narrow = opened(who), opened(who, viewport=PHONE)
    for address in pages(seats)[who]:
        assert desk.goto(address).status == 200, address
        assert axe(desk) == [], address
        narrow.goto(address)
        assert overflow(narrow) == 0, address
        assert axe(narrow) == [], address


def test_a_form_with_errors_is_accessible_and_keeps_what_was_typed(seats, opened, axe):
    page = opened("head_clerk", java_script_enabled=False)
    page.goto(url("committees:record_review"))
    page.get_by_label("Minute or reference").fill("Minute 20")
    page.get_by_label("Amber").first.fill("99")
    press(page, "Record the seats agreed")
    assert page.get_by_label("Minute or reference").input_value() == "Minute 20"
    assert page.get_by_label("Amber").first.input_value() == "99"
    summary = page.locator(".govuk-error-summary")
    assert "these numbers add up to" in summary.inner_text()
    assert Review.objects.count() == 1


def test_after_a_change_of_group_the_seats_are_shared_anew_without_scripts(seats, opened):
    """From the notice to the minute: what asked for a review is quiet again."""
    page = opened("head_clerk", java_script_enabled=False)
    page.goto(url("committees:bodies"))
    follow(page, "Political balance")
    assert page.get_by_text("Review the allocation").count() == 0
    follow(page, "Record a notice about a group")
    page.get_by_label("Councillor", exact=True).select_option(label="Councillor Amber 5")
    page.get_by_label("A group that is not on the list").check()
    page.get_by_label("Name of the group").fill("Dale Group")
    press(page, "Note the group")
    follow(page, "Record a notice about a group")
    page.get_by_label("Councillor", exact=True).select_option(label="Councillor Amber 4")
    page.get_by_label("A group that is not on the list").check()
    page.get_by_label("Name of the group").fill("dale group")
    press(page, "Note the group")
    follow(page, "Back to political balance")
    assert page.get_by_role("heading", name="Review the allocation").is_visible()
    follow(page, "Record what the council agreed")
    _fill_the_day(page, "When did the council decide?")
    page.get_by_label("Minute or reference").fill("Council, minute 30")
    _decide(page)
    press(page, "Record the seats agreed")
    assert page.get_by_text("What the council agreed is recorded.").is_visible()
    assert page.get_by_text("Review the allocation").count() == 0
    assert Review.objects.first().strengths["Dale Group"] == 2


def _fill_the_day(page, question):
    group = page.get_by_role("group", name=question)
    for part, value in (("Day", TODAY.day), ("Month", TODAY.month), ("Year", TODAY.year)):
        group.get_by_label(part).fill(str(value))


def _decide(page):
    """Give what is undecided on each body to its first group, as the page's own hint asks."""
    found = standing.on(TODAY, PUBLIC)
    for line in found.shared:
        if line.undecided:
            first = line.cells_today[0]
            boxes = page.get_by_role("group", name=str(line.body))
            boxes.get_by_label(first.in_words).fill(str(first.proposed + line.undecided))


def test_an_outside_body_is_added_and_filled_by_keyboard_alone(people, opened):
    page = opened("head_clerk")
    page.goto(url("committees:add_outside"))
    page.get_by_label("Name of the outside body").focus()
    page.keyboard.type("Harbour College")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The outside body is added.").wait_for()
    assert str(OutsidePlace.objects.get()) == "Governor of Harbour College"
    link = page.get_by_role("link", name="Appoint somebody as Governor of Harbour College")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Who represents the council?").select_option(label="Councillor Cleo Frost")
    page.get_by_role("button", name="Appoint the representative").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Councillor Cleo Frost represents the council there.").wait_for()


def test_places_are_narrowed_without_scripts(seats, opened):
    page = opened("clerk", java_script_enabled=False)
    page.goto(url("committees:places"))
    page.get_by_label("Name of the body").fill("Housing")
    press(page, "Show bodies")
    assert page.get_by_role("table").get_by_role("link").all_inner_texts() == ["Housing Committee"]
    assert page.get_by_text("3 of 7 held").is_visible()
    assert Body.objects.count() > 1
