"""What the clerk is told before a pack is built."""

from datetime import date

import pytest

from committees import packs
from tests.committees import packing
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(body):
    return AgendaItemFactory(meeting=MeetingFactory(body=body), title="Placements")


def warnings(item):
    return packs.look(item.meeting).warnings


def test_a_meeting_in_order_has_nothing_to_warn_of(item):
    ExemptionFactory(paper=PaperFactory(item=item))
    PaperFactory(item=AgendaItemFactory(meeting=item.meeting))
    found = packs.look(item.meeting)
    assert (found.stops, found.warnings) == ([], [])
    assert found.fine == ["2 items on the agenda", "2 papers laid", "1 of them is in the restricted edition alone"]


def test_papers_of_a_private_item_that_nobody_decided_are_named(item):
    item.likely_private = True
    item.save()
    PaperFactory(item=item)
    [said] = warnings(item)
    assert said.startswith("Item 1, “Placements”: it is likely to be taken in private, and nobody has said by what law.")


def test_a_newer_version_is_named(item):
    paper = PaperFactory(item=item)
    VersionFactory(report=paper.version.report, number=2, frozen_at=paper.version.frozen_at)
    assert warnings(item) == [
        "Item 1, “Placements”: version 1 of a report is laid, and version 2 has been cleared since."
    ]


def test_a_file_without_text_for_screen_readers_is_named(item):
    paper = PaperFactory(item=item)
    paper.version.appendices.create(order=1, **packing.upload("Scan", "A scan.") | {"tagged": False})
    [said] = warnings(item)
    assert said.startswith("Item 1, “Placements”: appendix 1 was supplied without text for screen readers.")


def test_a_review_that_is_over_due_is_named(item):
    ExemptionFactory(paper=PaperFactory(item=item), review_on=date(2020, 1, 1))
    [said] = warnings(item)
    assert said.endswith("whether its paper is still private was to be looked at by 1 January 2020.")


def test_a_private_title_stands_in_no_sentence(item):
    paper = PaperFactory(item=item, version=VersionFactory(report__title="CANARY of a child", frozen=True))
    item.likely_private, item.private_title = True, "CANARY item"
    item.save()
    VersionFactory(report=paper.version.report, number=2, frozen_at=paper.version.frozen_at)
    assert len(warnings(item)) == 2
    assert "CANARY" not in str(packs.look(item.meeting))
