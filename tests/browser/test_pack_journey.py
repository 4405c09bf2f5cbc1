"""
From another system's meeting and two written reports to both packs, through pages alone, as people do it.

Told twice: on samples of our own that are always here, and on real files where they are (REAL_DATA).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import expect

from committees.models import Meeting
from corporate_parenting.lib import pdf
from reports.models import Report, Unplaced
from roles.permissions import OfficeKind
from tests.browser.driving import a_worker_beside, follow, plain, press, text, upload
from tests.factories.roles import AppointmentFactory, OfficeFactory, PersonFactory, UserFactory

SAMPLES = Path(__file__).parent.parent / "samples"
CANARY = "CANARY-7Q4ZK"
SECRET = f"The child called {CANARY} lives with a carer in the north of the town."
LONG = 120_000  # milliseconds: making a pack, on a machine that is busy with other tests


@dataclass(frozen=True)
class Source:
    """Where the files of one telling lie: the meeting's XML, and a decimal and a continuous report."""

    meeting: Path
    decimal: Path
    continuous: Path


@pytest.fixture(params=["samples", "real"])
def source(request):
    if request.param == "samples":
        texts = SAMPLES / "reports"
        return Source(SAMPLES / "moderngov" / "meeting.xml", texts / "decimal.md", texts / "continuous.txt")
    real = request.getfixturevalue("real_data")
    one, other = (next((real / "seeds").glob(f"{number}*.txt")) for number in ("001", "003"))
    return Source(real / "real" / "moderngov" / "meeting_with_minutes.xml", one, other)


def officer(name, kind=None):
    person = PersonFactory(name=name)
    UserFactory(person=person)
    if kind:
        AppointmentFactory(person=person, office=OfficeFactory(kind=kind))
    return person


def said(page, words):
    """The page says that it was done."""
    expect(page.locator(".govuk-notification-banner")).to_contain_text(words)


def test_from_another_systems_meeting_to_both_packs(source, desk, new_page, tmp_path, axe):
    head, clerk = officer("Head Clerk Mina Vale", OfficeKind.HEAD_CLERK), officer("Clerk Hattie Brook")
    author, clearer = officer("Edda Stone", OfficeKind.OFFICER), officer("Finn Wade", OfficeKind.CLEARER)

    brings_in_the_meeting(desk(head), source, clerk)
    writes = desk(author)
    titles = [brings_in_a_report(writes, file) for file in (source.decimal, source.continuous)]
    for title in titles:
        sends(writes, title, clearer)
    clears(desk(clearer), titles)

    runs = desk(clerk)
    opens_the_agenda(runs)
    gives_grounds(runs)
    for title in titles:
        lays(runs, title)
    lays_a_private_paper(runs)
    builds(runs)
    assert axe(runs) == []
    public, restricted = (opens(runs, name, tmp_path) for name in ("Public edition", "Restricted edition"))
    holds_what_it_should(public, restricted, titles)
    publishes(runs)

    reads_as_the_public(new_page(), titles, tmp_path)


def brings_in_the_meeting(page, source, clerk):
    follow(page, "Bodies")
    follow(page, "Bring in meetings from ModernGov")
    page.get_by_label("XML files").set_input_files(source.meeting)
    press(page, "Read the files")
    expect(page.get_by_text("Nothing is kept yet. This is what would come in.")).to_be_visible()
    expect(page.get_by_text("1 body, 1 meeting")).to_be_visible()
    assert Meeting.objects.count() == 0
    press(page, "Bring them in")
    said(page, "1 body, 1 meeting")
    body = Meeting.objects.get().body
    follow(page, body.name)
    expect(page.get_by_text("The legal basis of this body is not settled.")).to_be_visible()
    follow(page, "Change Legal basis")
    page.get_by_label("Committee or sub-committee").check()
    press(page, "Settle the legal basis")
    expect(page.get_by_text("The legal basis of this body is not settled.")).to_have_count(0)
    follow(page, "Make somebody clerk")
    page.get_by_label("Clerk").select_option(label=clerk.name)
    for part in ("day", "month", "year"):
        page.get_by_label(part.title(), exact=True).fill(str(getattr(body.starts_on, part)))
    press(page, "Make this person clerk")
    expect(page.locator(".govuk-summary-list").first).to_contain_text(clerk.name)


