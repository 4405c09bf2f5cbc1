"""Nothing published is deleted, and what the public was told stands: withdrawn, kept private, postponed instead."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from committees import agenda, commissioning, exempt, notice, states
from committees.models import AgendaItem, Exemption, Meeting, Paper, ProgrammeItem, ProgrammeMove
from reports.models import Format
from roles.models import AuditRow
from roles.permissions import PUBLIC
from tests.factories.committees import AgendaItemFactory, MeetingFactory, PaperFactory
from tests.factories.reports import VersionFactory

pytestmark = pytest.mark.django_db
EXEMPT = {"kind": "exempt", "paragraphs": [3], "reason": "The offers are still open."}
IN_TIME = datetime(2026, 12, 1, 9, tzinfo=UTC)
LATER = datetime(2027, 1, 19, 14, tzinfo=UTC)


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, ends_at=datetime(2026, 12, 15, 12, tzinfo=UTC))


@pytest.fixture
def clock():
    with time_machine.travel(IN_TIME, tick=False) as clock:
        yield clock


@pytest.fixture
def published(meeting, people, clock):
    """Apologies, Health with an open paper, and a contract with a private one."""
    agenda.add_item(meeting, title="Apologies", by=people.clerk)
    health = agenda.add_item(meeting, title="Health", by=people.clerk)
    agenda.lay(VersionFactory(frozen=True), before=health, by=people.clerk)
    contract = agenda.add_item(meeting, title="A contract", private=EXEMPT, by=people.clerk)
    agenda.lay(VersionFactory(frozen=True), before=contract, by=people.clerk)
    agenda.publish(meeting, by=people.clerk)
    clock.shift(timedelta(hours=1))
    return meeting


def item(meeting, title):
    return meeting.items.get(title=title)


def change(meeting, people, **changes):
    about = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "place": meeting.place}
    agenda.change_meeting(meeting, by=people.clerk, **(about | changes))


# --- Deletion


def test_an_item_of_a_published_agenda_is_withdrawn_and_not_removed(published, people):
    with pytest.raises(agenda.CannotChangeAgenda, match="Withdraw the item instead"):
        agenda.remove(item(published, "Apologies"), by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="Say why"):
        agenda.withdraw(item(published, "Health"), why=" ", by=people.clerk)
    agenda.withdraw(item(published, "Health"), why="The figures were wrong.", by=people.clerk)
    found = item(published, "Health")
    assert (found.withdrawn_why, found.withdrawn_at, found.order) == ("The figures were wrong.", timezone.now(), 2)
    assert published.items.count() == 3


def test_what_was_withdrawn_is_not_touched_again(published, people):
    found = item(published, "Health")
    agenda.withdraw(found, why="The figures were wrong.", by=people.clerk)
    for step in (
        lambda: agenda.edit_item(found, title="Other", by=people.clerk),
        lambda: agenda.move(found, to=1, by=people.clerk),
        lambda: agenda.withdraw(found, why="Again.", by=people.clerk),
        lambda: agenda.lay(VersionFactory(frozen=True), before=found, private=False, by=people.clerk),
    ):
        with pytest.raises(agenda.CannotChangeAgenda, match="was withdrawn on 1 December 2026"):
            step()
    assert found.papers.count() == 1


def test_an_item_that_nobody_has_seen_is_removed_and_not_withdrawn(meeting, people):
    found = agenda.add_item(meeting, title="Health", by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="take the item off"):
        agenda.withdraw(found, why="No.", by=people.clerk)
    agenda.remove(found, by=people.clerk)
    assert meeting.items.count() == 0
    found = AgendaItemFactory(meeting=meeting)
    stale = AgendaItem.objects.get(pk=found.pk)
    agenda.remove(found, by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="in the meantime"):
        agenda.remove(stale, by=people.clerk)


def test_an_item_for_which_somebody_writes_is_not_removed_under_their_hands(meeting, people):
    found = agenda.add_item(meeting, title="Health", by=people.clerk)
    asked = commissioning.commission(found, author=people.author, format=Format.objects.first(), by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="Take the commission back first"):
        agenda.remove(found, by=people.clerk)
    commissioning.take_back(asked, by=people.clerk)
    agenda.remove(found, by=people.clerk)
    assert meeting.items.count() == 0


def test_nothing_is_withdrawn_when_the_meeting_is_over(published, people, clock):
    clock.move_to(published.starts_at + timedelta(hours=3))
    agenda.close(published, status="held", by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="its minutes say"):
        agenda.withdraw(item(published, "Health"), why="No.", by=people.clerk)


def test_a_paper_that_was_open_is_kept_private_and_not_taken_off(published, people):
    paper = item(published, "Health").papers.get()
    assert list(Paper.objects.visible_to(PUBLIC)) == [paper]
    with pytest.raises(agenda.CannotChangeAgenda, match="Keep it private instead"):
        agenda.take_off(paper, by=people.clerk)
    exempt.keep_private(paper, **EXEMPT, by=people.clerk)
    assert list(Paper.objects.visible_to(PUBLIC)) == []
    with pytest.raises(agenda.CannotChangeAgenda):
        agenda.take_off(paper, by=people.clerk)
    assert Paper.objects.count() == 2


def test_a_paper_that_was_private_from_the_start_may_be_taken_off(published, people):
    agenda.take_off(item(published, "A contract").papers.get(), by=people.clerk)
    late = agenda.lay(VersionFactory(frozen=True), before=item(published, "Health"), private=EXEMPT, by=people.clerk)
    agenda.take_off(late, by=people.clerk)
    assert list(Paper.objects.all()) == [item(published, "Health").papers.get()]


def test_a_paper_that_was_read_before_its_item_became_private_stays(people, clock):
    """Where the law does not open the body, an item is private by a reason alone, and nobody decides on the paper."""
    informal = MeetingFactory(body__legal_basis="informal")
    found = agenda.add_item(informal, title="Health", by=people.clerk)
    paper = agenda.lay(VersionFactory(frozen=True), before=found, by=people.clerk)
    agenda.publish(informal, by=people.clerk)
    clock.shift(timedelta(hours=1))
    agenda.edit_item(found, private={"kind": "", "paragraphs": [], "reason": "Of one child."}, by=people.clerk)
    assert exempt.is_kept_back(paper)
    with pytest.raises(agenda.CannotChangeAgenda, match="what was published is not deleted"):
        agenda.take_off(Paper.objects.get(), by=people.clerk)


def test_a_private_paper_that_two_people_opened_stays(published, people):
    paper = item(published, "A contract").papers.get()
    exempt.end(exempt.current(paper), by=people.clerk, with_=people.chair)
    with pytest.raises(agenda.CannotChangeAgenda, match="what was published is not deleted"):
        agenda.take_off(paper, by=people.clerk)
    exempt.keep_private(paper, **EXEMPT, by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda):
        agenda.take_off(paper, by=people.clerk)


def test_a_paper_is_taken_off_once(meeting, people):
    paper = PaperFactory(item__meeting=meeting)
    stale = Paper.objects.get(pk=paper.pk)
    agenda.take_off(paper, by=people.clerk)
    with pytest.raises(agenda.CannotChangeAgenda, match="in the meantime"):
        agenda.take_off(stale, by=people.clerk)
    with pytest.raises(exempt.CannotKeepPrivate, match="in the meantime"):
        exempt.keep_private(stale, **EXEMPT, by=people.clerk)


# --- Another day


@pytest.mark.parametrize("by", [timedelta(days=1), timedelta(hours=-1)])
def test_a_published_meeting_is_not_moved(published, people, by):
    with pytest.raises(agenda.CannotCall, match="Postpone the meeting instead"):
        change(published, people, starts_at=published.starts_at + by)
    assert Meeting.objects.get().starts_at == datetime(2026, 12, 15, 10, tzinfo=UTC)


def test_its_place_may_change_and_that_is_written_down(published, people):
    change(published, people, place="Room 2", how_to_attend="By the back door")
    published.refresh_from_db()
    assert (published.place, published.how_to_attend) == ("Room 2", "By the back door")
    row = AuditRow.objects.filter(did="changed").get()
    assert (row.details["place"], row.details["place_was"]) == ("Room 2", "Committee Room 1, Wexcombe Town Hall")


def test_a_meeting_that_nobody_was_told_of_is_moved(meeting, people):
    change(meeting, people, starts_at=LATER, ends_at=None)
    assert Meeting.objects.get().starts_at == LATER


def test_a_published_meeting_is_cancelled_and_stays_in_sight(published, people):
    change(published, people, status="cancelled")
    assert list(Meeting.objects.visible_to(PUBLIC)) == [published]
    with pytest.raises(agenda.CannotCall, match="The public was told"):
        change(published, people, status="confirmed")
    for step in (
        lambda: agenda.add_item(published, title="More", by=people.clerk),
        lambda: agenda.withdraw(item(published, "Health"), why="No.", by=people.clerk),
        lambda: agenda.edit_item(item(published, "Health"), title="Other", by=people.clerk),
    ):
        with pytest.raises(agenda.CannotChangeAgenda, match="is cancelled"):
            step()


def test_postponing_calls_another_meeting_with_all_that_was_on_this_one(published, people):
    agenda.withdraw(item(published, "Apologies"), why="Twice.", by=people.clerk)
    exempt.end(exempt.current(item(published, "A contract").papers.get()), by=people.clerk, with_=people.chair)
    new = agenda.postpone(published, starts_at=LATER, by=people.clerk)
    published.refresh_from_db()
    assert (new.instead_of, new.status, new.place, new.published_at) == (published, "confirmed", published.place, None)
    assert new.ends_at == LATER + timedelta(hours=2)
    assert published.status == "cancelled"
    assert [(one.order, one.title, one.private_paragraphs) for one in new.items.all()] == [
        (1, "Health", []),
        (2, "A contract", [3]),
    ]
    for title in ("Health", "A contract"):
        old, carried = item(published, title).papers.get(), item(new, title).papers.get()
        assert (carried.version, carried.laid_at) == (old.version, old.laid_at)
        assert exempt.is_kept_back(carried) == exempt.is_kept_back(old)
    assert Exemption.objects.count() == 2
    assert list(Meeting.objects.visible_to(PUBLIC)) == [published]
    assert published.items.count() == 3
    assert [states.illegal(one) for one in (published, new)] == [[], []]


def test_the_notice_of_a_postponed_meeting_counts_anew(published, people):
    new = agenda.postpone(published, starts_at=LATER, place="Room 2", by=people.clerk)
    assert (notice.of(new).last_day.isoformat(), notice.of(new).published_on, new.place) == (
        "2027-01-11",
        None,
        "Room 2",
    )
    with time_machine.travel(datetime(2027, 1, 13, 9, tzinfo=UTC), tick=False), pytest.raises(agenda.NeedsReason):
        agenda.publish(new, by=people.clerk)


def test_what_was_planned_and_commissioned_follows_a_postponed_meeting(published, people):
    health = item(published, "Health")
    now = timezone.now()
    commission = commissioning.commission(health, author=people.author, format=Format.objects.first(), by=people.clerk)
    day_before = commission.report.brief.meeting_on
    month = published.starts_at.date().replace(day=1)
    about = {"body": published.body, "due_month": month, "month": month, "planned_at": now, "meeting": published}
    planned = ProgrammeItem.objects.create(title="Health", agenda_item=health, **about)
    withdrawn = ProgrammeItem.objects.create(title="Gone", agenda_item=item(published, "Apologies"), **about)
    agenda.withdraw(item(published, "Apologies"), why="Twice.", by=people.clerk)
    new = agenda.postpone(published, starts_at=LATER, by=people.clerk)
    for row in (commission, planned, withdrawn):
        row.refresh_from_db()
    commission.report.brief.refresh_from_db()
    assert commission.item == item(new, "Health")
    assert (day_before, commission.report.brief.meeting_on) == (published.starts_at.date(), LATER.date())
    assert (planned.agenda_item, planned.meeting, planned.month.isoformat()) == (commission.item, new, "2027-01-01")
    assert withdrawn.meeting == published
    assert [move.to_meeting for move in ProgrammeMove.objects.all()] == [new]
    assert "postponed to 19 January 2027" in ProgrammeMove.objects.get().reason


def test_a_meeting_that_cannot_be_postponed_says_why(published, people, clock):
    for starts_at, words in [
        (published.starts_at, "at that time already"),
        (timezone.now(), "are past"),
    ]:
        with pytest.raises(agenda.CannotCall, match=words):
            agenda.postpone(published, starts_at=starts_at, by=people.clerk)
    agenda.postpone(published, starts_at=LATER, by=people.clerk)
    with pytest.raises(agenda.CannotCall, match="Postpone that one instead"):
        agenda.postpone(published, starts_at=LATER + timedelta(days=7), by=people.clerk)
    held = MeetingFactory(body=published.body, starts_at=IN_TIME, status="held")
    with pytest.raises(agenda.CannotCall, match="is over"):
        agenda.postpone(held, starts_at=LATER, by=people.clerk)
    assert Meeting.objects.count() == 3


def test_a_cancelled_meeting_gets_its_new_day_later(published, people):
    change(published, people, status="cancelled")
    new = agenda.postpone(published, starts_at=LATER, by=people.clerk)
    assert (new.status, new.items.count()) == ("confirmed", 3)
