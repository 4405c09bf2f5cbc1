"""The notices of an executive body: in time, too late, and what the law leaves then (SI 2012/2089)."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from committees import agenda, executive
from committees.models import Body, ExecutiveNotice, Meeting, Seat
from committees.models.bodies import LegalBasis
from roles import council
from roles.models import AuditRow
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, sit
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
Kind = ExecutiveNotice.Kind
KEY = {
    "matter": "Eight homes for care leavers",
    "decision_maker": "Cabinet",
    "documents": "A report of the Director",
    "contact": "Democratic Services, Town Hall",
}
PRIVATE = {"matter": "A building; the money matters of a seller are exempt (paragraph 3)", "contact": "Town Hall"}
EXEMPT = {"private_kind": "exempt", "private_paragraphs": [3], "private_reason": "The seller must not learn it"}


@pytest.fixture
def cabinet(db):
    return BodyFactory(name="Cabinet", legal_basis=LegalBasis.EXECUTIVE, kind=Body.Kind.EXECUTIVE)


@pytest.fixture
def scrutiny_chair(db):
    panel = BodyFactory(name="Children's Scrutiny Panel", legal_basis=LegalBasis.SCRUTINY)
    person = PersonFactory(name="Councillor Cleo Frost", category="member")
    sit(person, panel, Seat.Capacity.CHAIR, OfficeKind.SCRUTINY_SEAT)
    return person


def in_days(body, days):
    day = TODAY + timedelta(days=days)
    return MeetingFactory(body=body, starts_at=timezone.make_aware(datetime.combine(day, time(10))))


def key_item(body, days):
    return AgendaItemFactory(meeting=in_days(body, days), title="Homes", is_key_decision=True)


def private_item(body, days, **more):
    about = {"title": "A building", "likely_private": True} | EXEMPT | more
    return AgendaItemFactory(meeting=in_days(body, days), **about)


def give(item, kind, by, **words):
    usual = PRIVATE if kind.startswith("private") else KEY
    return executive.give_notice(item, kind=kind, by=by, **(usual | words))


def agreed(person, **more):
    return {"scrutiny_chair": person, "scrutiny_on": TODAY, "reason": "The grant ends on Friday"} | more


def told(item, kind, days_ago):
    """A notice that was published some days ago."""
    at = timezone.now() - timedelta(days=days_ago)
    return ExecutiveNotice.objects.create(item=item, kind=kind, matter="About it", published_at=at)


def only_need(item):
    (need,) = executive.needs(type(item).objects.get(pk=item.pk))
    return need


# --- A key decision: regulations 9, 10 and 11


def test_a_key_decision_needs_28_clear_days_notice(cabinet, people):
    item = key_item(cabinet, 29)
    need = only_need(item)
    assert (need.next.kind, need.last_day) == (Kind.KEY_28, TODAY)
    give(item, "key_28", people.clerk)
    need = only_need(item)
    assert need.is_met
    assert executive.why_not_published(item.meeting) == ""


def test_one_day_less_is_too_late_and_the_general_exception_is_left(cabinet, people):
    item = key_item(cabinet, 28)
    with pytest.raises(executive.CannotGiveNotice, match=r"too late.*general exception is left.*regulation 10"):
        give(item, "key_28", people.clerk)
    need = only_need(item)
    assert (need.next.kind, need.is_broken) == (Kind.GENERAL_EXCEPTION, True)
    assert not ExecutiveNotice.objects.exists()


def test_the_general_exception_lets_five_clear_days_pass(cabinet, people, scrutiny_chair):
    council.set_fact("clear_day_rule", "calendar", starts_on=TODAY, by=people.head_clerk)
    item, late = key_item(cabinet, 6), key_item(cabinet, 5)
    made = give(item, "general_exception", people.clerk, **agreed(scrutiny_chair))
    assert (made.scrutiny_chair, made.scrutiny_on) == (scrutiny_chair, TODAY)
    assert only_need(item).is_met
    with pytest.raises(executive.CannotGiveNotice, match=r"five clear days can no longer pass.*Special urgency"):
        give(late, "general_exception", people.clerk, **agreed(scrutiny_chair))
    assert only_need(late).next.kind == Kind.SPECIAL_URGENCY


def test_special_urgency_needs_scrutinys_agreement_and_the_reason(cabinet, people, scrutiny_chair):
    item = key_item(cabinet, 2)
    with pytest.raises(executive.CannotGiveNotice, match="who of scrutiny"):
        give(item, "special_urgency", people.clerk, reason="It ends on Friday")
    with pytest.raises(executive.CannotGiveNotice, match="why it cannot wait"):
        give(item, "special_urgency", people.clerk, **agreed(scrutiny_chair, reason=" "))
    give(item, "special_urgency", people.clerk, **agreed(scrutiny_chair))
    assert only_need(item).is_met


@pytest.mark.parametrize("kind", ["general_exception", "special_urgency"])
def test_no_exception_while_the_usual_notice_can_still_be_given(cabinet, people, scrutiny_chair, kind):
    item = key_item(cabinet, 60)
    with pytest.raises(executive.CannotGiveNotice, match="still time for the notice that the law asks for first"):
        give(item, kind, people.clerk, **agreed(scrutiny_chair))


def test_special_urgency_waits_for_the_general_exception(cabinet, people, scrutiny_chair):
    item = key_item(cabinet, 20)
    with pytest.raises(executive.CannotGiveNotice, match="still time"):
        give(item, "special_urgency", people.clerk, **agreed(scrutiny_chair))


def test_the_28_days_are_counted_by_the_rule_of_the_council(cabinet, people):
    council.set_fact("notice_days_rule", "working", starts_on=TODAY, by=people.head_clerk)
    item = key_item(cabinet, 30)
    assert only_need(item).is_broken
    council.set_fact("notice_days_rule", "calendar", starts_on=TODAY, by=people.head_clerk)
    assert not only_need(item).is_broken


# --- A private item: regulation 5


def test_a_private_item_needs_two_notices(cabinet, people):
    item = private_item(cabinet, 60)
    give(item, "private_28", people.clerk)
    need = only_need(item)
    assert (need.next.kind, need.is_broken) == (Kind.PRIVATE_5, False)
    give(item, "private_5", people.clerk, representations="Two people want it open", response="The price is exempt")
    assert only_need(item).is_met


def test_the_second_notice_does_not_stand_in_for_the_first(cabinet, people):
    item = private_item(cabinet, 60)
    with pytest.raises(executive.CannotGiveNotice, match="asks for first: Notice of a private meeting"):
        give(item, "private_5", people.clerk)


def test_what_people_wrote_must_be_answered(cabinet, people):
    item = private_item(cabinet, 60)
    give(item, "private_28", people.clerk)
    with pytest.raises(executive.CannotGiveNotice, match="how what people wrote is answered"):
        give(item, "private_5", people.clerk, representations="Two people want it open")


def test_a_missed_first_notice_leaves_scrutinys_agreement(cabinet, people, scrutiny_chair):
    item = private_item(cabinet, 28)
    with pytest.raises(executive.CannotGiveNotice, match=r"too late.*regulation 5\(6\).*in public, or postpone"):
        give(item, "private_28", people.clerk)
    assert "private" in executive.why_not_published(item.meeting)
    give(item, "private_urgent", people.clerk, **agreed(scrutiny_chair))
    assert only_need(item).is_met
    assert executive.why_not_published(item.meeting) == ""


def test_a_missed_second_notice_leaves_scrutinys_agreement(cabinet, people, scrutiny_chair):
    item = private_item(cabinet, 3)
    told(item, Kind.PRIVATE_28, days_ago=40)
    with pytest.raises(executive.CannotGiveNotice, match="too late"):
        give(item, "private_5", people.clerk)
    give(item, "private_urgent", people.clerk, **agreed(scrutiny_chair))
    assert only_need(item).is_met


def test_a_notice_that_was_there_too_late_does_not_count(cabinet, people):
    item = private_item(cabinet, 20)
    told(item, Kind.PRIVATE_28, days_ago=1)
    need = only_need(item)
    assert (need.next.kind, need.is_broken) == (Kind.PRIVATE_URGENT, True)


def test_a_private_key_decision_needs_both_sorts(cabinet):
    item = private_item(cabinet, 60, is_key_decision=True)
    assert [(need.law, need.next.kind) for need in executive.needs(item)] == [
        ("private", Kind.PRIVATE_28),
        ("key", Kind.KEY_28),
    ]


# --- Who speaks for scrutiny


def test_only_whoever_chairs_scrutiny_that_day_agrees(cabinet, people, scrutiny_chair):
    item = key_item(cabinet, 2)
    with pytest.raises(executive.CannotGiveNotice, match=r"cannot speak for scrutiny.*Councillor Cleo Frost"):
        give(item, "special_urgency", people.clerk, **agreed(people.chair))
    before = timezone.datetime(2019, 6, 1).date()
    with pytest.raises(executive.CannotGiveNotice, match="cannot speak for scrutiny"):
        give(item, "special_urgency", people.clerk, **agreed(scrutiny_chair, scrutiny_on=before))
    with pytest.raises(executive.CannotGiveNotice, match="cannot be still to come"):
        give(item, "special_urgency", people.clerk, **agreed(scrutiny_chair, scrutiny_on=TODAY + timedelta(days=1)))


def test_without_a_chair_of_scrutiny_the_chair_of_the_council_agrees(cabinet, people):
    whole = BodyFactory(name="Wexcombe Council", legal_basis=LegalBasis.FULL_COUNCIL)
    mayor, vice = PersonFactory(category="member"), PersonFactory(category="member")
    sit(vice, whole, Seat.Capacity.VICE_CHAIR, OfficeKind.OTHER_SEAT)
    assert executive.who_of_scrutiny(Kind.SPECIAL_URGENCY, TODAY).people == {vice.pk}
    sit(mayor, whole, Seat.Capacity.CHAIR, OfficeKind.OTHER_SEAT)
    assert executive.who_of_scrutiny(Kind.SPECIAL_URGENCY, TODAY).people == {mayor.pk}
    assert give(key_item(cabinet, 2), "special_urgency", people.clerk, **agreed(mayor)).scrutiny_chair == mayor


def test_without_a_chair_each_member_of_scrutiny_is_told_of_the_general_exception(cabinet, people):
    panel = BodyFactory(name="Scrutiny Panel", legal_basis=LegalBasis.SCRUTINY)
    sit(people.other, panel, Seat.Capacity.MEMBER, OfficeKind.SCRUTINY_SEAT)
    found = executive.who_of_scrutiny(Kind.GENERAL_EXCEPTION, TODAY)
    assert found.people == {people.other.pk}
    assert "each of its members must be told" in found.words


# --- What is refused


def test_a_notice_that_nobody_needs_is_refused(body, cabinet, people):
    plain = AgendaItemFactory(meeting=in_days(cabinet, 60))
    with pytest.raises(executive.CannotGiveNotice, match="not marked as a key decision"):
        give(plain, "key_28", people.clerk)
    elsewhere = AgendaItemFactory(meeting=in_days(body, 60), is_key_decision=True)
    assert executive.needs(elsewhere) == []
    with pytest.raises(executive.CannotGiveNotice, match="no executive body"):
        give(elsewhere, "key_28", people.clerk)


@pytest.mark.parametrize("missing", ["matter", "decision_maker", "documents", "contact"])
def test_a_notice_without_its_particulars_is_refused(cabinet, people, missing):
    item = key_item(cabinet, 60)
    with pytest.raises(executive.CannotGiveNotice):
        give(item, "key_28", people.clerk, **{missing: "  "})
    assert not item.notices.exists()


def test_words_that_tell_who_a_child_is_are_refused(cabinet, people):
    item = key_item(cabinet, 60)
    with pytest.raises(executive.CannotGiveNotice, match="date of birth"):
        give(
            item,
            "key_28",
            people.clerk,
            documents=f"A report on a girl born {TODAY.day}.{TODAY.month}.{TODAY.year - 9}",
        )


def test_the_private_title_is_refused_in_public_words(cabinet, people):
    item = private_item(cabinet, 60, private_title="Offer for Larch Street School")
    with pytest.raises(executive.CannotGiveNotice, match="restricted edition"):
        give(item, "private_28", people.clerk, matter="The offer for Larch  Street school, which is exempt")


def test_a_published_notice_is_never_given_twice(cabinet, people):
    item = key_item(cabinet, 60)
    made = give(item, "key_28", people.clerk)
    with pytest.raises(executive.CannotGiveNotice, match="is not changed once people could read it"):
        give(item, "key_28", people.clerk, matter="Nine homes")
    made.refresh_from_db()
    assert made.matter == KEY["matter"]
    with pytest.raises(IntegrityError), transaction.atomic():
        told(item, Kind.KEY_28, days_ago=0)


def test_no_notice_of_what_is_withdrawn_cancelled_or_over(cabinet, people):
    item = key_item(cabinet, 60)
    item.withdrawn_at, item.withdrawn_why = timezone.now(), "Not ready"
    item.save()
    with pytest.raises(executive.CannotGiveNotice, match="withdrawn"):
        give(item, "key_28", people.clerk)
    off = key_item(cabinet, 61)
    Meeting.objects.filter(pk=off.meeting_id).update(status=Meeting.Status.CANCELLED)
    with pytest.raises(executive.CannotGiveNotice, match="cancelled"):
        give(off, "key_28", people.clerk)
    with pytest.raises(executive.CannotGiveNotice, match="begun or is over"):
        give(key_item(cabinet, -3), "key_28", people.clerk)


def test_the_record_says_who_published_it_and_holds_no_words(cabinet, people):
    made = give(key_item(cabinet, 60), "key_28", people.clerk)
    row = AuditRow.objects.filter(did="published the notice").get()
    assert (row.actor, row.thing_id) == (people.clerk.name, str(made.pk))
    assert "homes" not in str(row.details)


# --- The agenda


def test_an_executive_body_has_no_urgency_power_of_a_chair(cabinet, people):
    """Fact 2: SI 2012/2089 regulation 6(2) knows no late item, whoever agrees."""
    meeting = in_days(cabinet, 3)
    AgendaItemFactory(meeting=meeting)
    Meeting.objects.filter(pk=meeting.pk).update(
        published_at=timezone.now() - timedelta(days=20), published_by=people.clerk
    )
    meeting.refresh_from_db()
    chair = PersonFactory(category="member")
    sit(chair, cabinet, Seat.Capacity.CHAIR, OfficeKind.OTHER_SEAT)
    with pytest.raises(agenda.NoUrgencyPower, match=r"regulation 6\(2\)"):
        agenda.add_item(meeting, title="Late", by=people.clerk, late={"reason": "It burns", "agreed_by": chair})


def test_an_agenda_with_a_missed_notice_is_not_published(cabinet, people, scrutiny_chair):
    item = key_item(cabinet, 20)
    with pytest.raises(agenda.CannotPublish, match=r"“Homes” cannot be decided yet.*notice of a key decision"):
        agenda.publish(item.meeting, by=people.clerk)
    give(item, "general_exception", people.clerk, **agreed(scrutiny_chair))
    agenda.publish(item.meeting, by=people.clerk)
    assert item.meeting.published_at


def test_a_notice_holds_the_day_of_the_meeting(cabinet, people):
    item = key_item(cabinet, 60)
    give(item, "key_28", people.clerk)
    meeting = item.meeting
    with pytest.raises(agenda.CannotCall, match="that day stands"):
        agenda.change_meeting(meeting, starts_at=meeting.starts_at + timedelta(days=7), place="", by=people.clerk)
    later = Meeting.objects.get(pk=meeting.pk)
    agenda.change_meeting(later, starts_at=later.starts_at + timedelta(hours=1), place="Room 2", by=people.clerk)
    assert Meeting.objects.get(pk=meeting.pk).place == "Room 2"


def test_a_postponed_item_needs_its_notices_again(cabinet, people):
    """A notice names the day: it is not carried over."""
    item = key_item(cabinet, 60)
    give(item, "key_28", people.clerk)
    new = agenda.postpone(item.meeting, starts_at=item.meeting.starts_at + timedelta(days=30), by=people.clerk)
    (need,) = executive.of_meeting(new)
    assert (need.next.kind, need.item.notices.count()) == (Kind.KEY_28, 0)
    assert item.notices.count() == 1


def test_what_came_from_another_system_had_its_notices_there(cabinet):
    item = AgendaItemFactory(meeting=in_days(cabinet, 3), is_key_decision=True, source_id="moderngov:1")
    assert executive.why_not_published(item.meeting) == ""
    past = AgendaItemFactory(meeting=in_days(cabinet, -30), is_key_decision=True)
    assert executive.why_not_published(past.meeting) == ""


# --- Deadlines


def test_every_notice_has_its_deadline(cabinet, people):
    item = private_item(cabinet, 60, is_key_decision=True)
    day = TODAY + timedelta(days=60)
    calendar = council.Calendar()
    long = calendar.executive_days_before(day).last_day_to_publish
    short = calendar.clear_days_before(day, 5).last_day_to_publish
    found = executive.due(item.meeting, calendar)
    assert [(last, done) for _, last, done, _ in found] == [(long, False), (short, False), (long, False)]
    give(item, "key_28", people.clerk)
    assert [done for _, _, done, _ in executive.due(item.meeting, calendar)] == [False, False, True]


def test_a_missed_deadline_gives_way_to_what_is_left(cabinet):
    item = key_item(cabinet, 20)
    ((what, _, done, url),) = executive.due(item.meeting)
    assert "General exception" in what
    assert not done
    assert url.endswith("/notices/general_exception/")


def test_deadlines_of_prefetched_meetings_ask_nothing(cabinet, django_assert_num_queries):
    for _ in range(10):
        private_item(cabinet, 60, is_key_decision=True)
    calendar = council.Calendar()
    meetings = list(Meeting.objects.select_related("body").prefetch_related("items__notices"))
    with django_assert_num_queries(0):
        assert sum(len(executive.due(meeting, calendar)) for meeting in meetings) == 30
