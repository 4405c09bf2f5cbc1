"""The work programme: planned, moved with reasons, dropped, coming back by rule, late, and put on the agenda."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, close_old_connections, connection, transaction

from committees import agenda, programme
from committees.models import Meeting, ProgrammeItem, ProgrammeMove, StandingItem
from committees.programme import lateness, listing, moving, usual
from committees.programme.returning import YEAR
from roles.audit import SYSTEM
from roles.models import AuditRow
from roles.permissions import PUBLIC
from tests.factories.committees import BodyFactory, MeetingFactory
from tests.factories.roles import PersonFactory

TODAY = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
YEAR_2026 = (date(2026, 6, 1), date(2027, 4, 30))


@pytest.fixture(autouse=True)
def june():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def clerk(db):
    return PersonFactory(name="Hattie Brook")


def meet(body, month, day=9, year=2026, **more):
    return MeetingFactory(body=body, starts_at=datetime(year, month, day, 10, 0, tzinfo=UTC), **more)


def plan(body, title="Virtual school: annual report", month=date(2026, 7, 1), **more):
    if "meeting" in more:
        month = None
    return programme.add(body, title=title, month=month, by=SYSTEM, **more)


def state(item, day=date(2026, 6, 3)):
    return ProgrammeItem.objects.with_state(day).get(pk=item.pk).state


def again(item):
    return ProgrammeItem.objects.get(pk=item.pk)


def words(refused):
    return str(refused.value)


# --- Planned


def test_an_item_is_planned_for_a_month_or_for_a_meeting(body, clerk):
    meeting = meet(body, 9)
    alone = programme.add(body, title=" Health ", month=date(2026, 7, 17), by=clerk)
    at = programme.add(body, title="School", meeting=meeting, by=clerk, purpose="comment")
    assert (alone.title, alone.month, alone.meeting) == ("Health", date(2026, 7, 1), None)
    assert (at.month, at.due_month, at.meeting) == (date(2026, 9, 1), date(2026, 9, 1), meeting)
    assert AuditRow.objects.filter(did="planned", actor_id=clerk.pk).count() == 2


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"title": "  ", "month": date(2026, 7, 1)}, "title is missing"),
        ({"title": "Health"}, "for which meeting or month"),
        ({"title": "Health", "month": date(2019, 1, 1)}, "begins on 1 May 2020"),
    ],
)
def test_what_cannot_be_planned_is_refused_and_nothing_is_added(body, clerk, about, said):
    with pytest.raises(programme.CannotPlan) as refused:
        programme.add(body, by=clerk, **about)
    assert said in words(refused)
    assert not ProgrammeItem.objects.exists()


def test_nothing_is_planned_for_a_meeting_that_is_over_or_another_bodys(body, clerk):
    held = meet(body, 5, status=Meeting.Status.HELD)
    for meeting, said in ((held, "is held"), (meet(BodyFactory(), 9), "Choose a meeting of")):
        with pytest.raises(programme.CannotPlan) as refused:
            programme.add(body, title="Health", meeting=meeting, by=clerk)
        assert said in words(refused)


def test_nothing_is_planned_after_a_body_ended(clerk):
    old = BodyFactory(ends_on=date(2026, 6, 30))
    with pytest.raises(programme.CannotPlan) as refused:
        programme.add(old, title="Health", month=date(2026, 7, 1), by=clerk)
    assert "came after it" in words(refused)


def test_a_dropped_item_says_why_and_can_be_taken_up_again(body, clerk):
    item = plan(body)
    with pytest.raises(programme.CannotPlan):
        programme.drop(item, why=" ", by=clerk)
    programme.drop(item, why="The service was closed", by=clerk)
    assert state(item) == "dropped"
    for step in (
        lambda: programme.move(item, month=date(2026, 9, 1), reason="Later", by=clerk),
        lambda: programme.change(item, title="Other", by=clerk),
        lambda: programme.drop(item, why="Again", by=clerk),
    ):
        with pytest.raises(programme.CannotPlan) as refused:
            step()
        assert "Take it up again first" in words(refused)
    programme.take_up(item, by=clerk)
    assert state(item) == "planned"
    with pytest.raises(programme.CannotPlan):
        programme.take_up(item, by=clerk)


# --- Moved


def test_a_move_is_told_with_who_when_and_why(body, clerk):
    item = plan(body)
    move = programme.move(item, month=date(2026, 9, 1), reason="so that exam results are in", by=clerk)
    assert moving.sentence(move) == (
        "moved from July 2026 to September 2026 by Hattie Brook on 3 June 2026: so that exam results are in"
    )
    assert (again(item).month, again(item).due_month) == (date(2026, 9, 1), date(2026, 7, 1))
    assert move.is_later


def test_a_move_between_meetings_names_their_days(body, clerk):
    july, september = meet(body, 7), meet(body, 9)
    item = plan(body, meeting=july)
    move = programme.move(item, meeting=september, reason="results", by=clerk)
    assert moving.words(move) == "moved from 9 July 2026 to 9 September 2026"


def test_a_move_says_what_was_true_then_when_its_meeting_is_put_in_another_month(body, clerk):
    july = meet(body, 7)
    item = plan(body, month=date(2026, 6, 1))
    move = programme.move(item, meeting=july, reason="results", by=clerk)
    Meeting.objects.filter(pk=july.pk).update(starts_at=datetime(2026, 8, 4, 9, 0, tzinfo=UTC))
    assert moving.words(ProgrammeMove.objects.get(pk=move.pk)) == "moved from June 2026 to July 2026"
    assert listing.items(PUBLIC, date(2026, 6, 3)).get().shown_month == date(2026, 8, 1)


def test_a_move_needs_a_reason_and_another_place(body, clerk):
    item = plan(body, meeting=meet(body, 7))
    for about, said in (
        ({"reason": "", "month": date(2026, 9, 1)}, "Say why it moves"),
        ({"reason": "So", "meeting": item.meeting}, "planned for then already"),
        ({"reason": "So", "meeting": meet(BodyFactory(), 9)}, "Choose a meeting of"),
    ):
        with pytest.raises(programme.CannotPlan) as refused:
            programme.move(item, by=clerk, **about)
        assert said in words(refused)
    assert not ProgrammeMove.objects.exists()


def test_however_items_move_none_is_lost_and_every_move_is_kept(body, clerk):
    """300 random steps: the items are always the same, each in a month, and the moves join up."""
    chance = random.Random(7)
    meetings = [meet(body, month) for month in (7, 9, 11)] + [meet(body, 1, year=2027)]
    items = [plan(body, title=f"Item {number}") for number in range(6)]
    for _ in range(300):
        item = again(chance.choice(items))
        step = chance.choice(["move", "month", "drop", "up", "on", "off", "give"])
        try:
            with transaction.atomic():
                _step(step, item, chance.choice(meetings), chance, clerk)
        except (programme.CannotPlan, agenda.CannotChangeAgenda):
            continue
    assert set(ProgrammeItem.objects.values_list("pk", flat=True)) == {item.pk for item in items}
    for item in map(again, items):
        at = item.due_month
        for move in item.moves.order_by("pk"):
            assert move.from_month == at
            at = move.to_month
        assert at == item.month
    assert ProgrammeMove.objects.count() > 30


def _step(step, item, meeting, chance, clerk):
    if step == "move":
        programme.move(item, meeting=meeting, reason="So", by=clerk)
    elif step == "month":
        programme.move(item, month=date(2026, chance.randint(6, 12), 1), reason="So", by=clerk)
    elif step == "drop":
        programme.drop(item, why="So", by=clerk)
    elif step == "up":
        programme.take_up(item, by=clerk)
    elif step == "on":
        programme.put_on(item, meeting, by=clerk)
    elif step == "off" and item.agenda_item:
        agenda.remove(item.agenda_item, by=clerk)
    elif step == "give":
        programme.give_meetings(item.body, by=clerk)


# --- Coming back


def rule(body, title="Virtual school: annual report", months=(9,), **more):
    more = {"starts_on": date(2026, 5, 1)} | more
    return programme.add_rule(body, title=title, months=months, by=SYSTEM, **more)


def test_a_year_is_planned_at_the_first_meeting_in_the_month_or_the_first_after(body, clerk):
    september, january = meet(body, 9), meet(body, 1, year=2027)
    meet(body, 9, day=23)
    rule(body, "School", (9,))
    rule(body, "Health", (11,))
    rule(body, "Strategy", (3,))
    made = programme.plan_year(body, *YEAR_2026, by=clerk)
    found = {item.title: (item.meeting, item.month, item.due_month) for item in made.added}
    assert found == {
        "School": (september, date(2026, 9, 1), date(2026, 9, 1)),
        "Health": (january, date(2027, 1, 1), date(2026, 11, 1)),
        "Strategy": (None, date(2027, 3, 1), date(2027, 3, 1)),
    }
    assert made.words == (
        "3 items added to the work programme: School (September 2026); Health (January 2027); Strategy (March 2027)."
        " 1 of them waits for a meeting to be called."
    )


def test_planning_a_year_twice_adds_nothing_wherever_things_stand_now(body, clerk):
    meet(body, 9), meet(body, 11)
    rule(body, "School", (9,)), rule(body, "Figures", ())
    first = programme.plan_year(body, *YEAR_2026, by=clerk)
    assert len(first.added) == 3
    programme.move(first.added[0], month=date(2027, 2, 1), reason="So", by=clerk)
    programme.drop(first.added[1], why="So", by=clerk)
    second = programme.plan_year(body, *YEAR_2026, by=clerk)
    assert second.added == []
    assert second.words == "Nothing was added: all 3 items that come back are in the programme already."
    assert ProgrammeItem.objects.count() == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite's test database lives in one process's memory")
def test_two_clerks_who_press_in_the_same_second_plan_each_thing_once():
    clerk, body = PersonFactory(), BodyFactory()
    meet(body, 9)
    for month in range(1, 13):
        rule(body, f"Report {month}", (month,))
    rule(body, "Figures", ())

    def press(turn):
        close_old_connections()
        try:
            made = programme.plan_year(body, *YEAR_2026, by=clerk)
            programme.give_meetings(body, by=clerk)
            return len(made.added)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(press, range(4)))
    assert sorted(added) == [0, 0, 0, 12]
    assert body.programme.count() == 12


def test_the_database_keeps_a_rule_from_asking_twice(body):
    made = rule(body)
    about = {"body": body, "rule": made, "asked_for": "2026-09", "title": "x", "planned_at": TODAY}
    months = {"month": date(2026, 9, 1), "due_month": date(2026, 9, 1)}
    ProgrammeItem.objects.create(**about, **months)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeItem.objects.create(**about, **months)


def test_a_rule_counts_only_from_its_first_to_its_last_day(body, clerk):
    rule(body, "Ended", (9,), ends_on=date(2026, 8, 31))
    rule(body, "Later", (9,), starts_on=date(2027, 1, 1))
    assert programme.plan_year(body, *YEAR_2026, by=clerk).words.startswith("Nothing was added: no rule")


def test_at_every_meeting_means_every_one_that_can_still_be_filled(body, clerk):
    meet(body, 5, status=Meeting.Status.HELD)
    meet(body, 8, status=Meeting.Status.CANCELLED)
    wanted = [meet(body, 7), meet(body, 9)]
    rule(body, "Figures", ())
    made = programme.plan_year(body, date(2026, 5, 1), date(2027, 4, 30), by=clerk)
    assert [item.meeting for item in made.added] == wanted


def test_a_rule_that_makes_no_sense_is_refused(body, clerk):
    for about in ({"title": " "}, {"months": (13,)}, {"ends_on": date(2026, 4, 1)}):
        with pytest.raises(programme.CannotPlan):
            rule(body, **about)
    made = rule(body)
    with pytest.raises(programme.CannotPlan):
        programme.change_rule(made, months=[0], by=clerk)
    with pytest.raises(programme.CannotPlan):
        programme.end_rule(made, on=date(2026, 4, 1), by=clerk)
    programme.end_rule(made, on=date(2026, 7, 1), by=clerk)
    with pytest.raises(programme.CannotPlan):
        programme.end_rule(made, on=date(2026, 7, 2), by=clerk)
    with pytest.raises(programme.CannotPlan):
        programme.plan_year(body, date(2027, 1, 1), date(2026, 1, 1), by=clerk)
    with pytest.raises(programme.CannotPlan):
        programme.plan_year(body, date(2027, 1, 1), date(2027, 1, 1) + 4 * YEAR, by=clerk)


def test_the_usual_items_become_rules_once(body, clerk):
    keys = ["school", "figures", "scorecard"]
    made = usual.add(body, keys=keys, starts_on=date(2026, 6, 3), by=clerk)
    assert {one.title for one in made} == {
        "Virtual school: annual report of its head",
        "How children in care and care leavers are doing: the figures",
    }
    assert usual.add(body, keys=keys, starts_on=date(2026, 6, 3), by=clerk) == []
    assert len(usual.left_for(body, date(2026, 6, 3))) == len(usual.USUAL) - 2


def test_of_the_usual_items_each_is_named_once_and_says_its_source():
    assert len({one.key for one in usual.USUAL}) == len({one.title for one in usual.USUAL}) == len(usual.USUAL)
    assert all(one.source and set(one.months) <= set(range(1, 13)) for one in usual.USUAL)


# --- Meetings are called, and cancelled


def test_items_get_their_meetings_by_one_press(body, clerk):
    july, august = plan(body, "July"), plan(body, "August", date(2026, 8, 1))
    far = plan(body, "Far", date(2027, 4, 1))
    at_july, at_september = meet(body, 7), meet(body, 9)
    given = programme.give_meetings(body, by=clerk)
    assert (again(july).meeting, again(august).meeting, again(far).meeting) == (at_july, at_september, None)
    assert not july.moves.exists()
    assert again(august).moves.get().reason == "No meeting was called in August 2026"
    assert given.words == ("2 items have their meeting. 1 item waits for a meeting: none is called that late.")


def test_items_of_a_cancelled_meeting_need_one_and_say_why_they_moved(body, clerk):
    july, september = meet(body, 7), meet(body, 9)
    item = plan(body, meeting=july)
    Meeting.objects.filter(pk=july.pk).update(status=Meeting.Status.CANCELLED)
    assert list(body.programme.without_a_meeting()) == [item]
    programme.give_meetings(body, by=clerk)
    assert again(item).meeting == september
    assert again(item).moves.get().reason == "The meeting of 9 July 2026 was cancelled"
    assert not body.programme.without_a_meeting().exists()


def test_what_comes_at_every_meeting_goes_with_a_cancelled_one(body, clerk):
    july, september = meet(body, 7), meet(body, 9)
    rule(body, "Figures", ())
    programme.plan_year(body, *YEAR_2026, by=clerk)
    Meeting.objects.filter(pk=july.pk).update(status=Meeting.Status.CANCELLED)
    given = programme.give_meetings(body, by=clerk)
    assert [item.title for item in given.dropped] == ["Figures"]
    assert [item.meeting for item in body.programme.filter(dropped_at=None)] == [september]


def test_nothing_is_given_to_a_meeting_whose_agenda_is_published(body, clerk):
    meet(body, 7, published_at=TODAY, published_by=clerk)
    item = plan(body)
    programme.give_meetings(body, by=clerk)
    assert again(item).meeting is None


# --- Late


def late(body, day=date(2026, 6, 3)):
    return [(one.title, one.why) for one in programme.late(body, day)]


def test_what_passed_without_being_considered_is_late_and_says_why(body, clerk):
    plan(body, "No meeting took it", date(2026, 5, 1))
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC)):
        plan(body, "Left out", meeting=meet(body, 5))
    plan(body, "To come", date(2026, 6, 1))
    assert late(body) == [
        ("No meeting took it", "May 2026 passed, and no meeting took it"),
        ("Left out", "The meeting of 9 May 2026 passed without it on the agenda"),
    ]


def test_what_was_withdrawn_from_a_published_agenda_is_late_until_it_moves(body, clerk):
    july, september = meet(body, 7), meet(body, 9)
    item = plan(body, meeting=july)
    programme.put_on(item, july, by=clerk)
    Meeting.objects.filter(pk=july.pk).update(published_at=TODAY, published_by=clerk)
    agenda.withdraw(again(item).agenda_item, why="The report is not ready", by=clerk)
    assert late(body) == [
        (item.title, "Withdrawn from the agenda of 9 July 2026: The report is not ready"),
    ]
    with pytest.raises(programme.CannotPlan):
        programme.put_on(again(item), july, by=clerk)
    programme.move(again(item), meeting=september, reason="It is ready then", by=clerk)
    assert (state(item), again(item).agenda_item, late(body)) == ("planned", None, [])
    assert july.items.count() == 1


def test_what_is_put_off_twice_is_pointed_at_and_what_is_brought_forward_is_not(body, clerk):
    item, early = plan(body, "Put off"), plan(body, "Early", date(2026, 12, 1))
    for month in (8, 10):
        programme.move(item, month=date(2026, month, 1), reason="So", by=clerk)
    for month in (11, 9):
        programme.move(early, month=date(2026, month, 1), reason="So", by=clerk)
    assert late(body) == [("Put off", "Put off 2 times")]


def test_what_was_dropped_is_told_with_its_reason(body, clerk):
    item = plan(body)
    programme.drop(item, why="The service was closed", by=clerk)
    assert late(body) == [(item.title, "Dropped on 3 June 2026: The service was closed")]


def test_a_rule_that_brought_nothing_in_the_year_that_is_over_is_named(body, clerk):
    rule(body, "The virtual school report", (9,), starts_on=date(2024, 1, 1))
    rule(body, "New", (9,), starts_on=date(2026, 1, 1))
    assert late(body) == [("The virtual school report", "It was not considered in 2025/26")]


def test_a_rule_that_was_considered_in_its_year_is_not_named(body, clerk):
    made = rule(body, "School", (9,), starts_on=date(2024, 1, 1))
    held = meet(body, 10, year=2025)
    month = {"month": date(2025, 10, 1), "due_month": date(2025, 9, 1)}
    item = ProgrammeItem.objects.create(
        body=body, rule=made, asked_for="2025-09", title="School", planned_at=TODAY, meeting=held, **month
    )
    item.agenda_item = agenda.add_item(held, title="School", by=clerk)
    item.save()
    Meeting.objects.filter(pk=held.pk).update(status=Meeting.Status.HELD)
    assert (state(item), late(body)) == ("considered", [])


def test_a_late_item_of_a_rule_says_that_its_year_passed_and_the_rule_is_not_named_twice(body, clerk):
    made = rule(body, "School", (9,), starts_on=date(2024, 1, 1))
    ProgrammeItem.objects.create(
        body=body, rule=made, asked_for="2025-09", title="School", planned_at=TODAY,
        month=date(2025, 9, 1), due_month=date(2025, 9, 1),
    )  # fmt: skip
    assert late(body) == [
        ("School", "September 2025 passed, and no meeting took it. It was not considered in 2025/26"),
    ]


def test_late_asks_the_same_number_of_questions_for_10_and_1000_items(body, clerk, django_assert_num_queries):
    def fill(count):
        month = {"month": date(2026, 5, 1), "due_month": date(2026, 5, 1)}
        ProgrammeItem.objects.bulk_create(
            ProgrammeItem(body=body, title=f"Item {n}", planned_at=TODAY, **month) for n in range(count)
        )

    fill(10)
    with django_assert_num_queries(2):
        assert len(programme.late(body, date(2026, 6, 3))) == 10
    fill(990)
    with django_assert_num_queries(2):
        assert len(programme.late(body, date(2026, 6, 3))) == 1000
    assert lateness.OFTEN == 2


# --- Put on the agenda


def standing(body, title, place, order):
    StandingItem.objects.create(body=body, title=title, place=place, order=order, starts_on=date(2020, 5, 1))


def test_an_agenda_starts_with_the_standing_items_and_what_is_planned_between(body, clerk):
    meeting = meet(body, 7)
    standing(body, "Apologies", "opening", 1)
    standing(body, "Next meeting", "closing", 2)
    lead = PersonFactory(name="Kofi Arden", post="Virtual school head")
    plan(body, "School", meeting=meeting, purpose="comment", lead=lead)
    plan(body, "Health", meeting=meeting, expects_paper=False)
    plan(body, "Not now", date(2026, 7, 1))
    made = programme.start_agenda(meeting, by=clerk)
    assert [item.title for item in meeting.items.order_by("order")] == [
        "Apologies", "School", "Health", "Next meeting",
    ]  # fmt: skip
    school = meeting.items.get(title="School")
    assert (school.purpose, school.presenter, school.expects_paper) == (
        "comment", "Kofi Arden, Virtual school head", True,
    )  # fmt: skip
    assert len(made) == 4
    assert programme.start_agenda(meeting, by=clerk) == []
    assert programme.planned_for(meeting) == []
    assert meeting.items.count() == 4


def test_an_item_stands_on_one_agenda_once(body, clerk):
    july, september = meet(body, 7), meet(body, 9)
    item = plan(body, meeting=july)
    first = programme.put_on(item, july, by=clerk)
    assert programme.put_on(again(item), july, by=clerk) == first
    with pytest.raises(programme.CannotPlan) as refused:
        programme.put_on(again(item), september, by=clerk)
    assert "stands on the agenda of 9 July 2026" in words(refused)
    assert state(item) == "agenda"


def test_taking_it_off_the_agenda_frees_the_planned_item(body, clerk):
    july = meet(body, 7)
    item = plan(body, meeting=july)
    agenda.remove(programme.put_on(item, july, by=clerk), by=clerk)
    assert (state(item), programme.planned_for(july)) == ("planned", [item])


def test_an_item_planned_for_another_meeting_moves_first_with_a_reason(body, clerk):
    item = plan(body, meeting=meet(body, 9))
    july = meet(body, 7)
    with pytest.raises(programme.CannotPlan) as refused:
        programme.put_on(item, july, by=clerk)
    assert "Move it to this meeting first" in words(refused)
    assert not july.items.exists()


def test_an_item_without_a_meeting_gets_the_one_it_is_put_on(body, clerk):
    item, september = plan(body), meet(body, 9)
    programme.put_on(item, september, by=clerk)
    assert (again(item).meeting, again(item).month) == (september, date(2026, 9, 1))
    assert again(item).moves.get().reason == "No meeting was called in July 2026"


def test_what_was_considered_is_what_stood_on_the_agenda_of_a_meeting_that_was_held(body, clerk):
    july = meet(body, 7)
    item = plan(body, meeting=july)
    programme.put_on(item, july, by=clerk)
    Meeting.objects.filter(pk=july.pk).update(status=Meeting.Status.HELD)
    assert state(item) == "considered"
    for step in (
        lambda: programme.move(again(item), month=date(2026, 9, 1), reason="So", by=clerk),
        lambda: programme.drop(again(item), why="So", by=clerk),
        lambda: programme.change(again(item), title="So", by=clerk),
    ):
        with pytest.raises(programme.CannotPlan) as refused:
            step()
        assert "was considered on 9 July 2026" in words(refused)
    Meeting.objects.filter(pk=july.pk).update(status=Meeting.Status.INQUORATE)
    assert state(item) == "late"


def test_a_postponed_meeting_takes_what_is_planned_along(body, clerk):
    july = meet(body, 7)
    on, planned = plan(body, "On", meeting=july), plan(body, "Planned", meeting=july)
    programme.put_on(on, july, by=clerk)
    new = agenda.postpone(july, starts_at=datetime(2026, 7, 23, 9, 0, tzinfo=UTC), by=clerk)
    assert [item.agenda_item.meeting for item in (again(on),)] == [new]
    assert again(planned).meeting == new
    assert (state(on), state(planned)) == ("agenda", "planned")


def test_a_name_that_is_not_public_does_not_come_onto_the_agenda_as_who_presents_it(body, clerk):
    july, lead = meet(body, 7), PersonFactory(name="Zelda Quince", name_is_public=False, post="Service manager")
    item = programme.put_on(plan(body, meeting=july, lead=lead), july, by=clerk)
    assert "Quince" not in item.presenter
    assert item.presenter.endswith("Service manager")
