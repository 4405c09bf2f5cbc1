"""What goes wrong is said in words, and nothing is lost: seen by the people it happens to."""

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from committees.models import Body, Meeting, Worker
from reports.models import Appendix, Report
from tests.browser.driving import a_worker_beside, press, small_pdf, upload, url, with_codes
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import ReportFactory, VersionFactory, ready_report

SOON = timezone.now() + timezone.timedelta(days=30)
LOCKED = small_pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
TOLD = "Your report is saved."


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=SOON)


@pytest.fixture
def report(people, body):
    return ready_report(people.author, title="Dentists for every child", remit=body.remit)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LOCKED, "The PDF is protected with a password."),
        (small_pdf()[:-120], "The PDF is cut off: its end is missing."),
        (b"PK\x03\x04 a zip file under another name", "This is a folder of files (zip)."),
    ],
    ids=["locked", "cut off", "not a PDF"],
)
def test_an_appendix_that_cannot_be_opened_is_refused_in_words_and_the_report_is_kept(report, opened, axe, data, said):
    page = opened("author")
    page.goto(url("reports:appendices", report))
    page.get_by_label("Title (optional)").fill("Waiting times by month")
    page.get_by_label("File", exact=True).set_input_files(upload("waiting.pdf", data))
    press(page, "Add the appendix")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused(timeout=30_000)
    expect(summary).to_contain_text(said)
    expect(summary).to_contain_text(TOLD)
    expect(page.get_by_label("Title (optional)")).to_have_value("Waiting times by month")
    assert axe(page) == []
    assert Appendix.objects.count() == 0
    page.goto(url("reports:report", report))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dentists for every child")


BROKEN = b"""<?xml version="1.0"?>
<meeting>
  <meetingid>901</meetingid>
  <meetingdate>31/02/2026</meetingdate>
</meeting>"""
NOT_CLOSED = b"""<?xml version="1.0"?>
<meeting>
  <meetingid>901</meetingid>
  <meetingdate>11/03/2026
</meeting>"""


@pytest.mark.parametrize(
    ("data", "said"),
    [(BROKEN, "meeting.xml, line 4, field “meetingdate”"), (NOT_CLOSED, "meeting.xml, line 5")],
    ids=["no such day", "not closed"],
)
def test_broken_xml_is_refused_by_line_and_field_and_nothing_comes_in(opened, axe, data, said):
    page = opened("head_clerk")
    page.goto(url("committees:import_meetings"))
    page.get_by_label("XML files").set_input_files(upload("meeting.xml", data, "text/xml"))
    press(page, "Read the files")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(said)
    expect(summary).to_contain_text("Nothing was brought in.")
    assert axe(page) == []
    assert (Body.objects.count(), Meeting.objects.count()) == (1, 0)


def test_a_file_that_is_no_report_is_refused_in_words_and_nothing_comes_in(opened, body):
    page = opened("author")
    page.goto(url("committees:import_report"))
    page.get_by_label("File").set_input_files(upload("report.docx", b"not a Word document at all"))
    page.get_by_label("Body that the report is for").select_option(label=body.name)
    press(page, "Read the file")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_contain_text("report.docx")
    expect(page.get_by_label("Body that the report is for")).to_have_value(str(body.pk))
    assert Report.objects.count() == 0


@pytest.fixture
def private(meeting, body):
    """A paper that is kept from the public, on an item whose private title tells too much."""
    version = VersionFactory(frozen=True, report=ReportFactory(title="Ash House", remit=body.remit))
    paper = PaperFactory(item=AgendaItemFactory(meeting=meeting, title="A contract", likely_private=True),
                         version=version)  # fmt: skip
    ExemptionFactory(paper=paper, paragraphs=[3])
    return paper


@pytest.mark.parametrize("who", ["other", "co_opted", "participation", "clearer", "admin"])
def test_the_wrong_person_finds_no_such_page(private, report, opened, who):
    page = opened(who)
    meeting = private.item.meeting
    closed = [
        url("committees:agenda", meeting),
        url("committees:pack", meeting),
        url("committees:lay", private.item),
        url("committees:paper", private),
        url("committees:report_pdf", private),
        url("reports:report", report),
        url("reports:write", report),
    ]
    assert {address: page.request.get(address).status for address in closed} == dict.fromkeys(closed, 404)
    page.complaints.clear()


def test_who_is_not_signed_in_is_sent_to_the_door_and_on_to_where_they_were_going(private, page):
    page.goto(url("committees:agenda", private.item.meeting))
    expect(page).to_have_title("Sign in – Wexcombe Council")
    page.goto(url("committees:paper", private))
    expect(page).to_have_title("Sign in – Wexcombe Council")
    assert page.request.get(url("committees:public_paper", private)).status == 404


def test_a_password_alone_opens_no_private_paper(private, people, page, signed_in):
    with_codes(people.member)
    Meeting.objects.filter(pk=private.item.meeting_id).update(published_at=timezone.now(), published_by=people.clerk)
    signed_in(page, people.member, code=False).goto(url("committees:paper", private))
    expect(page.get_by_label("Code")).to_be_visible()
    assert "Ash House" not in page.content()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_clerk_is_told_that_the_pack_waits_when_no_worker_runs(meeting, opened, scripts):
    AgendaItemFactory(meeting=meeting, title="Apologies")
    page = opened("clerk", java_script_enabled=scripts)
    page.goto(url("committees:pack", meeting))
    press(page, "Build the pack")
    expect(page.get_by_text("No worker is running, so the pack waits.")).to_be_visible()
    expect(page.get_by_text("Nothing is lost: it is built as soon as one is there.")).to_be_visible()
    assert Worker.objects.count() == 0
    a_worker_beside(page)
    expect(page.locator("#pack-end")).to_have_text("The build is finished", timeout=90_000)
    expect(page.get_by_text("No worker is running")).to_have_count(0)
