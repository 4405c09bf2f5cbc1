"""The invented council: shaped as real ones, loaded once, and safe to load again."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import transaction
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
from pledges.modelcheck import comparing
from pledges.models import ModelCheck, Promise
from reports.models import Clearance, KeptText, Report, Version
from roles import acknowledging, tiers, training, visiting
from roles.models import Appointment, AuditRow, Course, Evidence, Home, Person, User
from roles.permissions import PUBLIC, OfficeKind

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def wexcombe(django_db_setup, django_db_blocker):
    """Loaded once for all that look at it, and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load(TODAY)
        yield
        transaction.set_rollback(True)


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


def test_a_worker_finds_the_packs_of_two_published_meetings_to_make(wexcombe):
    builds = list(Build.objects.select_related("meeting"))
    assert len(builds) == 2
    assert all(build.meeting.published_at for build in builds)
    assert {pack.state for build in builds for pack in build.packs.all()} == {"waiting"}


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


def test_reports_stand_at_every_place_of_their_clearance(wexcombe):
    assert set(Clearance.objects.in_turn().values_list("report__title", "stage_name")) == {
        ("Work for care leavers in the council", "Finance"),
        ("Driving lessons for care leavers", "the Director of Children’s Services"),
    }
    said = set(Clearance.objects.exclude(stage_name="").values_list("outcome", flat=True))
    assert said >= {"cleared", "conditions", "sent_back", "excepted"}
    assert Version.objects.drafts().count() >= 6


def test_what_was_cleared_was_written_before_it_was_sent(wexcombe):
    answered = Clearance.objects.exclude(stage_name="").exclude(decided_by=None)
    assert answered
    assert not any(KeptText.objects.filter(version=row.version_id, at__gt=row.sent_at).exists() for row in answered)


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


def test_homes_are_names_that_the_public_does_not_see(wexcombe):
    assert [visiting.looks_like_an_address(home.name) for home in Home.objects.all()] == [""] * 4
    assert not Home.objects.visible_to(PUBLIC).exists()


def test_some_have_done_their_induction_and_some_have_not(wexcombe):
    assert Course.objects.count() == 4
    members = Person.objects.filter(category=Person.Category.MEMBER)
    missing = training.without_induction(members, TODAY)
    assert 0 < len(missing) < len(members)
    states = {one.state for standings in training.standing(members, TODAY).values() for one in standings}
    assert states >= {"done", "again", "overdue"}


def test_the_demo_has_a_finished_check_and_one_to_go_on_with(wexcombe):
    now, earlier = ModelCheck.objects.all()
    assert (now.year, now.finished_at, earlier.year) == (2026, None, 2025)
    assert earlier.begun_at < earlier.finished_at
    counts = comparing.compare(now).counts
    assert (counts["present"], counts["partial"], counts["absent"], counts["not_judged"]) == (7, 4, 1, 9)
    assert (counts["better"], counts["worse"]) == (5, 1)
    owners = Person.objects.filter(findings_owned__isnull=False)
    assert set(owners.values_list("category", flat=True)) == {Person.Category.MEMBER, Person.Category.OFFICER}


def test_some_of_the_cast_read_their_role_and_did_something_for_it(wexcombe):
    people = {key: Person.objects.get(source_id=f"demo:{key}") for key in ("petra", "bram", "cleo")}
    missing = acknowledging.missing(people.values(), TODAY)
    asked = {key: len(acknowledging.asked_for(tiers.responsibilities_on(one, TODAY))) for key, one in people.items()}
    assert missing[people["petra"].pk] == 0
    assert 0 < missing[people["bram"].pk] < asked["bram"]
    assert missing[people["cleo"].pk] == asked["cleo"]
    done = Evidence.objects.filter(person=people["petra"])
    assert [one.kind for one in done] == ["visit", "visit"]
    notes = [note for note in Evidence.objects.values_list("note", flat=True) if note]
    kept = str(list(AuditRow.objects.values()))
    assert [note for note in notes if note in kept] == []
