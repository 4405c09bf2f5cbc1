"""Training and visits in a browser: through the pages, with bad input, by keys, on a phone, without scripts."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from roles.models import Course, Home, Person, Visit
from roles.permissions import OfficeKind
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_keyboard import tab_to, use
from tests.factories.roles import (
    AppointmentFactory,
    CourseFactory,
    HomeFactory,
    OfficeFactory,
    TrainingRecordFactory,
    VisitActionFactory,
    VisitFactory,
)

DAY = timedelta(days=1)
PICTURES = os.environ.get("PICTURES", "")


def url(name, *args):
    return reverse(f"roles:{name}", args=[arg.pk for arg in args])


def today():
    return timezone.localdate()


def day_in(page, group, day):
    """Type a day into the three boxes of this name."""
    boxes = page.get_by_role("group", name=group)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(part).fill(str(value))


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def errors(page):
    return page.get_by_role("alert").get_by_role("link").all_inner_texts()


@pytest.fixture
def visitor(people):
    person = people.other
    AppointmentFactory(person=person, office=OfficeFactory(kind=OfficeKind.ROTA_VISITOR))
    return person


@pytest.mark.parametrize("scripts", [True, False])
def test_a_course_from_its_beginning_to_a_record_taken_back(people, opened, scripts):
    page = opened("head_clerk", java_script_enabled=scripts)
    page.goto(url("training"))
    page.get_by_role("link", name="Add a course").or_(page.get_by_role("button", name="Add a course")).click()
    page.get_by_label("Name of the course").fill("Listening to children")
    page.get_by_label("Months until it is due again").fill("often")
    press(page, "Save the course")
    assert errors(page) == [
        "Choose at least one group of people who need the course",
        "Enter months until it is due again as a whole number",
    ]
    page.get_by_label("Every elected member").check()
    page.get_by_label("Months until it is due again").fill("24")
    press(page, "Save the course")
    expect(page.get_by_text("0 of 3 people have done it")).to_be_visible()

    page.get_by_role("button", name="Record who did it").click()
    day_in(page, "When was it?", today() + DAY)
    page.get_by_label("Councillor Bram Holt").check()
    page.get_by_label("Find people by name").fill("edda")
    press(page, "Find people")
    page.get_by_label("Officer Edda Stone").check()
    press(page, "Record who did it")
    expect(page.get_by_role("alert")).to_contain_text("The day cannot be in the future")
    assert page.get_by_label("Councillor Bram Holt").is_checked()
    day_in(page, "When was it?", today() - DAY)
    press(page, "Record who did it")
    expect(page.get_by_text("Recorded for 2 people.")).to_be_visible()
    assert Course.objects.get().records.count() == 2
    page.get_by_role("button", name="Take back the record of Officer Edda Stone").click()
    expect(page.get_by_text("The record of Officer Edda Stone is taken back.")).to_be_visible()
    assert list(Course.objects.get().records.values_list("person__name", flat=True)) == ["Councillor Bram Holt"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_year_of_visits_from_the_plan_to_an_action_done(people, visitor, opened, scripts):
    keeper = opened("head_clerk", java_script_enabled=scripts)
    _add_a_home(keeper)
    _plan_its_visits(keeper, visitor)
    visit = Visit.objects.earliest("due_on")
    _make_the_visit(opened("other", java_script_enabled=scripts))
    _ask_for_an_action(keeper, visit, people.clearer)
    owner = opened("clearer", java_script_enabled=scripts)
    owner.goto(reverse("home"))
    owner.get_by_role("link", name=re.compile("Say that it is done.*Mend the fence")).click()
    press(owner, "Save that it is done")
    expect(owner.get_by_text("Saved: the action is done.")).to_be_visible()
    keeper.goto(url("visits"))
    expect(keeper.get_by_text("1 of 1 report in, 100")).to_have_count(2)  # of the kind, and of the home
    keeper.get_by_role("link", name=re.compile("^1 report in.*Rota visits")).click()
    expect(keeper.get_by_role("row", name="Larkfield")).to_have_count(2)  # a home, and the visit behind the figure


def _add_a_home(keeper):
    keeper.goto(url("add_home"))
    keeper.get_by_label("Name of the home").fill("14 Larkfield Road")
    day_in(keeper, "From when are visits kept here?", today() - 30 * DAY)
    press(keeper, "Save the home")
    assert "This looks like an address" in errors(keeper)[0]
    keeper.get_by_label("Name of the home").fill("Larkfield")
    press(keeper, "Save the home")
    expect(keeper.get_by_role("heading", name="Larkfield")).to_be_visible()


def _plan_its_visits(keeper, visitor):
    keeper.get_by_role("button", name="Plan visits").click()
    keeper.get_by_label("Rota visit", exact=True).check()
    day_in(keeper, "First visit due on", today() + 300 * DAY)
    day_in(keeper, "None after", today() - 9 * DAY)
    press(keeper, "Show the days")
    expect(keeper.get_by_role("alert")).to_contain_text("The last day cannot be before the first")
    day_in(keeper, "First visit due on", today() - 20 * DAY)
    day_in(keeper, "None after", today() + 80 * DAY)
    keeper.get_by_label("Who visits").select_option(label=visitor.name)
    press(keeper, "Show the days")
    assert Visit.objects.count() == 0
    press(keeper, "Plan these 4 visits")
    expect(keeper.get_by_text("Planned: 4 visits.")).to_be_visible()


def _make_the_visit(visiting):
    visiting.goto(url("visits"))
    visiting.get_by_role("link", name="Say that you made it").first.click()
    day_in(visiting, "When was the visit?", today() + DAY)
    press(visiting, "Save the visit")
    expect(visiting.get_by_role("alert")).to_contain_text("The day cannot be in the future")
    day_in(visiting, "When was the visit?", today() - 2 * DAY)
    press(visiting, "Save the visit")
    visiting.get_by_role("button", name="The report is in").click()
    press(visiting, "Save that the report is in")
    expect(visiting.get_by_text("Saved: the report is in.")).to_be_visible()


def _ask_for_an_action(keeper, visit, owner):
    keeper.goto(url("ask_after_visit", visit))
    press(keeper, "Ask for the action")
    assert len(errors(keeper)) == 3
    keeper.get_by_label("What is to be done?").fill("Mend the fence")
    keeper.get_by_label("Who does it?").select_option(label=owner.name)
    day_in(keeper, "By when?", today() + 9 * DAY)
    press(keeper, "Ask for the action")
    expect(keeper.get_by_text("finds it under what waits for them")).to_be_visible()


def test_a_visit_is_made_with_the_keyboard_alone(visitor, opened):
    visit = VisitFactory(home=HomeFactory(name="Larkfield"), visitor=visitor, due_on=today() - DAY)
    page = opened("other")
    page.goto(url("visits"))
    use(page, f"Say that you made it: Larkfield, due {visit.due_on.day} {visit.due_on:%B %Y}")
    tab_to(page, "Day")  # today stands there: only another day has to be typed
    use(page, "Save the visit")
    use(page, "The report is in")
    use(page, "Save that the report is in")
    visit.refresh_from_db()
    assert (visit.done_on, visit.report_received_on) == (today(), today())


@pytest.fixture
def pages(people, visitor):
    """{who: [addresses]}, with something on each."""
    course = CourseFactory(name="Listening to children", about="Two hours.", again_after_months=24)
    TrainingRecordFactory(course=course, person=visitor)
    home = HomeFactory(name="Larkfield", rota_every_months=1)
    late = VisitFactory(home=home, due_on=today() - 9 * DAY, visitor=visitor)
    made = VisitFactory(home=home, kind="independent", due_on=today(), done_on=today() - DAY)
    dropped = VisitFactory(home=home, due_on=today() - 5 * DAY, not_needed="The home was empty")
    action = VisitActionFactory(visit=made, owner=people.clearer, due_on=today())
    first, last = today() + DAY, today() + 300 * DAY
    asked = "&".join(
        f"{name}-{part}={getattr(day, part)}"
        for name, day in (("first", first), ("until", last))
        for part in ("day", "month", "year")
    )
    keeper = [
        *(url(name) for name in ("training", "add_course", "visits", "add_home")),
        *(url(name, course) for name in ("course", "change_course", "end_course", "record_training")),
        *(url(name, home) for name in ("childrens_home", "change_home", "close_home", "plan_visits")),
        *(url(name, late) for name in ("visit", "assign_visit", "visit_made", "visit_not_needed")),
        *(url(name, made) for name in ("visit", "visit_report", "ask_after_visit")),
        url("visit", dropped),
        f"{url('plan_visits', home)}?kind=rota&every_months=1&visitor=&{asked}",
        f"{url('plan_visits', home)}?kind=independent&every_months=3",
        f"{url('visits')}?state=all",
    ]
    own = [url("training"), url("visits"), url("visit", late), url("childrens_home", home), url("visit_made", late)]
    return {"head_clerk": keeper, "other": own, "clearer": [url("close_visit_action", action)]}


@pytest.mark.parametrize("who", ["head_clerk", "other", "clearer"])
def test_every_page_is_accessible_and_fits_a_phone(pages, opened, axe, overflow, who):
    for name, viewport in (("desk", DESK), ("phone", PHONE)):
        page = opened(who, viewport=viewport)
        for number, address in enumerate(pages[who]):
            page.goto(address)
            if PICTURES:
                page.screenshot(path=Path(PICTURES) / f"{who}-{number}-{name}.png", full_page=True)
            assert axe(page) == [], address
            assert overflow(page) == 0, address


def test_an_empty_beginning_is_accessible_too(people, page, signed_in, axe):
    assert not Home.objects.exists()
    assert Person.objects.exists()
    signed_in(page, people.head_clerk)
    for address in (url("visits"), url("training")):
        page.goto(address)
        assert axe(page) == []
