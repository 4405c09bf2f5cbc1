"""My role in the browser: read why, record with a slip first, see it counted, acknowledge, and be asked again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from roles import acknowledging, keeping, tiers
from roles.audit import SYSTEM
from roles.models import Evidence, Responsibility
from tests.browser.conftest import PHONE
from tests.browser.driving import follow, press, url
from tests.browser.test_keyboard import tab_to, use, write

NOTE = "Asked for a dentist for everybody"


def duty(page, code):
    return page.locator(f"#{code}")


def reword(code, practice):
    """As whoever keeps the catalogue does, from today on."""
    responsibility = Responsibility.objects.get(code=code)
    keeping.change(responsibility, from_day=timezone.localdate(), reason="Plainer", by=SYSTEM, practice=practice)


def fill_day(page, day):
    for part in ("day", "month", "year"):
        page.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))


def test_a_role_is_read_done_and_acknowledged(opened):
    page = opened("member", java_script_enabled=False)
    page.goto(url("roles:my_role"))
    expect(page.locator("h1")).to_have_text("My role")
    duty(page, "U3").get_by_text("Why this is yours").click()
    expect(duty(page, "U3")).to_contain_text("Because you are a councillor, since 1 January 2020")

    follow(page, "Record something you did for U3")
    page.get_by_label("Question asked").check()
    fill_day(page, timezone.localdate() + timedelta(days=40))
    page.get_by_label("A note for yourself").fill(NOTE)
    page.get_by_label("My note names no child").check()
    press(page, "Record it")
    expect(page.locator(".govuk-error-summary")).to_contain_text("The day must be today or in the past")
    expect(page.get_by_label("A note for yourself")).to_have_value(NOTE)
    expect(page.get_by_label("Question asked")).to_be_checked()
    fill_day(page, timezone.localdate())
    press(page, "Record it")
    assert page.url.endswith(f"{url('roles:my_role')}#U3")
    expect(duty(page, "U3")).to_contain_text("Done once")
    expect(page.locator("table", has_text=NOTE)).to_be_visible()

    press(page, "and take them on")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("You have read and acknowledged")
    expect(page.locator(".app-acknowledge")).to_contain_text("You have acknowledged everything that is yours to do")

    reword("U5", "When something is wrong, stay with it until it is put right.")
    follow(page, "Home")
    follow(page, "Read your role")
    expect(page.locator(".app-duty")).to_have_count(1)
    expect(duty(page, "U5")).to_contain_text("stay with it until it is put right")
    expect(duty(page, "U5")).to_contain_text("Changed")
    press(page, "I have read it and take it on")
    expect(page.locator(".app-acknowledge")).to_contain_text("You have acknowledged everything that is yours to do")


def test_what_changed_while_somebody_read_is_shown_to_them(opened):
    page = opened("member")
    page.goto(url("roles:my_role"))
    reword("U3", "Look at each decision as a parent would.")
    press(page, "and take them on")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Your list changed while you were reading")
    expect(page.locator(".app-duty")).to_have_count(1)
    expect(duty(page, "U3")).to_contain_text("as a parent would")


def test_another_day_is_asked_for_in_plain_words(opened):
    page = opened("member")
    page.goto(url("roles:my_role"))
    fill_day(page, timezone.localdate())
    page.get_by_label("Month", exact=True).fill("13")
    press(page, "Show that day")
    expect(page.locator(".govuk-error-summary")).to_contain_text("The day must be a real date")
    expect(page.get_by_label("Month", exact=True)).to_have_value("13")
    fill_day(page, timezone.localdate() - timedelta(days=400))
    press(page, "Show that day")
    expect(page.locator(".app-otherday")).to_contain_text("This is your role as it stood on")
    expect(page.get_by_role("link", name="Record something you did")).to_have_count(0)
    follow(page, "Go back to today’s role")
    expect(page.locator(".app-otherday")).to_have_count(0)


def test_the_keyboard_alone_is_enough(opened, people):
    acknowledging.acknowledge(
        people.member,
        acknowledging.outstanding(people.member, tiers.responsibilities_on(people.member))[1:],
        by=people.member,
    )
    page = opened("member")
    page.goto(f"{url('roles:my_role')}?show=new")
    use(page, "Record something you did for U1")
    tab_to(page, "Back to my role")  # past the menu, which has a Training of its own
    tab_to(page, "Training")
    page.keyboard.press("Space")
    today = timezone.localdate()
    for part in ("day", "month", "year"):
        write(page, part.capitalize(), str(getattr(today, part)))
    use(page, "Record it")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("is recorded")
    assert Evidence.objects.get().kind == "training"
    use(page, "I have read it and take it on")
    expect(page.locator(".app-acknowledge")).to_contain_text("You have acknowledged everything")


@pytest.mark.parametrize("who", ["member", "author", "co_opted", "chair"])
def test_the_pages_of_a_role_are_accessible_and_fit_a_phone(opened, people, axe, overflow, who):
    person = getattr(people, who)
    code = acknowledging.asked_for(tiers.responsibilities_on(person))[0].code
    addresses = [url("roles:my_role"), url("roles:record", code), url("roles:done"), url("roles:person_role", person)]
    addresses += [f"{url('roles:my_role')}?on=2025-05-18", f"{url('roles:my_role')}?show=undone"]
    page, phone = opened(who), opened(who, viewport=PHONE)
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert axe(page) == [], address
        phone.goto(address)
        phone.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert overflow(phone) == 0, address
