"""Every deadline of every meeting: what is due, of whom, by which day, how it stands, and the page that lists them."""

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committees import commissioning, deadlines
from committees.deadlines import DONE, DUE, LATE, Kind
from committees.models import AgendaItem, Build, Meeting, Pack
from committees.models.bodies import LegalBasis
from committees.models.packs import Edition
from corporate_parenting.lib.jobs import State
from reports import clearance, stages
from roles import appointments
from roles.audit import SYSTEM
from roles.permissions import OfficeKind
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory
from tests.factories.reports import FormatFactory, ready_report

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)  # a Monday
MEETS = datetime(2026, 1, 6, 10, 0, tzinfo=UTC)  # a Tuesday; the last lawful day is Wednesday 24 December


@pytest.fixture
def today(monkeypatch):
    """It is 1 December 2025; call it with another day to go on."""

    def become(day):
        moment = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        monkeypatch.setattr(timezone, "localdate", lambda value=None, tz=None: value.date() if value else day)

    become(NOW.date())
    return become


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=MEETS)


def told(meeting):
    (rows,) = deadlines.of_meetings(Meeting.objects.filter(pk=meeting.pk).select_related("body")).values()
    return {(one.kind, one.on): one for one in rows}


def of_kind(meeting, kind):
    return [one for (known, _), one in sorted(told(meeting).items(), key=lambda pair: pair[0][1]) if known == kind]


def commission(meeting, people, title="Homes"):
    item = AgendaItemFactory(meeting=meeting, title=title)
    return commissioning.commission(item, author=people.author, format=FormatFactory(), by=people.clerk)


def built(meeting):
    build = Build.objects.create(meeting=meeting, number=1, ordered_at=timezone.now(), warnings=[])
    return Pack.objects.create(build=build, edition=Edition.PUBLIC, state=State.DONE, pages=1, size=1, file="0" * 64)


# --- What is due


def test_the_agenda_is_due_on_the_last_lawful_day_and_says_why(meeting, today):
    (agenda,) = of_kind(meeting, Kind.AGENDA)
    assert (agenda.what, agenda.on, agenda.state) == ("Publish the agenda", date(2025, 12, 24), DUE)
    # 2 to 24 December without its weekends.
    assert agenda.words == "By Wednesday 24 December 2025, in 17 working days"
    assert agenda.why.startswith("The last lawful day: 5 clear days before")
    assert "26 December 2025 (Boxing Day)" in agenda.why


def test_a_deadline_that_is_past_is_late_and_keeps_its_day(meeting, today):
    today(date(2025, 12, 27))
    (agenda,) = of_kind(meeting, Kind.AGENDA)
    assert (agenda.on, agenda.state) == (date(2025, 12, 24), LATE)
    assert agenda.words == "Should have been 3 days ago, by Wednesday 24 December 2025"


def test_a_published_agenda_is_done_and_says_when_it_was_late(meeting, people, today):
    meeting.published_at, meeting.published_by = datetime(2025, 12, 29, 12, tzinfo=UTC), people.clerk
    meeting.save()
    (agenda,) = of_kind(meeting, Kind.AGENDA)
    assert (agenda.state, agenda.words) == (DONE, "Done on Monday 29 December 2025, late")


def test_an_item_that_waits_for_a_paper_is_to_be_commissioned_in_time(meeting, today):
    stages.add(name="Finance and legal", working_days=3, by=SYSTEM)
    AgendaItemFactory(meeting=meeting, title="Homes", expects_paper=True)
    (ask,) = of_kind(meeting, Kind.COMMISSION)
    # With Finance and legal on 18 December; ten working days before: 17, 16, 15, 12, 11, 10, 9, 8, 5 and 4 December.
    assert (ask.what, ask.on, ask.state) == ("Commission the report: “Homes”", date(2025, 12, 4), DUE)
    (paper,) = of_kind(meeting, Kind.CLERK)
    assert (paper.on, paper.state) == (date(2025, 12, 23), DUE)


