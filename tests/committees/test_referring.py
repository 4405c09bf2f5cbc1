"""One body asks another; the answer comes back; nothing of part 2 travels."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from committees import agenda, programme, referring
from committees.deciding import words as said_in
from committees.models import Decision, ProgrammeItem, Referral
from committees.models.bodies import LegalBasis
from committees.models.programme import State
from roles.audit import SYSTEM
from roles.models import AuditRow
from tests.factories.committees import AgendaItemFactory, BodyFactory, ExemptionFactory, MeetingFactory, PaperFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 10, 12, 0, tzinfo=UTC)
TITLE = "Free bus travel for care leavers"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def cabinet(db):
    return BodyFactory(name="Cabinet", legal_basis=LegalBasis.EXECUTIVE)


@pytest.fixture
def asking(body):
    """The item of the sub-committee under which the question was decided."""
    meeting = MeetingFactory(body=body, starts_at=NOW)
    return AgendaItemFactory(meeting=meeting, title="Getting about")


def decided(item, people, outcome="referred", *, order=None, **more):
    about = {"text": "That Cabinet be asked to pay for it.", "made_at": NOW, "made_by": people.clerk} | more
    return Decision.objects.create(item=item, order=order or item.decisions.count() + 1, outcome=outcome, **about)


def meeting_of(body, day, **more):
    return MeetingFactory(body=body, starts_at=datetime(2026, *day, 10, tzinfo=UTC), **more)


def put_there(referral, meeting):
    """The other body's clerk starts the agenda; gives the item that stands for the question."""
    programme.start_agenda(meeting, by=SYSTEM)
    return meeting.items.get(programme_item__referral=referral)


def state_of(planned):
    return ProgrammeItem.objects.with_state(date(2026, 9, 10)).get(pk=planned.pk).state


def test_a_question_waits_at_the_next_meeting_of_the_other_body(people, asking, cabinet):
    meeting_of(cabinet, (8, 1))
    coming = meeting_of(cabinet, (10, 6))
    referral = referring.refer(decided(asking, people), to=cabinet, title=f" {TITLE} ", by=people.clerk)
    waits = referral.waits
    assert (waits.body, waits.meeting, waits.title, waits.purpose) == (cabinet, coming, TITLE, "decide")
    assert waits.note == f"Asked by {asking.meeting.body} on 10 September 2026, under “Getting about”"
    assert put_there(referral, coming).title == TITLE


def test_without_a_meeting_it_waits_in_this_month(people, asking, cabinet):
    waits = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk).waits
    assert (waits.meeting, waits.month) == (None, date(2026, 9, 1))


@pytest.mark.parametrize(
    ("title", "words"),
    [("  ", "title is missing"), ("x" * 301, "300 characters"), ("Child J, 14", "initials with an age")],
)
def test_a_title_that_cannot_be_public_is_refused(people, asking, cabinet, title, words):
    with pytest.raises(referring.CannotRefer, match=words):
        referring.refer(decided(asking, people), to=cabinet, title=title, by=people.clerk)
    assert not ProgrammeItem.objects.exists()


def test_whom_a_body_cannot_ask(people, asking, cabinet):
    decision = decided(asking, people)
    gone = BodyFactory(name="Old Panel", ends_on=date(2026, 5, 1))
    later = BodyFactory(name="New Panel", starts_on=date(2027, 5, 1))
    wanted = [(asking.meeting.body, "cannot ask itself"), (gone, "ended on 1 May 2026"), (later, "begins on")]
    for to, words in wanted:
        with pytest.raises(referring.CannotRefer, match=words):
            referring.refer(decision, to=to, title=TITLE, by=people.clerk)
    referring.refer(decision, to=cabinet, title=TITLE, by=people.clerk)
    with pytest.raises(referring.CannotRefer, match="asked this already"):
        referring.refer(decision, to=cabinet, title=TITLE, by=people.clerk)
    assert Referral.objects.count() == 1


def test_a_clerk_is_warned_that_a_body_decides_nothing(cabinet):
    assert referring.warning(cabinet) == ""
    panel = BodyFactory(name="Voices Panel", legal_basis=LegalBasis.INFORMAL)
    assert referring.warning(panel).startswith("Voices Panel: it decides nothing")


