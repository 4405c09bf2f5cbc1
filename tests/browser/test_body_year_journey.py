"""
A board becomes a sub-committee, and its first year is planned down to an ordered agenda: with the keyboard alone.

Nobody touches the mouse: every page is reached by its links, every control by Tab, and the focus is always seen.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees import links, notice
from committees.models import AgendaItem, Body, Meeting, ProgrammeItem, Seat
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import dates
from roles.models import Person
from roles.permissions import OfficeKind
from tests.browser.test_keyboard import FOCUSED, MOST_TABS, come_in, tab_to, use, write
from tests.factories.committees import BodyFactory, sit
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory

IN_GROUP = """(words) => {
  const here = document.activeElement;
  if (here.type !== "radio") return false;
  const group = [...document.querySelectorAll(`input[type=radio][name="${here.name}"]`)];
  return group.some((one) => [...one.labels].some((label) => label.textContent.replace(/\\s+/g, " ").trim() === words));
}"""
SCHOOL, HEALTH = "Virtual school: annual report of its head", "Health of children in care: annual report"
PARAGRAPH = "3: the money or business matters of a particular person or organisation, which may be the council itself"
REASON = "Why does the public interest lie in keeping it private?"
OPTIONS = "() => [...document.activeElement.options].map((one) => one.textContent.trim())"
CHECKED = "() => document.activeElement.checked"


def choose(page, words):
    """Tab into the group of radio buttons that has this answer, and go to it with the arrows."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(IN_GROUP, words):
            break
    else:
        raise AssertionError(f"No group of answers has “{words}” on {page.url}")
    if page.evaluate(FOCUSED) == words:
        page.keyboard.press("Space")
    for _ in range(20):
        if page.evaluate(FOCUSED) == words and page.evaluate(CHECKED):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"“{words}” is not reached by arrows on {page.url}")


def select(page, label, words):
    """Tab to a select and press the arrows until it says this."""
    tab_to(page, label)
    options = page.evaluate(OPTIONS)
    for _ in range(options.index(words) - page.evaluate("() => document.activeElement.selectedIndex")):
        page.keyboard.press("ArrowDown")


def tick(page, label):
    tab_to(page, label)
    page.keyboard.press("Space")


def write_day(page, day):
    """The three boxes of the next date on the page."""
    for label, words in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        write(page, label, str(words))


@pytest.fixture
def board(db):
    return BodyFactory(name="Corporate Parenting Board", legal_basis=LegalBasis.INFORMAL)


@pytest.fixture
def committee(db):
    return BodyFactory(name="Children and Young People Committee", kind=Body.Kind.COMMITTEE)


@pytest.fixture
def hattie(board, people):
    """The head of democratic services, who is the board's clerk as well; on the board sit a member and an officer."""
    AppointmentFactory(person=people.head_clerk, office=OfficeFactory(kind=OfficeKind.CLERK, remit=board.remit))
    for name in ("Councillor Una Fell", "Councillor Jo Ash"):
        member = PersonFactory(name=name, category=Person.Category.MEMBER)
        AppointmentFactory(person=member, office=OfficeFactory(kind=OfficeKind.COUNCILLOR))
        sit(member, board)
    sit(PersonFactory(name="Officer Ned Lowe", category=Person.Category.OFFICER), board)
    return people.head_clerk


def reconstitute(page, board):
    use(page, "Bodies")
    use(page, board.name)
    use(page, "Reconstitute the body")
    write(page, "Name of the new body", "Corporate Parenting Sub-Committee of the Year")
    choose(page, "Committee or sub-committee (LGA 1972 s101 and s102(1))")
    write_day(page, timezone.localdate())
    select(page, "Body that it is part of (optional)", "Children and Young People Committee")
    use(page, "Look over what follows")


def plan_the_year(page, new):
    """Dates by a pattern, then what comes back, each at its meeting."""
    use(page, "Plan a year of meetings")
    select(page, "Which one in the month", "Second")
    select(page, "Weekday", "Tuesday")
    use(page, "Propose the dates")
    use(page, "Put these meetings into the calendar")
    meetings = list(new.meetings.all())
    assert len(meetings) == 6
    assert {meeting.status for meeting in meetings} == {Meeting.Status.PLANNED}
    use(page, "See work programme")
    use(page, "Choose what usually comes back")
    tick(page, SCHOOL)
    tick(page, HEALTH)
    write_day(page, timezone.localdate())
    use(page, "Add what comes back")
    first, last = meetings[0].starts_at.date() - timedelta(days=20), meetings[-1].starts_at.date() + timedelta(days=20)
    use(page, "Plan the year")
    write_day(page, first)
    write_day(page, last)
    use(page, "Plan the year")
    return ProgrammeItem.objects.get(title=HEALTH).meeting


def add_private_item(page):
    """Without a paragraph it is refused and nothing typed is lost; with one it stands in part 2."""
    use(page, "Add an item")
    write(page, "Title", "A contract for homes")
    tick(page, "Likely to be taken in private")
    choose(page, "Exempt: a paragraph of Schedule 12A covers it, and the meeting may choose")
    write(page, REASON, "The offers are still open.")
    use(page, "Add to the agenda")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert not AgendaItem.objects.filter(title="A contract for homes").exists()
    tick(page, PARAGRAPH)
    use(page, "Add to the agenda")
    item = AgendaItem.objects.get(title="A contract for homes")
    assert (item.private_kind, item.private_paragraphs, item.private_reason) == (
        "exempt",
        [3],
        "The offers are still open.",
    )


def test_from_a_board_to_an_ordered_agenda_with_the_keyboard_alone(board, committee, hattie, page, axe):
    come_in(page, hattie)
    reconstitute(page, board)
    select(page, "Councillor Jo Ash", "Presides, and is a member")
    use(page, "Reconstitute the body")
    new = Body.objects.get(succeeds=board)
    assert (new.legal_basis, links.parent_of(new, timezone.localdate())) == (LegalBasis.COMMITTEE, committee)
    officer = new.seats.get(office__appointments__person__name="Officer Ned Lowe")
    assert officer.capacity == Seat.Capacity.ATTENDEE
    assert axe(page) == []

    use(page, "To the new body")
    meeting = plan_the_year(page, new)
    assert axe(page) == []

    use(page, "Desk")
    use(page, f"{new}, {dates.day(meeting.starts_at)}")
    use(page, "Start the agenda")
    assert meeting.items.filter(title=HEALTH).exists()
    for title in ("Apologies for absence", "Questions from young people"):
        use(page, "Add an item")
        write(page, "Title", title)
        use(page, "Add to the agenda")
    add_private_item(page)
    tab_to(page, "Move up Apologies for absence")
    for place in (2, 1):
        page.keyboard.press("Enter")
        expect(page.locator("#agenda-items tr[data-item]").nth(place - 1)).to_contain_text("Apologies for absence")
    assert list(meeting.items.order_by("order").values_list("order", "title")) == [
        (1, "Apologies for absence"),
        (2, HEALTH),
        (3, SCHOOL),
        (4, "Questions from young people"),
        (5, "A contract for homes"),
    ]
    expect(page.locator(".app-table__divider")).to_contain_text("Part 2")
    assert axe(page) == []

    use(page, "Desk")
    use(page, "See every deadline")
    deadlines = page.locator("main")
    expect(deadlines).to_contain_text(f"{new}")
    expect(deadlines).to_contain_text(notice.of(meeting).words.removeprefix("By ").partition(", ")[0])
    assert axe(page) == []