def test_a_paper_that_lies_on_its_item_is_done_and_needs_no_author(meeting, today):
    PaperFactory(item=AgendaItemFactory(meeting=meeting, expects_paper=True))
    assert of_kind(meeting, Kind.COMMISSION) == []
    assert [one.state for one in of_kind(meeting, Kind.CLERK)] == [DONE]


def test_a_commissioned_report_is_followed_from_draft_through_each_stage_to_the_clerk(meeting, people, today):
    for name, days in (("the director", 2), ("Finance and legal", 3)):
        stages.add(name=name, working_days=days, by=SYSTEM)
    commission(meeting, people)
    found = [(one.kind, one.on) for kind in ("draft", "clearance", "clerk") for one in of_kind(meeting, kind)]
    assert found == [
        (Kind.DRAFT, date(2025, 12, 16)),
        (Kind.CLEARANCE, date(2025, 12, 18)),
        (Kind.CLERK, date(2025, 12, 23)),
    ]
    assert of_kind(meeting, Kind.COMMISSION) == []


def test_what_a_report_has_come_through_is_done(meeting, people, body, today):
    stages.add(name="Finance and legal", working_days=3, by=SYSTEM)
    report = ready_report(people.author, remit=body.remit)
    commissioning.link(AgendaItemFactory(meeting=meeting), report, by=people.clerk)
    sent = clearance.submit(report, to=people.clearer, by=people.author)
    today(date(2025, 12, 27))
    assert [of_kind(meeting, kind)[0].state for kind in (Kind.DRAFT, Kind.CLERK)] == [DONE, LATE]
    clearance.clear(sent, by=people.clearer)
    assert [of_kind(meeting, kind)[0].state for kind in (Kind.DRAFT, Kind.CLERK)] == [DONE, DONE]


def test_the_pack_is_due_at_its_hour(meeting, body, today):
    body.pack_clear_days, body.pack_time = 7, time(10)
    body.save()
    (pack,) = of_kind(meeting, Kind.PACK)
    # Seven clear days: 5 and 2 January, 31, 30, 29, 24 and 23 December.
    assert (pack.on, pack.state, pack.at) == (date(2025, 12, 22), DUE, datetime(2025, 12, 22, 10, tzinfo=UTC))
    assert pack.why == "Packs of this body are built 7 clear days before the meeting, at 10:00am."
    built(meeting)
    assert of_kind(meeting, Kind.PACK)[0].state == DONE


def test_a_withdrawn_item_is_due_nothing(meeting, people, today):
    item = commission(meeting, people).item
    AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), withdrawn_why="Not needed")
    assert {one.kind for one in told(meeting).values()} == {Kind.AGENDA}


def test_without_statutory_notice_the_agenda_is_sent_out_by_habit(today):
    meeting = MeetingFactory(body=BodyFactory(legal_basis=LegalBasis.INFORMAL), starts_at=MEETS)
    (agenda,) = of_kind(meeting, Kind.AGENDA)
    assert (agenda.what, agenda.on) == ("Send out the agenda", date(2025, 12, 29))
    assert "No statutory notice applies to this body." in agenda.why


def test_an_executive_body_is_due_its_notices(today):
    body = BodyFactory(legal_basis=LegalBasis.EXECUTIVE)
    meeting = MeetingFactory(body=body, starts_at=datetime(2026, 2, 3, 10, tzinfo=UTC))
    AgendaItemFactory(meeting=meeting, title="A contract", likely_private=True, private_kind="exempt",
                      private_paragraphs=[3], private_reason="Offers are open")  # fmt: skip
    found = of_kind(meeting, Kind.EXECUTIVE)
    # The second notice five clear days before: 2 February, 30, 29, 28 and 27 January; so by Monday 26 January.
    assert [one.state for one in found] == [DUE, DUE]
    assert found[1].on == date(2026, 1, 26)
    assert found[0].on < found[1].on
    assert all("A contract" in one.what for one in found)


