"""What stands on every agenda of a body."""

from datetime import date

import pytest
from django.utils import timezone

from committees import agenda
from committees.models import AgendaItem
from tests.factories.committees import BodyFactory, MeetingFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
EXEMPT = {"kind": "exempt", "paragraphs": [3], "reason": "The offers are still open."}


@pytest.fixture
def kept(body, people):
    """Two that open the agenda, one that closes it."""
    make = [("Apologies", "opening"), ("Next meeting", "closing"), ("Minutes", "opening")]
    return [agenda.standing.add(body, title=t, place=p, starts_on=DAY, by=people.clerk) for t, p in make]


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body)


def titles(meeting):
    return list(meeting.items.order_by("order").values_list("title", flat=True))


def test_they_come_before_the_business_and_after_that_of_part_1(meeting, kept, people):
    agenda.add_item(meeting, title="Health", by=people.clerk)
    agenda.add_item(meeting, title="A contract", private=EXEMPT, by=people.clerk)
    made = agenda.standing.copy_to(meeting, by=people.clerk)
    assert titles(meeting) == ["Apologies", "Minutes", "Health", "Next meeting", "A contract"]
    assert [item.kind for item in made] == [AgendaItem.Kind.STANDING] * 3
    assert [item.order for item in meeting.items.order_by("order")] == [1, 2, 3, 4, 5]


def test_business_that_comes_later_stands_before_what_closes_part_1(meeting, kept, people):
    agenda.standing.copy_to(meeting, by=people.clerk)
    for title in ("Health", "Housing"):
        agenda.add_item(meeting, title=title, by=people.clerk)
    assert titles(meeting) == ["Apologies", "Minutes", "Health", "Housing", "Next meeting"]


def test_they_are_not_put_on_twice(meeting, kept, people):
    agenda.standing.copy_to(meeting, by=people.clerk)
    assert agenda.standing.copy_to(meeting, by=people.clerk) == []
    agenda.standing.add(meeting.body, title="Declarations", starts_on=DAY, by=people.clerk)
    assert [item.title for item in agenda.standing.copy_to(meeting, by=people.clerk)] == ["Declarations"]
    assert titles(meeting) == ["Apologies", "Minutes", "Declarations", "Next meeting"]


def test_only_those_of_that_day_and_body_are_put_on(meeting, kept, people):
    agenda.standing.end(kept[0], on=date(2026, 12, 14), by=people.clerk)
    agenda.standing.add(BodyFactory(), title="Elsewhere", starts_on=DAY, by=people.clerk)
    agenda.standing.add(meeting.body, title="From spring", starts_on=date(2027, 4, 1), by=people.clerk)
    agenda.standing.copy_to(meeting, by=people.clerk)
    assert titles(meeting) == ["Minutes", "Next meeting"]


def test_their_order_is_kept_and_what_they_say_is_changed_for_agendas_to_come(meeting, kept, people):
    agenda.standing.move(kept[2], to=1, by=people.clerk)
    agenda.standing.copy_to(meeting, by=people.clerk)
    agenda.standing.change(kept[1], title="Day of the next meeting", place="opening", by=people.clerk)
    assert titles(meeting) == ["Minutes", "Apologies", "Next meeting"]
    assert [one.title for one in agenda.standing.of(meeting.body, DAY)] == [
        "Minutes",
        "Apologies",
        "Day of the next meeting",
    ]


def test_a_published_agenda_and_an_ended_item_say_why_not(meeting, kept, people):
    meeting.published_at, meeting.published_by = timezone.now(), people.clerk
    meeting.save()
    with pytest.raises(agenda.CannotChangeAgenda, match="no longer put on it"):
        agenda.standing.copy_to(meeting, by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="cannot be before"):
        agenda.standing.end(kept[0], on=date(2025, 12, 31), by=people.clerk)
    agenda.standing.end(kept[0], on=DAY, by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="already"):
        agenda.standing.end(kept[0], on=DAY, by=people.clerk)
