"""The clerk's desk: meetings worst first, what stands between each and its publication, and the one next thing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import actions, commissioning, desk
from committees.models import AgendaItem, Body, Build, Commission, Meeting, Minutes, Pack
from committees.models.bodies import LegalBasis
from committees.models.packs import Edition
from corporate_parenting.lib.jobs import State
from reports import clearance
from tests.factories.committees import AgendaItemFactory, BodyFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.reports import FormatFactory, ready_report

pytestmark = pytest.mark.django_db


def soon(body, days, **changes):
    start = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0)
    return MeetingFactory(body=body, starts_at=start + timedelta(days=days), **changes)


@pytest.fixture
def meeting(body):
    return soon(body, 60)


def row(meeting):
    return desk.row(Meeting.objects.select_related("body").get(pk=meeting.pk))


def blocks(meeting):
    return list(row(meeting).blocks)


def built(meeting):
    build = Build.objects.create(meeting=meeting, number=1, ordered_at=timezone.now(), warnings=[])
    Pack.objects.create(build=build, edition=Edition.PUBLIC, state=State.DONE, pages=1, size=1, file="0" * 64)


# --- Worst first


def test_what_is_past_due_stands_first_then_what_is_nearest(people, body):
    far, near = soon(body, 90), soon(body, 40)
    late = soon(body, 2)
    assert [one.meeting for one in desk.rows(people.clerk.user)] == [late, near, far]
    assert desk.rows(people.clerk.user)[0].next_deadline.words.startswith("Should have been")


def test_a_far_meeting_with_something_late_stands_before_a_nearer_one(people, body):
    near, far = soon(body, 25), soon(body, 26)
    AgendaItemFactory(meeting=far, expects_paper=True)  # to be commissioned some 18 working days before the meeting
    assert [one.meeting for one in desk.rows(people.clerk.user)] == [far, near]


def test_a_published_meeting_waits_for_its_day(people, body):
    done = soon(body, 20, published_at=timezone.now(), published_by=people.clerk)
    open_one = soon(body, 60)
    AgendaItemFactory(meeting=done)
    found = desk.rows(people.clerk.user)
    assert [one.meeting for one in found] == [done, open_one]
    assert found[0].next_deadline is None
    assert found[0].next_step[0] == "See the agenda"
    on_its_day = soon(body, 0, published_at=timezone.now(), published_by=people.clerk)
    AgendaItemFactory(meeting=on_its_day)
    assert row(on_its_day).next_step == ("Open the meeting", reverse("committees:room", args=[on_its_day.pk]))


def test_a_meeting_that_runs_leads_into_the_room_until_somebody_ends_it(people, body, sign_in):
    running = soon(body, -1, opened_at=timezone.now() - timedelta(days=1), presiding=people.clerk)
    AgendaItemFactory(meeting=running)
    [found] = desk.rows(people.clerk.user)
    assert found.next_step == ("Go into the room", reverse("committees:room", args=[running.pk]))
    assert states(running)["Meet"] == "current"
    shown = sign_in(people.clerk).get(reverse("committees:agenda", args=[running.pk])).text
    assert "Close the meeting" not in shown
    assert shown.count("Go into the room") == 1


def test_minutes_stay_on_the_desk_and_at_home_until_they_are_signed(people, body, sign_in):
    held = soon(body, -3, status="held", opened_at=timezone.now() - timedelta(days=3), presiding=people.clerk)
    soon(body, -30, status="held")  # brought over from an older system
    assert list(desk.after(people.clerk.user)) == [held]
    client = sign_in(people.clerk)
    there = reverse("committees:minutes", args=[held.pk])
    assert there in client.get(reverse("committees:desk")).text
    assert "are to be drafted" in client.get(reverse("home")).text
    Minutes.objects.create(meeting=held, state=Minutes.State.CHECKING)
    assert "With the chair" in desk.after(people.clerk.user)[0].minutes.get_state_display()
    assert there not in client.get(reverse("home")).text
    Minutes.objects.update(state=Minutes.State.SIGNED)
    assert not desk.after(people.clerk.user)


def test_meetings_that_are_over_or_cancelled_or_of_others_are_not_on_the_desk(people, body):
    soon(body, -5)
    soon(body, 20, status="cancelled")
    soon(BodyFactory(), 20)
    assert desk.rows(people.clerk.user) == []


# --- What stands in the way


def test_an_agenda_that_is_not_started_is_named(meeting):
    assert blocks(meeting) == ["The agenda is not started: it has no items"]


def test_a_basis_that_is_not_settled_is_named(meeting):
    Body.objects.update(legal_basis=LegalBasis.NOT_SETTLED)
    assert blocks(meeting)[0] == "The legal basis of the body is not settled"
    assert row(meeting).next_step[0] == "Settle the legal basis"


def test_a_paper_that_nobody_was_asked_for_is_named_with_who_brings_it(meeting):
    AgendaItemFactory(meeting=meeting, title="Homes", presenter="Edda Stone", expects_paper=True)
    assert "“Homes”: the paper is awaited from Edda Stone, and no report is commissioned" in blocks(meeting)


def test_a_report_is_named_with_whoever_has_it_until_it_is_laid(people, body, meeting):
    item = AgendaItemFactory(meeting=meeting, title="Homes")
    report = ready_report(people.author, remit=body.remit)
    commissioning.link(item, report, by=people.clerk)
    assert f"“Homes”: the report is awaited from {people.author}, and not cleared" in blocks(meeting)
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    assert f"“Homes”: the report is with {people.clearer} for clearance" in blocks(meeting)
    version = clearance.clear(sent, by=people.clearer)
    assert f"“Homes”: the report of {people.author} is cleared and not laid" in blocks(meeting)
    PaperFactory(item=item, version=version)
    assert blocks(meeting) == ["The pack is not built"]


def test_an_item_of_part_2_without_grounds_is_named_by_its_number_alone(meeting):
    item = AgendaItemFactory(meeting=meeting, title="A placement", private_title="Sam moves", likely_private=True)
    words = "Item 1 stands in part 2, and nobody has said on what ground"
    assert words in blocks(meeting)
    ExemptionFactory(paper=PaperFactory(item=item))
    assert words not in blocks(meeting)
    AgendaItem.objects.update(likely_private=True, private_kind="exempt", private_paragraphs=[1], private_reason="Sam")
    assert words not in blocks(meeting)


def test_a_notice_of_the_executive_that_is_missing_is_named():
    meeting = soon(BodyFactory(legal_basis=LegalBasis.EXECUTIVE), 90)
    AgendaItemFactory(meeting=meeting, title="A contract", is_key_decision=True)
    (missing,) = [words for words in blocks(meeting) if words.startswith("Not given yet:")]
    assert "A contract" in missing
    assert row(meeting).next_step[0] == "Give the notice"
    Meeting.objects.update(starts_at=timezone.now() + timedelta(days=8))
    assert any("“A contract” cannot be decided yet" in words for words in blocks(meeting))


def test_nothing_stands_in_the_way_once_the_pack_is_built_or_the_agenda_published(people, meeting):
    AgendaItemFactory(meeting=meeting)
    assert blocks(meeting) == ["The pack is not built"]
    built(meeting)
    assert blocks(meeting) == []
    Pack.objects.all().delete()
    Meeting.objects.update(published_at=timezone.now(), published_by=people.clerk)
    assert blocks(meeting) == []


def test_a_withdrawn_item_stands_in_nobodys_way(meeting):
    AgendaItemFactory(meeting=meeting)
    gone = AgendaItemFactory(meeting=meeting, expects_paper=True)
    AgendaItem.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now(), withdrawn_why="Not needed")
    found = row(meeting)
    assert (found.blocks, found.expected) == (("The pack is not built",), 0)


# --- The next step, and the line of steps


def states(meeting):
    return {step["label"]: step["state"] for step in desk.steps(row(meeting))}


def test_one_step_follows_the_other(people, body, meeting):
    assert row(meeting).next_step[0] == "Start the agenda"
    item = AgendaItemFactory(meeting=meeting, expects_paper=True)
    assert row(meeting).next_step == ("Commission a report", reverse("committees:commission", args=[item.pk]))
    commissioning.commission(item, author=people.author, format=FormatFactory(), by=people.clerk)
    report = Commission.objects.get().report
    assert row(meeting).next_step == ("See the awaited report", reverse("reports:report", args=[report.pk]))
    report.versions.update(number=1, frozen_at=timezone.now())
    assert row(meeting).next_step == ("Lay the report", reverse("committees:lay", args=[item.pk]))
    PaperFactory(item=item, version=report.versions.get())
    assert row(meeting).next_step[0] == "Build the pack"
    built(meeting)
    assert row(meeting).next_step[0] == "Publish the agenda"


def test_the_line_of_steps_runs_from_plan_to_after(people, meeting):
    labels = ["Plan", "Commission", "Papers", "Pack", "Publish", "Meet", "Minutes", "After"]
    assert list(states(meeting)) == labels
    assert states(meeting)["Plan"] == "current"
    item = AgendaItemFactory(meeting=meeting, expects_paper=True)
    line = desk.steps(row(meeting))
    assert (line[1]["state"], line[1]["note"]) == ("current", "1 to commission")
    commissioning.commission(item, author=people.author, format=FormatFactory(), by=people.clerk)
    assert states(meeting)["Papers"] == "current"


def test_a_meeting_that_was_held_goes_on_with_its_minutes(people, body):
    held = soon(body, -3, status="held", published_at=timezone.now() - timedelta(days=20), published_by=people.clerk)
    AgendaItemFactory(meeting=held)
    built(held)
    assert states(held)["Minutes"] == "current"
    AgendaItem.objects.update(minutes_text="RESOLVED that the report be noted.")
    assert states(held)["After"] == "current"


# --- The page


def test_the_desk_says_what_is_late_and_leads_to_every_deadline(people, sign_in, body):
    soon(body, 2)
    client = sign_in(people.clerk)
    shown = client.get(reverse("committees:desk")).text
    assert "1 thing should have been done already, for 1 meeting." in shown
    assert "Should have been" in shown
    assert reverse("committees:deadlines") in shown
    Meeting.objects.all().delete()
    soon(body, 60)
    shown = client.get(reverse("committees:desk")).text
    assert "Nothing is late" in shown
    assert "working days" in shown


def test_the_desk_costs_the_same_for_few_and_for_many(people, sign_in, body):
    client = sign_in(people.clerk)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("committees:desk")).status_code == 200
        return len(queries)

    def fill(days):
        meeting = soon(body, days)
        item = AgendaItemFactory(meeting=meeting, expects_paper=True)
        commissioning.commission(item, author=people.author, format=FormatFactory(), by=people.clerk)
        AgendaItemFactory(meeting=meeting, likely_private=True)
        PaperFactory(item=AgendaItemFactory(meeting=meeting))
        built(meeting)

    fill(60)
    before = asked()
    for days in range(61, 75):
        fill(days)
    assert asked() == before
    assert before <= 25


def test_the_clerk_lays_the_open_actions_from_the_agenda_that_is_not_published(people, body, meeting, sign_in):
    AgendaItemFactory(meeting=meeting)
    there, page = (
        reverse("committees:lay_action_log", args=[meeting.pk]),
        reverse("committees:agenda", args=[meeting.pk]),
    )
    client = sign_in(people.clerk)
    assert there not in client.get(page).text
    actions.agree(body, text="Count the homes", owner=people.author, by=people.clerk)
    assert there in client.get(page).text
    assert "lies on the agenda" in client.post(there, follow=True).text
