"""
A whole meeting, from the gavel to signed minutes and an action answered at the next one: with the keyboard alone.

An interest is declared, the public leaves for one item, a recommendation is referred to another body, and the quorum
is lost before the end. Nobody touches the mouse.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from committees import agenda
from committees.models import (
    Action,
    AgendaItem,
    Body,
    Decision,
    Exclusion,
    Interest,
    Meeting,
    Minute,
    Minutes,
    Paper,
    ProgrammeItem,
)
from corporate_parenting.lib import dates
from roles.models import Person
from roles.permissions import OfficeKind
from tests.browser.driving import PASSWORD, code, url, with_codes
from tests.browser.test_body_year_journey import choose, select, tick, write_day
from tests.browser.test_keyboard import tab_to, use, write
from tests.factories.committees import BodyFactory, MeetingFactory, sit
from tests.factories.reports import BlockFactory, RecommendationFactory, ReportFactory, SectionFactory, VersionFactory
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

NOON = datetime(2027, 2, 9, 12, 0, tzinfo=UTC)
BEFORE, LATER = NOON - timedelta(days=14), timedelta(days=42)
ACTION = "Ask the health trust for more dentists"
PRIVATE = "The meeting chose the second of the three offers."
OFFERS = {"kind": "exempt", "paragraphs": [3], "reason": "The offers are still open."}


@pytest.fixture
def clock():
    """The days of the two meetings, whenever the test is run."""
    with time_machine.travel(BEFORE, tick=True) as traveller:
        yield traveller


@pytest.fixture
def members(body, people):
    """Four voting members with chair and Bram, of whom three must be there."""
    Body.objects.filter(pk=body.pk).update(quorum=3)
    body.refresh_from_db()
    found = []
    for name in ("Councillor Jo Ash", "Councillor Una Fell"):
        member = PersonFactory(name=name, category=Person.Category.MEMBER)
        AppointmentFactory(person=member, office=OfficeFactory(kind=OfficeKind.COUNCILLOR))
        sit(member, body)
        found.append(member)
    return found


@pytest.fixture
def board(people):
    """The body to which something is referred."""
    found = BodyFactory(name="Health and Wellbeing Board", kind=Body.Kind.OTHER)
    MeetingFactory(body=found, starts_at=NOON + timedelta(days=20))
    return found


@pytest.fixture
def report(body, people):
    version = VersionFactory(
        frozen=True,
        title="Dentists for every child",
        report=ReportFactory(title="Dentists for every child", remit=body.remit, author=people.author),
    )
    BlockFactory(section=SectionFactory(version=version))
    RecommendationFactory(version=version, order=1, text="the plan for dental care")
    RecommendationFactory(version=version, order=2, text="more places at the dental hospital")
    return version


@pytest.fixture
def meeting(clock, body, people, members, board, report):  # noqa: PLR0917
    """Its agenda is published, with an item in part 2; the meeting after it is called."""
    clerk = people.clerk
    found = MeetingFactory(body=body, starts_at=NOON - timedelta(hours=2))
    agenda.add_item(found, title="Apologies for absence", by=clerk)
    item = agenda.add_item(found, title="Dental care", purpose="decide", by=clerk)
    agenda.lay(report, before=item, by=clerk)
    agenda.add_item(found, title="A contract for homes", purpose="decide", private=OFFERS, by=clerk)
    agenda.publish(found, by=clerk, short_notice="")
    MeetingFactory(body=body, starts_at=NOON - timedelta(hours=2) + LATER)
    return found


def sign_in(page, person, secrets):
    """By the door, as on any other day; the first time with an authenticator app that is new."""
    if person not in secrets:
        secrets[person] = with_codes(person)
    page.context.clear_cookies()
    page.goto(url("account_login"))
    write(page, "Email address", person.email)
    write(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Enter your code – Wexcombe Council")
    write(page, "Code", code(secrets[person]))
    page.keyboard.press("Enter")
    expect(page).to_have_title("Home – Wexcombe Council")


def press(page, words):
    tab_to(page, words)
    page.keyboard.press("Enter")


def into_the_room(page, meeting):
    use(page, "Desk")
    use(page, f"{meeting.body}, {dates.day(meeting.starts_at)}")
    use(page, "Go into the room")


def open_meeting(page):
    write(page, "Opened at (optional)", "10.00")
    use(page, "Open the meeting")
    press(page, "Attendance, and who presides")
    press(page, "Everybody expected is present")
    expect(page.locator("#room-status")).to_contain_text("4 here, 3 needed: quorate")


def declare(page):
    press(page, "Record an interest")
    select(page, "Who declares it?", "Councillor Jo Ash")
    choose(page, "Disclosable pecuniary interest")
    write(page, "What is the interest?", "Works for one of those who made an offer")
    tick(page, "It is in the register of interests already")
    use(page, "Record the interest")
    expect(page.locator("#interests")).to_contain_text("may not")


def test_a_whole_meeting_to_signed_minutes_and_an_answered_action(clock, meeting, board, people, page, axe):  # noqa: PLR0917
    secrets, body = {}, meeting.body
    clock.move_to(NOON)
    sign_in(page, people.clerk, secrets)
    into_the_room(page, meeting)
    open_meeting(page)
    assert axe(page) == []

    _dental_care(page, board)
    assert axe(page) == []
    _contract(page)
    assert axe(page) == []
    _lose_the_quorum(page)
    use(page, "End the meeting")
    choose(page, "It was held: enough people were there, at least for a time")
    use(page, "End the meeting")
    expect(page.locator("main")).to_contain_text("The meeting is ended: held")
    meeting.refresh_from_db()
    assert meeting.status == Meeting.Status.HELD

    _draft(page, meeting)
    sign_in(page, people.chair, secrets)
    page.goto(url("committees:minutes", meeting))
    use(page, "The draft is right")
    following = body.meetings.get(starts_at__gt=meeting.starts_at)
    assert Paper.objects.filter(item__meeting=following, minutes__minutes__meeting=meeting).count() == 2

    sign_in(page, people.author, secrets)
    use(page, "Mark it done" + f": {ACTION}")
    write(page, "What was done", "The trust has opened a second surgery.")
    use(page, "Mark it done")

    sign_in(page, people.clerk, secrets)
    _next_agenda(page, following)
    clock.move_to(NOON + LATER)
    sign_in(page, people.clerk, secrets)
    _approve(page, meeting, following)
    _close_the_action(page, following)
    _sign(page, meeting)
    assert axe(page) == []

    page.context.clear_cookies()
    page.goto(url("committees:public_minutes", meeting))
    told = page.locator("main")
    expect(told).to_contain_text("the plan for dental care")
    expect(told).to_contain_text("Councillor Jo Ash")
    expect(told).not_to_contain_text("second of the three offers")
    assert axe(page) == []


def _dental_care(page, board):
    use(page, "2Dental care")
    use(page, "Start this item")
    choose(page, "Agreed as recommended")
    select(page, "Vote", "Show of hands")
    write(page, "For", "3")
    write(page, "Against", "1")
    write(page, "Abstained", "0")
    use(page, "Save the decision on recommendation (a)")
    choose(page, "Referred to another body")
    select(page, "Referred to which body?", board.name)
    write(page, "Public title for the other body", "More places at the dental hospital")
    use(page, "Save the decision on recommendation (b)")
    write(page, "What is to be done", ACTION)
    select(page, "Who does it", "Officer Edda Stone")
    write_day(page, (NOON + timedelta(days=20)).date())
    use(page, "Agree the action")
    item = AgendaItem.objects.get(title="Dental care")
    assert list(item.decisions.values_list("outcome", flat=True)) == ["as_recommended", "referred"]
    assert Action.objects.get(text=ACTION).item == item
    assert ProgrammeItem.objects.get(body=board).title == "More places at the dental hospital"
    write(page, "Minute, for everybody", "Members asked how long children wait.")
    expect(page.locator("#room-saved")).to_contain_text("Saved")
    assert Minute.objects.get(item=item).text == "Members asked how long children wait."


def _contract(page):
    use(page, "3A contract for homes")
    use(page, "Start this item")
    declare(page)
    assert Interest.objects.get().bars
    use(page, "Carried by general assent")
    assert Exclusion.objects.get().is_carried
    choose(page, "Agreed")
    write(page, "Part 2 decision", PRIVATE)
    use(page, "Save the decision")
    assert Decision.objects.get(item__title="A contract for homes").private_text == PRIVATE
    write(page, "Part 2 minute: PRIVATE, never public", "Members compared the prices of three providers.")
    expect(page.locator("#room-saved")).to_contain_text("Saved")
    write(page, "Written summary for the public", "The meeting considered offers for homes and chose one.")
    expect(page.locator("#room-saved")).to_contain_text("Saved")


def _lose_the_quorum(page):
    press(page, "Attendance, and who presides")
    for name in ("Councillor Bram Holt", "Councillor Una Fell"):
        press(page, f"Left: {name}")
        expect(page.locator("#room-people")).to_contain_text(f"Came back: {name}")
    expect(page.locator("#room-status")).to_contain_text("QUORUM LOST")


def _draft(page, meeting):
    page.goto(url("committees:minutes", meeting))
    use(page, "Begin the draft")
    use(page, "Send to the chair")
    use(page, "Send the draft")
    assert Minutes.objects.get(meeting=meeting).state == Minutes.State.CHECKING


def _next_agenda(page, following):
    use(page, "Desk")
    use(page, f"{following.body}, {dates.day(following.starts_at)}")
    use(page, "Publish the agenda")
    use(page, "Publish the agenda")
    following.refresh_from_db()
    assert following.published_at
    assert Paper.objects.filter(item__meeting=following, action_log__isnull=False).exists()


def _approve(page, meeting, following):
    into_the_room(page, following)
    write(page, "Opened at (optional)", "10.00")
    use(page, "Open the meeting")
    page.goto(url("committees:minutes", meeting))
    use(page, "Write down the approval")
    write(page, "Corrections (optional)", "In minute 2, for “children” read “children and care leavers”.")
    use(page, "Write down the approval")
    assert Minutes.objects.get(meeting=meeting).state == Minutes.State.APPROVED


def _close_the_action(page, following):
    action = Action.objects.get(text=ACTION)
    page.goto(url("committees:action", action))
    use(page, "Close it by a minute")
    expect(page.get_by_label("Which minute closes it?")).to_contain_text("Actions from earlier meetings")
    use(page, "Close the action")
    action.refresh_from_db()
    assert (action.closed_on.meeting, action.closed_ref[:6]) == (following, "Minute")


def _sign(page, meeting):
    page.goto(url("committees:minutes", meeting))
    use(page, "Write down the signature")
    choose(page, "Councillor Ada Marsh")
    write_day(page, timezone.localdate())
    use(page, "Write down the signature")
    assert Minutes.objects.get(meeting=meeting).state == Minutes.State.SIGNED
