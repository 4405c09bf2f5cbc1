"""A body becomes another as one act: what the law changes, who comes over, what stays, what is refused."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from committees import bodies, links, reconstituting, rules
from committees.models import (
    Action,
    AgendaItem,
    Body,
    BodyLink,
    Meeting,
    ProgrammeItem,
    ProgrammeRule,
    Seat,
    StandingItem,
)
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import typed_date
from roles.audit import SYSTEM
from roles.models import Appointment, AuditRow, Person
from roles.permissions import PUBLIC
from tests.factories.committees import ActionFactory, BodyFactory, MeetingFactory
from tests.factories.roles import PersonFactory

Kind = BodyLink.Kind
Capacity = Seat.Capacity
Category = Person.Category
FIRST = date(2027, 5, 18)
LAST = date(2027, 5, 17)


@pytest.fixture
def board(db):
    return BodyFactory(name="Corporate Parenting Board", legal_basis=LegalBasis.INFORMAL, quorum=3, pack_clear_days=7,
                       pack_time=time(10), usual_place="Room 1")  # fmt: skip


@pytest.fixture
def parent(db):
    return BodyFactory(name="Children's Committee", kind=Body.Kind.COMMITTEE)


def about(parent=None, **changes):
    usual = {"name": "Corporate Parenting Sub-Committee", "kind": "parenting", "legal_basis": LegalBasis.COMMITTEE}
    return reconstituting.About(**usual | {"starts_on": FIRST, "parent": parent} | changes)


def seat(body, category, capacity, name, **more):
    person = PersonFactory(name=name, category=category)
    return bodies.seat(body, person, capacity=capacity, starts_on=date(2021, 1, 1), by=SYSTEM, **more)


@pytest.fixture
def seated(board):
    seat(board, Category.MEMBER, Capacity.MEMBER, "Councillor Ada")
    bodies.seat(board, Person.objects.get(), capacity=Capacity.CHAIR, starts_on=date(2021, 1, 2), by=SYSTEM)
    seat(board, Category.OFFICER, Capacity.MEMBER, "Officer Edda")
    seat(board, Category.CARER, Capacity.CO_OPTED, "Carer Dev", has_vote=True)
    seat(board, Category.PARTNER, Capacity.MEMBER, "Nurse Nora")
    seat(board, Category.YOUNG, Capacity.YOUNG, "Jay")
    return board


def carry_out(old, wanted, **changes):
    plan = reconstituting.plan(old, wanted)
    choices = plan.proposed()
    return reconstituting.carry_out(plan, reconstituting.Choices(**vars(choices) | changes), by=SYSTEM)


def places(body, day=FIRST):
    held = Appointment.objects.on(day).filter(office__seat__body=body).select_related("person", "office__seat")
    return sorted((one.person.name, one.office.seat.capacity) for one in held)


def test_an_informal_board_made_into_a_sub_committee_turns_officers_into_attendees_and_starts_part_va(seated, parent):
    """Fact 4 of the field: LGA 1972 ss 80, 100A to 100E and 104; LGHA 1989 s13."""
    new = carry_out(seated, about(parent))
    assert places(new) == [
        ("Carer Dev", "co_opted"),
        ("Councillor Ada", "chair"),
        ("Councillor Ada", "member"),
        ("Jay", "young"),
        ("Nurse Nora", "co_opted"),
        ("Officer Edda", "attendee"),
    ]
    votes = [one for one in new.seats.select_related("office") if rules.has_vote(one, new)]
    assert {one.capacity for one in votes} == {"chair", "member"}
    assert (seated.public_has_a_right, new.public_has_a_right) == (False, True)
    changed = {one.topic: one.after for one in reconstituting.differences(seated, None, new, parent)}
    assert "five clear days before (LGA 1972 sections 100A(6) and 100E)" in changed["Notice"]
    assert "sections 80(1)(a) and 104(1)" in changed["Officers"]
    assert "LGHA 1989 section 15" in changed["Political balance"]


def test_the_old_body_ends_the_day_before_and_its_past_stays_its_own(seated):
    meeting = MeetingFactory(body=seated, starts_at=datetime(2027, 3, 2, 10, tzinfo=UTC), status="held")
    new = carry_out(seated, about())
    seated.refresh_from_db()
    assert (seated.ends_on, new.succeeds, new.starts_on) == (LAST, seated, FIRST)
    assert Meeting.objects.get(pk=meeting.pk).body == seated
    assert places(seated, FIRST) == []
    assert len(places(seated, LAST)) == 6
    assert Appointment.objects.on(FIRST).filter(office__kind="clerk").count() == 0


def test_a_clerk_keeps_the_old_papers_and_gets_the_new_body(board):
    bodies.make_clerk(board, PersonFactory(), starts_on=board.starts_on, by=SYSTEM)
    new = carry_out(board, about())
    held = Appointment.objects.on(FIRST).filter(office__kind="clerk").values_list("office__remit", flat=True)
    assert set(held) == {board.remit_id, new.remit_id}


def test_links_come_over_as_chosen_and_advice_ends_when_the_new_body_decides(board, parent):
    scrutiny, executive = BodyFactory(name="Scrutiny"), BodyFactory(name="Cabinet")
    for one, kind, other in [
        (board, Kind.ADVISES, executive),
        (board, Kind.CONSULTS, scrutiny),
        (scrutiny, Kind.SCRUTINISES, board),
        (board, Kind.PART_OF, executive),
    ]:
        links.link(one, other, kind=kind, starts_on=date(2021, 1, 1), by=SYSTEM, note="Minute 4")
    new = carry_out(board, about(parent))
    now = BodyLink.objects.on(FIRST).values_list("body__name", "kind", "other__name", "note")
    assert set(now) == {
        (new.name, "part_of", parent.name, ""),
        (new.name, "consults", "Scrutiny", "Minute 4"),
        ("Scrutiny", "scrutinises", new.name, "Minute 4"),
    }
    assert BodyLink.objects.on(LAST).filter(body=board).count() == 3, "what was so the day before is still known"


def test_groups_come_along_or_stand_alone(board):
    stays, comes = BodyFactory(name="Old group", parent=board), BodyFactory(name="Health group", parent=board)
    new = carry_out(board, about(), groups=frozenset({comes.pk}))
    assert links.parent_of(comes, FIRST) == new
    assert links.parent_of(stays, FIRST) is None
    assert links.parent_of(stays, LAST) == board


def test_meetings_to_come_move_unless_they_are_published(board):
    coming = MeetingFactory(body=board, starts_at=datetime(2027, 6, 8, 10, tzinfo=UTC), status="planned")
    kept = MeetingFactory(body=board, starts_at=datetime(2027, 7, 6, 10, tzinfo=UTC), status="planned")
    told = MeetingFactory(
        body=board,
        starts_at=datetime(2027, 8, 3, 10, tzinfo=UTC),
        published_at=datetime(2027, 4, 1, tzinfo=UTC),
        published_by=PersonFactory(),
    )
    before = MeetingFactory(body=board, starts_at=datetime(2027, 4, 1, 10, tzinfo=UTC))
    plan = reconstituting.plan(board, about())
    assert [one.meeting for one in plan.coming] == [coming, kept]
    assert "public by Friday 28 May 2027" in plan.coming[0].note, "the bank holiday of 31 May does not count"
    assert plan.stuck == [told]
    new = carry_out(board, about(), meetings=frozenset({coming.pk, told.pk, before.pk}))
    assert set(new.meetings.all()) == {coming}
    left = " ".join(one.words for one in reconstituting.left_to_do(new, board))
    assert "Tuesday 3 August 2027 was published by the old body: cancel it and call it anew" in left
    assert "Tuesday 6 July 2027 stayed with the old body: cancel it" in left
    assert "Thursday 1 April" not in left


@pytest.fixture
def at_work(board):
    """Open and done actions, standing items, a rule with a planned item, and one that is on an agenda already."""
    ActionFactory(body=board)
    ActionFactory(body=board, done_at=datetime(2026, 1, 1, tzinfo=UTC), done_by=PersonFactory())
    StandingItem.objects.create(body=board, order=1, title="Apologies", starts_on=date(2021, 1, 1))
    rule = ProgrammeRule.objects.create(body=board, title="Annual report", months=[9], starts_on=date(2021, 1, 1))
    usual = {"body": board, "rule": rule, "planned_at": datetime(2026, 1, 1, tzinfo=UTC)}
    months = {"due_month": date(2027, 9, 1), "month": date(2027, 9, 1)}
    ProgrammeItem.objects.create(title="Annual report", asked_for="2027-09", **usual, **months)
    on = AgendaItem.objects.create(meeting=MeetingFactory(body=board), order=1, title="Annual report")
    ProgrammeItem.objects.create(title="Annual report", asked_for="2026-09", agenda_item=on, **usual, **months)
    return board


def test_open_work_comes_over_and_what_is_done_stays(at_work):
    new = carry_out(at_work, about())
    assert (new.actions.count(), at_work.actions.count()) == (1, 1)
    assert at_work.actions.get().done_at
    assert (new.programme.get().asked_for, at_work.programme.get().asked_for) == ("2027-09", "2026-09")
    for old, later in [
        (at_work.programme_rules.get(), new.programme_rules.get()),
        (at_work.standing_items.get(), new.standing_items.get()),
    ]:
        assert (old.ends_on, later.starts_on, later.ends_on, later.title) == (LAST, FIRST, None, old.title)
    assert new.programme.get().rule == new.programme_rules.get(), "so that the rule does not ask for it twice"


def test_work_that_does_not_come_over_stays_and_asks_for_nothing_more(at_work):
    new = carry_out(at_work, about(), work=frozenset())
    assert [model.objects.filter(body=new).count() for model in (Action, ProgrammeItem, ProgrammeRule)] == [0, 0, 0]
    assert at_work.programme_rules.get().ends_on == LAST


def test_how_it_meets_comes_over(board):
    new = carry_out(board, about(), quorum=4)
    assert (new.quorum, new.usual_place, new.pack_clear_days, new.pack_time) == (4, "Room 1", 7, time(10))


def test_the_act_is_recorded_once_as_a_whole(seated):
    new = carry_out(seated, about())
    row = AuditRow.objects.get(did="carried over to")
    assert (row.thing_id, row.details["predecessor"]) == (str(new.pk), seated.pk)
    assert len(row.details["seats"]) == 6
    assert reconstituting.came_over(new) == ["6 places were given"]


def test_whoever_does_not_come_over_has_no_place(seated):
    plan = reconstituting.plan(seated, about())
    nobody = dict.fromkeys(plan.proposed().places, reconstituting.LEAVES)
    assert places(carry_out(seated, about(), places=nobody)) == []


def test_whoever_presides_is_given_a_members_place_too(board):
    ada = seat(board, Category.MEMBER, Capacity.MEMBER, "Councillor Ada")
    new = carry_out(board, about(), places={ada.pk: "chair"})
    assert places(new) == [("Councillor Ada", "chair"), ("Councillor Ada", "member")]


@pytest.mark.parametrize(
    ("name", "value", "law"),
    [
        ("Officer Edda", "member", "sections 80 and 104"),
        ("Officer Edda", "co_opted", "sections 80 and 104"),
        ("Carer Dev", "co_opted_vote", "LGHA 1989 section 13"),
        ("Nurse Nora", "chair", "LGHA 1989 section 13"),
        ("Councillor Ada", "young", "no young representative"),
    ],
)
def test_a_place_against_the_law_of_the_new_body_is_refused_and_nothing_is_done(seated, name, value, law):
    plan = reconstituting.plan(seated, about())
    holder = next(one for one in plan.holders if one.person.name == name)
    assert value not in holder.allowed
    with pytest.raises(reconstituting.CannotReconstitute, match=re.escape(law)):
        carry_out(seated, about(), places=plan.proposed().places | {holder.appointment.pk: value})
    seated.refresh_from_db()
    assert (seated.ends_on, Body.objects.count()) == (None, 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": date(2020, 5, 1)}, "began on 1 May 2020"),
        ({"starts_on": date(2019, 5, 1)}, "began on 1 May 2020"),
        ({"name": "children's committee"}, "There is a body named Children's Committee already"),
        ({"legal_basis": LegalBasis.NOT_SETTLED}, "Say which law"),
    ],
)
def test_what_cannot_be_is_refused_in_words(board, parent, changes, words):
    with pytest.raises(reconstituting.CannotReconstitute, match=words):
        reconstituting.plan(board, about(**changes))


def test_the_old_name_may_be_kept(board):
    assert carry_out(board, about(name=board.name)).name == board.name


def test_a_body_that_has_met_that_day_or_later_ends_after_it(board):
    MeetingFactory(body=board, starts_at=datetime(2027, 6, 1, 10, tzinfo=UTC), status="held")
    with pytest.raises(reconstituting.CannotReconstitute, match="met on 1 June 2027"):
        reconstituting.plan(board, about())


def test_a_body_that_ended_becomes_nothing(board):
    bodies.dissolve(board, on=date(2026, 1, 1), by=SYSTEM)
    with pytest.raises(reconstituting.CannotReconstitute, match="ended on 1 January 2026"):
        reconstituting.plan(board, about())


def test_the_new_body_is_part_of_none_of_its_own_groups(board):
    group = BodyFactory(name="Group", parent=board)
    deeper = BodyFactory(name="Deeper", parent=group)
    for wrong in (group, deeper):
        with pytest.raises(reconstituting.CannotReconstitute, match="is itself part of Corporate Parenting Board"):
            reconstituting.plan(board, about(wrong))


def test_a_committee_becomes_an_informal_board_and_what_it_published_stays_public(body, people):
    told = MeetingFactory(
        body=body,
        starts_at=datetime(2026, 12, 15, 10, tzinfo=UTC),
        published_at=datetime(2026, 12, 1, tzinfo=UTC),
        published_by=people.clerk,
    )
    coming = MeetingFactory(body=body, starts_at=datetime(2027, 6, 8, 10, tzinfo=UTC), status="planned")
    wanted = about(name="Corporate Parenting Board", legal_basis=LegalBasis.INFORMAL)
    plan = reconstituting.plan(body, wanted)
    assert any("What it published stays public" in words for words in plan.warnings)
    assert plan.coming[0].note == "", "no statutory notice any more"
    new = carry_out(body, wanted)
    assert (new.public_has_a_right, coming in new.meetings.all()) == (False, True)
    assert list(Meeting.objects.visible_to(PUBLIC)) == [told]


def test_a_change_since_somebody_looked_stops_the_act(seated):
    plan = reconstituting.plan(seated, about())
    seat(seated, Category.OFFICER, Capacity.ATTENDEE, "Officer New")
    with pytest.raises(reconstituting.Changed):
        reconstituting.carry_out(plan, plan.proposed(), by=SYSTEM)
    assert Body.objects.count() == 1


# --- The pages


def typed(**changes):
    usual = {"name": "Corporate Parenting Sub-Committee", "kind": "parenting", "legal_basis": "committee"}
    return usual | typed_date("starts_on", FIRST) | changes


def looked_over(response):
    """What the review page would send as it stands."""
    form = response.context["form"]
    chosen = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    return typed() | chosen | {"ticket": response.context["ticket"]}


@pytest.fixture
def page(seated, people, sign_in):
    return sign_in(people.head_clerk), f"/committees/bodies/{seated.pk}/reconstitute/"


def test_the_head_clerk_looks_it_over_and_does_it(page, seated, body):
    client, address = page
    assert "Step 1 of 2" in client.get(address).text
    taken = client.post(address, typed())
    assert "There is a body named" in taken.text, "the sub-committee of the known people has that name"
    Body.objects.filter(pk=body.pk).update(name="Another")
    review = client.post(address, typed())
    assert "LGA 1972 sections 80(1)(a) and 104(1)" in review.text
    assert Body.objects.filter(succeeds=seated).count() == 0, "nothing is done yet"
    response = client.post(address, looked_over(review))
    new = Body.objects.get(succeeds=seated)
    assert response["Location"] == f"/committees/bodies/{new.pk}/came-over/"
    done = client.get(response["Location"]).text
    assert "govuk-panel--confirmation" in done
    assert "6 places were given" in done
    assert "Review the political balance" in done
    assert ("Officer Edda", "attendee") in places(new)


def test_going_back_keeps_what_was_typed(page):
    client, address = page
    Body.objects.filter(name="Corporate Parenting Sub-Committee").update(name="Another")
    review = client.post(address, typed())
    back = client.post(address, looked_over(review) | {"back": "1"})
    assert "Step 1 of 2" in back.text
    assert "Corporate Parenting Sub-Committee" in back.text


@pytest.mark.parametrize("ticket", ["", "made-up"])
def test_nothing_is_done_on_a_ticket_of_somebody_elses_making_and_nothing_chosen_is_lost(page, seated, ticket):
    client, address = page
    Body.objects.filter(name="Corporate Parenting Sub-Committee").update(name="Another")
    review = client.post(address, typed())
    again = client.post(address, looked_over(review) | {"ticket": ticket, "quorum": "5"})
    assert "more than an hour ago" in again.text
    assert again.context["form"]["quorum"].value() == "5"
    assert Body.objects.filter(succeeds=seated).count() == 0


def test_what_changed_meanwhile_is_looked_over_once_more(page, seated):
    client, address = page
    Body.objects.filter(name="Corporate Parenting Sub-Committee").update(name="Another")
    review = client.post(address, typed())
    seat(seated, Category.OFFICER, Capacity.ATTENDEE, "Officer New")
    again = client.post(address, looked_over(review) | {"quorum": "5"})
    assert "Look it over once more" in again.text
    assert "Officer New" in again.text
    assert client.post(address, looked_over(again)).status_code == 302
    assert Body.objects.get(succeeds=seated).quorum == 5


def test_names_are_drawn_as_words_on_the_page(page, seated):
    client, address = page
    Body.objects.filter(name="Corporate Parenting Sub-Committee").update(name="Another")
    seat(seated, Category.OFFICER, Capacity.MEMBER, "<b>Bold</b>")
    assert "<b>Bold</b>" not in client.post(address, typed()).text


@pytest.mark.parametrize("name", ["clerk", "member", "author"])
def test_only_who_manages_bodies_does_it(board, people, sign_in, name):
    client = sign_in(getattr(people, name))
    address = f"/committees/bodies/{board.pk}/reconstitute/"
    assert (client.get(address).status_code, client.post(address, typed()).status_code) == (403, 403)


@pytest.mark.parametrize("many", [2, 20])
def test_looking_over_asks_the_same_number_of_questions_however_many_come(
    page, seated, many, django_assert_max_num_queries
):
    client, address = page
    Body.objects.filter(name="Corporate Parenting Sub-Committee").update(name="Another")
    for number in range(many):
        seat(seated, Category.MEMBER, Capacity.MEMBER, f"Councillor {number}")
        links.link(seated, BodyFactory(), kind=Kind.CONSULTS, starts_on=FIRST, by=SYSTEM)
        MeetingFactory(body=seated, starts_at=datetime(2027, 6, 1 + number, 10, tzinfo=UTC))
        BodyFactory(parent=seated)
    with django_assert_max_num_queries(25):
        client.post(address, typed())


def test_whoever_presides_and_is_a_member_is_asked_for_once_and_keeps_both_titles(board):
    ada = seat(board, Category.MEMBER, Capacity.MEMBER, "Councillor Ada", label="Champion for care leavers")
    ada.nominated_by = "Full council"
    ada.save()
    bodies.seat(board, ada.person, capacity=Capacity.CHAIR, starts_on=date(2021, 1, 2), by=SYSTEM)
    assert [one.proposed for one in reconstituting.plan(board, about()).holders] == ["chair"]
    new = carry_out(board, about())
    held = Appointment.objects.get(office__seat__body=new, office__seat__capacity="member")
    assert (held.office.label, held.nominated_by) == ("Champion for care leavers", "Full council")


def test_a_body_that_is_to_begin_is_shown_as_it_will_be(seated, parent, people, sign_in):
    Body.objects.filter(name="Corporate Parenting Sub-Committee").update(name="Another")
    new = carry_out(seated, about(parent))
    page = sign_in(people.head_clerk).get(f"/committees/bodies/{new.pk}/").text
    assert "Councillor Ada" in page
    assert f"/committees/bodies/{new.pk}/came-over/" in page
    assert "A sub-committee: shared in proportion by itself" in page


def test_a_last_day_to_publish_that_is_past_is_said(board):
    soon = timezone.now() + timedelta(days=2)
    MeetingFactory(body=board, starts_at=soon, status="planned")
    plan = reconstituting.plan(board, about(starts_on=timezone.localdate()))
    assert "which is past: move it, or call it at shorter notice" in plan.coming[0].note


def test_what_came_over_is_read_by_those_who_keep_the_body(seated, people, sign_in):
    Body.objects.filter(name="Corporate Parenting Sub-Committee").update(name="Another")
    new = carry_out(seated, about())
    found = {name: sign_in(getattr(people, name)).get(f"/committees/bodies/{new.pk}/came-over/").status_code
             for name in ("head_clerk", "clerk", "member")}  # fmt: skip
    assert found == {"head_clerk": 200, "clerk": 404, "member": 404}