def brings_in_a_report(page, file):
    """The draft as it came in, with what found no place put under the last heading; returns its title."""
    known = set(Report.objects.values_list("pk", flat=True))
    follow(page, "Reports")
    follow(page, "Bring in a Word file, Markdown or text")
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Body that the report is for").select_option(label=Meeting.objects.get().body.name)
    press(page, "Read the file")
    press(page, "Bring it in")
    said(page, "is a draft now.")
    report = Report.objects.exclude(pk__in=known).get()
    version = report.versions.get()
    expect(page.get_by_role("heading", level=1)).to_have_text(report.title)
    words = version.unplaced.exclude(where=Unplaced.ABOUT_THE_FILE).count()
    expect(page.get_by_text(f"{words} piece")).to_have_count(1 if words else 0)
    if version.unplaced.exists():
        places(page, version)
    return report.title


def places(page, version):
    follow(page, re.compile("without a place|no place", re.IGNORECASE))
    for _ in range(version.unplaced.exclude(where=Unplaced.ABOUT_THE_FILE).count()):
        page.get_by_label("Section").first.select_option(index=version.sections.count())
        press(page, "Put it there")
        said(page, "The text stands at the end of")
    for _ in range(version.unplaced.count()):
        page.get_by_role("link", name="I have read this").first.click()
        press(page, "Remove it")
        said(page, "It is removed.")
    expect(page.get_by_text("Every text of the import has its place.")).to_be_visible()
    follow(page, "Back to the report")


def sends(page, title, clearer):
    follow(page, "Reports")
    follow(page, title)
    follow(page, "Check", exact=True)
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    follow(page, "Send for clearance")
    page.get_by_label("Who clears it?").select_option(label=clearer.name)
    press(page, "Send for clearance")
    said(page, f"The report is with {clearer}.")


def clears(page, titles):
    for title in titles:
        follow(page, "Reports")
        follow(page, title)
        follow(page, "Read and answer")
        page.get_by_label("Clear it").check()
        press(page, "Send your answer")
        said(page, "Version 1 is final and can be laid before a meeting.")