def test_worst_first_is_late_then_near_then_done(body, people, today):
    late = MeetingFactory(body=body, starts_at=datetime(2025, 12, 3, 10, tzinfo=UTC))
    later = MeetingFactory(body=body, starts_at=datetime(2025, 12, 4, 10, tzinfo=UTC))
    near, far = MeetingFactory(body=body, starts_at=MEETS), MeetingFactory(body=body, starts_at=MEETS + timedelta(9))
    done = MeetingFactory(body=body, starts_at=MEETS, published_at=NOW, published_by=people.clerk)
    found = deadlines.of_meetings(Meeting.objects.select_related("body"))
    rows = deadlines.worst_first(one for each in found.values() for one in each)
    assert [one.meeting for one in rows] == [late, later, near, far, done]


def test_deadlines_cost_the_same_for_one_meeting_and_for_many(body, people, today):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            deadlines.of_meetings(Meeting.objects.select_related("body"))
        return len(queries)

    def fill(number):
        for place in range(number):
            meeting = MeetingFactory(body=body, starts_at=MEETS + timedelta(days=place))
            commission(meeting, people)
            AgendaItemFactory(meeting=meeting, expects_paper=True)
            PaperFactory(item=AgendaItemFactory(meeting=meeting))
            built(meeting)

    fill(1)
    before = asked()
    fill(8)
    assert asked() == before
    assert before <= 12


# --- The page


def soon(body, days):
    return MeetingFactory(body=body, starts_at=timezone.now() + timedelta(days=days))


@pytest.fixture
def page(people, sign_in):
    """page(by="", …): the deadlines page, narrowed."""
    client = sign_in(people.clerk)
    return lambda **asked: client.get(reverse("committees:deadlines"), asked)


def test_the_page_lists_every_deadline_of_my_meetings_and_no_others(people, body, page):
    meeting = soon(body, 60)
    AgendaItemFactory(meeting=meeting, title="Homes for care leavers", expects_paper=True)
    AgendaItemFactory(meeting=soon(BodyFactory(), 60), title="Of another clerk", expects_paper=True)
    Meeting.objects.create(body=body, starts_at=timezone.now() + timedelta(days=61), status="cancelled")
    shown = page().text
    assert "3 deadlines" in shown
    assert "Commission the report: “Homes for care leavers”" in shown
    assert "Of another clerk" not in shown


def test_the_page_is_narrowed_by_body_kind_state_and_day(people, body, page):
    second = BodyFactory(name="The Panel")
    appointments.appoint(
        people.clerk,
        appointments.office(OfficeKind.CLERK, remit=second.remit, by=SYSTEM),
        starts_on=date(2024, 1, 1),
        by=SYSTEM,
    )
    soon(body, 2)
    AgendaItemFactory(meeting=soon(second, 90), title="Homes", expects_paper=True)
    assert "4 deadlines" in page().text
    assert "1 deadline." in page(body=body.pk).text
    assert "1 deadline." in page(kind="commission").text
    assert "1 deadline." in page(state="late").text
    assert "No deadline fits" in page(state="done").text
    assert "1 deadline." in page(by=(timezone.localdate() + timedelta(days=5)).strftime("%d %m %Y")).text
    assert "Enter the day" in page(by="someday").text


def test_the_table_has_the_same_rows(people, sign_in, body):
    AgendaItemFactory(meeting=soon(body, 60), title="=Homes", expects_paper=True)
    answer = sign_in(people.clerk).get(reverse("committees:deadlines_table"), {"kind": "commission"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(row["state"], row["what"], row["body"]) for row in rows] == [
        ("Due", "Commission the report: “=Homes”", str(body))
    ]


def test_the_page_costs_the_same_for_few_and_for_many(people, body, page):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    AgendaItemFactory(meeting=soon(body, 60), expects_paper=True)
    before = asked()
    for days in range(61, 90):
        AgendaItemFactory(meeting=soon(body, days), expects_paper=True)
    assert asked() == before
    assert before <= 25


def test_an_empty_page_says_what_will_be_here(page):
    assert "will be here" in page().text