def test_the_answer_comes_back_to_the_body_that_asked(people, asking, cabinet):
    coming, own = meeting_of(cabinet, (10, 6)), meeting_of(asking.meeting.body, (11, 3))
    referral = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    there = put_there(referral, coming)
    answer = decided(there, people, "as_recommended", text="That it be paid for.")
    found = referring.answer(there, answer, people.clerk)
    assert (found.pk, found.answer, found.answered_at) == (referral.pk, answer, NOW)
    back = found.comes_back
    assert (back.body, back.meeting, back.purpose) == (asking.meeting.body, own, "note")
    assert back.title == f"Answer of Cabinet on {TITLE}"
    assert back.note == "Agreed as recommended on 6 October 2026, by Cabinet"
    # Told twice, or decided further under the same item: nothing comes back twice.
    referring.answer(there, answer, people.clerk)
    referring.answer(there, decided(there, people, "amended"), people.clerk)
    assert asking.meeting.body.programme.count() == 1


def test_what_nobody_asked_for_is_no_answer(people, asking):
    assert referring.answer(asking, decided(asking, people), people.clerk) is None


def test_deferred_there_is_no_answer_yet(people, asking, cabinet, clock):
    first, second = meeting_of(cabinet, (10, 6)), meeting_of(cabinet, (11, 10))
    referral = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    there = put_there(referral, first)
    deferred = decided(there, people, "deferred", text="That it be deferred.")
    clock.move_to(datetime(2026, 10, 6, 11, tzinfo=UTC))
    found = referring.answer(there, deferred, people.clerk)
    assert (found.answer, found.comes_back) == (None, None)
    referral.waits.refresh_from_db()
    assert (referral.waits.meeting, referral.waits.agenda_item) == (second, None)
    assert referral.waits.moves.get().reason == "Deferred on 6 October 2026"
    again = put_there(referral, second)
    assert referring.answer(again, decided(again, people, "not_agreed"), people.clerk).answer.item == again


def test_a_corrected_deferral_is_the_answer_after_all_and_the_other_way_round(people, asking, cabinet):
    coming = meeting_of(cabinet, (10, 6))
    referral = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    there = put_there(referral, coming)
    decision = decided(there, people, "deferred")
    referring.answer(there, decision, people.clerk)
    decision.outcome = "amended"
    found = referring.answer(there, decision, people.clerk)
    assert (found.answer, found.waits.agenda_item) == (decision, there)
    back = found.comes_back
    decision.outcome = "deferred"
    found = referring.answer(there, decision, people.clerk)
    assert (found.answer, found.answered_at, found.comes_back) == (None, None, None)
    assert state_of(back) == State.DROPPED


def test_a_question_is_withdrawn_with_a_reason(people, asking, cabinet):
    referral = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    with pytest.raises(referring.CannotRefer, match="Say why"):
        referring.withdraw(referral, why=" ", by=people.clerk)
    referring.withdraw(referral, why="The bus company pays.", by=people.clerk)
    assert state_of(referral.waits) == State.DROPPED
    assert referring.state(referral) == ("Withdrawn", "stopped")
    with pytest.raises(referring.CannotRefer, match="already"):
        referring.withdraw(referral, why="Again.", by=people.clerk)


def test_what_stands_on_an_agenda_there_stays_when_the_question_is_withdrawn(people, asking, cabinet):
    coming = meeting_of(cabinet, (10, 6))
    referral = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    there = put_there(referral, coming)
    referring.withdraw(referral, why="It is settled.", by=people.clerk)
    assert coming.items.filter(pk=there.pk).exists()
    assert referring.answer(there, decided(there, people, "amended"), people.clerk) is None


def test_an_answered_question_is_not_withdrawn(people, asking, cabinet):
    coming = meeting_of(cabinet, (10, 6))
    referral = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    there = put_there(referral, coming)
    referring.answer(there, decided(there, people, "amended"), people.clerk)
    with pytest.raises(referring.CannotRefer, match="answered already"):
        referring.withdraw(referral, why="Too late.", by=people.clerk)


def test_nothing_of_part_2_travels(people, asking, cabinet):
    secret = "That the offer of Brightwater Homes be taken"
    own = meeting_of(asking.meeting.body, (11, 3))
    coming = meeting_of(cabinet, (10, 6))
    decision = decided(asking, people, text="", private_text=secret)
    for title in ("The offer of Brightwater Homes", f"{secret} at once"):
        with pytest.raises(referring.CannotRefer, match="words of the part 2 decision"):
            referring.refer(decision, to=cabinet, title=title, by=people.clerk)
    referral = referring.refer(decision, to=cabinet, title="A contract for homes", by=people.clerk)
    there = put_there(referral, coming)
    referring.answer(there, decided(there, people, "amended", text="", private_text=secret), people.clerk)
    said = [*ProgrammeItem.objects.values_list("title", "note"), *AuditRow.objects.values_list("details", flat=True)]
    said += [*own.items.values_list("title", "text"), *coming.items.values_list("title", "text")]
    assert "Brightwater" not in str(said)