def opens_the_agenda(page):
    """From the desk where the meeting is to come, else by its body."""
    follow(page, "Bodies")
    meeting = Meeting.objects.get()
    follow(page, meeting.body.name)
    page.locator("main .app-list a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(meeting.body.name)


def gives_grounds(page):
    """The other system does not say why an item is private: its clerk does, before the agenda is published."""
    for title in Meeting.objects.get().items.filter(likely_private=True).values_list("title", flat=True):
        follow(page, f"Change {title}")
        is_exempt(page, "The offers are still open.")
        press(page, "Save the item")
        said(page, "The item is saved.")


def is_exempt(page, reason):
    page.get_by_label("Exempt: a paragraph of Schedule 12A").check()
    for paragraph in ("1:", "2:"):
        page.get_by_label(re.compile(f"^{paragraph}")).check()
    page.get_by_label("Why does the public interest lie in keeping it private?").fill(reason)


def adds_an_item(page, title, **more):
    follow(page, "Add an item")
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Note", exact=True).check()
    if more:
        page.get_by_label("Likely to be taken in private").check()
        is_exempt(page, f"It is about {CANARY}.")
        page.get_by_label("Title in the restricted edition").fill(more["private_title"])
    press(page, "Add to the agenda")
    said(page, f"“{title}” is on the agenda.")


def lays(page, title):
    item = title[:60].strip()
    adds_an_item(page, item)
    follow(page, f"Lay a report on {item}")
    press(page, re.compile(f"^Lay {re.escape(title)} on the agenda$"))
    said(page, f"“{title}” is laid.")


def lays_a_private_paper(page):
    adds_an_item(page, "Learning from practice", private_title=f"About {CANARY}")
    follow(page, "add a PDF to Learning from practice")
    page.get_by_label("Title of the paper").fill("Learning review")
    words = f'<!doctype html><html lang="en-GB"><head><title>About {CANARY}</title></head><body><h1>{SECRET}</h1>'
    page.get_by_label("PDF file").set_input_files(upload(f"{CANARY}.pdf", pdf.render(f"{words}</body></html>").data))
    press(page, "Add the document")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("is laid.", timeout=LONG)
    row = page.locator("tr[data-item]", has_text="Learning from practice")
    expect(row.get_by_text("Exempt (Schedule 12A), paragraphs 1, 2")).to_be_visible()


def builds(page):
    follow(page, "Pack", exact=True)
    press(page, "Build the pack")
    expect(page.locator("#pack-count")).to_have_text(re.compile(r"^\d+ of \d+ done"))
    expect(page.locator(".app-progress__item").first).to_contain_text("Waiting")
    a_worker_beside(page)
    expect(page.locator(".app-progress__item").first).to_contain_text("Done,", timeout=LONG)
    expect(page.get_by_role("status")).to_have_text("The build is finished", timeout=LONG)
    expect(page.get_by_text("What could not be made")).to_have_count(0)
    page.unroute_all()


def opens(page, name, folder):
    """Follow the link to an edition; returns the file."""
    link = page.get_by_role("link", name=name, exact=True).first
    answer = page.request.get(link.get_attribute("href"))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    file = folder / f"{name}.pdf"
    file.write_bytes(answer.body())
    return file


def first_words(title):
    """The words that the first paragraph of a report begins with, as they are printed."""
    sections = Report.objects.get(title=title).versions.get().sections.exclude(blocks=None)
    return " ".join(re.sub(r"[*_`|\\]", "", sections.first().blocks.first().text).split()[:5])


def holds_what_it_should(public, restricted, titles):
    for title in titles:
        words = first_words(title)
        assert words in text(public)
        assert words in text(restricted)
        assert stated_page(public, title) == stated_page(restricted, title) == printed_on(public, words)
    assert SECRET in text(restricted)
    assert CANARY not in text(public)
    tells_nothing(public.read_bytes())
    tells_nothing(plain(public))
    for file in (public, restricted):
        is_tagged(file)


def tells_nothing(data):
    """Not one byte of the planted words, in any of the ways that a PDF writes text."""
    for encoding in ("ascii", "utf-16-be", "utf-16-le"):
        assert CANARY.encode(encoding) not in data
    assert CANARY.encode().hex().encode() not in data.lower()


def stated_page(file, title):
    """The page on which a report begins, as the agenda on the front sheet says."""
    item = re.escape(" ".join(title[:60].split()))
    found = re.search(rf"{item}.*?Pages? (\d+)", text(file, 1, 3), re.IGNORECASE)
    assert found, (title, text(file, 1, 3))
    return found[1]


def printed_on(file, words):
    """The number at the foot of the first page of the paper that holds these words."""
    with pikepdf.open(file) as opened:
        labels = [page.label for page in opened.pages]
    return next(label for index, label in enumerate(labels) if words in text(file, index + 1))


def is_tagged(file):
    with pikepdf.open(file) as opened:
        document = opened.Root.StructTreeRoot.K
        document = document[0] if isinstance(document, pikepdf.Array) else document
        assert bool(opened.Root.MarkInfo.Marked)
        assert {str(part.S) for part in document.K} == {"/Part"}
        assert len(document.K) >= 3


def publishes(page):
    follow(page, "Back to the agenda")
    follow(page, "Publish the agenda")
    reason = page.get_by_label("Why was the meeting called at shorter notice?")
    if reason.count():
        press(page, "Publish the agenda")
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        reason.fill("The inspectors asked for a decision this week.")
    press(page, "Publish the agenda")
    said(page, "The agenda is published.")


def reads_as_the_public(page, titles, folder):
    meeting = Meeting.objects.get()
    page.goto("/")
    follow(page, "Meetings")
    page.get_by_role("listitem").filter(has_text=meeting.body.name).get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(meeting.body.name)
    for title in titles:
        expect(page.get_by_role("link", name=title).first).to_be_visible()
    expect(page.get_by_text("A paper on this item is private.")).to_be_visible()
    assert CANARY not in page.content()
    assert "Learning review" not in page.content()
    file = opens(page, "Everything in one file of this meeting", folder)
    assert first_words(titles[0]) in text(file)
    tells_nothing(plain(file))
    follow(page, titles[0])
    expect(page.get_by_text(first_words(titles[0])).first).to_be_visible()
    for private in meeting.items.get(likely_private=True, source_id="").papers.all():
        assert page.request.get(f"/meetings/papers/{private.pk}/").status == 404
        assert page.request.get(f"/meetings/papers/{private.pk}/document.pdf").status == 404
