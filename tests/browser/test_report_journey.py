"""
From a Word file to a report that the public reads: its author, finance, Director and clerk, through pages alone.

Finance sends it back once, and is asked again when the words that it answers for change after its yes.
"""

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees.models import Body
from reports import stages
from roles.audit import SYSTEM
from roles.permissions import OfficeKind
from tests.browser.driving import follow, press, text
from tests.browser.test_bringing_in_report import DOCX
from tests.browser.test_clearance import by_key, holder
from tests.browser.test_pack_journey import builds
from tests.committees.test_report_imports import word_file
from tests.factories.committees import MeetingFactory
from tests.factories.reports import FormatFactory

TITLE = "DENTISTS FOR EVERY CHILD"
REASON = "Say which budget pays."
CONDITION = "Tell us in March what it cost."
BUDGET = "It costs 40,000 pounds a year, from the health budget."
FEWER = "It costs 35,000 pounds a year, from the health budget."
NEXT = "The health team writes to every carer in January."


@pytest.fixture
def director(people, body):
    """Who clears last; finance answers for the recommendations and for what is said about money."""
    FormatFactory(name="Ours", implications=["Finance", "Legal"], sections=["Background", "Next steps"])
    director = holder(OfficeKind.DIRECTOR, "Pia Fox")
    of_finance = people.clearer.appointments.get().office
    stages.add(name="Finance", office=of_finance, working_days=3, covers=["Finance"], by=SYSTEM)
    stages.add(name="the Director", office=director.office, working_days=1, by=SYSTEM)
    return director


@pytest.fixture
def meeting(body):
    day = timezone.localdate() + timedelta(days=40)
    return MeetingFactory(body=body, starts_at=timezone.make_aware(datetime.combine(day, time(10))))


@pytest.fixture
def clean(axe, overflow):
    """clean(page): nothing that keeps anybody out, at each stop of the way."""

    def looked_at(page):
        assert ([*axe(page)], overflow(page)) == ([], 0), page.url

    return looked_at


@pytest.mark.usefixtures("meeting")
def test_a_report_from_a_word_file_to_the_public(desk, people, director, clean, new_page, tmp_path):  # noqa: PLR0917
    body = Body.objects.get()
    writes, pays = desk(people.author), desk(people.clearer)
    brings_in(writes, body, clean)
    places(writes, clean)
    finishes(writes, clean)
    sends(writes, clean)
    sends_back(pays, clean)
    mends(writes, clean)
    sends(writes, clean)
    clears(pays, "Clear it")

    takes_back_and_changes_other_words(writes, clean)
    changes_what_finance_answers_for(writes)
    sends(writes, clean)
    clears(pays, "Clear with conditions", CONDITION)
    decides = desk(director)
    clears(decides, "Clear it")
    said(decides, "Version 1 is final and can be laid before a meeting.")
    the_trail_says_who_did_what(writes, clean)

    runs = desk(people.clerk)
    lays(runs, body, clean)
    publishes(runs, clean)
    reads_as_the_public(new_page(), body, clean, tmp_path)


def said(page, words):
    """The page says that it was done."""
    expect(page.locator(".govuk-notification-banner")).to_contain_text(words)


def opens_the_report(page):
    follow(page, "Reports", exact=True)
    follow(page, TITLE)


def brings_in(page, body, clean):
    """What the file holds is looked over: hidden text, what was struck out and a comment come up before it comes in."""
    follow(page, "Reports", exact=True)
    follow(page, "Bring in a Word file")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "dentists.docx", "mimeType": DOCX, "buffer": word_file()}
    )
    page.get_by_label("Body that the report is for").select_option(label=body.name)
    page.get_by_label("Template").select_option(label="Ours")
    press(page, "Read the file")
    for words in ("Hidden text was left out", "Tracked changes (1)", "1 comment was left out"):
        expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_text("Show it: 1 comment was left out.").click()
    expect(page.get_by_text("CANARYCOMMENT")).to_be_visible()
    clean(page)
    press(page, "Bring it in")
    said(page, "is a draft now")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    clean(page)


def places(page, clean):
    """What was said about the file is read, and what has no place is decided, until nothing is left."""
    follow(page, "Texts without a place")
    clean(page)
    nothing_left = page.get_by_text("Every text of the import has its place.")
    remove = page.get_by_role("link", name=re.compile("^(I have read this|Remove the text)"))
    while remove.count():
        remove.first.click()
        press(page, "Remove it")
        said(page, "It is removed.")
    expect(nothing_left).to_be_visible()
    follow(page, "Back to the report")


def writes_section(page, name, words):
    """Open a section and write at its end; it is saved as it is typed."""
    follow(page, "Write", exact=True)
    page.get_by_role("navigation", name="Sections").get_by_role("link", name=re.compile(name, re.IGNORECASE)).click()
    box = page.get_by_role("textbox", name=re.compile("^Text of", re.IGNORECASE))
    box.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n\n{words}")
    expect(page.locator(".app-flow__said").first).to_contain_text("Saved at ")


