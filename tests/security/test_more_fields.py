"""Fields that a form does not have change nothing, whoever sends them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from committees.models import AgendaItem
from pledges.models import Pledge
from reports.models import Format, Report
from tests.factories.committees import AgendaItemFactory, ExemptionFactory, MeetingFactory, PaperFactory
from tests.factories.roles import PersonFactory

pytestmark = pytest.mark.django_db
MORE = {
    "status": "held",
    "published_at": "2026-01-01 10:00",
    "published_by": "1",
    "released_at": "2026-01-01 10:00",
    "released_by": "1",
    "author": "1",
    "remit": "1",
    "is_active": "on",
    "left_on": "2026-01-01",
    "source_id": "evil",
    "minutes_text": "Evil",
    "frozen_at": "2026-01-01 10:00",
    "number": "7",
    "ended_at": "2026-01-01 10:00",
    "by": "1",
}


def typed(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_an_item_takes_only_what_its_form_has(people, body, sign_in):
    meeting = MeetingFactory(body=body)
    answer = sign_in(people.clerk).post(
        reverse("committees:add_item", args=[meeting.pk]), {"title": "A plain one"} | MORE
    )
    item = AgendaItem.objects.get()
    meeting.refresh_from_db()
    assert answer.status_code == 302
    assert (item.title, item.minutes_text, item.source_id, item.number) == ("A plain one", "", "", "")
    assert (meeting.published_at, meeting.status) == (None, "confirmed")


def test_a_report_belongs_to_whoever_starts_it(people, body, sign_in):
    other = PersonFactory()
    more = MORE | {"author": other.pk, "remit": ""}
    given = {"title": "Teeth", "format": Format.objects.first().pk}
    sign_in(people.author).post(reverse("reports:start"), more | given)
    report = Report.objects.get()
    version = report.versions.get()
    assert (report.author, report.remit, version.number, version.frozen_at) == (people.author, None, None, None)


def test_a_person_neither_leaves_nor_changes_hands_by_their_page(people, sign_in):
    person = PersonFactory()
    page = reverse("roles:change_person", args=[person.pk])
    sign_in(people.head_clerk).post(page, {"name": "Jo Lark", "category": "officer"} | MORE)
    person.refresh_from_db()
    assert (person.name, person.left_on, person.source_id, hasattr(person, "user")) == ("Jo Lark", None, "", False)


def test_a_pledge_is_not_released_by_writing_it(people, sign_in):
    given = {"title": "Our pledge", **typed("starts_on", date(2026, 4, 1))}
    sign_in(people.participation).post(reverse("pledges:begin"), given | MORE)
    assert list(Pledge.objects.values_list("title", "released_at", "released_by")) == [("Our pledge", None, None)]


def test_a_reason_for_privacy_is_not_ended_with_it(people, body, sign_in):
    paper = PaperFactory(item=AgendaItemFactory(meeting=MeetingFactory(body=body)))
    given = {"kind": "exempt", "paragraphs": ["1"], "reason": "A child."} | {"ended_by": "1", "ended_with": "2"} | MORE
    sign_in(people.clerk).post(reverse("committees:keep_private", args=[paper.pk]), given)
    assert [(one.ended_at, one.decided_by) for one in paper.exemptions.all()] == [(None, people.clerk)]


def test_what_is_private_is_not_opened_by_asking_again(people, body, sign_in):
    exemption = ExemptionFactory(paper__item__meeting__body=body, decided_at=timezone.now())
    page = reverse("committees:keep_private", args=[exemption.paper_id])
    sign_in(people.clerk).post(page, {"kind": "exempt", "paragraphs": ["3"], "reason": "Money."} | MORE)
    assert list(exemption.paper.exemptions.values_list("paragraphs", "ended_at")) == [([1, 2], None)]
