"""The catalogue in the browser: words from a day on, a file that is refused and one that comes in, and who answers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from roles import keeping
from roles.audit import SYSTEM
from roles.models import Responsibility, Wording
from roles.permissions import OfficeKind
from tests.browser.conftest import PHONE
from tests.browser.driving import follow, press, upload, url
from tests.browser.test_keyboard import tab_to, use, write
from tests.factories.roles import AppointmentFactory, OfficeFactory
from tests.roles.test_catalogue_csv import exported, with_cell

DAY = timedelta(days=1)
OLD, NEW = "You know that children in care are your children", "You know each home by name, and who lives there"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def practice():
    """What U1 means, in words that are known here."""
    Wording.objects.filter(responsibility__code="U1").update(practice=OLD)
    return Responsibility.objects.get(code="U1")


@pytest.fixture
def faults(axe, overflow):
    """faults(page): what is not accessible, and by how many pixels the page is too wide."""
    return lambda page: [*axe(page), *([overflow(page)] if overflow(page) else [])]


def on(day):
    return f"{url('roles:my_role')}?on={day.isoformat()}"


def type_day(page, day):
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))


def give(page, text, day):
    page.get_by_label("CSV file").set_input_files(upload("catalogue.csv", text.encode(), "text/csv"))
    type_day(page, day)
    page.get_by_label("Why?").fill("The board agreed")
    press(page, "Read the file")


def test_words_count_from_their_day_and_yesterday_stays_as_it_was(opened, practice, today, faults):
    member = opened("member")
    member.goto(on(today - DAY))
    before = member.locator("#main-content").inner_text()
    assert OLD in before

    clerk = opened("head_clerk")
    clerk.goto(url("roles:catalogue"))
    follow(clerk, "Know that they hold a corporate-parent role")
    follow(clerk, "Change the words")
    clerk.get_by_label("What it means in practice").fill(NEW)
    press(clerk, "Save the new words")
    expect(clerk.locator(".govuk-error-summary")).to_contain_text("Say why, in a few words")
    expect(clerk.get_by_label("What it means in practice")).to_have_value(NEW)
    assert faults(clerk) == []
    type_day(clerk, today + DAY)
    clerk.get_by_label("Why?").fill("Closer to home")
    press(clerk, "Save the new words")
    expect(clerk.locator(".govuk-notification-banner")).to_contain_text("U1 has new words from")
    expect(clerk.locator(".app-timeline")).to_contain_text("Closer to home")
    assert faults(clerk) == []

    member.goto(on(today - DAY))
    assert member.locator("#main-content").inner_text() == before
    member.goto(on(today + DAY))
    expect(member.get_by_text(NEW)).to_be_visible()
    expect(member.get_by_text(OLD)).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_wrong_file_is_refused_whole_and_a_good_one_comes_in(opened, today, scripts, faults):
    clerk = opened("head_clerk", java_script_enabled=scripts)
    clerk.goto(url("roles:catalogue"))
    follow(clerk, "Bring in a file")
    good = with_cell(exported(), "EM01", "text", "Speak up for the child, in every meeting")
    give(clerk, with_cell(good, "U2", "tier", "X"), today)
    summary = clerk.locator(".govuk-error-summary")
    expect(summary).to_contain_text("catalogue.csv, line 3, field “tier”: “X” is not a tier.")
    expect(summary).to_contain_text("Nothing was brought in.")
    expect(clerk.get_by_label("Why?")).to_have_value("The board agreed")
    assert Wording.objects.count() == 194
    assert not scripts or faults(clerk) == []

    give(clerk, good, today)
    expect(clerk.get_by_role("heading", level=1)).to_have_text("Look over the file")
    expect(clerk.locator(".app-differences")).to_contain_text("Speak up for the child, in every meeting")
    assert Wording.objects.count() == 194
    assert not scripts or faults(clerk) == []
    press(clerk, "Bring it in")
    expect(clerk.locator(".govuk-notification-banner")).to_contain_text(
        "0 added, 1 changed, 0 retired, 193 as they were"
    )
    assert Wording.objects.count() == 195


def test_the_list_is_narrowed_and_words_are_retired_with_the_keyboard_alone(opened, today):
    clerk = opened("head_clerk")
    clerk.goto(url("roles:catalogue"))
    write(clerk, "Words or code", "EM01")
    use(clerk, "Show responsibilities")
    expect(clerk.get_by_role("status")).to_have_text("1 responsibility")
    tab_to(clerk, "Save the whole catalogue as a table (CSV)")
    clerk.goto(url("roles:responsibility", "EM01"))
    use(clerk, "Retire the responsibility")
    write(clerk, "Why?", "Done")
    use(clerk, "Retire the responsibility")
    expect(clerk.locator(".govuk-notification-banner")).to_contain_text("EM01 is retired after")
    use(clerk, "Keep it after all")
    expect(clerk.locator(".govuk-notification-banner")).to_contain_text("EM01 stands on.")


def test_a_day_of_commencement_is_set_and_shown(opened, today, faults):
    clerk = opened("head_clerk", viewport=PHONE)
    clerk.goto(url("roles:law"))
    assert faults(clerk) == []
    follow(clerk, "Notice what may harm them")
    assert faults(clerk) == []
    type_day(clerk, today + DAY)
    press(clerk, "Set the day")
    expect(clerk.locator("#B1")).to_contain_text("Comes into force on")
    assert faults(clerk) == []


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_every_page_of_the_catalogue_is_accessible_and_fits(opened, today, faults, size):
    keeping.change(Responsibility.objects.get(code="U1"), from_day=today + DAY, reason="x", by=SYSTEM, text="To come")
    keeping.retire(Responsibility.objects.get(code="EM01"), last_day=today - DAY, reason="x", by=SYSTEM)
    clerk = opened("head_clerk", **({"viewport": PHONE} if size == "phone" else {}))
    one = [url("roles:responsibility", code) for code in ("U1", "EM01", "LM06a", "LC09", "NM01")]
    change = [url(f"roles:{name}", "LM06a") for name in ("change_responsibility", "retire_responsibility")]
    others = [url(f"roles:{name}") for name in ("catalogue", "add_responsibility", "bring_in_catalogue")]
    for page in [*others, f"{others[0]}?show=retired", f"{others[0]}?words=nothing-has-this", *one, *change]:
        clerk.goto(page)
        assert (page, faults(clerk)) == (page, [])


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_who_answers_for_what_is_open_to_everybody(new_page, people, body, faults, size):
    AppointmentFactory(person=people.other, office=OfficeFactory(kind=OfficeKind.LEAD_MEMBER))
    page = new_page(**({"viewport": PHONE} if size == "phone" else {}))
    page.goto(url("front"))
    follow(page, "Who answers for what")
    assert faults(page) == []
    follow(page, "Lead Member for Children’s Services")
    expect(page.get_by_text("Councillor Cleo Frost")).to_be_visible()
    assert faults(page) == []
    for address in (url("roles:who_answers_for", "health"), url("committees:public_body_answers", body)):
        page.goto(address)
        assert (address, faults(page)) == (address, [])
