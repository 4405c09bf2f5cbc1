"""Facts of the law that steps on an agenda keep: part 2 and its grounds, late items, late reports."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from committees import agenda, exempt, printing, reading
from committees.models import AgendaItem, Meeting, Paper, Seat
from committees.models.bodies import LegalBasis
from committees.models.packs import Edition
from roles.permissions import PUBLIC, OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory, sit
from tests.factories.reports import VersionFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
EXEMPT = {"kind": "exempt", "paragraphs": [2, 1], "reason": "A child could be recognised."}
CONFIDENTIAL = {"kind": "confidential", "paragraphs": [], "reason": "A court forbids it."}
# The last lawful day for Tuesday 15 December 2026 is Monday 7 December.
IN_TIME, LAST_DAY = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 7, 23, tzinfo=UTC)
TOO_LATE = datetime(2026, 12, 8, 9, tzinfo=UTC)
FORMAL = [LegalBasis.FULL_COUNCIL, LegalBasis.COMMITTEE, LegalBasis.ADVISORY, LegalBasis.SCRUTINY]


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body)


def add(meeting, people, title="A placement", **about):
    return agenda.add_item(meeting, title=title, by=people.clerk, **about)


def published(meeting, people, at=IN_TIME):
    add(meeting, people, "Apologies")
    with time_machine.travel(at, tick=False):
        agenda.publish(meeting, by=people.clerk)
    return meeting


# --- Fact 7: confidential and exempt are two things. Fact 9: seven paragraphs, not ten


def test_fact_7_exempt_needs_a_paragraph_and_the_public_interest_and_confidential_a_law(meeting, people):
    item = add(meeting, people, private=EXEMPT)
    assert (item.likely_private, item.private_kind, item.private_paragraphs) == (True, "exempt", [1, 2])
    other = add(meeting, people, private=CONFIDENTIAL)
    assert (other.private_kind, other.private_paragraphs, other.private_reason) == (
        "confidential",
        [],
        "A court forbids it.",
    )
    for wrong, words in [
        (EXEMPT | {"paragraphs": []}, "at least one paragraph"),
        (EXEMPT | {"reason": " "}, "serves the public interest better"),
        (CONFIDENTIAL | {"paragraphs": [1]}, "no paragraph of Schedule 12A"),
        (CONFIDENTIAL | {"reason": ""}, "which law or order forbids"),
        ({"kind": "", "paragraphs": [1], "reason": "So."}, "exempt or confidential"),
    ]:
        with pytest.raises(agenda.NoGrounds, match=words):
            add(meeting, people, private=wrong)
    with pytest.raises(agenda.NoGrounds):
        add(meeting, people, likely_private=True)
    assert meeting.items.count() == 2


@pytest.mark.parametrize("number", [0, 8, 10])
def test_fact_9_there_are_seven_paragraphs(meeting, people, number):
    for paragraph in range(1, 8):
        add(meeting, people, private=EXEMPT | {"paragraphs": [paragraph]})
    with pytest.raises(agenda.NoGrounds, match="numbered 1 to 7"):
        add(meeting, people, private=EXEMPT | {"paragraphs": [number]})


def test_a_body_that_the_law_does_not_open_needs_a_reason_alone(people):
    meeting = MeetingFactory(body__legal_basis=LegalBasis.INFORMAL)
    reason = {"kind": "", "paragraphs": [], "reason": "Young people speak of themselves."}
    item = add(meeting, people, private=reason)
    assert (item.likely_private, item.private_reason) == (True, "Young people speak of themselves.")
    with pytest.raises(agenda.NoGrounds, match="Say why"):
        add(meeting, people, private=reason | {"reason": " "})
    paper = agenda.lay(VersionFactory(frozen=True), before=item, by=people.clerk)
    assert exempt.is_kept_back(paper)
    assert exempt.current(paper) is None


def test_what_came_private_from_another_system_is_not_published_before_its_clerk_gave_grounds(meeting, people):
    add(meeting, people, "Apologies")
    item = add(meeting, people, likely_private=True, private_paragraphs=[3], source_id="moderngov:1")
    assert item.private_paragraphs == [3]
    for body_opens in (True, False):
        assert bool(agenda.why_not_published(meeting)) == body_opens
        meeting.body.legal_basis = LegalBasis.INFORMAL
    meeting.body.refresh_from_db()
    with (
        time_machine.travel(IN_TIME, tick=False),
        pytest.raises(agenda.CannotPublish, match="“A placement” may be taken in private"),
    ):
        agenda.publish(meeting, by=people.clerk)
    agenda.edit_item(item, private=EXEMPT, by=people.clerk)
    assert agenda.why_not_published(meeting) == ""


def test_fact_8_the_clerk_only_foresees_and_what_goes_back_to_part_1_has_no_grounds_left(meeting, people):
    item = add(meeting, people, private=EXEMPT)
    agenda.edit_item(item, title="A placement again", by=people.clerk)
    assert (item.likely_private, item.private_paragraphs) == (True, [1, 2])
    with pytest.raises(agenda.NoGrounds):
        agenda.edit_item(item, likely_private=True, private=EXEMPT | {"paragraphs": []}, by=people.clerk)
    agenda.edit_item(item, likely_private=True, by=people.clerk)
    agenda.edit_item(item, private=None, by=people.clerk)
    item.refresh_from_db()
    assert (item.likely_private, item.private_kind, item.private_paragraphs, item.private_reason) == (False, "", [], "")
    with pytest.raises(agenda.NoGrounds):
        agenda.edit_item(item, likely_private=True, by=people.clerk)


def test_a_paper_takes_the_grounds_of_its_item_when_nothing_is_said(meeting, people):
    item = add(meeting, people, private=EXEMPT)
    paper = agenda.lay(VersionFactory(frozen=True), before=item, by=people.clerk)
    kept = exempt.current(paper)
    assert (kept.kind, kept.paragraphs, kept.reason, kept.decided_by) == (
        "exempt",
        [1, 2],
        "A child could be recognised.",
        people.clerk,
    )
    other = agenda.lay(VersionFactory(frozen=True), before=item, private=CONFIDENTIAL, by=people.clerk)
    assert exempt.current(other).kind == "confidential"


def test_a_paper_laid_before_its_item_became_private_is_kept_when_the_agenda_is_published(meeting, people):
    item = add(meeting, people)
    paper = agenda.lay(VersionFactory(frozen=True), before=item, by=people.clerk)
    agenda.edit_item(item, private=EXEMPT, by=people.clerk)
    assert exempt.current(paper) is None
    published(meeting, people)
    assert exempt.current(paper).paragraphs == [1, 2]


def test_an_item_that_becomes_private_after_publication_takes_its_papers_out_of_sight_at_once(meeting, people):
    item = add(meeting, people)
    paper = agenda.lay(VersionFactory(frozen=True), before=item, by=people.clerk)
    published(meeting, people)
    assert list(Paper.objects.visible_to(PUBLIC)) == [paper]
    agenda.edit_item(item, private=EXEMPT, by=people.clerk)
    assert list(Paper.objects.visible_to(PUBLIC)) == []
    assert exempt.current(paper).reason == "A child could be recognised."
    agenda.edit_item(item, private=None, by=people.clerk)
    assert list(Paper.objects.visible_to(PUBLIC)) == []


def test_the_grounds_of_the_item_mark_a_paper_about_which_nobody_decided(meeting, people):
    item = add(meeting, people, private=EXEMPT)
    PaperFactory(item=item)
    words = "Not for publication by virtue of paragraphs 1 and 2 of Part 1 of Schedule 12A"
    [line] = reading.agenda(meeting, people.co_opted.user)
    assert line.withheld[0].why.startswith(words)
    [paper] = reading.papers(people.clerk.user)
    assert reading.marking(paper).startswith(words)
    assert "paragraphs 1 and 2" not in printing.edition_title(Edition.RESTRICTED, [])
    assert "information about a particular person" in printing.withheld(paper, pages=2).html


# --- Fact 2: executive bodies have no chair's urgency


def test_fact_2_an_executive_body_cannot_take_a_late_item_whoever_agrees(people):
    meeting = published(MeetingFactory(body__legal_basis=LegalBasis.EXECUTIVE), people)
    sit(people.chair, meeting.body, Seat.Capacity.CHAIR)
    late = {"reason": "The home closes on Friday.", "agreed_by": people.chair}
    with time_machine.travel(TOO_LATE, tick=False):
        for given in (None, late):
            with pytest.raises(agenda.NoUrgencyPower, match=r"regulation 6\(2\).*Call a further meeting"):
                add(meeting, people, "Urgent business", late=given)
    assert meeting.items.count() == 1


@pytest.mark.parametrize("law", FORMAL)
def test_fact_2_a_committee_can_when_whoever_chairs_agrees_for_a_reason(people, law):
    meeting = published(MeetingFactory(body__legal_basis=law), people)
    sit(people.chair, meeting.body, Seat.Capacity.CHAIR)
    with time_machine.travel(TOO_LATE, tick=False):
        assert agenda.needs_chair(meeting)
        for wrong in (None, {"reason": "  ", "agreed_by": people.chair}, {"reason": "So.", "agreed_by": None}):
            with pytest.raises(agenda.NeedsChair, match="special circumstances, which the minutes must state") as asked:
                add(meeting, people, "Urgent business", late=wrong)
            assert "Monday 7 December 2026" in asked.value.words
        late = {"reason": "The home closes on Friday.", "agreed_by": people.chair}
        item = add(meeting, people, "Urgent business", late=late)
    assert (item.late_at, item.late_reason, item.late_agreed_by) == (
        TOO_LATE,
        "The home closes on Friday.",
        people.chair,
    )


def _place(person, meeting, capacity, **days):
    given = sit(person, meeting.body, capacity, OfficeKind.PARENTING_SEAT)
    for name, value in days.items():
        setattr(given, name, value)
    given.save()


@pytest.mark.parametrize(
    ("capacity", "days", "may"),
    [
        (Seat.Capacity.CHAIR, {}, True),
        (Seat.Capacity.VICE_CHAIR, {}, True),
        (Seat.Capacity.MEMBER, {}, True),  # whoever presides in the chair's absence
        (Seat.Capacity.CO_OPTED, {}, False),
        (Seat.Capacity.ATTENDEE, {}, False),
        (Seat.Capacity.YOUNG, {}, False),
        (Seat.Capacity.CHAIR, {"ends_on": date(2026, 12, 14)}, False),
        (Seat.Capacity.CHAIR, {"starts_on": date(2026, 12, 16)}, False),
        (Seat.Capacity.CHAIR, {"ends_on": date(2026, 12, 15)}, True),
    ],
)
def test_a_chair_not_on_the_body_that_day_allows_nothing(people, capacity, days, may):
    meeting, person = published(MeetingFactory(), people), PersonFactory(name="Councillor Nell Ash")
    _place(person, meeting, capacity, **days)
    late = {"reason": "The home closes on Friday.", "agreed_by": person}
    with time_machine.travel(TOO_LATE, tick=False):
        if may:
            assert add(meeting, people, late=late).late_agreed_by == person
            return
        with pytest.raises(agenda.NeedsChair, match="Councillor Nell Ash has no voting place on"):
            add(meeting, people, late=late)
    assert meeting.items.count() == 1


def test_a_chair_of_another_body_allows_nothing(people):
    meeting = published(MeetingFactory(), people)
    sit(people.other, BodyFactory(), Seat.Capacity.CHAIR)
    with time_machine.travel(TOO_LATE, tick=False), pytest.raises(agenda.NeedsChair):
        add(meeting, people, late={"reason": "A flood.", "agreed_by": people.other})


def test_an_item_that_comes_until_the_last_lawful_day_is_not_late(meeting, people):
    published(meeting, people)
    with time_machine.travel(LAST_DAY, tick=False):
        assert not agenda.needs_chair(meeting)
        item = add(meeting, people, late={"reason": "Not needed.", "agreed_by": people.chair})
    assert (item.late_at, item.late_reason, item.late_agreed_by) == (None, "", None)


def test_an_agenda_that_is_not_published_takes_items_without_a_reason(meeting, people):
    """What it comes to is a meeting called at shorter notice: that asks for its own reason when published."""
    with time_machine.travel(TOO_LATE, tick=False):
        assert add(meeting, people).late_at is None


def test_a_body_without_statutory_notice_takes_items_at_any_time(people):
    meeting = published(MeetingFactory(body__legal_basis=LegalBasis.INFORMAL), people)
    with time_machine.travel(TOO_LATE, tick=False):
        assert add(meeting, people).late_at is None


# --- Fact 10: a late item and a late report differ


def test_fact_10_a_late_report_on_an_item_in_time_needs_no_chair(meeting, people):
    item = add(meeting, people, "Health", expects_paper=True)
    published(meeting, people)
    with time_machine.travel(TOO_LATE, tick=False):
        paper = agenda.lay(VersionFactory(frozen=True), before=item, private=False, by=people.clerk)
        with pytest.raises(agenda.NeedsChair):
            add(meeting, people, "Housing")
    item.refresh_from_db()
    assert (paper.laid_at, item.late_at) == (TOO_LATE, None)


def test_fact_10_the_circumstances_of_a_late_item_are_kept_for_the_minutes(meeting, people):
    published(meeting, people)
    with time_machine.travel(TOO_LATE, tick=False):
        item = add(meeting, people, late={"reason": " The home closes. ", "agreed_by": people.chair})
    agenda.edit_item(item, title="Another title", by=people.clerk)
    item.refresh_from_db()
    assert (item.late_reason, item.late_agreed_by, item.late_at) == ("The home closes.", people.chair, TOO_LATE)


def test_an_item_is_on_one_agenda_once_and_keeps_what_it_says(meeting, people):
    """A standing item, a key decision, a paper to follow: all of it is stored."""
    about = {
        "kind": "standing",
        "is_key_decision": True,
        "follows_on": date(2026, 12, 9),
        "follows_why": "Figures are late",
    }
    item = add(meeting, people, **about)
    item.refresh_from_db()
    assert {name: getattr(item, name) for name in about} == about
    with pytest.raises(TypeError, match="no colour"):
        add(meeting, people, colour="red")
    assert AgendaItem.objects.count() == 1
    assert Meeting.objects.count() == 1
    assert AgendaItemFactory(meeting=meeting).order == 2