def answers_for(page, name, words):
    page.get_by_label(name, exact=True).fill(words)
    press(page, re.compile("^Save"))
    expect(page.locator(".govuk-notification-banner")).to_be_visible()


def finishes(page, clean):
    """The checks say what stops it, and lead there; then nothing stands in the way."""
    follow(page, "Check", exact=True)
    expect(page.get_by_text("1 to put right before you send it")).to_be_visible()
    clean(page)
    follow(page, "Implications: nothing is said of “Legal”")
    clean(page)
    answers_for(page, "Legal", "The Children Act 1989 asks us to look after their health.")
    opens_the_report(page)
    writes_section(page, "Background", NEXT)
    clean(page)
    opens_the_report(page)
    follow(page, "Check", exact=True)
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()


def sends(page, clean):
    opens_the_report(page)
    follow(page, "Send for clearance")
    clean(page)
    by_key(page, page.get_by_role("button", name="Send for clearance"))
    said(page, "You can take it back until they answer")


def answers(page, choice):
    """From what waits for them to the words they answer for."""
    page.goto("/home/")
    follow(page, "Reports", exact=True)
    follow(page, TITLE)
    follow(page, "Read and answer")
    page.get_by_label(choice, exact=True).check()


def sends_back(page, clean):
    answers(page, "Send it back to its author")
    page.get_by_label("What has to change").fill(REASON)
    clean(page)
    press(page, "Send your answer")
    page.wait_for_url("**/reports/")


def mends(page, clean):
    """The author reads why, and says it."""
    opens_the_report(page)
    expect(page.get_by_text("Finance officer Finn Wade sent it back: read what they say and change it")).to_be_visible()
    expect(page.get_by_text(REASON).first).to_be_visible()
    clean(page)
    follow(page, "Implications", exact=True)
    answers_for(page, "Finance", BUDGET)


def clears(page, choice, words=""):
    answers(page, choice)
    if words:
        page.get_by_label("Your conditions").fill(words)
    press(page, "Send your answer")
    page.wait_for_url("**/reports/")


def takes_back_and_changes_other_words(page, clean):
    """Finance has not answered for the background: its yes stands."""
    opens_the_report(page)
    press(page, "Take the report back")
    opens_the_report(page)
    writes_section(page, "Background", "Nobody waits longer than six weeks.")
    opens_the_report(page)
    follow(page, "Send for clearance")
    expect(page.get_by_text("Finance officer Finn Wade cleared these words on")).to_be_visible()
    clean(page)


def changes_what_finance_answers_for(page):
    opens_the_report(page)
    follow(page, "Implications", exact=True)
    answers_for(page, "Finance", FEWER)
    opens_the_report(page)
    follow(page, "Send for clearance")
    expect(page.get_by_role("heading", name="Whom it goes to")).to_be_visible()
    expect(page.get_by_text("cleared these words on")).to_have_count(0)


def the_trail_says_who_did_what(page, clean):
    opens_the_report(page)
    expect(page.get_by_text("Version 1 is cleared and can be laid before a meeting")).to_be_visible()
    clean(page)
    main = page.locator("main")
    for words in ("Officer Edda Stone", "Finance officer Finn Wade", "Pia Fox", REASON, CONDITION):
        expect(main).to_contain_text(words)


def lays(page, body, clean):
    """From the cleared report to the agenda of its body's next meeting."""
    opens_the_report(page)
    clean(page)
    follow(page, "Lay it before a meeting")
    expect(page.get_by_role("heading", level=1)).to_contain_text(body.name)
    expect(page.locator("main")).to_contain_text(f"“{TITLE}” needs an item to lie on")
    follow(page, "Add an item")
    page.get_by_label("Title", exact=True).fill("Dentists")
    page.get_by_label("Note", exact=True).check()
    press(page, "Add to the agenda")
    said(page, "“Dentists” is on the agenda.")
    follow(page, "Lay a report on Dentists")
    clean(page)
    press(page, f"Lay {TITLE} on the agenda")
    said(page, f"“{TITLE}” is laid.")
    clean(page)


def publishes(page, clean):
    """With the pack, which prints the report, and for everybody."""
    builds(page)
    follow(page, "Back to the agenda")
    follow(page, "Publish the agenda")
    clean(page)
    press(page, "Publish the agenda")
    said(page, "The agenda is published.")


def reads_as_the_public(page, body, clean, folder):
    """The last words stand on the page and in print, and nothing of who cleared them or of what came with the file."""
    page.goto("/")
    follow(page, "Meetings")
    page.get_by_role("listitem").filter(has_text=body.name).get_by_role("link").first.click()
    follow(page, TITLE)
    clean(page)
    printed = folder / "report.pdf"
    answer = page.request.get(page.get_by_role("link", name="The printed report").first.get_attribute("href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    printed.write_bytes(answer.body())
    for told in (" ".join(page.locator("main").inner_text().split()), text(printed)):
        for words in (FEWER, NEXT, "Nobody waits longer than six weeks."):
            assert words in told
        for words in ("CANARY", "Finn Wade", "Pia Fox", REASON, CONDITION, "40,000"):
            assert words not in told
