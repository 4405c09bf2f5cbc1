"""The invented council: shaped as real ones, loaded once, and safe to load again."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from committees import links
from committees.models import (
    Action,
    AgendaItem,
    Body,
    Build,
    Commission,
    Grant,
    Meeting,
    Minutes,
    Paper,
    Referral,
    Seat,
)
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import dates
from pledges import demo
from pledges.models import Promise
from reports.models import Clearance, Report, Version
from roles.models import Appointment, AuditRow, Person, User
from roles.permissions import PUBLIC, OfficeKind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture
def wexcombe():
    demo.load(TODAY)


def counts():
    models = (Person, User, Appointment, Body, Seat, Meeting, AgendaItem, Paper, Report, Version, Promise, AuditRow)
    return {model.__name__: model.objects.count() for model in models}


def test_loading_again_changes_nothing(wexcombe):
    before = counts()
    assert demo.load(TODAY) is False
    assert counts() == before


def test_a_board_became_a_sub_committee(wexcombe):
    sub = Body.objects.get(name="Corporate Parenting Sub-Committee")
    assert sub.legal_basis == LegalBasis.COMMITTEE
    assert (sub.succeeds.name, sub.succeeds.legal_basis) == ("Corporate Parenting Board", LegalBasis.INFORMAL)
    assert sub.succeeds.ends_on < sub.starts_on


def test_the_panel_has_three_sub_groups_and_meets_every_two_months(wexcombe):
    panel = Body.objects.get(name="Corporate Parenting Panel")
    assert set(links.groups_of(panel, TODAY).values_list("kind", flat=True)) == {"health", "housing", "learning"}
    days = list(panel.meetings.values_list("starts_at", flat=True))
    assert len(days) == 6
    assert all(50 <= (later - earlier).days <= 70 for earlier, later in pairwise(days))


@pytest.mark.parametrize(
    "kind",
    ["leader", "chief_executive", "lead_member", "director", "monitoring_officer", "rota_visitor", "virtual_head"],
)
def test_statutory_offices_and_visitors_are_held(wexcombe, kind):
    assert Appointment.objects.on(TODAY).filter(office__kind=kind).exists()


def test_every_kind_of_user_but_the_public_has_an_account(wexcombe):
    held = set(Appointment.objects.on(TODAY).filter(person__user__isnull=False).values_list("office__kind", flat=True))
    assert held >= {
        OfficeKind.PARENTING_SEAT,
        OfficeKind.COUNCILLOR,
        OfficeKind.PARENTING_PLACE,
        OfficeKind.PARTICIPATION,
        OfficeKind.OFFICER,
        OfficeKind.CLEARER,
        OfficeKind.CLERK,
        OfficeKind.LEAD_MEMBER,
        OfficeKind.SYSTEM_ADMIN,
        OfficeKind.DATA_PROTECTION,
    }


def test_the_dates_of_next_year_are_planned_on_free_working_days(wexcombe):
    planned = Meeting.objects.filter(status=Meeting.Status.PLANNED).select_related("body")
    assert {meeting.body.name for meeting in planned} == {"Corporate Parenting Sub-Committee"}
    assert len(planned) == 6
    assert all(timezone.localdate(meeting.starts_at).weekday() < 5 for meeting in planned)
    assert len(list(Meeting.objects.dates_public())) >= len(planned)


def test_the_next_meeting_has_open_papers_private_ones_and_one_to_follow(wexcombe):
    called = Meeting.objects.exclude(status=Meeting.Status.PLANNED)
    meeting = called.filter(body__name="Corporate Parenting Sub-Committee").order_by("-starts_at").first()
    papers = Paper.objects.filter(item__meeting=meeting)
    assert papers.open().filter(version__isnull=False).count() == 2
    assert papers.filter(version__isnull=False).count() == 4
    assert papers.open().filter(minutes__minutes__meeting__body=meeting.body).count() == 1
    assert papers.open().filter(action_log__isnull=False).count() == 1
    assert meeting.items.filter(expects_paper=True, papers=None).count() == 1
    assert not Meeting.objects.visible_to(PUBLIC).filter(pk=meeting.pk).exists()


def test_a_worker_finds_the_pack_of_the_held_meeting_to_make(wexcombe):
    build = Build.objects.get()
    assert build.meeting.published_at is not None
    assert {pack.state for pack in build.packs.all()} == {"waiting"}


def test_public_titles_of_private_items_tell_nothing(wexcombe):
    titles = list(AgendaItem.objects.filter(likely_private=True).values_list("title", flat=True))
    assert sorted(titles) == [
        "A contract for homes",
        "Brothers and sisters who live apart",
        "Buying a building",
        "Learning from practice",
    ]


def test_the_public_reads_signed_minutes_with_a_summary_of_what_was_said_in_private(wexcombe, client):
    found = Minutes.objects.get(state=Minutes.State.SIGNED)
    page = client.get(reverse("committees:public_minutes", args=[found.meeting_id])).content.decode()
    of_meeting = client.get(reverse("committees:public_meeting", args=[found.meeting_id])).content.decode()
    assert f"approved on {dates.day(found.approved_on.meeting.starts_at)}" in of_meeting
    assert "brothers and sisters live apart" in page
    assert "Taken in private: exempt information" in page
    assert "three brothers" not in page
    assert "three brothers" in str(found.versions.latest("number").private_content)
    assert "read “three numbers”" in page


def test_one_action_is_closed_one_question_waits_and_leave_was_given_and_is_asked_for(wexcombe):
    assert Action.objects.exclude(closed_ref="").get().closed_ref.startswith("Minute 3 of ")
    assert Referral.objects.get().answer is None
    assert list(Grant.objects.order_by("pk").values_list("person__name", "outcome")) == [
        ("Councillor Lionel Crane", "granted"),
        ("Councillor Cleo Frost", ""),
    ]


def test_one_report_waits_to_be_cleared_and_three_are_drafts(wexcombe):
    assert Clearance.objects.open().get().asked.name == "Finn Wade"
    assert Version.objects.drafts().count() == 4


def test_two_reports_are_commissioned_and_one_is_late_from_the_start(wexcombe):
    asked = {one.item.title: one.report for one in Commission.objects.all()}
    assert list(asked) == ["Homes for care leavers", "Dentists for those who move here"]
    late = date.fromisoformat(asked["Dentists for those who move here"].brief.due[0]["on"])
    assert late < TODAY


def test_promises_show_progress_to_the_public(wexcombe):
    progress = Promise.objects.with_progress(PUBLIC).values_list("actions_given", "actions_done")
    assert list(progress) == [(2, 1), (2, 1), (1, 0), (0, 0)]


def test_the_young_representative_has_no_public_name_and_no_account(wexcombe):
    jay = Person.objects.get(source_id="demo:jay")
    assert jay.name_for_public == "A member of Our Voice"
    assert (jay.email, jay.telephone) == ("", "")
    assert not User.objects.filter(person=jay).exists()


def test_every_address_is_an_example(wexcombe):
    assert not Person.objects.exclude(email="").exclude(email__endswith=".example").exists()


def test_the_demo_stays_out_of_a_real_installation(settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError) as refused:
        call_command("load_demo")
    assert refused.value.returncode == 1
    assert not Person.objects.exists()
