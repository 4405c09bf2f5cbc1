"""The agenda: items in order, papers laid, and publishing as the law wants it."""

from datetime import UTC, datetime

import pytest
import time_machine

from committees import agenda
from committees.models import Meeting, Paper
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import files, pdf
from roles.audit import SYSTEM
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory
from tests.factories.reports import VersionFactory
from tests.factories.roles import PersonFactory
from tests.lib.pdf.samples import Upload, box
from tests.lib.pdf.samples import words as line

# The last lawful day for Tuesday 15 December 2026 is Monday 7 December.
IN_TIME, TOO_LATE = datetime(2026, 12, 7, 16, 0, tzinfo=UTC), datetime(2026, 12, 8, 9, 0, tzinfo=UTC)


@pytest.fixture
def clerk(db):
    return PersonFactory(name="Clerk Hattie Brook")


@pytest.fixture
def meeting(db):
    return MeetingFactory(body__starts_on="2020-05-01")


def titles(meeting):
    return [item.title for item in meeting.items.order_by("order")]


EXEMPT = {"kind": "exempt", "paragraphs": [3], "reason": "The offers are still open."}


def fill(meeting, *names, **changes):
    return [agenda.add_item(meeting, title=name, by=SYSTEM, **changes) for name in names]


def test_a_body_cannot_meet_before_it_began_nor_after_it_ended(clerk):
    body = BodyFactory(starts_on="2026-05-18", ends_on="2027-05-17")
    body.refresh_from_db()
    for day in (datetime(2026, 5, 17, 10, tzinfo=UTC), datetime(2027, 5, 18, 10, tzinfo=UTC)):
        with pytest.raises(agenda.CannotCall):
            agenda.call_meeting(body, starts_at=day, place="Town Hall", by=clerk)
    agenda.call_meeting(body, starts_at=datetime(2026, 5, 18, 10, tzinfo=UTC), place="Town Hall", by=clerk)
    assert Meeting.objects.count() == 1


def test_an_item_is_moved_and_the_others_make_room(meeting):
    items = fill(meeting, "Apologies", "Minutes", "Health", "Housing")
    agenda.move(items[3], to=2, by=SYSTEM)
    assert titles(meeting) == ["Apologies", "Housing", "Minutes", "Health"]
    assert [item.order for item in meeting.items.order_by("order")] == [1, 2, 3, 4]
    agenda.move(items[3], to=99, by=SYSTEM)
    assert titles(meeting)[-1] == "Housing"


def test_what_may_be_private_stays_behind_the_rest(meeting):
    (private,) = fill(meeting, "A contract", private=EXEMPT)
    items = fill(meeting, "Apologies", "Minutes")
    assert titles(meeting) == ["Apologies", "Minutes", "A contract"]
    agenda.move(private, to=1, by=SYSTEM)
    agenda.move(items[0], to=3, by=SYSTEM)
    assert titles(meeting) == ["Minutes", "Apologies", "A contract"]
    items[1].refresh_from_db()
    agenda.edit_item(items[1], private=EXEMPT, by=SYSTEM)
    assert titles(meeting) == ["Apologies", "A contract", "Minutes"]


def test_numbers_that_the_source_printed_go_when_the_order_changes(meeting):
    items = [agenda.add_item(meeting, title=f"Item {n}", number=f"{n}a", by=SYSTEM) for n in (1, 2)]
    assert [item.printed_number for item in meeting.items.all()] == ["1a", "2a"]
    agenda.move(items[1], to=1, by=SYSTEM)
    assert [item.printed_number for item in meeting.items.all()] == ["1", "2"]


def test_a_draft_cannot_be_laid(meeting, clerk):
    (item,) = fill(meeting, "Health")
    with pytest.raises(agenda.NotCleared):
        agenda.lay(VersionFactory(), before=item, by=clerk)
    assert Paper.objects.count() == 0


def test_a_version_is_laid_once_and_named_when_a_newer_one_is_cleared(meeting, clerk):
    (item,) = fill(meeting, "Health")
    version = VersionFactory(frozen=True)
    paper = agenda.lay(version, before=item, by=clerk)
    with pytest.raises(agenda.CannotChangeAgenda):
        agenda.lay(version, before=item, by=clerk)
    assert Paper.objects.with_newest().get().newer_version is None
    VersionFactory(report=version.report, number=2, frozen_at=IN_TIME)
    assert Paper.objects.with_newest().get(pk=paper.pk).newer_version == 2


def test_a_paper_is_taken_off_and_the_report_stays(clerk):
    paper = PaperFactory()
    agenda.take_off(paper, by=clerk)
    paper.version.refresh_from_db()
    assert Paper.objects.count() == 0


def test_a_file_that_is_no_pdf_is_refused_in_words_and_nothing_is_kept(meeting, clerk):
    (item,) = fill(meeting, "Health")
    with pytest.raises(pdf.Refused) as refused:
        agenda.add_document(item, data=b"MZ not a pdf", file_name="table.pdf", title="Table", by=clerk)
    assert str(refused.value)
    assert item.papers.count() == 0


