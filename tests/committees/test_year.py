"""A body's year of meetings: proposed, moved away from holidays and clashes, and put into the calendar."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from committees import year
from committees.models import Meeting, Seat
from committees.models.bodies import LegalBasis
from committees.year import showing
from roles import council
from roles.audit import SYSTEM
from roles.models import AuditRow
from roles.permissions import PUBLIC
from tests.factories.committees import BodyFactory, MeetingFactory, sit

pytestmark = pytest.mark.django_db
JUNE = date(2027, 6, 8)  # the second Tuesday


def at(day, hour=10, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def one_day(day, **more):
    """A pattern that says one day alone."""
    about = {"first": day, "last": day, "begins": time(10), "unit": "weeks", "weekday": day.weekday()}
    return year.Pattern(**(about | more))


def proposed(body, day, **more):
    (found,) = year.propose(body, one_day(day, **more))
    return found


@pytest.fixture
def scrutiny(people):
    """Another body, on which the known member sits too."""
    found = BodyFactory(name="Children’s Scrutiny Panel", legal_basis=LegalBasis.SCRUTINY)
    sit(people.member, found)
    return found


def test_a_free_day_is_proposed_as_it_is(body, people):
    found = proposed(body, JUNE)
    assert (found.day, found.starts_at, found.why_moved, found.clashes) == (JUNE, at(JUNE), "", ())
    assert found.last_day == date(2027, 5, 28)  # five clear days, and a bank holiday on 31 May


@pytest.mark.parametrize(
    ("wanted", "day", "why"),
    [
        (date(2027, 5, 3), date(2027, 5, 4), "Early May bank holiday"),
        (date(2027, 6, 12), date(2027, 6, 11), "Saturday"),
        (date(2027, 6, 13), date(2027, 6, 14), "Sunday"),
        (date(2027, 3, 26), date(2027, 3, 25), "Good Friday"),
        (date(2027, 12, 27), date(2027, 12, 29), "Christmas Day"),
    ],
)
def test_a_weekend_or_bank_holiday_moves_to_the_nearest_working_day(body, wanted, day, why):
    found = proposed(body, wanted)
    assert (found.day, found.why_moved) == (day, why)


def test_a_closure_day_of_the_council_moves_too(body):
    council.close_on(JUNE, reason="Election count", by=SYSTEM)
    found = proposed(body, JUNE)
    assert (found.day, found.why_moved) == (date(2027, 6, 9), "Election count")


def test_members_who_sit_elsewhere_that_day_move_it_within_the_week(body, people, scrutiny):
    MeetingFactory(body=scrutiny, starts_at=at(JUNE, 14))
    found = proposed(body, JUNE)
    assert found.day == date(2027, 6, 9)
    (clash,) = found.because
    assert (clash.body, clash.people, clash.overlaps) == (scrutiny, (people.member,), False)
    assert found.clashes == ()


def test_without_a_free_day_in_the_week_the_day_stays_and_warns(body, people, scrutiny):
    for number in range(5):
        MeetingFactory(body=scrutiny, starts_at=at(date(2027, 6, 7) + timedelta(days=number), 10, 30))
    found = proposed(body, JUNE)
    assert (found.day, found.moved) == (JUNE, False)
    assert [clash.overlaps for clash in found.clashes] == [True]


def test_a_friday_clash_is_not_moved_into_the_weekend_or_next_week(body, people, scrutiny):
    friday = date(2027, 6, 11)
    MeetingFactory(body=scrutiny, starts_at=at(friday))
    assert proposed(body, friday).day == date(2027, 6, 10)


def test_bodies_without_shared_members_do_not_clash(body, people):
    MeetingFactory(body=BodyFactory(), starts_at=at(JUNE))
    assert proposed(body, JUNE).clashes == ()


def test_cancelled_meetings_clash_with_nobody(body, people, scrutiny):
    MeetingFactory(body=scrutiny, starts_at=at(JUNE), status=Meeting.Status.CANCELLED)
    assert proposed(body, JUNE).day == JUNE


@pytest.mark.parametrize("capacity", [Seat.Capacity.SUBSTITUTE, Seat.Capacity.ATTENDEE])
def test_who_need_not_be_there_does_not_clash(body, people, capacity):
    other = BodyFactory()
    sit(people.member, other, capacity)
    MeetingFactory(body=other, starts_at=at(JUNE))
    assert proposed(body, JUNE).clashes == ()


def test_a_place_that_ended_before_does_not_clash(body, people, scrutiny):
    people.member.appointments.filter(office__seat__body=scrutiny).update(ends_on=JUNE - timedelta(days=1))
    MeetingFactory(body=scrutiny, starts_at=at(JUNE))
    assert proposed(body, JUNE).clashes == ()


def test_full_council_needs_every_councillor(body, people):
    MeetingFactory(body=BodyFactory(legal_basis=LegalBasis.FULL_COUNCIL), starts_at=at(JUNE, 18))
    (clash,) = year.clashes_of(body, at(JUNE))
    assert clash.people == (people.chair, people.member)


def test_meetings_without_an_end_are_taken_to_last_two_hours(body, people, scrutiny):
    MeetingFactory(body=scrutiny, starts_at=at(JUNE, 11, 59))
    assert year.clashes_of(body, at(JUNE, 10))[0].overlaps
    assert not year.clashes_of(body, at(JUNE, 14))[0].overlaps
    assert not year.clashes_of(body, at(JUNE, 10), at(JUNE, 11))[0].overlaps


def test_the_meeting_that_is_changed_is_not_its_own_clash(body, people, scrutiny):
    other = MeetingFactory(body=scrutiny, starts_at=at(JUNE))
    assert year.clashes_of(body, at(JUNE), but=other) == []


def test_a_day_on_which_the_body_meets_already_stays_and_says_so(body):
    there = MeetingFactory(body=body, starts_at=at(JUNE))
    assert proposed(body, JUNE).already == (there,)


def test_a_day_is_not_moved_onto_another_meeting_of_the_body(body):
    MeetingFactory(body=body, starts_at=at(date(2027, 5, 4)))
    assert proposed(body, date(2027, 5, 3)).day == date(2027, 5, 5)


def test_two_days_of_a_pattern_never_move_onto_the_same_day(body):
    council.close_on(JUNE, reason="Shut", by=SYSTEM)
    pattern = year.Pattern(first=JUNE, last=JUNE + timedelta(days=1), begins=time(10), unit="weeks", weekday=1)
    planner = year.Planner(body, pattern.first, pattern.last)
    taken = {date(2027, 6, 9)}
    assert planner.best(JUNE, pattern, taken).day == date(2027, 6, 7)


def test_days_outside_the_life_of_the_body_are_not_proposed():
    body = BodyFactory(starts_on=date(2027, 6, 1), ends_on=date(2027, 8, 31))
    pattern = year.Pattern(first=date(2027, 5, 1), last=date(2028, 4, 30), begins=time(10), nth=2, weekday=1)
    assert [one.day.month for one in year.propose(body, pattern)] == [6, 7, 8]


def test_no_last_day_where_no_statutory_notice_applies():
    assert proposed(BodyFactory(legal_basis=LegalBasis.INFORMAL), JUNE).last_day is None


def test_years_whose_bank_holidays_are_worked_out_are_named(body):
    assert proposed(body, date(2031, 6, 10)).clear.computed_years == (2031,)


def test_proposing_costs_the_same_for_two_dates_and_for_many(body, people, scrutiny, django_assert_max_num_queries):
    for number in range(40):
        MeetingFactory(body=scrutiny, starts_at=at(JUNE + timedelta(days=number)))
    pattern = year.Pattern(first=JUNE, last=JUNE + timedelta(days=300), begins=time(10), unit="weeks", weekday=1)
    with django_assert_max_num_queries(6):
        assert len(year.propose(body, pattern)) > 40


# --- Into the calendar


def rows(*days):
    return [(at(day), None) for day in days]


def test_the_year_is_put_in_as_planned_meetings_in_one_act(body, people):
    days = [JUNE, JUNE + timedelta(days=28)]
    made = year.create(body, rows(*days), place="Room 1", by=people.clerk)
    assert [(one.status, one.place, one.starts_at) for one in made.meetings] == [
        (Meeting.Status.PLANNED, "Room 1", at(day)) for day in days
    ]
    row = AuditRow.objects.get(did="planned the meetings of")
    assert row.details["days"] == [day.isoformat() for day in days]


def test_a_second_press_makes_no_doubles(body, people):
    year.create(body, rows(JUNE), place="", by=people.clerk)
    again = year.create(body, rows(JUNE, JUNE, JUNE + timedelta(days=28)), place="", by=people.clerk)
    assert (len(again.meetings), again.there_already) == (1, [at(JUNE)])
    assert body.meetings.count() == 2


def test_the_place_of_a_cancelled_meeting_is_free(body, people):
    MeetingFactory(body=body, starts_at=at(JUNE), status=Meeting.Status.CANCELLED)
    assert len(year.create(body, rows(JUNE), place="", by=people.clerk).meetings) == 1


def test_nothing_is_made_when_one_date_cannot_be(people):
    body = BodyFactory(ends_on=JUNE)
    with pytest.raises(year.CannotPlan, match="Nothing was put into the calendar"):
        year.create(body, rows(JUNE, JUNE + timedelta(days=1)), place="", by=people.clerk)
    assert not body.meetings.exists()
    with pytest.raises(year.CannotPlan, match="left out"):
        year.create(body, [], place="", by=people.clerk)


# --- In words


def test_a_clash_says_who_and_when(body, people, scrutiny):
    MeetingFactory(body=scrutiny, starts_at=at(JUNE, 14))
    (words,) = showing.warnings(body, at(JUNE), viewer=people.head_clerk.user)
    assert words == "Children’s Scrutiny Panel meets on the same day, from 2:00pm. On both: Councillor Bram Holt."


def test_a_body_that_protects_who_comes_is_not_named_nor_its_people(body, people):
    protected = BodyFactory(name="Our Secret Voice", kind="children", legal_basis=LegalBasis.CHILDREN)
    sit(people.member, protected)
    MeetingFactory(body=protected, starts_at=at(JUNE))
    (words,) = showing.warnings(body, at(JUNE), viewer=people.clerk.user)
    assert words == "Another body with some of the same members meets at the same time (from 10:00am)."


def test_a_name_that_is_not_public_stays_with_those_tied_to_both(body, people, scrutiny):
    people.member.name_is_public = False
    people.member.save()
    MeetingFactory(body=scrutiny, starts_at=at(JUNE))
    (words,) = showing.warnings(body, at(JUNE), viewer=people.clerk.user)
    assert words.endswith("On both: An elected member.")
    assert "Bram Holt" in showing.warnings(body, at(JUNE), viewer=people.head_clerk.user)[0]


def test_calling_a_meeting_on_a_holiday_is_warned_of(body, people):
    (words,) = showing.warnings(body, at(date(2027, 5, 3)), viewer=people.clerk.user)
    assert words == "Monday 3 May 2027 is no working day: Early May bank holiday."


# --- Bare dates


KEYS = {"body", "body__name", "starts_at", "ends_at", "place", "status"}


def test_planned_dates_of_open_bodies_are_public_as_bare_values(body):
    MeetingFactory(body=body, starts_at=at(JUNE), status=Meeting.Status.PLANNED, note="A note nobody may read")
    (found,) = Meeting.objects.dates_public()
    assert set(found) == KEYS
    assert "A note" not in str(found)
    assert list(Meeting.objects.visible_to(PUBLIC)) == []


@pytest.mark.parametrize("basis", [LegalBasis.INFORMAL, LegalBasis.CHILDREN, LegalBasis.NOT_SETTLED])
def test_dates_of_other_bodies_are_not(basis):
    MeetingFactory(body=BodyFactory(legal_basis=basis), status=Meeting.Status.PLANNED)
    assert list(Meeting.objects.dates_public()) == []


@pytest.mark.parametrize("status", [Meeting.Status.HELD, Meeting.Status.CANCELLED, Meeting.Status.INQUORATE])
def test_only_dates_that_are_to_come_stand_there(body, status):
    MeetingFactory(body=body, status=status)
    assert list(Meeting.objects.dates_public()) == []
