"""A confidential paper: read by who is named for it, and in no pack (LGA 1972 s100A(2), (3))."""

import pytest
from django.utils import timezone

from committees import exempt, packs
from committees.models import Build, Pack, Paper, Part
from committees.models.packs import OF_EVERY_PACK, Edition
from committees.models.papers import Exemption
from committees.packs import contents, planning, searching
from corporate_parenting.lib.jobs import State
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory

pytestmark = pytest.mark.django_db
CONFIDENTIAL = Exemption.Class.CONFIDENTIAL


@pytest.fixture
def paper(body, people):
    meeting = MeetingFactory(body=body, published_at=timezone.now(), published_by=people.clerk)
    version = packing.version(packing.SECRET_TITLE, packing.SECRET_TEXT, report__author=people.author)
    made = PaperFactory(item=AgendaItemFactory(meeting=meeting, title="Placements"), version=version)
    exempt.keep_private(made, kind=CONFIDENTIAL, paragraphs=[], reason=packing.SECRET_REASON, by=people.clerk)
    return made


def seen_by(person, paper):
    return Paper.objects.visible_to(person.user).filter(pk=paper.pk).exists()


def test_no_seat_and_no_office_reads_it_but_its_author_and_the_clerk_who_kept_it(paper, people):
    readers = {name for name, person in vars(people).items() if seen_by(person, paper)}
    assert readers == {"author", "clerk"}


def test_one_sheet_stands_for_it_in_both_editions(paper):
    for edition in OF_EVERY_PACK:
        [piece] = exempt.parts_for(paper, edition)
        assert (piece.kind, piece.title) == (Part.Kind.WITHHELD, "Placements")
    [part] = planning.plan(paper.item.meeting)
    assert (part.kind, part.in_public, part.in_restricted) == (Part.Kind.WITHHELD, True, True)


def test_its_words_are_looked_for_although_no_edition_has_it(paper, people):
    build = packs.order(paper.item.meeting, by=people.clerk)
    found = searching.search(build, f"Before. {packing.SECRET_TEXT} (x). {packing.SECRET_REASON}")
    assert found.searched > 0
    assert found.leaked == [paper.item.printed_number]
    assert searching.search(build, "Nothing of it is here.").leaked == []


def test_a_foreseen_confidential_title_is_told_in_neither_edition(paper):
    paper.item.likely_private, paper.item.private_kind = True, "confidential"
    paper.item.private_title = packing.SECRET_ITEM
    assert {contents.title_of(paper.item, edition) for edition in OF_EVERY_PACK} == {"Placements"}


def test_a_restricted_pack_that_holds_it_from_before_is_nobodys(paper, people):
    build = Build.objects.create(meeting=paper.item.meeting, number=1, ordered_at=timezone.now())
    Part.objects.create(
        build=build, order=1, kind=Part.Kind.REPORT, title="x", item=paper.item, paper=paper,
        in_public=False, in_restricted=True, state=State.DONE,
    )  # fmt: skip
    pack = Pack.objects.create(build=build, edition=Edition.RESTRICTED, state=State.DONE)
    assert [name for name, one in vars(people).items() if pack in Pack.objects.visible_to(one.user)] == []
    Exemption.objects.update(kind="exempt", paragraphs=[1])
    readers = {name for name, one in vars(people).items() if pack in Pack.objects.visible_to(one.user)}
    assert readers == {"clerk", "chair", "member"}