def test_a_pdf_is_made_safe_and_laid_with_its_pages(meeting, clerk):
    (item,) = fill(meeting, "Health")
    made = pdf.render("<!doctype html><html lang=en><title>T</title><body><h1>Dentists</h1></body></html>")
    paper = agenda.add_document(item, data=made.data, file_name="table.pdf", title="Table of dentists", by=clerk)
    assert (paper.title, paper.document.pages, files.read(paper.document.original)) == (
        "Table of dentists",
        1,
        made.data,
    )
    assert files.read(paper.document.safe)[:5] == b"%PDF-"


def test_words_under_a_black_box_are_laid_only_where_the_paper_is_kept_private(meeting, clerk):
    """Covering words does not take them out: anybody could copy them from the file."""
    (item,) = fill(meeting, "Health")
    upload = Upload(line("Child A") + box())
    about = {"data": upload.data(), "file_name": "table.pdf", "title": "Table of dentists", "by": clerk}
    for private in (None, False):
        with pytest.raises(pdf.Refused, match="does not take them out"):
            agenda.add_document(item, **about, private=private)
    assert item.papers.count() == 0
    grounds = {"kind": "exempt", "paragraphs": [1], "reason": "A child could be known by it."}
    assert agenda.add_document(item, **about, private=grounds).exemptions.current().exists()


def test_an_agenda_published_in_time_needs_no_reason(meeting, clerk):
    fill(meeting, "Apologies")
    with time_machine.travel(IN_TIME, tick=False):
        agenda.publish(meeting, by=clerk, short_notice="not needed")
    assert (meeting.published_at, meeting.published_by, meeting.short_notice) == (IN_TIME, clerk, "")


def test_a_late_agenda_wants_the_reason_for_shorter_notice(meeting, clerk):
    fill(meeting, "Apologies")
    with time_machine.travel(TOO_LATE, tick=False):
        with pytest.raises(agenda.NeedsReason, match="Monday 7 December 2026"):
            agenda.publish(meeting, by=clerk, short_notice=" ")
        meeting.refresh_from_db()
        assert meeting.published_at is None
        agenda.publish(meeting, by=clerk, short_notice="The home closes on Friday.")
    assert (meeting.published_at, meeting.short_notice) == (TOO_LATE, "The home closes on Friday.")


@pytest.mark.parametrize("name", ["Corporate Parenting Board", "Corporate Parenting Committee"])
def test_an_informal_body_needs_no_notice_whatever_it_is_called(clerk, name):
    meeting = MeetingFactory(body=BodyFactory(name=name, legal_basis=LegalBasis.INFORMAL))
    fill(meeting, "Apologies")
    with time_machine.travel(TOO_LATE, tick=False):
        agenda.publish(meeting, by=clerk)
    assert meeting.short_notice == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"body__legal_basis": LegalBasis.NOT_SETTLED}, "is not settled"),
        ({"status": Meeting.Status.CANCELLED}, "is cancelled"),
    ],
)
def test_what_cannot_be_published(clerk, changes, words):
    meeting = MeetingFactory(**changes)
    AgendaItemFactory(meeting=meeting)
    with pytest.raises(agenda.CannotPublish, match=words):
        agenda.publish(meeting, by=clerk)
    assert Meeting.objects.get().published_at is None


def test_an_empty_agenda_cannot_be_published_and_a_published_one_stands(meeting, clerk):
    with pytest.raises(agenda.CannotPublish, match="no items yet"):
        agenda.publish(meeting, by=clerk)
    items = fill(meeting, "Apologies", "Minutes")
    with time_machine.travel(IN_TIME, tick=False):
        agenda.publish(meeting, by=clerk)
    with pytest.raises(agenda.CannotPublish, match="already published"):
        agenda.publish(meeting, by=clerk)
    items[0].meeting.refresh_from_db()
    with pytest.raises(agenda.CannotChangeAgenda):
        agenda.move(items[0], to=2, by=SYSTEM)
    with pytest.raises(agenda.CannotChangeAgenda):
        agenda.remove(items[0], by=SYSTEM)
    assert titles(meeting) == ["Apologies", "Minutes"]


def test_an_item_with_papers_is_not_removed(clerk):
    paper = PaperFactory()
    with pytest.raises(agenda.CannotChangeAgenda, match="Take them off first"):
        agenda.remove(paper.item, by=clerk)
    agenda.take_off(paper, by=clerk)
    agenda.remove(paper.item, by=clerk)
    assert paper.item.meeting.items.count() == 0


def test_what_is_added_after_publishing_renumbers_nothing(meeting, clerk):
    fill(meeting, "Apologies")
    (private,) = fill(meeting, "A contract", private=EXEMPT)
    with time_machine.travel(IN_TIME, tick=False):
        agenda.publish(meeting, by=clerk)
    fill(meeting, "Urgent business")
    assert titles(meeting) == ["Apologies", "A contract", "Urgent business"]
    private.refresh_from_db()
    agenda.edit_item(private, likely_private=False, by=SYSTEM)
    assert titles(meeting) == ["Apologies", "A contract", "Urgent business"]
