"""Reports are commissioned: an author is asked, and every due date is worked back from the day the agenda goes out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from committees import commissioning
from committees.models import AgendaItem, Commission, Meeting, Power, Terms
from committees.models.bodies import LegalBasis
from committees.working_back import WorkingBack
from reports import clearance, stages
from reports.models import Report
from roles import council
from roles.audit import SYSTEM
from roles.models import AuditRow, ClosureDay
from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory
from tests.factories.reports import FormatFactory, ReportFactory, ready_report

pytestmark = pytest.mark.django_db

SOON = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=60)


@pytest.fixture
def meeting(body):
    return MeetingFactory(body=body, starts_at=SOON)


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting, title="Homes for care leavers", purpose="decide")


def looks(*named, remit=None):
    for name, days in named:
        stages.add(name=name, working_days=days, remit=remit, by=SYSTEM)


def ask(item, people, **changes):
    given = {"author": people.author, "format": FormatFactory(), "asked": "What has changed?", "by": people.clerk}
    return commissioning.commission(item, **(given | changes))


def plan(day, body):
    return WorkingBack().of(MeetingFactory(body=body, starts_at=datetime(*day, 10, 0, tzinfo=UTC)))


def days(found):
    return [(step.whom, step.on) for step in found.steps]


# --- Due dates, worked by hand


def test_due_dates_over_christmas_are_worked_back_through_each_stage(body):
    looks(("the director", 2), ("Finance and legal", 3))
    found = plan((2026, 1, 6), body)  # a Tuesday
    # Five clear days before: 5 and 2 January, 31, 30 and 29 December. 1 January, 25 and 26 December do not count.
    assert found.out_on == date(2025, 12, 24)
    # One working day with the clerk; then 22, 19 and 18 December; then 17 and 16 December.
    assert days(found) == [
        ("the director", date(2025, 12, 16)),
        ("Finance and legal", date(2025, 12, 18)),
        ("the clerk", date(2025, 12, 23)),
    ]
    # Ten working days to write: 15, 12, 11, 10, 9, 8, 5, 4, 3 and 2 December.
    assert found.commission_on == date(2025, 12, 2)


def test_due_dates_over_easter_are_worked_back_through_each_stage(body):
    looks(("Finance and legal", 3))
    found = plan((2026, 4, 14), body)  # a Tuesday; Good Friday is 3 April, Easter Monday 6 April
    # Five clear days: 13, 10, 9, 8 and 7 April. The last working day before them is Thursday 2 April.
    assert found.out_on == date(2026, 4, 2)
    # The day before; then 31 and 30 March and Friday 27 March.
    assert days(found) == [("Finance and legal", date(2026, 3, 27)), ("the clerk", date(2026, 4, 1))]


def test_a_stage_never_ends_on_a_bank_holiday(body):
    looks(("Finance and legal", 3))
    found = plan((2026, 4, 15), body)
    # Five clear days: 14, 13, 10, 9 and 8 April; out on Tuesday 7, so with the clerk on Thursday 2 April.
    assert found.out_on == date(2026, 4, 7)
    assert found.clerk_on == date(2026, 4, 2)
    assert "Not counted: 3 April 2026 (Good Friday), 6 April 2026 (Easter Monday)." in found.steps[-1].why


def test_every_day_says_what_it_is_counted_from(body):
    looks(("the director", 2), ("Finance and legal", 3))
    found = plan((2026, 1, 6), body)
    first, second, clerk = [step.why for step in found.steps]
    assert first == (
        "2 working days for the director, before it is due with Finance and legal on Thursday 18 December 2025."
    )
    assert second.startswith("3 working days for Finance and legal, before it is due with the clerk on Tuesday 23")
    assert clerk == "The clerk has the papers 1 working day before the agenda goes out on Wednesday 24 December 2025."
    assert found.out_why.startswith("The last lawful day: 5 clear days before the meeting on Tuesday 6 January 2026.")
    assert found.steps[0].what == "First draft, with the director"


def test_a_day_on_which_the_offices_are_closed_is_passed_over(body):
    ClosureDay.objects.create(day=date(2025, 12, 23), reason="Christmas closure")
    found = plan((2026, 1, 6), body)
    assert found.clerk_on == date(2025, 12, 22)
    assert "23 December 2025 (Christmas closure)" in found.steps[-1].why


def test_how_long_the_clerk_has_the_papers_is_a_fact_of_the_council(body):
    council.set_fact("clerk_days", 3, starts_on=date(2025, 1, 1), by=SYSTEM)
    assert plan((2026, 1, 6), body).clerk_on == date(2025, 12, 19)


def test_papers_are_wanted_for_the_pack_where_it_is_built_before_the_last_lawful_day(body):
    body.pack_clear_days = 7
    body.save()
    found = plan((2026, 1, 6), body)
    # Seven clear days: 5 and 2 January, 31, 30, 29, 24 and 23 December; built on Monday 22, so on Friday 19 with us.
    assert (found.out_on, found.clerk_on) == (date(2025, 12, 24), date(2025, 12, 19))
    assert "before the pack is built on Monday 22 December 2025" in found.steps[-1].why


def test_a_body_with_stages_of_its_own_goes_by_them_alone(body):
    looks(("Finance and legal", 3))
    looks(("the chair", 1), remit=body.remit)
    assert days(plan((2026, 1, 6), body)) == [("the chair", date(2025, 12, 22)), ("the clerk", date(2025, 12, 23))]


def test_where_the_law_asks_for_no_notice_days_are_worked_back_by_the_bodys_habit():
    body = BodyFactory(legal_basis=LegalBasis.INFORMAL)
    found = plan((2026, 1, 6), body)
    # Five working days before: 5 and 2 January, 31, 30 and 29 December.
    assert (found.out_on, found.is_law) == (date(2025, 12, 29), False)
    assert "No statutory notice applies" in found.out_why
    assert "5 working days before" in found.out_why
    body.pack_clear_days = 7
    body.save()
    # Seven clear days: 5 and 2 January, 31, 30, 29, 24 and 23 December.
    assert plan((2026, 1, 6), body).out_on == date(2025, 12, 22)


# --- Asking


def test_a_commission_begins_a_draft_in_the_authors_name_and_tells_them_everything(people, item):
    looks(("Finance and legal", 3))
    terms = Terms.objects.create(
        body=item.meeting.body, number=1, starts_on=date(2026, 1, 1), agreed_by="Council", kept_at=timezone.now()
    )
    Power.objects.create(terms=terms, order=1, words="the pledge to care leavers", reach="recommends")
    report = ask(item, people).report
    assert (report.title, report.author, report.remit) == (item.title, people.author, item.meeting.body.remit)
    assert report.versions.drafts().exists()
    brief = report.brief
    assert (brief.body_name, brief.asked, brief.purpose) == (str(item.meeting.body), "What has changed?", "decide")
    assert brief.powers[0] == {"reach": "recommends", "words": "Recommends to another body: the pledge to care leavers"}
    assert brief.meeting_on == timezone.localdate(item.meeting.starts_at)
    assert [row["with"] for row in brief.due] == ["Finance and legal", "the clerk", ""]
    started = AuditRow.objects.get(did="started a report")
    assert started.actor == people.clerk.name


@pytest.mark.parametrize(
    ("basis", "may_decide"), [("advisory", False), ("informal", False), ("committee", True), ("not_settled", None)]
)
def test_the_brief_says_by_law_whether_the_body_may_decide(people, item, basis, may_decide):
    item.meeting.body.legal_basis = basis
    item.meeting.body.save()
    by_law = ask(item, people).report.brief.powers_told[-1]
    assert (by_law["reach"], by_law["basis"], by_law["may_decide"]) == ("law", basis, may_decide)


def test_an_item_that_is_commissioned_expects_its_paper(people, item):
    ask(item, people)
    item.refresh_from_db()
    assert item.expects_paper
    assert item.edition == 1


def test_the_private_title_of_an_item_is_not_the_title_of_its_report(people, meeting):
    item = AgendaItemFactory(meeting=meeting, title="A placement", private_title="The move of Sam")
    assert ask(item, people).report.title == "A placement"


def test_a_title_that_is_too_long_for_a_report_is_cut(people, meeting):
    assert len(ask(AgendaItemFactory(meeting=meeting, title="w" * 300), people).report.title) == 250


def test_a_commission_is_fulfilled_once_its_cleared_version_is_laid(people, item):
    found = ask(item, people)
    assert list(commissioning.open_ones()) == [found]
    PaperFactory(item=item)
    assert list(commissioning.open_ones()) == [found]
    PaperFactory(item=item, version__report=found.report, version__number=1, version__frozen_at=timezone.now())
    assert list(commissioning.open_ones()) == []


# --- Refused


def refused(item, people, **changes):
    with pytest.raises(commissioning.CannotCommission) as why:
        ask(item, people, **changes)
    return str(why.value)


def test_nobody_writes_for_a_withdrawn_item(people, item):
    AgendaItem.objects.filter(pk=item.pk).update(withdrawn_at=timezone.now(), withdrawn_why="Not needed")
    assert "withdrawn" in refused(item, people)
    assert not Report.objects.exists()


def test_one_report_is_commissioned_for_an_item(people, item):
    ask(item, people)
    assert "waits for “Homes for care leavers” by Officer Edda Stone already" in refused(item, people)
    assert Commission.objects.count() == 1


@pytest.mark.parametrize(("status", "words"), [("cancelled", "cancelled"), ("held", "over")])
def test_nobody_writes_for_a_meeting_that_does_not_come(people, item, status, words):
    Meeting.objects.update(status=status)
    assert words in refused(item, people)


def test_who_holds_no_post_that_writes_is_not_asked(people, item):
    assert "holds no post that writes reports today" in refused(item, people, author=people.member)


# --- Moving, linking, taking back


def test_a_meeting_that_moves_gives_every_author_new_days(people, item):
    report = ask(item, people).report
    Meeting.objects.filter(pk=item.meeting_id).update(starts_at=datetime(2027, 1, 12, 10, 0, tzinfo=UTC))
    assert commissioning.rewrite(Meeting.objects.get(), by=people.clerk) == 1
    report.brief.refresh_from_db()
    assert report.brief.meeting_on == date(2027, 1, 12)
    # Five clear days: 11, 8, 7, 6 and 5 January 2027; out on Monday 4, so with the clerk on Thursday 31 December.
    assert [row["on"] for row in report.brief.due] == ["2026-12-31", "2027-01-04"]
    assert report.brief.asked == "What has changed?"


def test_an_item_can_wait_for_a_report_of_the_body_that_is_there_already(people, item, body):
    report = ready_report(people.author, remit=body.remit)
    ReportFactory(title="For others", remit=BodyFactory().remit)
    assert list(commissioning.linkable(item, people.clerk.user)) == [report]
    commissioning.link(item, report, by=people.clerk)
    assert report.brief.meeting_on == timezone.localdate(item.meeting.starts_at)
    assert list(commissioning.linkable(item, people.clerk.user)) == []
    other = AgendaItemFactory(meeting=item.meeting)
    with pytest.raises(commissioning.CannotCommission, match="one brief at a time"):
        commissioning.link(other, report, by=people.clerk)


def test_a_report_for_another_body_is_not_waited_for(people, item):
    with pytest.raises(commissioning.CannotCommission, match="is not for"):
        commissioning.link(item, ReportFactory(remit=BodyFactory().remit), by=people.clerk)


def test_a_commission_that_is_taken_back_leaves_the_report_with_its_author(people, item):
    found = ask(item, people)
    report = found.report
    commissioning.take_back(found, by=people.clerk)
    assert Report.objects.get() == report
    assert not hasattr(Report.objects.get(), "brief")
    ask(item, people, author=people.participation)


def test_a_report_that_lies_on_the_item_is_not_taken_back(people, item):
    report = ready_report(people.author, remit=item.meeting.body.remit)
    found = commissioning.link(item, report, by=people.clerk)
    version = clearance.clear(clearance.submit(report, to=people.clearer, by=people.author), by=people.clearer)
    PaperFactory(item=item, version=version)
    with pytest.raises(commissioning.CannotCommission, match="lies on the item"):
        commissioning.take_back(found, by=people.clerk)


# --- The pages


def page(name, item):
    return reverse(f"committees:{name}", args=[item.pk])


def test_the_clerk_commissions_a_report_and_sees_every_day_before(people, sign_in, item):
    looks(("Finance and legal", 3))
    client = sign_in(people.clerk)
    shown = client.get(page("commission", item)).text
    assert "First draft, with Finance and legal" in shown
    assert people.author.name in shown
    assert people.member.name not in shown
    given = {"author": people.author.pk, "format": FormatFactory().pk, "asked": "What has changed?"}
    assert client.post(page("commission", item), given)["Location"] == page("agenda", item.meeting)
    assert Commission.objects.get().report.author == people.author
    shown = sign_in(people.author).get(reverse("reports:report", args=[Report.objects.get().pk])).text
    assert "What has changed?" in shown


def test_a_late_day_is_said_on_the_page(people, sign_in, item):
    Meeting.objects.update(starts_at=timezone.now() + timedelta(days=1))
    assert "Should have been" in sign_in(people.clerk).get(page("commission", item)).text


def test_bad_input_loses_nothing_typed(people, sign_in, item):
    FormatFactory()
    shown = sign_in(people.clerk).post(page("commission", item), {"asked": "What has changed since?"}).text
    assert "What has changed since?" in shown
    assert "Choose who writes the report" in shown
    assert not Report.objects.exists()


def test_an_item_that_waits_already_sends_the_clerk_back_with_the_reason(people, sign_in, item):
    ask(item, people)
    response = sign_in(people.clerk).get(page("commission", item), follow=True)
    assert "waits for “Homes for care leavers”" in response.text


def test_the_clerk_links_and_takes_back(people, sign_in, item, body):
    report, client = ready_report(people.author, remit=body.remit), sign_in(people.clerk)
    assert page("link_report", item) in client.get(page("commission", item)).text
    client.post(page("link_report", item), {"report": report.pk})
    assert Commission.objects.get().report == report
    client.post(page("take_back_commission", item))
    assert not Commission.objects.exists()


def test_only_the_clerk_of_the_body_commissions(people, sign_in, item):
    ask(item, people)
    for name in ("author", "member", "chair", "head_clerk", "admin"):
        client = sign_in(getattr(people, name))
        for address in ("commission", "link_report", "take_back_commission"):
            assert client.post(page(address, item)).status_code == 404, (name, address)
    assert Commission.objects.count() == 1
