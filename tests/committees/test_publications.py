"""The proof of when each thing became public: a row in that moment, and none for what stayed private."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from committees import agenda, bodies, exempt, publications
from committees.models import Build, Document, Meeting, Pack, Part, Publication
from committees.models.bodies import LegalBasis
from committees.models.packs import Edition
from committees.packs import assembling
from corporate_parenting.lib import files
from corporate_parenting.lib.jobs import State
from roles.audit import SYSTEM
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory
from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory

pytestmark = pytest.mark.django_db
GROUNDS = {"kind": "exempt", "paragraphs": [1], "reason": "It is about a child."}


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=datetime(2035, 5, 15, 9, tzinfo=UTC))


@pytest.fixture
def published(meeting, people):
    AgendaItemFactory(meeting=meeting, order=1, title="Dentists")
    agenda.publish(meeting, by=people.clerk)
    return meeting


def report(title="Dentists for every child", words="Every child sees a dentist."):
    version = VersionFactory(frozen=True, title=title)
    BlockFactory(section=SectionFactory(version=version), text=words)
    return version


def laid(meeting, order, **about):
    version = report(about.pop("named", f"Report {order}"))
    return PaperFactory(item=AgendaItemFactory(meeting=meeting, order=order, **about), version=version)


def pack(meeting, *papers, state=State.DONE):
    build = Build.objects.create(meeting=meeting, number=meeting.builds.count() + 1, ordered_at=timezone.now())
    for order, paper in enumerate(papers, start=1):
        Part.objects.create(
            build=build, order=order, kind=Part.Kind.REPORT, title=paper.title, paper=paper,
            in_public=True, in_restricted=True, state=State.DONE, file=files.keep(b"x"), pages=1,
        )  # fmt: skip
    return Pack.objects.create(
        build=build, edition=Edition.PUBLIC, state=state, file=files.keep(b"%PDF-1.7 pack"), pages=9, size=13
    )


def rows():
    return [(row.kind, row.did, row.title) for row in Publication.objects.all()]


# --- Publishing an agenda


def test_publishing_an_agenda_writes_a_row_for_it_and_each_open_paper_and_none_for_a_private_one(meeting, people):
    laid(meeting, 1, named="Dentists for every child")
    private = laid(meeting, 2, named="Placement of a child")
    exempt.keep_private(private, **GROUNDS, by=people.clerk)
    before = timezone.now()
    agenda.publish(meeting, by=people.clerk)
    assert rows() == [("agenda", "published", "Agenda"), ("paper", "published", "Dentists for every child")]
    row = Publication.objects.first()
    assert before <= row.at <= timezone.now()
    assert (row.by, row.meeting, len(row.sha256)) == (people.clerk, meeting, 64)


def test_a_pack_that_was_ready_goes_public_with_its_agenda_and_a_later_one_when_it_is_finished(meeting, people):
    paper = laid(meeting, 1)
    old = pack(meeting, paper)
    agenda.publish(meeting, by=people.clerk)
    assert [row[:2] for row in rows()][-1] == ("pack", "published")
    new = pack(meeting, paper)
    publications.made(new, by=SYSTEM)
    found = Publication.objects.filter(kind="pack")
    assert [(row.thing_id, row.sha256) for row in found] == [(old.pk, old.file), (new.pk, new.file)]


def test_a_pack_that_is_finished_before_the_agenda_is_out_is_not_public(meeting):
    publications.made(pack(meeting, laid(meeting, 1)), by=SYSTEM)
    assert rows() == []


def test_the_worker_that_keeps_a_pack_notes_it(published, monkeypatch):
    made = pack(published, state=State.RUNNING)
    monkeypatch.setattr(assembling.jobs, "finish", lambda job, **facts: Pack.objects.update(state=State.DONE))
    facts = {"file": made.file, "pages": 9, "size": 13, "claims_ua": False, "checks": []}
    assembling._keep(made, files.scratch() / "none", facts)
    assert rows()[-1] == ("pack", "published", "Public pack")


@pytest.mark.parametrize("basis", [LegalBasis.INFORMAL, LegalBasis.CHILDREN])
def test_what_the_law_does_not_open_has_no_row(people, basis):
    meeting = MeetingFactory(body=BodyFactory(legal_basis=basis), starts_at=datetime(2035, 5, 15, 9, tzinfo=UTC))
    laid(meeting, 1)
    agenda.publish(meeting, by=people.clerk)
    assert rows() == []


# --- Papers


def test_a_paper_laid_later_has_a_row_of_that_moment(published, people):
    item = published.items.get()
    agenda.lay(report("Late report"), before=item, private=False, by=people.clerk)
    assert rows()[-1] == ("paper", "published", "Late report")


def test_a_paper_laid_as_private_was_never_public_and_leaves_no_row(published, people):
    before = rows()
    agenda.lay(report("A child"), before=published.items.get(), private=GROUNDS, by=people.clerk)
    assert rows() == before


def test_a_paper_laid_before_the_agenda_is_out_has_no_row(meeting, people):
    agenda.lay(report(), before=AgendaItemFactory(meeting=meeting), by=people.clerk)
    assert rows() == []


def test_keeping_an_open_paper_private_is_a_row_of_its_own_and_so_is_its_pack(meeting, people):
    paper = laid(meeting, 1)
    pack(meeting, paper)
    agenda.publish(meeting, by=people.clerk)
    exempt.keep_private(paper, **GROUNDS, by=people.clerk)
    assert rows()[-2:] == [("paper", "withdrawn", "Report 1"), ("pack", "withdrawn", "Public pack")]


def test_opening_a_private_paper_of_a_published_agenda_is_a_row(meeting, people):
    paper = laid(meeting, 1)
    kept = exempt.keep_private(paper, **GROUNDS, by=people.clerk)
    agenda.publish(meeting, by=people.clerk)
    exempt.end(kept, by=people.clerk, with_=people.head_clerk)
    assert rows() == [("agenda", "published", "Agenda"), ("paper", "published", "Report 1")]


def test_an_item_that_moves_to_part_2_takes_its_papers_out_of_sight(meeting, people):
    paper = laid(meeting, 1)
    agenda.publish(meeting, by=people.clerk)
    agenda.edit_item(paper.item, private=GROUNDS, by=people.clerk)
    assert rows()[2:] == [("paper", "withdrawn", "Report 1"), ("agenda", "changed", "Agenda: item 1 was changed")]


def test_the_digest_is_of_what_was_published(published, people):
    paper = agenda.lay(report(words="One."), before=published.items.get(), private=False, by=people.clerk)
    other = PaperFactory(item=paper.item, version=report(words="Two."))
    same = PaperFactory(item=paper.item, version=report(words="One."))
    sums = [publications.digest(publications.Kind.PAPER, one) for one in (paper, other, same)]
    assert Publication.objects.filter(kind="paper").get().sha256 == sums[0] == sums[2] != sums[1]


def test_the_digest_of_a_file_is_that_of_the_file(published, people):
    safe = files.keep(b"%PDF-1.7 safe")
    document = Document.objects.create(
        title="A map", file_name="map.pdf", original="o", safe=safe, pages=1, size=9, tagged=False,
        added_at=timezone.now(), added_by=people.clerk,
    )  # fmt: skip
    agenda.lay(document, before=published.items.get(), private=False, by=people.clerk)
    assert Publication.objects.last().sha256 == safe


def test_the_words_of_an_item_in_part_2_are_not_in_the_digest_of_the_agenda(published):
    item = published.items.get()
    item.likely_private, item.text = True, "A child moves."
    item.save()
    one = publications.digest(publications.Kind.AGENDA, published)
    item.text = item.private_title = "Another child moves."
    item.save()
    assert publications.digest(publications.Kind.AGENDA, published) == one


# --- What changed since


def test_each_change_of_a_published_agenda_says_what_and_names_no_item(published, people):
    item = published.items.get()
    agenda.add_item(published, title="A child's name", by=people.clerk)
    agenda.edit_item(item, title="Another child's name", by=people.clerk)
    agenda.withdraw(item, why="Too early", by=people.clerk)
    about = {"starts_at": published.starts_at, "how_to_attend": published.how_to_attend, "note": published.note}
    agenda.change_meeting(published, **about, place="Room 9", by=people.clerk)
    agenda.change_meeting(published, **about, place="Room 9", by=people.clerk)
    agenda.postpone(published, starts_at=published.starts_at + timedelta(days=7), by=people.clerk)
    assert [row[2] for row in rows()[1:]] == [
        "Agenda: item 2 was added",
        "Agenda: item 1 was changed",
        "Agenda: item 1 was withdrawn",
        "Agenda: the place changed",
        "Agenda: the meeting was put off to 22 May 2035",
    ]
    assert len(set(Publication.objects.values_list("sha256", flat=True))) == 6


def test_a_draft_can_change_without_a_row(meeting, people):
    item = AgendaItemFactory(meeting=meeting)
    agenda.edit_item(item, title="Other", by=people.clerk)
    agenda.add_item(meeting, title="New", by=people.clerk)
    assert rows() == []


# --- The law of the body


def test_when_the_law_closes_or_opens_a_body_everything_of_it_has_a_row(published, people):
    agenda.lay(report("Open"), before=published.items.get(), private=False, by=people.clerk)
    Publication.objects.all().delete()
    bodies.settle(published.body, legal_basis=LegalBasis.INFORMAL, by=people.head_clerk)
    assert rows() == [("paper", "withdrawn", "Open"), ("agenda", "withdrawn", "Agenda")]
    bodies.settle(published.body, legal_basis=LegalBasis.COMMITTEE, opens=True, by=people.head_clerk)
    assert rows()[2:] == [("agenda", "published", "Agenda"), ("paper", "published", "Open")]


# --- The database keeps it


@pytest.mark.parametrize("change", [lambda rows: rows.update(title=""), lambda rows: rows.all().delete()])
def test_the_database_refuses_to_change_what_was_written(audit_triggers, published, change):
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        change(Publication.objects)
    assert rows() == [("agenda", "published", "Agenda")]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_the_database_refuses_to_empty_it(audit_triggers, published):
    now = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE committees_publication CASCADE"  # PostgreSQL puts checks off else
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(now)
    assert Publication.objects.count() == 1


# --- What calendars go by


def test_every_change_of_day_time_place_or_state_is_counted_once(meeting, people):
    def counted():
        return Meeting.objects.get(pk=meeting.pk).sequence

    same = {"starts_at": meeting.starts_at, "place": meeting.place, "by": people.clerk}
    agenda.change_meeting(meeting, **same)
    assert counted() == 0
    agenda.change_meeting(meeting, **same | {"starts_at": meeting.starts_at + timedelta(hours=1)})
    agenda.change_meeting(meeting, **same | {"starts_at": meeting.starts_at, "place": "Room 2"})
    now = {"starts_at": meeting.starts_at, "place": meeting.place}
    agenda.change_meeting(meeting, **same | now | {"how_to_attend": "Come."})
    assert counted() == 2
    agenda.add_item(meeting, title="Dentists", by=people.clerk)
    agenda.publish(meeting, by=people.clerk)
    new = agenda.postpone(meeting, starts_at=meeting.starts_at + timedelta(days=7), by=people.clerk)
    assert (counted(), new.sequence) == (4, 0)
    assert new.changed_at