def test_a_body_nobody_may_know_of_is_not_named_to_others(people, cabinet):
    voices = BodyFactory(name="Our Voice", kind="children", legal_basis=LegalBasis.CHILDREN)
    item = AgendaItemFactory(meeting=MeetingFactory(body=voices, starts_at=NOW))
    referral = referring.refer(decided(item, people), to=cabinet, title=TITLE, by=people.clerk)
    assert "Our Voice" not in referral.waits.note
    assert referral.waits.note.startswith("Asked by another body")


def test_an_answer_goes_to_what_came_after_the_body_that_asked(people, asking, cabinet):
    coming, old = meeting_of(cabinet, (10, 6)), asking.meeting.body
    referral = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    there = put_there(referral, coming)
    old.ends_on = date(2026, 9, 9)
    old.save()
    new = BodyFactory(name="The new one", succeeds=old, starts_on=date(2026, 9, 10))
    assert referring.answer(there, decided(there, people, "amended"), people.clerk).comes_back.body == new


def test_who_waits_for_whom_takes_two_queries_however_many_there_are(
    people, asking, cabinet, django_assert_num_queries
):
    for number in range(6):
        referring.refer(decided(asking, people), to=cabinet, title=f"{TITLE} {number + 1}", by=people.clerk)
    referring.withdraw(Referral.objects.first(), why="Settled.", by=people.clerk)
    with django_assert_num_queries(2):
        waits = referring.waiting(cabinet)
        words = [referring.state(one)[0] for one in waits.of_us]
    assert (words, waits.of_others) == (["Waiting"] * 5 + ["Withdrawn"], [])
    assert len(referring.waiting(asking.meeting.body).of_others) == 6


def test_only_those_tied_to_one_of_the_two_bodies_see_what_was_asked(people, asking, cabinet):
    referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    assert [len(referring.seen_by(who.user)) for who in (people.member, people.clerk, people.other)] == [1, 1, 0]


def test_an_item_withdrawn_from_the_agenda_there_waits_again(people, asking, cabinet):
    coming = meeting_of(cabinet, (10, 6), published_at=NOW, published_by=people.clerk)
    referral = referring.refer(decided(asking, people), to=cabinet, title=TITLE, by=people.clerk)
    there = AgendaItemFactory(meeting=coming, title=TITLE)
    ProgrammeItem.objects.filter(pk=referral.waits_id).update(agenda_item=there, meeting=coming)
    assert referring.state(referring.waiting(cabinet).of_us[0])[0] == "On the agenda there"
    agenda.withdraw(there, why="Not ready.", by=people.clerk)
    assert referring.state(referring.waiting(cabinet).of_us[0])[0] == "Waiting"
    assert there.programme_item == referral.waits


def test_what_the_item_or_its_private_report_is_called_in_private_is_no_title_for_another_body(people, asking, cabinet):
    asking.private_title = "The offer of Larkfield for the house by the mill"
    asking.save()
    paper = PaperFactory(item=asking, version__title="Buying the house by the mill")
    ExemptionFactory(paper=paper, decided_by=people.clerk)
    decision = decided(asking, people)
    for title in ("the offer of larkfield", "To consider: Buying the house by the mill"):
        with pytest.raises(referring.CannotRefer, match="something private"):
            referring.refer(decision, to=cabinet, title=title, by=people.clerk)
    assert referring.refer(decision, to=cabinet, title=asking.title, by=people.clerk).pk


def test_the_minutes_do_not_name_a_body_that_protects_who_comes_to_it(people, asking, cabinet):
    forum = BodyFactory(name="Our Forum", kind="children", legal_basis=LegalBasis.CHILDREN)
    decision = decided(asking, people)
    for body in (forum, cabinet):
        referring.refer(decision, to=body, title=TITLE, by=people.clerk)
    (said,) = said_in.of_item(asking)
    assert said.startswith("REFERRED to another body and Cabinet: ")
